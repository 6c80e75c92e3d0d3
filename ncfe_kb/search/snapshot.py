"""One state of an index: the documents of all its segments, numbered through, without those that are deleted."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from heapq import merge
from itertools import chain
from types import MappingProxyType

import numpy as np

from ncfe_kb.language.wordlists import Counts
from ncfe_kb.query import FACETS, SPACES
from ncfe_kb.search import Label
from ncfe_kb.search.facets import Column, Mask, Numbers
from ncfe_kb.search.scoring import NONE, Postings, Scope
from ncfe_kb.search.tally import Tally, nothing
from ncfe_kb.search.whoosh_segments import Keys, Segment

_PART = 8
"""Where fewer than one document in so many is sorted, these are sorted alone."""


class Snapshot:
    """The documents of some segments in a row."""

    def __init__(
        self, segments: Sequence[tuple[Segment, frozenset[int]]], tallies: Mapping[bool, Tally] = MappingProxyType({})
    ) -> None:
        """Take the segments, the numbers of the documents that are deleted from each, and earlier counts of words."""
        self._segments = segments
        self.tallies = dict(tallies)
        parts = [segment for segment, _ in segments]
        self._firsts: list[int] = np.cumsum([0, *(len(segment.slugs) for segment in parts)]).tolist()
        self.slugs = list(chain(*(segment.slugs for segment in parts)))
        self.columns = {facet: Column.joined([each.columns[facet] for each in parts]) for facet in FACETS}
        present = np.concatenate([segment.is_document for segment in parts])
        present[[first + number for _, first, deleted in self._each() for number in deleted]] = False
        public = present & np.concatenate([segment.is_public for segment in parts])
        lengths = {space: np.concatenate([each.lengths[space] for each in parts]) for space in SPACES}
        read = partial(_postings, [(segment, first) for segment, first, _ in self._each()])
        self._scopes = {True: Scope(public, lengths, read), False: Scope(present, lengths, read)}
        self._sorted_by: dict[str, Keys] = {}
        self._ranks: dict[str, Numbers] = {}

    def _each(self) -> Iterator[tuple[Segment, int, frozenset[int]]]:
        """Yield each segment with the number of its first document here, and what is deleted from it."""
        return (
            (segment, first, deleted) for (segment, deleted), first in zip(self._segments, self._firsts, strict=False)
        )

    def scope(self, *, public_only: bool) -> Scope:
        """Return the documents that a view sees."""
        return self._scopes[public_only]

    def written(self, document: int) -> bytes:
        """Return the words of a document as they are written, in their order, with BREAK between texts."""
        at = bisect_right(self._firsts, document) - 1
        return self._segments[at][0].written(document - self._firsts[at])

    def places(self, documents: Numbers, order: str) -> Numbers:
        """Return the place of each of some documents among them in an order, or among all where that is known."""
        if order in self._ranks:
            return self._ranks[order][documents]
        if len(documents) < len(self.slugs) // _PART:
            return _ranks(self._keys(order)[documents])
        self._ranks[order] = _ranks(self._keys(order))
        return self._ranks[order][documents]

    def _keys(self, order: str) -> Keys:
        if order not in self._sorted_by:
            self._sorted_by[order] = np.concatenate([segment.keys(order) for segment, _ in self._segments])
        return self._sorted_by[order]

    def vocabulary(self, *, public_only: bool) -> Mapping[str, Counts]:
        """Return the words of each space with the number of documents that have each."""
        known = self.tallies.get(public_only) or nothing(public_only=public_only)
        parts = dict(self._segments)
        if known.parts != parts:
            known = self.tallies[public_only] = known.now(parts)
        return known.counts

    def labelled(self, type_name: str, start: str, *, public_only: bool, limit: int) -> tuple[Label, ...]:
        """Return the labels of a type that begin so, then those that have a word that does, each id once."""
        mask = self._scopes[public_only].mask
        found: dict[str, Label] = {}
        for _, label in merge(
            *(_shown(each.labelled(type_name, start), mask[first:]) for each, first, _ in self._each())
        ):
            if len(found) == limit:
                break
            found.setdefault(label.id, label)
        return tuple(found.values())


def _ranks(keys: Keys) -> Numbers:
    places = np.empty(len(keys), dtype=np.intp)
    places[np.argsort(keys, kind="stable")] = np.arange(len(keys))
    return places


def _shown(labels: Iterable[tuple[bool, Label, int]], mask: Mask) -> Iterator[tuple[bool, Label]]:
    return ((is_inside, label) for is_inside, label, number in labels if mask[number])


def _postings(segments: Sequence[tuple[Segment, int]], space: str, text: str) -> Postings:
    """Return the postings of a term; no method, since a snapshot that its scopes refer to is not let go of at once."""
    each = [(segment.postings(space, text), first) for segment, first in segments]
    found = [(documents + first, weights) for (documents, weights), first in each if len(documents)]
    return Postings(*(np.concatenate(arrays) for arrays in zip(*found, strict=True))) if found else NONE
