"""The report as Markdown: tables as GitHub and pandoc read them."""

import re
from collections.abc import Iterator

from ncfe_kb.catalogue.reporting.sheets import Document, Listed, Sheet
from ncfe_kb.i18n import Localiser, localiser

_STARTING = re.compile(r"^([0-9]{1,9})(?=[.)])|^(?=[-+=])")
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&$])")


def as_markdown(document: Document, *, with_works: bool = False) -> str:
    """Return the report as Markdown, with the works behind each number where they are wanted."""
    parts = [f"# {escaped(document.title)}", *map(escaped, document.lead)]
    for sheet in document.sheets:
        parts += _sheet(sheet, document, with_works=with_works)
    return "\n\n".join(parts) + "\n"


def _sheet(sheet: Sheet, document: Document, *, with_works: bool) -> Iterator[str]:
    say = localiser(document.language)
    yield f"## {escaped(sheet.title)}"
    rule = ["--:" if column.is_number else "---" for column in sheet.columns]
    headings = [escaped(column.label) for column in sheet.columns]
    rows = [[escaped(say.cell(cell.value)) for cell in row.cells] for row in sheet.rows]
    yield "\n".join(f"| {' | '.join(cells)} |" for cells in (headings, rule, *rows))
    if sheet.legend:
        yield escaped(sheet.legend)
    if sheet.notes:
        yield "\n".join(f"- {escaped(note)}" for note in sheet.notes)
    if with_works:
        yield from _behind(sheet, document, say)


def _behind(sheet: Sheet, document: Document, say: Localiser) -> Iterator[str]:
    for row in sheet.rows:
        for behind in document.behind(sheet, row):
            lines = [f"- {_work(work, document)}" for work in behind.works]
            label = f"{behind.label} ({say.number(len(behind.works))})"
            yield f"**{escaped(label)}**\n\n" + "\n".join(lines)


def _work(work: Listed, document: Document) -> str:
    internal = f" ({document.internal})" if work.is_internal else ""
    return f"{escaped(work.title.value)}{escaped(internal)} `{work.slug}`: {escaped(work.said)}"


def escaped(text: str) -> str:
    """Return a text in one line that Markdown takes as it stands."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def at_start(text: str) -> str:
    """Return a text that begins a line or a list's item, where a date would begin a list: 8. november."""
    return _STARTING.sub(lambda found: f"{found[0]}\\", escaped(text), count=1)
