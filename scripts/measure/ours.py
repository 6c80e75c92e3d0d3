"""ncfe_kb behind the interface of its peers: the whole search, and its engine alone."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from measure.peers import FACETS, Asked, Page, Record
from ncfe_kb import Catalogue, DatedStatus, Entry, Text
from ncfe_kb.catalogue.places import INDEX
from ncfe_kb.language.analysis import stem
from ncfe_kb.query import SPACES, Group, Query, Term
from ncfe_kb.search import Document
from ncfe_kb.search.whoosh_index import WhooshIndex

NAME = "ncfe_kb"
HOME = "home"
"""The folder of a catalogue."""


class Ours:
    """The public view of a catalogue: what a page calls."""

    name = NAME

    def __init__(self) -> None:
        """Open nothing yet."""
        self._kb: Catalogue | None = None

    def open(self, folder: Path) -> None:
        """Open the catalogue of a folder."""
        self._kb = Catalogue.open(folder, starter=False)

    @property
    def _opened(self) -> Catalogue:
        if self._kb is None:
            raise FileNotFoundError(self.name)
        return self._kb

    def search_page(self, asked: Asked, *, limit: int = 10, has_excerpts: bool = True) -> Page:
        """Return a page; there is none without excerpts."""
        results = self._opened.public.search(_typed(asked), facets=FACETS, limit=limit)
        facets = {name: {str(one.id): one.count for one in results.facets[name]} for name in FACETS}
        excerpts = (hit.snippet.marked.html() for hit in results if hit.snippet) if has_excerpts else ()
        return Page(results.total, tuple(hit.slug for hit in results), facets, tuple(excerpts))

    def add(self, record: Record) -> None:
        """Add a work to database and index."""
        self._opened.add(
            Entry(
                slug=record["id"],
                kind=record["kind"],
                title=Text(da=record["title_da"], en=record["title_en"]),
                abstract=Text(da=record["abstract_da"], en=record["abstract_en"]),
                date=record["year"],
                topics=tuple(record["topics"]),
                statuses=(DatedStatus(status="published"),),
            )
        )

    def close(self) -> None:
        """Close the catalogue."""
        if self._kb is not None:
            self._kb.close()
            self._kb = None


def _typed(asked: Asked) -> str:
    """Return what a visitor would type."""
    text = " ".join(asked.words)
    return {"words": text, "phrase": f'"{text}"', "prefix": f"{text}*"}[asked.shape]


class OurEngine:
    """The index of a catalogue alone, asked for words that are analysed already."""

    name = NAME

    def __init__(self, documents: Iterable[Document], written: Iterable[str]) -> None:
        """Take the documents' words, and the Danish ones as they are written, by which phrases are found."""
        self._forms: dict[str, set[str]] = defaultdict(set)
        for word in set(written):
            self._forms[stem(word, "da")].add(word)
        words = (word for document in documents for field in SPACES["da"] for word in document.words[field])
        self._stems = sorted(set(words))
        self._index: WhooshIndex | None = None

    def open(self, folder: Path) -> None:
        """Open the index of the catalogue in a folder."""
        self._index = WhooshIndex(folder / INDEX)

    def search_page(self, asked: Asked, *, limit: int = 10, has_excerpts: bool = True) -> Page:
        """Return a page without excerpts, which the engine has not."""
        if self._index is None or has_excerpts:
            raise FileNotFoundError(self.name)
        found = self._index.search(self._query(asked), limit=limit)
        return Page(found.total, tuple(slug for slug, _ in found.page), found.facets)

    def _query(self, asked: Asked) -> Query:
        groups = tuple(Group((Term("da", word),)) for word in asked.words)
        if asked.shape == "phrase":
            row = tuple(frozenset(self._forms[word]) for word in asked.words)
            return Query(groups, required=groups, phrases=(row,), facets=tuple(FACETS))
        if asked.shape == "prefix":
            groups = (Group(tuple(Term("da", word) for word in self._beginning(asked.words[0]))),)
        return Query(groups, facets=tuple(FACETS))

    def _beginning(self, start: str) -> Iterable[str]:
        """Return all words that begin so: in a whole search the catalogue's vocabulary gives them."""
        first = bisect_left(self._stems, start)
        last = bisect_left(self._stems, start + chr(0x10FFFF))
        return self._stems[first:last]

    def close(self) -> None:
        """Let go of files."""
        if self._index is not None:
            self._index.close()
            self._index = None
