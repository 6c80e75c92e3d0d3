"""Courses and their sessions: what is free, who sees which, in which order."""

import json
from collections.abc import Iterable
from typing import Any

import pytest
from conftest import MakeEntry, make_entry
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import POOL, RECORDS, THOROUGH

from ncfe_kb import Audience, Catalogue, Course, CourseSeason, InvalidRecord, Session, Text, UnknownRecord
from ncfe_kb.catalogue.courses import Offering, season_of
from ncfe_kb.models import Season
from ncfe_kb.models.course import season_in


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, (None, None, 0)),
        ({"seats": 20}, (None, None, 0)),
        ({"taken": 12}, (None, None, 0)),
        ({"seats": 20, "taken": 0}, (20, False, 0)),
        ({"seats": 20, "taken": 18}, (2, False, 0)),
        ({"seats": 20, "taken": 20}, (0, True, 0)),
        ({"seats": 20, "taken": 23}, (0, True, 3)),  # it happens, and must be seen
        ({"seats": 0, "taken": 0}, (0, True, 0)),
        ({"is_full": True}, (0, True, 0)),
        ({"seats": 20, "is_full": True}, (0, True, 0)),
        ({"taken": 12, "is_full": False}, (None, False, 0)),
        ({"seats": 20, "taken": 18, "is_full": True}, (2, False, 0)),  # where there are numbers, they tell
        ({"seats": 20, "taken": 20, "is_full": False}, (0, True, 0)),
    ],
)
def test_a_session_knows_what_is_free(given: dict[str, Any], told: tuple[int | None, bool | None, int]) -> None:
    session = Session(date="2019-11-08", **given)
    assert (session.free, session.is_fully_booked, session.overbooked) == told


@pytest.mark.parametrize("taken", ["Åse Holm", "12", -1, 1.5, True])
def test_only_a_number_says_how_many_seats_are_taken(taken: object) -> None:
    with pytest.raises(InvalidRecord, match="taken"):
        Session(date="2019-11-08", taken=taken)


AUDIENCES = (Audience(id="kommuner", label=Text(da="kommuner")), Audience(id="laerere", label=Text(da="lærere")))
SPRING, AUTUMN = CourseSeason(2019, is_autumn=False), CourseSeason(2019, is_autumn=True)


def on(date: str, **fields: Any) -> Session:
    return Session(date=date, **fields)


def course(id: str, *sessions: Session, **fields: Any) -> Course:
    return Course(
        **{"id": id, "theme": Text(da=f"Tema {id}"), "sessions": sessions, "catalogues": ("foraar",), **fields}
    )


@pytest.fixture
def catalogues(kb: Catalogue, entry: MakeEntry) -> Catalogue:
    """A catalogue with two public course catalogues, of the spring and the autumn of 2019."""
    kb.put(*AUDIENCES, entry("foraar"), entry("efteraar"))
    kb.put(Season(catalogue="foraar", label=Text(da="forår/sommer 2019")))
    kb.put(Season(catalogue="efteraar", label=Text(da="efterår/vinter 2019-2020")))
    return kb


def ids(offerings: Iterable[Offering]) -> list[str]:
    return [one.course.id for one in offerings]


def dates_of(offering: Offering) -> list[str]:
    return [one.date for one in offering.sessions]


def test_courses_come_by_their_first_session_and_those_without_one_last(catalogues: Catalogue) -> None:
    catalogues.add(
        course("uden-aa", theme=Text(da="Århus")),
        course("uden-z", theme=Text(da="Zebra")),
        course("efter", catalogues=("efteraar",)),
        course("sen", on("2019-05-02")),
        course("tidlig", on("2019-06-01"), on("2019-03")),
        course("ukendt", catalogues=()),
    )
    assert ids(catalogues.courses()) == ["tidlig", "sen", "uden-z", "uden-aa", "efter", "ukendt"]
    assert ids(catalogues.courses(language="en"))[2:4] == ["uden-aa", "uden-z"]
    assert dates_of(catalogues.course("tidlig")) == ["2019-03", "2019-06-01"]


def test_only_upcoming_sessions_are_shown_where_these_are_asked_for(catalogues: Catalogue) -> None:
    catalogues.add(
        course("a", on("2019-05-01"), on("2019-05-02/2019-05-03"), on("2019-06")),
        course("b", on("2019-04-01")),
        course("c"),
    )
    assert [(one.course.id, dates_of(one)) for one in catalogues.courses(upcoming=True, as_of="2019-05-03")] == [
        ("a", ["2019-05-02/2019-05-03", "2019-06"])
    ]
    assert catalogues.courses(upcoming=True, as_of="2019-07") == ()
    assert catalogues.courses(as_of="2019-05-03") == catalogues.courses(upcoming=True, as_of="2019-05-03")
    assert catalogues.courses(upcoming=True) == ()  # today


def test_an_audience_is_given_by_id_or_label(catalogues: Catalogue) -> None:
    catalogues.add(course("a", audience=("laerere",)), course("b", audience=("kommuner",)), course("c"))
    assert ids(catalogues.courses(audience="laerere")) == ids(catalogues.courses(audience="Lærere")) == ["a"]
    with pytest.raises(UnknownRecord, match="unknown audience: “lærer”; did you mean laerere"):
        catalogues.courses(audience="lærer")


def test_a_course_is_in_the_seasons_of_its_catalogues_its_own_words_and_its_sessions(catalogues: Catalogue) -> None:
    catalogues.add(
        course("a"),
        course("b", catalogues=("foraar", "efteraar")),
        course("c", catalogues=(), season=Text(da="2019, andet halvår")),
        course("d", on("2019-10-01"), catalogues=()),
        course("e", catalogues=(), season=Text(da="2019")),
    )
    assert ids(catalogues.courses(season="forår 2019")) == ["a", "b"]
    assert ids(catalogues.courses(season=AUTUMN)) == ["d", "b", "c"]
    assert [one.seasons for one in catalogues.courses(season=AUTUMN)] == [(AUTUMN,)] * 3
    assert catalogues.course("b").seasons == (SPRING, AUTUMN)
    assert catalogues.course("e").seasons == ()


def test_a_session_is_in_the_season_of_its_date_unless_the_catalogue_of_the_next_one_has_it(
    catalogues: Catalogue,
) -> None:
    sessions = on("2019-08-20"), on("2020-03-10"), on("2019"), on("2021-10-01")
    catalogues.add(
        course("a", *sessions, catalogues=("efteraar",)),
        course("b", on("2019-08-20"), catalogues=("foraar", "efteraar")),
    )
    (found, _) = catalogues.courses(season="2019-2020")
    assert dates_of(found) == ["2019", "2019-08-20", "2020-03-10"]
    assert catalogues.course("a").seasons == (AUTUMN, CourseSeason(2021, is_autumn=True))
    assert catalogues.course("b").sessions_in(SPRING) == (on("2019-08-20"),)
    assert catalogues.course("b").sessions_in(AUTUMN) == ()


@pytest.mark.parametrize("chosen", [{"season": "2019"}, {"season": "jul"}, {"upcoming": True, "as_of": "i går"}])
def test_what_is_no_season_or_day_is_refused(catalogues: Catalogue, chosen: dict[str, Any]) -> None:
    with pytest.raises(InvalidRecord):
        catalogues.courses(**chosen)


def test_everyone_sees_the_courses_of_public_catalogues_without_staffs_notes(
    catalogues: Catalogue, entry: MakeEntry
) -> None:
    catalogues.put(entry("efteraar", public=False))
    catalogues.add(
        course("a", note=Text(da="internt"), participants=20),
        course("skjult", catalogues=("efteraar",)),
        course("uden", catalogues=()),
    )
    (shown,) = catalogues.public.courses()
    assert shown.course == course("a", participants=20)
    for hidden in ("skjult", "uden"):
        with pytest.raises(UnknownRecord, match=f"unknown course: “{hidden}”$"):
            catalogues.public.course(hidden)
    assert ids(catalogues.courses()) == ["a", "skjult", "uden"]


def test_a_hidden_catalogue_does_not_show_through_a_course_that_a_public_one_has_too(
    catalogues: Catalogue, entry: MakeEntry
) -> None:
    both = course(
        "a",
        on("2019-05-01"),
        on("2019-10-01"),
        on("2019"),
        catalogues=("foraar", "efteraar"),
        season=Text(da="hele 2019"),
        sessions_reported=Text(da="3"),
        participants=60,
    )
    catalogues.add(both)
    assert catalogues.public.course("a").course == both
    catalogues.put(entry("efteraar", statuses=({"status": "planned"},)))
    assert catalogues.public.course("a").course == course("a", on("2019-05-01"))
    assert catalogues.public.courses(season=AUTUMN) == ()
    assert catalogues.public.courses(upcoming=True, as_of="2019-06-01") == ()
    assert "efteraar" not in json.dumps([one.as_dict() for one in catalogues.public.courses()])


@given(
    hidden=st.sets(st.sampled_from(["foraar", "efteraar"])),
    drawn=st.lists(RECORDS["course"], max_size=3, unique_by=lambda one: one.id),
    data=st.data(),
)
@settings(THOROUGH, max_examples=10)
def test_the_public_sees_the_same_as_if_there_were_nothing_hidden(
    hidden: set[str], drawn: list[Course], data: st.DataObject
) -> None:
    """A hidden catalogue may be in preparation or not be there at all: what everyone sees is the same."""
    placed = [one.with_(catalogues=tuple(data.draw(st.sets(st.sampled_from(["foraar", "efteraar"]))))) for one in drawn]
    seen = []
    for status in ("planned", "withdrawn"):
        with Catalogue.in_memory() as kb:
            kb.put(
                *POOL,
                *(
                    make_entry(key, **({"statuses": ({"status": status},)} if key in hidden else {}))
                    for key in ("foraar", "efteraar")
                ),
            )
            kb.put(
                Season(catalogue="foraar", label=Text(da="forår 2019")),
                Season(catalogue="efteraar", label=Text(da="efterår 2019")),
            )
            kb.put(*(_without(one, hidden) if status == "withdrawn" else one for one in placed))
            seen.append([one.as_dict() for one in kb.public.courses()])
    assert seen[0] == seen[1]


def _without(one: Course, hidden: set[str]) -> Course:
    """Return a course as if it had never stood in hidden catalogues."""
    left = tuple(key for key in one.catalogues if key not in hidden)
    if left == one.catalogues or not left:
        return one.with_(catalogues=left)
    of_public = {"foraar": SPRING, "efteraar": AUTUMN}[left[0]]
    stated = {SPRING, AUTUMN} | ({found} if (found := season_in(one.season)) else set())
    kept = tuple(each for each in one.sessions if season_of(each, stated) == of_public)
    return one.with_(catalogues=left, sessions=kept, season=Text(), sessions_reported=Text(), participants=None)


def test_a_course_as_data_has_its_seasons_and_what_is_free(catalogues: Catalogue) -> None:
    catalogues.add(course("a", on("2019-05-01", seats=20, taken=22)))
    found = catalogues.course("a").as_dict()
    assert found["seasons"] == [
        {
            "id": "2019-foraar",
            "label": {"da": "forår/sommer 2019", "en": "spring/summer 2019"},
            "first": "2019-03-01",
            "last": "2019-08-31",
        }
    ]
    (session,) = found["sessions"]
    assert (session["date"], session["free"], session["overbooked"], session["is_fully_booked"]) == (
        "2019-05-01",
        0,
        2,
        True,
    )
    assert json.loads(json.dumps(found)) == found


def test_the_centres_courses_of_2019_are_in_their_two_seasons(starter: Catalogue) -> None:
    assert len(starter.courses()) == 27
    assert len(starter.public.courses()) == 18
    assert (
        len(starter.public.courses(season="forår/sommer 2019")) == len(starter.public.courses(season="2019-2020")) == 8
    )
    assert "k22-grooming" in ids(starter.courses(season="autumn 2022"))
    assert starter.courses(upcoming=True, as_of="2019") == ()
