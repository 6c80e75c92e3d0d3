"""Counts and filters documents by the ids that they have of each facet, on arrays."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import Self

import numpy as np
from numpy.typing import NDArray

from ncfe_kb.query import Query

Numbers = NDArray[np.intp]
"""Numbers of documents, or of values."""
Mask = NDArray[np.bool_]
"""Whether each document is one of those that are meant."""


class Column:
    """The values that each document has of one facet: document n has `of[starts[n]:starts[n + 1]]`."""

    def __init__(self, values: Sequence[str], starts: Numbers, of: Numbers) -> None:
        """Take the values, and the numbers of those that each document has in a row."""
        self.values = values
        self.starts = starts
        self.of = of

    @classmethod
    def from_rows(cls, rows: Sequence[Iterable[str]]) -> Self:
        """Return the column of documents that have these values."""
        numbers: dict[str, int] = {}
        of = [numbers.setdefault(value, len(numbers)) for row in rows for value in row]
        lengths = [len(tuple(row)) for row in rows]
        return cls(tuple(numbers), _starts(np.array(lengths, dtype=np.intp)), np.array(of, dtype=np.intp))

    @classmethod
    def joined(cls, columns: Sequence[Self]) -> Self:
        """Return the column of the documents of several, one after the other."""
        if len(columns) == 1:
            return columns[0]
        numbers = {value: number for number, value in enumerate(dict.fromkeys(chain(*(one.values for one in columns))))}
        renumbered = [np.array([numbers[value] for value in one.values], dtype=np.intp)[one.of] for one in columns]
        lengths = [np.diff(one.starts) for one in columns]
        return cls(tuple(numbers), _starts(np.concatenate(lengths)), np.concatenate(renumbered))

    def counts(self, documents: Numbers, most: int | None = None) -> dict[str, int]:
        """Return how many of the documents have each value, of those that any has; at `most` the so many largest.

        Those as large as the last of them come too, since only who shows them knows their order.
        """
        counted = np.bincount(self._values_of(documents), minlength=len(self.values))
        found = np.flatnonzero(counted)
        if most is not None and len(found) > most:
            least = np.partition(counted[found], -most)[-most] if most else len(documents) + 1
            found = found[counted[found] >= least]
        return {
            self.values[number]: count for number, count in zip(found.tolist(), counted[found].tolist(), strict=True)
        }

    def having(self, wanted: Iterable[str]) -> Mask:
        """Return which documents have one of the values."""
        is_wanted = np.zeros(len(self.values) + 1, dtype=np.bool_)
        is_wanted[[self._number_of[value] for value in wanted if value in self._number_of]] = True
        having = np.zeros(len(self.starts) - 1, dtype=np.bool_)
        having[self._owners[is_wanted[self.of]]] = True
        return having

    def _values_of(self, documents: Numbers) -> Numbers:
        first = self.starts[documents]
        lengths = self.starts[documents + 1] - first
        steps = np.arange(lengths.sum()) + np.repeat(first - np.cumsum(lengths) + lengths, lengths)
        found: Numbers = self.of[steps]
        return found

    @cached_property
    def _owners(self) -> Numbers:
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))

    @cached_property
    def _number_of(self) -> dict[str, int]:
        return {value: number for number, value in enumerate(self.values)}


def narrow(documents: Numbers, query: Query, columns: Mapping[str, Column]) -> tuple[Mask, dict[str, dict[str, int]]]:
    """Return which documents pass all filters, and each facet's counts without its own filter."""
    failed = {facet: ~columns[facet].having(wanted)[documents] for facet, wanted in query.filters.items()}
    failures = np.zeros(len(documents), dtype=np.intp)
    for each in failed.values():
        failures += each
    kept = failures == 0
    counts = {}
    for facet in query.facets:
        counted = kept | (failed[facet] & (failures == 1)) if facet in failed else kept
        counts[facet] = columns[facet].counts(documents[counted] if failed else documents, query.most_values)
    return kept, counts


def _starts(lengths: Numbers) -> Numbers:
    return np.concatenate((np.zeros(1, dtype=np.intp), np.cumsum(lengths)))
