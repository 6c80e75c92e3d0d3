"""The log of changes: who changed what, when and why, and what was before and after."""

from collections.abc import Collection, Iterator
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Text, cast, func, select

from ncfe_kb.storage.rows import can_be_id
from ncfe_kb.storage.tables import CHANGE, CHANGE_SET

_GREATEST: Final = 2**63 - 1
"""The greatest number that a database can be asked for."""
_BATCH: Final = 500
"""Changes read at once."""


class ChangeSet(NamedTuple):
    """What was changed at once, by one command or call: when (UTC, ISO 8601), by whom, why, how many entries."""

    id: int
    at: str
    by: str
    reason: str
    entries: int


class RecordChange(NamedTuple):
    """What a change set did to one record: its plain data before and after, None where there was none."""

    type: str
    record: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


class LoggedChange(NamedTuple):
    """A change of a record: the number of its change set, when that was made (UTC, ISO 8601), and what it did."""

    change_set: int
    at: str
    change: RecordChange


class Told(NamedTuple):
    """What the log keeps of one record's change: in which set it was, when that was (UTC, ISO 8601), what was after.

    With `is_erasure` what was before is not told, since it was forgotten.
    """

    change_set: int
    at: str
    type: str
    record: str
    after: dict[str, Any] | None
    is_erasure: bool


def change_sets(
    connection: Connection, *, number: int | None = None, slugs: Collection[str] | None = None, limit: int | None = None
) -> list[ChangeSet]:
    """Return change sets, newest first: all, the one of a number, or those that touched entries of these slugs."""
    if not 0 <= (number or 0) <= _GREATEST:
        return []
    entries = func.count(func.distinct(CHANGE.c.record)).filter(CHANGE.c.type == "entry")
    columns = (CHANGE_SET.c.id, CHANGE_SET.c.at, CHANGE_SET.c.by, CHANGE_SET.c.reason, entries)
    query = select(*columns).join_from(CHANGE_SET, CHANGE).group_by(CHANGE_SET.c.id).order_by(CHANGE_SET.c.id.desc())
    if number is not None:
        query = query.where(CHANGE_SET.c.id == number)
    if slugs is not None:
        names = [slug for slug in slugs if can_be_id(slug)]
        touched = select(CHANGE.c.change_set).where(CHANGE.c.type == "entry", CHANGE.c.record.in_(names))
        query = query.where(CHANGE_SET.c.id.in_(touched))
    most = None if limit is None else max(0, min(limit, _GREATEST))
    return [ChangeSet(*row) for row in connection.execute(query.limit(most))]


def record_changes(connection: Connection, number: int) -> list[RecordChange]:
    """Return what a change set did to each record, from the first to the last."""
    if not 0 <= number <= _GREATEST:
        return []
    columns = (CHANGE.c.type, CHANGE.c.record, CHANGE.c.before, CHANGE.c.after)
    query = select(*columns).where(CHANGE.c.change_set == number).order_by(CHANGE.c.number)
    found: dict[tuple[str, str], RecordChange] = {}
    for row in connection.execute(query):
        change = RecordChange(*row)
        known = found.get(change[:2])
        found[change[:2]] = change._replace(before=known.before) if known else change
    return list(found.values())


def followed(connection: Connection, types: Collection[str]) -> Iterator[tuple[int, RecordChange]]:
    """Yield every change of records of these types with the number of its change set, oldest first."""
    columns = (CHANGE.c.change_set, CHANGE.c.type, CHANGE.c.record, CHANGE.c.before, CHANGE.c.after)
    query = select(*columns).where(CHANGE.c.type.in_(types)).order_by(CHANGE.c.number)
    return ((number, RecordChange(*change)) for number, *change in connection.execute(query))


def logged(connection: Connection, type_name: str, records: Collection[str] | None = None) -> Iterator[LoggedChange]:
    """Yield every change of the records of a type, or of those with these ids, oldest first."""
    columns = (CHANGE_SET.c.id, CHANGE_SET.c.at, CHANGE.c.type, CHANGE.c.record, CHANGE.c.before, CHANGE.c.after)
    query = select(*columns).join_from(CHANGE, CHANGE_SET).where(CHANGE.c.type == type_name).order_by(CHANGE.c.number)
    if records is not None:
        query = query.where(CHANGE.c.record.in_([key for key in records if can_be_id(key)]))
    return (LoggedChange(number, at, RecordChange(*change)) for number, at, *change in connection.execute(query))


def told_after(connection: Connection, number: int, types: Collection[str]) -> Iterator[Told]:
    """Yield what is told of records of these types after a change, oldest first; no more than some are in memory."""
    before, after = cast(CHANGE.c.before, Text), cast(CHANGE.c.after, Text)
    columns = (CHANGE_SET.c.id, CHANGE_SET.c.at, CHANGE.c.type, CHANGE.c.record, CHANGE.c.after)
    query = select(*columns, before.is_not_distinct_from(after)).join_from(CHANGE, CHANGE_SET)
    query = query.where(CHANGE.c.number > number, CHANGE.c.type.in_(types)).order_by(CHANGE.c.number)
    found = connection.execute(query, execution_options={"yield_per": _BATCH})
    return (Told(*row) for row in found)


def is_told_of(connection: Connection, type_name: str, ids: Collection[str]) -> set[str]:
    """Return those ids of which the log has a change."""
    query = select(CHANGE.c.record).distinct().where(CHANGE.c.type == type_name)
    wanted, found = sorted(ids), set[str]()
    for start in range(0, len(wanted), _BATCH):
        found |= set(connection.scalars(query.where(CHANGE.c.record.in_(wanted[start : start + _BATCH]))))
    return found


def later_sets(connection: Connection, number: int, type_name: str, record: str) -> list[int]:
    """Return the change sets after this one that touched a record."""
    query = select(CHANGE.c.change_set).where(
        CHANGE.c.type == type_name, CHANGE.c.record == record, CHANGE.c.change_set > number
    )
    return sorted(set(connection.scalars(query)))
