"""Which texts are stale: those whose other language was changed since, as the log of changes tells.

A side that was empty and is filled makes nothing stale: it is a translation of what stood
beside it then. So is a stale side that is written anew. Sides that are changed by one change
set belong together. Whoever goes back to what was before, as `undo` does, gets back what
held then.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from ncfe_kb.catalogue.translating.texts import FIELDS, Place, sides
from ncfe_kb.languages import LANGUAGES, Language, other
from ncfe_kb.storage import RecordChange

Sides = tuple[str | None, ...]
"""What a text says in each language."""


class _Step(NamedTuple):
    """What one change set did to a text, and which languages of it were touched on the way."""

    before: Sides
    after: Sides
    touched: frozenset[Language]


class _Known:
    """What is known of one text: which side is stale now, and which was with each wording that it had."""

    def __init__(self, first: Sides) -> None:
        self.stale: Language | None = None
        self._held: dict[Sides, Language | None] = {first: None}

    def follow(self, step: _Step) -> None:
        if step.after != step.before and step.after in self._held:
            self.stale = self._held[step.after]
        elif not all(step.after):
            self.stale = None
        elif self.stale is None:
            (one, *more) = sorted(step.touched)
            self.stale = other(one) if all(step.before) and not more else None
        elif self.stale in step.touched:
            self.stale = None
        self._held[step.after] = self.stale


def stale_sides(changes: Iterable[tuple[int, RecordChange]]) -> dict[Place, Language]:
    """Return the texts of which a side is stale, each with the language of that side.

    `changes` are those of records of the types in FIELDS, each with the number of its change
    set, oldest first.
    """
    known: dict[Place, _Known] = {}
    for _, group in groupby(changes, key=lambda pair: pair[0]):
        steps: dict[Place, _Step] = {}
        for change in _with_renamed([change for _, change in group], (known, steps)):
            for place, step in _steps(change):
                earlier = steps.get(place, step)
                steps[place] = step._replace(before=earlier.before, touched=earlier.touched | step.touched)
        for place, step in steps.items():
            known.setdefault(place, _Known(step.before)).follow(step)
    return {place: one.stale for place, one in known.items() if one.stale}


def _steps(change: RecordChange) -> Iterator[tuple[Place, _Step]]:
    if change.before is None or change.after is None:
        return  # both sides are new, or gone, at once
    for field in FIELDS[change.type]:
        if change.before.get(field) != change.after.get(field):
            before, after = sides(change.before.get(field)), sides(change.after.get(field))
            pairs = zip(LANGUAGES, before, after, strict=True)
            touched = frozenset(language for language, one, another in pairs if one != another)
            yield Place(change.type, change.record, field), _Step(before, after, touched)


def _with_renamed(changes: list[RecordChange], tables: Sequence[dict[Place, Any]]) -> Iterator[RecordChange]:
    """Yield the changes of a change set; what is known of an entry goes on under its new slug.

    What is known of records that are gone in the end is forgotten.
    """
    gone = {(one.type, one.record): one for one in changes if one.after is None}
    renamed = {(type_name, former): one for (type_name, _), one in gone.items() for former in _formers(one.before)}
    for change in changes:
        names = [(change.type, former) for former in reversed(_formers(change.after))]
        origin = next((gone[name] for name in names if name in gone), renamed.get((change.type, change.record)))
        if change.before is None and origin:
            _move(tables, origin, change)
            yield change._replace(before=origin.before)
        else:
            yield change
    last = {(one.type, one.record): one for one in changes}
    for one in last.values():
        if one.after is None:
            _forget(tables, one)


def _formers(plain: Mapping[str, Any] | None) -> Sequence[str]:
    names: Sequence[str] = (plain or {}).get("former_slugs", ())
    return names


def _move(tables: Sequence[dict[Place, Any]], origin: RecordChange, to: RecordChange) -> None:
    for table in tables:
        for field in FIELDS[to.type]:
            if told := table.pop(Place(origin.type, origin.record, field), None):
                table[Place(to.type, to.record, field)] = told


def _forget(tables: Sequence[dict[Place, Any]], change: RecordChange) -> None:
    for table in tables:
        for field in FIELDS[change.type]:
            table.pop(Place(change.type, change.record, field), None)
