"""CSV, for translators who use a spreadsheet: one row for each text, the target in a column of its own."""

import csv
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from ncfe_kb.errors import Fault
from ncfe_kb.formats.csv_table import bare, rows_of, safe, table
from ncfe_kb.formats.translations import Unit, Units, language_of
from ncfe_kb.languages import Language, other
from ncfe_kb.messages import N_

_STALE = "stale"
_MISSING = "missing"


def write(units: Sequence[Unit], to: Language, at: datetime) -> bytes:  # noqa: ARG001 - a table says no date
    """Return a table of units, with the names of the columns first."""
    names = ("text", "state", f"source.{other(to)}", f"target.{to}", "fingerprint")
    return table([names, *([safe(cell) for cell in _cells(unit)] for unit in units)])


def _cells(unit: Unit) -> tuple[str, ...]:
    return unit.name, _STALE if unit.is_stale else _MISSING, unit.source, unit.target, unit.fingerprint


def read(data: bytes) -> Units:
    """Return the rows; columns may stand in another order, and others beside them."""
    rows = rows_of(data)
    try:
        names = [name.strip() for name in next(rows, [])]
        to = next((name.partition(".")[2] for name in names if name.startswith("target.")), None)
        if "text" not in names or to is None:
            raise Fault(N_("must have the columns {names}"), names="text, target.en")
        return Units(language_of(to), tuple(_units(rows, names)))
    except csv.Error as error:
        raise Fault(N_("line {line} is not CSV: {reason}"), line=rows.line_num, reason=str(error)) from None


def _units(rows: Any, names: list[str]) -> Iterator[Unit]:
    line = rows.line_num + 1
    for row in rows:
        cells = {name.partition(".")[0]: bare(cell) for name, cell in zip(names, row, strict=False)}
        if any(cell.strip() for cell in row):
            yield Unit(
                cells.get("text", "").strip(),
                cells.get("source", ""),
                cells.get("target", ""),
                is_stale=cells.get("state", "").strip() == _STALE,
                fingerprint=cells.get("fingerprint", "").strip(),
                line=line,
            )
        line = rows.line_num + 1
