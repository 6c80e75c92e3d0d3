"""Draws queries from the works of a catalogue, so that common words are asked for as often as they stand there."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice, pairwise
from random import Random

from measure.peers import Asked, typed
from ncfe_kb import Entry, Topic
from ncfe_kb.language import tokens
from ncfe_kb.language.analysis import stem
from ncfe_kb.language.stopwords import STOPWORDS
from ncfe_kb.languages import Language

_SEED = 2026
_LONG, _COMPOUND = 7, 13
"""Letters of a word that somebody may mistype, and of one that is a compound."""
_LETTERS = "abcdefghijklmnoprstuvyæøå"
_FEWEST = 3
"""Words of a text that queries are drawn from."""
_TRIES = 20
"""Draws for each query that is wanted; a small catalogue has not many different ones."""

Queries = dict[str, list[Asked]]
"""Different queries by what they try."""


class Draw:
    """Draws words from the titles and abstracts of works."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        """Take the works."""
        self._entries = entries
        self.random = Random(_SEED)  # noqa: S311 - the same each time

    def run(self, language: Language) -> list[str]:
        """Return the words of a title or an abstract, as they are written."""
        while True:
            entry = self.random.choice(self._entries)
            text = self.random.choice((entry.title, entry.abstract)).get(language)
            if text and len(found := [token.word for token in tokens(text)]) >= _FEWEST:
                return found

    def words(self, language: Language, count: int = 1, shortest: int = 3) -> tuple[str, ...]:
        """Return words of one text that say something, of this length at least."""
        while True:
            telling = [word for word in set(self.run(language)) if len(word) >= shortest and word not in STOPWORDS]
            if len(telling) >= count:
                return tuple(self.random.sample(sorted(telling), count))

    def pair(self, language: Language) -> tuple[str, str]:
        """Return two words in a row that say something."""
        while True:
            pairs = [pair for pair in pairwise(self.run(language)) if STOPWORDS.isdisjoint(pair)]
            if pairs:
                return self.random.choice(pairs)

    def language(self) -> Language:
        """Return the language of a query: mostly Danish."""
        return self.random.choice(("da", "da", "da", "en"))

    def mistyped(self, word: str) -> str:
        """Return a word with two letters swapped, or one wrong, after the first."""
        at = self.random.randrange(1, len(word) - 1)
        if self.random.choice((True, False)):
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        return word[:at] + self.random.choice(_LETTERS) + word[at + 1 :]


def page_queries(entries: Sequence[Entry], topics: Iterable[Topic], count: int) -> Queries:
    """Return what visitors may type, as many of each sort."""
    draw = Draw(entries)
    known = {word for entry in entries for text in (entry.title, entry.abstract) for word in _written(text.each())}
    labels = sorted(label for topic in topics for _, label in topic.preferred_label.each())
    makers: dict[str, Callable[[], Asked]] = {
        "one word": lambda: Asked(draw.words(draw.language())),
        "three words": lambda: Asked(draw.words(draw.language(), 3)),
        "phrase": lambda: Asked(draw.pair(draw.language()), "phrase"),
        "prefix": lambda: Asked((draw.words(draw.language(), 1, 6)[0][:5],), "prefix"),
        "compound": lambda: Asked(draw.words("da", 1, _COMPOUND)),
        "typo": lambda: Asked((_unknown(draw, known),)),
        "topic": lambda: typed(draw.random.choice(labels)),
    }
    return {name: _different(make, count) for name, make in makers.items()}


def token_queries(entries: Sequence[Entry], count: int) -> Queries:
    """Return the same sorts of Danish words as the engine keeps them."""
    draw = Draw(entries)
    makers: dict[str, Callable[[], Asked]] = {
        "one word": lambda: Asked(_stems(draw.words("da"))),
        "three words": lambda: Asked(_stems(draw.words("da", 3))),
        "phrase": lambda: Asked(_stems(draw.pair("da")), "phrase"),
        "prefix": lambda: Asked((_stems(draw.words("da", 1, 6))[0][:5],), "prefix"),
    }
    return {name: _different(make, count) for name, make in makers.items()}


def _stems(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(stem(word, "da") for word in words)


def _unknown(draw: Draw, known: set[str]) -> str:
    """Return a mistyped word that no work has."""
    while True:
        word = draw.mistyped(draw.words(draw.language(), 1, _LONG)[0])
        if word not in known:
            return word


def _different(make: Callable[[], Asked], count: int) -> list[Asked]:
    """Return this many different queries, or as many as there are."""
    drawn = (make() for _ in range(count * _TRIES))
    return list(islice(dict.fromkeys(drawn), count))


def danish_words(entries: Iterable[Entry]) -> Iterator[str]:
    """Yield the Danish words of works as they are written."""
    for entry in entries:
        for text in (entry.title, entry.abstract):
            yield from (token.word for token in tokens(text.da or ""))


def _written(texts: Iterable[tuple[Language, str]]) -> Iterator[str]:
    return (token.word for _, text in texts for token in tokens(text))
