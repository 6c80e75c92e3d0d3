"""What reaches the terminal: safe, wrapped, in colour only where a person looks at it."""

import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from ncfe_kb.progress import Progress, silent

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters and those that turn the direction of text around."""


def plain(text: str) -> str:
    """Return the text without anything that a terminal would obey."""
    return _UNSAFE.sub("", text)


def console(*, error: bool = False) -> "Console":
    """Return the terminal, or what stands in its place: no colour when piped or with NO_COLOR."""
    from rich.console import Console  # here, since --help and --version do without it

    return Console(stderr=error, highlight=False, markup=False, emoji=False)


def show(*lines: "Text | str") -> None:
    """Print lines as they are; `indented` wraps what may be too long."""
    screen = console()
    for line in lines:
        screen.print(line, soft_wrap=True)  # what is too long for the screen was wrapped before


def indented(text: "Text | str", indent: int = 0, style: str = "") -> "Text":
    """Return the text wrapped at the terminal's width, every line indented."""
    from rich.text import Text

    screen = console()
    whole = text if isinstance(text, Text) else Text(plain(text), style)
    lines = whole.wrap(screen, max(20, screen.width - indent))
    for line in lines:
        line.rstrip()
    return Text("\n").join(Text(" " * indent) + line for line in lines)


def as_json(data: dict[str, Any]) -> None:
    """Print one JSON object."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")


@contextmanager
def working(message: str) -> Iterator[Progress]:
    """Show on stderr how far something long is; nothing where nobody looks."""
    if not sys.stderr.isatty():
        yield silent
        return
    from rich.progress import Progress as Bar

    with Bar(console=console(error=True), transient=True) as bar:
        task = bar.add_task(message, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
