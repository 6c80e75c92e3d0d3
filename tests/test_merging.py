"""Two entries that are one work become one: nothing of either is lost in silence, and all of it can be taken back."""

import sys
import tomllib
from pathlib import Path
from typing import Any

import pexpect
import pytest
from cli_runner import Cli
from conftest import VOCABULARY, MakeEntry, make_entry
from hypothesis import given
from hypothesis import strategies as st
from strategies import THOROUGH, entries

from ncfe_kb import (
    Catalogue,
    Contributor,
    Course,
    Entry,
    InvalidRecord,
    Series,
    Text,
    UnknownRecord,
)
from ncfe_kb.catalogue import comparing
from ncfe_kb.catalogue.uniting import TAKEN
from ncfe_kb.catalogue.uniting_lists import contributors_of_both, stated, statuses_of_both
from ncfe_kb.cli import merging_pages
from ncfe_kb.languages import fold
from ncfe_kb.models import DatedStatus, Episode, Report, Season, YearlyReport, terms
from ncfe_kb.models.identifiers import comparable
from ncfe_kb.models.report import KindCount

KEPT: dict[str, Any] = {
    "title": Text(da="Veje ud"),
    "date": "2019",
    "topics": ("nynazisme",),
    "urls": ("https://example.dk/a",),
    "contributors": ({"name": "Åse Holm", "role": "author"},),
    "identifiers": ({"scheme": "isbn", "value": "0-306-40615-2"},),
    "abstract": Text(da="Om exit."),
}
OTHER: dict[str, Any] = {
    "title": Text(da="Veje ud af ekstremisme", en="Ways out"),
    "date": "2018-11",
    "language": "da",
    "topics": ("nynazisme", "ekstremisme"),
    "urls": ("https://example.dk/b", "https://example.dk/a"),
    "contributors": (
        {"name": "Å. Holm", "role": "author", "person": "holm-aase", "affiliation": "NCFE"},
        {"name": "Bo Lund", "role": "editor"},
    ),
    "identifiers": (
        {"scheme": "isbn", "value": "978-0-306-40615-7"},
        {"scheme": "doi", "value": "10.1002/berj.3677"},
    ),
    "former_slugs": ("c",),
    "statuses": ({"status": "in_preparation", "date": "2018"}, {"status": "published", "date": "2018-11-08"}),
}


@pytest.fixture
def two(kb: Catalogue) -> Catalogue:
    """A catalogue with two entries of one work, and records that refer to the second one."""
    kb.add(make_entry("a", **KEPT), make_entry("b", **OTHER))
    kb.add(make_entry("summary", relations=({"type": "summary_of", "target": "b"},)))
    kb.add(Course(id="kursus", theme=Text(da="Tema"), catalogues=("a", "b")))
    kb.add(Season(catalogue="b", label=Text(da="forår 2019")))
    counted = KindCount(kind="news", works=("b", "summary"))
    kb.add(YearlyReport(year=2019, report=Report(source="x", language="da", counts_by_kind=(counted,))))
    return kb


def test_the_kept_one_is_filled_from_the_other_and_lists_are_united(two: Catalogue) -> None:
    done = two.merge("a", "b")
    merged = two["a"]
    assert done.merged == merged
    assert set(two) == {"a", "summary"}
    assert merged.title == Text(da="Veje ud", en="Ways out")
    assert merged.alternative_titles == (Text(da="Veje ud af ekstremisme"),)
    assert (merged.date, merged.language, merged.abstract) == ("2019", "da", Text(da="Om exit."))
    assert merged.topics == ("nynazisme", "ekstremisme")
    assert merged.urls == ("https://example.dk/a", "https://example.dk/b")
    assert merged.contributors == (
        Contributor(name="Åse Holm", role="author", person="holm-aase", affiliation="NCFE"),
        Contributor(name="Bo Lund", role="editor"),
    )
    assert [one.value for one in merged.identifiers] == ["0-306-40615-2", "10.1002/berj.3677"]
    assert [(one.status, one.date) for one in merged.statuses] == [
        ("in_preparation", "2018"),
        ("published", "2018-11-08"),
    ]


def test_what_referred_to_the_other_refers_to_the_kept_one(two: Catalogue) -> None:
    done = two.merge("a", "b")
    assert [one.target for one in two["summary"].relations] == ["a"]
    assert [one.type for one in two.relations("a")] == ["has_summary"]
    assert [type(one) for one in done.followers] == [Entry, Course, Season, YearlyReport]
    assert [one for one in two.doctor() if one.is_wrong] == []
    account = two.report(2019)
    assert [line.named for line in account.kinds if line.kind == "news"] == [("a", "summary")]


def test_old_slugs_lead_to_the_kept_one_in_both_views_and_are_taken(two: Catalogue, entry: MakeEntry) -> None:
    two.merge("a", "b")
    for view in (two, two.public):
        assert view["b"].slug == view["c"].slug == "a"
        assert "b" in view
    assert two["a"].former_slugs == ("c", "b")
    with pytest.raises(ValueError, match="“b” is taken already"):
        two.add(entry("b"))
    assert [hit.slug for hit in two.search("ekstremisme", limit=None)] == ["a"]


def test_the_history_goes_back_to_both(kb: Catalogue, entry: MakeEntry) -> None:
    kb.add(entry("a"), reason="a made")
    kb.add(entry("c"), reason="c made")
    kb.rename("c", "b")
    kb.merge("a", "b")
    told = ["merge", "rename", "c made", "a made"]
    for slug in ("a", "b", "c"):
        assert [one.reason for one in kb.history(slug)] == told


def test_a_merge_is_one_change_that_is_taken_back_exactly(two: Catalogue, tmp_path: Path) -> None:
    two.dump(tmp_path / "before.jsonl")
    changes = len(two.history())
    two.merge("a", "b", take=TAKEN)
    assert len(two.history()) == changes + 1
    two.undo(two.history(limit=1)[0].id)
    two.dump(tmp_path / "after.jsonl")
    assert (tmp_path / "after.jsonl").read_bytes() == (tmp_path / "before.jsonl").read_bytes()
    assert [hit.slug for hit in two.search("ekstremisme", limit=None)] == ["b", "a"]


@pytest.mark.parametrize(
    ("take", "expected"),
    [
        ("date", {"date": "2018-11"}),
        ("title", {"title": OTHER["title"], "alternative_titles": (Text(da="Veje ud"),)}),
        ("abstract", {"abstract": Text(da="Om exit.")}),
        ("language", {"language": "da"}),
    ],
)
def test_a_field_of_the_other_one_can_be_taken(two: Catalogue, take: str, expected: dict[str, object]) -> None:
    merged = two.merge("a", "b", take=[take]).merged
    assert {name: getattr(merged, name) for name in expected} == expected


def test_a_dry_run_tells_the_same_and_changes_nothing(two: Catalogue) -> None:
    before = two.history(), list(two)
    told = two.merge("a", "b", dry_run=True)
    assert (two.history(), list(two)) == before
    assert two.merge("a", "b") == told


def test_what_is_given_up_is_told_field_by_field(two: Catalogue) -> None:
    found = two.merge("a", "b", dry_run=True)
    rows = {row.field: row for row in found.rows}
    assert {row.field: row.lost for row in found.lost} == {"date": ("2018-11",), "contributors": ("Å. Holm",)}
    assert {name: rows[name].choice for name in ("kind", "date", "language", "topics", "identifiers")} == {
        "kind": "same",
        "date": "kept",
        "language": "other",
        "topics": "other",
        "identifiers": "both",
    }
    assert "genre.da" not in rows
    assert found.new_titles == (Text(da="Veje ud af ekstremisme"),)


def test_the_two_are_not_related_to_each_other_nor_is_anything_said_twice(kb: Catalogue, entry: MakeEntry) -> None:
    def to(*targets: tuple[str, str]) -> tuple[dict[str, str], ...]:
        return tuple({"type": type_name, "target": target} for type_name, target in targets)

    kb.put(*(entry(slug) for slug in "abcde"))
    kb.put(entry("a", relations=to(("distinct_from", "b"), ("summary_of", "c"), ("part_of", "d"))))
    kb.put(entry("b", relations=to(("related_to", "a"), ("summary_of", "c"), ("follows", "e"))))
    kb.put(entry("d", relations=to(("has_part", "b"), ("has_part", "a"))))
    kb.put(entry("e", relations=to(("followed_by", "a"))))
    found = kb.merge("a", "b")
    assert [(one.type, one.target) for one in kb["a"].relations] == [("summary_of", "c"), ("part_of", "d")]
    assert kb["d"].relations == ()
    assert [one.type for one in kb["e"].relations] == ["followed_by"]
    assert [row.lost for row in found.rows if row.field == "relations"] != [()]
    assert [one for one in kb.doctor() if one.check == "relations"] == []


@pytest.mark.parametrize("pair", [("a", "a"), ("a", "old"), ("old", "a")])
def test_a_work_cannot_be_merged_with_itself(kb: Catalogue, entry: MakeEntry, pair: tuple[str, str]) -> None:
    kb.add(entry("old"))
    kb.rename("old", "a")
    with pytest.raises(InvalidRecord, match="is the same entry; give the slugs of two"):
        kb.merge(*pair)


def test_works_and_fields_that_are_not_known_are_refused(two: Catalogue) -> None:
    for pair in (("a", "x"), ("x", "a")):
        with pytest.raises(UnknownRecord, match="“x”"):
            two.merge(*pair)
    with pytest.raises(InvalidRecord, match=r"“slug” is not known here; it is one of kind, title"):
        two.merge("a", "b", take=["slug", "date"])
    assert set(two) == {"a", "b", "summary"}


def test_an_old_slug_may_be_given(two: Catalogue) -> None:
    assert two.merge("a", "c").other.slug == "b"


def test_the_season_of_a_catalogue_is_kept_once(two: Catalogue, tmp_path: Path) -> None:
    two.put(Season(catalogue="a", label=Text(en="spring 2019")))
    two.merge("a", "b")
    two.dump(tmp_path / "x")
    seasons = tomllib.loads((tmp_path / "x" / "courses.toml").read_text())["season"]
    assert seasons == [{"catalogue": "a", "label": {"da": "forår 2019", "en": "spring 2019"}}]


def test_a_course_catalogue_that_is_named_in_a_report_can_be_renamed(two: Catalogue) -> None:
    two.rename("b", "nyt")
    assert [one for one in two.doctor() if one.is_wrong] == []
    assert [line.named for line in two.report(2019).kinds if line.kind == "news"] == [("nyt", "summary")]


def test_a_number_belongs_to_its_series(kb: Catalogue, entry: MakeEntry) -> None:
    kb.put(*(Series(id=key, title=Text(da=key)) for key in ("x", "y")))
    kb.add(entry("a", series="x"), entry("b", series="y", series_number="7"), entry("c", series_number="9"))
    assert kb.merge("a", "b", dry_run=True).merged.series_number is None
    assert kb.merge("b", "c", dry_run=True).merged.series_number == "7"
    taken = kb.merge("a", "b", take=["series"], dry_run=True).merged
    assert (taken.series, taken.series_number) == ("y", "7")


def test_an_episode_is_filled_part_by_part_and_only_an_episode_has_one(kb: Catalogue, entry: MakeEntry) -> None:
    episode: dict[str, Any] = {"kind": "podcast_episode"}
    kb.add(
        entry("a", **episode, episode={"number": 1}),
        entry("b", **episode, episode={"number": 2, "duration": 60}),
        entry("c"),
    )
    found = kb.merge("a", "b", dry_run=True)
    assert (found.merged.episode.number, found.merged.episode.duration) == (1, 60)  # type: ignore[union-attr]  # it has one
    assert [row.field for row in found.lost] == ["episode.number"]
    found = kb.merge("c", "a", dry_run=True)
    assert found.merged.episode is None
    assert "episode.number" in [row.field for row in found.lost]


def person(name: str, role: str = "author", **fields: object) -> Contributor:
    return Contributor(name=name, role=role, **fields)


@pytest.mark.parametrize(
    ("one", "other", "names"),
    [
        (person("Åse Holm"), person("Holm, Aase"), ["Åse Holm"]),
        (person("Åse Holm"), person("Å. Holm"), ["Åse Holm"]),
        (person("Åse Holm"), person("Åge Holm"), ["Åse Holm", "Åge Holm"]),
        (person("Åse Holm"), person("Åse Holm", "editor"), ["Åse Holm", "Åse Holm"]),
        (person("Åse Holm", person="x"), person("Åse Holm", person="y"), ["Åse Holm", "Åse Holm"]),
        (person("Åse Holm", person="x"), person("Aa. H. Holm", person="x"), ["Åse Holm"]),
        (person("NCFE", organisation="x"), person("Centeret", organisation="x"), ["NCFE"]),
        (person(terms.UNNAMED), person(terms.UNNAMED), [terms.UNNAMED]),
        (person("!"), person("?"), ["!", "?"]),
    ],
)
def test_people_are_compared_by_record_and_name(one: Contributor, other: Contributor, names: list[str]) -> None:
    assert [found.name for found in contributors_of_both([one], [other])] == names


def test_people_who_are_several_stay_several() -> None:
    unnamed = person(terms.UNNAMED)
    assert contributors_of_both([unnamed, unnamed], [unnamed]) == (unnamed, unnamed)
    assert len(contributors_of_both([person("Åse Holm")], [person("Å. Holm"), person("Åse Holm")])) == 2


def test_a_consent_that_was_withdrawn_stays_withdrawn() -> None:
    consents = ({"scope": "name", "withdrawn": "2020"},)
    [found] = contributors_of_both([person("Åse Holm")], [person("Åse Holm", consents=consents)])
    assert not found.is_named


def steps(*said: str) -> tuple[DatedStatus, ...]:
    return tuple(DatedStatus(status=one.partition(" ")[0], date=one.partition(" ")[2] or None) for one in said)


@pytest.mark.parametrize(
    ("first", "then", "together"),
    [
        ((), ("planned 2018", "published 2017"), ("planned 2018", "published 2017")),
        (("published",), ("published 2019",), ("published 2019",)),
        (("published 2019",), ("published",), ("published 2019",)),
        (("planned 2017", "published 2019"), ("completed 2018",), ("planned 2017", "completed 2018", "published 2019")),
        (("in_preparation 2018",), ("published 2019",), ("published 2019", "in_preparation 2018")),
        (("published 2019",), ("withdrawn",), ("withdrawn", "published 2019")),
    ],
)
def test_statuses_stand_by_date_and_the_present_one_stays(
    first: tuple[str, ...], then: tuple[str, ...], together: tuple[str, ...]
) -> None:
    assert statuses_of_both(steps(*first), steps(*then)) == steps(*together)


def check_nothing_is_lost(one: Entry, merged: Entry) -> None:
    for name in ("topics", "audience", "urls", "sources"):
        assert {*getattr(one, name)} <= {*getattr(merged, name)}
    printed = {fold(title) for text in (one.title, *one.alternative_titles) for _, title in text.each()}
    assert printed <= {fold(title) for text in merged.titles for _, title in text.each()}
    identified = {(each.scheme, comparable(each.scheme, each.value)) for each in one.identifiers}
    assert identified <= {(each.scheme, comparable(each.scheme, each.value)) for each in merged.identifiers}
    assert {stated(each) for each in one.relations} <= {stated(each) for each in merged.relations}
    people = {(each.role, each.person, each.organisation) for each in merged.contributors}
    assert {each.role for each in one.contributors} <= {role for role, _, _ in people}
    assert {each.person for each in one.contributors} <= {person for _, person, _ in people} | {None}
    assert len(merged.contributors) >= len(one.contributors)


@THOROUGH
@given(entries, entries, st.sets(st.sampled_from(TAKEN)))
def test_any_two_entries_become_a_valid_one_that_has_all_of_both_and_two_again(
    pool: Catalogue, one: Entry, other: Entry, take: set[str]
) -> None:
    other = other.with_(slug="andet")
    pointing = make_entry("haandbog", relations=({"type": "about", "target": "andet"},))
    pool.put(one, other, pointing)
    before = [pool[slug] for slug in pool]
    done = pool.merge(one.slug, "andet", take=take)
    merged = pool[one.slug]
    assert merged == pool["andet"] == done.merged == Entry(**merged.filled())
    check_nothing_is_lost(one, merged)
    check_nothing_is_lost(other, merged)
    sides = (other, one) if "statuses" in take else (one, other)
    assert merged.status == next((side.status for side in sides if side.statuses), None)
    assert done.as_dict()["kept"] == one.slug
    assert [each for each in pool.doctor() if each.is_wrong and each.check == "references"] == []
    pool.undo(pool.history(limit=1)[0].id)
    assert [pool[slug] for slug in pool] == before
    for slug in (one.slug, "andet"):
        pool.remove(slug, drop_relations=True)


@pytest.fixture
def pair(cli: Cli) -> Cli:
    """The command line on a catalogue with two entries of one work, and one that is about the second."""
    with Catalogue.open(cli.home, starter=False) as kb:
        kb.put(*VOCABULARY, make_entry("a", **KEPT), make_entry("b", **OTHER))
        kb.add(make_entry("summary", relations=({"type": "summary_of", "target": "b"},)))
    return cli


def test_the_command_shows_both_side_by_side_in_eighty_columns(pair: Cli) -> None:
    done = pair("merge", "a", "b", "--dry-run", lang="en")
    assert done.code == 0
    lines = done.out.splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[0].split() == ["a", "b", "Stays"]
    ends = {line.partition("  ")[0]: line.rpartition("  ")[2] for line in lines if "  " in line}
    assert (ends["Title, Danish"], ends["Title, English"], ends["Topics"]) == ("left", "right", "right")
    assert ends["Kind"] == "news item"
    assert lines[-4:] == [
        "Given up: Date: November 2018",
        "Given up: People: Å. Holm",
        "Becomes another title: Veje ud af ekstremisme",
        "Refer to a then: 1 record (summary)",
    ]
    assert pair("show", "b", "--json").json["slug"] == "b"


def test_every_field_of_an_entry_has_a_label() -> None:
    parts = {name for name in Entry.model_fields if name != "episode"} - comparing.UNSEEN
    assert parts == merging_pages.FIELDS.keys()
    assert {*Episode.model_fields, "da", "en"} <= merging_pages.PARTS.keys()


def test_the_command_says_what_it_did_and_the_old_slug_leads_on(pair: Cli) -> None:
    done = pair("merge", "a", "b", "--yes", "--take", "date")
    assert (done.code, done.out) == (0, "")
    assert done.err.splitlines() == [
        "a og b er nu ét værk; “b” fører til “a”.",
        "Opgivet: Dato: 2019",
        "Opgivet: Personer: Å. Holm",
        "Bliver til en anden titel: Veje ud af ekstremisme",
        "Henviser derefter til a: 1 post (summary)",
    ]
    assert pair("show", "b").err == "“b” hedder nu “a”.\n"
    assert pair("show", "a", "--json").json["date"] == "2018-11"


def test_the_command_gives_all_of_it_as_json(pair: Cli) -> None:
    told = pair("merge", "a", "b", "--dry-run", "--json").json
    assert (told["kept"], told["other"], told["lost"]) == ("a", "b", ["date", "contributors"])
    assert told["followers"] == [{"type": "entry", "id": "summary"}]
    rows = {row["field"]: row for row in told["fields"]}
    assert rows["title.en"] == {
        "field": "title.en",
        "kept": None,
        "other": "Ways out",
        "merged": "Ways out",
        "lost": [],
        "choice": "other",
    }
    assert pair("merge", "a", "b", "--yes", "--json").json == told


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("a", "b"), 2, "Nothing was merged; add --yes to do so."),
        (("a", "a", "--yes"), 1, "a: a: is the same entry; give the slugs of two"),
        (("a", "x", "--yes"), 1, "unknown entry: “x”"),
        (("a", "b", "--yes", "--take", "slug"), 1, "“slug” is not known here; it is one of kind, title,"),
    ],
)
def test_the_command_refuses_in_one_line(pair: Cli, words: tuple[str, ...], code: int, told: str) -> None:
    done = pair("merge", *words, lang="en")
    assert (done.code, done.out) == (code, "")
    assert told in done.err
    assert len(done.err.splitlines()) == 1
    assert pair("list", lang="en").out.endswith("3 works\n")


def test_in_a_terminal_the_command_shows_and_asks(pair: Cli) -> None:
    command = ["-m", "ncfe_kb", "--lang", "en", "--home", str(pair.home), "merge", "a", "b"]
    for answer, expected in (("n", 130), ("y", 0)):
        asked = pexpect.spawn(sys.executable, command, encoding="utf-8", timeout=60)
        asked.expect_exact("Given up: Date: November 2018")
        asked.expect_exact("Make one work of these? [y/N]")
        asked.sendline(answer)
        asked.expect(pexpect.EOF)
        asked.close()
        assert asked.exitstatus == expected
    assert pair("list", lang="en").out.endswith("2 works\n")
