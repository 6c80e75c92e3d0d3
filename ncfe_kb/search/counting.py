"""Filters matches and counts them by facet, for engines that hold a document's values."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ncfe_kb.query import Filters, Term
from ncfe_kb.search import FACETS


class Found(NamedTuple):
    """A matching document before filters."""

    slug: str
    score: float
    date: str
    values: Mapping[str, Iterable[str]]
    terms: tuple[Term, ...] = ()


def _passes(found: Found, facet: str, wanted: frozenset[str]) -> bool:
    return not wanted.isdisjoint(found.values.get(facet, ()))


def narrow(matches: Iterable[Found], filters: Filters) -> tuple[list[Found], dict[str, dict[str, int]]]:
    """Return the matches that pass all filters, and each facet's counts without its own filter."""
    kept: list[Found] = []
    counts: dict[str, Counter[str]] = {facet: Counter() for facet in FACETS}
    for found in matches:
        failed = [facet for facet, wanted in filters.items() if not _passes(found, facet, wanted)]
        if not failed:
            kept.append(found)
        for facet in FACETS:
            if not failed or failed == [facet]:
                counts[facet].update(found.values.get(facet, ()))
    return kept, {facet: dict(counted) for facet, counted in counts.items()}


def ranked(matches: Iterable[Found], *, newest_first: bool = False) -> list[Found]:
    """Return the matches by score, or only by date, then newest first, then by slug: always in the same order."""
    by_slug = sorted(matches, key=lambda found: found.slug)
    by_date = sorted(by_slug, key=lambda found: found.date, reverse=True)
    return by_date if newest_first else sorted(by_date, key=lambda found: found.score, reverse=True)
