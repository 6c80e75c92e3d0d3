"""Calendars that programs subscribe to (iCalendar, RFC 5545): plain values here, which `writing` makes a file of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ncfe_kb.formats.extras import loaded
from ncfe_kb.languages import Language
from ncfe_kb.text import Localised


@dataclass(frozen=True)
class Event:
    """What happens from one day to another, both included; its uid stays the same whatever else changes."""

    uid: str
    first: date
    last: date
    title: Localised
    place: str
    description: str
    address: str


@dataclass(frozen=True)
class Calendar:
    """Events, and when the last of what is told of them changed."""

    name: str
    address: str
    language: Language
    changed: datetime
    events: Sequence[Event]


def write(calendar: Calendar) -> bytes:
    """Return a calendar as a file. Raises MissingExtra."""
    return bytes(loaded("calendars.writing", "icalendar", "feeds").write(calendar))
