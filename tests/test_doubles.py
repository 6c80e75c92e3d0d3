"""Which works may be the same, which are only related, and what is remembered of those that differ."""

import sys
from pathlib import Path
from time import process_time
from typing import Any

import pexpect
import pytest
from cli_runner import Cli
from conftest import VOCABULARY, MakeEntry, make_entry
from hypothesis import given, settings
from hypothesis import strategies as st

from ncfe_kb import (
    Catalogue,
    Contributor,
    Double,
    Doubles,
    Entry,
    Identifier,
    InvalidRecord,
    Kind,
    Relation,
    Text,
    UnknownRecord,
)
from ncfe_kb.models import terms

TITLE = "Køn, maskulinitet og ekstrem islamisme: en håndbog på åben grund"


def kind(id: str, label: str, schema_type: str = "Report", **fields: Any) -> Kind:
    return Kind(id=id, label=Text(da=label), plural=Text(da=label), schema_type=schema_type, **fields)


KINDS = {
    one.id: one
    for one in (
        kind("report", "rapport"),
        kind("handbook", "håndbog"),
        kind("news", "nyhed", "NewsArticle"),
        kind("summary", "forskningsresumé", "Article"),
        kind("article", "artikel", "ScholarlyArticle"),
        kind("paper", "arbejdspapir", "ScholarlyArticle"),
        kind("episode", "afsnit", "PodcastEpisode", shape="episode"),
        kind("event", "arrangement", "Event", shape="event"),
    )
}


def work(slug: str = "a", **fields: Any) -> Entry:
    """Return a report of 2019 by two people."""
    people = tuple(
        Contributor(name=name, role="author") for name in fields.pop("people", ("Åse Holm", "Bo Lind Friis"))
    )
    title = Text(da=fields.pop("title", TITLE))
    return Entry(slug=slug, title=title, contributors=people, **{"kind": "report", "date": "2019-11", **fields})


def between(one: Entry, other: Entry) -> Double | None:
    """Return what the second is to the first, where these two are all that there is."""
    found = Doubles(KINDS, [one]).of(other)
    return found[0] if found else None


recased = st.sampled_from([str.upper, str.lower, str.title, str])
respelled = st.sampled_from(
    [
        lambda text: text,
        lambda text: text.replace("ø", "oe").replace("å", "aa"),
        lambda text: text.replace("ø", "o").replace("å", "a"),
        lambda text: text.replace(":", " –"),
        lambda text: text.replace(", ", " "),
        lambda text: text.partition(":")[0],
        lambda text: f"  {text}.",
    ]
)
authors = st.sampled_from(
    [
        ("Åse Holm", "Bo Lind Friis"),
        ("Bo Lind Friis", "Åse Holm"),
        ("Åse Holm",),
        ("Aase Holm",),
        ("Friis, Bo Lind",),
        ("B. Friis", "Ny Person"),
        ("HOLM, ÅSE",),
        (),
    ]
)


@settings(deadline=None)
@given(recased, respelled, authors, st.sampled_from(["2019", "2019-02", "2019-11-08"]), st.sampled_from([None, "da"]))
def test_a_work_that_is_typed_again_in_another_way_is_found(
    cased: Any, spelled: Any, people: tuple[str, ...], date: str, language: Any
) -> None:
    again = work("b", title=cased(spelled(TITLE)), people=people, date=date, language=language)
    found = between(work(), again)
    assert found == Double("b", "a", ("title", "people", "year") if people else ("title", "year"))


@settings(deadline=None)
@given(respelled, authors, authors)
def test_what_one_work_is_to_another_the_other_is_to_the_one(
    spelled: Any, people: tuple[str, ...], others: tuple[str, ...]
) -> None:
    for key in KINDS:
        for fields in ({}, {"language": "en"}, {"date": "2021"}, {"title": f"{TITLE}, 2. udgave"}, {"title": "Andet"}):
            one = work("a", title=spelled(TITLE), people=people, language="da")
            other = work("b", **{"people": others, "kind": key, **fields})
            there, back = between(one, other), between(other, one)
            assert (there is None) == (back is None)
            if there and back:
                assert (there.by, there.relation) == (back.by, terms.INVERSES.get(back.relation or ""))


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "Køn, maskulinitet og ekstrem islamisme: noget andet"},
        {"title": "Køn, maskulinitet"},
        {"date": "2020"},
        {"date": "2018"},
        {"people": ("Else Toft",)},
        {"people": ("Asger Friisholm",)},
    ],
)
def test_another_subtitle_year_or_author_makes_another_work(fields: dict[str, Any]) -> None:
    assert between(work(), work("b", **fields)) is None


def test_a_subtitle_alone_is_not_enough_where_nothing_else_is_known() -> None:
    short = {"title": "Hotline", "people": (), "date": None}
    assert between(work(title="Hotline: ti år", people=(), date=None), work("b", **short)) is None
    assert between(work(**short), work("b", **short)) == Double("b", "a", ("title",))


def test_numbers_of_a_series_and_unnamed_people_are_told_apart() -> None:
    issue = {"title": "Nyhedsbrev", "series": "breve"}
    assert between(work(series_number="1", **issue), work("b", series_number="2", **issue)) is None
    assert between(work(series_number="1", **issue), work("b", series_number="1", **issue))
    unnamed = between(work(people=("N.N.",)), work("b", people=("N.N.",)))
    assert unnamed == Double("b", "a", ("title", "year"))


def test_an_organisation_is_the_same_by_its_record_whatever_it_is_called() -> None:
    centre, again, other = (
        work(slug, people=()).with_(contributors=(Contributor(name=name, role="author", organisation=key),))
        for slug, name, key in (("a", "NCFE", "ncfe"), ("b", "Centeret", "ncfe"), ("c", "Odense Kommune", "odense"))
    )
    assert between(centre, again) == Double("b", "a", ("title", "people", "year"))
    assert between(centre, other) is None


@pytest.mark.parametrize(
    ("scheme", "value", "again"),
    [
        ("doi", "10.1002/berj.3677", "https://doi.org/10.1002/BERJ.3677"),
        ("isbn", "978-87-93445-58-1", "9788793445581"),
        ("isbn", "0-306-40615-2", "978-0-306-40615-7"),
        ("isbn", "0-8044-2957-X", "9780804429573"),
    ],
)
def test_a_shared_doi_or_isbn_is_the_same_work_in_any_form(scheme: str, value: str, again: str) -> None:
    one, other = Identifier(scheme=scheme, value=value), Identifier(scheme=scheme, value=again)
    known = work(identifiers=(one,))
    assert between(known, work("b", title="Noget andet", date="2001", identifiers=(other,))) == Double(
        "b", "a", (scheme,)
    )
    assert between(known, work("b", title="Noget andet")) is None


def test_a_shared_issn_is_only_the_same_series() -> None:
    issn = Identifier(scheme="issn", value="0141-1926")
    assert between(work(identifiers=(issn,)), work("b", title="Noget andet", identifiers=(issn,))) is None


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ({"language": "da"}, {"language": "en"}, "translation_of"),
        ({"language": "en", "date": "2018"}, {"language": "da"}, "translation_of"),
        ({}, {"title": f"{TITLE} (engelsk udgave)"}, "translation_of"),
        ({"kind": "article"}, {"kind": "summary", "date": "2021", "people": ()}, "summary_of"),
        ({"kind": "article"}, {"title": f"Resumé: {TITLE}", "people": ("Else Toft",)}, "summary_of"),
        ({"kind": "article"}, {"title": f"Kort fortalt: {TITLE}"}, "summary_of"),
        ({"kind": "article"}, {"title": f"{TITLE} – summary"}, "summary_of"),
        ({}, {"kind": "news", "people": ()}, "announces"),
        ({"kind": "news", "people": ()}, {}, "announced_by"),
        ({}, {"kind": "episode", "people": ("Else Toft",)}, "podcast_about"),
        ({}, {"title": f"{TITLE}, 2. udgave"}, "version_of"),
        ({}, {"title": f"{TITLE} (2nd revised edition)", "date": "2024"}, "version_of"),
        ({"title": f"{TITLE}. 3., reviderede udg."}, {"title": f"{TITLE}. 2. udg."}, "has_version"),
        ({"kind": "paper"}, {"kind": "article", "date": "2020"}, "version_of"),
        ({}, {"kind": "event", "people": ()}, "related_to"),
    ],
)
def test_works_that_only_look_the_same_are_proposed_as_related(
    one: dict[str, Any], other: dict[str, Any], relation: str
) -> None:
    found = between(work(**one), work("b", **other))
    assert found is not None
    assert (found.relation, found.slug, found.other) == (relation, "b", "a")


@pytest.mark.parametrize(
    "title", ["Summary judgments", "A summary", "Ed. Holm", "Ny udgave", "Edition 8", "!!!", "Resumé"]
)
def test_a_title_is_not_taken_apart_where_a_word_only_sounds_like_an_edition(title: str) -> None:
    found = between(work(title=title), work("b", title=title.upper()))
    assert (found is None) == (title == "!!!")  # which has no word to compare
    assert found is None or found.relation is None
    assert between(work(title=title), work("b", title=f"{title} igen")) is None
    assert between(work(title="judgments"), work("b", title=title)) is None


def test_another_edition_by_others_is_another_work() -> None:
    assert between(work(), work("b", title=f"{TITLE}, 2. udgave", people=("Else Toft",))) is None


@pytest.mark.parametrize("type_name", ["translation_of", "related_to", "part_of", terms.DISTINCT])
def test_works_that_are_related_are_never_the_same(type_name: str) -> None:
    relations = (Relation(type=type_name, target="a"),)
    assert between(work(), work("b", relations=relations)) is None
    assert between(work("b", relations=relations), work("a")) is None


def test_the_real_catalogue_has_no_duplicate_even_where_its_relations_are_left_out(starter: Catalogue) -> None:
    assert starter.duplicates() == ()
    entries = [starter[slug].with_(relations=()) for slug in starter]
    found = list(Doubles(starter.vocabulary.kinds, entries).pairs())
    assert [(one.slug, one.other) for one in found if one.relation is None] == []
    stated = {(slug, one.target): one.type for slug in starter for one in starter.relations(slug)}
    assert all((one.slug, one.other) in stated for one in found)
    assert sum(stated[one.slug, one.other] == one.relation for one in found) == 3


def test_every_work_of_the_real_catalogue_is_found_when_it_is_typed_again(starter: Catalogue) -> None:
    known = starter.doubles()
    for slug in starter:
        again = starter[slug].with_(slug="igen", identifiers=(), relations=())
        assert slug in {one.other for one in known.of(again) if one.relation is None}


def test_records_of_one_file_are_compared_with_each_other_and_thousands_in_seconds(starter: Catalogue) -> None:
    made = [
        work(f"x-{number}", title=f"Nyhedsbrev: {number % 4_990} om forebyggelse", kind="report", people=())
        for number in range(5_000)
    ]
    known, found = starter.doubles(), []
    began = process_time()
    for one in made:
        found += known.of(one)
        known.add(one)
    assert process_time() - began < 10
    assert [(one.slug, one.other) for one in found] == [(f"x-{4_990 + number}", f"x-{number}") for number in range(10)]


def test_thousands_of_works_of_one_title_take_no_time_without_end() -> None:
    known = Doubles(KINDS)
    began = process_time()
    for number in range(3_000):
        one = work(f"x-{number}", title="Nyt kursus", date=str(1400 + number % 800), people=(f"A B{number}",))
        assert known.of(one) == []
        known.add(one)
    assert process_time() - began < 20


def test_a_title_made_to_hold_a_comparison_up_does_not() -> None:
    began = process_time()
    for letters in ("-", " -", ": ", "2. ", "resumé ", "(", "æ"):
        assert between(work(), work("b", title=f"x{letters * 100_000}x")) is None
    assert process_time() - began < 5


@pytest.fixture
def doubled(kb: Catalogue, entry: MakeEntry) -> Catalogue:
    """A catalogue with two works that look the same."""
    kb.add(entry("a", title=Text(da="Veje ud"), date="2019"), entry("b", title=Text(da="VEJE UD"), date="2019"))
    return kb


def test_a_catalogue_names_the_pairs_that_may_be_the_same(doubled: Catalogue, entry: MakeEntry) -> None:
    pair = Double("a", "b", ("title", "year"))
    assert doubled.duplicates() == doubled.duplicates("a") == (pair,)
    assert doubled.duplicates(entry("c", title=Text(da="Veje ud"), date="2020")) == ()
    assert {one.other for one in doubled.duplicates(entry("c", title=Text(da="Veje ud")))} == {"a", "b"}
    with pytest.raises(UnknownRecord):
        doubled.duplicates("findes-ikke")


def test_that_two_works_differ_is_remembered_in_history_dump_and_load(doubled: Catalogue, tmp_path: Path) -> None:
    doubled.distinguish("a", "b")
    assert doubled.duplicates() == doubled.duplicates("b") == ()
    assert [one.type for one in doubled.relations("b")] == [terms.DISTINCT]
    change = doubled.history("a")[0]
    assert change.reason == "distinguish"
    doubled.distinguish("b", "a")
    assert doubled.history()[0] == change
    doubled.dump(tmp_path / "dump")
    with Catalogue.in_memory() as other:
        other.load(tmp_path / "dump")
        assert other.duplicates() == ()
    doubled.undo(change.id)
    assert len(doubled.duplicates()) == 1


def test_only_two_works_that_there_are_can_be_distinguished(doubled: Catalogue) -> None:
    for pair, error in ((("a", "x"), UnknownRecord), (("x", "a"), UnknownRecord), (("a", "a"), InvalidRecord)):
        with pytest.raises(error):
            doubled.distinguish(*pair)


def test_the_library_adds_what_it_is_given(doubled: Catalogue) -> None:
    doubled.add(make_entry("c", title=Text(da="Veje ud"), date="2019"))
    assert len(doubled.duplicates()) == 3


ADD = ("add", "news", "--title-da", "Veje ud", "--date", "2019")


@pytest.fixture
def known(cli: Cli) -> Cli:
    """The command line on a catalogue with one work."""
    with Catalogue.open(cli.home, starter=False) as kb:
        kb.put(*VOCABULARY)
        kb.put(*KINDS.values(), make_entry("a", title=Text(da="Veje ud"), date="2019"))
    return cli


def test_the_command_refuses_what_may_be_known_and_adds_what_is_said_to_differ(known: Cli) -> None:
    done = known(*ADD)
    assert (done.code, done.out) == (1, "")
    assert done.err == "Fejl: det er måske samme værk som a; er det et andet, så tilføj det med --distinct\n"
    assert known(*ADD, "--distinct").out == "veje-ud\n"
    assert known("show", "veje-ud", "--json").json["relations"][0]["type"] == terms.DISTINCT
    assert known("duplicates").out == "Ingen værker ligner hinanden.\n"


def test_the_command_proposes_a_relation_and_adds_the_work(known: Cli) -> None:
    done = known("add", "report", "--title-da", "Veje ud", lang="en")
    assert done.out == "veje-ud\n"
    assert done.err == "perhaps announced by: Veje ud (a); in common: title\n"
    assert known("duplicates", "a", lang="en").out.splitlines() == [
        "Veje ud a",
        "    perhaps announces: Veje ud (veje-ud); in common: title",
    ]
    [pair] = known("duplicates", "--json").json["duplicates"]
    assert pair == {"slug": "a", "other": "veje-ud", "by": ["title"], "relation": "announces"}
    told = known("distinguish", "a", "veje-ud")
    assert told.err == "Noteret, at a og veje-ud ikke er det samme.\n"
    assert known("duplicates", "--json").json == {"duplicates": []}


def in_terminal(home: Path, *words: str) -> "pexpect.spawn[str]":
    command = ["-m", "ncfe_kb", "--lang", "en", "--home", str(home), *words]
    return pexpect.spawn(sys.executable, command, encoding="utf-8", timeout=60)


def closed(child: "pexpect.spawn[str]") -> int | None:
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus


def test_in_a_terminal_the_command_asks(known: Cli) -> None:
    asked = in_terminal(known.home, *ADD)
    asked.expect_exact("perhaps the same work as: Veje ud (a); in common: title, year")
    asked.expect_exact("Is it another work, to be added all the same? [y/N]")
    asked.sendline("n")
    assert closed(asked) == 130
    asked = in_terminal(known.home, *ADD)
    asked.expect_exact("[y/N]")
    asked.sendline("y")
    assert closed(asked) == 0
    asked = in_terminal(known.home, "add", "event", "--title-da", "Veje ud", "--slug", "moede")
    for _ in range(2):
        asked.expect_exact("Note this relation? [Y/n]")
        asked.sendline("")
    assert closed(asked) == 0
    with Catalogue.open(known.home) as kb:
        assert sorted(kb) == ["a", "moede", "veje-ud"]
        assert [one.type for one in kb.relations("veje-ud")] == [terms.DISTINCT, "announces"]
        assert kb.duplicates() == ()
