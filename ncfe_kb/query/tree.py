"""The query tree: what an engine scores, as plain values.

A query is groups that add up; a group is alternatives of one word, of which the best counts
whole and the others for a fifth; an alternative is a term in a space with a weight.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

SPACES: Final[Mapping[str, Mapping[str, float]]] = {
    "da": {"title_da": 3.0, "facts_da": 1.5, "text_da": 1.0},
    "en": {"title_en": 3.0, "facts_en": 1.5, "text_en": 1.0},
    "people": {"people": 3.0, "organisations": 1.0},
    "topics": {"topics": 1.0},
    "broader": {"broader": 1.0},
    "titles": {"titles": 1.0},
    "names": {"names": 1.0},
}
"""What a term can be looked for in: fields that are scored as one, with how much each counts."""
FIELDS: Final = tuple(field for space in SPACES.values() for field in space)
"""The fields of words that a document has."""
REST: Final = 0.2
"""What the alternatives that are not the best add (a disjunction maximum with a tie-breaker)."""

FACETS: Final = ("kind", "topic", "year", "language", "series", "person")
"""What matches are counted and filtered by."""
RELEVANCE: Final = "relevance"
NEWEST: Final = "newest"

Filters = Mapping[str, frozenset[str]]
"""Facet to the ids of which a document must have one; facets combine."""


class Term(NamedTuple):
    """A term of a space, and how much it counts.

    `typed` and `meant` are the word and what it was corrected to, where it was.
    """

    space: str
    text: str
    weight: float = 1.0
    typed: str = ""
    meant: str = ""


class Group(NamedTuple):
    """The alternatives of one word of the query."""

    terms: tuple[Term, ...]


Phrase = tuple[frozenset[str], ...]
"""Words that stand in a row as they are written: for each place the forms that will do."""


class Query(NamedTuple):
    """What to find: groups that add up; groups that must be there, or must not; filters that all must hold.

    All `phrases` must be there too, each within one text. `facets` are what is counted; of
    each only so many values where `most_values` says so, the largest and those as large as the last.
    `order` is RELEVANCE, NEWEST, or one of the orders that documents have; without groups
    to score relevance is newest first.
    """

    groups: tuple[Group, ...] = ()
    required: tuple[Group, ...] = ()
    excluded: tuple[Group, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    filters: Filters = MappingProxyType({})
    public_only: bool = False
    order: str = RELEVANCE
    facets: tuple[str, ...] = FACETS
    most_values: int | None = None
