"""The report as an Excel workbook: a sheet for each table, the same bytes for the same report."""

import io
import re
import zipfile
from datetime import UTC, date, datetime, time
from typing import Any

from ncfe_kb.catalogue.reporting.sheets import Document, Sheet, Value, for_xml
from ncfe_kb.errors import MissingExtra

_CORE = "docProps/core.xml"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first that a zip file can tell
_LONGEST_NAME = 31
_UNUSABLE = re.compile(r"[\[\]:*?/\\]")
_WIDEST = 60


def as_xlsx(document: Document, as_of: date, *, with_works: bool = False) -> bytes:
    """Return the report as .xlsx, dated as it is told. Raises MissingExtra without openpyxl."""
    try:
        from openpyxl import Workbook
    except ImportError:
        raise MissingExtra("openpyxl", "xlsx") from None
    book = Workbook()
    book.remove(book.active)
    for sheet in document.sheets:
        _fill(book, sheet, document, with_works=with_works)
    if not document.sheets:
        _written(book.create_sheet(_name(document.title)), _lines(document.title, *document.lead))
    book.properties.creator, book.properties.title = "ncfe-kb", document.title
    book.properties.language = document.language
    book.properties.created = datetime.combine(as_of, time(), UTC).replace(tzinfo=None)
    stream = io.BytesIO()
    book.save(stream)
    return _timeless(stream.getvalue(), book)


def _fill(book: Any, sheet: Sheet, document: Document, *, with_works: bool) -> None:
    from openpyxl.styles import Alignment, Font

    page = book.create_sheet(_name(sheet.title))
    _written(page, [[column.label for column in sheet.columns]])
    _written(page, [[cell.value for cell in row.cells] for row in sheet.rows])
    for cell in page[1]:
        cell.font = Font(bold=True)
    page.freeze_panes = "A2"
    for number, column in enumerate(page.columns, 1):
        is_text = not sheet.columns[number - 1].is_number
        longest = max(len(str(cell.value or "")) for cell in column)
        page.column_dimensions[column[0].column_letter].width = min(_WIDEST, longest) + 2
        for cell in column:
            cell.alignment = Alignment(vertical="top", wrap_text=is_text, horizontal=None if is_text else "right")
    _written(page, [[], *_lines(sheet.legend, *sheet.notes, *document.lead)])
    if with_works:
        _written(page, _works(sheet, document))


def _works(sheet: Sheet, document: Document) -> list[list[Value]]:
    found = [
        (behind.label, work) for row in sheet.rows for behind in document.behind(sheet, row) for work in behind.works
    ]
    lines: list[list[Value]] = [[label, work.slug, work.title.value, work.said] for label, work in found]
    return [[], [document.works_label], *lines] if lines else []


def _written(page: Any, lines: list[list[Value]]) -> None:
    """Add lines to a page; a text stays a text, whatever it begins with."""
    for line in lines:
        page.append([for_xml(value) if isinstance(value, str) else value for value in line])
        for cell in page[page._current_row]:  # noqa: SLF001 - openpyxl tells the row that it wrote nowhere else
            if isinstance(cell.value, str):
                cell.data_type = "s"


def _lines(*texts: str) -> list[list[Value]]:
    return [[text] for text in texts if text]


def _name(title: str) -> str:
    return _UNUSABLE.sub(" ", title)[:_LONGEST_NAME].strip()


def _timeless(made: bytes, book: Any) -> bytes:
    """Return the same workbook without the time at which it was written."""
    from openpyxl.xml.functions import tostring

    book.properties.modified = book.properties.created
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = tostring(book.properties.to_tree()) if name == _CORE else old.read(name)
            new.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
