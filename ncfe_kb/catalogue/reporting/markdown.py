"""The report as Markdown: tables as GitHub and pandoc read them."""

import re
from collections.abc import Iterator

from ncfe_kb.catalogue.reporting.sheets import Document, Listed, Sheet
from ncfe_kb.i18n import Localiser, localiser

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&$])")


def as_markdown(document: Document, *, with_works: bool = False) -> str:
    """Return the report as Markdown, with the works behind each number where they are wanted."""
    parts = [f"# {_escaped(document.title)}", *map(_escaped, document.lead)]
    for sheet in document.sheets:
        parts += _sheet(sheet, document, with_works=with_works)
    return "\n\n".join(parts) + "\n"


def _sheet(sheet: Sheet, document: Document, *, with_works: bool) -> Iterator[str]:
    say = localiser(document.language)
    yield f"## {_escaped(sheet.title)}"
    rule = ["--:" if column.is_number else "---" for column in sheet.columns]
    headings = [_escaped(column.label) for column in sheet.columns]
    rows = [[_escaped(say.cell(cell.value)) for cell in row.cells] for row in sheet.rows]
    yield "\n".join(f"| {' | '.join(cells)} |" for cells in (headings, rule, *rows))
    if sheet.legend:
        yield _escaped(sheet.legend)
    if sheet.notes:
        yield "\n".join(f"- {_escaped(note)}" for note in sheet.notes)
    if with_works:
        yield from _behind(sheet, document, say)


def _behind(sheet: Sheet, document: Document, say: Localiser) -> Iterator[str]:
    for row in sheet.rows:
        for behind in document.behind(sheet, row):
            lines = [f"- {_work(work, document)}" for work in behind.works]
            label = f"{behind.label} ({say.number(len(behind.works))})"
            yield f"**{_escaped(label)}**\n\n" + "\n".join(lines)


def _work(work: Listed, document: Document) -> str:
    internal = f" ({document.internal})" if work.is_internal else ""
    return f"{_escaped(work.title.value)}{_escaped(internal)} `{work.slug}`: {_escaped(work.said)}"


def _escaped(text: str) -> str:
    """Return a text in one line that Markdown takes as it stands."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
