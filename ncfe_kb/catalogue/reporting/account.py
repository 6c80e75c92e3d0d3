"""The account of a year: everything that the yearly report tells, computed from the records."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, cast

from ncfe_kb.catalogue.reporting.counting import Frame, KindLine, Works
from ncfe_kb.catalogue.reporting.deliveries import Delivery, Taken, deliveries_of, taken_part
from ncfe_kb.catalogue.reporting.kinds import other_lines, printed_lines
from ncfe_kb.catalogue.reporting.overview import Counts, Coverage, by_year, counts_of, coverage_of
from ncfe_kb.catalogue.reporting.windows import window_of
from ncfe_kb.catalogue.vocabulary import Vocabulary
from ncfe_kb.errors import Fault, InvalidRecord
from ncfe_kb.languages import Language
from ncfe_kb.models import Course, Entry, Report, YearlyReport
from ncfe_kb.models.report import Inconsistency
from ncfe_kb.storage import Reader


class Kept(NamedTuple):
    """What an account is made of."""

    vocabulary: Vocabulary
    entries: Mapping[str, Entry]
    courses: Mapping[str, Course]
    printed: Report | None


@dataclass(frozen=True)
class Account:
    """A year as its records tell it on a day, beside what the printed report tells.

    `source` and `language` are the printed report's. `kinds` are the lines that it prints,
    `others` the other kinds; `counts` has the year's works by language, topic and series,
    and all works by year.
    """

    year: int
    as_of: date
    source: str | None
    language: Language | None
    kinds: tuple[KindLine, ...]
    others: tuple[KindLine, ...]
    deliveries: tuple[Delivery, ...]
    participants: tuple[Taken, ...]
    counts: Mapping[str, Counts]
    coverage: Coverage
    contradictions: tuple[Inconsistency, ...]
    entries: Mapping[str, Entry]
    courses: Mapping[str, Course]
    vocabulary: Vocabulary


def kept(reader: Reader, vocabulary: Vocabulary, year: int) -> Kept:
    """Read what the account of a year is made of."""
    reports = cast("dict[str, YearlyReport]", reader.fetch("yearly_report"))
    printed = next((one.report for one in reports.values() if one.year == year), None)
    entries = cast("dict[str, Entry]", reader.fetch("entry"))
    return Kept(vocabulary, entries, cast("dict[str, Course]", reader.fetch("course")), printed)


def day_of(year: int, as_of: str | None) -> date | None:
    """Return the last day that a date can mean, None for none. Raises InvalidRecord, also for a year that is none."""
    for where, given in (("year", f"{year:04}"), ("as_of", as_of)):
        try:
            window = window_of(given) if given is not None else None
        except Fault as fault:
            raise InvalidRecord((Fault(fault.message, where=where, **fault.fields),)) from None
    return window.last if window else None


def last_told(entries: Iterable[Entry], year: int, today: date) -> date:
    """Return the day on which a year is told by default.

    That is today while the year runs; else the last day of which a status tells, though not
    one before the year's end nor after today.
    """
    end = date(year, 12, 31)
    if today <= end:
        return today
    told = (window_of(text).last for entry in entries for text in _told(entry))
    return min(today, max((end, *told)))


def _told(entry: Entry) -> Iterator[str]:
    for status in entry.statuses:
        yield from (text for text in (status.date, status.as_of) if text)


def account_of(kept: Kept, year: int, as_of: date) -> Account:
    """Return the account of a year as it is told on a day."""
    works = Works(kept.entries.values(), Frame(year, as_of))
    printed, kinds = kept.printed, kept.vocabulary.kinds
    lines = printed_lines(printed.counts_by_kind if printed else (), kinds, works)
    deliveries = tuple(deliveries_of(printed.initiatives if printed else ()))
    this_year = list(works.of_the_year())
    return Account(
        year=year,
        as_of=as_of,
        source=printed.source if printed else None,
        language=printed.language if printed else None,
        kinds=lines,
        others=other_lines(lines, kinds, works),
        deliveries=deliveries,
        participants=tuple(taken_part(deliveries, kept.courses, kept.entries)),
        counts={**counts_of(this_year), "year": by_year(works.entries.values(), as_of)},
        coverage=coverage_of(this_year, _translated(kept.entries.values())),
        contradictions=printed.inconsistencies if printed else (),
        entries=kept.entries,
        courses=kept.courses,
        vocabulary=kept.vocabulary,
    )


def _translated(entries: Iterable[Entry]) -> set[str]:
    return {
        slug
        for entry in entries
        for relation in entry.relations
        if relation.type in {"translation_of", "has_translation"}
        for slug in (entry.slug, relation.target)
    }
