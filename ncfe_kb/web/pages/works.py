"""The page of a work: what it is, what it is about, what it stands to, how to cite it and take it along."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ncfe_kb.catalogue.vocabulary import Vocabulary
from ncfe_kb.models import Contributor, Entry, terms
from ncfe_kb.text import Localised
from ncfe_kb.web.pages.visit import Moved, Page, Visit

_SIMILAR = 4
_DESCRIBED = 200
"""Characters of an abstract that a search engine shows."""
_STYLES = {"apa": "APA", "harvard": "Harvard", "chicago": "Chicago"}
_UNTOLD = frozenset({terms.DISTINCT})
"""Relations that are for those who catalogue."""


class Credit(NamedTuple):
    """Somebody who did something for a work: the name, and where a page of theirs is."""

    name: str
    path: str
    affiliation: str


class Linked(NamedTuple):
    """Another work that this one stands to."""

    slug: str
    title: Localised
    kind: str


def page(visit: Visit) -> Page | Moved:
    """Return the page of a work. Raises UnknownRecord."""
    view, language, slug = visit.site.view, visit.language, visit.names["slug"]
    entry = view[slug]
    if entry.slug != slug:
        return Moved(f"/works/{entry.slug}")
    abstract = entry.abstract.in_(language)
    known = view.vocabulary
    return Page(
        "work.html",
        f"/works/{slug}",
        entry.title_in(language).value,
        {
            "entry": entry,
            "work_title": entry.title_in(language),
            "abstract": abstract,
            "known": known,
            "credits": tuple(_credits(visit, entry, known)),
            "related": _related(visit, slug, known),
            "similar": view.similar(slug, language=language, limit=_SIMILAR),
            "citations": [(name, view.cite(slug, style=style, language=language)) for style, name in _STYLES.items()],
            "scheme_names": terms.IDENTIFIER_SCHEMES,
        },
        _shortened(abstract.value) if abstract else "",
    )


def _shortened(text: str) -> str:
    return text if len(text) <= _DESCRIBED else f"{text[:_DESCRIBED].rsplit(' ', 1)[0]} …"


def _credits(visit: Visit, entry: Entry, known: Vocabulary) -> Iterator[tuple[str, list[Credit]]]:
    """Yield each role with those who had it."""
    by_role: dict[str, list[Credit]] = defaultdict(list)
    for one in entry.contributors:
        by_role[one.role].append(Credit(one.name, _page_of(one, known), one.affiliation or ""))
    for role, names in by_role.items():
        yield visit.say.term(terms.ROLES, role), names


def _page_of(one: Contributor, known: Vocabulary) -> str:
    return f"/people/{one.person}" if one.person in known.people else ""


def _related(visit: Visit, slug: str, known: Vocabulary) -> Mapping[str, Sequence[Linked]]:
    """Return the works that a work stands to, by what they are to it."""
    view, language = visit.site.view, visit.language
    found: dict[str, list[Linked]] = defaultdict(list)
    for relation in view.relations(slug):
        if relation.type not in _UNTOLD:
            entry = view[relation.target]
            label = visit.say.term(terms.RELATION_TYPES, relation.type)
            kind = known.kind_label(entry.kind, language)
            found[label].append(Linked(entry.slug, entry.title_in(language), kind))
    return found
