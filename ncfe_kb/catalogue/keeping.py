"""Looking after what is kept: copies of it, its soundness, who is in it, the index."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from ncfe_kb.candidates import Candidate, discard
from ncfe_kb.catalogue.core import Core
from ncfe_kb.catalogue.editing import Editor
from ncfe_kb.catalogue.examining import Finding, Patient, examine, mend
from ncfe_kb.catalogue.forgetting import name_of
from ncfe_kb.catalogue.places import DATABASE, make_home, path_of
from ncfe_kb.errors import NotPrivate, NotWritable, UnknownRecord
from ncfe_kb.logs import logger
from ncfe_kb.models import Course, Entry
from ncfe_kb.models.terms import UNNAMED
from ncfe_kb.progress import Progress, silent
from ncfe_kb.storage import SQLite, database_to

_LOG = logger(__name__)


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


class Keeper(Editor):
    """The staff's view of a catalogue, which can also look after what is kept."""

    def __init__(self, core: Core, by: str | None, folders: tuple[Path, ...]) -> None:
        """Look after a catalogue and the folders that only its owner should read."""
        super().__init__(core, by)
        self._folders = folders

    def backup(self, path: Path | str) -> None:
        """Write the database, history included, to a new file, consistent whatever is written meanwhile.

        Raises NotWritable, also where the file is there already.
        """
        self._core.store.back_up(path_of(path, NotWritable))
        _LOG.info("Backed the catalogue up to %s", path)

    def move(self, to: Path | str, progress: Progress = silent) -> Moved:
        """Copy everything, history included, to another database, and check what arrived.

        `to` is a folder, or the address of a server's database, that has no catalogue yet.
        This catalogue stays as it is: open the other one from now on. Raises NotWritable,
        InvalidAddress, Unreachable, MissingExtra, DamagedDatabase.
        """
        place = database_to(str(to), DATABASE)
        if isinstance(place, SQLite):
            make_home(path_of(to, NotWritable))
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
        for index in self._folders[1:]:
            discard(index)
        if found:
            self._core.rebuild()
        self._core.store.wipe()  # also where nothing is found: it may be what an earlier try could not do yet
        if not found:
            raise UnknownRecord("person", name)
        return tuple(found)

    def candidates(self) -> tuple[Candidate, ...]:
        """Return all that can be named, with labels: people by name, works by slug, and all else by id."""
        from ncfe_kb.catalogue.listing import UNNEEDED, candidates  # here, since only completion needs it

        with self._core.store.reading() as reader:
            entries = cast("dict[str, Entry]", reader.fetch("entry", without=UNNEEDED))
            courses = cast("dict[str, Course]", reader.fetch("course"))
            return tuple(candidates(self._core.vocabulary(reader), entries.values(), courses.values()))

    def index_status(self) -> IndexStatus:
        """Return where the index stands, without bringing it up to date."""
        state = self._core.index.state()
        with self._core.store.reading() as reader:
            return IndexStatus(len(reader.ids("entry")), reader.last_change().number, state.change if state else None)

    def rebuild_index(self, progress: Progress = silent) -> int:
        """Make the index again from the database; return how many entries it has."""
        return self._core.rebuild(progress)
