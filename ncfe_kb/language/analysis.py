"""From text to stems: NFC, lower case, words, Snowball.

There is one function for index, query and highlighting alike: a query that is analysed by
other code than the index finds nothing, silently.
"""

import re
import threading
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import Stemmer

from ncfe_kb.language.inflection import regular
from ncfe_kb.language.stopwords import STOPWORDS
from ncfe_kb.languages import Language, bare

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ALGORITHMS = {"da": "danish", "en": "english"}
_PLAIN = re.compile(r"[a-z0-9æøå']*")
STEMMERS = str(Stemmer.version())
"""The version of the stemmers: another may stem in another way."""
_LONGEST = 60
"""Letters of a word that count; nothing longer is a word."""


class _Stemmers(threading.local):
    """Stemmers of one thread: they keep a state while they work."""

    def __init__(self) -> None:
        self.of = {language: Stemmer.Stemmer(name) for language, name in _ALGORITHMS.items()}


_stemmers = _Stemmers()


class Token(NamedTuple):
    """A word of a text in lower case, and where it stands."""

    word: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """Yield the words of a text that is in NFC."""
    for found in _WORD.finditer(text):
        yield Token(found[0].lower().replace("’", "'")[:_LONGEST], *found.span())


def matches(text: str, words: Collection[str]) -> tuple[Token, ...]:
    """Return those tokens of a text in NFC that are among these words.

    Each word is looked for, which takes a tenth of the time of going through the text.
    """
    lowered = text.lower().replace("’", "'")
    if len(lowered) != len(text) or "Σ" in text:  # whose small form depends on what follows
        return tuple(token for token in tokens(text) if token.word in words)
    found = [Token(word, at, at + len(word)) for word in words for at in _places(word, lowered)]
    return tuple(sorted(found, key=lambda token: token.start))


def _places(word: str, lowered: str) -> Iterator[int]:
    """Yield where a whole word stands in a text."""
    at = lowered.find(word)
    while at >= 0:
        end = at + len(word)
        if not (_goes_on(lowered[max(0, at - 2) : at][::-1]) or _goes_on(lowered[end : end + 2])):
            yield at
        at = lowered.find(word, end)


def _goes_on(letters: str) -> bool:
    """Return whether a word goes on with these letters: by one of its own, or by an apostrophe inside."""
    return letters[:1].isalnum() or (letters[:1] == "'" and letters[1:].isalnum())


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case, as `tokens` has them."""
    return [found.lower().replace("’", "'")[:_LONGEST] for found in _WORD.findall(unicodedata.normalize("NFC", text))]


@lru_cache(maxsize=2**18)
def stem(word: str, language: Language) -> str:
    """Return the stem of a lower-case word: Snowball's, but for what `inflection` knows better."""
    form, is_stem = regular(unaccented(word), language)
    return form if is_stem else str(_stemmers.of[language].stemWord(form))


def analyse(text: str, language: Language) -> list[str]:
    """Return the stems of a text, in order."""
    return [stem(word, language) for word in words_of(text)]


def bare_words(text: str) -> list[str]:
    """Return the words of a text without accents and unstemmed, as names are compared; æ, ø and å stay."""
    return [unaccented(word) for word in words_of(text)]


def unaccented(word: str) -> str:
    """Return a lower-case word without accents; æ, ø and å are letters of their own and stay."""
    return word if _PLAIN.fullmatch(word) else bare(word, "æøå")


def telling(words: Sequence[str]) -> list[str]:
    """Return the words that say what a text is about; all of them where none does."""
    return [word for word in words if word not in STOPWORDS] or list(words)
