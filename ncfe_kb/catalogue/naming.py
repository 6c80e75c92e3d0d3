"""Which people, organisations and series the works of a view name: kept up from one state to the next."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from threading import Lock
from typing import NamedTuple

from ncfe_kb.catalogue.vocabulary import Vocabulary
from ncfe_kb.models import Entry
from ncfe_kb.storage import Position, Reader

Brief = Callable[[Reader, "Iterable[str] | None"], Mapping[str, Entry]]
"""Gives those of some works, or of all, that a view shows."""


class _Named(NamedTuple):
    """The ids of what one work names."""

    people: frozenset[str | None]
    bodies: frozenset[str | None]
    series: frozenset[str | None]


class NamesInUse:
    """What the works of a view name; only works that changed are read again. Safe to share between threads."""

    def __init__(self, brief: Brief) -> None:
        """Look at the works that this gives; none is read yet."""
        self._brief = brief
        self._turn = Lock()
        self._forget()

    def limit(self, reader: Reader, known: Vocabulary) -> Vocabulary:
        """Return the vocabulary with the people, organisations and series that the works name, and no others."""
        with self._turn:
            self._follow(reader)
            people, bodies, series = self._counts
            return known.used(people=+people, bodies=+bodies, series=+series)

    def _forget(self) -> None:
        self._named: dict[str, _Named] = {}
        self._counts: tuple[Counter[str | None], ...] = (Counter(), Counter(), Counter())
        self._at: Position | None = None
        self._moment = datetime.now(UTC)

    def _follow(self, reader: Reader) -> None:
        now, last = datetime.now(UTC), reader.last_change()
        changed: set[str] | None = None
        if self._at is not None and reader.has_change(*self._at):
            changed = {one.record for one in reader.changes_after(self._at.number) if one.type == "entry"}
            changed |= {slug for slug, moment in reader.publications_from(self._moment) if moment <= now}
        else:
            self._forget()
        shown = self._brief(reader, changed)
        for slug in shown.keys() | (changed or ()):
            self._put(slug, _named_by(shown[slug]) if slug in shown else None)
        self._at, self._moment = last, now

    def _put(self, slug: str, now: _Named | None) -> None:
        before = self._named.pop(slug, None)
        if now:
            self._named[slug] = now
        for at, counts in enumerate(self._counts):
            counts.subtract(before[at] if before else ())
            counts.update(now[at] if now else ())


def _named_by(entry: Entry) -> _Named:
    return _Named(
        frozenset(one.person for one in entry.contributors),
        frozenset(one.organisation for one in entry.contributors),
        frozenset((entry.series,)),
    )
