"""The report as one rectangle of comma-separated values: a line for each cell, with its works."""

import csv
import io
from collections.abc import Iterator

from ncfe_kb.catalogue.reporting.sheets import Document, Sheet, Value, row_label

HEADINGS = ("section", "row", "label", "column", "value", "works")
"""The first line; ids, so that no language changes it. Only `label` and texts in `value` are the reader's."""
_FORMULA = ("=", "+", "-", "@")


def as_csv(document: Document) -> str:
    """Return the report as CSV; the works behind a number are ids with spaces between."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(HEADINGS)
    for number, text in enumerate((document.title, *document.lead)):
        writer.writerow(("report", number, "", "title" if number == 0 else "note", _safe(text), ""))
    for sheet in document.sheets:
        writer.writerows(_lines(sheet))
    return stream.getvalue()


def _lines(sheet: Sheet) -> Iterator[tuple[Value, ...]]:
    for row in sheet.rows:
        label = _safe(row_label(sheet, row))
        for column, cell in zip(sheet.columns, row.cells, strict=True):
            if cell.value is not None:
                yield sheet.id, row.id, label, column.id, _safe(cell.value), " ".join(cell.works)
    for number, note in enumerate(filter(None, (sheet.legend, *sheet.notes)), 1):
        yield sheet.id, number, "", "note", _safe(note), ""


def _safe(value: Value) -> Value:
    """Return a value that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
