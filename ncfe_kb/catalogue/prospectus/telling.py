"""A course catalogue in one language: courses by season, each with what is known of it and its sessions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ncfe_kb.catalogue.courses import Offering, in_order
from ncfe_kb.i18n import Localiser, localiser
from ncfe_kb.languages import Language, sort_key
from ncfe_kb.messages import N_
from ncfe_kb.models import Audience, Course, CourseSeason, Session
from ncfe_kb.text import Localised

_LAST = CourseSeason(9999, is_autumn=True)


@dataclass(frozen=True)
class Fact:
    """One thing that is known of a course: a label, and values that know their language."""

    label: str
    values: tuple[Localised, ...]


@dataclass(frozen=True)
class Meeting:
    """A session: its date as data where that is one day, month or year, and in words; then place, format, seats."""

    date: str | None
    when: str
    place: str
    format: Localised | None
    seats: str


@dataclass(frozen=True)
class Item:
    """A course in a season."""

    id: str
    theme: Localised
    facts: tuple[Fact, ...]
    meetings: tuple[Meeting, ...]


@dataclass(frozen=True)
class Part:
    """The courses of a season; of none where `season` is None."""

    season: CourseSeason | None
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Prospectus:
    """A course catalogue."""

    title: str
    language: Language
    parts: tuple[Part, ...]
    sessions_label: str
    empty: str
    """What is said where there are no courses."""


def told(offerings: Sequence[Offering], audiences: Mapping[str, Audience], language: Language) -> Prospectus:
    """Return courses as a catalogue in a language, by season; a course of several seasons stands in each."""
    say = localiser(language)
    seasons = {season for one in offerings for season in (one.seasons or (None,))}
    parts = tuple(_part(season, offerings, audiences, say) for season in sorted(seasons, key=lambda one: one or _LAST))
    title = say(N_("Course catalogue"))
    if len(parts) == 1 and parts[0].season:
        title = f"{title} {parts[0].season.label.label(language)}"
    return Prospectus(title, language, parts, say(N_("Sessions")), say(N_("No courses.")))


def seats_of(session: Session, say: Localiser) -> str:
    """Return in words how many seats a session has and how many are free; "" where nothing is known of that."""
    seats = say.counted("{number} seat", "{number} seats", session.seats) if session.seats is not None else ""
    if session.is_fully_booked:
        full = say(N_("fully booked"))
        return f"{full} ({seats})" if seats else full
    if session.free is not None and session.seats is not None:
        free = say.counted("{number} free seat", "{number} free seats", session.free)
        return say(N_("{free} of {seats}")).format(free=free, seats=say.number(session.seats))
    return seats or (say(N_("free seats")) if session.is_full is False else "")


def taken_of(session: Session, say: Localiser) -> str:
    """Return in words, for staff, how many seats are taken, and how many too many."""
    if session.taken is None:
        return ""
    taken = say.counted("{number} registered", "{number} registered", session.taken)
    excess = say.counted("{number} too many", "{number} too many", session.overbooked)
    return f"{taken}, {excess}" if session.overbooked else taken


def facts_of(course: Course, audiences: Mapping[str, Audience], say: Localiser) -> Iterator[Fact]:
    """Yield for whom a course is, in which form, and who holds it, as far as that is known."""
    labels = [found for key in course.audience if (found := audiences[key].label.in_(say.language))]
    if labels:
        in_order = sorted(labels, key=lambda one: sort_key(one.value, say.language))
        yield Fact(say(N_("For")), tuple(in_order))
    if form := course.format.in_(say.language):
        yield Fact(say(N_("Format")), (form,))
    if course.provider:
        yield Fact(say(N_("Provider")), (Localised(course.provider, say.language, is_fallback=False),))  # a name


def _part(
    season: CourseSeason | None, offerings: Sequence[Offering], audiences: Mapping[str, Audience], say: Localiser
) -> Part:
    title = season.label.label(say.language) if season else say(N_("Without a season"))
    offered = in_order((one.only(season) for one in offerings if season in (one.seasons or (None,))), say.language)
    return Part(season, _as_heading(title), tuple(_item(one, audiences, say) for one in offered))


def _item(offering: Offering, audiences: Mapping[str, Audience], say: Localiser) -> Item:
    course = offering.course
    theme = course.theme.in_(say.language) or Localised(course.id, say.language, is_fallback=False)
    meetings = tuple(_meeting(session, say) for session in offering.sessions)
    return Item(
        course.id, theme._replace(value=_as_heading(theme.value)), tuple(facts_of(course, audiences, say)), meetings
    )


def _as_heading(text: str) -> str:
    """Return a text with a capital letter at its beginning, as a heading has it."""
    return text[:1].upper() + text[1:]


def _meeting(session: Session, say: Localiser) -> Meeting:
    day = None if "/" in session.date else session.date
    return Meeting(
        day, say.date(session.date), session.place or "", session.format.in_(say.language), seats_of(session, say)
    )
