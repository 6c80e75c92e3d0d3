"""A course catalogue as Markdown and as a page: whole, in one language, and no text taken for markup."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import POOL, RECORDS, THOROUGH

from ncfe_kb import Audience, Course, CourseSeason, Localised, Session, Text
from ncfe_kb.catalogue.courses import offering
from ncfe_kb.catalogue.prospectus import Prospectus, as_html, as_markdown, seats_of, taken_of, told
from ncfe_kb.catalogue.reporting.markdown import at_start
from ncfe_kb.i18n import localiser
from ncfe_kb.languages import Language

HOSTILE = '<script>alert("1")</script> & *x* [a](javascript:x) `y` | 1. ø'
AUTUMN = CourseSeason(2019, is_autumn=True)
VOID = {"meta", "link", "br", "img", "hr"}
AUDIENCES = {
    "laerere": Audience(id="laerere", label=Text(da="lærere")),
    "ansatte": Audience(id="ansatte", label=Text(da="ansatte", en="staff")),
}


def book(*courses: Course, language: Language = "da") -> Prospectus:
    return told([offering(one, {}) for one in courses], AUDIENCES, language)


def course(id: str, *sessions: Session, **fields: object) -> Course:
    return Course(**{"id": id, "theme": Text(da=f"tema {id}"), "sessions": sessions, **fields})


class Page(HTMLParser):
    """What a page has: its tags, properly closed, and its texts with their language."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str | None]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str | None]] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append((tag, dict(attrs).get("lang")))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append((data, next((lang for _, lang in reversed(self.open) if lang), None)))

    def count(self, tag: str) -> int:
        return [name for name, _ in self.tags].count(tag)


FULL = course(
    "samtalen",
    Session(date="2019-05-02", place="Aarhus", format=Text(da="hel dag"), seats=20, taken=18),
    Session(date="2019-06-03/2019-06-04", place="Odense", seats=20, taken=23),
    Session(date="2019-11", is_full=True),
    audience=("laerere", "ansatte"),
    provider="VIA",
    format=Text(da="2 dage", en="2 days"),
)


def test_a_catalogue_has_a_part_for_each_season_with_its_sessions() -> None:
    assert as_markdown(book(FULL)) == (
        "# Kursuskatalog\n\n## Forår/sommer 2019\n\n### Tema samtalen\n\n"
        "- **Målgruppe:** ansatte, lærere\n- **Form:** 2 dage\n- **Udbyder:** VIA\n\n**Afholdelser**\n\n"
        "- 2\\. maj 2019 · Aarhus · hel dag · 2 ledige pladser af 20\n"
        "- 3\\. juni 2019 – 4. juni 2019 · Odense · fuldt booket (20 pladser)\n\n"
        "## Efterår/vinter 2019–2020\n\n### Tema samtalen\n\n"
        "- **Målgruppe:** ansatte, lærere\n- **Form:** 2 dage\n- **Udbyder:** VIA\n\n**Afholdelser**\n\n"
        "- november 2019 · fuldt booket\n"
    )


def test_in_english_dates_and_words_are_english() -> None:
    text = as_markdown(book(FULL, language="en"))
    assert "## Spring/summer 2019\n" in text
    assert "- **For:** lærere, staff\n- **Format:** 2 days\n" in text
    assert "- 2 May 2019 · Aarhus · hel dag · 2 free seats of 20\n" in text
    assert "## Autumn/winter 2019–2020\n" in text


def test_in_each_season_the_courses_come_by_their_sessions_then() -> None:
    autumn, spring = Session(date="2019-10-01"), Session(date="2019-04-01")
    found = book(
        course("b", Session(date="2019-05-01")), course("a", spring, autumn), course("c", Session(date="2019-09-02"))
    )
    assert [[item.id for item in part.items] for part in found.parts] == [["a", "b"], ["c", "a"]]


def test_one_season_is_named_in_the_title_and_what_has_none_comes_last() -> None:
    assert book(course("a", Session(date="2020-01-05"))).title == "Kursuskatalog efterår/vinter 2019–2020"
    assert [part.title for part in book(course("uden"), FULL).parts][-1] == "Uden sæson"
    assert as_markdown(book()) == "# Kursuskatalog\n\nIngen kurser.\n"
    assert ("No courses.", "en") in Page(as_html(book(language="en"))).texts


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_page_stands_alone_and_has_one_heading_for_each_thing(language: Language) -> None:
    page = Page(as_html(book(FULL, course("anden"), language=language)))
    assert dict(page.tags)["html"] == {"lang": language}
    assert [page.count(tag) for tag in ("title", "main", "h1", "h2", "h3", "li")] == [1, 1, 1, 3, 3, 3]
    assert not {"script", "link", "img", "iframe"} & {tag for tag, _ in page.tags}
    assert not [1 for _, attributes in page.tags if "src" in attributes or "href" in attributes]
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(set(ids)) == len(ids)
    assert {attributes["aria-labelledby"] for _, attributes in page.tags if "aria-labelledby" in attributes} == set(ids)


def test_a_page_says_dates_to_programs_and_the_language_of_what_is_in_the_other_one() -> None:
    page = Page(as_html(book(FULL, language="en")))
    assert [attributes for tag, attributes in page.tags if tag == "time"] == [
        {"datetime": "2019-05-02"},
        {"datetime": "2019-11"},
    ]
    assert {("Tema samtalen", "da"), ("lærere", "da"), ("hel dag", "da"), ("2 days", "en")} <= set(page.texts)


def hostile() -> Course:
    session = Session(date="2019-05-02", place=HOSTILE, format=Text(da=HOSTILE))
    return course("a", session, theme=Text(da=HOSTILE), provider=HOSTILE, format=Text(da=HOSTILE))


def test_html_takes_no_text_for_markup() -> None:
    page = Page(as_html(book(hostile())))
    assert page.count("script") == 0
    assert [text for text, _ in page.texts].count(HOSTILE) == 3
    assert any(f"· {HOSTILE} ·" in text for text, _ in page.texts)


def test_markdown_takes_no_text_for_markup() -> None:
    text = as_markdown(book(hostile()))
    assert "\\<script\\>" in text
    assert re.findall(r"(?<!\\)[<`|\[\]]", text) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("8. november", "8\\. november"),
        ("2019", "2019"),
        ("1) a", "1\\) a"),
        ("- a", "\\- a"),
        ("+", "\\+"),
        ("# a", "\\# a"),
        ("", ""),
    ],
)
def test_what_begins_a_line_begins_no_list_or_heading(text: str, shown: str) -> None:
    assert at_start(text) == shown


@given(
    drawn=st.lists(RECORDS["course"], max_size=3, unique_by=lambda one: one.id), language=st.sampled_from(["da", "en"])
)
@THOROUGH
def test_whatever_courses_hold_a_catalogue_of_them_can_be_read(drawn: list[Course], language: Language) -> None:
    audiences = {one.id: one for one in POOL if isinstance(one, Audience)}
    document = told([offering(one, {"haandbog": AUTUMN}) for one in drawn], audiences, language)
    page = Page(as_html(document))
    assert page.count("h3") == sum(len(part.items) for part in document.parts) >= len(drawn)
    headings = re.findall(r"^(#+) ", as_markdown(document), re.MULTILINE)
    assert (headings.count("#"), headings.count("##"), headings.count("###")) == (1, page.count("h2"), page.count("h3"))


@pytest.mark.parametrize(
    ("session", "danish", "english"),
    [
        ({}, "", ""),
        ({"seats": 1}, "1 plads", "1 seat"),
        ({"seats": 1200}, "1.200 pladser", "1,200 seats"),
        ({"seats": 20, "taken": 19}, "1 ledig plads af 20 · 19 tilmeldte", "1 free seat of 20 · 19 registered"),
        ({"seats": 20, "taken": 0}, "20 ledige pladser af 20 · 0 tilmeldte", "20 free seats of 20 · 0 registered"),
        (
            {"seats": 20, "taken": 20},
            "fuldt booket (20 pladser) · 20 tilmeldte",
            "fully booked (20 seats) · 20 registered",
        ),
        (
            {"seats": 20, "taken": 23},
            "fuldt booket (20 pladser) · 23 tilmeldte, 3 for mange",
            "fully booked (20 seats) · 23 registered, 3 too many",
        ),
        ({"is_full": True}, "fuldt booket", "fully booked"),
        ({"is_full": False}, "ledige pladser", "free seats"),
        ({"seats": 8, "is_full": False}, "8 pladser", "8 seats"),
        ({"taken": 1}, "1 tilmeldt", "1 registered"),
    ],
)
def test_seats_are_told_in_words(session: dict[str, object], danish: str, english: str) -> None:
    made = Session(**{"date": "2019", **session})
    for language, expected in (("da", danish), ("en", english)):
        say = localiser(language)
        assert " · ".join(filter(None, (seats_of(made, say), taken_of(made, say)))) == expected


def test_a_theme_in_the_other_language_is_known_as_such() -> None:
    (part,) = book(course("a"), language="en").parts
    assert part.items[0].theme == Localised("Tema a", "da", is_fallback=True)
