"""The commands and their options as a table, and where in them a line of words stands."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

PATH = Path(__file__).with_name("commands.tsv")
"""The table; `scripts/messages` writes it, and a test holds it against the commands."""
COMMAND = "COMMAND"
"""What stands for the placeholder of a group's commands."""
TERMS = "="
"""What a closed vocabulary's name stands after, where a command's would stand."""


class Row(NamedTuple):
    """A command (without a name), an option, an argument, or a term of a closed vocabulary.

    `takes` is what an option or argument takes: a placeholder, choices with | between them,
    or nothing; `help` is a message id.
    """

    command: str
    name: str
    takes: str
    help: str


def rows() -> list[Row]:
    """Return the table."""
    return [Row(*line.split("\t")) for line in PATH.read_text(encoding="utf-8").splitlines()]


class Place(NamedTuple):
    """Where a line stands: the command, what is expected next, and what the line says of home and language.

    `head` is what stands before the value in the same word, as in --kind=.
    """

    command: str
    takes: str
    typed: str
    head: str
    is_option: bool
    home: str
    language: str


class Walk:
    """Reads the words of a line one by one."""

    def __init__(self, table: Sequence[Row]) -> None:
        """Stand before the first word."""
        self._options = {(row.command, name): row for row in table for name in row.name.split(",") if name[:1] == "-"}
        self._arguments = [row for row in table if row.name and row.name[0] != "-"]
        self._commands = {row.command for row in table if not row.name}
        self._given: dict[str, str] = {}
        self._command = ""
        self._number = 0
        self._waiting: Row | None = None
        self._is_over = False

    def take(self, word: str) -> None:
        """Go past a word."""
        name, _, value = word.partition("=")
        if self._waiting:
            self._give(self._waiting, word)
        elif word == "--" and not self._is_over:
            self._is_over = True
        elif word.startswith("-") and not self._is_over:
            option = self._options.get((self._command, name))
            self._waiting = option if option and option.takes and "=" not in word else None
            if option and value:
                self._given[option.name] = value
        elif (inner := f"{self._command} {word}".strip()) in self._commands:
            self._command, self._number = inner, 0
        else:
            self._number += 1

    def _give(self, option: Row, value: str) -> None:
        self._given[option.name] = value
        self._waiting = None

    def at(self, word: str) -> Place:
        """Return where the line stands at the word that is being typed."""
        name, equals, value = word.partition("=")
        home, language = self._given.get("--home", ""), self._given.get("--lang", "")
        if self._waiting:
            return Place(self._command, self._waiting.takes, word, "", False, home, language)
        if word.startswith("-") and not self._is_over:
            option = self._options.get((self._command, name))
            if equals:
                return Place(self._command, option.takes if option else "", value, f"{name}=", False, home, language)
            return Place(self._command, "", word, "", True, home, language)
        return Place(self._command, self._argument(), word, "", False, home, language)

    def _argument(self) -> str:
        """Return what the next argument takes, of which the last may be repeated; a group takes a command."""
        mine = [row.takes for row in self._arguments if row.command == self._command]
        if mine and self._number >= len(mine):
            return mine[-1] if mine[-1].endswith("...") else ""
        return mine[self._number] if mine else "" if self._number else COMMAND


def inner(table: Sequence[Row], command: str) -> Iterator[Row]:
    """Yield the commands of a group."""
    for row in table:
        if not row.name and row.command and row.command.rpartition(" ")[0] == command:
            yield row


def options(table: Sequence[Row], command: str) -> Iterator[Row]:
    """Yield the options of a command, and what every one has."""
    for row in table:
        if row.name[:1] == "-" and (row.command == command or row.name == "--help"):
            yield row


def terms(table: Sequence[Row], name: str) -> Iterator[Row]:
    """Yield the terms of a closed vocabulary."""
    return (row for row in table if row.command == TERMS + name)
