"""References to what is not there, which no database lets in but what writes past it may leave."""

from collections.abc import Iterator

from sqlalchemy import Connection, ForeignKey, exists, select

from ncfe_kb.storage.tables import METADATA


def dangling(connection: Connection) -> Iterator[tuple[str, str]]:
    """Yield the rows that refer to nothing, as table and record, each with the table where it should be."""
    for table in METADATA.sorted_tables:
        for key in sorted(table.foreign_keys, key=lambda each: each.parent.name):
            for record in sorted(_records(connection, key)):
                yield f"{table.name} {record}", key.column.table.name


def _records(connection: Connection, key: ForeignKey) -> set[str]:
    """Return the ids of the records whose rows hold a reference to nothing."""
    target = key.column.table.alias()
    is_there = exists().where(target.c[key.column.name] == key.parent)
    query = select(next(iter(key.parent.table.primary_key.columns))).where(key.parent.is_not(None), ~is_there)
    return set(map(str, connection.scalars(query)))
