"""The README's sessions, run as they stand there."""

import doctest
import re
from pathlib import Path

from conftest import ROOT
from shown import commands, run

from ncfe_kb import Catalogue

README = ROOT / "README.md"


def test_the_session_on_the_command_line_runs_as_shown(home: Path) -> None:
    Catalogue.open(home).close()
    shown = list(commands(README))
    assert len(shown) > 5
    for how, command, output in shown:
        run(how, command, output, home)


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
