"""What a transaction can do: read one state of the catalogue, or write with every change logged."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import NamedTuple, Self
from uuid import uuid4

from sqlalchemy import Connection, select

from ncfe_kb.logs import logger
from ncfe_kb.models import Relation, Value, key_of, type_of
from ncfe_kb.storage import erasing, history, rows, schema, soundness
from ncfe_kb.storage.database import Database
from ncfe_kb.storage.history import ChangeSet, LoggedChange, RecordChange, Told
from ncfe_kb.storage.schema import Difference
from ncfe_kb.storage.tables import CHANGE, CHANGE_SET

_LOG = logger(__name__)


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
_LAST = _POSITIONS.order_by(CHANGE.c.number.desc()).limit(1)


class Reader:
    """A consistent state of the catalogue, which it is in when it is first looked at."""

    def __init__(self, database: Database, connect: Callable[[], Connection], last: Position | None = None) -> None:
        """Read by a connection to the database that is made when it is needed; `last` is the last change if known."""
        self._database = database
        self._connect = connect
        self._connected: Connection | None = None
        self._last = last

    @property
    def _connection(self) -> Connection:
        if self._connected is None:  # no cached_property: before Python 3.12 that makes all readers wait for each other
            self._connected = self._connect()
        return self._connected

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

    def former_slugs(self) -> dict[str, str]:
        """Return the slugs that entries had before, each with the one that leads there now."""
        return rows.former_slugs(self._connection)

    def publications_from(self, moment: datetime) -> list[tuple[str, datetime]]:
        """Return the slugs of works with a status that makes them public at or after a moment, each with when."""
        return rows.publications_from(self._connection, moment)

    def last_change(self) -> Position:
        """Return the last change, number 0 where there was none; asked once, since what is read stays the same."""
        if self._last is None:
            self._last = self._look_up_last()
        return self._last

    def _look_up_last(self) -> Position:
        row = self._connection.execute(_LAST).first()
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

    def damages(self) -> list[str]:
        """Return what is wrong with the database itself, in its own words."""
        return list(self._database.damages(self._connection))

    def dangling(self) -> list[tuple[str, str]]:
        """Return the rows that refer to what is not there, each with the table where it should be."""
        return list(soundness.dangling(self._connection))

    def differences(self) -> list[Difference]:
        """Return how the database's tables differ from those of this version."""
        return list(schema.differences(self._connection))

    def containing(self, clean: erasing.Clean) -> list[erasing.Erased]:
        """Return the types and ids of the records that `clean` would change."""
        return erasing.containing(self._connection, clean)

    def change_sets(
        self, *, number: int | None = None, slugs: Collection[str] | None = None, limit: int | None = None
    ) -> list[ChangeSet]:
        """Return change sets, newest first: all, the one of a number, or those that touched entries of these slugs."""
        return history.change_sets(self._connection, number=number, slugs=slugs, limit=limit)

    def record_changes(self, number: int) -> list[RecordChange]:
        """Return what a change set did to each record."""
        return history.record_changes(self._connection, number)

    def followed(self, types: Collection[str]) -> Iterator[tuple[int, RecordChange]]:
        """Yield every change of records of these types with the number of its change set, oldest first."""
        return history.followed(self._connection, types)

    def logged(self, type_name: str, records: Collection[str] | None = None) -> Iterator[LoggedChange]:
        """Yield every change of the records of a type, or of those with these ids, oldest first."""
        return history.logged(self._connection, type_name, records)

    def told_after(self, number: int, types: Collection[str]) -> Iterator[Told]:
        """Yield what the log tells of records of these types after a change, oldest first."""
        return history.told_after(self._connection, number, types)

    def is_told_of(self, type_name: str, ids: Collection[str]) -> set[str]:
        """Return those ids of which the log has a change; what was forgotten has none."""
        return history.is_told_of(self._connection, type_name, ids)

    def later_sets(self, number: int, type_name: str, record: str) -> list[int]:
        """Return the change sets after this one that touched a record."""
        return history.later_sets(self._connection, number, type_name, record)


class Writer(Reader):
    """A transaction that changes the catalogue; all of it happens, or nothing."""

    def __init__(self, database: Database, connection: Connection, by: str | None, reason: str) -> None:
        """Write by this connection, as one change set."""
        super().__init__(database, lambda: connection)
        self._by, self._reason = by, reason
        self._change_set: int | None = None
        self._records = 0  # that it changed

    @contextmanager
    def part(self) -> Iterator[Self]:
        """Do a part of the change set: all that is done in the block, or nothing of it where it raises."""
        before = self._change_set, self._records
        try:
            with self._connection.begin_nested():
                yield self
        except BaseException:
            self._change_set, self._records = before  # what the part had begun is gone
            raise

    def last_change(self) -> Position:
        """Return the last change, the one that is being written where there is one."""
        return self._look_up_last()

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
                "at": _now(),
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
        self._records += len(changes)

    def erase(self, clean: erasing.Clean, new_id: Callable[[str], str]) -> list[erasing.Erased]:
        """Clean all records and the whole history, this change set included, which does not say what was there before.

        Return the types of the records that were changed or removed, and the ids that they have now.
        """
        found = erasing.clean_records(self._connection, clean, new_id)
        by_type: dict[str, list[str]] = defaultdict(list)
        for type_name, key in found:
            by_type[type_name].append(key)
        for type_name, keys in by_type.items():
            now = self.fetch(type_name, keys)
            self._log(type_name, [(key, now.get(key), now.get(key)) for key in keys])
        erasing.clean_history(self._connection, clean, new_id)  # who forgets may be who is forgotten
        return found

    def date(self) -> None:
        """Date the change set now, as the last thing before it is committed: nobody saw it any earlier."""
        if self._change_set is not None:
            dated = CHANGE_SET.update().where(CHANGE_SET.c.id == self._change_set)
            self._connection.execute(dated.values(at=_now()))

    def tell(self) -> None:
        """Log the change set, once it is committed."""
        if self._change_set is not None:
            _LOG.info("Wrote change %d, records: %d", self._change_set, self._records)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _storable(text: str) -> str:
    """Return the text with a question mark for each part that is no text, as of a name in another encoding."""
    return text.replace("\0", "?").encode(errors="replace").decode()


def _user() -> str:
    import getpass  # here, since only a change needs it

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
