"""From text to stems: NFC, lower case, words, Snowball.

There is one function for index, query and highlighting alike: a query that is analysed by
other code than the index finds nothing, silently.
"""

import re
import threading
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

import Stemmer

from ncfe_kb.language.inflection import regular
from ncfe_kb.language.stopwords import STOPWORDS
from ncfe_kb.languages import LANGUAGES, Language, bare

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ALGORITHMS = {"da": "danish", "en": "english"}
_PLAIN = re.compile(r"[a-z0-9æøå']*")
STEMMERS = str(Stemmer.version())
"""The version of the stemmers: another may stem in another way."""
_KEPT = 150_000
"""Words whose stems are kept in memory, of each language: some 30 MB at most, whatever is typed."""
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
    lowered = _lowered(text)
    if lowered is None:
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
    text = unicodedata.normalize("NFC", text)
    lowered = _lowered(text)
    if lowered is None:
        return [token.word for token in tokens(text)]
    found: list[str] = _WORD.findall(lowered)
    return found if max(map(len, found), default=0) <= _LONGEST else [word[:_LONGEST] for word in found]


def _lowered(text: str) -> str | None:
    """Return a text in lower case, or None where it has letters that do not become one small letter each, always."""
    lowered = text.lower().replace("’", "'")
    return None if len(lowered) != len(text) or "Σ" in text else lowered


class _Stems(dict[str, str]):
    """The stems of the words of one language, found when they are first asked for."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language

    def __missing__(self, word: str) -> str:
        form, is_stem = regular(unaccented(word), self._language)
        found = form if is_stem else str(_stemmers.of[self._language].stemWord(form))
        if len(self) >= _KEPT:
            self.clear()
        self[word] = found
        return found


STEMS = {language: _Stems(language) for language in LANGUAGES}


def stem(word: str, language: Language) -> str:
    """Return the stem of a lower-case word: Snowball's, but for what `inflection` knows better."""
    return STEMS[language][word]


def stems(words: Iterable[str], language: Language) -> Iterator[str]:
    """Yield the stem of each lower-case word."""
    return map(STEMS[language].__getitem__, words)


def bare_words(text: str) -> list[str]:
    """Return the words of a text without accents and unstemmed, as names are compared; æ, ø and å stay."""
    return [unaccented(word) for word in words_of(text)]


def unaccented(word: str) -> str:
    """Return a lower-case word without accents; æ, ø and å are letters of their own and stay."""
    return word if _PLAIN.fullmatch(word) else bare(word, "æøå")


def telling(words: Sequence[str]) -> list[str]:
    """Return the words that say what a text is about; all of them where none does."""
    return [word for word in words if word not in STOPWORDS] or list(words)
