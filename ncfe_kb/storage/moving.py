"""Carries a whole catalogue, history included, from one database to another, and checks what arrived."""

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import Any, Final

from sqlalchemy import Connection, Engine, Table, func, select, text

from ncfe_kb.errors import DamagedDatabase, NotWritable
from ncfe_kb.messages import N_
from ncfe_kb.progress import Progress, counted, silent
from ncfe_kb.storage import schema
from ncfe_kb.storage.database import Database, our_errors
from ncfe_kb.storage.tables import CHANGE, CHANGE_SET, METADATA

_BATCH: Final = 500
"""Rows written at once."""
_WHOLE: Final = 2**128


def copy_rows(source: Engine, target: Database, progress: Progress = silent) -> int:
    """Copy all rows to a database that has no catalogue; return how many records and changes there were.

    What arrived is compared with what was sent before it is kept. Raises NotWritable,
    DamagedDatabase, Unreachable; then nothing was written.
    """
    engine = target.connect()
    try:
        with (
            source.execution_options(writes=False).begin() as sent,
            our_errors(target),
            engine.execution_options(writes=True).begin() as received,
        ):
            if not schema.migrate(received):
                raise NotWritable(target.name, N_("there is a catalogue already"))
            rows = 0
            for table in counted(METADATA.sorted_tables, progress):
                rows += _copy(sent, received, table)
                if _digest(sent, table) != _digest(received, table):
                    raise DamagedDatabase(target.name, N_("it does not keep what is written to it"))
            _go_on_counting(received)
            return rows
    finally:
        engine.dispose()


def _copy(sent: Connection, received: Connection, table: Table) -> int:
    copied = 0
    for rows in _batches(sent, table):
        received.execute(table.insert(), [dict(zip(table.columns.keys(), row, strict=True)) for row in rows])
        copied += len(rows)
    return copied


def _batches(connection: Connection, table: Table) -> Iterator[list[Any]]:
    found = connection.execute(select(table), execution_options={"yield_per": _BATCH})
    return (list(rows) for rows in found.partitions())


def _digest(connection: Connection, table: Table) -> tuple[int, int]:
    """Return the number of a table's rows and a sum of their digests, which does not depend on their order."""
    count, total = 0, 0
    for rows in _batches(connection, table):
        count += len(rows)
        total += sum(map(_digest_of, rows))
    return count, total % _WHOLE


def _digest_of(row: Iterable[Any]) -> int:
    return int.from_bytes(blake2b(repr(tuple(row)).encode(), digest_size=16).digest())


def _go_on_counting(connection: Connection) -> None:
    """Let the next numbers follow the last ones that were copied; SQLite does so on its own."""
    if connection.dialect.name != "postgresql":
        return
    for column in (CHANGE.c.number, CHANGE_SET.c.id):
        last = connection.scalar(select(func.max(column)))
        name = text("SELECT setval(pg_get_serial_sequence(:table, :column), :last)")
        if last:
            connection.execute(name, {"table": column.table.name, "column": column.name, "last": last})
