"""Transactions on the catalogue: read a consistent state, or write with every change logged."""

import threading
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock
from typing import Any, NamedTuple, Self
from uuid import uuid4

from sqlalchemy import Connection, select

from ncfe_kb.models import Relation, Value, key_of, type_of
from ncfe_kb.storage import copies, history, rows, schema
from ncfe_kb.storage.engine import keep_write_ahead_log, open_engine, our_errors
from ncfe_kb.storage.history import ChangeSet, RecordChange
from ncfe_kb.storage.tables import CHANGE, CHANGE_SET


class Change(NamedTuple):
    """That a record changed; `number` grows with every change."""

    number: int
    type: str
    record: str


class Position(NamedTuple):
    """A place in a catalogue's history: the number of a change, and the token of its change set."""

    number: int
    token: str


_POSITIONS = select(CHANGE.c.number, CHANGE_SET.c.token).join_from(CHANGE, CHANGE_SET)


class Reader:
    """A consistent state of the catalogue."""

    def __init__(self, connection: Connection) -> None:
        """Read by this connection."""
        self._connection = connection

    def fetch(
        self, type_name: str, ids: Iterable[str] | None = None, *, without: Collection[str] = ()
    ) -> dict[str, Value]:
        """Return the records of a type by id: all, or those of these ids that exist.

        The lists of fields `without` which the caller does are left empty.
        """
        return rows.fetch(self._connection, type_name, ids, without)

    def referrers(self, type_name: str, key: str) -> list[str]:
        """Return the ids of the records that refer to this one."""
        return rows.referrers(self._connection, type_name, key)

    def ids(self, type_name: str) -> set[str]:
        """Return the ids of all records of a type."""
        return rows.ids(self._connection, type_name)

    def relations_to(self, slug: str) -> list[tuple[str, Relation]]:
        """Return the relations that point to an entry, each with the entry that has it."""
        return rows.relations_to(self._connection, slug)

    def relations(self, types: Iterable[str]) -> list[tuple[str, str, str]]:
        """Return all relations of these types as source, type and target."""
        return rows.relations(self._connection, types)

    def last_change(self) -> Position:
        """Return the last change, number 0 where there was none."""
        query = _POSITIONS.order_by(CHANGE.c.number.desc()).limit(1)
        row = self._connection.execute(query).first()
        return Position(*row) if row else Position(0, "")

    def has_change(self, number: int, token: str) -> bool:
        """Return whether this catalogue's history has the change; 0 is the beginning of every one."""
        query = _POSITIONS.where(CHANGE.c.number == number, CHANGE_SET.c.token == token)
        return number == 0 or self._connection.execute(query).first() is not None

    def changes_after(self, number: int) -> list[Change]:
        """Return the changes after this one, oldest first."""
        columns = (CHANGE.c.number, CHANGE.c.type, CHANGE.c.record)
        query = select(*columns).where(CHANGE.c.number > number).order_by(CHANGE.c.number)
        return [Change(*row) for row in self._connection.execute(query)]

    def damages(self) -> list[tuple[str, str]]:
        """Return what is wrong with the database itself: the table, and what the database says of it."""
        return copies.damages(self._connection)

    def change_sets(
        self, *, number: int | None = None, slug: str | None = None, limit: int | None = None
    ) -> list[ChangeSet]:
        """Return change sets, newest first: all, the one of a number, or those that touched an entry."""
        return history.change_sets(self._connection, number=number, slug=slug, limit=limit)

    def record_changes(self, number: int) -> list[RecordChange]:
        """Return what a change set did to each record."""
        return history.record_changes(self._connection, number)

    def later_sets(self, number: int, type_name: str, record: str) -> list[int]:
        """Return the change sets after this one that touched a record."""
        return history.later_sets(self._connection, number, type_name, record)


class Writer(Reader):
    """A transaction that changes the catalogue; all of it happens, or nothing."""

    def __init__(self, connection: Connection, by: str | None, reason: str) -> None:
        """Write by this connection, as one change set."""
        super().__init__(connection)
        self._by, self._reason = by, reason
        self._change_set: int | None = None

    @contextmanager
    def part(self) -> Iterator[Self]:
        """Do a part of the change set: all that is done in the block, or nothing of it where it raises."""
        before = self._change_set
        try:
            with self._connection.begin_nested():
                yield self
        except BaseException:
            self._change_set = before  # what the part had begun is gone
            raise

    @property
    def change_set(self) -> int | None:
        """The number of the change set; None while nothing was changed."""
        return self._change_set

    def put(self, records: Iterable[Value]) -> list[Value]:
        """Add or replace records; return those that were not there in the same form already."""
        by_type: dict[str, list[Value]] = defaultdict(list)
        for record in records:
            by_type[type_of(record)].append(record)
        return [record for type_name, group in by_type.items() for record in self._put(type_name, group)]

    def _put(self, type_name: str, records: list[Value]) -> list[Value]:
        before = self.fetch(type_name, map(key_of, records))
        changed = [record for record in records if before.get(key_of(record)) != record]
        rows.store(self._connection, type_name, changed, before.keys() & {key_of(record) for record in changed})
        self._log(type_name, [(key_of(record), before.get(key_of(record)), record) for record in changed])
        return changed

    def remove(self, type_name: str, ids: Iterable[str]) -> None:
        """Remove the records of these ids that exist."""
        before = self.fetch(type_name, ids)
        rows.discard(self._connection, type_name, before)
        self._log(type_name, [(key, record, None) for key, record in before.items()])

    def _log(self, type_name: str, changes: list[tuple[str, Value | None, Value | None]]) -> None:
        if not changes:
            return
        if self._change_set is None:
            about = {
                "at": datetime.now(UTC).isoformat(timespec="seconds"),
                "by": _storable(self._by or _user()),
                "reason": _storable(self._reason),
                "token": uuid4().hex,
            }
            self._change_set = self._connection.scalar(CHANGE_SET.insert().values(about).returning(CHANGE_SET.c.id))
        logged = [
            {
                "change_set": self._change_set,
                "type": type_name,
                "record": key,
                "before": before.filled() if before else None,
                "after": after.filled() if after else None,
            }
            for key, before, after in changes
        ]
        self._connection.execute(CHANGE.insert(), logged)


class Store:
    """The database of one catalogue; safe to share between threads."""

    def __init__(self, path: Path | None) -> None:
        """Use the database file, or one in memory for None."""
        self._engine = open_engine(path)
        self._path = str(path or "memory")
        self._local = threading.local()
        # One connection serves all threads of a database in memory, so they take turns.
        self._turn: AbstractContextManager[Any] = nullcontext() if path else RLock()

    @classmethod
    def open(
        cls, path: Path | None, starter: Callable[[], Iterable[Value]] | None = None, *, by: str | None = None
    ) -> Self:
        """Open a database, bring its tables up to date, and fill a new one from the starter.

        Raises NewerDatabase, DamagedDatabase, NotWritable, Busy.
        """
        store = cls(path)
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
        with our_errors(self._path):
            keep_write_ahead_log(self._engine)
        with self._transaction(writes=True) as connection:
            if schema.migrate(connection) and starter:
                Writer(connection, by, "starter catalogue").put(starter())

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """Read one state of the catalogue, whatever is written meanwhile; while this thread writes, what it wrote."""
        if writer := self._writer:
            yield writer
            return
        with self._transaction(writes=False) as connection:
            yield Reader(connection)

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
            self._local.writer = writer = Writer(connection, by, reason)
            try:
                yield writer
            finally:
                self._local.writer = None

    @property
    def is_writing(self) -> bool:
        """Whether this thread is inside a block that writes."""
        return self._writer is not None

    @property
    def _writer(self) -> Writer | None:
        return getattr(self._local, "writer", None)

    def back_up(self, path: Path) -> None:
        """Write a consistent copy to a new file, whatever is written meanwhile. Raises NotWritable."""
        copies.back_up(self._engine, path)

    def close(self) -> None:
        """Close the connections."""
        self._engine.dispose()

    @contextmanager
    def _transaction(self, *, writes: bool) -> Iterator[Connection]:
        engine = self._engine.execution_options(writes=writes)
        with our_errors(self._path), self._turn, engine.begin() as connection:
            yield connection


def _storable(text: str) -> str:
    """Return the text with a question mark for each part that is no text, as of a name in another encoding."""
    return text.encode(errors="replace").decode()


def _user() -> str:
    import getpass  # here, since only a change needs it

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
