"""Copies of a whole database: a backup while others write, and one that is checked before it is used."""

import os
import shutil
import sqlite3
import stat
from contextlib import closing, suppress
from pathlib import Path
from typing import BinaryIO, cast

from sqlalchemy import Connection, Engine, text

from ncfe_kb.errors import N_, DamagedDatabase, NewerDatabase, NotReadable, NotWritable
from ncfe_kb.storage.engine import open_engine, our_errors
from ncfe_kb.storage.migrations import VERSIONS
from ncfe_kb.storage.schema import version_of


def back_up(engine: Engine, path: Path) -> None:
    """Write a consistent copy of the database to a new file for its owner alone, whatever is written meanwhile.

    Raises NotWritable, also where the file is there already.
    """
    if os.path.lexists(path):
        raise NotWritable(str(path), N_("there is a file already"))
    new = path.with_name(f"{path.name}.new")
    try:
        _private(new).close()
        with our_errors(str(new)), engine.connect() as connection, closing(sqlite3.connect(new)) as copy:
            cast("sqlite3.Connection", connection.connection.driver_connection).backup(copy)
        new.replace(path)
    except OSError as error:
        raise NotWritable(str(path), error.strerror or str(error)) from None
    finally:
        with suppress(OSError):
            new.unlink()


def put_back(path: Path, database: Path) -> None:
    """Make a backup the database of a place that has none, after it was checked.

    Raises NotReadable, NotWritable, DamagedDatabase, NewerDatabase; then nothing is left.
    """
    if database.exists():
        raise NotWritable(str(database.parent), N_("there is a catalogue already"))
    new = database.with_name(f"{database.name}.new")
    try:
        _copy(path, new)
        with our_errors(str(path)):
            _check(path, new)
        new.replace(database)
    finally:
        new.unlink(missing_ok=True)


def _copy(path: Path, new: Path) -> None:
    source = _opened(path)
    try:
        with source, _private(new) as target:
            shutil.copyfileobj(source, target)
            os.fsync(target.fileno())
    except OSError as error:
        raise NotWritable(str(new), error.strerror or str(error)) from None


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


def damages(connection: Connection) -> list[tuple[str, str]]:
    """Return what is wrong with a database: the table, and what SQLite says of it."""
    said = [str(row[0]) for row in connection.execute(text("PRAGMA integrity_check"))]
    found = [("catalogue.db", each) for each in said if each != "ok"]
    for table, _, parent, _ in connection.execute(text("PRAGMA foreign_key_check")):
        found.append((str(table), f"FOREIGN KEY {parent}"))
    return found


def _check(path: Path, copy: Path) -> None:
    """Look whether a copy is whole, refers to nothing that is not there, and is a catalogue."""
    engine = open_engine(copy)
    try:
        with engine.connect() as connection:
            is_whole, version = not damages(connection), version_of(connection)
    except DamagedDatabase as error:
        raise DamagedDatabase(str(path), error.reason) from None
    finally:
        engine.dispose()
    if not is_whole:
        raise DamagedDatabase(str(path), N_("database disk image is malformed"))
    if version is None:
        raise DamagedDatabase(str(path), N_("it belongs to another program"))
    if version not in VERSIONS:
        raise NewerDatabase(str(path), version)
