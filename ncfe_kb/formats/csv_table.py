"""CSV, for spreadsheets and programs for statistics, with one row for each entry.

A spreadsheet takes a cell that begins with one of = + - @ for a formula and runs it. Such a
cell gets an apostrophe before it, which spreadsheets do not show, and which reading takes
away again; so does one that begins with an apostrophe itself.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import chain
from typing import Any

from ncfe_kb.errors import Fault
from ncfe_kb.formats import Batch, Record
from ncfe_kb.formats.tables import COLUMNS, cells_of, check_columns, fields_from
from ncfe_kb.formats.works import Work
from ncfe_kb.languages import Language
from ncfe_kb.messages import N_
from ncfe_kb.plain import text_of

_MARK = "\ufeff"
"""What tells Excel that a file is UTF-8."""
_RUN = frozenset("=+-@'\t")


def pieces(works: Iterable[Work]) -> Iterator[bytes]:
    """Yield a table of the works, with the names of the columns first."""
    rows = ([safe(cell) for cell in cells_of(work.entry)] for work in works)
    return _lines(chain([list(COLUMNS)], rows))


def table(rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as CSV that a spreadsheet takes for UTF-8."""
    return b"".join(_lines(rows))


def _lines(rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    yield _MARK.encode()
    for row in rows:
        stream = StringIO(newline="")
        csv.writer(stream).writerow(row)
        yield stream.getvalue().encode(errors="backslashreplace")


def safe(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in _RUN else cell


def bare(cell: str) -> str:
    """Return a cell without what `safe` put before it."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in _RUN else cell


def read(data: bytes, language: Language) -> Batch:  # noqa: ARG001 - its columns say their languages
    """Return the rows; a table with semicolons, as Excel writes it in Danish, is read too."""
    rows = rows_of(data)
    try:
        names = [name.strip() for name in next(rows, [])]
        check_columns([name for name in names if name])
        return Batch(names, tuple(_records(rows, names)))
    except csv.Error as error:
        raise Fault(N_("line {line} is not CSV: {reason}"), line=rows.line_num, reason=str(error)) from None


def rows_of(data: bytes) -> Any:
    """Return a reader of the rows, whose cells stand between commas or semicolons. Raises Fault where it is no text."""
    text = text_of(data).removeprefix(_MARK)
    first = text.partition("\n")[0]
    return csv.reader(StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ",")


def _records(rows: Any, names: list[str]) -> Iterable[Record]:
    line = rows.line_num + 1
    for row in rows:
        if any(cell.strip() for cell in row):
            yield record(line, [bare(cell) for cell in row], names)
        line = rows.line_num + 1


def record(line: int, cells: list[str], names: list[str]) -> Record:
    """Return a row as a record."""
    try:
        return Record(line, cells, fields_from(names, cells))
    except Fault as fault:
        return Record(line, cells, {}, fault)


def again(head: Any, raws: Sequence[Any]) -> bytes:
    """Return a table of these rows."""
    return table([head, *([safe(cell) for cell in raw] for raw in raws)])
