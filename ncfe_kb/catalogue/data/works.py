"""Works and series as plain data: what everyone may see of them, without what is for staff."""

from collections.abc import Iterable
from datetime import datetime
from typing import (
    Annotated,
    Any,
    Required,  # typing's own, from Python 3.12 on
)

from typing_extensions import TypedDict

from ncfe_kb.catalogue.data.shapes import As, Label, Words, described
from ncfe_kb.catalogue.data.wording import Wording, words
from ncfe_kb.catalogue.relating import Standing
from ncfe_kb.catalogue.serials import SeriesWorks
from ncfe_kb.dates import FIRST_YEAR
from ncfe_kb.languages import Language
from ncfe_kb.models import Contributor, Entry, Episode, Identifier, terms


@described
class Credit(TypedDict):
    """A person or an organisation with a role in a work; N.N. for somebody who is not to be named."""

    name: str
    """The name as it is printed on the work."""
    role: Label
    """What they did for the work."""
    person: str | None
    """The id of the person, where the catalogue knows more of them."""
    organisation: str | None
    """The id of the organisation, where the catalogue knows more of it."""
    affiliation: str | None
    """Where they belonged when they did it."""


@described
class Relation(TypedDict):
    """How the work stands to another one, whichever of the two says so."""

    type: Label
    """What it is to the other one."""
    slug: str
    """The other work."""
    title: Words
    """The other work's title."""
    certainty: str
    """Whether a source states the relation (stated) or it is only probable."""


@described
class Work(TypedDict, total=False):
    """A work as everyone may see it; with `fields`, no more of it than was asked for."""

    slug: Required[str]
    """The id of the work, the last part of its address."""
    address: str
    """The work's page in the language that was asked for."""
    kind: Label
    """What kind of work it is."""
    title: Words
    """The title; in brackets where a cataloguer gave it."""
    alternative_titles: list[Words]
    """What else the work is called."""
    genre: Words | None
    """The genre as printed."""
    date: str | None
    """When it came out or took place: 2019, 2019-11, 2019-11-08, or two of these with a slash (EDTF level 0)."""
    date_note: Words | None
    """What is to be said of the date."""
    year: int | None
    """The year of the date."""
    language: Language | None
    """The language of the work itself."""
    series: Label | None
    """The series, journal or podcast that it is in."""
    series_number: str | None
    """Its number in the series, as printed."""
    extent: Words | None
    """How long it is."""
    urls: list[str]
    """Where it can be read or heard."""
    abstract: Words | None
    """What it is about."""
    topics: list[Label]
    """Its topics."""
    audience: list[Label]
    """Whom it is made for."""
    contributors: list[Credit]
    """Who made it, in the order of the work."""
    relations: list[Relation]
    """How it stands to other works that everyone may see."""
    identifiers: Annotated[list[dict[str, Any]], As(list[Identifier])]
    """Its DOI, ISBN or ISSN."""
    episode: Annotated[dict[str, Any] | None, As(Episode | None)]
    """What a podcast episode has beyond other works."""
    relation_to_centre: Label | None
    """What the centre had to do with it."""
    published: str | None
    """Since when everyone may see it, as far as that is known (UTC)."""
    former_slugs: list[str]
    """Slugs that it had before; they lead on to it."""


@described
class Works(TypedDict):
    """Works in the order of their slugs: those after the last one that is known already."""

    total: int
    """How many works there are in all."""
    works: list[Work]
    """The works."""
    next: str | None
    """What to give as `after` for those that follow; null where none do."""


@described
class Series(TypedDict):
    """A series, journal or podcast."""

    id: str
    """The id of the series."""
    address: str
    """The page of the series in the language that was asked for."""
    title: Words
    """What it is called."""
    works: int
    """How many works are in it."""
    episodes: int
    """How many of these are episodes."""
    duration: int
    """How many seconds the episodes last together, as far as that is known."""


@described
class AllSeries(TypedDict):
    """All series in alphabetical order."""

    total: int
    """How many there are."""
    series: list[Series]
    """The series."""


@described
class Part(TypedDict):
    """A work as its series lists it."""

    slug: str
    """The id of the work."""
    kind: Label
    """What kind of work it is."""
    title: Words
    """The title."""
    date: str | None
    """When it came out (EDTF level 0)."""
    series_number: str | None
    """Its number in the series, as printed."""
    episode: Annotated[dict[str, Any] | None, As(Episode | None)]
    """What a podcast episode has beyond other works."""


@described
class SeriesParts(TypedDict):
    """A series with its works in order: episodes by season and number, other works by date."""

    series: Series
    """The series."""
    parts: list[Part]
    """What is in it."""


_UNTOLD = frozenset({terms.DISTINCT})
"""Relations that are for those who catalogue."""


def work(entry: Entry, related: Iterable[Standing], say: Wording) -> Work:
    """Return a work; `related` are the works that it stands to."""
    return {
        "slug": entry.slug,
        "address": say.addresses.work(entry.slug, say.language),
        "kind": say.kind(entry.kind),
        "title": words(entry.title_in(say.language)),
        "alternative_titles": [told for title in entry.alternative_titles if (told := say.text(title))],
        "genre": say.text(entry.genre),
        "date": entry.date,
        "year": entry.year,
        "language": entry.language,
        "series": say.series(entry.series) if entry.series else None,
        "series_number": entry.series_number,
        "extent": say.text(entry.extent),
        "urls": list(entry.urls),
        "abstract": say.text(entry.abstract),
        "topics": say.topics(entry.topics),
        "audience": say.audiences(entry.audience),
        "contributors": [_credit(one, say) for one in entry.contributors],
        "relations": _relations(related, say),
        "identifiers": [one.model_dump() for one in entry.identifiers],
        "episode": entry.episode.model_dump() if entry.episode else None,
        "relation_to_centre": _to_centre(entry, say),
        "published": _moment(entry.published_from),
        "former_slugs": list(entry.former_slugs),
    }


def series(found: SeriesWorks, say: Wording) -> Series:
    """Return a series."""
    return {
        "id": found.id,
        "address": say.addresses.series(found.id, say.language),
        "title": say.name(found.title, found.id),
        "works": len(found.works),
        "episodes": len(found.episodes),
        "duration": found.duration,
    }


def part(entry: Entry, say: Wording) -> Part:
    """Return a work as its series lists it."""
    return {
        "slug": entry.slug,
        "kind": say.kind(entry.kind),
        "title": words(entry.title_in(say.language)),
        "date": entry.date,
        "series_number": entry.series_number,
        "episode": entry.episode.model_dump() if entry.episode else None,
    }


def _credit(one: Contributor, say: Wording) -> Credit:
    return {
        "name": one.name,
        "role": say.term(terms.ROLES, one.role),
        "person": one.person,
        "organisation": one.organisation,
        "affiliation": one.affiliation,
    }


def _relations(related: Iterable[Standing], say: Wording) -> list[Relation]:
    """Return how a work stands to others, once where both say so."""
    told = {(one.relation.type, one.entry.slug): _relation(one, say) for one in related}
    return [relation for (type_name, _), relation in told.items() if type_name not in _UNTOLD]


def _relation(one: Standing, say: Wording) -> Relation:
    return {
        "type": say.term(terms.RELATION_TYPES, one.relation.type),
        "slug": one.entry.slug,
        "title": words(one.entry.title_in(say.language)),
        "certainty": one.relation.certainty,
    }


def _to_centre(entry: Entry, say: Wording) -> Label | None:
    return say.term(terms.RELATIONS_TO_CENTRE, entry.relation_to_centre) if entry.relation_to_centre else None


def _moment(moment: datetime | None) -> str | None:
    """Return since when a work is public; None where that is not known, which stands as long ago."""
    return None if moment is None or moment.year < FIRST_YEAR else moment.isoformat()
