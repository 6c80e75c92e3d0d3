"""The courses as a calendar: which sessions are events, what each tells, and that icalendar reads it back."""

from datetime import UTC, date, timedelta
from typing import Any

import pytest
from conftest import make_entry
from hypothesis import given
from hypothesis import strategies as st
from strategies import POOL, RECORDS, THOROUGH

from ncfe_kb import Audience, Catalogue, Course, Session, Text, UnknownRecord
from ncfe_kb.languages import Language

icalendar = pytest.importorskip("icalendar", reason="icalendar is not installed: pip install 'ncfe-kb[feeds]'")
BASE = "https://example.org/kb"


@pytest.fixture
def stocked(kb: Catalogue) -> Catalogue:
    """A catalogue with a course of several sessions, one in English, and one that nobody sees."""
    sessions = (
        Session(date="2027-05-02", place="Vejle; sal 1, 2. sal", seats=20, taken=18, format=Text(da="fysisk")),
        Session(date="2027-05-03/2027-05-04", place="Aarhus"),
        Session(date="2027-06"),
        Session(date="2027-06-30/2027-07"),
        Session(date="2027"),
    )
    kb.put(
        Audience(id="laerere", label=Text(da="lærere", en="teachers")),
        make_entry("katalog"),
        make_entry("hemmeligt", statuses=({"status": "planned"},)),
        Course(
            id="exit",
            theme=Text(da="Exit og løsrivelse"),
            sessions=sessions,
            catalogues=("katalog",),
            audience=("laerere",),
            provider="VIA",
            note=Text(da="internt"),
        ),
        Course(id="online", theme=Text(en="Life online"), sessions=(sessions[0],), catalogues=("katalog",)),
        Course(id="skjult", theme=Text(da="Skjult"), sessions=(sessions[0],), catalogues=("hemmeligt",)),
    )
    return kb


def read(catalogue: Catalogue, **asked: Any) -> Any:
    return icalendar.Calendar.from_ical(catalogue.public.calendar(base=BASE, **asked))


def events(catalogue: Catalogue, **asked: Any) -> dict[str, Any]:
    found = read(catalogue, **asked).walk("VEVENT")
    assert not any(one.errors for one in found)
    return {str(one["UID"]): one for one in found}


def test_a_session_whose_days_are_known_is_an_event(stocked: Catalogue) -> None:
    assert list(events(stocked)) == [
        "exit-2027-05-02@example.org",
        "online-2027-05-02@example.org",
        "exit-2027-05-03-to-2027-05-04@example.org",
    ]


def test_an_event_lasts_whole_days(stocked: Catalogue) -> None:
    found = events(stocked)
    one, two = found["exit-2027-05-02@example.org"], found["exit-2027-05-03-to-2027-05-04@example.org"]
    assert (one["DTSTART"].dt, one["DTEND"].dt) == (date(2027, 5, 2), date(2027, 5, 3))
    assert (two["DTSTART"].dt, two["DTEND"].dt) == (date(2027, 5, 3), date(2027, 5, 5))
    assert one["TRANSP"] == "TRANSPARENT"


def test_an_event_tells_what_is_known_in_the_readers_language(stocked: Catalogue) -> None:
    one = events(stocked, language="en")["exit-2027-05-02@example.org"]
    assert (one["SUMMARY"], one["SUMMARY"].params["LANGUAGE"]) == ("Exit og løsrivelse", "da")
    assert one["LOCATION"] == "Vejle; sal 1, 2. sal"
    assert one["URL"] == f"{BASE}/en/courses/exit"
    assert one["DESCRIPTION"].splitlines() == [
        "Exit og løsrivelse (in Danish only)",
        "For: teachers",
        "Provider: VIA",
        "Format: fysisk (in Danish only)",
        "Seats: 2 free seats of 20",
    ]
    changed = stocked.public.edition().changed
    assert {one[name].dt for name in ("DTSTAMP", "LAST-MODIFIED")} == {changed.astimezone(UTC)}


def test_a_calendar_can_be_of_one_audience(stocked: Catalogue) -> None:
    found = read(stocked, language="da", audience="lærere")
    assert found["X-WR-CALNAME"] == "Kurser om forebyggelse af ekstremisme: lærere"
    assert found["SOURCE"] == f"{BASE}/da/courses.ics?audience=laerere"
    assert {uid.split("-")[0] for uid in events(stocked, audience="laerere")} == {"exit"}
    with pytest.raises(UnknownRecord):
        stocked.public.calendar(base=BASE, audience="findes-ikke")


def test_an_event_is_the_same_after_an_edit(stocked: Catalogue) -> None:
    before = list(events(stocked))
    found = stocked.course("exit").course
    moved = tuple(one.with_(place="Odense", taken=None) for one in found.sessions)
    stocked.put(found.with_(theme=Text(da="Andet tema"), sessions=moved))
    assert list(events(stocked)) == before


def test_two_sessions_on_one_day_are_two_events(stocked: Catalogue) -> None:
    both = tuple(Session(date="2027-05-02", place=place) for place in ("Vejle", "Aarhus"))
    stocked.put(stocked.course("online").course.with_(sessions=both))
    found = {uid: str(one["LOCATION"]) for uid, one in events(stocked).items() if uid.startswith("online")}
    assert found == {"online-2027-05-02@example.org": "Aarhus", "online-2027-05-02-2@example.org": "Vejle"}


def test_what_is_not_public_is_no_event(stocked: Catalogue) -> None:
    data = stocked.public.calendar(base=BASE)
    assert b"kjult" not in data
    assert b"internt" not in data


@given(course=RECORDS["course"], language=st.sampled_from(["da", "en"]))
@THOROUGH
def test_whatever_a_course_holds_icalendar_reads_it_back(course: Course, language: Language) -> None:
    with Catalogue.in_memory() as kb:
        kb.put(*POOL, course.with_(catalogues=("kursuskatalog",)))
        (found,) = kb.public.courses()
        known = [one for one in found.sessions if all(len(day) == 10 for day in one.date.split("/"))]
        told = events(kb, language=language)
        assert len(told) == len(known)
        theme = found.course.theme.label(language)
        for one in told.values():
            assert str(one["SUMMARY"]) == theme[:1].upper() + theme[1:]
            assert one["DTEND"].dt - one["DTSTART"].dt >= timedelta(days=1)
