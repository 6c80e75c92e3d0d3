"""The README's sessions, run as they stand there."""

import doctest
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from conftest import ROOT

README = ROOT / "README.md"
CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)


def commands() -> list[tuple[str, str]]:
    """Return each command of the README's sessions with what it prints."""
    sessions = [session for session in CONSOLE.findall(README.read_text()) if "scripts/test" not in session]
    parts = [part for session in sessions for part in re.split(r"^\$ ", session, flags=re.MULTILINE) if part]
    return [(command, output) for command, _, output in (part.partition("\n") for part in parts)]


def test_the_session_on_the_command_line_runs_as_shown(home: Path) -> None:
    environment = {**os.environ, "NCFE_KB_HOME": str(home), "COLUMNS": "80"}
    made = subprocess.run([sys.executable, "-m", "ncfe_kb", "init"], env=environment, check=True, capture_output=True)
    assert made.stdout == b""
    shown = commands()
    assert len(shown) > 5
    for command, output in shown:
        words = shlex.split(command)
        assert words[0] == "ncfe-kb"
        done = subprocess.run(
            [sys.executable, "-m", "ncfe_kb", *words[1:]],
            env=environment,
            cwd=home.parent,
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert done.stdout == output, command


def test_the_session_in_python_runs_as_shown() -> None:
    results = doctest.testfile(str(README), module_relative=False, optionflags=doctest.IGNORE_EXCEPTION_DETAIL)
    assert results.failed == 0
    assert results.attempted > 5


def test_the_first_screen_has_the_two_commands() -> None:
    first_screen = README.read_text().splitlines()[:24]
    assert any("$ scripts/ncfe-kb search højreekstremisme" in line for line in first_screen)
    assert any("$ scripts/test" in line for line in first_screen)


def test_every_test_that_is_named_as_showing_a_promise_is_there() -> None:
    named = set(re.findall(r"`(test_[\w*]+\.py)`", (ROOT / "RELIABILITY.md").read_text()))
    assert len(named) > 20
    assert [name for name in named if not list((ROOT / "tests").glob(name))] == []
