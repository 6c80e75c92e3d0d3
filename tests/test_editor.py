"""A work in a real editor in a real terminal: saved, shown again with its faults, left, or kept."""

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pexpect
import pytest

from ncfe_kb import Catalogue, Text

Terminal = Callable[..., tuple[int, str]]


@pytest.fixture
def terminal(home: Path, tmp_path: Path) -> Terminal:
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
            ["-m", "ncfe_kb", "--home", str(home), "--lang", lang, "edit", *words],
            env={**settings, "NO_COLOR": "1", "PYTHON": sys.executable, "KB": str(home)},
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


def test_what_is_changed_in_the_editor_is_saved_as_one_change(
    sound: Catalogue, terminal: Terminal, tmp_path: Path
) -> None:
    before = len(sound.history())
    status, shown = terminal(f'sed -i s/2019/2020/ "$2"; stat -c %a "$2" "$(dirname "$2")" > {tmp_path}/modes')
    assert status == 2  # without a work
    status, shown = terminal(f'sed -i s/2019/2020/ "$2"; stat -c %a "$2" "$(dirname "$2")" > {tmp_path}/modes', "a")
    assert status == 0, shown
    assert "    date: 2019 → 2020\n" in shown
    assert "Saved 1 entry as change 2; “ncfe-kb undo 2” takes it back." in shown
    assert (sound["a"].date, len(sound.history())) == ("2020", before + 1)
    assert (tmp_path / "modes").read_text() == "600\n700\n"
    assert list((tmp_path / "kept here").iterdir()) == []


def test_a_fault_is_shown_where_it_stands_until_it_is_mended(
    sound: Catalogue, terminal: Terminal, tmp_path: Path
) -> None:
    seen = tmp_path / "seen"
    script = f"""
    if grep -q '2019-13' "$2"; then cp "$2" {seen}; sed -i s/2019-13/2019-12/ "$2"
    elif grep -q '2019-12' "$2"; then cp "$2" {seen}2; sed -i s/kid/kind/ "$2"
    else sed -i -e 's/"2019"/"2019-13"/' -e 's/^kind/kid/' "$2"; fi"""
    status, shown = terminal(script, "a", lang="da")
    assert status == 0, shown
    assert sound["a"].date == "2019-12"
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
    sound: Catalogue, terminal: Terminal, tmp_path: Path, script: str, status: int, told: str
) -> None:
    before = len(sound.history())
    done, shown = terminal(script, "a")
    assert (done, len(sound.history()), list((tmp_path / "kept here").iterdir())) == (status, before, [])
    assert told in shown


def test_who_gives_up_on_a_fault_finds_the_text_and_can_go_on(
    sound: Catalogue, terminal: Terminal, tmp_path: Path
) -> None:
    before = len(sound.history())
    status, shown = terminal("""grep -q '#!' "$2" || sed -i 's/"2019"/"igår"/' "$2" """, "a", lang="da")
    (file,) = kept(tmp_path)
    assert (status, len(sound.history())) == (1, before)
    assert "date: “igår” er ikke en dato" in shown
    assert "Det, du skrev, ligger i" in shown
    assert str(file) in "".join(shown.split("\n")).replace("'", "")
    assert (file.stat().st_mode & 0o777, "#!" in file.read_text()) == (0o600, False)
    file.write_text(file.read_text().replace("igår", "2020"))
    sound.amend(sound.amendment_from(sound["a"], file.read_bytes()))
    assert sound["a"].date == "2020"


def test_what_an_editor_wrote_that_failed_is_kept(sound: Catalogue, terminal: Terminal, tmp_path: Path) -> None:
    status, shown = terminal('sed -i s/2019/2020/ "$2"; exit 1', "a")
    assert (status, sound["a"].date) == (130, "2019")
    assert "stopped; nothing was changed" in shown
    assert 'date = "2020"' in kept(tmp_path)[0].read_text()


def test_a_dry_run_shows_what_would_change_and_keeps_what_was_written(
    sound: Catalogue, terminal: Terminal, tmp_path: Path
) -> None:
    status, shown = terminal('sed -i s/2019/2020/ "$2"', "a", "--dry-run")
    assert (status, sound["a"].date) == (0, "2019")
    assert "date: 2019 → 2020" in shown
    assert 'date = "2020"' in kept(tmp_path)[0].read_text()


def test_ctrl_c_in_the_editor_keeps_what_was_written(sound: Catalogue, terminal: Terminal, tmp_path: Path) -> None:
    status, shown = terminal('sed -i s/2019/2020/ "$2"; echo waiting; read line', "a", answer="\x03")
    assert (status, sound["a"].date) == (130, "2019")
    assert "stopped; nothing was changed" in shown
    assert 'date = "2020"' in kept(tmp_path)[0].read_text()


def test_an_editor_that_takes_ctrl_c_itself_goes_on(sound: Catalogue, terminal: Terminal) -> None:
    script = 'trap "echo caught" INT; echo waiting; read line; sed -i s/2019/2020/ "$2"'
    status, shown = terminal(script, "a", answer="\x03\n")
    assert (status, sound["a"].date) == (0, "2020"), shown
    assert "caught" in shown


def test_a_work_that_was_changed_meanwhile_is_not_saved_over(
    sound: Catalogue, terminal: Terminal, tmp_path: Path
) -> None:
    other = '"$PYTHON" -m ncfe_kb --home "$KB" edit a --set title.en=News </dev/null >/dev/null 2>&1'
    status, shown = terminal(f'{other}; sed -i s/2019/2020/ "$2"', "a")
    assert status == 1
    assert "“a” was changed by somebody else meanwhile; nothing was saved" in shown
    assert (sound["a"].date, sound["a"].title) == ("2019", Text(da="Titel på a", en="News"))
    assert 'date = "2020"' in kept(tmp_path)[0].read_text()


@pytest.mark.parametrize(("editor", "told"), [("no-such-editor -x", "“no-such-editor -x”"), ("'quoted", "“'quoted”")])
@pytest.mark.usefixtures("sound")
def test_an_editor_that_cannot_start_is_one_line(home: Path, tmp_path: Path, editor: str, told: str) -> None:
    shown, status = pexpect.run(
        f"{sys.executable} -m ncfe_kb --home {home} --lang da edit a",
        env={**os.environ, "VISUAL": editor, "TMPDIR": str(tmp_path)},
        encoding="utf-8",
        withexitstatus=True,
    )
    assert (status, kept(tmp_path)) == (2, [])
    assert re.match(f"Fejl: editoren {re.escape(told)} kan ikke startes: ", shown)


@pytest.mark.parametrize(
    ("answer", "status", "dates"), [("y\n", 0, [None] * 3), ("n\n", 130, ["2019"] * 3), ("\x03", 130, ["2019"] * 3)]
)
def test_many_are_changed_when_that_is_agreed_to(
    sound: Catalogue, terminal: Terminal, answer: str, status: int, dates: list[str | None]
) -> None:
    done, shown = terminal("false", "--where", "year:2019", "--clear", "date", answer=answer)
    assert (done, [sound[slug].date for slug in "abc"]) == (status, dates)
    assert shown.count("    date: 2019 → –\n") == 3
    assert max(map(len, shown.split("\n"))) <= 80
