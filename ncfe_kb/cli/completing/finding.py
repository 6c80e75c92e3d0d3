"""What may stand at a place of a line, with what is said of it."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from ncfe_kb import candidates
from ncfe_kb.cli.completing.table import COMMAND, Place, Row, inner, options, terms
from ncfe_kb.languages import fold
from ncfe_kb.layout import DATABASE, DATABASE_VARIABLE

RECORDS = {
    "SLUG": "entry",
    "KIND": "kind",
    "TOPIC": "topic",
    "WORDS": "topic",
    "SERIES": "series",
    "NAME": "person",
    "AUDIENCE": "audience",
    "COURSE": "course",
}
"""What a placeholder stands for: a type of records."""
TERMS = ("STATUS",)
"""The placeholders that stand for a closed vocabulary."""
FILES = {"FILE": "file", "PATH": "file", "DIR": "dir", "TO": "dir"}
"""The placeholders that stand for what the shell itself completes."""
FREE = (
    *(
        "CHANGE",
        "DATE",
        "DOI",
        "FIELD",
        "FIELD=VALUE",
        "FORMAT",
        "HOST",
        "ID",
        "ISBN",
        "N",
        "NEW_SLUG",
        "PLACE",
        "QUERY",
    ),
    *("SEASON", "TEXT", "TYPE", "TYPE=SLUG", "URL", "WHEN", "YEAR"),
)
"""The placeholders of which nothing can be known before."""

_LABELLED = ("kind", "topic", "series", "audience")
"""What may be given by a label in place of the id."""


class Found(NamedTuple):
    """What may be typed, and what is said of it."""

    value: str
    about: str


def bare(takes: str) -> str:
    """Return the name in a placeholder: TOPIC of [TOPIC], WORDS of [WORDS]..."""
    return takes.removesuffix("...").strip("[]")


def found_at(
    place: Place, table: Sequence[Row], environment: Mapping[str, str], say: Callable[[str], str], language: str
) -> list[Found]:
    """Return what may stand there."""
    name = bare(place.takes)
    if place.is_option:
        rows = options(table, place.command)
        return _beginning([Found(row.name.split(",")[-1], say(row.help)) for row in rows], place.typed)
    if "|" in name:
        return _beginning([Found(choice, "") for choice in name.split("|")], place.typed)
    if name in TERMS:
        return _beginning([Found(row.name, say(row.help)) for row in terms(table, name)], place.typed)
    if name in RECORDS:
        return _records(RECORDS[name], place, environment, language)
    if name == COMMAND:
        rows = inner(table, place.command)
        return _beginning([Found(row.command.rpartition(" ")[2], say(row.help)) for row in rows], place.typed)
    return []


def _beginning(found: Iterable[Found], typed: str) -> list[Found]:
    return [one for one in found if one.value.startswith(typed)]


def _records(type_name: str, place: Place, environment: Mapping[str, str], language: str) -> list[Found]:
    """Return the records of a type that begin as typed, else those of which any word does."""
    wanted, shown, start = fold(place.typed), 1 if language == "da" else 2, f"{type_name}\t"
    lines = [line for line in _lines(place.home, environment) if line.startswith(start)]
    begins = list(_that_begin(lines, wanted, shown, by_label=type_name in _LABELLED))
    return begins or [Found(*itemgetter(0, shown)(_fields(line))) for line in lines if _has_word(line, wanted)]


def _has_word(line: str, wanted: str) -> bool:
    folded = line.casefold()
    return any(f"{before}{wanted}" in folded for before in "\t -")


def _fields(line: str) -> list[str]:
    """Return value, Danish, English and other labels of a line."""
    return line.split("\t")[1:]


def _that_begin(lines: Iterable[str], wanted: str, shown: int, *, by_label: bool) -> Iterator[Found]:
    """Yield ids that begin as typed, and labels where their ids do not; of a label of several, the ids."""
    named: dict[str, list[str]] = {}
    for line in lines:
        if f"\t{wanted}" not in line.casefold():
            continue
        value, *labels = fields = _fields(line)
        if value.casefold().startswith(wanted):
            yield Found(value, fields[shown])
        elif by_label:
            label = next(each for each in labels if each.casefold().startswith(wanted))
            named.setdefault(label, []).append(value)
    for label, values in named.items():
        yield from [Found(label, values[0])] if len(values) == 1 else (Found(value, label) for value in values)


def _lines(home: str, environment: Mapping[str, str]) -> list[str]:
    """Return what the catalogue knows, as it was kept, or as it is where that is old; nothing where there is none."""
    place = _home(home or environment.get("NCFE_KB_HOME", ""))
    found = candidates.read(place, environment)
    if found is None and (environment.get(DATABASE_VARIABLE) or (place / DATABASE).exists()):
        from ncfe_kb.cli.completing.opening import lines_of  # here, since it loads the database

        found = lines_of(place, environment)
    return found or []


def _home(named: str) -> Path:
    if named:
        return Path(os.path.expandvars(named)).expanduser()
    from platformdirs import user_data_path  # here, since most runs name their home

    return user_data_path("ncfe-kb", appauthor=False)
