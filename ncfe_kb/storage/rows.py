"""Records to rows and back."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, Table, bindparam, delete, select

from ncfe_kb.dates import beginning
from ncfe_kb.models import Relation, Value, key_of, terms
from ncfe_kb.storage.tables import KEPT, Kept, List
from ncfe_kb.trusted import trusted

_BATCH = 500
"""Ids asked for at once: below the number of parameters that any SQLite build takes."""


def fetch(
    connection: Connection, type_name: str, ids: Iterable[str] | None = None, without: Collection[str] = ()
) -> dict[str, Value]:
    """Return the records of a type by id, all of them or those of these ids that exist.

    They come in the order of the ids given, else sorted by id.
    """
    kept = KEPT[type_name]
    if ids is None:
        return _fetch(connection, kept, None, without)
    wanted = [key for key in dict.fromkeys(ids) if can_be_id(key)]
    found: dict[str, Value] = {}
    for start in range(0, len(wanted), _BATCH):
        found |= _fetch(connection, kept, wanted[start : start + _BATCH], without)
    return {key: found[key] for key in wanted if key in found}


def can_be_id(key: str) -> bool:
    """Return whether a record can have this id; a database cannot be asked for every text."""
    return key.isascii() and key.isprintable()


def ids(connection: Connection, type_name: str) -> set[str]:
    """Return the ids of all records of a type."""
    return {str(key) for key in connection.scalars(select(KEPT[type_name].key))}


def relations_to(connection: Connection, slug: str) -> list[tuple[str, Relation]]:
    """Return the relations that point to an entry, each with the entry that has it."""
    each = _list("relations")
    query = select(each.table).where(each.table.c.target == slug).order_by(each.table.c.position)
    rows = sorted(connection.execute(query).mappings(), key=lambda row: str(row["owner"]))
    return [(row["owner"], _item(each, row)) for row in rows]


def relations(connection: Connection, types: Iterable[str]) -> list[tuple[str, str, str]]:
    """Return all relations of these types as source, type and target."""
    columns = _list("relations").table.c
    query = select(columns.owner, columns.type, columns.target).where(columns.type.in_(types))
    return [(source, type_name, target) for source, type_name, target in connection.execute(query)]


def former_slugs(connection: Connection) -> dict[str, str]:
    """Return the slugs that entries had before, each with the one that leads there now."""
    entry = KEPT["entry"].table.c
    query = select(entry.slug, entry.former_slugs).where(entry.former_slugs.is_not(None))
    return {former: slug for slug, formers in connection.execute(query) for former in formers}


def publications_from(connection: Connection, moment: datetime) -> list[tuple[str, datetime]]:
    """Return the entries with a status that makes them public at or after a moment, each with when."""
    columns = _list("statuses").table.c
    day_before = (moment - timedelta(days=1)).date().isoformat()  # wherever that day begins
    query = select(columns.owner, columns.date).where(
        columns.status.in_(terms.FROM_THEN_ON), columns.date >= day_before
    )
    found = [(owner, beginning(date)) for owner, date in connection.execute(query)]
    return [(owner, at) for owner, at in found if at >= moment]


def _list(field: str) -> List:
    return next(one for one in KEPT["entry"].lists if one.field == field)


def _fetch(connection: Connection, kept: Kept, ids: Sequence[str] | None, without: Collection[str]) -> dict[str, Value]:
    lists = {each.field: _fetch_list(connection, each, ids) if each.field not in without else {} for each in kept.lists}
    found = {}
    for values in _rows(connection, kept.table, kept.key.name, None if ids is None else _keys(kept, ids)):
        key = str(values[kept.key.name])
        values.update((name, tuple(items.get(key, ()))) for name, items in lists.items())
        found[key] = trusted(kept.model, values)
    return dict(sorted(found.items()))  # here, since a database may sort letters as its own language does


def _fetch_list(connection: Connection, each: List, ids: Sequence[str] | None) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in _rows(connection, each.table, "owner", ids):
        found[row["owner"]].append(_item(each, row))
    return found


def _rows(connection: Connection, table: Table, key: str, keys: Sequence[Any] | None) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table, all or those with these keys; those of a list by their position."""
    names = table.columns.keys()
    rows = connection.execute(_query(table, key, is_all=keys is None), {"keys": keys} if keys else {})
    return (dict(zip(names, row, strict=True)) for row in rows)


@cache
def _query(table: Table, key: str, *, is_all: bool) -> Select[Any]:
    query = select(table).order_by(*(column for column in table.columns if column.name == "position"))
    return query if is_all else query.where(table.c[key].in_(bindparam("keys", expanding=True)))


def _item(each: List, row: Any) -> Any:
    if each.model is None:
        return row["value"]
    return trusted(each.model, {name: row[name] for name in each.model.model_fields})


def store(connection: Connection, type_name: str, records: Sequence[Value], known: Iterable[str]) -> None:
    """Write records of one type: those whose id is `known` are replaced, the others added."""
    kept, known = KEPT[type_name], set(known)
    discard(connection, type_name, known)
    rows = [{column.name: getattr(record, column.name) for column in kept.table.columns} for record in records]
    _insert(connection, kept.table, rows)
    for each in kept.lists:
        _insert(connection, each.table, [row for record in records for row in _list_rows(each, record)])


def discard(connection: Connection, type_name: str, ids: Iterable[str]) -> None:
    """Delete records of one type, with the rows of their lists."""
    kept, gone = KEPT[type_name], list(ids)
    for start in range(0, len(gone), _BATCH):
        batch = gone[start : start + _BATCH]
        for each in kept.lists:
            connection.execute(delete(each.table).where(each.table.c.owner.in_(batch)))
        connection.execute(delete(kept.table).where(kept.key.in_(_keys(kept, batch))))


def referrers(connection: Connection, type_name: str, key: str) -> list[str]:
    """Return the ids of the records that refer to this one."""
    kept = KEPT[type_name]
    found: set[str] = set()
    for other in KEPT.values():
        for table in (other.table, *(each.table for each in other.lists)):
            owner = table.c.owner if "owner" in table.c else other.key
            for foreign in table.foreign_keys:
                if foreign.column is kept.key and foreign.parent.name != "owner":
                    by = set(connection.scalars(select(owner).where(foreign.parent == key)))
                    found |= by - {key} if other is kept else by  # a record does not stand in its own way
    return sorted(found)


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(table.insert(), rows)


def _list_rows(each: List, record: Value) -> Iterable[dict[str, Any]]:
    owner = key_of(record)
    for position, item in enumerate(getattr(record, each.field)):
        fields = (
            {"value": item} if each.model is None else {name: getattr(item, name) for name in each.model.model_fields}
        )
        yield {"owner": owner, "position": position, **fields}


def _keys(kept: Kept, ids: Sequence[str]) -> Sequence[Any]:
    """Return the ids as the key's own type: a report's is its year."""
    return [int(key) for key in ids if key.isdecimal()] if kept.key.type.python_type is int else ids
