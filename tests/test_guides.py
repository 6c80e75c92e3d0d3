"""The guides for staff: every command as it runs, and the same ones in both languages."""

from pathlib import Path

import pytest
from conftest import ROOT
from shown import commands, run

from ncfe_kb import Catalogue

GUIDES = (ROOT / "GUIDE.da.md", ROOT / "GUIDE.en.md")


@pytest.mark.slow
@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_the_guide_runs_as_shown(guide: Path, home: Path) -> None:
    Catalogue.open(home).close()
    shown = list(commands(guide))
    assert len(shown) > 10
    for how, command, output in shown:
        run(how, command, output, home, guide.suffixes[0].removeprefix("."))


def test_both_guides_show_the_same_commands() -> None:
    first, second = ([command.split()[1] for _, command, _ in commands(guide)] for guide in GUIDES)
    assert first == second
