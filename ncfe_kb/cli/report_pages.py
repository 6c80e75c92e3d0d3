"""The yearly report as a person reads it in a terminal."""

from collections.abc import Iterator
from shutil import get_terminal_size

from ncfe_kb.catalogue.reporting import Document, Row, Sheet
from ncfe_kb.cli.tables import Table
from ncfe_kb.cli.terminal import Parts, part, show, wrapped
from ncfe_kb.i18n import Localiser

_WIDEST = 100
_NARROWEST = 40
_INDENT = 2


def show_report(document: Document, say: Localiser, *, with_works: bool) -> None:
    """Show the report, with the works behind each number where they are wanted."""
    show(part(document.title, "strong"))
    for line in document.lead:
        show(*wrapped(part(line)))
    for sheet in document.sheets:
        show([], part(sheet.title, "strong"), [])
        show(*_sheet(sheet, say))
        if sheet.legend or sheet.notes:
            show([])
        if sheet.legend:
            show(*wrapped(part(sheet.legend, "faint")))
        for note in sheet.notes:
            show(*wrapped(part(note), _INDENT, "- "))
        if with_works:
            _show_works(document, sheet, say)


def _sheet(sheet: Sheet, say: Localiser) -> Iterator[Parts]:
    """Yield a table; what repeats from row to row stands above its rows."""
    room = max(_NARROWEST, min(_WIDEST, get_terminal_size().columns))
    columns = sheet.columns[sheet.leading :]
    cells = [[say.cell(cell.value) for cell in row.cells[sheet.leading :]] for row in sheet.rows]
    made = Table([column.label for column in columns], cells, [column.is_number for column in columns], room)
    yield from made.head()
    above: Parts = []
    for row, texts in zip(sheet.rows, cells, strict=True):
        if sheet.leading and (heading := _heading(row, sheet.leading)) != above:
            yield from (*([[]] if above else []), *wrapped(heading))
            above = heading
        yield from made.lines(texts)


def _heading(row: Row, leading: int) -> Parts:
    first, *rest = (str(cell.value) for cell in row.cells[:leading] if cell.value is not None)
    return part(first, "strong") + part("".join(f" · {text}" for text in rest))


def _show_works(document: Document, sheet: Sheet, say: Localiser) -> None:
    for row in sheet.rows:
        for behind in document.behind(sheet, row):
            show([], *wrapped(part(f"{behind.label} ({say.number(len(behind.works))})", "strong")))
            for work in behind.works:
                internal = f" ({document.internal})" if work.is_internal else ""
                named = part(work.title.value) + part(f"{internal} ") + part(work.slug, "faint")
                show(*wrapped(named, _INDENT, "- "))
                if work.said:
                    show(*wrapped(part(work.said, "faint"), _INDENT * 2))
