"""Courses, sessions and series on the command line: listed, arranged, and printed as a catalogue."""

import re

import pytest
from cli_runner import Cli
from conftest import VOCABULARY, make_entry

from ncfe_kb import Audience, Catalogue, Course, Session, Text
from ncfe_kb.cli.terminal import width
from ncfe_kb.models import Season

COURSE = "k-sokratisk-dialog"


@pytest.fixture
def arranged(cli: Cli) -> Cli:
    """The centre's catalogue with two sessions of a course and one of another."""
    with Catalogue.open(cli.home) as kb:
        kb.add_session(COURSE, Session(date="2027-06-02/2027-06-03", place="Odense", seats=20, taken=23))
        kb.add_session(COURSE, Session(date="2027-05-02", place="Århus", format=Text(da="hel dag"), seats=20, taken=18))
        kb.add_session("k22-grooming", Session(date="2027-04"))
    return cli


@pytest.mark.parametrize(
    ("lang", "shown"),
    [
        (
            "da",
            (
                "grooming og konspirationsnarrativer\n    forår/sommer 2027\n    april 2027\n    k22-grooming\n\n"
                "sokratisk dialog til gruppebaserede indsatser\n    kommunale medarbejdere · forår/sommer 2027\n"
                "    2. maj 2027 · Århus · hel dag · 2 ledige pladser af 20 · 18 tilmeldte\n"
                "    2. juni 2027 – 3. juni 2027 · Odense · fuldt booket (20 pladser) · 23\n"
                "    tilmeldte, 3 for mange\n    k-sokratisk-dialog\n\n2 kurser\n"
            ),
        ),
        (
            "en",
            (
                "grooming and conspiracy narratives\n    spring/summer 2027\n    April 2027\n    k22-grooming\n\n"
                "Socratic dialogue for group-based work\n    kommunale medarbejdere · spring/summer 2027\n"
                "    2 May 2027 · Århus · hel dag · 2 free seats of 20 · 18 registered\n"
                "    2 June 2027 – 3 June 2027 · Odense · fully booked (20 seats) · 23\n"
                "    registered, 3 too many\n    k-sokratisk-dialog\n\n2 courses\n"
            ),
        ),
    ],
)
def test_upcoming_courses_are_listed_by_date_in_both_languages(arranged: Cli, lang: str, shown: str) -> None:
    assert arranged("courses", "--upcoming", "--as-of", "2027-01-01", lang=lang).out == shown


def test_courses_are_narrowed_by_season_and_audience(arranged: Cli) -> None:
    both = arranged("courses", "--season", "vinter 2019-2020", "--audience", "nye infohusmedarbejdere").out
    assert both == (
        "grundkursus for nye infohusmedarbejdere\n    nye infohusmedarbejdere · efterår/vinter 2019–2020\n"
        "    k-grundkursus-infohus\n\n1 kursus\n"
    )
    assert arranged("courses", "--season", "forår 1999", lang="en").out == "0 courses\n"
    assert [one["id"] for one in arranged("courses", "--season", "2027-foraar", "--json").json["courses"]] == [
        "k22-grooming",
        COURSE,
    ]


def test_everyone_sees_the_courses_of_public_catalogues(arranged: Cli) -> None:
    assert len(arranged("courses", "--json").json["courses"]) == 27
    assert len(arranged("courses", "--public", "--json").json["courses"]) == 18


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize("words", [("courses",), ("course", "show", COURSE), ("series",), ("series", "kursuskatalog")])
def test_everything_fits_eighty_columns(arranged: Cli, words: tuple[str, ...], lang: str) -> None:
    lines = arranged(*words, lang=lang).out.splitlines()
    assert len(lines) > 10
    assert [line for line in lines if width(line) > 80 and "://" not in line] == []
    assert [line for line in lines if line != line.rstrip()] == []


def test_a_catalogue_is_printed_as_markdown_and_as_a_page(arranged: Cli) -> None:
    words = ("courses", "--season", "forår 2027", "--format")
    assert arranged(*words, "markdown").out.startswith(
        "# Kursuskatalog forår/sommer 2027\n\n## Forår/sommer 2027\n\n### Groom"
    )
    page = arranged(*words, "html", lang="en").out
    assert page.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert '<time datetime="2027-05-02">2 May 2027</time> · Århus · <span lang="da">hel dag</span> · 2 free' in page


def test_a_course_is_shown_with_all_that_is_known(arranged: Cli) -> None:
    shown = arranged("course", "show", COURSE, lang="en").out
    assert "Season: spring/summer 2019, autumn/winter 2019–2020, spring/summer 2027\n" in shown
    assert "Topics: Socratic dialogue\nCatalogue: kk-2019-foraar\n" in shown
    assert "Sessions\n  2 May 2027 · Århus" in shown
    assert arranged("course", "show", "k-via-tredages", lang="en").out.endswith("Sessions\n  None is known.\n")
    found = arranged("course", "show", COURSE, "--json").json
    assert [one["free"] for one in found["sessions"]] == [2, 0]


def test_a_course_and_its_sessions_are_added_changed_and_removed(cli: Cli) -> None:
    made = cli(
        "course", "add", "--theme-da", "Børn på nettet", "--audience", "kommuner", "--topic", "far right",
        "--catalogue", "kk-2022-2", "--provider", "VIA", "--format", "webinar", "--participants", "12", "--note", "Ny",
    )  # fmt: skip
    assert (made.code, made.out) == (0, "boern-paa-nettet\n")
    changed = cli(
        "course", "set", "boern-paa-nettet", "--theme-en", "Children online", "--note", "", "--audience", "unge"
    )
    assert changed.err == "Rettede “Børn på nettet” (boern-paa-nettet).\n"
    added = cli(
        "session",
        "add",
        "boern-paa-nettet",
        "--date",
        "2027-03-01",
        "--place",
        "Ærø",
        "--seats",
        "20",
        "--format",
        "hel dag",
    )
    assert added.err == "Tilføjet: 1. marts 2027 · Ærø · hel dag · 20 pladser\n"
    changed = cli(
        "session", "set", "boern-paa-nettet", "2027-03-01", "--taken", "21", "--format", "whole day", lang="en"
    )
    assert (
        changed.err == "Changed: 1 March 2027 · Ærø · whole day · fully booked (20 seats) · 21 registered, 1 too many\n"
    )
    changed = cli(
        "session", "set", "boern-paa-nettet", "2027-03-01", "--date", "2027-03-02", "--place", "", "--taken", "0"
    )
    assert changed.err == "Rettet: 2. marts 2027 · hel dag · 20 ledige pladser af 20 · 0 tilmeldte\n"
    found = cli("course", "show", "boern-paa-nettet", "--json").json
    assert (found["theme"], found["audience"], found["note"]) == (
        {"da": "Børn på nettet", "en": "Children online"},
        ["unge"],
        {"da": None, "en": None},
    )
    assert (found["topics"], found["catalogues"], found["participants"]) == (["hoejreekstremisme"], ["kk-2022-2"], 12)
    assert found["sessions"][0]["format"] == {"da": "hel dag", "en": "whole day"}
    assert cli("session", "remove", "boern-paa-nettet", "2027-03-02").code == 0
    assert (
        cli("course", "remove", "boern-paa-nettet", lang="en").err == "Removed “Children online” (boern-paa-nettet).\n"
    )
    assert [one["reason"] for one in cli("history", "--json").json["changes"][:-1]] == [
        *("remove course", "remove session", "change session", "change session", "add session", "change course"),
        "add course",
    ]


def test_what_is_removed_is_back_when_that_is_undone(arranged: Cli) -> None:
    before = arranged("course", "show", COURSE).out
    arranged("session", "remove", COURSE, "2027-05-02")
    assert arranged("course", "show", COURSE).out != before
    assert arranged("undo", str(arranged("history", "--json").json["changes"][0]["id"]), "--yes").code == 0
    assert arranged("course", "show", COURSE).out == before


def test_a_session_is_fully_booked_without_any_numbers(arranged: Cli) -> None:
    shown = arranged("session", "set", "k22-grooming", "2027-04", "--full").err
    assert shown == "Rettet: april 2027 · fuldt booket\n"
    assert (
        arranged("session", "set", "k22-grooming", "2027-04", "--not-full").err
        == "Rettet: april 2027 · ledige pladser\n"
    )


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("courses", "--season", "2019"), 1, "“2019” kan betyde to sæsoner; skriv forår/sommer 2019 eller"),
        (("courses", "--season", "jul"), 1, "“jul” er ikke en sæson; skriv"),
        (("courses", "--audience", "kommune"), 1, "ukendt målgruppe: “kommune”; mente du kommuner"),
        (("courses", "--upcoming", "--as-of", "snart"), 1, "er ikke en dato"),
        (("courses", "--format", "pdf"), 2, "text"),
        (("course", "show", "k-sokratisk"), 1, "mente du k-sokratisk-dialog"),
        (("course", "add"), 1, "theme: er tom"),
        (("course", "add", "--theme-da", "x", "--topic", "exitt"), 1, "ukendt emne"),
        (
            ("course", "add", "--theme-da", "x", "--participants", "Anna Hansen"),
            2,
            "angiv hvor mange, som et tal fra 0",
        ),
        (("course", "add", "--theme-da", "x", "--id", "Ny Id"), 1, "“Ny Id” er ikke et id"),
        (("session", "add", COURSE), 2, "--date"),
        (("session", "add", COURSE, "--date", "i maj"), 1, "er ikke en dato"),
        (("session", "add", COURSE, "--date", "2027-05-02", "--place", "århus"), 1, "ret den"),
        (("session", "set", COURSE, "2027-05-02", "--taken", "Anna Hansen"), 2, "ingens navn gemmes"),
        (("session", "set", COURSE, "2027-05-02", "--taken", "-1"), 2, "angiv hvor mange"),
        (("session", "set", COURSE, "2027-05-02", "--seats", "9" * 30), 2, "angiv hvor mange"),
        (("session", "set", COURSE, "2027-05-03", "--taken", "1"), 1, "ukendt afholdelse: “2027-05-03”; mente du"),
        (("series", "udsym"), 1, "ukendt serie: “udsym”; mente du udsyn"),
    ],
)
def test_a_fault_is_one_line_that_says_what_would_be_right(
    arranged: Cli, words: tuple[str, ...], code: int, message: str
) -> None:
    done = arranged(*words)
    assert (done.code, done.out, len(done.err.splitlines())) == (code, "", 1)
    assert done.err.startswith("Fejl: ")
    assert message in done.err


@pytest.fixture
def podcast(cli: Cli) -> Cli:
    """The centre's catalogue with a podcast of three episodes in two seasons."""

    def episode(slug: str, **fields: object) -> object:
        return make_entry(slug, kind="podcast_episode", series="udsyn", **fields)

    with Catalogue.open(cli.home) as kb:
        kb.remove("pod-politisk-ekstremisme-2019")
        kb.add(
            episode("nyt", date="2021-02", episode={"season": 2, "number": 1, "duration": 2460}),
            episode("to", date="2020-01-01", episode={"season": 1, "number": 2}, statuses=({"status": "planned"},)),
            episode("et", date="2019-11-08", episode={"season": 1, "number": 1, "duration": 1440}),
        )
    return cli


@pytest.mark.parametrize(
    ("lang", "shown"),
    [
        (
            "da",
            (
                "Udsyn\n\nSæson 1\n1.  Titel på et\n    8. november 2019 · 24 min.\n    et\n2.  Titel på to\n"
                "    1. januar 2020 · planlagt\n    to\n\nSæson 2\n"
                "1.  Titel på nyt\n    februar 2021 · 41 min.\n    nyt\n\n"
                "3 afsnit · 1 t. 5 min. i alt · 1 uden varighed\n"
            ),
        ),
        (
            "en",
            (
                "Udsyn (in Danish only)\n\nSeason 1\n1.  Titel på et (in Danish only)\n"
                "    8 November 2019 · 24 min.\n    et\n"
                "2.  Titel på to (in Danish only)\n    1 January 2020 · planned\n    to\n\nSeason 2\n"
                "1.  Titel på nyt (in Danish only)\n    February 2021 · 41 min.\n    nyt\n\n"
                "3 episodes · 1 hr 5 min. in all · 1 without a duration\n"
            ),
        ),
    ],
)
def test_a_podcast_is_shown_with_its_episodes_in_order(podcast: Cli, lang: str, shown: str) -> None:
    assert podcast("series", "udsyn", lang=lang).out == shown


def test_everyone_sees_the_episodes_that_are_out(podcast: Cli) -> None:
    assert podcast("series", "Udsyn", "--public").out.endswith("2 afsnit · 1 t. 5 min. i alt\n")
    assert [one["slug"] for one in podcast("series", "udsyn", "--public", "--json").json["works"]] == ["et", "nyt"]


def test_all_series_are_listed_with_what_is_in_them(podcast: Cli) -> None:
    shown = podcast("series").out
    assert "Kursuskatalog\n    5 værker · kursuskatalog\n" in shown
    assert "Udsyn\n    3 afsnit · 1 t. 5 min. i alt · 1 uden varighed · udsyn\n" in shown
    assert shown.endswith("\n\n10 serier i alt\n")
    titles = re.findall(r"^(?! )(\S.*?)(?: \(.*)?$", shown, re.MULTILINE)
    assert titles.index("Omtanke Online") < titles.index("Udsyn") < titles.index("Vurderingsværktøj")
    found = {one["id"]: one for one in podcast("series", "--json").json["series"]}
    assert (found["udsyn"]["episodes"], found["udsyn"]["duration"], found["udsyn"]["untimed"]) == (3, 3900, 1)


def test_courses_with_wide_letters_fit_too(cli: Cli) -> None:
    with Catalogue.open(cli.home, starter=False) as kb:
        kb.put(Audience(id="alle", label=Text(da="日本語の先生 " * 9)), VOCABULARY[0], make_entry("kk"))
        kb.put(Season(catalogue="kk", label=Text(da="forår 2019")))
        kb.add(Course(id="a", theme=Text(da="日本語 " * 30), audience=("alle",), catalogues=("kk",)))
    lines = cli("courses").out.splitlines()
    assert len(lines) > 5
    assert [line for line in lines if width(line) > 80] == []
