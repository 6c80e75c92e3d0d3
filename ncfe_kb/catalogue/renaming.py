"""Lets all that refers to a work follow it to another slug."""

from collections.abc import Iterable, Iterator
from typing import Any, cast

from ncfe_kb.catalogue.uniting import filled
from ncfe_kb.catalogue.uniting_lists import distinct, stated
from ncfe_kb.models import Course, Entry, Season, Value, YearlyReport, terms
from ncfe_kb.storage import Reader, Writer


def retargeted(reader: Reader, slug: str, to: str) -> list[Value]:
    """Return the records that refer to a work, with references to another slug instead."""
    return [
        *_entries(reader, slug, to),
        *_courses(reader, slug, to),
        *_seasons(reader, slug, to),
        *_reports(reader, slug, to),
    ]


def discard(writer: Writer, slug: str) -> None:
    """Remove a work that nothing refers to any more, and its season, which bears its slug."""
    writer.remove("season", [slug])
    writer.remove("entry", [slug])


def _entries(reader: Reader, slug: str, to: str) -> Iterator[Entry]:
    """Yield the entries that are related to a work; what the other side says already is not said twice."""
    there = reader.fetch("entry", [to])
    said = {(one.target, one.type) for entry in there.values() for one in cast("Entry", entry).relations}
    sources = reader.fetch("entry", (source for source, _ in reader.relations_to(slug)))
    for entry in cast("dict[str, Entry]", sources).values():
        if entry.slug in {slug, to}:
            continue
        relations = (one.with_(target=to) if one.target == slug else one for one in entry.relations)
        new = (one for one in relations if one.target != to or (entry.slug, terms.INVERSES[one.type]) not in said)
        yield entry.with_(relations=distinct(new, stated))


def _courses(reader: Reader, slug: str, to: str) -> Iterator[Course]:
    for course in cast("dict[str, Course]", reader.fetch("course")).values():
        if slug in course.catalogues:
            yield course.with_(catalogues=_moved(course.catalogues, slug, to))


def _seasons(reader: Reader, slug: str, to: str) -> Iterator[Season]:
    """Yield the season of a course catalogue under its new slug, which may have one already."""
    seasons = cast("dict[str, Season]", reader.fetch("season", [to, slug]))
    if gone := seasons.get(slug):
        season = seasons.get(to, gone)
        yield Season(catalogue=to, label=filled(season.label, gone.label), note=filled(season.note, gone.note))


def _reports(reader: Reader, slug: str, to: str) -> Iterator[YearlyReport]:
    """Yield the yearly reports that name a work."""
    for one in cast("dict[str, YearlyReport]", reader.fetch("yearly_report")).values():
        counts = _each(one.report.counts_by_kind, slug, to)
        initiatives = (
            each.model_copy(update={"items": _each(each.items, slug, to)}) for each in one.report.initiatives
        )
        report = one.report.model_copy(update={"counts_by_kind": counts, "initiatives": tuple(initiatives)})
        if report != one.report:
            yield one.with_(report=report)


def _each(parts: Iterable[Any], slug: str, to: str) -> tuple[Any, ...]:
    """Return parts of a report with the works that they name."""
    return tuple(part.model_copy(update={"works": _moved(part.works, slug, to)}) for part in parts)


def _moved(slugs: Iterable[str], slug: str, to: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(to if each == slug else each for each in slugs))
