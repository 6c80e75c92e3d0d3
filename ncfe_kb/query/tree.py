"""The query tree: what an engine scores, as plain values.

A query is groups that add up; a group is alternatives of one word, of which the best counts
whole and the others for a fifth; an alternative is a term in a field with a weight.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

FIELDS: Final = ("title_da", "title_en", "text_da", "text_en", "facts_da", "facts_en", "people", "topics")
"""The fields of words that a document has."""
REST: Final = 0.2
"""What the alternatives that are not the best add (a disjunction maximum with a tie-breaker)."""

Filters = Mapping[str, frozenset[str]]
"""Facet to the ids of which a document must have one; facets combine."""


class Term(NamedTuple):
    """A term of a field, and how much it counts."""

    field: str
    text: str
    weight: float = 1.0


class Group(NamedTuple):
    """The alternatives of one word of the query."""

    terms: tuple[Term, ...]


class Query(NamedTuple):
    """What to find: groups that add up, filters that all must hold. No groups: everything, newest first."""

    groups: tuple[Group, ...] = ()
    filters: Filters = MappingProxyType({})
    public_only: bool = False


ALL: Final = Query()
"""The query that finds everything."""
