"""`ncfe-kb report`: a year in the terminal, as data and as files."""

import os
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest
from cli_runner import Cli

from ncfe_kb.catalogue.reporting.teller import SECTIONS
from ncfe_kb.cli import reporting
from ncfe_kb.cli.tables import Table
from ncfe_kb.cli.terminal import width
from ncfe_kb.dates import FIRST_YEAR, LAST_YEAR


def run(home: Path, *words: str) -> "subprocess.CompletedProcess[bytes]":
    command = [sys.executable, "-m", "ncfe_kb", "--home", str(home), "--lang", "en", "report", "2019", *words]
    return subprocess.run(command, capture_output=True, check=False, env={**os.environ, "COLUMNS": "80"})


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize("options", [(), ("--list",)])
def test_the_report_fits_eighty_columns_in_both_languages(cli: Cli, lang: str, options: tuple[str, ...]) -> None:
    lines = cli("report", "2019", *options, lang=lang).out.splitlines()
    assert len(lines) > 200
    assert [line for line in lines if width(line) > 80] == []
    assert [line for line in lines if line != line.rstrip()] == []


def test_the_report_says_as_of_when_it_tells(cli: Cli) -> None:
    assert "Opgjort pr. 31. december 2019" in cli("report", "2019").out
    assert "As of 30 June 2019" in cli("report", "2019", "--as-of", "2019-06", lang="en").out
    assert "The year had not ended then." in cli("report", "2019", "--as-of", "2019-06", lang="en").out


def test_one_part_can_be_told_alone(cli: Cli) -> None:
    shown = cli("report", "2019", "--section", "series", lang="en").out
    assert "The year's works by series" in shown
    assert "Overview of deliverables" not in shown


def test_the_works_behind_each_number_are_named_on_demand(cli: Cli) -> None:
    shown = cli("report", "2019", "--section", "works", "--list", lang="en").out
    assert "research articles · In hand (5)" in shown
    assert all(slug in shown for slug in ("fa-friis-2020", "fa-ravndal-2019", "kk-2019-efteraar"))


def test_as_json_the_works_of_each_kind_have_their_ids(cli: Cli) -> None:
    found = cli("report", "2019", "--json").json
    works = {one["id"]: one for one in found["works"]}
    assert found["as_of"] == "2019-12-31"
    assert works["podcast_episode"]["target"] == {"least": 1, "most": 3}
    assert works["research_summary"]["published"]["works"] == ["fr-konspirationsteorier-2019", "fr-moskeer-2019"]
    assert works["news"]["target"] == {"least": 24, "means": "per_month", "a_month": 2}


@pytest.mark.parametrize("form", ["text", "markdown", "csv", "html", "svg"])
def test_the_same_day_gives_the_same_bytes_in_another_process(home: Path, form: str) -> None:
    words = ("--as-of", "2020-01-31", "--list", "--format", form)
    run(home, *words)  # makes the catalogue, and says so
    first, second = run(home, *words), run(home, *words)
    assert first.returncode == 0
    assert first.stdout == second.stdout != b""
    assert first.stderr == b""


def test_a_workbook_goes_into_a_file_or_the_extra_is_named(home: Path) -> None:
    done = run(home, "--format", "xlsx")
    if done.returncode:
        assert b"openpyxl is not installed; run: pip install 'ncfe-kb[xlsx]'" in done.stderr
    else:
        assert done.stdout.startswith(b"PK")


def test_a_workbook_is_not_thrown_at_a_person(home: Path) -> None:
    pytest.importorskip("openpyxl", reason="openpyxl is not installed: pip install 'ncfe-kb[xlsx]'")
    words = ["-m", "ncfe_kb", "--home", str(home), "--lang", "en", "report", "2019", "--format", "xlsx"]
    shown = pexpect.run(" ".join([sys.executable, *words]), timeout=60).decode()
    assert "A workbook cannot be shown here" in shown


@pytest.mark.parametrize(
    ("words", "code"),
    [(("i-fjor",), 2), (("19",), 2), (("2019", "--as-of", "i går"), 1), (("2019", "--format", "pdf"), 2)],
)
def test_what_cannot_be_told_is_refused_in_one_line(cli: Cli, words: tuple[str, ...], code: int) -> None:
    done = cli("report", *words, lang="da")
    assert (done.code, done.out) == (code, "")
    assert done.err.splitlines()[-1].startswith("Fejl: ")


def test_the_choices_of_the_command_are_those_of_the_library() -> None:
    options = {one.name: one.type for one in reporting.report.params}
    assert list(options["sections"].choices) == list(SECTIONS)  # type: ignore[attr-defined]  # click's Choice
    assert (options["year"].min, options["year"].max) == (FIRST_YEAR, LAST_YEAR)  # type: ignore[attr-defined]  # click's IntRange


def lines(*rows: tuple[str, ...], room: int) -> list[str]:
    made = Table(("Navn", "Tal"), rows, (False, True), room)
    return ["".join(text for text, _ in line) for row in rows for line in made.lines(row)]


def test_a_table_wraps_texts_and_keeps_numbers_to_the_right() -> None:
    assert lines(("en lang række ord", "7"), ("æ", "12"), room=15) == [
        "en lang       7",
        " række ord",
        "æ            12",
    ]


def test_a_table_breaks_a_word_that_is_longer_than_its_column() -> None:
    assert lines(("ordsammensætning", "7"), room=14) == ["ordsammen    7", " sætning"]


def test_a_table_measures_wide_characters() -> None:
    assert lines(("日本語", "7"), ("abc", "8"), room=80) == ["日本語    7", "abc       8"]
