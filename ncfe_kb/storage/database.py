"""Where a catalogue is kept: what SQLite and PostgreSQL do each in its own way."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Protocol

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoneFree

from ncfe_kb.errors import Busy, CatalogueError

PATIENCE: Final = 30
"""Seconds that a write waits for another one's."""


class Database(Protocol):
    """One database of one catalogue."""

    name: str
    """What messages call it; no password is in it."""
    is_shared: bool
    """Whether one connection serves all threads, so that they take turns."""

    def exists(self) -> bool:
        """Return whether there is a catalogue."""

    def connect(self) -> Engine:
        """Return an engine whose transactions begin as their option `writes` asks for.

        One that reads sees one state of the catalogue; one that writes keeps all other
        writers out from its beginning to its end, so that changes are committed in the
        order of their numbers.
        """

    def prepare(self, engine: Engine) -> None:
        """Do what a new or old database needs once, outside of any transaction."""

    def error(self, cause: BaseException) -> CatalogueError | None:
        """Return what an error of the database is to the caller; None for what is a fault of ours."""

    def damages(self, connection: Connection) -> Iterator[str]:
        """Yield what is wrong with the database's own files, in its own words."""

    def wipe(self, engine: Engine) -> None:
        """Overwrite what was deleted, so that nothing of it is left in the database's files. Raises Busy."""


@contextmanager
def our_errors(database: Database) -> Iterator[None]:
    """Raise what the database refuses as an error of ours, without what the driver was given: it may be a secret."""
    try:
        yield
    except NoneFree:
        raise Busy(database.name) from None
    except CatalogueError:
        raise
    except Exception as error:
        cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
        if ours := database.error(cause):
            raise ours from None
        raise
