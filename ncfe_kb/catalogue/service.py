"""The catalogue: the one place that knows both the database and the index, and wires them."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self, cast

from ncfe_kb.catalogue.checks import check_new, check_together
from ncfe_kb.catalogue.core import Core
from ncfe_kb.catalogue.drafting import Draft
from ncfe_kb.catalogue.examining import Finding, Patient, examine, mend
from ncfe_kb.catalogue.undoing import take_back
from ncfe_kb.catalogue.view import View
from ncfe_kb.catalogue.vocabulary import near_ids
from ncfe_kb.errors import N_, NotReadable, NotWritable, StillReferred, UnknownRecord
from ncfe_kb.models import RECORD_TYPES, Entry, Origin, Series, Value
from ncfe_kb.progress import Progress, silent
from ncfe_kb.resources import STARTER
from ncfe_kb.search.whoosh_index import WhooshIndex
from ncfe_kb.storage import ChangeSet, RecordChange, Store, Writer, put_back

DATABASE = "catalogue.db"
INDEX = "index"


@dataclass(frozen=True)
class Loaded:
    """How many records a load read, and how many of these were new or different."""

    read: int
    changed: int


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
    def open(cls, home: Path | str, *, starter: bool = True, by: str | None = None) -> Self:
        """Open the catalogue in a folder, and make it where there is none.

        A new one gets the centre's works unless `starter` is False. Changes are logged as
        made `by` this person, the system's user by default. Raises NotWritable,
        NewerDatabase, DamagedDatabase, Busy.
        """
        home = _path(home, NotWritable)
        _make_private(home)
        store = Store.open(home / DATABASE, _starter if starter else None, by=by)
        return cls(Core(store, WhooshIndex(home / INDEX)), by, (home, home / INDEX))

    @classmethod
    def in_memory(cls, *, starter: bool = False, by: str | None = None) -> Self:
        """Return a catalogue that is gone when it is closed."""
        return cls(Core(Store.open(None, _starter if starter else None, by=by), WhooshIndex(None)), by)

    @classmethod
    def restore(cls, path: Path | str, home: Path | str, *, by: str | None = None) -> Self:
        """Make a catalogue of a backup in a folder that has none, and open it.

        The backup is checked before anything is replaced. Raises NotReadable, NotWritable,
        DamagedDatabase, NewerDatabase.
        """
        home, path = _path(home, NotWritable), _path(path, NotReadable)
        _make_private(home)
        put_back(path, home / DATABASE)
        return cls.open(home, by=by)

    def backup(self, path: Path | str) -> None:
        """Write the database, history included, to a new file, consistent whatever is written meanwhile.

        Raises NotWritable, also where the file is there already.
        """
        self._core.store.back_up(_path(path, NotWritable))

    def doctor(self, *, fix: bool = False) -> tuple[Finding, ...]:
        """Return what is wrong with the catalogue, then what is only worth a look.

        With `fix` the index and the folders' modes are mended first where they are wrong.
        """
        self._core.catch_up()
        found = self._examined()
        if fix and found:
            mend(found, self._core, self._folders)
            found = self._examined()
        return found

    def _examined(self) -> tuple[Finding, ...]:
        with self._core.store.reading() as reader:
            return examine(Patient(self._core, reader, self._folders))

    @staticmethod
    def exists(home: Path | str) -> bool:
        """Return whether there is a catalogue in a folder."""
        try:
            return (Path(home) / DATABASE).exists()
        except OSError:  # as of a name that is too long
            return False

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
            self._core.catch_up(progress)

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

        origins = files.read(_path(path, NotReadable), progress)
        with self._change(reason, progress=progress) as writer:
            changed = _put(writer, origins)
        return Loaded(len(origins), len(changed))

    def dump(self, path: Path | str) -> int:
        """Write all records to a folder or a .jsonl file; return how many. Raises NotWritable."""
        from ncfe_kb import files

        with self._core.store.reading() as reader:
            records = [record for type_name in RECORD_TYPES for record in reader.fetch(type_name).values()]
        files.write(records, _path(path, NotWritable))
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


def _path(path: Path | str, refused: type[NotReadable | NotWritable]) -> Path:
    """Return the path; raises the error `refused` where no file can have the name."""
    try:
        can_be = b"\0" not in os.fsencode(path)
    except UnicodeEncodeError:
        can_be = False
    if not can_be:
        raise refused(str(path), N_("no file can have this name"))
    return Path(path)


def _make_private(home: Path) -> None:
    """Make the folder, for its owner alone: index files are pickles, and reading them runs them."""
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise NotWritable(str(home), error.strerror or str(error)) from None
