"""The database's file: what is opened and what is refused, and many threads and processes at once."""

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from conftest import MakeEntry

from ncfe_kb import Catalogue
from ncfe_kb.errors import Busy, DamagedDatabase, NewerDatabase, NotWritable
from ncfe_kb.models import Person, Value
from ncfe_kb.storage import SQLite, Store, sqlite

WRITER = """
import sys
from pathlib import Path
from ncfe_kb.models import Person
from ncfe_kb.storage import SQLite, Store, sqlite
store = Store.open(SQLite(Path(sys.argv[1])))
print("ready", flush=True)
sys.stdin.readline()
for number in range(25):
    with store.writing("prøve") as writer:
        writer.put([Person(id=f"{sys.argv[2]}-{number}", name="Navn")])
"""
OPENER = """
import sys
from ncfe_kb import Catalogue
print("ready", flush=True)
sys.stdin.readline()
with Catalogue.open(sys.argv[1]) as kb:
    print(len(kb), kb.search("højreekstremisme").total)
"""


def person(key: str) -> Person:
    return Person(id=key, name="Navn")


def put(store: Store, *records: Value) -> None:
    with store.writing("prøve") as writer:
        writer.put(records)


def people(store: Store) -> set[str]:
    with store.reading() as reader:
        return reader.ids("person")


def run_at_once(code: str, path: Path, names: tuple[str, ...]) -> list[str]:
    """Return what the same program prints in as many processes, all of which start when all are there."""
    command = [sys.executable, "-c", code, str(path)]
    started = [
        subprocess.Popen([*command, name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for name in names
    ]
    for process in started:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    with ThreadPoolExecutor(len(started)) as pool:
        printed = list(pool.map(lambda process: process.communicate("\n", timeout=60)[0], started))
    assert [process.returncode for process in started] == [0] * len(names)
    return printed


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "catalogue.db"


@pytest.fixture
def umask() -> Iterator[None]:
    """The mask with which new files are as open as they can be."""
    before = os.umask(0)
    yield
    os.umask(before)


def test_a_new_database_gets_the_starter_once(path: Path) -> None:
    for starter in ("a", "b"):
        with closing(Store.open(SQLite(path), lambda key=starter: [person(key)])) as store:
            assert people(store) == {"a"}


def test_an_empty_file_becomes_a_database(path: Path) -> None:
    path.touch()
    with closing(Store.open(SQLite(path))) as store:
        assert people(store) == set()


@pytest.mark.parametrize("name", ["hvad nu?", "50 % ægte", "a#b&c=d", "'citat'", "linje\nskift", ":memory:"])
def test_a_catalogue_can_lie_in_a_folder_of_any_name(tmp_path: Path, name: str) -> None:
    with Catalogue.open(tmp_path / name, starter=False):
        assert Catalogue.exists(tmp_path / name)
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_a_database_of_a_later_version_is_refused_by_its_version(path: Path) -> None:
    Store.open(SQLite(path)).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerDatabase, match="9999") as refused:
        Store.open(SQLite(path))
    assert refused.value.path == str(path)


def test_a_database_of_another_program_is_refused_and_left_as_it_was(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE bookmarks (url)")
    before = path.read_bytes()
    with pytest.raises(DamagedDatabase, match=r"catalogue\.db"):
        Store.open(SQLite(path))
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"noget helt andet" * 500, b"SQLite format 3\0" + b"\xff" * 5_000])
def test_a_file_that_is_no_database_is_refused_and_left_as_it_was(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(DamagedDatabase, match=r"catalogue\.db"):
        Store.open(SQLite(path))
    assert path.read_bytes() == content


@pytest.mark.parametrize("kept", [0.01, 0.5, 0.9])
def test_a_database_that_was_cut_short_is_refused(path: Path, kept: float) -> None:
    Store.open(SQLite(path), lambda: [person(f"nr-{number}") for number in range(2_000)]).close()
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * kept)])
    with pytest.raises(DamagedDatabase), closing(Store.open(SQLite(path))) as store:
        people(store)


@pytest.mark.parametrize("name", ["fil", "fil/home", "fil/dybt/home"])
def test_a_home_below_a_file_cannot_be_written(tmp_path: Path, name: str) -> None:
    (tmp_path / "fil").write_text("mit")
    with pytest.raises(NotWritable, match="fil"):
        Catalogue.open(tmp_path / name)
    assert (tmp_path / "fil").read_text() == "mit"


def test_a_database_where_a_folder_stands_cannot_be_written(path: Path) -> None:
    path.mkdir()
    with pytest.raises(NotWritable, match=r"catalogue\.db"):
        Store.open(SQLite(path))


@pytest.mark.usefixtures("umask")
def test_a_home_and_its_index_are_for_their_owner_alone(home: Path, entry: MakeEntry) -> None:
    with Catalogue.open(home) as kb:
        kb.add(entry())
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in (home, home / "index")] == [0o700, 0o700]


def test_two_handles_see_each_others_writes(path: Path) -> None:
    with closing(Store.open(SQLite(path))) as one, closing(Store.open(SQLite(path))) as other:
        put(one, person("a"))
        put(other, person("b"))
        assert people(one) == people(other) == {"a", "b"}


def test_a_reader_sees_one_state_whatever_is_written_meanwhile(path: Path) -> None:
    with closing(Store.open(SQLite(path))) as one, closing(Store.open(SQLite(path))) as other:
        with one.reading() as reader:
            assert reader.last_change().number == 0
            put(other, person("a"))
            assert reader.ids("person") == set()
        assert people(one) == {"a"}


def test_a_write_gives_up_as_busy_where_another_process_does_not_end_its_own(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "PATIENCE", 0.1)
    with closing(Store.open(SQLite(path))) as store, closing(sqlite3.connect(path, isolation_level=None)) as slow:
        slow.execute("BEGIN IMMEDIATE")
        with pytest.raises(Busy, match=r"catalogue\.db"):
            put(store, person("a"))
        assert people(store) == set()
        slow.execute("ROLLBACK")
        put(store, person("a"))
        assert people(store) == {"a"}


@pytest.mark.parametrize("is_in_memory", [False, True])
def test_threads_that_write_at_once_lose_nothing(path: Path, *, is_in_memory: bool) -> None:
    expected = {f"{thread}-{number}" for thread in "ab" for number in range(25)}
    with closing(Store.open(SQLite(None if is_in_memory else path))) as store:

        def write(thread: str) -> None:
            for number in range(25):
                put(store, person(f"{thread}-{number}"))

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(write, "ab"))
        assert people(store) == expected
        with store.reading() as reader:
            assert sorted(change.record for change in reader.changes_after(0)) == sorted(expected)


def test_processes_that_write_at_once_lose_nothing(path: Path) -> None:
    run_at_once(WRITER, path, ("a", "b"))
    with closing(Store.open(SQLite(path))) as store:
        assert people(store) == {f"{process}-{number}" for process in "ab" for number in range(25)}


def test_processes_that_open_a_new_home_at_once_get_one_whole_starter_catalogue(home: Path) -> None:
    first, second = run_at_once(OPENER, home, ("a", "b"))
    assert first == second
    assert first.startswith("134 ")
    with Catalogue.open(home) as kb, Catalogue.in_memory(starter=True) as starter:
        assert kb.index_status().change == starter.index_status().change  # every record was put once
        assert kb.load().changed == 0
