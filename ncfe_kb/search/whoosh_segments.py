"""What one segment of a Whoosh index holds, as arrays.

A segment never changes but for the documents that are deleted from it, so what is read of it
serves every later state of the index that still has it.
"""

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import islice
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.reading import TermNotFound

from ncfe_kb.query import FACETS, NEWEST, SPACES
from ncfe_kb.search import BREAK, VOCABULARIES, Label
from ncfe_kb.search.facets import Column
from ncfe_kb.search.scoring import NONE, Postings
from ncfe_kb.search.whoosh_writing import FACTS, WRITTEN

Keys = NDArray[np.bytes_]
"""What documents are sorted by."""
_AT_ONCE = frozenset({"slug", "date", "public", "lengths", "values"})
"""What is read of all documents when a segment is opened; the rest is much, and read when it is asked for."""
_SOME = 1_000
_DATE = 10
"""Letters of a date: 2019-11-05."""


class Segment:
    """The documents of one segment, deleted ones included, by their numbers in it."""

    def __init__(self, reader: Any) -> None:
        """Read what lies beside the words; `reader` is Whoosh's own for the segment."""
        self._reader = reader
        self._turn = Lock()  # Whoosh's readers seek and read
        self._keys: dict[str, Keys] = {}
        self._written = reader.column_reader(WRITTEN)
        facts = [{name: each[name] for name in _AT_ONCE & each.keys()} for each in self._facts()]
        self.is_document = np.array([bool(each) for each in facts], dtype=np.bool_)
        self.is_public = np.array([each.get("public", False) for each in facts], dtype=np.bool_)
        self.slugs = [each.get("slug", "") for each in facts]
        self.dates = [each.get("date", "") for each in facts]
        lengths = [each.get("lengths", {}) for each in facts]
        self.lengths = {space: np.array([each.get(space, 0) for each in lengths], dtype=np.float32) for space in SPACES}
        values = [each.get("values", {}) for each in facts]
        self.columns = {facet: Column.from_rows([each.get(facet, ()) for each in values]) for facet in FACETS}

    def __len__(self) -> int:
        return len(self.slugs)

    def _facts(self) -> Iterator[dict[str, Any]]:
        """Yield what is known of each document; many are parsed at once, which is quicker than one by one."""
        column = iter(self._reader.column_reader(FACTS))
        while some := [one or b"{}" for one in islice(column, _SOME)]:
            yield from json.loads(b"[%s]" % b",".join(some))

    def keys(self, order: str) -> Keys:
        """Return what puts each document in its place in an order; in the end its slug does."""
        if order not in self._keys:
            if order == NEWEST:
                firsts = [_latest_first(date) for date in self.dates]
            else:
                firsts = [each.get("orders", {}).get(order, "").encode() for each in self._facts()]
            self._keys[order] = np.array(
                [b"%s\t%s" % key for key in zip(firsts, map(str.encode, self.slugs), strict=True)]
            )
        return self._keys[order]

    def postings(self, field: str, text: str) -> Postings:
        """Return the documents that have a term, with its weight in each."""
        with self._turn:
            try:
                matcher = self._reader.postings(field, text)
            except TermNotFound:
                return NONE
            if hasattr(matcher, "child"):  # below the filter that leaves out what is deleted
                matcher = matcher.child
                matcher.reset()
            return Postings(*(np.concatenate(arrays) for arrays in zip(*_blocks(matcher), strict=True)))

    def written(self, number: int) -> bytes:
        """Return the words of a document as they are written: in their order, with spaces before, between and after.

        There is a line for each space of VOCABULARIES, and BREAK between texts.
        """
        words: bytes = self._written[number]
        return words

    def words(self, number: int) -> Mapping[str, set[str]]:
        """Return the words that a document has in each space, as they are written."""
        lines = self.written(number).decode().split("\n")
        return {space: set(line.split()) - {BREAK} for space, line in zip(VOCABULARIES, lines, strict=False)}

    @cached_property
    def counts(self) -> Mapping[bool, Mapping[str, Counter[str]]]:
        """The words of each space with the number of documents that have each, of public ones and of others."""
        found = {is_public: {space: Counter[str]() for space in VOCABULARIES} for is_public in (True, False)}
        for number, is_public in enumerate(self.is_public.tolist()):
            for space, words in self.words(number).items():
                found[is_public][space].update(words)
        return found

    @cached_property
    def labels(self) -> Mapping[str, list[tuple[Label, int]]]:
        """The labels of each type with the numbers of the documents that give them, in order."""
        found: dict[str, list[tuple[Label, int]]] = {}
        for number, facts in enumerate(self._facts()):
            for type_name, labels in facts.get("labels", {}).items():
                found.setdefault(type_name, []).extend((Label(*label), number) for label in labels)
        return {type_name: sorted(labels) for type_name, labels in found.items()}

    def labelled(self, type_name: str, start: str) -> Iterator[tuple[bool, Label, int]]:
        """Yield the labels that begin so, then those that have a word that does, with the numbers of documents.

        What comes first of each is whether it is one of the latter.
        """
        labels = self.labels.get(type_name, [])
        at = bisect_left(labels, (Label(start, ""), -1))
        while at < len(labels) and labels[at][0].text.startswith(start):
            yield False, *labels[at]
            at += 1
        inside = f" {start}"
        yield from ((True, label, number) for label, number in labels if inside in label.text)


def _latest_first(date: str) -> bytes:
    """Return a key of ten bytes that sorts dates backwards, those that say less after those that say more."""
    return bytes(255 - letter for letter in date.encode()[:_DATE].ljust(_DATE, b"\0"))


def _blocks(matcher: Any) -> Iterator[Postings]:
    """Yield the blocks of a posting list; one posting at a time, as Whoosh's own search reads, takes far longer."""
    while matcher.is_active():
        matcher._read_data()  # noqa: SLF001 - Whoosh has no public name for a whole block
        steps, weights, _ = matcher._data  # noqa: SLF001 - likewise
        documents = np.cumsum(np.array(steps, dtype=np.intp))
        every = np.ones(len(documents), dtype=np.float32)
        yield Postings(documents, every if weights is None else every * np.array(weights, dtype=np.float32))
        matcher._next_block()  # noqa: SLF001 - likewise
