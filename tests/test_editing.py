"""The command edit: by options, in a real editor in a real terminal, from a file, one work or many."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pexpect
import pytest
from cli_runner import Cli
from conftest import VOCABULARY, complete
from hostile import VALUES, check_answer, commands

from ncfe_kb import Catalogue, Series, Text

COMMAND = dict(commands())[("edit",)]
Terminal = Callable[..., tuple[int, str]]


@pytest.fixture
def ready(cli: Cli) -> Cli:
    """The command line on a home with the works a, b and c, and a text of many words in a."""
    with Catalogue.open(cli.home, starter=False) as kb:
        kb.put(*VOCABULARY, Series(id="rapporter", title=Text(da="Rapporter")))
        kb.add(complete("a", abstract=Text(da="En to tre fire fem seks syv otte ni ti elleve tolv")))
        kb.add(complete("b"), complete("c", date="2018"))
    return cli


def work(cli: Cli, slug: str = "a") -> dict[str, object]:
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


# In a terminal, with editors that are small programs.


@pytest.fixture
def terminal(ready: Cli, tmp_path: Path) -> Terminal:
    """Runs edit in a terminal of 80 columns, with a shell script as the editor; answers as it is told to."""
    place = tmp_path / "kept here"
    place.mkdir()

    def run_edit(script: str, *words: str, answer: str | None = None, lang: str = "en") -> tuple[int, str]:
        editor = tmp_path / "an editor.sh"
        editor.write_text(f"#!/bin/sh\n{script}\n")
        editor.chmod(0o700)
        settings = {**os.environ, "VISUAL": "", "EDITOR": f"'{editor}' extra", "TMPDIR": str(place), "TERM": "xterm"}
        process = pexpect.spawn(
            sys.executable,
            ["-m", "ncfe_kb", "--home", str(ready.home), "--lang", lang, "edit", *words],
            env={**settings, "NO_COLOR": "1", "PYTHON": sys.executable, "KB": str(ready.home)},
            encoding="utf-8",
            timeout=60,
            dimensions=(24, 80),
        )
        asked = ""
        if answer is not None:
            process.expect(r"\[y/N\]: |\[j/N\]: |waiting")
            asked = f"{process.before}{process.after}"
            process.send(answer)
        shown = asked + process.read()
        process.close()
        return int(process.exitstatus or 0), shown.replace("\r\n", "\n")

    return run_edit


def kept(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "kept here").rglob("*.toml"))


def test_what_is_changed_in_the_editor_is_saved_as_one_change(ready: Cli, terminal: Terminal, tmp_path: Path) -> None:
    before = changes(ready)
    status, shown = terminal(f'sed -i s/2019/2020/ "$2"; stat -c %a "$2" "$(dirname "$2")" > {tmp_path}/modes')
    assert status == 2  # without a work
    status, shown = terminal(f'sed -i s/2019/2020/ "$2"; stat -c %a "$2" "$(dirname "$2")" > {tmp_path}/modes', "a")
    assert status == 0, shown
    assert "    date: 2019 → 2020\n" in shown
    assert "Saved 1 entry as change 4; “ncfe-kb undo 4” takes it back." in shown
    assert (work(ready)["date"], changes(ready)) == ("2020", before + 1)
    assert (tmp_path / "modes").read_text() == "600\n700\n"
    assert list((tmp_path / "kept here").iterdir()) == []


def test_a_fault_is_shown_where_it_stands_until_it_is_mended(ready: Cli, terminal: Terminal, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    script = f"""
    if grep -q '2019-13' "$2"; then cp "$2" {seen}; sed -i s/2019-13/2019-12/ "$2"
    elif grep -q '2019-12' "$2"; then cp "$2" {seen}2; sed -i s/kid/kind/ "$2"
    else sed -i -e 's/"2019"/"2019-13"/' -e 's/^kind/kid/' "$2"; fi"""
    status, shown = terminal(script, "a", lang="da")
    assert status == 0, shown
    assert work(ready)["date"] == "2019-12"
    assert "#! date: 2019-13 findes ikke i kalenderen\ndate = " in seen.read_text()
    assert "#! kid: er ikke et felt, der kendes her\nkid = " in seen.read_text()
    again = Path(f"{seen}2").read_text()
    assert "2019-13" not in again
    assert "#! kid: er ikke et felt, der kendes her\nkid = " in again


@pytest.mark.parametrize(
    ("script", "status", "told"),
    [
        ("true", 0, "Nothing was changed."),
        (': > "$2"', 0, "Nothing was changed."),
        ('echo "# only a comment" >> "$2"', 0, "Nothing was changed."),
        ('rm "$2"', 0, "Nothing was changed."),
        ("exit 3", 130, "ended with status 3."),
    ],
)
def test_a_text_that_is_left_changes_nothing_and_leaves_nothing(
    ready: Cli, terminal: Terminal, tmp_path: Path, script: str, status: int, told: str
) -> None:
    before = changes(ready)
    done, shown = terminal(script, "a")
    assert (done, changes(ready), list((tmp_path / "kept here").iterdir())) == (status, before, [])
    assert told in shown


def test_who_gives_up_on_a_fault_finds_the_text_and_can_go_on(ready: Cli, terminal: Terminal, tmp_path: Path) -> None:
    before = changes(ready)
    status, shown = terminal("""grep -q '#!' "$2" || sed -i 's/"2019"/"igår"/' "$2" """, "a", lang="da")
    (file,) = kept(tmp_path)
    assert (status, changes(ready)) == (1, before)
    assert "date: “igår” er ikke en dato" in shown
    assert "Det, du skrev, ligger i" in shown
    assert str(file) in "".join(shown.split("\n")).replace("'", "")
    assert (file.stat().st_mode & 0o777, "#!" in file.read_text()) == (0o600, False)
    file.write_text(file.read_text().replace("igår", "2020"))
    assert ready("edit", "a", "--file", str(file)).code == 0
    assert work(ready)["date"] == "2020"


def test_what_an_editor_wrote_that_failed_is_kept(ready: Cli, terminal: Terminal, tmp_path: Path) -> None:
    status, shown = terminal('sed -i s/2019/2020/ "$2"; exit 1', "a")
    assert (status, work(ready)["date"]) == (130, "2019")
    assert "stopped; nothing was changed" in shown
    assert 'date = "2020"' in kept(tmp_path)[0].read_text()


def test_ctrl_c_in_the_editor_keeps_what_was_written(ready: Cli, terminal: Terminal, tmp_path: Path) -> None:
    status, shown = terminal('sed -i s/2019/2020/ "$2"; echo waiting; read line', "a", answer="\x03")
    assert (status, work(ready)["date"]) == (130, "2019")
    assert "stopped; nothing was changed" in shown
    assert 'date = "2020"' in kept(tmp_path)[0].read_text()


def test_a_work_that_was_changed_meanwhile_is_not_saved_over(ready: Cli, terminal: Terminal, tmp_path: Path) -> None:
    other = '"$PYTHON" -m ncfe_kb --home "$KB" edit a --set title.en=News </dev/null >/dev/null 2>&1'
    status, shown = terminal(f'{other}; sed -i s/2019/2020/ "$2"', "a")
    assert status == 1
    assert "“a” was changed by somebody else meanwhile; nothing was saved" in shown
    assert (work(ready)["date"], work(ready)["title"]) == ("2019", {"da": "Titel på a", "en": "News"})
    assert 'date = "2020"' in kept(tmp_path)[0].read_text()


@pytest.mark.parametrize(("editor", "told"), [("no-such-editor -x", "“no-such-editor -x”"), ("'quoted", "“'quoted”")])
def test_an_editor_that_cannot_start_is_one_line(ready: Cli, tmp_path: Path, editor: str, told: str) -> None:
    shown, status = pexpect.run(
        f"{sys.executable} -m ncfe_kb --home {ready.home} --lang da edit a",
        env={**os.environ, "VISUAL": editor, "TMPDIR": str(tmp_path)},
        encoding="utf-8",
        withexitstatus=True,
    )
    assert (status, kept(tmp_path)) == (2, [])
    assert re.match(f"Fejl: editoren {re.escape(told)} kan ikke startes: ", shown)


@pytest.mark.parametrize(
    ("answer", "status", "dates"), [("y\n", 0, [None, None]), ("n\n", 130, ["2019"] * 2), ("\x03", 130, ["2019"] * 2)]
)
def test_many_are_changed_when_that_is_agreed_to(
    ready: Cli, terminal: Terminal, answer: str, status: int, dates: list[str | None]
) -> None:
    done, shown = terminal("false", "--where", "year:2019", "--clear", "date", answer=answer)
    assert (done, [work(ready, slug).get("date") for slug in "ab"]) == (status, dates)
    assert shown.count("    date: 2019 → –\n") == 2
    assert max(map(len, shown.split("\n"))) <= 80


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
