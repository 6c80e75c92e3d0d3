"""The database of one catalogue: transactions on it, and copies of it."""

import os
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from pathlib import Path
from threading import RLock
from typing import Any, Self

from sqlalchemy import Connection

from ncfe_kb.models import Value
from ncfe_kb.progress import Progress, silent
from ncfe_kb.storage import copies, moving, schema
from ncfe_kb.storage.database import Database, our_errors
from ncfe_kb.storage.transactions import Position, Reader, Writer


class Store:
    """The database of one catalogue; safe to share between threads."""

    def __init__(self, database: Database) -> None:
        """Use the database; nothing is read or made yet."""
        self._database = database
        self._engine = database.connect()
        self._process = os.getpid()
        self._local = threading.local()
        # One connection serves all threads of a database in memory, so they take turns.
        self._turn: AbstractContextManager[Any] = RLock() if database.is_shared else nullcontext()

    @classmethod
    def open(
        cls, database: Database, starter: Callable[[], Iterable[Value]] | None = None, *, by: str | None = None
    ) -> Self:
        """Open a database, bring its tables up to date, and fill a new one from the starter.

        Raises NewerDatabase, DamagedDatabase, NotWritable, Unreachable, Busy.
        """
        store = cls(database)
        try:
            store._prepare(starter, by)
        except BaseException:
            store.close()
            raise
        return store

    def _prepare(self, starter: Callable[[], Iterable[Value]] | None, by: str | None) -> None:
        with self._transaction(writes=False) as connection:
            if schema.is_current(connection):
                return
        with our_errors(self._database):
            self._database.prepare(self._engine)
        with self._transaction(writes=True) as connection:
            writer = Writer(self._database, connection, by, "starter catalogue")
            if schema.migrate(connection) and starter:
                writer.put(starter())
                writer.date()
        writer.tell()

    @contextmanager
    def reading(self, last: Position | None = None) -> Iterator[Reader]:
        """Read one state of the catalogue, whatever is written meanwhile; while this thread writes, what it wrote.

        Who looked up the `last` change just before need not do so again; where nothing else is
        read either, there is no transaction.
        """
        if writer := self._writer:
            yield writer
            return
        with ExitStack() as stack:
            yield Reader(self._database, lambda: stack.enter_context(self._transaction(writes=False)), last)

    @contextmanager
    def writing(self, reason: str, by: str | None = None) -> Iterator[Writer]:
        """Write all that is done in the block, or nothing where it raises; `by` is the system's user by default.

        A block inside another one of the same thread is a part of its change set.
        """
        if writer := self._writer:
            with writer.part():
                yield writer
            return
        with self._transaction(writes=True) as connection:
            self._local.writer = writer = Writer(self._database, connection, by, reason)
            try:
                yield writer
                writer.date()
            finally:
                self._local.writer = None
        writer.tell()

    @property
    def name(self) -> str:
        """What messages call the database; no password is in it."""
        return self._database.name

    @property
    def is_writing(self) -> bool:
        """Whether this thread is inside a block that writes."""
        return self._writer is not None

    @property
    def _writer(self) -> Writer | None:
        return getattr(self._local, "writer", None)

    def back_up(self, path: Path) -> None:
        """Write a consistent copy to a new file, whatever is written meanwhile. Raises NotWritable."""
        with our_errors(self._database):
            copies.back_up(self._engine, path)

    def move(self, to: Database, progress: Progress = silent) -> int:
        """Copy everything to another database that has no catalogue; return how many rows there were.

        Raises NotWritable, DamagedDatabase, Unreachable; then nothing was written there.
        """
        with our_errors(self._database), self._turn:
            return moving.copy_rows(self._engine, to, progress)

    def wipe(self) -> None:
        """Overwrite what was deleted, so that nothing of it is left in the database's files. Raises Busy."""
        with our_errors(self._database), self._turn:
            self._database.wipe(self._engine)

    def close(self) -> None:
        """Close the connections."""
        self._engine.dispose()

    @contextmanager
    def _transaction(self, *, writes: bool) -> Iterator[Connection]:
        if self._process != os.getpid() and not self._database.is_shared:  # a worker must not use its parent's
            self._engine.dispose(close=False)
            self._process = os.getpid()
        engine = self._engine.execution_options(writes=writes)
        with our_errors(self._database), self._turn, engine.begin() as connection:
            yield connection
