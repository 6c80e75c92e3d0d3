"""Counts in how many documents each word stands, from an earlier count where there is one."""

from collections import Counter
from collections.abc import Mapping
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
        change = _count(new, public_only=self.public_only)
        for space, each in _count(old, public_only=self.public_only).items():
            change[space].subtract(each)
        _take_away(change, gone, public_only=self.public_only)
        counts = {space: self.counts[space].changed(each) for space, each in change.items()}
        return Tally(parts, self.public_only, counts)


def nothing(*, public_only: bool) -> Tally:
    """Return the count to begin with."""
    return Tally({}, public_only, {space: Counts() for space in VOCABULARIES})


def _count(parts: Parts, *, public_only: bool) -> dict[str, Counter[str]]:
    found = {space: Counter[str]() for space in VOCABULARIES}
    for segment in sorted(parts, key=len, reverse=True):  # the first, largest one is quick
        for is_public in (True,) if public_only else (True, False):
            for space, counts in segment.counts[is_public].items():
                found[space].update(counts)
    _take_away(found, parts, public_only=public_only)
    return found


def _take_away(found: Mapping[str, Counter[str]], gone: Parts, *, public_only: bool) -> None:
    """Subtract the words of deleted documents."""
    for segment, deleted in gone.items():
        seen = segment.is_public if public_only else segment.is_document
        for number in deleted:
            if seen[number]:
                for space, words in segment.words(number).items():
                    found[space].subtract(words)
