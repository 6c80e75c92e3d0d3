"""Takes something out of a whole catalogue, its history included."""

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Connection, Table, bindparam, select

from ncfe_kb.models import Value, key_of
from ncfe_kb.storage import rows
from ncfe_kb.storage.tables import CHANGE, CHANGE_SET, KEPT

Clean = Callable[[str, Any], Any]
"""Returns plain data of a type without what is to be gone; None for a record that is to be gone itself."""
Erased = tuple[str, str]
"""The type of a record and the id that it has now."""


def containing(connection: Connection, clean: Clean) -> list[Erased]:
    """Return the types and ids of the records that `clean` would change."""
    return [(type_name, key_of(record)) for type_name, record, _ in _changed(connection, clean)]


def clean_records(connection: Connection, clean: Clean, new_id: Callable[[str], str]) -> list[Erased]:
    """Clean all records; return those that were changed or removed, with the ids that they have now."""
    found: list[Erased] = []
    changed = list(_changed(connection, clean))
    for type_name, record, _ in changed:
        rows.discard(connection, type_name, [key_of(record)])
    for type_name, record, plain in changed:
        if plain is not None:
            rows.store(connection, type_name, [KEPT[type_name].model(**plain)], ())
        found.append((type_name, new_id(key_of(record))))
    return found


def _changed(connection: Connection, clean: Clean) -> Iterator[tuple[str, Value, Any]]:
    for type_name in KEPT:
        for record in rows.fetch(connection, type_name).values():
            plain = record.filled()
            if (cleaned := clean(type_name, plain)) != plain:
                yield type_name, record, cleaned


def clean_history(connection: Connection, clean: Clean, new_id: Callable[[str], str]) -> None:
    """Clean what was before and after every change, and what is told of it."""
    columns = CHANGE.c

    def cleaned(row: dict[str, Any]) -> dict[str, Any]:
        before, after = (plain and clean(row["type"], plain) for plain in (row["before"], row["after"]))
        return {**row, "record": new_id(row["record"]), "before": before, "after": after}

    _rewrite(connection, CHANGE, (columns.number, columns.type, columns.record, columns.before, columns.after), cleaned)
    told = (CHANGE_SET.c.id, CHANGE_SET.c.by, CHANGE_SET.c.reason)
    _rewrite(connection, CHANGE_SET, told, lambda row: clean("", row))


def _rewrite(
    connection: Connection, table: Table, columns: tuple[Any, ...], cleaned: Callable[[dict[str, Any]], dict[str, Any]]
) -> None:
    """Write the rows anew that are different when cleaned; the first column is their key."""
    key, *others = (column.name for column in columns)
    kept = [dict(row) for row in connection.execute(select(*columns)).mappings()]
    new = [(row, cleaned(dict(row))) for row in kept]
    different = [{f"new_{name}": value for name, value in after.items()} for before, after in new if after != before]
    if different:
        values = {name: bindparam(f"new_{name}", type_=table.c[name].type) for name in others}
        connection.execute(table.update().where(table.c[key] == bindparam(f"new_{key}")).values(values), different)
