"""What every format of the report shows: tables with headings in the reader's language."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ncfe_kb.catalogue.reporting.counting import Slugs
from ncfe_kb.languages import Language
from ncfe_kb.text import Localised

Value = str | int | float | None
_NO_XML = re.compile("[\ufffe\uffff]")


class Cell(NamedTuple):
    """A text or a number, the works or courses behind it, and its language where that is not the reader's."""

    value: Value = None
    works: Slugs = ()
    language: Language | None = None


class Column(NamedTuple):
    """A column: its id, its heading, and whether it holds numbers."""

    id: str
    label: str
    is_number: bool = False


class Row(NamedTuple):
    """A line of a table, with an id that no language changes."""

    id: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Sheet:
    """A table with what explains it and what is to be said; the first `leading` columns repeat from row to row."""

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    legend: str = ""
    notes: tuple[str, ...] = ()
    leading: int = 0


class Listed(NamedTuple):
    """A work as a list names it: its title, its own page's id, and what its dates say."""

    slug: str
    title: Localised
    said: str
    is_internal: bool = False


class Behind(NamedTuple):
    """The works behind one number: what it is called, and they."""

    label: str
    works: tuple[Listed, ...]


@dataclass(frozen=True)
class Document:
    """The whole report in one language."""

    language: Language
    title: str
    lead: tuple[str, ...]
    sheets: tuple[Sheet, ...]
    works: Mapping[str, Listed]
    internal: str
    works_label: str

    def behind(self, sheet: Sheet, row: Row) -> Iterator[Behind]:
        """Yield the works behind each number of a row, those behind several numbers once."""
        numbers: dict[Slugs, list[str]] = {}
        for column, cell in zip(sheet.columns, row.cells, strict=True):
            if works := tuple(sorted(slug for slug in cell.works if slug in self.works)):
                numbers.setdefault(works, []).append(column.label)
        for works, columns in numbers.items():
            yield Behind(f"{row_label(sheet, row)} · {', '.join(columns)}", tuple(self.works[slug] for slug in works))


def for_xml(text: str) -> str:
    """Return a text without the two characters that XML cannot hold and texts can."""
    return _NO_XML.sub("", text)


def row_label(sheet: Sheet, row: Row) -> str:
    """Return what a row is about: its first cell after those that repeat."""
    cells = row.cells[sheet.leading :]
    return next((str(cell.value) for cell in cells if isinstance(cell.value, str)), row.id)
