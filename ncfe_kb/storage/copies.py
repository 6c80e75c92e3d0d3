"""Backups: a copy of a whole database while others write, and its way back.

A backup is a SQLite file, whatever the catalogue is kept in.
"""

import os
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, cast

from sqlalchemy import Connection, Engine

from ncfe_kb.errors import DamagedDatabase, NewerDatabase, NotReadable, NotWritable
from ncfe_kb.messages import N_
from ncfe_kb.storage import schema
from ncfe_kb.storage.database import Database, our_errors
from ncfe_kb.storage.migrations import VERSIONS
from ncfe_kb.storage.moving import copy_rows
from ncfe_kb.storage.soundness import dangling
from ncfe_kb.storage.sqlite import SQLite


def back_up(engine: Engine, path: Path) -> None:
    """Write a consistent copy of the database to a new file for its owner alone, whatever is written meanwhile.

    Raises NotWritable, also where the file is there already.
    """
    if os.path.lexists(path):
        raise NotWritable(str(path), N_("there is a file already"))
    with _taking_the_place_of(path) as new:
        _private(new).close()
        if engine.dialect.name == "sqlite":
            with our_errors(SQLite(new)), engine.connect() as connection, closing(sqlite3.connect(new)) as copy:
                cast("sqlite3.Connection", connection.connection.driver_connection).backup(copy)
        else:
            copy_rows(engine, SQLite(new))


def put_back(path: Path, database: Database) -> None:
    """Make a backup the content of a database that has none, after it was checked.

    Raises NotReadable, NotWritable, DamagedDatabase, NewerDatabase; then nothing is left.
    """
    if database.exists():
        raise NotWritable(database.name, N_("there is a catalogue already"))
    if isinstance(database, SQLite):
        with _taking_the_place_of(Path(database.name)) as new:
            _copy_checked(path, new)
        return
    with TemporaryDirectory() as folder:
        _copy_checked(path, Path(folder) / "backup")
        _send(SQLite(Path(folder) / "backup"), database)


def _send(backup: SQLite, database: Database) -> None:
    engine = backup.connect()
    try:
        with engine.execution_options(writes=True).begin() as connection:
            schema.migrate(connection)
        copy_rows(engine, database)
    finally:
        engine.dispose()


@contextmanager
def _taking_the_place_of(path: Path) -> Iterator[Path]:
    """Let a file be written beside a path, which takes its place when the block is done."""
    new = path.with_name(f"{path.name}.new")
    try:
        yield new
        new.replace(path)
    except OSError as error:
        if isinstance(error, (NotReadable, NotWritable)):
            raise
        raise NotWritable(str(path), error.strerror or str(error)) from None
    finally:
        with suppress(OSError):
            new.unlink()


def _copy_checked(path: Path, new: Path) -> None:
    with _opened(path) as source, _private(new) as target:
        shutil.copyfileobj(source, target)
        os.fsync(target.fileno())
    _check(path, SQLite(new))


def _opened(path: Path) -> BinaryIO:
    try:
        if stat.S_ISREG(path.stat().st_mode):
            return path.open("rb")
    except OSError as error:
        raise NotReadable(str(path), error.strerror or str(error)) from None
    raise NotReadable(str(path), N_("it is not a regular file"))  # a pipe may never end


def _private(path: Path) -> BinaryIO:
    """Open a new file for its owner alone; whatever bears the name goes, and no link is followed."""
    path.unlink(missing_ok=True)
    return os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb")


def _check(path: Path, copy: SQLite) -> None:
    """Look whether a copy is whole, refers to nothing that is not there, and is a catalogue."""
    engine = copy.connect()
    try:
        with our_errors(SQLite(path)), engine.connect() as connection:
            _check_content(path, copy, connection)
    except DamagedDatabase as error:
        raise DamagedDatabase(str(path), error.reason) from None
    finally:
        engine.dispose()


def _check_content(path: Path, copy: SQLite, connection: Connection) -> None:
    version = schema.version_of(connection)
    if version is None:
        raise DamagedDatabase(str(path), N_("it belongs to another program"))
    if version not in VERSIONS:
        raise NewerDatabase(str(path), version)
    if any(copy.damages(connection)) or any(dangling(connection)):
        raise DamagedDatabase(str(path), N_("database disk image is malformed"))
