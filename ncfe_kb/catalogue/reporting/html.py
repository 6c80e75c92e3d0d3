"""The report as one HTML page that needs nothing else, and that screen readers can follow."""

from collections.abc import Iterable, Iterator
from html import escape

from ncfe_kb.catalogue.reporting.sheets import Cell, Column, Document, Listed, Row, Sheet
from ncfe_kb.i18n import Localiser, localiser
from ncfe_kb.languages import Language

_STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; color: #1b1b1b; background: #fff; max-width: 70rem; margin: 2rem auto;
  padding: 0 1rem; }
h1, h2 { line-height: 1.2; } h2 { margin-top: 2.5rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid #d0d0d0; }
thead th { border-bottom: 2px solid #1b1b1b; } tbody th { font-weight: normal; }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
dl { margin: .25rem 0; } dt { float: left; clear: left; margin-right: .5rem; color: #4a4a4a; } dd { margin: 0; }
.note, .said { color: #4a4a4a; } svg { max-width: 100%; height: auto; }
@media print { body { margin: 0; max-width: none; } tr { break-inside: avoid; } }
"""


def as_html(document: Document, picture: str = "", *, with_works: bool = False) -> str:
    """Return the report as a page; `picture` is SVG that stands after what is said first."""
    say = localiser(document.language)
    body = [f"<h1>{_text(document.title)}</h1>", *(f"<p>{_text(line)}</p>" for line in document.lead)]
    if picture:
        body.append(f"<figure>\n{picture.strip()}\n</figure>")
    for sheet in document.sheets:
        body += _sheet(sheet, document, say, with_works=with_works)
    return page(document.title, document.language, body)


def page(title: str, language: Language, body: Iterable[str]) -> str:
    """Return a page with these elements, which have no need of anything else."""
    head = (
        '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(title)}</title>\n<style>{_STYLE}</style>"
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n{head}\n</head>\n<body>\n<main>\n'
        + "\n".join(body)
        + "\n</main>\n</body>\n</html>\n"
    )


def _sheet(sheet: Sheet, document: Document, say: Localiser, *, with_works: bool) -> Iterator[str]:
    key = f"section-{sheet.id}"
    yield f'<section aria-labelledby="{key}">\n<h2 id="{key}">{_text(sheet.title)}</h2>'
    headings = "".join(f'<th scope="col"{_class(column)}>{_text(column.label)}</th>' for column in sheet.columns)
    yield f'<table aria-labelledby="{key}">\n<thead><tr>{headings}</tr></thead>\n<tbody>'
    yield from (_row(row, sheet, say) for row in sheet.rows)
    yield "</tbody>\n</table>"
    if sheet.legend:
        yield f'<p class="note">{_text(sheet.legend)}</p>'
    if sheet.notes:
        yield f"<ul>{''.join(f'<li>{_text(note)}</li>' for note in sheet.notes)}</ul>"
    if with_works:
        yield from _behind(sheet, document, say)
    yield "</section>"


def _row(row: Row, sheet: Sheet, say: Localiser) -> str:
    cells = enumerate(zip(sheet.columns, row.cells, strict=True))
    told = "".join(_cell(column, cell, say, is_head=number == 0) for number, (column, cell) in cells)
    return f"<tr>{told}</tr>"


def _cell(column: Column, cell: Cell, say: Localiser, *, is_head: bool) -> str:
    name, scope = ("th", ' scope="row"') if is_head else ("td", "")
    language = f' lang="{cell.language}"' if cell.language else ""
    return f"<{name}{scope}{_class(column)}{language}>{_text(say.cell(cell.value))}</{name}>"


def _class(column: Column) -> str:
    return ' class="n"' if column.is_number else ""


def _behind(sheet: Sheet, document: Document, say: Localiser) -> Iterator[str]:
    found = [behind for row in sheet.rows for behind in document.behind(sheet, row)]
    if found:
        yield f"<h3>{_text(document.works_label)}</h3>"
    for behind in found:
        works = "".join(f"\n<li>{_work(work, document)}</li>" for work in behind.works)
        yield f"<p>{_text(behind.label)} ({say.number(len(behind.works))})</p>\n<ul>{works}\n</ul>"


def _work(work: Listed, document: Document) -> str:
    internal = f" ({_text(document.internal)})" if work.is_internal else ""
    title = f'<cite lang="{work.title.language}">{_text(work.title.value)}</cite>'
    return f'{title}{internal} <code>{work.slug}</code> <span class="said">{_text(work.said)}</span>'


def _text(text: str) -> str:
    return escape(text)
