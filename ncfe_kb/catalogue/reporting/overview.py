"""A year's works by language, topic and series, all works by year, and what is there in both languages."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import NamedTuple

from ncfe_kb.catalogue.reporting.counting import Slugs
from ncfe_kb.catalogue.reporting.windows import began
from ncfe_kb.messages import N_
from ncfe_kb.models import Entry
from ncfe_kb.text import Text

UNKNOWN = ""
"""The id of what is not known: a work without a language, without topics."""
COVERAGE = {
    "both": N_("in both languages"),
    "da": N_("in Danish only"),
    "en": N_("in English only"),
    "neither": N_("in neither"),
}
"""Where a text of a work stands in the two languages."""


class Count(NamedTuple):
    """The works that share something: an id and the works."""

    id: str
    works: Slugs


Counts = tuple[Count, ...]


class Coverage(NamedTuple):
    """How far the year's works are there in both languages.

    `titles` and `abstracts` are counted by a term of COVERAGE; `translated` are the works
    of which the catalogue has a translation, or that are one.
    """

    titles: Counts
    abstracts: Counts
    translated: Slugs
    works: Slugs


def counts_of(works: Iterable[Entry]) -> dict[str, Counts]:
    """Return the works by language, topic and series; a work can have several topics."""
    entries = list(works)
    return {
        "language": _grouped(entries, lambda entry: (entry.language or UNKNOWN,)),
        "topic": _grouped(entries, lambda entry: entry.topics or (UNKNOWN,)),
        "series": _grouped(entries, lambda entry: (entry.series,) if entry.series else ()),
    }


def by_year(works: Iterable[Entry], as_of: date) -> Counts:
    """Return the works by the year in which they were published or held, newest first; last those without."""
    found = _grouped(works, lambda entry: _years(entry, as_of))
    return tuple(sorted(found, key=lambda count: (bool(count.id), count.id), reverse=True))


def _years(entry: Entry, as_of: date) -> tuple[str, ...]:
    """Return the year of a work, UNKNOWN where its dates leave it open, none where it was not out by a day."""
    window = began(entry, "published") or began(entry, "held")
    if window is None or window.first > as_of:
        return ()
    return (str(window.first.year) if window.first.year == window.last.year else UNKNOWN,)


def _grouped(entries: Iterable[Entry], keys: Callable[[Entry], Iterable[str]]) -> Counts:
    found: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        for key in keys(entry):
            found[key].append(entry.slug)
    return tuple(Count(key, tuple(slugs)) for key, slugs in sorted(found.items(), key=lambda one: (-len(one[1]), one)))


def coverage_of(works: Iterable[Entry], translated: Collection[str]) -> Coverage:
    """Return how far works are there in both languages; `translated` are all that are translations or have one."""
    entries = list(works)
    return Coverage(
        titles=_covered(entries, lambda entry: _either(entry.title, entry.supplied_title)),
        abstracts=_covered(entries, lambda entry: entry.abstract),
        translated=tuple(entry.slug for entry in entries if entry.slug in translated),
        works=tuple(entry.slug for entry in entries),
    )


def _either(title: Text, supplied: Text) -> Text:
    return Text(da=title.da or supplied.da, en=title.en or supplied.en)


def _covered(entries: list[Entry], text_of: Callable[[Entry], Text]) -> Counts:
    found: dict[str, list[str]] = {term: [] for term in COVERAGE}
    for entry in entries:
        sides = [language for language, _ in text_of(entry).each()]
        found["both" if len(sides) > 1 else sides[0] if sides else "neither"].append(entry.slug)
    return tuple(Count(term, tuple(slugs)) for term, slugs in found.items())
