"""Turns what a cataloguer says of a course or a session into records."""

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from typing import Any, TypedDict, cast

from ncfe_kb.catalogue.drafting import free_slug
from ncfe_kb.catalogue.vocabulary import Vocabulary
from ncfe_kb.errors import Fault, InvalidRecord, UnknownRecord
from ncfe_kb.languages import Language, fold
from ncfe_kb.messages import N_
from ncfe_kb.models import Course, Session, text_of
from ncfe_kb.text import Text

_ID = "kursus"
_TEXTS = ("theme", "season", "format", "note")
_NO_TEXT = Text()

Sides = Mapping[Language, str | None]


class CourseFields(TypedDict, total=False):
    """What is said of a course: of a text the sides that change, of other records ids, or labels where they have some.

    An empty text takes away what was there.
    """

    theme: Sides
    season: Sides
    format: Sides
    note: Sides
    provider: str | None
    participants: int | None
    audience: Iterable[str]
    topics: Iterable[str]
    catalogues: Iterable[str]


class SessionFields(TypedDict, total=False):
    """What is said of a session: of its format the sides that change; an empty text takes away what was there."""

    date: str
    place: str | None
    format: Sides
    seats: int | None
    taken: int | None
    is_full: bool | None


def new_course(said: CourseFields, vocabulary: Vocabulary, taken: Collection[str], id: str | None) -> Course:
    """Return the course that is described; without an id its theme gives one that is not taken.

    Raises UnknownRecord, AmbiguousLabel, InvalidRecord.
    """
    fields = _fields(said, None, vocabulary)
    key = id or free_slug(fields.get("theme", _NO_TEXT), _ID, taken)
    return Course(**{"theme": _NO_TEXT, "id": key, **fields})


def changed(course: Course, said: CourseFields, vocabulary: Vocabulary) -> Course:
    """Return a course with what is said of it. Raises UnknownRecord, AmbiguousLabel, InvalidRecord."""
    return course.with_(**_fields(said, course, vocabulary))


def _fields(said: CourseFields, course: Course | None, vocabulary: Vocabulary) -> dict[str, Any]:
    given = cast("dict[str, Any]", said)
    read: dict[str, Callable[[Any], Any]] = {
        **{name: partial(_merged, name, getattr(course, name, _NO_TEXT)) for name in _TEXTS},
        "provider": lambda provider: provider or None,
        "audience": lambda names: _each(vocabulary.find_audience, names),
        "topics": lambda names: _each(vocabulary.find_topic, names),
        "catalogues": tuple,
    }
    return {name: read[name](value) if name in read else value for name, value in given.items()}


def _merged(name: str, before: Text, sides: Sides) -> Text:
    both: dict[Language, str | None] = {"da": before.da, "en": before.en, **sides}
    return text_of(name, da=both["da"], en=both["en"])


def _each(find: Callable[[str], str], names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(find, names)))


def with_session(course: Course, session: Session) -> Course:
    """Return a course with one more session. Raises InvalidRecord where it has one then and there."""
    if any(one.date == session.date and _is_at(one, session.place or "") for one in course.sessions):
        fault = Fault(N_("has a session on {date} there already; change that one"), where="sessions", date=session.date)
        raise InvalidRecord((fault,), course.id)
    return course.with_(sessions=(*course.sessions, _settled(session)))


def with_other_session(course: Course, session: Session, said: SessionFields) -> tuple[Course, Session]:
    """Return a course with one of its sessions changed, and that session. Raises InvalidRecord."""
    changes: dict[str, Any] = {**said}
    if "format" in said:
        changes["format"] = _merged("format", session.format, said["format"])
    if "place" in said:
        changes["place"] = said["place"] or None
    moved = session.with_(**changes)
    return with_session(without_session(course, session), moved), _settled(moved)


def without_session(course: Course, session: Session) -> Course:
    """Return a course without one of its sessions."""
    return course.with_(sessions=tuple(one for one in course.sessions if one is not session))


def session_on(course: Course, date: str, place: str | None) -> Session:
    """Return the session of a date, and of a place where there are several that day.

    Raises UnknownRecord, and InvalidRecord where it may be more than one.
    """
    found = [one for one in course.sessions if one.date == date and (place is None or _is_at(one, place))]
    if not found:
        near = tuple(dict.fromkeys(one.date for one in course.sessions))
        raise UnknownRecord("session", f"{date} {place or ''}".strip(), near, course.id)
    if len(found) > 1:
        places = ", ".join(one.place or "–" for one in found)
        fault = Fault(
            N_("there are several sessions on {date}; say at which place: {places}"), date=date, places=places
        )
        raise InvalidRecord((fault,), course.id)
    return found[0]


def _is_at(session: Session, place: str) -> bool:
    return fold(session.place or "") == fold(place)


def _settled(session: Session) -> Session:
    """Return a session without what a source said of it being full, where the numbers tell now."""
    are_known = session.seats is not None and session.taken is not None
    return session.with_(is_full=None) if are_known and session.is_full is not None else session
