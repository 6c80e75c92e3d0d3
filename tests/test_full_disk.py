"""On a full disk every command does what it was asked, or says in one line why not and does nothing."""

import os
import re
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from conftest import VOCABULARY, make_entry

from ncfe_kb import Catalogue, Text, files

COMMANDS = {
    "search": ["search", "fælles"],
    "add": ["add", "news", "--title-da", "Nyt"],
    "remove": ["remove", "vaerk-1"],
    "undo": ["undo", "2", "--yes"],
    "load": ["load", "{folder}/works.jsonl"],
    "index rebuild": ["index", "rebuild"],
    "doctor --fix": ["doctor", "--fix"],
    "backup": ["backup", "{home}/backup.db"],
    "dump": ["dump", "{home}/dump"],
    "restore": ["--home", "{home}/other", "restore", "{folder}/backup.db"],
    "init": ["--home", "{home}/other", "init"],
}
FREE = (0, 40_000, 40_001, 100_000, 100_001, 5_000_000)
"""How many bytes a file may have, or the disk has left; where they are odd, there is no index."""
Full = Callable[[Path, int], AbstractContextManager[Callable[[], None]]]
DISK = 16_000_000


def work(number: int, **fields: Any) -> Any:
    return make_entry(f"vaerk-{number}", title=Text(da=f"Eget{number} fælles"), **fields)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a catalogue, a backup of it, and works to load."""
    folder = tmp_path_factory.mktemp("sound")
    with Catalogue.open(folder / "home", starter=False) as kb:
        kb.put(*VOCABULARY, work(0))
        kb.put(work(1), work(2))
        kb.backup(folder / "backup.db")
    abstract = Text(da=" ".join(f"ord{number}" for number in range(200)))
    files.write([work(number, abstract=abstract) for number in range(50)], folder / "works.jsonl")
    return folder


@contextmanager
def small_files(_: Path, free: int) -> Iterator[Callable[[], None]]:
    """Let no file grow beyond a size; works for everyone."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (free, resource.RLIM_INFINITY))

    yield limit


@contextmanager
def small_disk(place: Path, free: int) -> Iterator[Callable[[], None]]:
    """Fill the disk but for so many bytes."""
    (place / "filler").write_bytes(bytes(max(0, shutil.disk_usage(place).free - free)))
    yield lambda: None
    (place / "filler").unlink()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(place)]
    if os.geteuid() != 0 or shutil.which("mount") is None or subprocess.run(mount, check=False).returncode:
        pytest.skip("only the superuser can mount a disk")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def run(command: list[str], places: dict[str, Path], before: Callable[[], None]) -> subprocess.CompletedProcess[str]:
    words = [word.format(**places) for word in command]
    home = [] if "--home" in words else ["--home", str(places["home"])]
    # Coverage would keep what it sees in a file of its own, which is cut off or refused too.
    env = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    return subprocess.run(
        [sys.executable, "-m", "ncfe_kb", "--lang", "en", *home, *words],
        env=env,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=before,
    )


def contents(home: Path) -> Any:
    """Return the works and what was changed, after a look at the index and all else."""
    with Catalogue.open(home) as kb:
        assert {hit.slug for hit in kb.search(limit=None).hits} == set(kb)
        assert [one for one in kb.doctor() if one.is_wrong and one.check != "space"] == []
        return {slug: kb[slug] for slug in kb}, [one.reason for one in kb.history()]


def assert_did_it_or_said_why_not(command: str, sound: Path, place: Path, free: int, full: Full) -> bool:
    """Run a command where there is so much room; return whether it was done."""
    home = place / "home"
    shutil.copytree(sound / "home", home)
    if free % 2:
        shutil.rmtree(home / "index")
    with full(place, free) as limit:
        done = run(COMMANDS[command], {"home": home, "folder": sound}, limit)
    if done.returncode == 1 and not (command == "doctor --fix" and done.stdout):  # which may say that there is no room
        assert done.stdout == ""
        assert len(done.stderr.splitlines()) == 1
        assert re.search(r"cannot be written: (No space left on device|database or disk is full|disk I/O error"
                         r"|File too large)$", done.stderr)  # fmt: skip
    else:
        assert done.returncode in {0, 1}
    made = done.returncode == 0
    assert len(contents(home)[1]) == 2 + (made and command in {"add", "remove", "undo", "load"})
    if command in {"restore", "init"} and (home / "other").exists():
        assert len(contents(home / "other")[0]) == (134 if command == "init" or not made else 3)
    shutil.rmtree(home)
    return made


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_where_files_may_not_grow_a_command_does_all_or_nothing(sound: Path, tmp_path: Path, command: str) -> None:
    done = [assert_did_it_or_said_why_not(command, sound, tmp_path, free, small_files) for free in FREE]
    assert set(done) == {True, False}


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_on_a_full_disk_a_command_does_all_or_nothing(sound: Path, disk: Path, command: str) -> None:
    done = [assert_did_it_or_said_why_not(command, sound, disk, free, small_disk) for free in FREE]
    assert False in done
