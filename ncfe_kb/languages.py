"""The two languages, and how each compares and orders its words.

Kept apart from the bilingual texts, since help and completion need no more than this.
"""

import re
import unicodedata
from typing import Literal, get_args

Language = Literal["da", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


_ACCENTED = re.compile(r"[^\x00-\x7fæøå]")
# Danish order (Dansk Sprognævn, Retskrivningsordbogen § 4): æ, ø, å come last, aa counts as å,
# and foreign letters stand with the Danish letter that they sound like.
_DANISH_ORDER = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}", "ü": "y"})  # { | } follow z
_LATIN_ORDER = str.maketrans({"æ": "ae", "ä": "a", "ø": "o", "ö": "o", "å": "a", "ü": "u"})


def other(language: Language) -> Language:
    """Return the language that is not this one."""
    return "en" if language == "da" else "da"


def fold(text: str) -> str:
    """Return the text for comparing names and labels: NFC, lower case, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def bare(text: str, own: str = "æøåäöü") -> str:
    """Return a lower-case text without accents, but for the letters that are counted as their own."""
    if not _ACCENTED.search(text):
        return text
    letters = (letter if letter in own else unicodedata.normalize("NFD", letter)[0] for letter in text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def sort_key(text: str, language: Language) -> tuple[str, str]:
    """Return the key that puts a text in its place in the reader's alphabet.

    Case, accents and punctuation count only where all else is equal.
    """
    key = " ".join(re.sub(r"[^\w ]|_", "", bare(fold(text))).split())
    if language == "da":
        return key.replace("aa", "å").translate(_DANISH_ORDER), text
    return key.translate(_LATIN_ORDER), text


def initial(text: str, language: Language) -> str:
    """Return the letter under which a list has a text: Å for aa and å in Danish, # where it begins with none."""
    first = sort_key(text, language)[0][:1]
    letter = first.translate(str.maketrans("{|}", "æøå")) if language == "da" else first
    return letter.upper() if letter.isalpha() else "#"
