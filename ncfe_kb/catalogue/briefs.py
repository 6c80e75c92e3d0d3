"""Entries as lists name them, kept from one search to the next: the same few works are found again and again."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from threading import Lock
from typing import cast

from ncfe_kb.models import Entry
from ncfe_kb.storage import Position, Reader

MOST = 10_000
"""Entries that are kept, some five kilobytes each."""
_ON_ITS_PAGE = ("relations", "audience", "identifiers")


def read(reader: Reader, slugs: Iterable[str] | None) -> dict[str, Entry]:
    """Return entries, all or those of these slugs that exist, without what only their own page tells."""
    return cast("dict[str, Entry]", reader.fetch("entry", slugs, without=_ON_ITS_PAGE))


class Briefs:
    """The entries that were lately read; those that a change touched are read again. Safe to share between threads."""

    def __init__(self) -> None:
        """Keep nothing yet."""
        self._kept: OrderedDict[str, Entry] = OrderedDict()
        self._at: Position | None = None
        self._turn = Lock()

    def get(self, reader: Reader, slugs: Iterable[str]) -> dict[str, Entry]:
        """Return those of these entries that exist, in their order."""
        wanted, at = list(dict.fromkeys(slugs)), reader.last_change()
        with self._turn:
            self._follow(reader, at)
            found = {slug: self._kept[slug] for slug in wanted if slug in self._kept}
        missing = [slug for slug in wanted if slug not in found]
        if missing:
            found |= (now := read(reader, missing))
            self._keep(now, at)
        return {slug: found[slug] for slug in wanted if slug in found}

    def _follow(self, reader: Reader, at: Position) -> None:
        """Let go of what changed; of all where more than entries did, or what is kept is of another or later state."""
        if self._at == at:
            return
        changes = None
        if self._at is not None and self._at.number < at.number and reader.has_change(*self._at):
            changes = reader.changes_after(self._at.number)
        if changes is None or any(change.type != "entry" for change in changes):  # as where somebody is forgotten
            self._kept.clear()
        else:
            for change in changes:
                self._kept.pop(change.record, None)
        self._at = at

    def _keep(self, found: Mapping[str, Entry], at: Position) -> None:
        with self._turn:
            if at != self._at:  # another thread has seen a later state
                return
            self._kept.update(found)
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
