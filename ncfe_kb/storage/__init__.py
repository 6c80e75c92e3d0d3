"""The database: the truth of the catalogue. No SQLAlchemy type leaves this package."""

from ncfe_kb.storage.copies import put_back
from ncfe_kb.storage.history import ChangeSet, RecordChange
from ncfe_kb.storage.schema import Difference
from ncfe_kb.storage.store import Change, Position, Reader, Store, Writer

__all__ = ["Change", "ChangeSet", "Difference", "Position", "Reader", "RecordChange", "Store", "Writer", "put_back"]
