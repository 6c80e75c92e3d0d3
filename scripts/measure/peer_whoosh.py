"""Whoosh as it comes: its language analysers, its scorer, its facets and highlights."""

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from whoosh import index, query, sorting
from whoosh.analysis import LanguageAnalyzer, SimpleAnalyzer, SpaceSeparatedTokenizer
from whoosh.fields import ID, KEYWORD, TEXT, Schema
from whoosh.qparser import MultifieldParser, OrGroup

from measure.peers import FACETS, Asked, Field, Page, Record, text_of, typed, values_of

_EXCERPTED = ("abstract_da", "abstract_en")


def _analyser(field: Field) -> Any:
    if field.analysis == "tokens":
        return SpaceSeparatedTokenizer()
    return SimpleAnalyzer() if field.analysis == "plain" else LanguageAnalyzer(field.analysis)


class Whoosh:
    """Whoosh with an analyser for each language and BM25F."""

    name = "Whoosh"

    def __init__(self, fields: tuple[Field, ...]) -> None:
        """Choose the fields."""
        self._fields = fields
        self._weights = {field.name: float(field.weight) for field in fields}
        self._index: Any = None
        self._searcher: Any = None
        self._parser: Any = None

    def build(self, records: Iterable[Record], folder: Path) -> None:
        """Write everything in one process and commit once."""
        made = index.create_in(folder, self._schema())
        writer = made.writer(limitmb=256)
        for record in records:
            writer.add_document(**self._values(record))
        writer.commit()
        made.close()

    def _schema(self) -> Any:
        texts = {
            field.name: TEXT(analyzer=_analyser(field), stored=field.name in _EXCERPTED, phrase=True)
            for field in self._fields
        }
        facets = {"kind": ID(sortable=True), "year": ID(sortable=True), "topic": KEYWORD(sortable=True)}
        return Schema(id=ID(unique=True, stored=True), **texts, **facets)

    def _values(self, record: Record) -> dict[str, str]:
        values: dict[str, list[str]] = {}
        for facet, value in values_of(record):
            values.setdefault(facet, []).append(value)
        texts = {field.name: text for field in self._fields if (text := text_of(record, field))}
        return {"id": record["id"], **texts, **{facet: " ".join(each) for facet, each in values.items()}}

    def open(self, folder: Path) -> None:
        """Open the index."""
        self._index = index.open_dir(folder)
        self._searcher = self._index.searcher()
        self._parser = MultifieldParser(
            list(self._weights), self._index.schema, fieldboosts=self._weights, group=OrGroup
        )

    def add(self, record: Record) -> None:
        """Add a record and commit, with whatever merging that brings."""
        writer = self._index.writer()
        writer.add_document(**self._values(record))
        writer.commit()

    def search(self, text: str, limit: int) -> list[str]:
        """Return the best for any of the words."""
        return [hit["id"] for hit in self._current().search(self._query(typed(text)), limit=max(1, limit))]

    def search_page(self, asked: Asked, *, limit: int = 10, has_excerpts: bool = True) -> Page:
        """Return a page: one search gives the best and the counts."""
        found = self._current().search(self._query(asked), limit=limit, groupedby=_counting())
        facets = {name: _split(found.groups(name)) for name in found.facet_names()}
        best = found[:limit]  # with facets it gives all
        excerpts = tuple(map(_excerpt, best)) if has_excerpts else ()
        return Page(len(found), tuple(hit["id"] for hit in best), facets, excerpts)

    def _current(self) -> Any:
        """Return a searcher that sees the last commit."""
        if not self._searcher.up_to_date():
            self._searcher.close()
            self._searcher = self._index.searcher()
        return self._searcher

    def _query(self, asked: Asked) -> Any:
        text = " ".join(asked.words)
        if asked.shape == "prefix":  # its parser would stem it
            return query.Or([query.Prefix(name, text, boost=weight) for name, weight in self._weights.items()])
        return self._parser.parse(f'"{text}"' if asked.shape == "phrase" else text)

    def close(self) -> None:
        """Close the files."""
        if self._index is not None:
            self._searcher.close()
            self._index.close()
            self._index = None


def _counting() -> Any:
    """Return facets on columns; a work's topics are one value, which is faster than its overlapping facets."""
    facets = sorting.Facets()
    for facet in FACETS:
        facets.add_field(facet, maptype=sorting.Count)
    return facets


def _split(counts: Mapping[str, int]) -> dict[str, int]:
    """Return a count for each of the values that stand together."""
    found: Counter[str] = Counter()
    for values, count in counts.items():
        for value in values.split():
            found[value] += count
    return dict(found)


def _excerpt(hit: Any) -> str:
    return next((hit.highlights(name, top=1) for name in _EXCERPTED if hit.get(name)), "")
