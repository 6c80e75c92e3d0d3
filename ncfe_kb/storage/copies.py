"""Copies of a whole database: a backup while others write, and one that is checked before it is used."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Connection, Engine, text

from ncfe_kb.errors import N_, DamagedDatabase, NewerDatabase, NotReadable, NotWritable
from ncfe_kb.storage.engine import our_errors
from ncfe_kb.storage.migrations import VERSIONS


def back_up(engine: Engine, path: Path) -> None:
    """Write a consistent copy of the database to a new file for its owner alone, whatever is written meanwhile.

    Raises NotWritable, also where the file is there already.
    """
    new = path.with_name(f"{path.name}.new")
    try:
        if path.exists():
            raise NotWritable(str(path), N_("there is a file already"))
        _private(new).close()
        with our_errors(str(new)), engine.connect() as connection, closing(sqlite3.connect(new)) as copy:
            source = connection.connection.driver_connection
            if isinstance(source, sqlite3.Connection):
                source.backup(copy)
        new.replace(path)
    except OSError as error:
        if isinstance(error, NotWritable):
            raise
        raise NotWritable(str(path), error.strerror or str(error)) from None
    finally:
        new.unlink(missing_ok=True)


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
    try:
        source = path.open("rb")
    except OSError as error:
        raise NotReadable(str(path), error.strerror or str(error)) from None
    try:
        with source, _private(new) as target:
            shutil.copyfileobj(source, target)
            os.fsync(target.fileno())
    except OSError as error:
        raise NotWritable(str(new), error.strerror or str(error)) from None


def _private(path: Path) -> BinaryIO:
    """Open an empty file for its owner alone."""
    return os.fdopen(os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb")


def damages(connection: Connection) -> list[tuple[str, str]]:
    """Return what is wrong with a database: the table, and what SQLite says of it."""
    said = [str(row[0]) for row in connection.execute(text("PRAGMA integrity_check"))]
    found = [("catalogue.db", each) for each in said if each != "ok"]
    for table, _, parent, _ in connection.execute(text("PRAGMA foreign_key_check")):
        found.append((str(table), f"FOREIGN KEY {parent}"))
    return found


def _check(path: Path, copy: Path) -> None:
    """Look whether a copy is whole, refers to nothing that is not there, and is a catalogue."""
    with closing(sqlite3.connect(copy)) as database:
        (found,) = database.execute("PRAGMA integrity_check(1)").fetchone()
        if found != "ok" or database.execute("PRAGMA foreign_key_check").fetchone():
            raise DamagedDatabase(str(path), N_("database disk image is malformed"))
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if "alembic_version" not in tables or "entry" not in tables:
            raise DamagedDatabase(str(path), N_("it belongs to another program"))
        (version,) = database.execute("SELECT version_num FROM alembic_version").fetchone()
        if version not in VERSIONS:
            raise NewerDatabase(str(path), version)
