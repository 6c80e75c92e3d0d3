"""Counts in how many documents each word stands, from an earlier count where there is one."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ncfe_kb.language.wordlists import Counts
from ncfe_kb.search import VOCABULARIES
from ncfe_kb.search.whoosh_segments import Segment

Parts = Mapping[Segment, frozenset[int]]
"""Segments with the numbers of the documents that are deleted from each."""


class Tally(NamedTuple):
    """The words of each space that the documents of some segments have, of all of them or of public ones."""

    parts: Parts
    public_only: bool
    counts: Mapping[str, Counts]

    def now(self, parts: Parts) -> "Tally":
        """Return the count for other segments, or other deletions, by counting what differs alone."""
        new = {segment: deleted for segment, deleted in parts.items() if segment not in self.parts}
        old = {segment: deleted for segment, deleted in self.parts.items() if segment not in parts}
        gone = {segment: deleted - self.parts[segment] for segment, deleted in parts.items() if segment in self.parts}
        counts = {}
        for space in VOCABULARIES:
            change = _count(new, space, public_only=self.public_only)
            change.subtract(_count(old, space, public_only=self.public_only))
            for words in _deleted(gone, space, public_only=self.public_only):
                change.subtract(words)
            counts[space] = self.counts[space].changed(change)
        return Tally(parts, self.public_only, counts)


def nothing(*, public_only: bool) -> Tally:
    """Return the count to begin with."""
    return Tally({}, public_only, {space: Counts() for space in VOCABULARIES})


def _count(parts: Parts, space: str, *, public_only: bool) -> Counter[str]:
    counts: Counter[str] = Counter()
    for segment in sorted(parts, key=len, reverse=True):  # the first, largest one is quick
        for is_public in (True,) if public_only else (True, False):
            counts.update(segment.counts[is_public][space])
    for words in _deleted(parts, space, public_only=public_only):
        counts.subtract(words)
    return counts


def _deleted(parts: Parts, space: str, *, public_only: bool) -> Iterator[set[str]]:
    """Yield the words of each deleted document."""
    for segment, deleted in parts.items():
        seen = segment.is_public if public_only else segment.is_document
        yield from (segment.words(number)[space] for number in deleted if seen[number])
