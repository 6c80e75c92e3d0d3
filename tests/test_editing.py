"""The command edit: by options or from a file, one work or many."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
from cli_runner import Cli
from conftest import VOCABULARY, complete
from hostile import VALUES, check_answer, commands

from ncfe_kb import Catalogue, Series, Text

COMMAND = dict(commands())[("edit",)]


@pytest.fixture
def ready(cli: Cli) -> Cli:
    """The command line on a home with the works a, b and c, and a text of many words in a."""
    with Catalogue.open(cli.home, starter=False) as kb:
        kb.put(*VOCABULARY, Series(id="rapporter", title=Text(da="Rapporter")))
        kb.add(complete("a", abstract=Text(da="En to tre fire fem seks syv otte ni ti elleve tolv")))
        kb.add(complete("b"), complete("c", date="2018"))
    return cli


def work(cli: Cli, slug: str = "a") -> dict[str, Any]:
    """Return what a work says now."""
    with Catalogue.open(cli.home) as kb:
        return kb[slug].filled()


def changes(cli: Cli) -> int:
    return len(cli("history", "--limit", "99", "--json").json["changes"])


def test_options_change_a_work_and_show_what_differs(ready: Cli) -> None:
    done = ready(
        "edit", "a", "--set", "title.en=News", "--add-topic", "højreekstremisme", "--remove-person", "Aase Holm"
    )
    assert done.code == 0
    assert done.out == (
        "Titel på a\n"
        "    a\n"
        "    title.en: – → News\n"
        "    topics: + hoejreekstremisme\n"
        "    contributors: - Åse Holm, author, holm-aase\n"
    )
    assert done.err == "Gemte 1 post som ændring 4; “ncfe-kb undo 4” fortryder den.\n"
    assert work(ready)["topics"] == ["hoejreekstremisme"]
    assert ready("search", "News").out.splitlines()[2] == "1.  Titel på a"
    assert ready("undo", "4", "--yes").code == 0
    assert "topics" not in work(ready)


def test_what_removes_comes_before_what_adds_so_that_one_may_be_replaced(ready: Cli) -> None:
    ready("edit", "a", "--add-topic", "ekstremisme")
    ready("edit", "a", "--add-topic", "nynazisme", "--remove-topic", "ekstremisme", "--add", "sources=årsrapporten")
    ready("edit", "a", "--add-relation", "part_of=b", "--add-url", "https://b.dk", "--clear", "date")
    assert (work(ready)["topics"], work(ready)["sources"]) == (["nynazisme"], ["årsrapporten"])
    assert (work(ready)["relations"], work(ready)["urls"]) == (
        [{"type": "part_of", "target": "b"}],
        ["https://example.org/", "https://b.dk"],
    )
    assert "date" not in work(ready)


def test_of_long_texts_only_what_differs_is_shown(ready: Cli) -> None:
    text = "En to tre fire fem seks syv 8 ni ti elleve tolv"
    done = ready("edit", "a", "--set", f"abstract.da={text}", "--dry-run")
    told = "abstract.da: … fire fem seks syv otte ni ti elleve tolv → … fire fem seks syv 8 ni ti elleve tolv"
    assert " ".join(done.out.split()).endswith(told)
    assert max(map(len, done.out.splitlines())) <= 80


def test_a_dry_run_changes_nothing(ready: Cli) -> None:
    before = changes(ready)
    assert "date: 2019 → 2020" in ready("edit", "a", "--set", "date=2020", "--dry-run").out
    assert (
        "2 værker fundet, 2 med ændringer." in ready("edit", "--where", "year:2019", "--clear", "date", "--dry-run").out
    )
    assert changes(ready) == before


def test_many_works_are_one_change(ready: Cli) -> None:
    done = ready(
        "edit", "--where", "type:nyhed år:2019", "--set", "series=Rapporter", "--yes", "--reason", "serie", lang="en"
    )
    assert done.out.endswith("2 works found, 2 with changes.\n")
    assert done.err == "Saved 2 entries as change 4; “ncfe-kb undo 4” takes it back.\n"
    assert [work(ready, slug).get("series") for slug in "abc"] == ["rapporter", "rapporter", None]
    assert ready("history", "--json").json["changes"][0]["reason"] == "serie"
    again = ready("edit", "--where", "type:nyhed år:2019", "--set", "series=Rapporter", "--yes", lang="en")
    assert (again.out, again.err) == ("2 works found, 0 with changes.\n", "Nothing was changed.\n")


def test_json_gives_the_differences(ready: Cli) -> None:
    done = ready("edit", "a", "--set", "date=2020", "--json")
    differences = [{"field": "date", "before": "2019", "after": "2020"}]
    assert done.json == {"amendments": [{"slug": "a", "differences": differences}], "change": 4}
    many = ready("edit", "--where", "nothing", "--set", "date=2020", "--json", "--dry-run")
    assert many.json == {"amendments": [], "change": None}


WRONG = [
    ((), 2, "angiv enten et id eller --where", "give either a slug, or --where"),
    (("a", "--where", "kind:news", "--clear", "date"), 2, "angiv enten et id", "give either a slug"),
    (("--where", "kind:news"), 2, "sig, hvad der skal rettes", "say what to change"),
    (("a",), 2, "uden en terminal åbnes ingen editor", "without a terminal no editor opens"),
    (("a", "--file", "x.toml", "--clear", "date"), 2, "--file er hele teksten", "--file is the whole text"),
    (("--where", "kind:news", "--clear", "date"), 2, "tilføj --yes", "add --yes"),
    (
        ("--where", "kind:news", "--clear", "date", "--json"),
        2,
        "tilføj --yes eller --dry-run",
        "add --yes, or --dry-run",
    ),
    (("a", "--set", "title.en"), 1, "skriv NAVN=VÆRDI", "write NAME=VALUE"),
    (("a", "--set", "titel.da=x"), 1, "ukendt felt: “titel.da”; mente du title.da", "did you mean title.da"),
    (("a", "--set", "status=held"), 1, "ændres med status, publish eller withdraw", "is changed with status, publish"),
    (("d", "--clear", "date"), 1, "ukendt post: “d”", "unknown entry: “d”"),
    (("a", "--file", "gone.toml"), 1, "gone.toml kan ikke læses", "gone.toml cannot be read"),
    (("a", "--add-relation", "part_of"), 1, "skriv NAVN=VÆRDI", "write NAME=VALUE"),
]


@pytest.mark.parametrize(("words", "code", "danish", "english"), WRONG, ids=lambda value: str(value)[:40])
def test_what_is_wrong_is_one_line_and_changes_nothing(
    ready: Cli, words: tuple[str, ...], code: int, danish: str, english: str
) -> None:
    before = changes(ready)
    for lang, expected in (("da", danish), ("en", english)):
        done = ready("edit", *words, lang=lang)
        assert (done.code, len(done.err.splitlines())) == (code, 1)
        assert expected in done.err
    assert changes(ready) == before


def test_a_file_gives_the_whole_text(ready: Cli, tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text('slug = "a"\nkind = "nyhed"\ntopics = ["far right"]\n[title]\nda = "Ny"\n')
    done = ready("edit", "a", "--file", str(file))
    assert (done.code, done.out) == (1, "")
    assert done.err == f"Fejl: {file}: statuses: ændres med status, publish eller withdraw\n"
    file.write_text('statuses = [{ status = "published" }]\n' + file.read_text())
    assert ready("edit", "a", "--file", str(file)).code == 0
    assert work(ready) == {
        "slug": "a",
        "kind": "news",
        "title": {"da": "Ny"},
        "topics": ["hoejreekstremisme"],
        "statuses": [{"status": "published"}],
    }


def run(home: Path, *words: str, text: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ncfe_kb", "--home", str(home), "--lang", "en", *words],
        input=text,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_text_may_come_from_standard_input(ready: Cli) -> None:
    with Catalogue.open(ready.home) as kb:
        text = kb.text_of(kb["a"])
    done = run(ready.home, "edit", "a", "--file", "-", text=text.replace("2019", "2020"))
    assert (done.returncode, work(ready)["date"]) == (0, "2020")
    assert run(ready.home, "edit", "a", "--file", "-", text="kind = [").stderr.startswith("Error: -: ")


def test_who_is_slow_to_give_a_text_keeps_nobody_else_waiting(ready: Cli) -> None:
    command = [sys.executable, "-m", "ncfe_kb", "--home", str(ready.home), "-v", "edit", "a", "--file", "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as slow:
        assert slow.stderr is not None
        assert "Opening the catalogue" in slow.stderr.readline()
        for year in range(2000, 2010):
            assert ready("edit", "b", "--set", f"date={year}").code == 0
        slow.communicate("kind = 1")
    assert slow.returncode == 1


def test_edits_of_several_processes_at_once_are_all_kept(ready: Cli) -> None:
    command = [sys.executable, "-m", "ncfe_kb", "--home", str(ready.home), "edit", "a", "--add"]
    children = [
        subprocess.Popen([*command, f"sources=kilde-{number}"], stdout=subprocess.DEVNULL) for number in range(4)
    ]
    assert [child.wait() for child in children] == [0] * 4
    assert {*work(ready)["sources"]} == {f"kilde-{number}" for number in range(4)}


OPTIONS = [one.opts[0] for one in COMMAND.params if isinstance(one, click.Option) and not one.is_flag]


@pytest.mark.slow
@pytest.mark.parametrize("option", OPTIONS)
def test_no_value_of_an_option_is_more_than_an_answer_or_one_line(ready: Cli, option: str) -> None:
    kept = work(ready, "b")
    for value in VALUES:
        start = () if option == "--where" else ("a",)
        for words in ((f"{option}={value}", "--clear=date"), (f"{option}=title.da={value}",)):
            check_answer(ready("edit", *start, *words, "--dry-run", lang="en"), words)
        check_answer(ready("edit", *start, f"{option}=sources={value}", "--yes", "--json", lang="en"))
    assert work(ready, "b") == kept
    assert ready("doctor", "--json").code == 0
