"""SQLite as a catalogue wants it: one file, or one database in memory."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, NullPool, StaticPool, create_engine, event, text

from ncfe_kb.errors import Busy, CatalogueError, DamagedDatabase, NotWritable
from ncfe_kb.storage.database import PATIENCE

_PAUSE: Final = 0.05
_BUSY: Final = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_DAMAGED: Final = {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR}
_UNWRITABLE: Final = {
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_PERM,
}


class SQLite:
    """A database file, or a database in memory for None."""

    def __init__(self, path: Path | None) -> None:
        """Use the file; nothing is opened or made yet."""
        self._path = path
        self.name = str(path or "memory")
        self.is_shared = path is None

    def exists(self) -> bool:
        """Return whether there is a file."""
        try:
            return self._path is not None and self._path.exists()
        except OSError:  # as of a name that is too long
            return False

    def connect(self) -> Engine:
        """Return an engine whose transactions take the lock at once where they write."""
        engine = create_engine(
            URL.create("sqlite", database=str(self._path) if self._path else None), **self._options()
        )
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
        return engine

    def _options(self) -> dict[str, Any]:
        known: dict[str, Any] = {"timeout": PATIENCE, "check_same_thread": False}
        if self._path is None:
            return {"connect_args": known, "poolclass": StaticPool}  # else each connection had a database of its own
        path = self._path
        if path.is_file() and not os.access(path.parent, os.W_OK):  # where reading usually needs files of its own
            return {"creator": lambda: sqlite3.connect(_read_only(path), uri=True, **known), "poolclass": NullPool}
        return {"connect_args": known}

    def prepare(self, engine: Engine) -> None:
        """Make readers and writers of the file not wait for each other, from now on.

        Raises sqlite3.OperationalError where another process holds the database for too long.
        """
        with engine.connect() as connection:
            cursor = connection.connection.cursor()  # outside of any transaction, as SQLite asks for
            _patiently(lambda: cursor.execute("PRAGMA journal_mode = WAL"))

    def error(self, cause: BaseException) -> CatalogueError | None:
        """Return Busy, NotWritable or DamagedDatabase for what SQLite refuses."""
        if not isinstance(cause, sqlite3.DatabaseError):
            return None
        full_code = getattr(cause, "sqlite_errorcode", 0)
        code = full_code & 0xFF  # without the extended part
        if code in _BUSY:
            return Busy(self.name)
        if code in _UNWRITABLE:
            is_full = full_code == sqlite3.SQLITE_IOERR_SHMSIZE
            return NotWritable(self.name, "database or disk is full" if is_full else str(cause))
        return DamagedDatabase(self.name, str(cause)) if code in _DAMAGED else None

    def damages(self, connection: Connection) -> Iterator[str]:
        """Yield what SQLite's own check says of pages, tables and indexes."""
        return (said for said in connection.scalars(text("PRAGMA integrity_check")) if said != "ok")

    def wipe(self, engine: Engine) -> None:
        """Write the file anew without its free pages, and empty the log beside it."""
        with engine.connect() as connection, closing(connection.connection.cursor()) as cursor:
            _patiently(lambda: cursor.execute("VACUUM"))
            is_busy, _, _ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if is_busy:
            raise Busy(self.name)


def _read_only(path: Path) -> str:
    """Return what opens a database to be read; as one that cannot change where nobody has it open to write."""
    is_written = path.with_name(f"{path.name}-wal").exists()
    return f"{path.absolute().as_uri()}?mode=ro{'' if is_written else '&immutable=1'}"


def _patiently(act: Any) -> None:
    """Do what SQLite does not wait for on its own."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            act()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode not in _BUSY or time.monotonic() > deadline:
                raise
            time.sleep(_PAUSE)
        else:
            return


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    # The driver would begin transactions late and never for DDL; SQLAlchemy's "begin" does it instead.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")


def _begin(connection: Connection) -> None:
    # A transaction that will write takes the lock at once: one that asks for it later can only fail.
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
