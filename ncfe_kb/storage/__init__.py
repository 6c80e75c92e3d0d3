"""The database: the truth of the catalogue. No SQLAlchemy type leaves this package."""

from ncfe_kb.storage.copies import put_back
from ncfe_kb.storage.database import Database
from ncfe_kb.storage.history import ChangeSet, LoggedChange, RecordChange, Told
from ncfe_kb.storage.places import database_at, database_to
from ncfe_kb.storage.schema import Difference
from ncfe_kb.storage.sqlite import SQLite
from ncfe_kb.storage.store import Store
from ncfe_kb.storage.transactions import Change, Position, Reader, Writer

__all__ = [
    "Change",
    "ChangeSet",
    "Database",
    "Difference",
    "LoggedChange",
    "Position",
    "Reader",
    "RecordChange",
    "SQLite",
    "Store",
    "Told",
    "Writer",
    "database_at",
    "database_to",
    "put_back",
]
