"""The connection to the database: SQLite as we want it, and its errors as ours."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, NullPool, StaticPool, create_engine, event
from sqlalchemy.exc import DatabaseError

from ncfe_kb.errors import Busy, DamagedDatabase, NotWritable

BUSY_TIMEOUT = 30
"""How many seconds a write waits for another process's."""
_PAUSE = 0.05
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_UNWRITABLE = {
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_PERM,
}


def open_engine(path: Path | None) -> Engine:
    """Return the engine of a database file, or of a database in memory for None."""
    known: dict[str, Any] = {"timeout": BUSY_TIMEOUT, "check_same_thread": False}
    options: dict[str, Any] = {"connect_args": known}
    if path is None:
        options["poolclass"] = StaticPool  # one connection, since each would have a database of its own
    elif _is_sealed_off(path):  # looked at again for each connection, in case somebody else writes after all
        options = {"creator": lambda: sqlite3.connect(_address(path), uri=True, **known), "poolclass": NullPool}
    engine = create_engine(URL.create("sqlite", database=str(path) if path else None), **options)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _is_sealed_off(path: Path) -> bool:
    """Return whether a database lies in a folder that cannot be written, as its reading usually asks for."""
    return path.is_file() and not os.access(path.parent, os.W_OK)


def _address(path: Path) -> str:
    """Return what opens a database to be read; as one that cannot change where nobody has it open to write."""
    is_written = path.with_name(f"{path.name}-wal").exists()
    return f"{path.absolute().as_uri()}?mode=ro{'' if is_written else '&immutable=1'}"


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    # The driver would begin transactions late and never for DDL; SQLAlchemy's "begin" does it instead.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")


def keep_write_ahead_log(engine: Engine) -> None:
    """Make readers and writers of the database file not wait for each other, from now on.

    Raises sqlite3.OperationalError where another process holds the database for too long.
    """
    deadline = time.monotonic() + BUSY_TIMEOUT
    with engine.connect() as connection:
        cursor = connection.connection.cursor()  # outside of any transaction, as SQLite asks for
        while True:
            try:
                cursor.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:  # for this, SQLite does not wait on its own
                if error.sqlite_errorcode not in _BUSY or time.monotonic() > deadline:
                    raise
                time.sleep(_PAUSE)
            else:
                return


def _begin(connection: Connection) -> None:
    # A transaction that will write takes the lock at once: one that asks for it later can only fail.
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def our_errors(path: str) -> Iterator[None]:
    """Raise what the database refuses as Busy, NotWritable or DamagedDatabase."""
    try:
        yield
    except (DatabaseError, sqlite3.DatabaseError) as error:
        cause = error.orig if isinstance(error, DatabaseError) else error
        code = getattr(cause, "sqlite_errorcode", 0) & 0xFF  # without the extended part
        if code in _BUSY:
            raise Busy(path) from error
        if code in _UNWRITABLE:
            is_full = getattr(cause, "sqlite_errorcode", 0) == sqlite3.SQLITE_IOERR_SHMSIZE
            raise NotWritable(path, "database or disk is full" if is_full else str(cause)) from error
        if code in {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR}:
            raise DamagedDatabase(path, str(cause)) from error
        raise
