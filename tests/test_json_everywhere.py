"""What a script relies on: `--json` gives one document, `--yes` asks nothing, and a pipe gets no colour."""

import os
import sys
from pathlib import Path

import pexpect
import pytest
from cli_runner import Cli
from hostile import commands
from test_offline import SESSION

from ncfe_kb import Catalogue

WRITES_ITSELF = {("export",), ("thesaurus",), ("completion",), ("serve",), ("translations", "export")}
"""The commands whose output is a file of its own form, and the one whose output is on the web."""
OPTIONS = {path: {name for one in command.params for name in one.opts} for path, command in commands()}
ASKING = {
    "undo": "undo 1",
    "edit": "edit --where kind:news --clear notes",
    "merge": "merge udsyn hotline",
    "person forget": "person forget larsen-chris-holmsted",
    "add": "add news --title-da 'Evaluering af hotlinen 2016-2018'",
}
"""A line for each command that would ask."""


def test_every_command_that_shows_something_can_show_it_as_json() -> None:
    assert {path for path, options in OPTIONS.items() if "--json" not in options} == WRITES_ITSELF


@pytest.mark.sqlite
def test_json_is_one_document_whatever_the_command(cli: Cli, tmp_path: Path) -> None:
    tried: set[tuple[str, ...]] = set()
    for line in SESSION:
        words = line.format(place=tmp_path).split()
        path = next((path for path in OPTIONS if any(words[at : at + len(path)] == [*path] for at in (0, 2))), None)
        if path is None or path in WRITES_ITSELF:
            cli(*words)
            continue
        done = cli(*words, *([] if "--json" in words else ["--json"]))
        assert done.code == 0 or done.out or done.err, line
        if done.out:
            assert isinstance(done.json, dict), line
            tried.add(path)
    assert tried >= OPTIONS.keys() - WRITES_ITSELF - {(*name.split(" "),) for name in TOLD}


TOLD = {"publish", "undo", "remove", "person forget"}
"""What the session above does not bring about."""


def test_what_was_done_is_told_as_json(cli: Cli) -> None:
    forgotten = cli("person", "forget", "larsen-chris-holmsted", "--yes", "--json").json
    assert {"type": "entry", "id": "postdoc-hoejreekstremisme"} in forgotten["records"]
    added = cli(
        "add", "news", "--title-da", "Nyt", "--language", "da", "--date", "2019", "--url", "https://x.dk", "--json"
    )
    assert added.json == {"slug": "nyt", "series": None}
    assert cli("publish", "nyt", "--at", "2019", "--json").json == {
        "slug": "nyt",
        "status": "published",
        "date": "2019",
    }
    last = cli("history", "--json").json["changes"][0]["id"]
    assert cli("undo", str(last), "--yes", "--json").json["reason"] == f"undo {last}"
    assert cli("remove", "nyt", "--json").json == {"slug": "nyt"}


def test_every_command_that_asks_has_yes() -> None:
    assert {" ".join(path) for path, options in OPTIONS.items() if "--yes" in options} == ASKING.keys()


@pytest.mark.parametrize("line", ASKING.values(), ids=ASKING)
def test_with_yes_nothing_is_asked(tmp_path: Path, line: str) -> None:
    Catalogue.open(tmp_path / "home").close()
    command = f"{sys.executable} -m ncfe_kb --lang en --home {tmp_path}/home {line}"
    process = pexpect.spawn(command, encoding="utf-8", timeout=60, env={**os.environ, "TERM": "xterm"})
    process.expect(r"\[(y/N|Y/n)\]")
    process.close(force=True)
    output, status = pexpect.run(f"{command} --yes --json", encoding="utf-8", timeout=60, withexitstatus=True)
    assert "[y/N]" not in output
    assert "[Y/n]" not in output
    assert status == 0 or "undo 1" in line, output


@pytest.mark.sqlite
def test_nothing_has_colour_in_a_pipe(cli: Cli, tmp_path: Path) -> None:
    for line in SESSION:
        done = cli(*line.format(place=tmp_path).split())
        assert "\x1b" not in done.out + done.err, line
