"""The catalogue: the one place that knows both the database and the index, and wires them."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self, cast

from ncfe_kb.catalogue.checks import check_new, check_together
from ncfe_kb.catalogue.core import Core
from ncfe_kb.catalogue.drafting import Draft
from ncfe_kb.catalogue.examining import Finding, Patient, examine, mend
from ncfe_kb.catalogue.forgetting import name_of
from ncfe_kb.catalogue.undoing import take_back
from ncfe_kb.catalogue.view import View
from ncfe_kb.catalogue.vocabulary import near_ids
from ncfe_kb.errors import Busy, NotPrivate, NotWritable, StillReferred, UnknownRecord
from ncfe_kb.logs import logger
from ncfe_kb.models import RECORD_TYPES, Entry, Origin, Series, Value
from ncfe_kb.models.terms import UNNAMED
from ncfe_kb.progress import Progress, silent
from ncfe_kb.resources import STARTER
from ncfe_kb.search.privacy import make_private
from ncfe_kb.search.whoosh_index import WhooshIndex
from ncfe_kb.storage import ChangeSet, RecordChange, SQLite, Store, Writer, database_at, database_to, put_back

_LOG = logger(__name__)
DATABASE = "catalogue.db"
INDEX = "index"


@dataclass(frozen=True)
class Loaded:
    """How many records a load read, and how many of these were new or different."""

    read: int
    changed: int


@dataclass(frozen=True)
class Moved:
    """Where a catalogue was copied to, without any password, and how many rows of its tables."""

    place: str
    rows: int


@dataclass(frozen=True)
class IndexStatus:
    """Where the index stands: entries and last change in the database, last change in the index."""

    entries: int
    change: int
    indexed_change: int | None

    @property
    def is_current(self) -> bool:
        """Whether the index has every change."""
        return self.change == self.indexed_change


class Catalogue(View):
    """A catalogue in a folder or in memory; safe to share between threads and to open in many processes.

    This is the staff's view, which can also write; `public` is everyone's.
    """

    def __init__(self, core: Core, by: str | None = None, folders: tuple[Path, ...] = ()) -> None:
        """Use `open` or `in_memory` instead."""
        super().__init__(core, public_only=False)
        self.public = View(core, public_only=True)
        self._by = by
        self._folders = folders  # what only the owner should read

    @classmethod
    def open(
        cls, home: Path | str, *, database: str | None = None, starter: bool = True, by: str | None = None
    ) -> Self:
        """Open the catalogue in a folder, and make it where there is none.

        The folder holds the index, and the database too unless `database` or
        NCFE_KB_DATABASE names one on a server: postgresql+psycopg://USER@HOST/NAME. A new
        one gets the centre's works unless `starter` is False. Changes are logged as made
        `by` this person, the system's user by default. Raises NotWritable, NewerDatabase,
        DamagedDatabase, InvalidAddress, Unreachable, MissingExtra, Busy.
        """
        home = Path(home)
        place = database_at(database, home / DATABASE)
        _LOG.info("Opening the catalogue in %s", place.name)
        _make_private(home)
        store = Store.open(place, _starter if starter else None, by=by)
        return cls(Core(store, WhooshIndex(home / INDEX)), by, (home, home / INDEX))

    @classmethod
    def in_memory(cls, *, starter: bool = False, by: str | None = None) -> Self:
        """Return a catalogue that is gone when it is closed."""
        return cls(Core(Store.open(SQLite(None), _starter if starter else None, by=by), WhooshIndex(None)), by)

    @classmethod
    def restore(cls, path: Path | str, home: Path | str, *, database: str | None = None, by: str | None = None) -> Self:
        """Make a catalogue of a backup in a folder, or a server's database, that has none, and open it.

        The backup is checked before anything is replaced. Raises NotReadable, NotWritable,
        DamagedDatabase, NewerDatabase, and what `open` does.
        """
        place = database_at(database, Path(home) / DATABASE)
        _make_private(Path(home))
        put_back(Path(path), place)
        _LOG.info("Restored the catalogue in %s from %s", place.name, path)
        return cls.open(home, database=database, by=by)

    def backup(self, path: Path | str) -> None:
        """Write the database, history included, to a new file, consistent whatever is written meanwhile.

        Raises NotWritable, also where the file is there already.
        """
        self._core.store.back_up(Path(path))
        _LOG.info("Backed the catalogue up to %s", path)

    def move(self, to: Path | str, progress: Progress = silent) -> Moved:
        """Copy everything, history included, to another database, and check what arrived.

        `to` is a folder, or the address of a server's database, that has no catalogue yet.
        This catalogue stays as it is: open the other one from now on. Raises NotWritable,
        InvalidAddress, Unreachable, MissingExtra, DamagedDatabase.
        """
        place = database_to(str(to), DATABASE)
        if isinstance(place, SQLite):
            _make_private(Path(to))
        return Moved(place.name, self._core.store.move(place, progress))

    def doctor(self, *, fix: bool = False) -> tuple[Finding, ...]:
        """Return what is wrong with the catalogue, then what is only worth a look.

        With `fix` the index and the folders' modes are mended first where they are wrong.
        """
        with suppress(NotPrivate):  # it is found below
            self._core.catch_up()
        found = self._examined()
        if fix and found:
            mend(found, self._core, self._folders)
            found = self._examined()
        wrong = sum(one.is_wrong for one in found)
        _LOG.info("Looked the catalogue over, wrong: %d, worth a look: %d", wrong, len(found) - wrong)
        return found

    def _examined(self) -> tuple[Finding, ...]:
        with self._core.store.reading() as reader:
            return examine(Patient(self._core, reader, self._folders))

    @staticmethod
    def exists(home: Path | str, *, database: str | None = None) -> bool:
        """Return whether there is a catalogue in a folder, or in the server's database that `open` would use."""
        return database_at(database, Path(home) / DATABASE).exists()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        self._core.index.close()
        self._core.store.close()

    @contextmanager
    def changes(self, reason: str, *, by: str | None = None) -> Iterator[None]:
        """Make all changes in the block one change set, or none where it raises.

        Changes inside are made `by` the one of this block and for its reason; searches find
        them when it ends.
        """
        with self._change(reason, by=by):
            yield

    @contextmanager
    def _change(self, reason: str, *, by: str | None = None, progress: Progress = silent) -> Iterator[Writer]:
        with self._core.store.writing(reason, by or self._by) as writer:
            yield writer
        if not self._core.store.is_writing:
            with suppress(Busy, NotPrivate, NotWritable):  # the change is made; the next search says what hinders it
                self._core.catch_up(progress, wrote=True)

    def history(self, slug: str | None = None, *, limit: int | None = None) -> tuple[ChangeSet, ...]:
        """Return what was changed, newest first: all, or what touched an entry, which may be gone by now."""
        with self._core.store.reading() as reader:
            return tuple(reader.change_sets(slug=slug, limit=limit))

    def change(self, number: int) -> tuple[ChangeSet, tuple[RecordChange, ...]]:
        """Return a change set and what it did to each record. Raises UnknownRecord."""
        with self._core.store.reading() as reader:
            found = reader.change_sets(number=number)
            if not found:
                raise UnknownRecord("change", str(number))
            return found[0], tuple(reader.record_changes(number))

    def undo(self, number: int) -> ChangeSet:
        """Take back what a change set did, as a change set of its own, which is returned.

        Raises UnknownRecord, ChangedSince where later changes stand in the way, StillReferred.
        """
        with self._change(f"undo {number}") as writer:
            take_back(writer, number)
            return writer.change_sets(number=writer.change_set)[0]

    def mentions(self, name: str, *, also: Iterable[str] = ()) -> tuple[tuple[str, str], ...]:
        """Return the types and ids of the records that name a person: what `forget` would change."""
        with self._core.store.reading() as reader:
            meant = name_of(name, self._core.vocabulary(reader).people.values(), also)
            return tuple(reader.containing(meant.gone_from))

    def forget(self, name: str, *, also: Iterable[str] = (), replacement: str = UNNAMED) -> tuple[tuple[str, str], ...]:
        """Take a person's name out of all records, the history and the index, for good.

        `name` is the person's id or any recorded form, `also` more forms of it; all that are
        recorded go, in either order, and so do ids made of them, addresses that hold them and
        the person's own record. In texts the replacement stands for it. The database's free
        pages are overwritten. Return the types and present ids of the records that were
        changed. What lies outside the home (backups, dumps) is not reached. Raises
        UnknownRecord, and Busy where others read for so long that the name could not be
        overwritten yet: then do it again. It stands alone, in no block of `changes`.
        """
        if self._core.store.is_writing:
            raise RuntimeError("what is forgotten cannot be part of a change")
        with self._core.store.writing("forget a person", self._by) as writer:
            meant = name_of(name, self._core.vocabulary(writer).people.values(), also, replacement)
            found = writer.erase(meant.gone_from, meant.gone_from_id)
        self._core.rebuild()
        self._core.store.wipe()
        if not found:
            raise UnknownRecord("person", name)
        return tuple(found)

    def add(self, *records: Value, reason: str = "add") -> None:
        """Add entries, topics or other records, all or none.

        Raises RecordExists for an id that is taken, UnknownRecord for a reference to
        nothing, TopicLoop.
        """
        with self._change(reason) as writer:
            check_new(writer, records)
            _put(writer, [Origin("", record) for record in records])

    def draft(self, draft: Draft) -> tuple[Entry, Series | None]:
        """Return the entry that a draft describes, and its series where that is new; nothing is added yet.

        Raises UnknownRecord, AmbiguousLabel, InvalidRecord.
        """
        with self._core.store.reading() as reader:
            return draft.entry(self._core.vocabulary(reader), reader.ids("entry"))

    def put(self, *records: Value, reason: str = "put") -> None:
        """Add records or replace those with the same ids, all or none. Raises UnknownRecord, TopicLoop."""
        with self._change(reason) as writer:
            _put(writer, [Origin("", record) for record in records])

    def remove(self, slug: str, *, drop_relations: bool = False, reason: str = "remove") -> Entry:
        """Remove an entry and return it.

        Raises UnknownRecord, and StillReferred where other records refer to it; with
        `drop_relations` other entries' relations to it go too.
        """
        with self._change(reason) as writer:
            found = cast("dict[str, Entry]", writer.fetch("entry", [slug]))
            if not found:
                raise UnknownRecord("entry", slug, near_ids(slug, writer.ids("entry")))
            if drop_relations:
                writer.put(_without_relations_to(writer, slug))
            if by := writer.referrers("entry", slug):
                raise StillReferred(slug, tuple(by))
            writer.remove("entry", [slug])
        return found[slug]

    def load(self, path: Path | str = STARTER, *, reason: str = "load", progress: Progress = silent) -> Loaded:
        """Take in the records of a folder, a TOML file or a JSON Lines file, all or none.

        Records with a known id are replaced. Raises InvalidFile, NotReadable,
        UnknownRecord, TopicLoop.
        """
        from ncfe_kb import files  # here, since a search does without it

        origins = files.read(Path(path), progress)
        with self._change(reason, progress=progress) as writer:
            changed = _put(writer, origins)
        return Loaded(len(origins), len(changed))

    def dump(self, path: Path | str) -> int:
        """Write all records to a folder or a .jsonl file; return how many. Raises NotWritable."""
        from ncfe_kb import files

        with self._core.store.reading() as reader:
            records = [record for type_name in RECORD_TYPES for record in reader.fetch(type_name).values()]
        files.write(records, Path(path))
        return len(records)

    def index_status(self) -> IndexStatus:
        """Return where the index stands, without bringing it up to date."""
        state = self._core.index.state()
        with self._core.store.reading() as reader:
            return IndexStatus(len(reader.ids("entry")), reader.last_change().number, state.change if state else None)

    def rebuild_index(self, progress: Progress = silent) -> int:
        """Make the index again from the database; return how many entries it has."""
        return self._core.rebuild(progress)


def _put(writer: Writer, origins: list[Origin]) -> list[Value]:
    check_together(writer, origins)
    return writer.put(origin.record for origin in origins)


def _without_relations_to(writer: Writer, slug: str) -> list[Entry]:
    sources = cast("dict[str, Entry]", writer.fetch("entry", [source for source, _ in writer.relations_to(slug)]))
    return [
        entry.model_copy(update={"relations": tuple(one for one in entry.relations if one.target != slug)})
        for entry in sources.values()
    ]


def _starter() -> Iterable[Value]:
    from ncfe_kb import files

    return [origin.record for origin in files.read(STARTER)]


def _make_private(home: Path) -> None:
    """Make the folder, for its owner alone: index files are pickles, and reading them runs them."""
    try:
        make_private(home)
    except OSError as error:
        raise NotWritable(str(home), error.strerror or str(error)) from None
