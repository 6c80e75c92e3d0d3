"""Tantivy, the full-text engine in Rust, through its Python binding."""

from collections.abc import Iterable
from pathlib import Path

import tantivy

from measure.peers import FACETS, Asked, Field, Page, Record, text_of, typed, values_of

_HEAP = 256_000_000
_MOST_VALUES = 10_000
_STEMMERS = {"da": "danish", "en": "english"}
_EXCERPTED = ("abstract_da", "abstract_en")


def _analyser(field: Field) -> tantivy.TextAnalyzer:
    """Return the analyser of a field: words in lower case, stemmed where it has a language."""
    if field.analysis == "tokens":
        return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.lowercase())
    if stemmer := _STEMMERS.get(field.analysis):
        builder = builder.filter(tantivy.Filter.stopword(stemmer)).filter(tantivy.Filter.stemmer(stemmer))
    return builder.build()


class Tantivy:
    """Tantivy with an analyser for each language, and its aggregations for facets."""

    name = "tantivy"

    def __init__(self, fields: tuple[Field, ...]) -> None:
        """Choose the fields."""
        self._fields = fields
        self._names = [field.name for field in fields]
        self._weights = {field.name: float(field.weight) for field in fields}
        self._counting = {facet: {"terms": {"field": facet, "size": _MOST_VALUES}} for facet in FACETS}
        self._index: tantivy.Index | None = None
        self._writer: tantivy.IndexWriter | None = None

    def build(self, records: Iterable[Record], folder: Path) -> None:
        """Write everything with one thread and commit once."""
        self._index = self._registered(tantivy.Index(self._schema(), path=str(folder)))
        writer = self._index.writer(heap_size=_HEAP, num_threads=1)
        for record in records:
            writer.add_document(self._document(record))
        writer.commit()
        writer.wait_merging_threads()
        self.close()

    def _schema(self) -> tantivy.Schema:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
        for field in self._fields:
            is_shown = field.name in _EXCERPTED
            builder.add_text_field(field.name, stored=is_shown, tokenizer_name=field.analysis)
        for facet in FACETS:
            builder.add_text_field(facet, fast=True, tokenizer_name="raw", index_option="basic")
        return builder.build()

    def _registered(self, index: tantivy.Index) -> tantivy.Index:
        for field in self._fields:
            index.register_tokenizer(field.analysis, _analyser(field))
        return index

    def _document(self, record: Record) -> tantivy.Document:
        document = tantivy.Document()
        document.add_text("id", record["id"])
        for field in self._fields:
            if text := text_of(record, field):
                document.add_text(field.name, text)
        for facet, value in values_of(record):
            document.add_text(facet, value)
        return document

    def open(self, folder: Path) -> None:
        """Open the index; it looks for commits by others on its own."""
        self._index = self._registered(tantivy.Index.open(str(folder)))

    def add(self, record: Record) -> None:
        """Add a record with a writer that stays open, commit, and see it."""
        if self._writer is None:
            self._writer = self._opened.writer(heap_size=_HEAP, num_threads=1)
        self._writer.add_document(self._document(record))
        self._writer.commit()
        self._opened.reload()

    @property
    def _opened(self) -> tantivy.Index:
        if self._index is None:
            raise FileNotFoundError(self.name)
        return self._index

    def search(self, text: str, limit: int) -> list[str]:
        """Return the best for any of the words."""
        searcher = self._opened.searcher()
        hits = searcher.search(self._query(typed(text)), max(1, limit)).hits
        return [str(searcher.doc(address)["id"][0]) for _, address in hits]

    def search_page(self, asked: Asked, *, limit: int = 10, has_excerpts: bool = True) -> Page:
        """Return a page: the best, then an aggregation of all matches, for the binding cannot do both at once."""
        searcher = self._opened.searcher()
        query = self._query(asked)
        found = searcher.search(query, limit)
        documents = [searcher.doc(address) for _, address in found.hits]
        facets = {
            facet: {bucket["key"]: bucket["doc_count"] for bucket in counted["buckets"]}
            for facet, counted in searcher.aggregate(query, self._counting).items()
        }
        excerpts = self._excerpts(searcher, query, documents) if has_excerpts else ()
        total = getattr(found, "count", 0)  # which the binding's own types leave out
        return Page(total, tuple(document["id"][0] for document in documents), facets, tuple(excerpts))

    def _excerpts(
        self, searcher: tantivy.Searcher, query: tantivy.Query, documents: Iterable[tantivy.Document]
    ) -> list[str]:
        schema = self._opened.schema
        makers = {name: tantivy.SnippetGenerator.create(searcher, query, schema, name) for name in _EXCERPTED}
        has = ((document, [name for name in _EXCERPTED if document.get_first(name)]) for document in documents)
        return [makers[names[0]].snippet_from_doc(document).to_html() if names else "" for document, names in has]

    def _query(self, asked: Asked) -> tantivy.Query:
        if asked.shape == "prefix":
            return self._beginning(asked.words[0])
        text = " ".join(asked.words)
        text = f'"{text}"' if asked.shape == "phrase" else text
        return self._opened.parse_query_lenient(text, self._names, field_boosts=self._weights)[0]

    def _beginning(self, word: str) -> tantivy.Query:
        """Return what begins like a word, in any field; the parser itself has this for phrases only."""
        each = (
            (tantivy.Query.fuzzy_term_query(self._opened.schema, name, word, distance=0, prefix=True), weight)
            for name, weight in self._weights.items()
        )
        return tantivy.Query.boolean_query(
            [(tantivy.Occur.Should, tantivy.Query.boost_query(query, weight)) for query, weight in each]
        )

    def close(self) -> None:
        """Let go of the files, and of the writer's lock."""
        if self._writer is not None:
            self._writer.wait_merging_threads()
        self._writer = self._index = None
