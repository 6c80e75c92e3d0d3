"""Where nothing can be written, or somebody else is writing, searches answer from what is there."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cli_runner import Cli
from conftest import VOCABULARY, make_entry

from ncfe_kb import Catalogue
from ncfe_kb.search.whoosh_places import PATIENCE
from ncfe_kb.storage.database import PATIENCE as BUSY_TIMEOUT

# The superuser may write everywhere, unless that power is taken away.
POWERLESS = ["setpriv", "--bounding-set=-dac_override"] if os.geteuid() == 0 else []
HOLD_DATABASE = """
import sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1] + "/catalogue.db", isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
time.sleep(float(sys.argv[2]))
connection.execute("COMMIT")
"""
HOLD_INDEX = """
import fcntl, sys, time
with open(sys.argv[1] + "/index/lock", "w") as lock:
    fcntl.flock(lock, fcntl.LOCK_EX)
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""
CHANGE_AND_SEARCH = """
import sys
from conftest import make_entry
from ncfe_kb import Catalogue
with Catalogue.open(sys.argv[1]) as kb:
    kb.add(make_entry("b"))
    found = kb.search("titel")
    print([hit.slug for hit in found.hits], found.behind, sorted(kb))
"""


@pytest.fixture
def made(home: Path) -> Path:
    """A catalogue with one work."""
    with Catalogue.open(home, starter=False) as kb:
        kb.put(*VOCABULARY, make_entry("a"))
        assert kb.search("titel").total == 1
    return home


@contextmanager
def unwritable(*paths: Path) -> Iterator[None]:
    """Take away from all below these paths that they can be written."""
    each = [path for folder in paths for path in (folder, *folder.rglob("*"))]
    for path in each:
        path.chmod(0o500 if path.is_dir() else 0o400)
    yield
    for path in each:
        path.chmod(0o700 if path.is_dir() else 0o600)


@contextmanager
def held(program: str, home: Path, seconds: float) -> Iterator[None]:
    """Let another process hold a lock for so long, or for as long as the block takes."""
    with subprocess.Popen([sys.executable, "-c", program, str(home), str(seconds)], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        yield
        other.kill()


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*POWERLESS, sys.executable, *words], capture_output=True, text=True, check=False)


def ncfe_kb(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return run("-m", "ncfe_kb", "--lang", "en", "--home", str(home), *words)


@pytest.mark.parametrize(
    "command", [["search", "titel"], ["list"], ["show", "a"], ["history"], ["complete", "t"], ["index", "status"]]
)
def test_a_home_that_cannot_be_written_can_be_read(made: Path, command: list[str]) -> None:
    usual = ncfe_kb(made, *command)
    with unwritable(made):
        before = sorted(made.rglob("*"))
        done = ncfe_kb(made, *command)
        assert (done.returncode, done.stdout, done.stderr) == (0, usual.stdout, "")
        assert sorted(made.rglob("*")) == before


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "command", [["add", "news", "--title-da", "Nyt"], ["remove", "a"], ["undo", "1", "--yes"], ["index", "rebuild"]]
)
def test_a_home_that_cannot_be_written_is_not_changed(made: Path, command: list[str]) -> None:
    with unwritable(made):
        done = ncfe_kb(made, *command)
        assert (done.returncode, done.stdout) == (1, "")
        assert len(done.stderr.splitlines()) == 1
        assert " cannot be written: " in done.stderr
    with Catalogue.open(made) as kb:
        assert (list(kb), len(kb.history())) == (["a"], 1)
        assert [one for one in kb.doctor() if one.is_wrong] == []


@pytest.mark.parametrize("name", ["hvad nu?", "50 % ægte", "a#b&c=d"])
def test_a_folder_of_any_name_is_read_where_it_cannot_be_written(made: Path, name: str) -> None:
    home = made.rename(made.with_name(name))
    with unwritable(home):
        assert "1 work" in ncfe_kb(home, "search", "titel").stdout


@pytest.mark.sqlite
def test_a_home_that_cannot_be_written_is_read_while_its_log_is_there(made: Path) -> None:
    with Catalogue.open(made) as kb:
        kb.put(make_entry("b"))
        kb.search("titel")
        assert (made / "catalogue.db-wal").stat().st_size
        with unwritable(made):
            assert "2 works" in ncfe_kb(made, "search", "titel").stdout


def test_without_an_index_that_can_be_made_a_search_says_why(made: Path) -> None:
    (made / "index" / "current").unlink()
    with unwritable(made):
        done = ncfe_kb(made, "search", "titel")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.endswith("cannot be written: Permission denied\n")
    assert ncfe_kb(made, "search", "titel").returncode == 0


def test_an_index_that_cannot_be_written_answers_from_what_it_has(made: Path) -> None:
    environment = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    command = [*POWERLESS, sys.executable, "-c", CHANGE_AND_SEARCH, str(made)]
    with unwritable(made / "index"):
        done = subprocess.run(
            command, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": environment}
        )
    assert done.stdout == "['a'] True ['a', 'b']\n"
    with Catalogue.open(made) as kb:
        found = kb.search("titel")
        assert ({hit.slug for hit in found.hits}, found.behind) == ({"a", "b"}, False)


def test_a_change_waits_for_another_process_to_let_go_of_the_database(made: Path) -> None:
    with Catalogue.open(made) as kb, held(HOLD_DATABASE, made, 1):
        start = time.monotonic()
        kb.add(make_entry("b"))
        assert time.monotonic() - start < BUSY_TIMEOUT
        assert kb.search("titel").total == 2


@pytest.mark.sqlite
@pytest.mark.slow
def test_a_change_gives_up_where_another_process_holds_the_database_for_too_long(made: Path, cli: Cli) -> None:
    with held(HOLD_DATABASE, made, 100):
        assert cli("search", "titel").code == 0
        start = time.monotonic()
        done = cli("add", "news", "--title-da", "Nyt", lang="en")
        assert BUSY_TIMEOUT - 1 < time.monotonic() - start < BUSY_TIMEOUT * 2
    assert (done.code, done.out) == (1, "")
    assert done.err == f"Error: {made}/catalogue.db is in use by another process; try again in a moment\n"
    assert cli("add", "news", "--title-da", "Nyt").out == "nyt\n"


@pytest.mark.slow
def test_a_search_answers_from_the_last_index_while_another_process_writes_it(made: Path) -> None:
    with Catalogue.open(made) as kb:
        with held(HOLD_INDEX, made, 100):
            kb.add(make_entry("b"))
            start = time.monotonic()
            found = kb.search("titel")
            assert time.monotonic() - start < PATIENCE * 1.5
            assert ([hit.slug for hit in found.hits], found.behind) == (["a"], True)
        found = kb.search("titel")
        assert ({hit.slug for hit in found.hits}, found.behind) == ({"a", "b"}, False)
