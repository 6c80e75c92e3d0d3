"""The vocabulary of a catalogue: what it knows of a word that somebody typed.

Everything is looked up among the words that the catalogue itself has, so that nothing is
ever found, split or corrected to a word that no work uses.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

from ncfe_kb.language.analysis import stem
from ncfe_kb.language.compounds import BAD_PARTS, LINKS, SHORTEST_PART
from ncfe_kb.language.folding import collapsed
from ncfe_kb.languages import Language

_AFFIX_FROM, _LEFT_OVER = 5, 4
_MOST = 40
"""Words that one lookup gives at most."""


class Words:
    """The words of one language, or names, each with the number of works that have it."""

    def __init__(self, counts: Mapping[str, int], language: Language | None) -> None:
        """Take the words in; names have no language and are not inflected."""
        self.counts = counts
        self.language = language
        self._parted: dict[str, tuple[str, ...]] = {}

    def __contains__(self, word: str) -> bool:
        return self.stem(word) in self.stems

    def stem(self, word: str) -> str:
        """Return the form in which the word is indexed."""
        return stem(word, self.language) if self.language else word

    @cached_property
    def stems(self) -> dict[str, tuple[str, ...]]:
        """The words by the form in which they are indexed."""
        return _grouped(self.counts, self.stem)

    def forms(self, word: str) -> list[str]:
        """Return the word, and the others that are inflected forms of the same or spelled the same."""
        same = [form for spelling in (word, *self.spelled(word)) for form in self.stems.get(self.stem(spelling), ())]
        return list(dict.fromkeys((word, *same)))

    @cached_property
    def _folded(self) -> dict[str, tuple[str, ...]]:
        return _grouped(self.counts, collapsed)

    def spelled(self, word: str) -> list[str]:
        """Return the other words that are spelled the same but for accents and æ, ø, å."""
        same = self._folded.get(collapsed(word), ())
        return [other for other in same if other != word]

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self.counts)

    @cached_property
    def _reversed(self) -> list[str]:
        return sorted(word[::-1] for word in self.counts)

    def beginning(self, start: str) -> list[str]:
        """Return words that begin so, at most forty."""
        return list(_range(self._sorted, start))

    def ending(self, end: str) -> list[str]:
        """Return words that end so, at most forty."""
        return [word[::-1] for word in _range(self._reversed, end[::-1])]

    def compounds_with(self, word: str) -> list[str]:
        """Return the compounds that have this word, in any inflection, as their first or last part."""
        stemmed = self.stem(word)
        near = {*self.beginning(stemmed), *self.ending(word), *self.ending(stemmed)}
        return sorted(other for other in near if stemmed in self._part_stems(other))

    def _part_stems(self, word: str) -> tuple[str, ...]:
        """Return the stems of a known word's parts, found once."""
        if word not in self._parted:
            self._parted[word] = tuple(map(self.stem, self.parts(word)))
        return self._parted[word]

    def affixed(self, word: str) -> list[str]:
        """Return longer words that begin or end with this one, four letters or more left over."""
        if len(word) < _AFFIX_FROM or word in BAD_PARTS:
            return []
        stemmed = self.stem(word)
        near = {*self.beginning(word), *self.beginning(stemmed), *self.ending(word)}
        return sorted(other for other in near if len(other) >= len(stemmed) + _LEFT_OVER)

    def _is_word(self, word: str) -> bool:
        """Return whether a word, or another form of it, is known; a bare stem is no word."""
        stemmed = self.stem(word)
        return word in self.counts or (stemmed in self.stems and stemmed != word)

    def inside(self, word: str) -> list[str]:
        """Return known words that this one begins or ends with, four letters or more left over."""
        halves = {half for split in _splits(word) for half in split}
        return sorted(half for half in halves - BAD_PARTS if len(half) >= _AFFIX_FROM and self._is_word(half))

    def parts(self, word: str) -> tuple[str, ...]:
        """Return the parts of a compound of words that the catalogue knows; none for a simple word."""
        best: tuple[int, tuple[str, ...]] = (0, ())
        for head, tail in _splits(word):
            if tail in BAD_PARTS or head in BAD_PARTS or not (tail in self.counts or tail in self):
                continue
            if self._is_word(head):
                weight = min(self.counts.get(head, 0), self.counts.get(tail, 0)) + 1
                best = max(best, (weight, (head, tail)))
        return best[1]


def _grouped(words: Iterable[str], key: Callable[[str], str]) -> dict[str, tuple[str, ...]]:
    """Return words by a key; in tuples, which cost the collector of garbage nothing once it has seen them."""
    found: dict[str, tuple[str, ...]] = {}
    for word in words:
        of = key(word)
        found[of] = (*found[of], word) if of in found else (word,)
    return found


def _splits(word: str) -> Iterator[tuple[str, str]]:
    """Yield every way to part a word in two, with and without a linking letter."""
    for at in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        yield word[:at], word[at:]
        if word[at - 1] in LINKS and at > SHORTEST_PART:
            yield word[: at - 1], word[at:]


def _range(words: list[str], start: str) -> Iterator[str]:
    first = bisect_left(words, start)
    for word in words[first : first + _MOST]:
        if not word.startswith(start):
            return
        yield word
