"""TOML: entries as in the catalogue's own files, one after the other as [[entry]]."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import tomli_w

from ncfe_kb.errors import Fault
from ncfe_kb.formats import Batch, Record
from ncfe_kb.formats.works import Work
from ncfe_kb.languages import Language
from ncfe_kb.messages import N_
from ncfe_kb.plain import toml_of


def pieces(works: Iterable[Work]) -> Iterator[bytes]:
    """Yield the works, nothing left out."""
    yield again("", [work.entry.filled() for work in works])


def read(data: bytes, language: Language) -> Batch:  # noqa: ARG001 - texts say their languages
    """Return the entries, or the one that a file of `dump` holds."""
    found = toml_of(data)
    rows = found.get("entry", [found] if found else [])
    if not isinstance(rows, list) or ("entry" in found and len(found) > 1):
        raise Fault(N_("holds more than entries; take it in with load"))
    return Batch("", tuple(_record(number, row) for number, row in enumerate(rows, 1)))


def _record(number: int, row: Any) -> Record:
    if not isinstance(row, dict):
        raise Fault(N_("must be a table of fields"), where="entry")
    return Record(number, row, row)


def again(head: Any, raws: Sequence[Any]) -> bytes:  # noqa: ARG001 - nothing stands before the entries
    """Return a file of these entries."""
    return tomli_w.dumps({"entry": list(raws)}, multiline_strings=True).encode() if raws else b""
