"""A look at the catalogue finds what is wrong, where, and what to do; each check is broken once."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from cli_runner import Cli
from conftest import VOCABULARY, make_entry

from ncfe_kb import Catalogue, Contributor, Text, Topic
from ncfe_kb.catalogue import Finding, examining
from ncfe_kb.search.whoosh_index import WhooshIndex


@pytest.fixture
def sound(home: Path) -> Iterator[Catalogue]:
    """A catalogue in a folder in which nothing is wrong or worth a look."""
    with Catalogue.open(home, starter=False) as catalogue:
        author = Contributor(name="Åse Holm", role="author", person="holm-aase")
        catalogue.put(*VOCABULARY, make_entry("a", date="2019", contributors=(author,)))
        yield catalogue


def wrong(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(one.check, one.where) for one in findings if one.is_wrong]


def noted(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(one.check, one.where) for one in findings if not one.is_wrong]


def test_nothing_is_found_where_nothing_is_wrong(sound: Catalogue) -> None:
    assert sound.doctor() == ()


def test_a_catalogue_in_memory_has_no_folder_to_look_at() -> None:
    with Catalogue.in_memory(starter=True) as kb:
        assert wrong(kb.doctor()) == []


@pytest.mark.sqlite
def test_a_reference_to_nothing_is_found(sound: Catalogue, home: Path) -> None:
    with closing(sqlite3.connect(home / "catalogue.db")) as database:
        database.execute("UPDATE entry SET kind = 'nothing'")
        database.commit()
    (finding,) = sound.doctor()
    assert (finding.check, finding.where, finding.is_wrong) == ("database", "entry", True)
    assert "FOREIGN KEY kind" in str(finding.fault)


def test_a_work_that_the_index_has_not_is_found_and_mended(sound: Catalogue, home: Path) -> None:
    index = WhooshIndex(home / "index")
    state = index.state()
    assert state
    index.update([], ["a"], state)
    assert wrong(sound.doctor()) == [("index", "a")]
    assert sound.doctor(fix=True) == ()
    assert [hit.slug for hit in sound.search("titel")] == ["a"]


@pytest.mark.parametrize("folder", ["", "index"])
def test_a_folder_that_others_may_read_is_found_and_mended(sound: Catalogue, home: Path, folder: str) -> None:
    path = home / folder
    path.chmod(0o755)
    assert wrong(sound.doctor()) == [("modes", str(path))]
    assert sound.doctor(fix=True) == ()
    assert path.stat().st_mode & 0o777 == 0o700


def test_a_disk_that_is_almost_full_is_found(sound: Catalogue, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examining, "_LEAST_FREE", 10**18)
    assert wrong(sound.doctor()) == [("space", str(home))]


def test_a_label_of_two_topics_is_noted(sound: Catalogue) -> None:
    sound.put(Topic(id="andet", preferred_label=Text(da="Nynazisme")))
    (finding,) = sound.doctor()
    assert (finding.check, finding.where, finding.is_wrong) == ("labels", "nynazisme", False)
    assert str(finding.fault) == "is a label of andet, nynazisme; a search finds all of these"


def test_a_person_of_no_work_and_a_published_work_without_a_date_are_noted(sound: Catalogue) -> None:
    sound.put(make_entry("a"))
    assert noted(sound.doctor()) == [("people", "holm-aase"), ("dates", "a")]


def test_the_command_line_says_what_is_wrong_and_exits_with_it(cli: Cli) -> None:
    cli("init")
    assert cli("doctor", lang="en").code == 0
    assert cli("doctor").out.endswith("Intet er galt.\n")
    (cli.home / "index").chmod(0o755)
    found = cli("doctor", "--json")
    assert (found.code, found.json["findings"][0]["check"]) == (1, "modes")
    assert set(found.json["findings"][0]) == {"check", "where", "message", "is_wrong"}
    assert "sæt rettighederne til 0700" in " ".join(cli("doctor").out.split())
    assert cli("doctor", "--fix").code == 0
