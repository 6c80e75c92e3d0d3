"""Keeps what the log of changes told, and reads on from there."""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from threading import Lock
from typing import Final

from ncfe_kb.catalogue.harvesting.listing import Listing
from ncfe_kb.catalogue.harvesting.state import TYPES, State
from ncfe_kb.storage import Position, Reader, Store, Told

_BEGINNING: Final = Position(0, "")


class Ledger:
    """The records of one catalogue as they were last found; safe to share between threads.

    Only what was changed since is read from the log, and all of it again where a person was
    forgotten, whose name must not stay here either.
    """

    def __init__(self) -> None:
        """Know nothing yet."""
        self._turn = Lock()
        self._forget()

    def _forget(self) -> None:
        self._position, self._state = _BEGINNING, State()
        self._listing = Listing(self._state)

    def listing(self, store: Store, moment: datetime) -> Listing:
        """Return the records as they are at a moment."""
        with self._turn, store.reading() as reader:
            if not self._still_holds(reader):
                self._forget()
            last = reader.last_change()
            is_changed = last != self._position
            if is_changed:
                self._read_on(reader)
                self._position = last
            if self._state.pass_to(moment) or is_changed:
                self._listing = Listing(self._state)
            return self._listing

    def _still_holds(self, reader: Reader) -> bool:
        """Return whether the log goes on from where it was read to, and has not been cleaned of anything."""
        if not reader.has_change(*self._position):
            return False
        gone = {record.slug for record in self._listing.records if record.is_deleted}
        return reader.is_told_of("entry", gone) == gone

    def _read_on(self, reader: Reader) -> None:
        for changes in _sets_of(reader.told_after(self._position.number, TYPES)):
            if self._position != _BEGINNING and any(told.is_erasure for told in changes):
                self._forget()
                self._read_on(reader)
                return
            self._state.take(changes)


def _sets_of(told: Iterator[Told]) -> Iterator[list[Told]]:
    return (list(changes) for _, changes in groupby(told, key=lambda one: one.change_set))
