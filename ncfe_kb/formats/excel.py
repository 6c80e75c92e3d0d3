"""Excel's workbooks, by openpyxl: one sheet with one row for each entry.

Every cell is text that is marked as text, so that nothing in it is a formula, now or when it
is edited. Reading takes what is shown: of a formula its last value.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from itertools import islice
from typing import Any
from zipfile import BadZipFile, ZipFile, ZipInfo

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell

from ncfe_kb.errors import Fault
from ncfe_kb.formats import Batch
from ncfe_kb.formats.csv_table import record
from ncfe_kb.formats.tables import COLUMNS, cells_of, check_columns
from ncfe_kb.formats.works import Work
from ncfe_kb.languages import Language
from ncfe_kb.messages import N_

_LONGEST = 32_767
"""Characters that Excel keeps in a cell."""
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML has no place for."""
_LARGEST = 500_000_000
"""Bytes that an unpacked workbook may have: a small file can be packed so that it fills the memory."""
_MOST_ROWS = 1_048_576
_WHEN = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""What a workbook takes for the character of that number; openpyxl leaves that to us."""
_ESCAPED = re.compile(r"_x005F_x([0-9A-Fa-f]{4})_")


def pieces(works: Iterable[Work]) -> Iterator[bytes]:
    """Yield a workbook of the works, with the names of the columns first. Raises Fault for a text that is too long."""
    yield _workbook([list(COLUMNS), *(cells_of(work.entry) for work in works)])


def _workbook(rows: Sequence[Sequence[str]]) -> bytes:
    for row in rows:
        for text in row:
            _check(text)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("entries")
    sheet.freeze_panes = "B2"
    for row in rows:
        sheet.append([_cell(sheet, text) for text in row])
    stream = BytesIO()
    book.save(stream)
    return _without_times(stream.getvalue())


def _check(text: str) -> None:
    if len(text) > _LONGEST:
        raise Fault(N_("is longer than {longest} characters"), longest=_LONGEST)
    if _ILLEGAL.search(text):
        raise Fault(N_("has a character that a workbook cannot hold"))


def _cell(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, _ESCAPE.sub(r"_x005F_x\1_", text))
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell


def _without_times(data: bytes) -> bytes:
    """Return a workbook that does not say when it was made, so that the same works give the same bytes."""
    stream = BytesIO()
    with ZipFile(BytesIO(data)) as packed, ZipFile(stream, "w") as made:
        for name in sorted(packed.namelist()):
            content = packed.read(name)
            if name == "docProps/core.xml":
                content = _WHEN.sub(rb"\g<1>1980-01-01T00:00:00Z", content)
            made.writestr(ZipInfo(name), content, compress_type=8)
    return stream.getvalue()


def read(data: bytes, language: Language) -> Batch:  # noqa: ARG001 - its columns say their languages
    """Return the rows of the first sheet."""
    try:
        rows = _rows(data)
    except (MemoryError, Fault):
        raise
    except Exception as error:  # noqa: BLE001 - openpyxl raises what zip, XML and its own code meet in a damaged file
        raise Fault(N_("is not an Excel workbook: {reason}"), reason=f"{type(error).__name__}: {error}") from None
    names = [cell.strip() for cell in rows[0][1]] if rows else []
    check_columns([name for name in names if name])
    return Batch(names, tuple(record(line, cells, names) for line, cells in rows[1:]))


def _rows(data: bytes) -> list[tuple[int, list[str]]]:
    """Return the rows that hold something, each with its number."""
    with ZipFile(BytesIO(data)) as packed:
        if sum(one.file_size for one in packed.infolist()) > _LARGEST:
            raise BadZipFile("too large")
    book = load_workbook(BytesIO(data), read_only=True, data_only=True)
    try:
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what a file says of its size need not be true
        rows = ([_text(cell) for cell in row] for row in islice(sheet.iter_rows(values_only=True), _MOST_ROWS))
        return [(line, cells) for line, cells in enumerate(rows, 1) if any(cell.strip() for cell in cells)]
    finally:
        book.close()


def _text(value: Any) -> str:
    """Return a cell as text: a date as a date, a whole number without a point."""
    if value is None:
        return ""
    if hasattr(value, "isoformat"):
        return str(value.isoformat()).removesuffix("T00:00:00")
    if isinstance(value, float) and value.is_integer():
        return f"{value:.0f}"
    return _ESCAPED.sub(r"_x\1_", str(value))


def again(head: Any, raws: Sequence[Any]) -> bytes:
    """Return a workbook of these rows."""
    return _workbook([head, *raws])
