"""When a work came to a stage of its life, as narrowly as dates and statuses tell."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from ncfe_kb import dates
from ncfe_kb.models import DatedStatus, Entry, terms

IN_HAND = frozenset({"commissioned", "in_preparation", "in_consultation", "awaiting_clearance"})
"""The statuses of what is being made."""


class Window(NamedTuple):
    """The days, both included, on one of which something happened."""

    first: date = date.min
    last: date = date.max

    def both(self, other: "Window") -> "Window | None":
        """Return the days that are in both, or None where none is."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Window(first, last) if first <= last else None

    def is_within(self, other: "Window") -> bool:
        """Return whether every day is one of the other's."""
        return other.first <= self.first and self.last <= other.last


def window_of(text: str) -> Window:
    """Return the days that a date, or a date and time, can mean."""
    if "T" in text:
        day = dates.beginning(text).astimezone(dates.denmark()).date()
        return Window(day, day)
    first, last = dates.parse(text)
    return Window(first.first, last.last)


def windows(statuses: Sequence[DatedStatus]) -> list[Window]:
    """Return when each status began: at its date, else before it was told of and after the one before it."""
    found: list[Window] = []
    earliest = date.min
    for status in statuses:
        if status.date:
            found.append(window_of(status.date))
        else:
            last = window_of(status.as_of).last if status.as_of else date.max
            found.append(Window(earliest, max(earliest, last)))
        earliest = max(earliest, _next_from(status, found[-1]))
    return _not_after_the_next(statuses, found)


def _next_from(status: DatedStatus, began: Window) -> date:
    """Return the first day on which the status after this one can have begun."""
    if status.as_of:
        return window_of(status.as_of).last + timedelta(days=1)
    return began.first


def _not_after_the_next(statuses: Sequence[DatedStatus], found: list[Window]) -> list[Window]:
    latest = date.max
    for number in reversed(range(len(found))):
        if not statuses[number].date:
            first, last = found[number]
            found[number] = Window(first, max(first, min(last, latest)))
        latest = min(latest, found[number].last)
    return found


def began(entry: Entry, stage: str) -> Window | None:
    """Return when a work was completed, published or held; None where no status says that it was.

    Where a status has no date of its own the work's date stands for it, unless a source says
    that it was otherwise then. What was published was completed by the date that it bears.
    """
    own = window_of(entry.date) if entry.date else None
    if found := _first(entry, stage, own):
        return found
    published = _first(entry, terms.PUBLISHED, own) if stage == "completed" else None
    if published and own and own.first <= published.last:
        return Window(own.first, min(own.last, published.last))
    return published


def _first(entry: Entry, stage: str, own: Window | None) -> Window | None:
    spans = windows(entry.statuses)
    for number, status in enumerate(entry.statuses):
        is_last = number == len(spans) - 1
        if status.status == stage or (is_last and status.status == terms.SCHEDULED and stage == terms.PUBLISHED):
            nearer = spans[number].both(own) if own and not status.date else None
            return nearer or spans[number]
    return None


def is_in_hand(entry: Entry, day: date) -> bool | None:
    """Return whether a work was being made at the end of a day; None where it may have been."""
    spans = windows(entry.statuses)
    known = [number for number, span in enumerate(spans) if span.last <= day]
    following = known[-1] + 1 if known else 0
    completed = began(entry, "completed")
    if completed and completed.last <= day:
        return False
    if any(span.first <= day for span in spans[following:]):
        return None if any(one.status in IN_HAND for one in entry.statuses[max(0, following - 1) :]) else False
    return bool(known) and entry.statuses[known[-1]].status in IN_HAND
