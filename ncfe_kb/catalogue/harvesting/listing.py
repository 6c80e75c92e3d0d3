"""The records that harvesters get, in the order in which they changed."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping
from datetime import datetime
from functools import cached_property
from typing import Final, NamedTuple

from ncfe_kb.catalogue.harvesting.state import State

ROOTS: Final = ("kind", "topic")
"""The sets that all others are in: works of any kind, and those that have a topic."""


class Record(NamedTuple):
    """A record's header: when it last changed, its work, the sets that it is in, whether it is deleted."""

    stamp: str
    slug: str
    sets: tuple[str, ...]
    is_deleted: bool


class Listing:
    """All records at one moment, by the time of their last change, then by slug.

    Whoever goes through them and continues after the last one seen misses nothing, whatever
    changes meanwhile: what changes moves to the end.
    """

    def __init__(self, state: State) -> None:
        """List what the public sees or has seen."""
        found = ((item.changed, slug, item) for slug, item in state.items.items())
        self.records = sorted(
            Record(stamp_of(at), slug, item.sets, not item.is_shown) for at, slug, item in found if at
        )

    @cached_property
    def by_slug(self) -> Mapping[str, Record]:
        """The records by slug."""
        return {record.slug: record for record in self.records}

    @cached_property
    def sets(self) -> Collection[str]:
        """The sets that any record is in."""
        return frozenset(each for record in self.records for each in record.sets)

    def between(self, since: str, until: str, spec: str) -> list[Record]:
        """Return the records that changed in a time, ends included, and are in a set; nothing given means any."""
        first = bisect_left(self.records, since, key=_stamp_of) if since else 0
        end = bisect_right(self.records, until, key=_stamp_of) if until else len(self.records)
        return [record for record in self.records[first:end] if not spec or _is_in(record, spec)]


def stamp_of(moment: datetime) -> str:
    """Return a moment (UTC) as the protocol writes it."""
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def _stamp_of(record: Record) -> str:
    return record.stamp


def _is_in(record: Record, spec: str) -> bool:
    return spec in record.sets or (spec in ROOTS and any(each.startswith(f"{spec}:") for each in record.sets))
