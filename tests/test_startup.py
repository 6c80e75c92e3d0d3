"""The command line starts fast: help and completion load nothing heavy, a search little beyond its libraries."""

import os
import resource
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("sqlmodel", "sqlalchemy", "whoosh", "numpy", "pydantic", "alembic", "idutils")
LOADED = "import sys; from ncfe_kb.cli import main\ntry: main(sys.argv[1:])\nexcept SystemExit: pass\n"
LOADED += "print(*sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"


def modules(*words: str, **environment: str) -> set[str]:
    """Return the top-level modules that a run has loaded when it ends."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *words],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **environment},
    )
    return set(done.stderr.splitlines()[-1].split())


@pytest.mark.parametrize(
    "words",
    [("--help",), ("--version",), ("search", "--help"), ("--lang", "da", "add", "--help"), ("report", "--help")],
)
def test_help_and_version_load_neither_database_nor_index(words: tuple[str, ...]) -> None:
    assert modules(*words).isdisjoint(HEAVY)


def test_completion_loads_neither_database_nor_index() -> None:
    typed = {"_NCFE_KB_COMPLETE": "bash_complete", "COMP_WORDS": "ncfe-kb se", "COMP_CWORD": "1"}
    assert modules(**typed).isdisjoint(HEAVY)


def test_completion_names_the_commands(tmp_path: Path) -> None:
    typed = {"_NCFE_KB_COMPLETE": "bash_complete", "COMP_WORDS": "ncfe-kb sea", "COMP_CWORD": "1"}
    done = subprocess.run(
        [sys.executable, "-c", "from ncfe_kb.cli import main; main()"],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env={**os.environ, **typed},
    )
    assert done.stdout.split() == ["plain,search"]


@pytest.mark.sqlite
def test_a_search_does_not_load_what_only_changes_need(home: Path) -> None:
    modules("--home", str(home), "init")
    assert modules("--home", str(home), "search", "exit").isdisjoint({"alembic", "idutils", "isbnlib", "tomli_w"})


def cpu_seconds(*command: str) -> float:
    """Return the processor time of a process, which a busy machine distorts less than the clock."""
    unmeasured = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=unmeasured)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@pytest.mark.sqlite
@pytest.mark.alone
def test_a_search_from_cold_stays_under_one_and_a_half_times_its_libraries(home: Path) -> None:
    search = (sys.executable, "-m", "ncfe_kb", "--home", str(home), "search", "højreekstremisme")
    libraries = (sys.executable, "-c", "import sqlmodel, whoosh.index")
    cpu_seconds(*search)  # makes the catalogue and its index
    ratios = [cpu_seconds(*search) / cpu_seconds(*libraries) for _ in range(9)]
    assert statistics.median(ratios) < 1.5
