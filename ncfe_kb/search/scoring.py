"""Scores documents for a query with BM25F, on whole arrays of postings.

A term's scores are the same for every query on one state of the index, so they are made
once and kept while they are among the lately used. Several fields count as one with the
words of each weighed: the simple extension of BM25 to weighted fields (Robertson, Zaragoza
and Taylor 2004).
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from threading import Lock
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ncfe_kb.query import Group
from ncfe_kb.query.tree import REST
from ncfe_kb.search.facets import Mask, Numbers

K1, B = 1.2, 0.6
"""BM25's saturation and length normalisation (Robertson and Zaragoza 2009, section 3)."""
_KEPT = 4_000_000
"""Postings that are kept in memory, about 50 MB."""

Weights = NDArray[np.float32]


class Postings(NamedTuple):
    """The documents that have a term, in order of their numbers, and a number for each."""

    documents: Numbers
    weights: Weights

    def among(self, mask: Mask) -> "Postings":
        """Return those of the documents that are meant."""
        return self.where(mask[self.documents])

    def where(self, kept: Mask) -> "Postings":
        """Return those of which this is true."""
        return Postings(self.documents[kept], self.weights[kept])


NONE = Postings(np.empty(0, dtype=np.intp), np.empty(0, dtype=np.float32))


class Scope:
    """The documents that one view sees, and what each term counts among them.

    Nothing here depends on documents that the view does not see.
    """

    def __init__(self, mask: Mask, lengths: Mapping[str, Weights], postings: Callable[[str, str], Postings]) -> None:
        """Take the documents, each one's weighed number of words by space, and what reads a term's postings."""
        self.mask = mask
        self._read = postings
        self._count = int(np.count_nonzero(mask))
        self._norms = {space: self._norm(each) for space, each in lengths.items()}
        self._kept: OrderedDict[tuple[str, str], Postings] = OrderedDict()
        self._size = 0
        self._turn = Lock()

    def _norm(self, lengths: Weights) -> Weights:
        """Return what a term's weight in each document is held against, by the document's length."""
        total = float(lengths[self.mask].sum(dtype=np.float64))  # exact: lengths are halves
        average = total / self._count if total else 1.0
        return (K1 * (1 - B + B * lengths / average)).astype(np.float32)

    def term(self, space: str, text: str) -> Postings:
        """Return the documents that have a term, with its score in each."""
        key = (space, text)
        with self._turn:
            if (known := self._kept.pop(key, None)) is None:
                known = self._scored(space, self._read(space, text).among(self.mask))
                self._make_room(len(known.documents))
            self._kept[key] = known
        return known

    def _make_room(self, size: int) -> None:
        """Let go of the terms that were not used for longest."""
        self._size += size
        while self._size > _KEPT and self._kept:
            self._size -= len(self._kept.popitem(last=False)[1].documents)

    def _scored(self, space: str, found: Postings) -> Postings:
        """Return the scores for the weights of a term (Robertson and Zaragoza 2009, 3.6)."""
        documents, weights = found
        rarity = np.log(1 + (self._count - len(documents) + 0.5) / (len(documents) + 0.5))
        scores = rarity * weights * (K1 + 1) / (weights + self._norms[space][documents])
        return Postings(documents, scores.astype(np.float32))

    def score(self, groups: Iterable[Group]) -> Postings:
        """Return the documents that any group finds, with their scores; groups add up."""
        found = [each for group in groups if len((each := self._group(group)).documents)]
        if len(found) < 2:  # noqa: PLR2004 - one is its own sum
            return found[0] if found else NONE
        totals = self._zeros()
        for documents, scores in found:
            totals[documents] += scores
        return _nonzero(totals)

    def _group(self, group: Group) -> Postings:
        """Return the best alternative's score and a part of the others'."""
        found = [(self.term(term.space, term.text), np.float32(term.weight)) for term in group.terms]
        found = [(each, weight) for each, weight in found if len(each.documents)]
        if len(found) < 2:  # noqa: PLR2004 - one is the best
            return Postings(found[0][0].documents, found[0][0].weights * found[0][1]) if found else NONE
        best, totals = self._zeros(), self._zeros()
        for (documents, scores), weight in found:
            weighed = scores * weight
            best[documents] = np.maximum(best[documents], weighed)
            totals[documents] += weighed
        documents = np.flatnonzero(totals)
        return Postings(documents, best[documents] * np.float32(1 - REST) + totals[documents] * np.float32(REST))

    def having(self, group: Group) -> Mask:
        """Return which documents have one of the group's terms."""
        mask = np.zeros(len(self.mask), dtype=np.bool_)
        for term in group.terms:
            mask[self.term(term.space, term.text).documents] = True
        return mask

    def _zeros(self) -> Weights:
        return np.zeros(len(self.mask), dtype=np.float32)


def _nonzero(scores: Weights) -> Postings:
    documents = np.flatnonzero(scores)
    return Postings(documents, scores[documents])
