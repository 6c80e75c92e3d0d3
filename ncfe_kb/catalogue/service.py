"""The catalogue: the one place that knows both the database and the index, and wires them."""

import logging
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from ncfe_kb import dates
from ncfe_kb.catalogue.bilingual import BilingualEditor
from ncfe_kb.catalogue.core import Core
from ncfe_kb.catalogue.correcting import Corrector
from ncfe_kb.catalogue.keeping import Keeper
from ncfe_kb.catalogue.merging import Merger
from ncfe_kb.catalogue.organising import Organiser
from ncfe_kb.catalogue.places import DATABASE, INDEX, make_home, path_of
from ncfe_kb.catalogue.serving import ServingView
from ncfe_kb.catalogue.taking_in import Importer
from ncfe_kb.errors import NotReadable, NotWritable
from ncfe_kb.logs import logger
from ncfe_kb.models import Value
from ncfe_kb.resources import STARTER
from ncfe_kb.search.whoosh_index import WhooshIndex
from ncfe_kb.storage import SQLite, Store, database_at, put_back

if TYPE_CHECKING:
    from ncfe_kb.catalogue.reporting import Account

_LOG = logger(__name__)


class Catalogue(Keeper, Corrector, Organiser, Importer, Merger, BilingualEditor):
    """A catalogue in a folder or in memory; safe to share between threads and to open in many processes.

    This is the staff's view, which can also write: `Editor`, and a class over it for each kind of
    work that staff do. `public` is everyone's.
    """

    def __init__(self, core: Core, by: str | None = None, folders: tuple[Path, ...] = ()) -> None:
        """Use `open` or `in_memory` instead."""
        super().__init__(core, by, folders)
        self.public = ServingView(core, public_only=True)

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
        home = path_of(home, NotWritable)
        place = database_at(database, home / DATABASE)
        if _LOG.isEnabledFor(logging.INFO):
            _LOG.info("%s the catalogue in %s", "Opening" if place.exists() else "Making", place.name)
        make_home(home)
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
        home, path = path_of(home, NotWritable), path_of(path, NotReadable)
        place = database_at(database, home / DATABASE)
        make_home(home)
        put_back(path, place)
        _LOG.info("Restored the catalogue in %s from %s", place.name, path)
        return cls.open(home, database=database, by=by)

    @staticmethod
    def exists(home: Path | str, *, database: str | None = None) -> bool:
        """Return whether there is a catalogue in a folder, or in the server's database that `open` would use."""
        return database_at(database, Path(home) / DATABASE).exists()

    @property
    def database(self) -> str:
        """The database's file, or its address on a server without any password."""
        return self._core.store.name

    def report(self, year: int, as_of: str | None = None) -> "Account":
        """Return the account of a year: what its works, statuses and printed report tell up to a day.

        By default that is today while the year runs, else the last day of which a status
        tells. The same day gives the same account. Raises InvalidRecord for a year or a date
        that is none.
        """
        from ncfe_kb.catalogue import reporting  # here, since only the report needs it

        day = reporting.day_of(year, as_of)
        with self._core.store.reading() as reader:
            kept = reporting.kept(reader, self._core.vocabulary(reader), year)
        today = datetime.now(dates.denmark()).date()
        return reporting.account_of(kept, year, day or reporting.last_told(kept.entries.values(), year, today))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        self._core.index.close()
        self._core.store.close()


def _starter() -> Iterable[Value]:
    from ncfe_kb import files

    return [origin.record for origin in files.read(STARTER)]
