"""Lets all that refers to a work follow it to another slug."""

from collections.abc import Iterator
from typing import cast

from ncfe_kb.models import Course, Entry, Value
from ncfe_kb.storage import Reader


def retargeted(reader: Reader, slug: str, to: str) -> list[Value]:
    """Return the records that refer to a work, with references to another slug instead."""
    return [*_entries(reader, slug, to), *_courses(reader, slug, to)]


def _entries(reader: Reader, slug: str, to: str) -> Iterator[Entry]:
    sources = reader.fetch("entry", (source for source, _ in reader.relations_to(slug)))
    for entry in cast("dict[str, Entry]", sources).values():
        relations = (one.with_(target=to) if one.target == slug else one for one in entry.relations)
        yield entry.with_(relations=tuple(dict.fromkeys(relations)))


def _courses(reader: Reader, slug: str, to: str) -> Iterator[Course]:
    for course in cast("dict[str, Course]", reader.fetch("course")).values():
        if slug in course.catalogues:
            yield course.with_(catalogues=tuple(to if key == slug else key for key in course.catalogues))
