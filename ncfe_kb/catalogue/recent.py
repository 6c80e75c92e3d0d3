"""Entries kept from one answer to the next, whole or as lists name them: the same few are asked for again and again."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from threading import Lock
from typing import cast

from ncfe_kb.models import Entry
from ncfe_kb.storage import Position, Reader

MOST_BRIEF = 10_000
"""Entries that are kept as lists name them, some five kilobytes each."""
MOST_WHOLE = 500
"""Entries that are kept whole: those whose pages are made, which ask for one many times over."""
_ON_ITS_PAGE = ("relations", "audience", "identifiers")


def brief(reader: Reader, slugs: Iterable[str] | None) -> dict[str, Entry]:
    """Return entries, all or those of these slugs that exist, without what only their own page tells."""
    return cast("dict[str, Entry]", reader.fetch("entry", slugs, without=_ON_ITS_PAGE))


def whole(reader: Reader, slugs: Iterable[str]) -> dict[str, Entry]:
    """Return those of these entries that exist, with all that is known of them."""
    return cast("dict[str, Entry]", reader.fetch("entry", slugs))


class Recent:
    """The entries that were lately read; those that a change touched are read again. Safe to share between threads."""

    def __init__(self, read: Callable[[Reader, Iterable[str]], dict[str, Entry]], most: int) -> None:
        """Keep at most so many of what this reads; nothing yet."""
        self._read, self._most = read, most
        self._kept: OrderedDict[str, Entry] = OrderedDict()
        self._at: Position | None = None
        self._turn = Lock()

    def get(self, reader: Reader, slugs: Iterable[str]) -> dict[str, Entry]:
        """Return those of these entries that exist, in their order."""
        wanted, at, before = list(dict.fromkeys(slugs)), reader.last_change(), self._at
        outdated = set() if before == at else _outdated(reader, before, at)  # no turn may wait for the database
        with self._turn:
            if self._at == before:
                self._let_go(outdated)
                self._at = at
            found = {slug: self._kept[slug] for slug in wanted if slug in self._kept} if self._at == at else {}
        missing = [slug for slug in wanted if slug not in found]
        if missing:
            found |= (now := self._read(reader, missing))
            self._keep(now, at)
        return {slug: found[slug] for slug in wanted if slug in found}

    def _let_go(self, outdated: set[str] | None) -> None:
        if outdated is None:
            self._kept.clear()
            return
        for slug in outdated:
            self._kept.pop(slug, None)

    def _keep(self, found: Mapping[str, Entry], at: Position) -> None:
        with self._turn:
            if at != self._at:  # another thread has seen a later state
                return
            self._kept.update(found)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)


def _outdated(reader: Reader, before: Position | None, at: Position) -> set[str] | None:
    """Return the slugs of what changed from one state to a later one; None for all, as where more than entries did."""
    if before is None or before.number >= at.number or not reader.has_change(*before):
        return None
    changes = reader.changes_after(before.number)
    if any(change.type != "entry" for change in changes):  # as where somebody is forgotten
        return None
    return {change.record for change in changes}
