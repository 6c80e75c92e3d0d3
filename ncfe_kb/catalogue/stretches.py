"""A stretch of the catalogue: works in the order of their slugs, which is met whole by going on after the last one."""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, Self

from ncfe_kb.catalogue.selection import Chosen, Selection
from ncfe_kb.catalogue.vocabulary import Vocabulary
from ncfe_kb.models import Entry
from ncfe_kb.query import Query


class Stretch(NamedTuple):
    """Some works of `total`; `last` is the slug to go on after, None where no more follow."""

    total: int
    entries: tuple[Entry, ...]
    last: str | None

    @classmethod
    def of(
        cls, slugs: Sequence[str], after: str, limit: int, fetch: Callable[[Sequence[str]], Mapping[str, Entry]]
    ) -> Self:
        """Return those of some slugs, in order, that come after one."""
        at = bisect_right(slugs, after)
        page = slugs[at : at + limit]
        shown = fetch(page)
        has_more = bool(page) and at + limit < len(slugs)
        return cls(len(slugs), tuple(shown[slug] for slug in page if slug in shown), page[-1] if has_more else None)


def matching(chosen: Chosen, vocabulary: Vocabulary, *, public_only: bool) -> Query:
    """Return the query for all works that were chosen. Raises UnknownRecord, AmbiguousLabel, InvalidRecord."""
    given: Mapping[str, Any] = {**chosen}
    selection = Selection(**{name: tuple(values) for name, values in given.items()})
    return Query(filters=selection.filters(vocabulary), public_only=public_only, facets=())
