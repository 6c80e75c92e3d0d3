"""The query tree: what an engine scores, as plain values.

A query is groups that add up; a group is alternatives of one word, of which the best counts
whole and the others for a fifth; an alternative is a term in a field with a weight.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

FIELDS: Final = ("title_da", "title_en", "text_da", "text_en", "facts_da", "facts_en", "people", "topics")
"""The fields of words that a document has."""
REST: Final = 0.2
"""What the alternatives that are not the best add (a disjunction maximum with a tie-breaker)."""

Filters = Mapping[str, frozenset[str]]
"""Facet to the ids of which a document must have one; facets combine."""


@dataclass(frozen=True)
class Term:
    """A term of a field, and how much it counts."""

    field: str
    text: str
    weight: float = 1.0


@dataclass(frozen=True)
class Group:
    """The alternatives of one word of the query."""

    terms: tuple[Term, ...]


@dataclass(frozen=True)
class Query:
    """What to find: groups that add up, filters that all must hold. No groups: everything, newest first."""

    groups: tuple[Group, ...] = ()
    filters: Filters = field(default_factory=dict)
    public_only: bool = False


ALL: Final = Query()
"""The query that finds everything."""
