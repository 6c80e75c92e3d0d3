"""Whether a database is whole: what it says of its own files, and references to what is not there."""

from collections.abc import Iterator

from sqlalchemy import Connection, ForeignKey, exists, select

from ncfe_kb.storage.database import Database
from ncfe_kb.storage.tables import METADATA


def damages(database: Database, connection: Connection) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a database: the table, and what is wrong with it."""
    yield from database.damages(connection)
    for table in METADATA.sorted_tables:
        for key in sorted(table.foreign_keys, key=lambda each: each.parent.name):
            for value in _dangling(connection, key):
                yield table.name, f"FOREIGN KEY {key.column.table.name}: {value}"


def _dangling(connection: Connection, key: ForeignKey) -> Iterator[str]:
    """Yield the values of a column that refer to nothing, however they came there."""
    target = key.column.table.alias()
    is_there = exists().where(target.c[key.column.name] == key.parent)
    query = select(key.parent).where(key.parent.is_not(None), ~is_there).distinct()
    return (str(value) for value in connection.scalars(query))
