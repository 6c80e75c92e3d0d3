"""Arranging courses: every call is one change that can be undone, and every fault says what would be right."""

from collections.abc import Callable

import pytest
from conftest import MakeEntry

from ncfe_kb import Audience, Catalogue, Course, InvalidRecord, RecordExists, Session, Text, UnknownRecord


@pytest.fixture
def arranged(kb: Catalogue, entry: MakeEntry) -> Catalogue:
    """A catalogue with a course that has one session."""
    kb.put(Audience(id="laerere", label=Text(da="lærere")), entry("foraar"))
    kb.add(Course(id="kursus", theme=Text(da="Samtalen"), sessions=(Session(date="2019-05-02", place="Aarhus"),)))
    return kb


def test_a_course_gets_an_id_of_its_theme(arranged: Catalogue) -> None:
    made = arranged.add_course(
        theme={"da": "Børn på nettet"}, audience=["Lærere"], topics=["far right"], catalogues=["foraar"]
    )
    assert made.id == "boern-paa-nettet"
    assert (made.audience, made.topics, made.catalogues) == (("laerere",), ("hoejreekstremisme",), ("foraar",))
    assert arranged.add_course(theme={"da": "Børn på nettet"}).id == "boern-paa-nettet-2"
    assert arranged.add_course("eget", theme={"en": "Own"}, provider="VIA", participants=0).provider == "VIA"
    assert arranged.course("eget").course.participants == 0


def test_what_is_said_of_a_course_changes_and_the_rest_stays(arranged: Catalogue) -> None:
    arranged.change_course("kursus", theme={"en": "The talk"}, note={"da": "Ny"}, provider="VIA", participants=7)
    arranged.change_course("kursus", note={"da": ""}, provider="", audience=["laerere", "lærere"])
    changed = arranged.course("kursus").course
    assert changed.theme == Text(da="Samtalen", en="The talk")
    assert (changed.note, changed.provider, changed.participants, changed.audience) == (Text(), None, 7, ("laerere",))
    assert len(changed.sessions) == 1


def test_a_session_is_added_changed_and_removed(arranged: Catalogue) -> None:
    arranged.add_session("kursus", Session(date="2019-06-03", seats=20))
    assert arranged.change_session("kursus", "2019-06-03", taken=18).free == 2
    assert arranged.change_session("kursus", "2019-06-03", date="2019-06-04", place="Odense").taken == 18
    assert [one.date for one in arranged.course("kursus").sessions] == ["2019-05-02", "2019-06-04"]
    assert arranged.remove_session("kursus", "2019-05-02").place == "Aarhus"
    assert [one.place for one in arranged.course("kursus").sessions] == ["Odense"]


def test_where_there_are_several_on_a_day_the_place_tells_which(arranged: Catalogue) -> None:
    arranged.add_session("kursus", Session(date="2019-05-02", place="Odense"))
    arranged.add_session("kursus", Session(date="2019-05-02"))
    with pytest.raises(InvalidRecord, match="several sessions on 2019-05-02; say at which place: Aarhus, Odense, –"):
        arranged.remove_session("kursus", "2019-05-02")
    arranged.change_session("kursus", "2019-05-02", at="AARHUS", taken=3)
    arranged.remove_session("kursus", "2019-05-02", at="")
    assert [(one.place, one.taken) for one in arranged.course("kursus").sessions] == [("Aarhus", 3), ("Odense", None)]


def test_numbers_take_the_place_of_what_a_source_said_of_it_being_full(arranged: Catalogue) -> None:
    assert arranged.change_session("kursus", "2019-05-02", is_full=True).is_fully_booked is True
    assert arranged.change_session("kursus", "2019-05-02", seats=20).is_fully_booked is True
    changed = arranged.change_session("kursus", "2019-05-02", taken=19)
    assert (changed.is_full, changed.is_fully_booked) == (None, False)
    changed = arranged.change_session("kursus", "2019-05-02", taken=21)
    assert (changed.is_fully_booked, changed.overbooked) == (True, 1)


CHANGES: dict[str, Callable[[Catalogue], object]] = {
    "add course": lambda kb: kb.add_course(theme={"da": "Ny"}),
    "change course": lambda kb: kb.change_course("kursus", provider="VIA"),
    "remove course": lambda kb: kb.remove_course("kursus"),
    "add session": lambda kb: kb.add_session("kursus", Session(date="2019-06-03")),
    "change session": lambda kb: kb.change_session("kursus", "2019-05-02", taken=3),
    "remove session": lambda kb: kb.remove_session("kursus", "2019-05-02"),
}


@pytest.mark.parametrize("reason", CHANGES)
def test_each_is_one_change_that_can_be_taken_back(arranged: Catalogue, reason: str) -> None:
    before, number = arranged.courses(), len(arranged.history())
    CHANGES[reason](arranged)
    assert arranged.courses() != before
    assert [len(arranged.history()), arranged.history(limit=1)[0].reason] == [number + 1, reason]
    arranged.undo(arranged.history(limit=1)[0].id)
    assert arranged.courses() == before


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        (lambda kb: kb.add_course("kursus", theme={"da": "Igen"}), RecordExists, "taken already"),
        (lambda kb: kb.add_course(), InvalidRecord, "theme: is empty"),
        (lambda kb: kb.add_course(theme={"da": "a\x1b"}), InvalidRecord, "theme.da: contains the control"),
        (lambda kb: kb.add_course(theme={"da": "x"}, audience=["lærer"]), UnknownRecord, "unknown audience.*laerere"),
        (lambda kb: kb.add_course(theme={"da": "x"}, catalogues=["forar"]), UnknownRecord, "unknown entry.*foraar"),
        (lambda kb: kb.change_course("kurset"), UnknownRecord, "unknown course: “kurset”; did you mean kursus"),
        (lambda kb: kb.change_course("kursus", theme={"da": ""}), InvalidRecord, "theme: is empty"),
        (lambda kb: kb.change_course("kursus", participants="Anna"), InvalidRecord, "participants"),
        (lambda kb: kb.remove_course(""), UnknownRecord, "unknown course"),
        (lambda kb: kb.add_session("kurset", Session(date="2019")), UnknownRecord, "unknown course"),
        (
            lambda kb: kb.add_session("kursus", Session(date="2019-05-02", place="aarhus")),
            InvalidRecord,
            "has a session on",
        ),
        (
            lambda kb: kb.change_session("kursus", "2019-05-03", taken=1),
            UnknownRecord,
            "kursus: unknown session.*2019-05-02",
        ),
        (
            lambda kb: kb.change_session("kursus", "2019-05-02", at="Odense", taken=1),
            UnknownRecord,
            "2019-05-02 Odense",
        ),
        (
            lambda kb: kb.change_session("kursus", "2019-05-02", taken="Anna Hansen"),
            InvalidRecord,
            "taken: must be a whole",
        ),
        (lambda kb: kb.change_session("kursus", "2019-05-02", date="i maj"), InvalidRecord, "is not a date"),
        (lambda kb: kb.remove_session("kursus", "2019"), UnknownRecord, "unknown session"),
    ],
)
def test_a_fault_changes_nothing_and_says_what_is_wrong(
    arranged: Catalogue, change: Callable[[Catalogue], object], error: type[Exception], message: str
) -> None:
    before, number = arranged.courses(), len(arranged.history())
    with pytest.raises(error, match=message):
        change(arranged)
    assert (arranged.courses(), len(arranged.history())) == (before, number)
