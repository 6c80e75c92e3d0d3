"""Courses as they are offered: in which seasons, with which sessions, and which of that everyone may see."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, cast

from ncfe_kb import dates
from ncfe_kb.catalogue.vocabulary import Vocabulary
from ncfe_kb.errors import Fault, InvalidRecord
from ncfe_kb.languages import Language, sort_key
from ncfe_kb.models import Course, CourseSeason, Season, Session
from ncfe_kb.models.course import season_in
from ncfe_kb.storage import Reader
from ncfe_kb.text import Text

_AROUND = timedelta(days=62)
"""How long before and after its season a catalogue may still have a session: August's in the autumn's."""

Seasons = Mapping[str, CourseSeason]
"""The seasons of course catalogues, by their slugs."""

Public = Callable[[Iterable[str]], Collection[str]]
"""Tells which of some works everyone may see."""


@dataclass(frozen=True)
class Offering:
    """A course as it is offered.

    `sessions` and `seasons` are those that were asked for, in time; `stated` are all seasons
    that its catalogues and its own words name.
    """

    course: Course
    sessions: tuple[Session, ...]
    seasons: tuple[CourseSeason, ...]
    stated: frozenset[CourseSeason]

    def sessions_in(self, season: CourseSeason) -> tuple[Session, ...]:
        """Return the sessions of one season, with those of which only the year is known."""
        return tuple(one for one in self.sessions if _lies_in(one, season, self.stated))

    def only(self, season: CourseSeason | None) -> "Offering":
        """Return the course as it is offered in one season; as it is for None."""
        return self if season is None else Offering(self.course, self.sessions_in(season), (season,), self.stated)

    def as_dict(self) -> dict[str, Any]:
        """Return the course as plain data, each session with what is free."""
        return {
            **self.course.model_dump(mode="json"),
            "seasons": [_season(season) for season in self.seasons],
            "sessions": [_session(session) for session in self.sessions],
        }


@dataclass(frozen=True)
class Wanted:
    """Which courses are asked for: for an audience, in a season, with sessions from a day on."""

    audience: str | None = None
    season: CourseSeason | None = None
    since: date | None = None

    @classmethod
    def of(
        cls,
        vocabulary: Vocabulary,
        audience: str | None,
        season: CourseSeason | str | None,
        since: str | None,
    ) -> "Wanted":
        """Return what is asked for in anybody's words. Raises UnknownRecord, AmbiguousLabel, InvalidRecord."""
        try:
            return cls(
                vocabulary.find_audience(audience) if audience is not None else None,
                CourseSeason.parse(season) if isinstance(season, str) else season,
                dates.parse(since)[0].first if since is not None else None,
            )
        except Fault as fault:
            raise InvalidRecord((fault,)) from None

    def narrowed(self, found: Offering) -> Offering | None:
        """Return an offering with what is asked for of it, or None where that is nothing."""
        if self.audience and self.audience not in found.course.audience:
            return None
        if self.season:
            if self.season not in found.seasons:
                return None
            found = found.only(self.season)
        if self.since:
            left = tuple(one for one in found.sessions if dates.parse(one.date)[1].last >= self.since)
            held = tuple(season for season in found.seasons if any(_lies_in(one, season, found.stated) for one in left))
            return Offering(found.course, left, held, found.stated) if left else None
        return found


def offerings(reader: Reader, public: Public | None = None) -> list[Offering]:
    """Return all courses; with `public`, which tells the works that everyone may see, what everyone may see of them."""
    courses = cast("Iterable[Course]", reader.fetch("course").values())
    kept = cast("Mapping[str, Season]", reader.fetch("season"))
    seasons = {key: season for key, one in kept.items() if (season := one.season)}
    if public:
        shown = public({key for course in courses for key in course.catalogues})
        courses = [one for course in courses if (one := for_public(course, seasons, shown))]
    return [offering(course, seasons) for course in courses]


def offering(course: Course, seasons: Seasons) -> Offering:
    """Return a course with all its sessions and seasons."""
    stated = stated_seasons(course, seasons)
    sessions = tuple(sorted(course.sessions, key=_time))
    dated = {season for one in sessions if (season := season_of(one, stated))}
    return Offering(course, sessions, tuple(sorted(stated | dated)), stated)


def in_order(offerings: Iterable[Offering], language: Language) -> tuple[Offering, ...]:
    """Return offerings by their first session; those that have none last, by season and theme."""

    def place(one: Offering) -> tuple[date, date, tuple[str, str], str]:
        first = dates.parse(one.sessions[0].date)[0].first if one.sessions else date.max
        season = one.seasons[0].first if one.seasons else date.max
        return first, season, sort_key(one.course.theme.label(language), language), one.course.id

    return tuple(sorted(offerings, key=place))


def stated_seasons(course: Course, seasons: Seasons) -> frozenset[CourseSeason]:
    """Return the seasons that a course's catalogues and its own words name."""
    own = season_in(course.season)
    return frozenset(seasons[key] for key in course.catalogues if key in seasons) | ({own} if own else frozenset())


def season_of(session: Session, stated: Collection[CourseSeason]) -> CourseSeason | None:
    """Return the season that a session belongs to; None where only its year is known.

    That is the season of its date, unless the course is in another one's catalogue that the
    date lies close to.
    """
    own = CourseSeason.of(session.date)
    if own is None or own in stated:
        return own
    day = dates.parse(session.date)[0].first
    near = [season for season in stated if season.first - _AROUND <= day <= season.last + _AROUND]
    return min(near, default=own)


def for_public(course: Course, seasons: Seasons, public: Collection[str]) -> Course | None:
    """Return what everyone may see of a course: it is public in the catalogues that are, without staff's notes.

    Where it stands in a hidden catalogue too, only sessions in the seasons of public ones are
    shown, and nothing that speaks of all of them.
    """
    catalogues = tuple(key for key in course.catalogues if key in public)
    if not catalogues:
        return None
    shown = course.model_copy(update={"catalogues": catalogues, "note": Text()})
    if catalogues == course.catalogues:
        return shown
    told = {seasons[key] for key in catalogues if key in seasons}
    stated = stated_seasons(course, seasons)
    sessions = tuple(one for one in course.sessions if season_of(one, stated) in told)
    silent = {"season": Text(), "sessions_reported": Text(), "participants": None}
    return shown.model_copy(update={"sessions": sessions, **silent})


def _lies_in(session: Session, season: CourseSeason, stated: Collection[CourseSeason]) -> bool:
    return season_of(session, stated) in {season, None}


def _time(session: Session) -> tuple[date, date, str]:
    first, last = dates.parse(session.date)
    return first.first, last.last, session.place or ""


def _season(season: CourseSeason) -> dict[str, Any]:
    return {
        "id": season.id,
        "label": season.label.model_dump(),
        "first": season.first.isoformat(),
        "last": season.last.isoformat(),
    }


def _session(session: Session) -> dict[str, Any]:
    counted = {"free": session.free, "overbooked": session.overbooked, "is_fully_booked": session.is_fully_booked}
    return {**session.model_dump(mode="json"), **counted}
