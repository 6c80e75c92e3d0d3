"""The log of changes: who changed what, when and why, and what was before and after."""

from collections.abc import Collection, Iterator
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, func, select

from ncfe_kb.storage.rows import can_be_id
from ncfe_kb.storage.tables import CHANGE, CHANGE_SET

_GREATEST: Final = 2**63 - 1
"""The greatest number that a database can be asked for."""


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


def later_sets(connection: Connection, number: int, type_name: str, record: str) -> list[int]:
    """Return the change sets after this one that touched a record."""
    query = select(CHANGE.c.change_set).where(
        CHANGE.c.type == type_name, CHANGE.c.record == record, CHANGE.c.change_set > number
    )
    return sorted(set(connection.scalars(query)))
