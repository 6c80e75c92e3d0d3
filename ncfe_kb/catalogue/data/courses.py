"""Courses as plain data: what everyone may see of them, without what is for staff."""

from typing import Required  # typing's own, from Python 3.12 on

from typing_extensions import TypedDict

from ncfe_kb import models
from ncfe_kb.catalogue.courses import Offering
from ncfe_kb.catalogue.data.shapes import Label, Words, described
from ncfe_kb.catalogue.data.wording import Wording


@described
class Season(TypedDict):
    """A season of courses."""

    id: str
    """The season as the filter takes it: 2019-foraar or 2019-efteraar."""
    label: str
    """What a reader calls it."""
    first: str
    """Its first day."""
    last: str
    """Its last day."""


@described
class Session(TypedDict):
    """One time that a course is held."""

    date: str
    """When: 2019-11-08, or as much as is known of it (EDTF level 0)."""
    place: str | None
    """Where."""
    format: Words | None
    """How."""
    seats: int | None
    """For how many."""
    free: int | None
    """How many seats are left, as far as that is known."""
    is_fully_booked: bool | None
    """Whether no seat is left; null where that is not known."""


@described
class Course(TypedDict, total=False):
    """A course with its sessions and seasons, of these only those that were asked for."""

    id: Required[str]
    """The id of the course."""
    address: str
    """The page of the course in the language that was asked for."""
    theme: Words
    """What it is about."""
    format: Words | None
    """How it is held."""
    provider: str | None
    """Who holds it."""
    audience: list[Label]
    """Whom it is for."""
    topics: list[Label]
    """Its topics."""
    catalogues: list[str]
    """The works that announce it."""
    seasons: list[Season]
    """The seasons in which it is held, in time."""
    sessions: list[Session]
    """The times that it is held, in time."""


@described
class Courses(TypedDict):
    """Courses by their first session."""

    total: int
    """How many there are."""
    courses: list[Course]
    """The courses."""


def course(offering: Offering, say: Wording) -> Course:
    """Return a course with those sessions and seasons that it is offered with."""
    one = offering.course
    return {
        "id": one.id,
        "address": say.addresses.course(one.id, say.language),
        "theme": say.name(one.theme, one.id),
        "format": say.text(one.format),
        "provider": one.provider,
        "audience": say.audiences(one.audience),
        "topics": say.topics(one.topics),
        "catalogues": list(one.catalogues),
        "seasons": [_season(season, say) for season in offering.seasons],
        "sessions": [_session(session, say) for session in offering.sessions],
    }


def _season(season: models.CourseSeason, say: Wording) -> Season:
    return {
        "id": season.id,
        "label": season.label.label(say.language),
        "first": season.first.isoformat(),
        "last": season.last.isoformat(),
    }


def _session(session: models.Session, say: Wording) -> Session:
    return {
        "date": session.date,
        "place": session.place,
        "format": say.text(session.format),
        "seats": session.seats,
        "free": session.free,
        "is_fully_booked": session.is_fully_booked,
    }
