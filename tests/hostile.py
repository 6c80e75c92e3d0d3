"""What somebody who means harm, or a broken program, would type; and what must hold of the answer."""

import re
from collections.abc import Iterator, Sequence

import click
from cli_runner import Done

from ncfe_kb.cli.app import app

ESCAPES = "\x1b[31m\x1b]8;;https://x.dk\x1b\\her\x1b]52;c;aGVq\x07\x9b31m\x08\r\x7f"
"""Colours, a link, the clipboard, an 8-bit escape, bell, backspace, carriage return."""
TURNING = "".join(map(chr, [0x202E, 0x202A, 0x202B, 0x202D, 0x202C, 0x2066, 0x2067, 0x2068, 0x2069]))
ODD = "a\u200b\u200d\ufeff\u0301" + "e\u0301" * 30 + "\u0378 \u2028æ ﬁ Å"
"""Characters of no width, alone or many upon one letter, not assigned, or in another form than ours."""
SYNTAX = (
    "'; DROP TABLE entry; -- % _ * \" \\ NULL {0} {x.__class__} %s $(id) `id` ; | & <script>alert(1)</script> &amp;"
)
NO_TEXT = "\udcff\udcfe\ud800"
"""Bytes that are not UTF-8, as Python gives them, and half a character."""
VALUES = (
    *("", " ", "-", "--", "%", "*", '"', "\\", "NULL", "0", "-1", "1e5", "nan", "~nobody-of-that-name/x", "{0}"),
    *(SYNTAX, ESCAPES, TURNING + "abc", ODD, NO_TEXT, "\x00", "a\nb", "9" * 5_000, str(10**30), "x" * 100_000),
)

_OBEYED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def obeyed(text: str) -> list[str]:
    """Return the characters of an output that a terminal would obey, but for line ends and tabs."""
    return [f"U+{ord(one):04X}" for one in _OBEYED.findall(text)]


def check_answer(done: Done, words: Sequence[str] = ()) -> None:
    """Check that a run gave an answer, or one line that says what is wrong."""
    shown = [word[:60] for word in words], done.err[:300]
    assert done.code in {0, 1, 2}, shown
    assert "unexpected fault" not in done.err, shown
    assert not obeyed(done.out + done.err), shown
    assert len(done.err) < 2_100, shown
    if done.code and "findings" not in done.out and not done.out:
        assert done.err.startswith("Error: "), shown
        assert len(done.err.splitlines()) == 1, shown


def commands(group: click.Group = app, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield every command with its path."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name), command


USUAL = {
    "slug": "udsyn",
    "kind": "news",
    "course": "k22-grooming",
    "date": "2027-05-02",
    "prefix": "exit",
    "year": "2019",
    "change_set": "999999",
    "path": "gone/x.jsonl",
    "name": "ingen",
    "other": "hotline",
    "status": "completed",
    "to": "nyt",
    "shell": "bash",
}
"""Something sensible for each argument that must be given."""


def line_with(path: tuple[str, ...], command: click.Command, parameter: click.Parameter, value: str) -> list[str]:
    """Return the command line that gives this value to this parameter, and to the others what is usual."""
    options, arguments = [], []
    for one in command.params:
        if isinstance(one, click.Argument):
            if one is parameter:
                arguments.append(value)
            elif one.required:
                arguments.append(USUAL[str(one.name)])
        elif one is parameter:
            options.append(f"{one.opts[0]}={value}")
    return [*path, *options, "--", *arguments]
