"""The vocabulary of a catalogue: what it knows of a word that somebody typed.

Everything is looked up among the words that the catalogue itself has, so that nothing is
ever found, split or corrected to a word that no work uses.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from ncfe_kb.language.analysis import stem
from ncfe_kb.language.compounds import BAD_PARTS, LINKS, SHORTEST_PART
from ncfe_kb.language.folding import collapsed
from ncfe_kb.language.wordlists import Counts, Groups, beginning, grouped, regrouped, resorted
from ncfe_kb.languages import Language

if TYPE_CHECKING:
    from ncfe_kb.language.alphabets import Alphabets

_AFFIX_FROM, _LEFT_OVER = 5, 4
_FEW = 2_000
"""Words more or fewer that change what is known of the others; beyond that all is found out anew."""
_MOST = 200
"""Words that one lookup gives at most."""
_PARTED = 60
"""Words that are parted in one lookup."""
_LONGER = 24
"""Longer words that stand for a shorter one at most."""


class Words:
    """The words of one language, or names, each with the number of works that have it."""

    def __init__(self, counts: Mapping[str, int], language: Language | None, before: "Words | None" = None) -> None:
        """Take the words in; names have no language and are not inflected.

        What was found out about the words `before`, and still holds, is taken over.
        """
        self.counts = counts
        self.language = language
        if before is not None:
            self._take_over(before)

    def _take_over(self, before: "Words") -> None:
        added, gone = _difference(before.counts, self.counts)
        if len(added) + len(gone) > _FEW:
            return
        known = vars(before)  # what was asked for so far
        if "_alphabets" in known:
            self._alphabets = known["_alphabets"]
        for name, key in (("stems", self.stem), ("_folded", collapsed), ("_lengths", _length)):
            if name in known:
                vars(self)[name] = regrouped(known[name], key, added, gone)
        if "_sorted" in known:
            self._sorted = resorted(known["_sorted"], added, gone)
        if "_reversed" in known:
            self._reversed = resorted(known["_reversed"], map(_backwards, added), map(_backwards, gone))

    def __contains__(self, word: str) -> bool:
        return self.stem(word) in self.stems

    def stem(self, word: str) -> str:
        """Return the form in which the word is indexed."""
        return stem(word, self.language) if self.language else word

    @cached_property
    def stems(self) -> Groups:
        """The words by the form in which they are indexed."""
        return grouped(self.counts, self.stem)

    def forms(self, word: str) -> list[str]:
        """Return the word, and the others that are inflected forms of the same or spelled the same."""
        same = [form for spelling in (word, *self.spelled(word)) for form in self.stems.get(self.stem(spelling), ())]
        return list(dict.fromkeys((word, *same)))

    @cached_property
    def _folded(self) -> Groups:
        return grouped(self.counts, collapsed)

    def spelled(self, word: str) -> list[str]:
        """Return the other words that are spelled the same but for accents and æ, ø, å."""
        same = self._folded.get(collapsed(word), ())
        return sorted(other for other in same if other != word)

    @cached_property
    def _lengths(self) -> Groups:
        return grouped(self.counts, _length)

    def near(self, word: str, edits: int) -> Iterator[str]:
        """Yield the words that may be this one with so many letters more, less or other; some of them are not."""
        for length in range(len(word) - edits, len(word) + edits + 1):
            if words := self._lengths.get(str(length)):
                yield from self._alphabets.near(word, edits, words)

    @cached_property
    def _alphabets(self) -> "Alphabets":
        from ncfe_kb.language.alphabets import Alphabets  # here, since numpy takes long to load and not all need it

        return Alphabets()

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self.counts)

    @cached_property
    def _reversed(self) -> list[str]:
        return sorted(map(_backwards, self.counts))

    def beginning(self, start: str) -> list[str]:
        """Return words that begin so, most used first, at most two hundred."""
        return self._most_used(beginning(self._sorted, start, _MOST))

    def ending(self, end: str) -> list[str]:
        """Return words that end so, at most two hundred."""
        return list(map(_backwards, beginning(self._reversed, _backwards(end), _MOST)))

    def longer(self, word: str) -> list[str]:
        """Return the words, most used first, that begin or end with this one and have four letters or more beside it.

        A shorter word must be a part of theirs: it begins and ends many that have nothing to do with it.
        """
        stemmed = self.stem(word)
        near = {*self.beginning(word), *self.beginning(stemmed), *self.ending(word)}
        found = self._most_used(other for other in near if len(other) >= len(stemmed) + _LEFT_OVER)
        if len(word) < _AFFIX_FROM or word in BAD_PARTS:
            found = [other for other in found[:_PARTED] if stemmed in map(self.stem, self.parts(other))]
        return found[:_LONGER]

    def _most_used(self, words: Iterable[str]) -> list[str]:
        return sorted(words, key=lambda word: (-self.counts[word], word))

    def _is_word(self, word: str) -> bool:
        """Return whether a word, or another form of it, is known; a bare stem is no word."""
        stemmed = self.stem(word)
        return word in self.counts or (stemmed in self.stems and stemmed != word)

    def inside(self, word: str) -> list[str]:
        """Return known words that this one begins or ends with; two or three letters before, else four left over."""
        halves = {half for split in _splits(word) for half in split}
        tails = {word[at:] for at in (2, 3) if len(word) - at > _AFFIX_FROM}  # net-propaganda
        return sorted(half for half in (halves | tails) - BAD_PARTS if len(half) >= _AFFIX_FROM and self._is_word(half))

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


def _difference(before: Mapping[str, int], now: Mapping[str, int]) -> tuple[Collection[str], Collection[str]]:
    """Return the words that were added, and those that are gone."""
    if isinstance(now, Counts) and now.before is before:
        return now.added, now.gone
    return now.keys() - before.keys(), before.keys() - now.keys()


def _length(word: str) -> str:
    return str(len(word))


def _backwards(word: str) -> str:
    return word[::-1]


def _splits(word: str) -> Iterator[tuple[str, str]]:
    """Yield every way to part a word in two, with and without a linking letter."""
    for at in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        yield word[:at], word[at:]
        if word[at - 1] in LINKS and at > SHORTEST_PART:
            yield word[: at - 1], word[at:]
