"""A process that is killed at any step of any change leaves all of the change or nothing, and nothing else."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import VOCABULARY, make_entry
from tallies import TALLIES

from ncfe_kb import Catalogue, Text
from ncfe_kb.search.whoosh_index import WhooshIndex

CHILD = Path(__file__).with_name("kill_child.py")
CHANGES = {
    "add": 40,
    "merge": 50,
    "edit": 40,
    "remove": 40,
    "undo": 40,
    "load lines": 50,
    "load a file": 40,
    "several": 60,
    "rebuild": 30,
    "doctor": 50,
    "new home": 80,
    "new home with the starter": 4,
}
"""The changes of kill_child.py, and how many steps each has at least."""
STRIDES = {"doctor": 3, "new home with the starter": 401}
"""Where not every step is tried: there are many alike, and doctor changes nothing but the index."""


def killed(change: str, folder: Path) -> Iterator[Path]:
    """Yield the folders in which a process was killed, one step further on each time; none stays."""
    command = [sys.executable, str(CHILD), change, str(folder), str(STRIDES.get(change, 1))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        for line in child.stdout:
            yield folder / line.strip()
            shutil.rmtree(folder / line.strip())
    assert child.returncode == 0


def contents(kb: Catalogue, folder: Path) -> Any:
    """Return all records, and the history but for its times and numbers."""
    kb.dump(folder / "all.jsonl")
    changes = [(one.reason, kb.change(one.id)[1]) for one in kb.history()]
    return (folder / "all.jsonl").read_text(), changes


def contents_of(folder: Path) -> Any:
    if not (folder / "home").exists():
        return None
    with Catalogue.open(folder / "home") as kb:
        return contents(kb, folder)


def assert_searches_find_all(kb: Catalogue) -> None:
    found = kb.search(limit=None)
    assert ({hit.slug for hit in found.hits}, found.behind) == (set(kb), False)
    for slug in list(kb)[:20]:
        for _, title in kb[slug].title.each():
            assert slug in {hit.slug for hit in kb.search(title, limit=None).hits}


def assert_has_no_rubbish(home: Path) -> None:
    """Look whether there is one generation of the index, of one commit, and nothing else but the database."""
    assert {path.name for path in home.iterdir()} <= {"catalogue.db", "catalogue.db-shm", "catalogue.db-wal", "index"}
    (generation,) = (path for path in (home / "index").iterdir() if path.is_dir())
    assert {path.name for path in (home / "index").iterdir()} == {"current", "lock", generation.name}
    assert len(list(generation.glob("*.toc"))) == 1
    assert [path for path in generation.iterdir() if path.suffix not in {".toc", ".seg"}] == []


@pytest.mark.slow
@pytest.mark.parametrize("change", CHANGES)
def test_a_process_killed_at_any_step_leaves_a_change_whole_or_undone(change: str, tmp_path: Path) -> None:
    kills, states = 0, {}
    for folder in killed(change, tmp_path):
        kills += 1
        states = states or {name: contents_of(tmp_path / name) for name in ("before", "after")}
        with Catalogue.open(folder / "home", starter=change == "new home with the starter") as kb:
            found = contents(kb, folder)
            assert found in states.values()
            assert [one for one in kb.doctor(fix=change == "doctor") if one.is_wrong] == []
            assert_searches_find_all(kb)
            kb.put(*VOCABULARY)
            kb.add(make_entry("til-sidst", title=Text(da="Tilsidst")))
            assert [hit.slug for hit in kb.search("tilsidst").hits] == ["til-sidst"]
        assert WhooshIndex(folder / "home" / "index").damages() == ()
        assert_has_no_rubbish(folder / "home")
    assert kills >= CHANGES[change]
    TALLIES["kills by injection"][change] = kills


def test_there_are_enough_kills() -> None:
    assert sum(CHANGES.values()) >= 300
