"""Which texts are stale: those whose other language was changed since, as the log of changes tells.

A side that was empty and is filled makes nothing stale: it is a translation of what stood
beside it then. So is a stale side that is written anew. Sides that are changed by one change
set belong together. Whoever goes back to what was before, as `undo` does, gets back what
held then.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

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
        for change in _with_renamed([change for _, change in group], known):
            for place, step in _steps(change):
                earlier = steps.get(place, step)
                steps[place] = step._replace(before=earlier.before, touched=earlier.touched | step.touched)
        for place, step in steps.items():
            known.setdefault(place, _Known(step.before)).follow(step)
    return {place: one.stale for place, one in known.items() if one.stale}


def _steps(change: RecordChange) -> Iterator[tuple[Place, _Step]]:
    if change.before is None:
        return  # both sides are new at once
    for field in FIELDS[change.type]:
        before, after = sides(change.before, field), sides(change.after, field)
        if before != after:
            pairs = zip(LANGUAGES, before, after, strict=True)
            touched = frozenset(language for language, one, another in pairs if one != another)
            yield Place(change.type, change.record, field), _Step(before, after, touched)


def _with_renamed(changes: list[RecordChange], known: dict[Place, _Known]) -> Iterator[RecordChange]:
    """Yield the changes of a change set; what an entry was called before goes on under its new slug.

    What is known of records that are gone is forgotten.
    """
    gone = {(one.type, one.record): one for one in changes if one.after is None}
    for change in changes:
        origin = _origin(change, gone) if change.before is None and gone else None
        if origin:
            for field in FIELDS[change.type]:
                if told := known.pop(Place(origin.type, origin.record, field), None):
                    known[Place(change.type, change.record, field)] = told
            yield change._replace(before=origin.before)
        elif change.after is not None:
            yield change
    for type_name, key in gone:
        for field in FIELDS[type_name]:
            known.pop(Place(type_name, key, field), None)


def _origin(change: RecordChange, gone: dict[tuple[str, str], RecordChange]) -> RecordChange | None:
    """Return the removal of what an added record was called before, or was renamed from and is again."""
    formers = (change.after or {}).get("former_slugs", ())
    for one in gone.values():
        is_again = change.record in (one.before or {}).get("former_slugs", ())
        if one.type == change.type and (is_again or one.record in formers):
            return one
    return None
