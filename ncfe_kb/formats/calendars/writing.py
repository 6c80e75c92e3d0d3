"""Writes calendars with icalendar."""

from datetime import timedelta

import icalendar

from ncfe_kb.formats.calendars import Calendar, Event

_PROGRAM = "-//ncfe_kb//ncfe_kb//"
_A_DAY = timedelta(days=1)


def write(calendar: Calendar) -> bytes:
    """Return a calendar as a file."""
    made = icalendar.Calendar()
    made.add("prodid", f"{_PROGRAM}{calendar.language.upper()}")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    for name in ("name", "x-wr-calname"):
        made.add(name, calendar.name)
    made.add("refresh-interval", _A_DAY, {"value": "DURATION"})
    made.add("source", calendar.address, {"value": "URI"})
    for event in calendar.events:
        made.add_component(_event(event, calendar))
    return bytes(made.to_ical())


def _event(event: Event, calendar: Calendar) -> icalendar.Event:
    made = icalendar.Event()
    made.add("uid", event.uid)
    made.add("dtstamp", calendar.changed)
    made.add("last-modified", calendar.changed)
    made.add("dtstart", event.first)
    made.add("dtend", event.last + _A_DAY)
    made.add("transp", "TRANSPARENT")
    made.add("summary", event.title.value, {"language": event.title.language})
    if event.place:
        made.add("location", event.place)
    if event.description:
        made.add("description", event.description, {"language": calendar.language})
    made.add("url", event.address)
    return made
