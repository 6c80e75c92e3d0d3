"""The sessions of courses as a calendar: those of which the day is known; a month alone is no event."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from ncfe_kb import dates
from ncfe_kb.addresses import Addresses
from ncfe_kb.catalogue.courses import Offering
from ncfe_kb.catalogue.prospectus.telling import facts_of, seats_of
from ncfe_kb.catalogue.syndicating.readership import Readership
from ncfe_kb.formats.calendars import Calendar, Event
from ncfe_kb.messages import N_
from ncfe_kb.models import Course, Session
from ncfe_kb.text import Localised


def calendar_of(
    offerings: Iterable[Offering], readers: Readership, *, changed: datetime, audience: str | None = None
) -> Calendar:
    """Return the sessions of courses, in time; `audience` is the id of the one that they are for."""
    name, language = readers.say(N_("Courses on the prevention of extremism")), readers.language
    if audience:
        name = f"{name}: {readers.known.audiences[audience].label.label(language)}"
    told = (event for one in offerings for event in _events(one, readers))
    events = sorted(told, key=lambda event: (event.first, event.uid))
    return Calendar(name, readers.at.calendar(language, audience), language, changed, events)


def days_of(session: Session) -> tuple[date, date] | None:
    """Return the first and last day of a session; None where either is not known."""
    first, last = dates.parse(session.date)
    return (first.first, last.last) if first.day and last.day else None


def _events(offering: Offering, readers: Readership) -> Iterator[Event]:
    course = offering.course
    title = course.theme.in_(readers.language) or Localised(course.id, readers.language, is_fallback=False)
    heading = title._replace(value=f"{title.value[:1].upper()}{title.value[1:]}")
    before: Counter[str] = Counter()
    for session in offering.sessions:
        before[session.date] += 1
        if days := days_of(session):
            yield Event(
                uid=_uid(course, session, before[session.date], readers.at),
                first=days[0],
                last=days[1],
                title=heading,
                place=session.place or "",
                description="\n".join(_described(course, session, readers)),
                address=readers.at.course(course.id, readers.language),
            )


def _uid(course: Course, session: Session, number: int, at: Addresses) -> str:
    """Return what a session is called for good: its course and day, and which it is of several on that day."""
    which = f"-{number}" if number > 1 else ""
    return f"{course.id}-{session.date.replace('/', '-to-')}{which}@{at.host}"


def _described(course: Course, session: Session, readers: Readership) -> Iterator[str]:
    """Yield line by line what is known of a session."""
    say, form = readers.say, session.format.in_(readers.language)
    labels = say(N_("Format")), say(N_("Seats"))
    if (theme := course.theme.in_(say.language)) and theme.is_fallback:
        yield _noted(theme, readers)
    for fact in facts_of(course, readers.known.audiences, say):
        if not (form and fact.label == labels[0]):
            yield f"{fact.label}: {', '.join(_noted(one, readers) for one in fact.values)}"
    if form:
        yield f"{labels[0]}: {_noted(form, readers)}"
    if seats := seats_of(session, say):
        yield f"{labels[1]}: {seats}"


def _noted(text: Localised, readers: Readership) -> str:
    only = readers.only_in(text)
    return f"{text.value} ({only})" if only else text.value
