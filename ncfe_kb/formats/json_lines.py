"""JSON Lines: one entry a line, as `dump` writes them."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ncfe_kb.errors import Fault
from ncfe_kb.formats import Batch, Record
from ncfe_kb.formats.works import Work
from ncfe_kb.languages import Language
from ncfe_kb.messages import N_
from ncfe_kb.plain import json_of


def pieces(works: Iterable[Work]) -> Iterator[bytes]:
    """Yield the works, nothing left out."""
    rows = ({"type": "entry", **work.entry.filled()} for work in works)
    return (f"{json.dumps(row, ensure_ascii=False)}\n".encode() for row in rows)


def read(data: bytes, language: Language) -> Batch:  # noqa: ARG001 - texts say their languages
    """Return the entries; a line that says no type is one too."""
    lines = enumerate(data.split(b"\n"), 1)
    return Batch("", tuple(_record(number, line) for number, line in lines if line.strip()))


def _record(number: int, line: bytes) -> Record:
    try:
        return Record(number, line, _row(line))
    except Fault as fault:
        return Record(number, line, {}, fault)
    except (ValueError, RecursionError):
        return Record(number, line, {}, Fault(N_("is not a JSON object")))


def _row(line: bytes) -> dict[str, Any]:
    row = json_of(line)
    if not isinstance(row, dict):
        raise Fault(N_("is not a JSON object"))
    if row.pop("type", "entry") != "entry":
        raise Fault(N_("is no entry; take other records in with load"))
    return row


def again(head: Any, raws: Sequence[Any]) -> bytes:  # noqa: ARG001 - nothing stands before the entries
    """Return a file of these lines."""
    return b"".join(raw.rstrip(b"\r\n") + b"\n" for raw in raws)
