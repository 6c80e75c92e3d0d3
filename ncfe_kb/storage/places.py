"""Chooses the database of a catalogue: a file, or a server's where its address is given."""

import os
from pathlib import Path

from ncfe_kb.layout import DATABASE_VARIABLE
from ncfe_kb.storage.database import Database
from ncfe_kb.storage.sqlite import SQLite


def database_at(address: str | None, file: Path) -> Database:
    """Return the database at an address, by default NCFE_KB_DATABASE, and where there is none the file.

    Raises InvalidAddress.
    """
    address = address or os.environ.get(DATABASE_VARIABLE)
    return SQLite(file) if not address else _on_server(address)


def database_to(place: str, name: str) -> Database:
    """Return the database at an address, or the file of this name in a folder. Raises InvalidAddress."""
    return _on_server(place) if "://" in place else SQLite(Path(place) / name)


def _on_server(address: str) -> Database:
    from ncfe_kb.storage.postgresql import PostgreSQL  # here, since most catalogues are a file

    return PostgreSQL(address)
