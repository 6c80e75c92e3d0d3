"""What the library logs: nothing that anybody sees unless they listen, and never what was typed."""

import logging
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_runner import Cli
from conftest import VOCABULARY, make_entry
from whoosh.util.filelock import FileLock

from ncfe_kb import Catalogue, Person
from ncfe_kb.catalogue import following
from ncfe_kb.storage.migrations import HEAD

LINE = re.compile(r"\d\d:\d\d:\d\d\.\d{3} (DEBUG|INFO|WARNING) ncfe_kb[.\w]*: .+")


class Listener(logging.Handler):
    """Keeps what is logged, each as its level and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(f"{record.levelname} {record.getMessage()}")

    def since(self) -> str:
        """Return what was heard since the last time, with seconds as S."""
        heard, self.heard = self.heard, []
        return re.sub(r"\d+\.\d+ s", "S s", "\n".join(heard))


@pytest.fixture
def listener() -> Iterator[Listener]:
    logger, made = logging.getLogger("ncfe_kb"), Listener()
    logger.addHandler(made)
    logger.setLevel(logging.DEBUG)
    yield made
    logger.removeHandler(made)
    logger.setLevel(logging.NOTSET)


@pytest.fixture
def kept(home: Path) -> Iterator[Catalogue]:
    """A catalogue in a folder with one work."""
    with Catalogue.open(home, starter=False) as catalogue:
        catalogue.put(*VOCABULARY, make_entry("a"))
        yield catalogue


def python(code: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a program in a process of its own."""
    return subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=True)


def command(home: Path, *words: str) -> str:
    """Run the command in a process of its own, and return what it says on stderr."""
    environment = {**os.environ, "NCFE_KB_HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-m", "ncfe_kb", *words], capture_output=True, text=True, check=True, env=environment
    )
    return done.stderr


@pytest.mark.usefixtures("kept")
def test_nothing_is_seen_unless_somebody_listens(home: Path) -> None:
    (home / "index" / "current").write_text("???")
    code = "import sys, ncfe_kb; kb = ncfe_kb.Catalogue.open(sys.argv[1]); kb.search('titel'); print(kb.doctor())"
    assert python(code, str(home)).stderr == ""
    assert command(home, "search", "titel") == ""


def test_the_library_adds_no_handler_but_one_that_does_nothing() -> None:
    code = """
import logging, ncfe_kb
with ncfe_kb.Catalogue.in_memory() as kb:
    kb.search("titel")
loggers = [logging.getLogger(name) for name in logging.root.manager.loggerDict if name.startswith("ncfe_kb")]
print(*logging.root.handlers, *{type(each).__name__ for logger in loggers for each in logger.handlers})
print(*{logger.level for logger in loggers}, all(logger.propagate for logger in loggers))
"""
    assert python(code).stdout.splitlines() == ["NullHandler", "0 True"]


@pytest.mark.usefixtures("kept")
def test_the_command_line_tells_more_the_more_it_is_asked_for_but_not_what_was_typed(home: Path) -> None:
    once = command(home, "-v", "search", "hemmeligt").splitlines()
    twice = command(home, "-vv", "search", "hemmeligt").splitlines()
    assert all(LINE.fullmatch(line) for line in (*once, *twice))
    assert {line.split()[1] for line in once} == {"INFO"}
    assert {line.split()[1] for line in twice} == {"INFO", "DEBUG"}
    assert "hemmeligt" not in "".join((*once, *twice))


def test_what_is_listened_to_ends_with_the_run(cli: Cli) -> None:
    assert LINE.search(cli("--verbose", "init").err)
    assert not LINE.search(cli("search", "exit").err)
    assert [type(each) for each in logging.getLogger("ncfe_kb").handlers] == [logging.NullHandler]


@pytest.mark.sqlite
def test_nothing_that_a_terminal_obeys_is_told(cli: Cli, tmp_path: Path) -> None:
    told = cli("-v", "init", home=tmp_path / "a\x1b[31m\nb\u202e").err
    assert "a[31m b" in told
    assert not set(told) & set("\x1b\u202e")


@pytest.mark.sqlite
def test_a_catalogue_that_is_made_and_one_that_is_opened_are_told(listener: Listener, home: Path) -> None:
    with Catalogue.open(home, starter=False):
        assert listener.since() == (
            f"INFO Making the catalogue in {home / 'catalogue.db'}\n"
            f"INFO Migrating the database from version none to {HEAD}"
        )
    with Catalogue.open(home):
        assert listener.since() == f"INFO Opening the catalogue in {home / 'catalogue.db'}"


def interrupt(kept: Catalogue) -> None:
    with kept.changes("afbrudt"):
        kept.put(make_entry("d"), make_entry("e"))
        raise RuntimeError


def test_changes_are_told_with_their_number_once_they_are_kept(listener: Listener, kept: Catalogue) -> None:
    listener.since()
    kept.add(make_entry("b"), make_entry("c"), reason="hemmeligt")
    assert listener.since() == (
        "INFO Wrote change 2, records: 2\nINFO The index caught up to change 9 in S s, entries: 2"
    )
    with pytest.raises(RuntimeError):
        interrupt(kept)
    assert listener.since() == ""


def test_a_part_that_is_taken_back_does_not_count(listener: Listener, kept: Catalogue) -> None:
    listener.since()
    with kept.changes("prøve"):
        kept.put(make_entry("b"))
        with pytest.raises(RuntimeError):
            interrupt(kept)
    assert listener.since().startswith("INFO Wrote change 2, records: 1\n")


def test_why_an_index_is_made_is_told(
    listener: Listener, kept: Catalogue, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def why() -> str:
        return "\n".join(re.findall("Making the index: (.+)", listener.since()))

    assert why() == "none can be read"
    kept.put(Person(id="ny", name="Ny"))
    assert why() == "not only entries changed"
    (home / "index" / "current").unlink()
    kept.search("titel")
    assert why() == "none can be read"
    kept.rebuild_index()
    assert why() == "that was asked for"
    monkeypatch.setattr(following, "FORMAT", "another")
    with Catalogue.open(home) as again:
        again.search("titel")
    assert why() == "the old one has another format"


def test_a_damaged_index_is_a_warning(listener: Listener, kept: Catalogue, home: Path) -> None:
    kept.close()
    for path in (home / "index").glob("*/*.seg"):
        path.write_bytes(path.read_bytes().replace(b'{"slug"', b'<"slug"'))
    listener.since()
    with Catalogue.open(home) as again:
        assert again.search("titel").total == 1
    told = listener.since().splitlines()
    warned = [line for line in told if line.startswith("WARNING")]
    assert warned
    assert all(re.match(r"WARNING The index is damaged: .*\.seg$", line) for line in warned)
    assert told[1 + len(warned)] == "INFO Making the index: none can be read"


def test_an_index_that_stays_behind_is_a_warning(
    listener: Listener, kept: Catalogue, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "PATIENCE", 0)
    lock = FileLock(str(home / "index" / "lock"))
    assert lock.acquire()
    listener.since()
    kept.add(make_entry("b"))
    lock.release()
    assert listener.since() == (
        "INFO Wrote change 2, records: 1\nWARNING The index stays behind: another process writes it"
    )


def test_a_search_is_told_in_detail_only(listener: Listener, kept: Catalogue) -> None:
    listener.since()
    kept.search("titel på")
    assert listener.since() == "DEBUG Searched in S s, works: 1"


@pytest.mark.sqlite
def test_copies_and_a_look_over_the_catalogue_are_told(listener: Listener, kept: Catalogue, tmp_path: Path) -> None:
    listener.since()
    copy, other = tmp_path / "copy", tmp_path / "other"
    kept.backup(copy)
    Catalogue.restore(copy, other).close()
    kept.doctor()
    assert listener.since() == "\n".join(
        (
            f"INFO Backed the catalogue up to {copy}",
            f"INFO Restored the catalogue in {other / 'catalogue.db'} from {copy}",
            f"INFO Opening the catalogue in {other / 'catalogue.db'}",
            "INFO Looked the catalogue over, wrong: 0, worth a look: 5",
        )
    )
