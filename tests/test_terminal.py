"""What a person sees in a terminal: wrapped, safe, in colour only where it is wanted."""

import os
import sys
from pathlib import Path
from shutil import get_terminal_size

import pexpect
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ncfe_kb.cli.terminal import Parts, part, plain, width, wrapped

COMMAND = ["-m", "ncfe_kb", "--lang", "da"]


def texts(lines: list[Parts]) -> list[str]:
    return ["".join(text for text, _ in line) for line in lines]


@pytest.mark.parametrize(
    ("text", "columns"), [("", 0), ("ærø å", 5), ("e\u0301", 1), ("日本", 4), ("ﾊﾟ", 2), ("a日b", 4)]
)
def test_the_width_of_a_text_is_the_columns_that_it_takes(text: str, columns: int) -> None:
    assert width(text) == columns


def test_lines_are_indented_after_their_lead_and_fit_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "24")
    lines = texts(wrapped(part("Propaganda i ekstremistisk sammenhæng"), 4, "10. "))
    assert lines == ["10. Propaganda i", "    ekstremistisk", "    sammenhæng"]


def test_a_word_of_two_styles_is_not_broken_between_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    lines = texts(wrapped([("Tre udgaver af ", ""), ("online", "match"), ("-kortlægningen", "")]))
    assert lines == ["Tre udgaver af", "online-kortlægningen"]


@given(st.text(), st.integers(0, 8))
def test_wrapping_keeps_every_word(text: str, indent: int) -> None:
    words = [word for line in texts(wrapped(part(text), indent)) for word in line.split()]
    assert "".join(words) == "".join(plain(text).split())
    if max(map(width, plain(text).split()), default=0) <= get_terminal_size().columns - indent:  # none is cut
        assert words == plain(text).split()


@given(st.lists(st.text(st.sampled_from("a日e\u0301ﾊﾟ🙂æ"), min_size=1, max_size=60)), st.integers(0, 8))
def test_no_word_is_too_long_for_a_line(words: list[str], indent: int) -> None:
    lines = texts(wrapped([(word, "match") for word in words], indent))
    assert max(map(width, lines), default=0) <= get_terminal_size().columns
    assert "".join("".join(lines).split()) == "".join(words)


def test_an_address_is_left_whole() -> None:
    address = f"https://example.dk/{'x' * 200}"
    assert texts(wrapped(part(f"Se {address}"))) == ["Se", address]


@given(st.text(st.characters()))
def test_nothing_that_a_terminal_obeys_is_left(text: str) -> None:
    assert not set(plain(text)) & {"\x1b", "\x9b", "\x07", "\x00", "\u202e", "\r"}


def in_terminal(home: Path, *words: str, **environment: str) -> str:
    """Return what a run in a real terminal of 80 columns shows, as bytes to the terminal."""
    settings = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "COLUMNS"}}
    output, status = pexpect.run(
        " ".join([sys.executable, *COMMAND, "--home", str(home), *words]),
        withexitstatus=True,
        env={**settings, "TERM": "xterm", **environment},
        encoding="utf-8",
        timeout=60,
    )
    assert status == 0, output
    return str(output)


def test_a_terminal_gets_colour_and_progress_and_lines_of_its_width(home: Path, tmp_path: Path) -> None:
    shown = in_terminal(home, "search", "ekstremisme")
    assert "\x1b[33m\x1b[1m" in shown
    assert "Opretter kataloget" in shown
    plainly = in_terminal(home, "search", "ekstremisme", NO_COLOR="1")
    assert "\x1b[" not in plainly
    assert max(width(line) for line in plainly.splitlines()) <= 80
    assert "Indlæser …" in in_terminal(home, "load")
    assert "poster skrevet" in in_terminal(home, "dump", str(tmp_path / "dump"))


def test_an_import_shows_how_far_it_is(tmp_path: Path) -> None:
    file = tmp_path / "x.jsonl"
    file.write_text("".join(f'{{"kind": "nyhed", "title": {{"da": "Nyt {number}"}}}}\n' for number in range(300)))
    arguments = [*COMMAND, "--home", str(tmp_path / "home"), "import", str(file)]
    process = pexpect.spawn(sys.executable, arguments, encoding="utf-8", timeout=60, dimensions=(24, 80))
    process.expect("Importerer … .*100%")
    process.expect("300 værker tilføjet, 0 afvist")
    process.expect(pexpect.EOF)
    process.close()
    assert process.exitstatus == 0
