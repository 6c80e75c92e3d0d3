"""Faults as comments in the TOML text that has them, each above the line where it stands."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from textwrap import wrap
from typing import Final, NamedTuple

from ncfe_kb.catalogue.toml_lines import line_of, places
from ncfe_kb.errors import Fault
from ncfe_kb.i18n import Localiser

_MARK: Final = "#! "
_WIDE: Final = 78


class Marked(NamedTuple):
    """A text with its faults in it, and the lines that tell them."""

    text: str
    marks: Collection[str]


def marked(text: str, faults: Sequence[Fault], say: Localiser) -> Marked:
    """Return a text with a comment above each line that has a fault, and one at its top that says so."""
    known = places(text) if not any("line" in fault.fields for fault in faults) else {}
    lines = text.split("\n")
    above: dict[int, list[str]] = defaultdict(list)
    for fault in faults:
        above[min(_line(fault, known), len(lines))] += _comment(fault, say)
    head = say.counted(
        "{number} fault, marked with #! where it stands",
        "{number} faults, marked with #! where they stand",
        len(faults),
    )
    told = [f"{_MARK}{head}"]
    for number, line in enumerate([*lines, None]):
        told += above[number]
        told += [] if line is None else [line]
    return Marked("\n".join(told), {f"{_MARK}{head}", *(mark for marks in above.values() for mark in marks)})


def unmarked(text: str, marks: Collection[str]) -> str:
    """Return a text without the comments that told its faults."""
    return "\n".join(line for line in text.split("\n") if line.rstrip() not in marks)


def _line(fault: Fault, known: dict[str, int]) -> int:
    if "line" in fault.fields:
        return int(str(fault.fields["line"])) - 1
    return line_of(fault.where or str(fault.fields.get("field", "")), known)


def _comment(fault: Fault, say: Localiser) -> list[str]:
    """Return a fault as comments; the line that it tells is the one below these and that at the top."""
    comment = _wrapped(fault, say)
    if "line" not in fault.fields:
        return comment
    line = int(str(fault.fields["line"])) + 1 + len(comment)
    return _wrapped(Fault(fault.message, where=fault.where, **{**fault.fields, "line": line}), say)


def _wrapped(fault: Fault, say: Localiser) -> list[str]:
    return [f"{_MARK}{line}" for line in wrap(_plain(fault.render(say)), _WIDE - len(_MARK))]


def _plain(text: str) -> str:
    return "".join(character if character.isprintable() else " " for character in text)
