"""Works that are added from TOML: from a file, or from standard input."""

import subprocess
import sys
from pathlib import Path

import pytest
from cli_runner import Cli
from conftest import VOCABULARY, make_entry

from ncfe_kb import Catalogue, InvalidFile, InvalidRecord, Text, UnknownRecord

ONE = """
kind = "nyhed"
title = { da = "Nye veje" }
topics = ["neo-Nazism"]
series = "Noter"
contributors = [{ name = "Aase Holm", role = "author" }]
"""
TWO = '[[entry]]\nkind = "news"\ntitle = { da = "Et" }\n[[entry]]\nkind = "news"\ntitle = { da = "To" }\n'


@pytest.fixture
def known(kb: Catalogue) -> Catalogue:
    kb.add(make_entry("veje-ud", title=Text(da="Veje ud"), date="2019"))
    return kb


def test_labels_become_ids_and_what_is_new_is_made(known: Catalogue) -> None:
    done = known.add_from(ONE.encode())
    added = known["nye-veje"]
    assert done.entries == (added,)
    assert (added.kind, added.topics, added.series) == ("news", ("nynazisme",), "noter")
    assert added.contributors[0].person == "holm-aase"
    [change] = known.history("nye-veje")
    known.undo(change.id)
    assert "nye-veje" not in known
    assert "noter" not in known.vocabulary.series


def test_several_works_are_one_change(known: Catalogue) -> None:
    assert [entry.slug for entry in known.add_from(TWO.encode()).entries] == ["et", "to"]
    assert known.history("et") == known.history("to")


@pytest.mark.parametrize(
    ("toml", "error"),
    [
        (TWO.replace('"To"', '""'), InvalidRecord),
        (TWO + "topics = ['ingenting']\n", UnknownRecord),
        (TWO.replace('"To"', '"Veje ud"') + "date = '2019'\n", InvalidRecord),
        (TWO + "episode = { number = 1 }\n", InvalidRecord),
        ("kind = ", InvalidFile),
        ("", InvalidFile),
    ],
)
def test_one_fault_and_nothing_is_added(known: Catalogue, toml: str, error: type[Exception]) -> None:
    before = known.history()
    with pytest.raises(error):
        known.add_from(toml.encode())
    assert known.history() == before


def test_what_looks_the_same_can_be_another_one(known: Catalogue) -> None:
    [added] = known.add_from(b"kind='news'\ndate='2019'\ntitle={da='Veje ud'}", distinct=True).entries
    assert [(one.type, one.target) for one in added.relations] == [("distinct_from", "veje-ud")]


@pytest.fixture
def staff(cli: Cli) -> Cli:
    with Catalogue.open(cli.home, starter=False) as kb:
        kb.add(*VOCABULARY)
    return cli


def test_the_command_takes_a_file(staff: Cli, tmp_path: Path) -> None:
    place = tmp_path / "entry.toml"
    place.write_text(ONE)
    done = staff("add", "--file", str(place), lang="en")
    assert (done.code, done.out) == (0, "nye-veje\n")
    assert done.err == "New series: noter\n"
    mixed = staff("add", "--file", str(place), "--title-da", "X", lang="en")
    assert mixed.code == 2
    assert "leave the other options out" in mixed.err
    assert staff("add", "--file", str(tmp_path / "none.toml"), lang="en").code == 1


def test_the_command_takes_standard_input(staff: Cli) -> None:
    command = [sys.executable, "-m", "ncfe_kb", "--home", str(staff.home), "add", "nyhed", "--file", "-"]
    toml = ONE.replace('kind = "nyhed"\n', "")
    done = subprocess.run(command, input=toml, capture_output=True, text=True, check=False)
    assert done.stdout == "nye-veje\n", done.stderr


def test_only_an_episode_has_sound(staff: Cli) -> None:
    done = staff("add", "nyhed", "--title-da", "Lyd", "--sound", "https://example.org/a.mp3", lang="en")
    assert done.err == "Error: episode: only a podcast episode has this\n"
