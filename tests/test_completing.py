"""What a shell is answered: from a table that follows the commands, and a private file that follows the catalogue."""

import json
import os
import shlex
import shutil
import stat
import statistics
import subprocess
import sys
from pathlib import Path

import pytest
from cli_runner import Cli
from conftest import ROOT, VOCABULARY, complete
from hostile import commands
from hypothesis import given
from hypothesis import strategies as st
from test_startup import HEAVY, modules

from ncfe_kb import Catalogue, Text, Topic
from ncfe_kb.candidates import NAME, Candidate, lines_of
from ncfe_kb.cli.app import app
from ncfe_kb.cli.completing import SHELLS
from ncfe_kb.cli.completing.finding import FILES, FREE, RECORDS, TERMS, bare
from ncfe_kb.cli.completing.quoting import quoted, split
from ncfe_kb.cli.completing.table import PATH, rows
from ncfe_kb.cli.tabulating import table_of

QUOTES = st.sampled_from(["", "'", '"'])
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Zl", "Zp")), min_size=1)


@pytest.fixture
def library(home: Path) -> Path:
    """A home with a small catalogue that nobody has completed from yet."""
    with Catalogue.open(home, starter=False) as kb:
        kb.put(*VOCABULARY, complete("exit-i-norden", title=Text(da="Veje ud", en="Ways out")))
    return home


def answer(home: Path, *words: str, shell: str = "fish", lang: str = "en", **environment: str) -> list[str]:
    """Return the lines that a shell is answered; nothing else may be said, and nothing may go wrong."""
    done = subprocess.run(
        [sys.executable, "-m", "ncfe_kb", *words],
        capture_output=True,
        text=True,
        check=True,
        env={
            **os.environ,
            "NCFE_KB_HOME": str(home),
            "NCFE_KB_LANG": lang,
            "_NCFE_KB_COMPLETE": shell,
            "PYTHONPATH": os.pathsep.join(sys.path),
            **environment,
        },
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_the_table_has_the_commands_as_they_are() -> None:
    assert PATH.read_text() == table_of(app), "run scripts/messages"


def test_the_table_has_every_command_and_option() -> None:
    known = {(row.command, name) for row in rows() for name in row.name.split(",")}
    for path, command in commands():
        for one in command.params:
            assert {(" ".join(path), name) for name in one.opts} <= known


def test_of_every_placeholder_it_is_known_what_it_stands_for() -> None:
    known = {"", *RECORDS, *TERMS, *FILES, *FREE}
    assert [row for row in rows() if "|" not in row.takes and bare(row.takes) not in known] == []


@given(WORDS, QUOTES)
def test_what_is_quoted_is_read_back_as_one_word(text: str, quote: str) -> None:
    typed = f"ncfe-kb show {quote}{quoted(text, quote)}"
    assert [word.text for word in split(typed)] == ["ncfe-kb", "show", text]
    assert split(typed)[-1].quote == quote
    if quote != '"':  # in which shlex reads fewer escapes than shells do
        assert shlex.split(typed + quote) == ["ncfe-kb", "show", text]


@given(st.text())
def test_any_line_can_be_split(line: str) -> None:
    assert line.endswith(split(line)[-1].typed)


def test_a_shell_runs_nothing_that_stands_in_a_name(tmp_path: Path) -> None:
    name = "$(touch x) `touch x`; touch x & \"'!\\ *"
    for quote in ("", "'", '"'):
        script = f"printf %s {quote}{quoted(name, quote)}{quote}"
        done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True, cwd=tmp_path)
        assert done.stdout == name
    assert list(tmp_path.iterdir()) == []


@pytest.mark.sqlite
def test_the_first_completion_keeps_what_it_found_in_a_private_file(library: Path) -> None:
    assert answer(library, "show", "ex") == ["exit-i-norden\tWays out"]
    kept = library / "index" / NAME
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700
    before = kept.stat().st_ino, kept.stat().st_mtime_ns
    assert answer(library, "show", "ex", lang="da") == ["exit-i-norden\tVeje ud"]
    assert (kept.stat().st_ino, kept.stat().st_mtime_ns) == before


@pytest.mark.sqlite
def test_the_next_completion_reads_that_file_alone(library: Path) -> None:
    answer(library, "show", "")
    typed = {"_NCFE_KB_COMPLETE": "fish", "NCFE_KB_HOME": str(library)}
    assert modules("show", "ex", **typed).isdisjoint({*HEAVY, "click", "babel"})


def test_a_change_is_completed_at_once(library: Path) -> None:
    assert answer(library, "show", "ny") == []
    with Catalogue.open(library) as kb:
        kb.add(complete("nyere"))
        assert answer(library, "show", "ny")[0].startswith("nyere\t")
        kb.rename("nyere", "nyest")
    assert answer(library, "show", "nye")[0].startswith("nyest\t")


def test_a_label_is_completed_where_the_id_does_not_begin_as_typed(library: Path) -> None:
    assert answer(library, "list", "--topic", "høj") == ["højreekstremisme\thoejreekstremisme"]
    assert answer(library, "list", "--topic", "HOEJ") == ["hoejreekstremisme\tright-wing extremism"]
    assert answer(library, "list", "--topic=far") == ["--topic=far right\thoejreekstremisme"]
    assert answer(library, "list", "--topic", "wing") == ["hoejreekstremisme\tright-wing extremism"]
    assert answer(library, "show", "veje") == ["exit-i-norden\tWays out"]


def test_a_label_that_several_share_is_completed_by_their_ids(library: Path) -> None:
    with Catalogue.open(library) as kb:
        kb.add(*(Topic(id=key, preferred_label=Text(da="Åbent emne")) for key in ("et", "to")))
    assert answer(library, "list", "--topic", "åb") == ["et\tÅbent emne", "to\tÅbent emne"]


def test_bash_gets_what_replaces_the_part_of_the_word_that_it_asks_for(library: Path) -> None:
    assert answer(library, "ncfe-kb list --topic=høj", "høj", shell="bash") == ["højreekstremisme"]
    assert answer(library, "ncfe-kb list --person Å", "Å", shell="bash") == ["Åse\\ Holm"]
    assert answer(library, 'ncfe-kb list --person "Å', '"Å', shell="bash") == ["Åse Holm"]
    assert answer(library, "ncfe-kb show veje", "veje", shell="bash") == ["exit-i-norden"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("rep",), ["report"]),
        (("--lang", "da", "person", ""), ["forget"]),
        (("index", "re"), ["rebuild"]),
        (("cite", "--style", "h"), ["harvard"]),
        (("cite", "--style=h"), ["--style=harvard"]),
        (("status", "exit-i-norden", "pl"), ["planned"]),
        (("export", "--format", "b"), ["bibtex"]),
        (("export", "--format", "data"), ["datacite", "datacite-json"]),
        (("import", "--format", "data"), []),
        (("translations", "export", "--format", ""), ["po", "xliff", "csv"]),
        (("show", "--js"), ["--json"]),
        (("show", "--", "--js"), []),
        (("show", "exit-i-norden", ""), []),
        (("distinguish", "a", "ex"), ["exit-i-norden"]),
        (("search", "exit", "høj"), ["højreekstremisme"]),
        (("add", "--title-da", ""), []),
        (("--home", ""), [""]),
        (("no-such-command", ""), []),
        (("show", "\udcff"), []),
    ],
)
def test_what_may_stand_where_the_cursor_is(library: Path, words: tuple[str, ...], expected: list[str]) -> None:
    assert [line.partition("\t")[0] for line in answer(library, *words)] == expected


def test_the_help_of_options_is_in_the_readers_language(library: Path) -> None:
    assert answer(library, "--lang", "da", "show", "--j") == ["--json\tSkriv ét JSON-objekt."]
    assert answer(library, "show", "--j") == ["--json\tPrint one JSON object."]


def test_nothing_is_said_or_made_where_there_is_no_catalogue(tmp_path: Path) -> None:
    assert answer(tmp_path / "none", "show", "") == []
    assert not (tmp_path / "none").exists()
    assert answer(tmp_path / "none", "sea")[0].startswith("search\t")


@pytest.mark.sqlite
@pytest.mark.parametrize("damage", [b"", b"\xff\xfe", b"x\ny", b"entry\tgone\tx\ty\n"])
def test_a_damaged_file_is_made_again(library: Path, damage: bytes) -> None:
    answer(library, "show", "")
    (library / "index" / NAME).write_bytes(damage)
    assert answer(library, "show", "ex") == ["exit-i-norden\tWays out"]


@pytest.mark.sqlite
def test_nothing_is_said_where_the_database_cannot_be_read(library: Path) -> None:
    (library / "catalogue.db").write_bytes(b"no database" * 1000)
    assert answer(library, "show", "ex") == []


@pytest.mark.sqlite
def test_nothing_is_said_where_the_server_does_not_answer(library: Path) -> None:
    assert answer(library, "show", "ex", NCFE_KB_DATABASE="postgresql+psycopg://nobody@127.0.0.1:1/x") == []


@pytest.mark.sqlite
def test_it_completes_where_nothing_can_be_kept(library: Path) -> None:
    shutil.rmtree(library / "index", ignore_errors=True)
    (library / "index").write_text("in the way")
    assert answer(library, "show", "ex") == ["exit-i-norden\tWays out"]


def test_what_a_terminal_would_obey_is_not_handed_out() -> None:
    assert lines_of([Candidate("person", "A\x1b[31m\u202eB\tC", ("e\u0301\n", ""))]) == ["person\tA [31m B C\té\t"]


def test_who_is_forgotten_is_not_kept_for_completion(library: Path) -> None:
    assert answer(library, "list", "--person", "Å") == ["Åse Holm\tholm-aase"]
    with Catalogue.open(library) as kb:
        kb.forget("Åse Holm")
        assert not (library / "index" / NAME).exists()
    assert answer(library, "list", "--person", "Å") == []


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_of_each_shell_is_printed(cli: Cli, shell: str) -> None:
    done = cli("completion", shell)
    assert f"_NCFE_KB_COMPLETE={shell}" in done.out
    assert not cli.home.exists()


@pytest.mark.alone
def test_a_completion_takes_less_than_one_and_a_half_times_as_long_as_loading_click() -> None:
    script = [sys.executable, str(ROOT / "scripts" / "completion.py"), "--json"]
    unmeasured = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    done = subprocess.run(script, capture_output=True, text=True, check=True, env=unmeasured)
    found = json.loads(done.stdout)
    ratios = {name: taken / found["import click"] for name, taken in found.items() if name != "after a change"}
    assert statistics.median(ratios.values()) > 0.2
    assert max(ratios.values()) < 1.5, ratios
