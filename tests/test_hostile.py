"""Whatever comes in by the command line or the library: an answer or one clear line, and nothing is lost."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import click
import pytest
from cli_runner import Cli
from conftest import MakeEntry
from hostile import ESCAPES, NO_TEXT, SYNTAX, TURNING, VALUES, check_answer, commands, line_with, obeyed
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ncfe_kb import Catalogue, Entry, Results, Text
from ncfe_kb.errors import CatalogueError, InvalidRecord

COMMANDS = dict(commands())
APART = {"init", "restore", "load", "undo", "serve"}
"""Commands that make or change whole catalogues, or that would go on for ever."""


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    cli = Cli(tmp_path_factory.mktemp("shared") / "home")
    cli("init")
    return cli


@pytest.fixture
def aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A working folder of its own for what a command line writes."""
    (tmp_path / "aside").mkdir()
    monkeypatch.chdir(tmp_path / "aside")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LANGUAGE", "en")


@pytest.mark.sqlite
@pytest.mark.slow
@pytest.mark.usefixtures("aside")
@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_no_value_of_any_option_or_argument_is_more_than_an_answer_or_one_line(
    shared: Cli, home: Path, path: tuple[str, ...]
) -> None:
    place = home if path[0] in {"init", "restore"} else shared.home
    for parameter in COMMANDS[path].params:
        for value in VALUES:
            words = line_with(path, COMMANDS[path], parameter, value)
            check_answer(shared(*words, lang="en", home=place), words)
    for value in VALUES:
        ended = ("--port=0",) if path == ("serve",) else ()  # what is right would be served
        check_answer(shared(*path, *ended, f"--{value}", lang="en", home=place), (*path, value))
    assert shared("index", "status", "--json").json["entries"] >= 134
    assert shared("doctor").code == 0


@pytest.mark.slow
@pytest.mark.usefixtures("aside")
@settings(deadline=None, max_examples=200, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_mixture_of_options_is_more_than_an_answer_or_one_line(shared: Cli, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from([path for path in COMMANDS if COMMANDS[path].params and path[0] not in APART]))
    words = st.sampled_from(VALUES) | st.text(st.characters(exclude_categories=[]), max_size=8)
    line = list(path)
    for parameter in data.draw(st.lists(st.sampled_from(COMMANDS[path].params), max_size=4)):
        value = data.draw(words)
        line.append(f"{parameter.opts[0]}={value}" if isinstance(parameter, click.Option) else value)
    check_answer(shared(*line, lang="en"), line)


@pytest.mark.usefixtures("aside")
@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_no_home_language_or_command_is_more_than_an_answer_or_one_line(shared: Cli, value: str) -> None:
    check_answer(shared(value, lang="en"))
    check_answer(shared("kinds", lang=value)) if value.strip() else None
    if value not in {"", " "}:
        check_answer(shared("init", "--empty", home=Path(value), lang="en"))


def test_what_is_typed_does_not_reach_the_terminal_as_it_is(shared: Cli) -> None:
    for words in (
        ("search", ESCAPES),
        ("search", TURNING),
        ("search", NO_TEXT, "--json"),
        ("search", ESCAPES, "--json"),
    ):
        done = shared(*words)
        assert (done.code, obeyed(done.out)) == (0, [])
    assert shared("search", ESCAPES + TURNING + NO_TEXT, "--json").json["query"] == ESCAPES + TURNING + NO_TEXT
    assert "værker for “en to”" in shared("search", "en\nto").out.splitlines()[0]


@pytest.mark.parametrize("field", ["title-da", "title-en", "abstract-da", "abstract-en", "series"])
def test_a_control_character_in_a_text_is_named_with_its_field(shared: Cli, field: str) -> None:
    done = shared("add", "news", "--title-da", "x", f"--{field}", "rød\x1b[31m", lang="en")
    assert (done.code, done.out) == (1, "")
    assert f"{field.replace('-', '.')}" in done.err
    assert done.err.endswith("contains the control character U+001B; remove it\n")


def bytes_run(home: Path, *words: bytes, **environment: bytes) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "ncfe_kb", "--home", str(home), "--lang", "en", *words],
        env={**os.environb, **{os.fsencode(name): value for name, value in environment.items()}},
        capture_output=True,
        check=False,
    )


def test_bytes_that_are_no_text_are_answered_in_a_real_process_too(shared: Cli, tmp_path: Path) -> None:
    odd = b"\xff\xfe\x9b31m\x1b[31m"
    for words in (
        [b"search", odd],
        [b"search", odd, b"--json"],
        [b"show", odd],
        [b"history", odd],
        [b"add", b"news", b"--title-da", odd],
        [b"add", b"news", b"--title-da", b"x", b"--slug", odd],
        [b"load", os.fsencode(tmp_path) + b"/" + odd],
        [b"--" + odd],
    ):
        done = bytes_run(shared.home, *words)
        assert done.returncode in {0, 1, 2}
        assert b"fault" not in done.stderr
        assert not obeyed((done.stdout + done.stderr).decode())  # and it is UTF-8


def test_a_name_in_another_encoding_and_a_terminal_without_our_letters_stop_nobody(cli: Cli) -> None:
    cli("init", "--empty")
    cli("load", str(Path(__file__).parent.parent / "catalog" / "kinds.toml"))
    done = bytes_run(cli.home, b"add", b"news", b"--title-da", "Ærø".encode(), LOGNAME=b"\xff\x1b[31m")
    assert (done.returncode, done.stdout) == (0, b"aeroe\n")
    assert cli("history", "--limit", "1", "--json").json["changes"][0]["by"] == "?\x1b[31m"
    assert not obeyed(cli("history").out)
    done = bytes_run(cli.home, b"search", b"aeroe", PYTHONIOENCODING=b"latin-1")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"1 work for ?aeroe?\n\n1.  \xc6r\xf8 ")
    done = bytes_run(cli.home, b"search", b"aeroe", b"--json", PYTHONIOENCODING=b"ascii")
    assert json.loads(done.stdout)["hits"][0]["title"]["value"] == "Ærø"


def narrowed(name: str, kb: Catalogue, value: str) -> Results:
    chosen: dict[str, Any] = {name: (value,)}
    return kb.search("exit", **chosen)


READS: dict[str, Callable[[Catalogue, str], object]] = {
    "search": lambda kb, value: kb.search(value).as_dict(),
    "public search": lambda kb, value: kb.public.search(value, group=True, sort="title").as_dict(),
    "complete": lambda kb, value: kb.complete(value),
    "get": lambda kb, value: kb[value],
    "contains": lambda kb, value: value in kb,
    "public contains": lambda kb, value: value in kb.public,
    "similar": lambda kb, value: kb.similar(value),
    "relations": lambda kb, value: kb.relations(value),
    "history": lambda kb, value: kb.history(value),
    "remove": lambda kb, value: kb.remove(value),
    "course": lambda kb, value: kb.course(value),
    "audience of courses": lambda kb, value: kb.courses(audience=value),
    "season of courses": lambda kb, value: kb.courses(season=value),
    "day of courses": lambda kb, value: kb.courses(upcoming=True, as_of=value),
    "series of one": lambda kb, value: kb.series(value),
    "public series of one": lambda kb, value: kb.public.series(value),
    "remove a course": lambda kb, value: kb.remove_course(value),
    "session on a day": lambda kb, value: kb.change_session("k22-grooming", value),
    "session at a place": lambda kb, value: kb.remove_session("k22-grooming", "2019", at=value),
    **{
        name: partial(narrowed, name)
        for name in ("kinds", "topics", "years", "languages", "series", "people", "facets")
    },
    "load": lambda kb, value: kb.load(f"gone/{value}"),
    "restore": lambda _, value: Catalogue.restore(f"gone/{value}", f"{value}\0"),
    "exists": lambda _, value: Catalogue.exists(value),
    "backup": lambda kb, value: kb.backup(f"gone/{value}"),
    "dump": lambda kb, value: kb.dump(f"{value}\0"),
}
NEVER_REFUSED = {"search", "public search", "complete", "contains", "public contains", "history", "exists"}


def said(ask: Callable[[], object]) -> str:
    """Return what is said when this is asked, which is what the library documents or nothing."""
    try:
        ask()
    except CatalogueError as error:
        return str(error)
    return "answered"


@pytest.mark.usefixtures("aside")
@pytest.mark.parametrize("read", READS)
def test_the_library_answers_or_raises_what_it_says(starter: Catalogue, read: str) -> None:
    for value in (*VALUES, "x" * 1_000_000, "ord " * 100_000, '"' * 10_000, "(" * 10_000, '"a ' * 5_000):
        if read in NEVER_REFUSED:
            READS[read](starter, value)
        else:
            assert said(partial(READS[read], starter, value))


@pytest.mark.parametrize("number", [0, -1, 2**63, 10**30, -(10**30)])
def test_no_number_is_too_great_or_too_small(starter: Catalogue, number: int) -> None:
    assert starter.search("exit", limit=number).total == starter.search("exit", page=number).total
    assert starter.search("", limit=None, page=number).total == len(starter)
    assert len(starter.complete("e", limit=number)) <= 200
    assert isinstance(starter.similar("udsyn", limit=number), tuple)
    assert len(starter.history(limit=number)) == (number > 0)
    for ask in (starter.change, starter.undo):
        with pytest.raises(CatalogueError, match="unknown change"):
            ask(number)


def test_a_text_with_half_a_character_is_refused_by_name() -> None:
    with pytest.raises(InvalidRecord, match="slug: “\udcff” is not an id"):
        Entry(slug="\udcff", kind="news", title=Text(da="x"))


def test_what_is_shown_on_a_page_is_escaped_and_does_not_turn_it_around(kb: Catalogue, entry: MakeEntry) -> None:
    text = f"{SYNTAX} {TURNING} radikalisering"
    kb.add(entry("vaerk", title=Text(da=text), abstract=Text(da=text)))
    (hit,) = kb.search("radikalisering").as_dict()["hits"]
    for html in (hit["title"]["marked"], hit["snippet"]["value"]):
        assert "<mark>radikalisering</mark>" in html
        assert "<script" not in html
        assert "&lt;script&gt;" in html
        assert not set(TURNING) & set(html)
    assert kb["vaerk"].title.da == text
