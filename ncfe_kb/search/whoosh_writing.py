"""Writes to Whoosh's files whole posting lists at once.

Whoosh passes every posting through a sorted pool and half a dozen calls, which takes most of
the time of an indexing. Here postings are gathered by term, and each term's list is written
in one go, in Whoosh's own format: what reads an index need not know of this.
"""

import math
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Final, Self

from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3PostingsWriter
from whoosh.reading import SegmentReader

FACTS: Final = "facts"
"""The column of what is known of a document beside its words, as JSON; empty for what is none."""
WRITTEN: Final = "written"
"""The column of a document's words as they are written: a line for each space of VOCABULARIES."""
_BLOCK = 4096
"""Postings in a block, which is read at once."""
_ALIKE = 8
"""Segments of a size that are merged."""
_Terms = defaultdict[str, tuple["array[int]", "array[float]"]]


def _terms() -> _Terms:
    return defaultdict(lambda: (array("I"), array("f")))


class Pool:
    """The postings of a new segment by field and term, in the place of Whoosh's own pool."""

    def __init__(self) -> None:
        """Begin with none."""
        self._fields: defaultdict[str, _Terms] = defaultdict(_terms)

    def put(self, field: str, document: int, weights: Iterable[tuple[str, float]]) -> None:
        """Add the terms of a document with their weights; documents come in the order of their numbers."""
        terms = self._fields[field]
        for text, weight in weights:
            documents, of = terms[text]
            documents.append(document)
            of.append(weight)

    def add(self, posting: tuple[str, bytes, int, float, bytes]) -> None:
        """Add what Whoosh itself adds: the terms of unique fields, and those of segments that it merges."""
        field, text, document, weight, _ = posting
        self.put(field, document, ((text.decode(), weight),))

    def iter_postings(self) -> Self:
        """Return what the codec's field writer is given."""
        return self

    def fields(self) -> Iterator[tuple[str, _Terms]]:
        """Yield the terms of each field, in order."""
        return iter(sorted(self._fields.items()))

    def cleanup(self) -> None:
        """Let go of everything."""
        self._fields.clear()


class Codec(W3Codec):  # type: ignore[misc]  # Whoosh has no types
    """Whoosh's format, written term by term."""

    def __init__(self) -> None:
        """Use blocks that hold most terms' postings whole."""
        super().__init__(blocklimit=_BLOCK)

    def field_writer(self, storage: Any, segment: Any) -> Any:
        """Return what writes the fields of a segment."""
        return _FieldWriter(self, storage, segment)

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> Any:  # noqa: FBT001, FBT002 - Whoosh's signature
        """Return what writes the postings of a term."""
        return _PostingsWriter(dbfile, blocklimit=_BLOCK, byteids=byteids, compression=0)  # it takes longer to read


class _FieldWriter(W3FieldWriter):  # type: ignore[misc]  # Whoosh has no types
    def add_postings(self, schema: Any, _lengths: object, items: Pool) -> None:
        for field, terms in items.fields():
            self.start_field(field, schema[field])
            for text in sorted(terms):  # as their bytes are sorted: UTF-8 keeps the order
                self.start_term(text.encode())
                self._postwriter.put(*terms[text])
                self.finish_term()
            self.finish_field()


class _PostingsWriter(W3PostingsWriter):  # type: ignore[misc]  # Whoosh has no types
    def put(self, documents: "array[int]", weights: "array[float]") -> None:
        """Write all blocks of a term but the last, which is left to be finished."""
        for start in range(0, len(documents), _BLOCK):
            if start:
                self._write_block()
            self._ids, self._weights = documents[start : start + _BLOCK], weights[start : start + _BLOCK]
            self._maxweight, self._minlength = max(self._weights), 0


def merge_alike(writer: Any, segments: Iterable[Any]) -> list[Any]:
    """Take segments that are about as large as each other into the new one, where there are many; return the rest.

    So each document is written anew only as often as the index grows eightfold.
    """
    tiers = defaultdict(list)
    for segment in segments:
        if segment.doc_count():
            tiers[int(math.log(segment.doc_count_all(), _ALIKE))].append(segment)
    merged = next((tier for tier in tiers.values() if len(tier) >= _ALIKE), [])
    for segment in merged:
        reader = SegmentReader(writer.storage, writer.schema, segment)
        writer.add_reader(reader)
        reader.close()
    return [segment for tier in tiers.values() if tier is not merged for segment in tier]


def writer_for(index: Any) -> Any:
    """Return a Whoosh writer that gathers its postings in a Pool."""
    writer = index.writer(codec=Codec())
    writer.pool = Pool()
    return writer
