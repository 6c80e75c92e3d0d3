"""A backup is the whole catalogue, whatever is written meanwhile; it is checked before it becomes one."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from cli_runner import Cli
from conftest import make_entry

from ncfe_kb import Catalogue, DamagedDatabase, NewerDatabase, NotReadable, NotWritable

Elsewhere = Callable[[], str | None]


@pytest.fixture
def small(home: Path, starter: Catalogue) -> Iterator[Catalogue]:
    """A catalogue in a folder with the starter's kinds and one entry."""
    with Catalogue.open(home, starter=False) as catalogue:
        catalogue.put(*starter.vocabulary.kinds.values())
        catalogue.add(make_entry("a"), reason="first")
        yield catalogue


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "backup.db"


def test_a_restored_backup_is_the_same_catalogue_history_included(
    small: Catalogue, file: Path, tmp_path: Path, elsewhere: Elsewhere
) -> None:
    small.backup(file)
    small.add(make_entry("later"))
    with Catalogue.restore(file, tmp_path / "other", database=elsewhere()) as restored:
        assert list(restored) == ["a"]
        assert restored["a"] == small["a"]
        assert restored.history() == small.history()[1:]
        assert [hit.slug for hit in restored.public.search("titel")] == ["a"]


def test_a_backup_is_its_owners_alone_and_overwrites_nothing(small: Catalogue, file: Path) -> None:
    small.backup(file)
    before = file.read_bytes()
    assert file.stat().st_mode & 0o777 == 0o600
    with pytest.raises(NotWritable):
        small.backup(file)
    assert file.read_bytes() == before


def test_a_backup_of_a_busy_catalogue_has_whole_changes_only(
    small: Catalogue, tmp_path: Path, elsewhere: Elsewhere
) -> None:
    done = threading.Event()

    def write() -> None:
        number = 0
        while not done.is_set():
            number += 1
            small.add(*(make_entry(f"w-{number}-{each}") for each in range(3)))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            small.backup(tmp_path / f"backup-{number}")
    finally:
        done.set()
        writer.join()
    for number in range(5):
        file, home = tmp_path / f"backup-{number}", tmp_path / f"home-{number}"
        with Catalogue.restore(file, home, database=elsewhere()) as restored:
            assert (len(restored) - 1) % 3 == 0
            assert restored.search(limit=None).total == len(restored)


def test_a_home_with_a_catalogue_is_left_alone(small: Catalogue, file: Path, home: Path) -> None:
    small.backup(file)
    with pytest.raises(NotWritable):
        Catalogue.restore(file, home)
    assert list(small) == ["a"]


def damage(file: Path, how: str) -> None:
    if how == "cut":
        file.write_bytes(file.read_bytes()[:20_000])
    elif how == "no database":
        file.write_text("en fil")
    elif how == "empty":
        file.write_bytes(b"")
    else:
        with closing(sqlite3.connect(file)) as database:
            database.execute(how)
            database.commit()


@pytest.mark.parametrize(
    ("how", "error"),
    [
        ("cut", DamagedDatabase),
        ("no database", DamagedDatabase),
        ("empty", DamagedDatabase),
        ("DROP TABLE alembic_version", DamagedDatabase),
        ("UPDATE status SET owner = 'nobody'", DamagedDatabase),
        ("UPDATE alembic_version SET version_num = '9999'", NewerDatabase),
    ],
)
def test_a_backup_that_is_none_is_refused_and_nothing_is_left(
    small: Catalogue, file: Path, tmp_path: Path, elsewhere: Elsewhere, how: str, error: type[Exception]
) -> None:
    small.backup(file)
    damage(file, how)
    with pytest.raises(error):
        Catalogue.restore(file, tmp_path / "other", database=elsewhere())
    assert list((tmp_path / "other").iterdir()) == []


def test_a_file_that_is_not_there_is_told(tmp_path: Path, elsewhere: Elsewhere) -> None:
    with pytest.raises(NotReadable):
        Catalogue.restore(tmp_path / "never", tmp_path / "other", database=elsewhere())


def test_a_folder_that_is_not_there_is_told(small: Catalogue, tmp_path: Path) -> None:
    with pytest.raises(NotWritable):
        small.backup(tmp_path / "no" / "folder" / "backup.db")


@pytest.mark.sqlite
def test_the_command_line_backs_up_and_restores(cli: Cli, tmp_path: Path) -> None:
    cli("init")
    file, other = str(tmp_path / "backup"), tmp_path / "other"
    assert cli("backup", file, lang="en").err == f"Backed up 134 entries to {file}.\n"
    assert cli("restore", file, home=other).err == f"Gendannede 134 poster fra {file}.\n"
    assert cli("list", "--json", home=other).json == cli("list", "--json").json
    assert cli("restore", file).code == 1
