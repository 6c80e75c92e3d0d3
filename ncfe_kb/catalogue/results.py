"""What a search gives back: plain values with ids and labels, ready for a page, a terminal or JSON."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from ncfe_kb.catalogue.reasons import Reason
from ncfe_kb.language import Marked
from ncfe_kb.languages import Language
from ncfe_kb.text import Localised


class Labelled(NamedTuple):
    """An id and its label in the reader's language."""

    id: str
    label: str


class FacetValue(NamedTuple):
    """A value of a facet, its label, and how many matches have it; `language` is the label's where it is a fallback."""

    id: str | int
    label: str
    count: int  # type: ignore[assignment]  # a tuple's own count is of no use here
    language: Language | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the value as plain data."""
        return {"id": self.id, "label": self.label, "count": self.count}


class Snippet(NamedTuple):
    """The part of an abstract that matched, marked, and the language it is in."""

    marked: Marked
    language: Language
    is_fallback: bool

    def as_dict(self) -> dict[str, Any]:
        """Return the snippet as plain data; all but the marks is escaped for a page."""
        return {"value": self.marked.html(), "language": self.language, "is_fallback": self.is_fallback}


class Related(NamedTuple):
    """Another work, and how it stands to the one that it is named with."""

    relation: Labelled
    slug: str
    title: Localised

    def as_dict(self) -> dict[str, Any]:
        """Return the work as plain data."""
        return {"relation": self.relation._asdict(), "slug": self.slug, "title": self.title._asdict()}


class Hit(NamedTuple):
    """One work that was found; `family` are its translations, summary and podcast where results are grouped."""

    slug: str
    kind: Labelled
    title: Localised
    title_marked: Marked
    year: int | None
    status: Labelled | None
    topics: tuple[Labelled, ...]
    people: tuple[str, ...]
    snippet: Snippet | None
    score: float
    reasons: tuple[Reason, ...] = ()
    family: tuple[Related, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return the hit as plain data."""
        return {
            "slug": self.slug,
            "kind": self.kind._asdict(),
            "title": {**self.title._asdict(), "marked": self.title_marked.html()},
            "year": self.year,
            "status": self.status.id if self.status else None,
            "topics": [topic._asdict() for topic in self.topics],
            "people": list(self.people),
            "snippet": self.snippet.as_dict() if self.snippet else None,
            "score": self.score,
            "reasons": list(self.reasons),
            "family": [one.as_dict() for one in self.family],
        }


@dataclass(frozen=True)
class Results:
    """One page of what a search found.

    `total` counts all matches, `facets` counts them by id. `suggestion` is what the visitor
    may have meant; `behind` says that the index could not be brought up to date just now.
    """

    query: str
    language: Language
    total: int
    page: int
    limit: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetValue, ...]]
    suggestion: str | None = None
    behind: bool = False

    def __iter__(self) -> Iterator[Hit]:
        return iter(self.hits)

    def __len__(self) -> int:
        return len(self.hits)

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return -(-self.total // max(1, self.limit))

    def as_dict(self) -> dict[str, Any]:
        """Return the results as plain data: what `--json` prints."""
        return {
            "query": self.query,
            "language": self.language,
            "total": self.total,
            "page": self.page,
            "suggestion": self.suggestion,
            "hits": [hit.as_dict() for hit in self.hits],
            "facets": {name: [value.as_dict() for value in values] for name, values in self.facets.items()},
        }
