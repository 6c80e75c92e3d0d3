"""The seam to the search engine: plain documents and a plain query tree in, ids and counts out.

An engine is anything with the methods of `SearchIndex`; every one passes the same tests.
"""

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from types import MappingProxyType
from typing import NamedTuple, Protocol

from ncfe_kb.query import Query, Term

VOCABULARIES = ("da", "en", "people")
"""The spaces whose words are kept as they are written."""
BREAK = "|"
"""What stands between two texts of the words as they are written, so that no phrase runs across; no word is it."""


class IndexUnusable(Exception):
    """The index is damaged, or not there; it can be made again from the database."""


class IndexBusy(Exception):
    """Another process is writing the index, and went on for too long."""


class Label(NamedTuple):
    """A name by which completion finds something, folded, and the id of what bears it."""

    text: str
    id: str


class Document(NamedTuple):
    """A work as the engine sees it.

    `words` are the analysed words of each field of query.FIELDS; `written` the words of each
    space of VOCABULARIES as they are written and in their order; `values` the ids that each
    facet counts and filters by; `labels` what completion finds, by type; `orders` the keys
    that works are sorted by, by name; `date` orders what is otherwise equal.
    """

    slug: str
    words: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    written: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    values: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    date: str = ""
    is_public: bool = True
    labels: Mapping[str, tuple[Label, ...]] = MappingProxyType({})
    orders: Mapping[str, str] = MappingProxyType({})


class State(NamedTuple):
    """What an index contains: everything up to this change, made in this format.

    `token` tells the change from one of the same number in another history, as after a
    restored backup; `until` is the moment (UTC, ISO 8601) at which the next work becomes
    public on its own, "" where none will.
    """

    change: int
    token: str
    format: str
    until: str = ""


class Matches(NamedTuple):
    """What a query found: how many, one page of slugs with scores, counts by facet and id.

    `terms` are those of the query's groups that each work of the page has.
    """

    total: int
    page: tuple[tuple[str, float], ...]
    facets: Mapping[str, Mapping[str, int]]
    terms: Mapping[str, tuple[Term, ...]] = MappingProxyType({})


class SearchIndex(Protocol):
    """An index of documents; safe to share between threads.

    Whatever reads or writes a folder raises NotPrivate where others may write there.
    """

    def state(self) -> State | None:
        """Return what the index contains; None where there is none that can be read."""

    def writing(self, patience: float | None = None) -> AbstractContextManager[None]:
        """Keep all other writers out in a block, also other processes; what this thread writes there needs no wait.

        Raises IndexBusy where another one goes on for so many seconds, by default for as long as makes sense.
        """

    def update(self, documents: Iterable[Document], gone: Iterable[str], state: State) -> None:
        """Replace documents, drop those of the slugs that are gone, and note the state: all or nothing.

        Raises IndexBusy, IndexUnusable.
        """

    def rebuild(self, documents: Iterable[Document], state: State) -> None:
        """Put these documents in the place of all; searches see the old ones until it is done.

        Raises IndexBusy, IndexUnusable.
        """

    def search(
        self, query: Query, *, limit: int, offset: int = 0, families: Mapping[str, str] = MappingProxyType({})
    ) -> Matches:
        """Return the matches in the query's order, those from offset to limit.

        Of the works of one family (slug to family) only the best counts as a match, but
        every one counts in the facets. A facet's counts leave out the filter on that facet,
        so that its other values stay in view. Raises IndexUnusable.
        """

    def vocabulary(self, *, public_only: bool) -> Mapping[str, Mapping[str, int]]:
        """Return the words of each space of VOCABULARIES, with the number of documents that have each.

        Raises IndexUnusable.
        """

    def labelled(self, type_name: str, start: str, *, public_only: bool, limit: int) -> tuple[Label, ...]:
        """Return the labels of a type that begin so, then those that have a word that does, each id once.

        Raises IndexUnusable.
        """

    def stale(self, documents: Iterable[Document]) -> set[str]:
        """Return the slugs of the documents that the index has otherwise, not at all, or beside these.

        Raises IndexUnusable.
        """

    def damages(self) -> tuple[str, ...]:
        """Return the files that are damaged or missing, as they are now and whatever was read of them before.

        Empty also where there is no index at all.
        """

    def close(self) -> None:
        """Let go of files."""


__all__ = [
    "BREAK",
    "VOCABULARIES",
    "Document",
    "IndexBusy",
    "IndexUnusable",
    "Label",
    "Matches",
    "SearchIndex",
    "State",
]
