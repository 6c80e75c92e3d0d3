"""What reaches the terminal: safe, wrapped, in colour only where a person looks at it."""

import json
import os
import re
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from shutil import get_terminal_size
from typing import Any

import click

from ncfe_kb.progress import Progress, silent

Parts = list[tuple[str, str]]
"""A text in parts, each with the name of its style."""

_STYLES: dict[str, dict[str, Any]] = {
    "": {},
    "strong": {"bold": True},
    "faint": {"dim": True},
    "match": {"bold": True, "fg": "yellow"},
}
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, those that turn the direction of text around, and bytes that are no text."""
_LONGEST = 2_000
_BREAKS = str.maketrans("\n\t\u2028\u2029", "    ")
_PIECES = re.compile(r"\s+|\S+")


def plain(text: str) -> str:
    """Return the text in one line, without anything that a terminal would obey."""
    return _UNSAFE.sub("", text.translate(_BREAKS))


def shortened(text: str) -> str:
    """Return what is told in one line: what was typed may be a whole book."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …"


def part(text: str, style: str = "") -> Parts:
    """Return a text in one style."""
    return [(plain(text), style)]


def width(text: str) -> int:
    """Return how many columns a text takes: East Asian wide characters two, combining ones none."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return len(text) + wide - sum(unicodedata.combining(character) != 0 for character in text)


def wrapped(parts: Parts, indent: int = 0, lead: str = "", *, spare: int = 0) -> list[Parts]:
    """Return the text in lines that fit the terminal with columns to spare, indented, the first one after its lead.

    A word that is longer than a line is broken, but for an address.
    """
    room = max(20, get_terminal_size().columns - indent - spare)
    lines: list[Parts] = [[]]
    used = 0
    for word in (piece for whole in _words(parts) for piece in _fitting(whole, room)):
        needed = sum(width(text) for text, _ in word)
        if used and used + 1 + needed > room:
            lines.append([])
            used = 0
        lines[-1] += [(" ", ""), *word] if used else word
        used += needed + (1 if used else 0)
    starts = [f"{lead:<{indent}}", *[" " * indent] * (len(lines) - 1)]
    return [[(start, ""), *line] for start, line in zip(starts, lines, strict=True)]


def _words(parts: Parts) -> Iterator[Parts]:
    """Yield the words; one may have several styles, as a compound of which a half is marked."""
    word: Parts = []
    for text, style in parts:
        for piece in _PIECES.findall(text):
            if not piece.isspace():
                word.append((piece, style))
            elif word:
                yield word
                word = []
    if word:
        yield word


def _fitting(word: Parts, room: int) -> Iterator[Parts]:
    """Yield a word, in pieces where it is longer than a line; an address is left whole."""
    whole = "".join(text for text, _ in word)
    if width(whole) <= room or "://" in whole:
        yield word
        return
    piece: Parts = []
    for text, style in word:
        rest = text
        while rest:
            free = room - sum(width(each) for each, _ in piece)
            if piece and width(rest[0]) > free:
                yield piece
                piece, free = [], room
            head = head_of(rest, free)
            piece.append((head, style))
            rest = rest[len(head) :]
    yield piece


def head_of(text: str, columns: int) -> str:
    """Return the beginning of a text that fits so many columns, at least one character of it."""
    used = 0
    for place, letter in enumerate(text):
        used += width(letter)
        if place and used > columns:
            return text[:place]
    return text


def show(*lines: Parts) -> None:
    """Print lines; without colour where nobody looks, or with NO_COLOR."""
    color = False if os.environ.get("NO_COLOR") else None
    for line in lines:
        click.echo("".join(click.style(text, **_STYLES[style]) if style else text for text, style in line), color=color)


def write(text: str) -> None:
    """Print a text as it stands, in lines, but for what a terminal would obey."""
    sys.stdout.write(_UNSAFE.sub("", text))


def as_json(data: dict[str, Any]) -> None:
    """Print one JSON object; what a terminal would obey, or cannot show, stands as an escape."""
    is_narrow = "utf" not in (sys.stdout.encoding or "utf-8").lower()
    text = json.dumps(data, ensure_ascii=is_narrow, indent=2)
    sys.stdout.write(_UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n")


@contextmanager
def working(message: str) -> Iterator[Progress]:
    """Show on stderr how far something long is; nothing where nobody looks."""
    if not sys.stderr.isatty():
        yield silent
        return
    with click.progressbar(length=1, label=message, file=sys.stderr) as bar:

        def tell(done: int, total: int) -> None:
            bar.length = max(1, total)
            bar.update(done - bar.pos)

        yield tell
