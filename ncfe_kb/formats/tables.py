"""An entry as one row of a table: what staff see in a spreadsheet."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from ncfe_kb.errors import Fault
from ncfe_kb.messages import N_
from ncfe_kb.models import Entry, terms
from ncfe_kb.models.identifiers import normal_form

_BETWEEN = re.compile(r"((?:[^;\\]|\\.)*)(?:;|$)", re.DOTALL)
_TRUE = {"true": True, "false": False, "sand": True, "falsk": False, "1": True, "0": False}
"""What spreadsheets make of a truth value, in English and Danish."""


class Column(NamedTuple):
    """A column: its name and how its cells are made and read; reading gives plain data of an entry."""

    name: str
    told: Callable[[Entry], str]
    read: Callable[[str], dict[str, Any]]


def _joined(values: Iterable[str]) -> str:
    return "; ".join(value.replace("\\", "\\\\").replace(";", "\\;") for value in values)


def _split(cell: str) -> list[str]:
    parts = (re.sub(r"\\(.)", r"\1", part, flags=re.DOTALL).strip() for part in _BETWEEN.findall(cell))
    return [part for part in parts if part]


def _line(name: str) -> Column:
    return Column(name, lambda entry: str(getattr(entry, name) or ""), lambda cell: {name: cell})


def _side(name: str, language: Any) -> Column:
    return Column(
        f"{name}.{language}",
        lambda entry: getattr(entry, name).get(language) or "",
        lambda cell: {name: {language: cell}},
    )


def _list(name: str) -> Column:
    return Column(name, lambda entry: _joined(getattr(entry, name)), lambda cell: {name: _split(cell)})


def _flag(name: str) -> Column:
    def told(entry: Entry) -> str:
        return str(getattr(entry, name)).lower()

    return Column(name, told, lambda cell: {name: _TRUE.get(cell.strip().lower(), cell)})


def _numbers(scheme: str) -> Column:
    return Column(
        scheme,
        lambda entry: _joined(one.value for one in entry.identifiers if one.scheme == scheme),
        lambda cell: {"identifiers": [{"scheme": scheme, "value": normal_form(scheme, one)} for one in _split(cell)]},
    )


def _pairs(name: str, first: str, second: str) -> Column:
    """Make a column whose cell has pairs, as author: Åse Holm; publisher: NCFE."""

    def told(entry: Entry) -> str:
        return _joined(f"{getattr(one, first)}: {getattr(one, second)}" for one in getattr(entry, name))

    def read(cell: str) -> dict[str, Any]:
        halves = (one.partition(":") for one in _split(cell))
        return {name: [{first: key.strip(), second: value.strip()} for key, _, value in halves]}

    return Column(name, told, read)


def _status() -> tuple[Column, Column]:
    def last(entry: Entry, name: str) -> str:
        return str(getattr(entry.statuses[-1], name) or "") if entry.statuses else ""

    return (
        Column("status", lambda entry: last(entry, "status"), lambda cell: {"statuses": [{"status": cell}]}),
        Column("status.date", lambda entry: last(entry, "date"), lambda cell: {"statuses": [{"date": cell}]}),
    )


def _episode(path: str, *, is_number: bool = False) -> Column:
    """Make a column for a field of an episode, or of its enclosure."""
    names = path.split(".")

    def told(entry: Entry) -> str:
        value: Any = entry
        for name in names:
            value = getattr(value, name, None)
        return "" if value is None else str(value)

    def read(cell: str) -> dict[str, Any]:
        whole = re.fullmatch(r"([0-9]{1,18})(?:\.0)?", cell.strip()) if is_number else None
        value: Any = int(whole[1]) if whole else cell
        for name in reversed(names):
            value = {name: value}
        return dict(value)

    return Column(path, told, read)


def _texts(*names: str) -> Iterable[Column]:
    return (_side(name, language) for name in names for language in ("da", "en"))


COLUMNS: Mapping[str, Column] = {
    one.name: one
    for one in (
        *(_line("slug"), _line("kind"), *_texts("title", "supplied_title"), _pairs("contributors", "role", "name")),
        *(_line("date"), _line("language"), *_status(), _list("topics"), _list("audience"), _list("urls")),
        *(_numbers(scheme) for scheme in terms.IDENTIFIER_SCHEMES),
        *(_line("series"), _line("series_number"), _pairs("relations", "type", "target")),
        *_texts("abstract", "genre", "extent", "date_note", "notes"),
        *(_line("relation_to_centre"), _line("abstract_basis"), _list("sources")),
        *(_flag("public"), _flag("language_inferred")),
        _episode("episode.season", is_number=True),
        *(_episode("episode.number", is_number=True), _episode("episode.duration", is_number=True)),
        *(_episode("episode.guid"), _episode("episode.transcript"), _episode("episode.enclosure.url")),
        *(_episode("episode.enclosure.length", is_number=True), _episode("episode.enclosure.type")),
    )
}
"""The columns, what is looked at most first."""


def cells_of(entry: Entry) -> list[str]:
    """Return the cells of an entry's row."""
    return [column.told(entry) for column in COLUMNS.values()]


def check_columns(names: Sequence[str]) -> None:
    """Raise Fault for a column that is not known, or is there twice."""
    for name in names:
        if name not in COLUMNS:
            raise Fault(N_("has a column “{name}”; those that are known are {names}"), name=name, names=_NAMES)
        if names.count(name) > 1:
            raise Fault(N_("has the column “{name}” twice"), name=name)


_NAMES = ", ".join(COLUMNS)


def fields_from(names: Sequence[str], cells: Sequence[str]) -> dict[str, Any]:
    """Return a row as plain data of an entry. Raises Fault where it has more cells than there are columns."""
    if any(cell.strip() for cell in cells[len(names) :]):
        raise Fault(N_("has more cells than there are columns"))
    found: dict[str, Any] = {}
    for name, cell in zip(names, cells, strict=False):
        if name and cell.strip():
            _merge(found, COLUMNS[name].read(cell))
    return found


def _merge(found: dict[str, Any], more: dict[str, Any]) -> None:
    """Put the parts of a field that stand in several columns together."""
    for name, value in more.items():
        known = found.get(name)
        if isinstance(known, dict) and isinstance(value, dict):
            _merge(known, value)
        elif name == "statuses" and known:
            known[0].update(value[0])
        elif isinstance(known, list):
            known += value
        else:
            found[name] = value
