"""Somebody who works with the command line in a real terminal, and the screen that they see."""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Any

import pexpect
import pyte

_ROWS = 200


class Person:
    """One run of the command line, keys in and screen out."""

    def __init__(self, home: Path, *words: str, lang: str = "en", **environment: str) -> None:
        arguments = ["-m", "ncfe_kb", "--lang", lang, "--home", str(home), *words]
        # A pseudo-terminal answers nobody who asks where its cursor is.
        env: Any = {**os.environ, "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1", **environment}
        self.screen = pyte.Screen(80, _ROWS)
        self.stream = pyte.Stream(self.screen)
        self.raw = ""
        self.child = pexpect.spawn(sys.executable, arguments, encoding="utf-8", dimensions=(_ROWS, 80), env=env)

    @property
    def seen(self) -> str:
        return "\n".join(line.rstrip() for line in self.screen.display).rstrip()

    def waits(self, holds: Callable[[], bool], for_: str) -> None:
        deadline = monotonic() + 30
        while not holds():
            assert monotonic() < deadline, f"{for_} is not on the screen:\n{self.seen}"
            with suppress(pexpect.TIMEOUT):
                self.raw += (new := self.child.read_nonblocking(65_536, timeout=1))
                self.stream.feed(new)

    def sees(self, *texts: str) -> None:
        for text in texts:
            self.waits(lambda wanted=text: wanted in self.seen, text)

    def is_asked(self, line: str) -> None:
        """Wait until the cursor stands in a line that begins so."""
        self.waits(lambda: self.screen.display[self.screen.cursor.y].startswith(line), line)

    def types(self, keys: str) -> None:
        self.child.send(keys)

    def answers(self, label: str, typed: str = "") -> None:
        self.is_asked(f"{label}:")
        self.types(f"{typed}\r")

    def fills(self, labels: list[str], answers: dict[str, str]) -> None:
        for label in labels:
            self.answers(label, answers.get(label, ""))

    def ends(self) -> int | None:
        with suppress(pexpect.EOF):
            self.waits(lambda: False, "the end")
        self.child.close()
        return self.child.exitstatus

    def plays(self, lines: list[str]) -> int | None:
        """Type what a shown screen says was typed, line for line, and return the status at the end."""
        typed = -1
        with suppress(pexpect.EOF):
            while True:
                self.waits(
                    lambda last=typed: self.screen.cursor.y > last and self._is_at_prompt(lines), "the next line"
                )
                typed, column = self.screen.cursor.y, self.screen.cursor.x
                self.types(lines[typed][column:] + "\r")
        self.child.close()
        return self.child.exitstatus

    def _is_at_prompt(self, lines: list[str]) -> bool:
        row, column = self.screen.cursor.y, self.screen.cursor.x
        shown = self.screen.display[row][:column].rstrip()
        return shown.endswith(":") and row < len(lines) and lines[row][:column].rstrip() == shown
