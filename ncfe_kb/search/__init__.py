"""The seam to the search engine: plain documents and a plain query tree in, ids and counts out.

An engine is anything with the methods of `SearchIndex`; every one passes the same tests.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple, Protocol

from ncfe_kb.query import Query, Term

FACETS = ("kind", "topic", "year", "language", "series", "person")
"""What matches are counted by."""
VOCABULARIES = ("da", "en", "people")
"""The spaces whose words are kept as they are written."""


class IndexUnusable(Exception):
    """The index is damaged, or not there; it can be made again from the database."""


class IndexBusy(Exception):
    """Another process is writing the index, and went on for too long."""


class Document(NamedTuple):
    """A work as the engine sees it.

    `words` are the analysed words of each field of query.FIELDS, `vocabulary` the words of
    each space as they are written; `values` the ids that each facet counts and filters by;
    `date` orders what has no score.
    """

    slug: str
    words: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    vocabulary: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    values: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    date: str = ""
    is_public: bool = True


class State(NamedTuple):
    """What an index contains: everything up to this change, made in this format.

    `token` tells the change from one of the same number in another history, as after a
    restored backup.
    """

    change: int
    token: str
    format: str


class Matches(NamedTuple):
    """What a query found: how many, one page of slugs with scores, counts by facet and id.

    `terms` are those of the query's groups that each work of the page has.
    """

    total: int
    page: tuple[tuple[str, float], ...]
    facets: Mapping[str, Mapping[str, int]]
    terms: Mapping[str, tuple[Term, ...]] = MappingProxyType({})


class SearchIndex(Protocol):
    """An index of documents; safe to share between threads."""

    def state(self) -> State | None:
        """Return what the index contains; None where there is none that can be read."""

    def update(self, documents: Iterable[Document], gone: Iterable[str], state: State) -> None:
        """Replace documents, drop those of the slugs that are gone, and note the state: all or nothing.

        Raises IndexBusy, IndexUnusable.
        """

    def rebuild(self, documents: Iterable[Document], state: State) -> None:
        """Put these documents in the place of all; searches see the old ones until it is done.

        Raises IndexBusy, IndexUnusable.
        """

    def search(self, query: Query, *, limit: int, offset: int = 0) -> Matches:
        """Return the matches, best first (newest first without words), those from offset to limit.

        A facet's counts leave out the filter on that facet, so that its other values stay in
        view. Raises IndexUnusable.
        """

    def vocabulary(self, *, public_only: bool) -> Mapping[str, Mapping[str, int]]:
        """Return the words of each space of VOCABULARIES, with the number of documents that have each.

        Raises IndexUnusable.
        """

    def close(self) -> None:
        """Let go of files."""


__all__ = ["FACETS", "VOCABULARIES", "Document", "IndexBusy", "IndexUnusable", "Matches", "SearchIndex", "State"]
