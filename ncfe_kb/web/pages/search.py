"""The page of a search; its address holds all that was typed and chosen."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, cast
from urllib.parse import quote_plus, urlencode

from markupsafe import Markup, escape
from starlette.exceptions import HTTPException

from ncfe_kb.catalogue import FacetValue, Results
from ncfe_kb.catalogue.asking import Sort
from ncfe_kb.errors import Fault, InvalidRecord
from ncfe_kb.i18n import LANGUAGE_NAMES
from ncfe_kb.languages import Language
from ncfe_kb.messages import N_
from ncfe_kb.web.drawing import Choice, in_language, linked, noted
from ncfe_kb.web.pages.visit import Page, Visit

LONGEST = 500
"""Characters of a query; nobody types more."""
DEEPEST = 200
"""The last page that is made; who wants more narrows the search, or takes it as a file."""
FACETS = {
    "kind": ("kinds", N_("Type")),
    "topic": ("topics", N_("Topic")),
    "year": ("years", N_("Year")),
    "language": ("languages", N_("Language")),
    "series": ("series", N_("Series")),
    "person": ("people", N_("Person")),
}
"""What an address calls each facet, what the library does, and a reader."""
SORTS = {"relevance": N_("best match"), "newest": N_("newest first"), "title": N_("title")}
_LIMIT = 10
_SHOWN, _MOST = 6, 20
_AROUND = 2

Pairs = Sequence[tuple[str, str]]


class Facet(NamedTuple):
    """A facet with the values that are shown at once, and those that are when asked for, as items of a list."""

    label: str
    first: Markup
    more: Markup


class Known(NamedTuple):
    """A facet's value as it stands in an address, and what a reader sees, both escaped."""

    key: str
    label: str


class Asked(NamedTuple):
    """What an address asks for."""

    text: str
    chosen: Mapping[str, tuple[str, ...]]
    sort: str
    page: int

    def pairs(self, **changed: str | int) -> list[tuple[str, str]]:
        """Return names and values that ask for this, but for what is changed; what goes without saying is left out."""
        said = {"q": self.text, "sort": self.sort, "page": self.page, **changed}
        plain = [(name, str(said[name])) for name, usual in (("sort", ""), ("page", 1)) if said[name] != usual]
        filters = [(name, value) for name, values in self.chosen.items() for value in values]
        return [*([("q", str(said["q"]))] if said["q"] else []), *filters, *plain]

    def toggled(self, name: str, value: str) -> Pairs:
        """Return what asks for the first page of this with one value more, or less where it is chosen."""
        now = self.chosen.get(name, ())
        values = tuple(each for each in now if each != value) if value in now else (*now, value)
        return self._replace(chosen={**self.chosen, name: values}, page=1).pairs()


def asked(visit: Visit) -> Asked:
    """Return what a visit asks for. Raises InvalidRecord for a query that nobody types."""
    text = visit.query.get("q", "").strip()
    if len(text) > LONGEST:
        raise InvalidRecord((Fault(N_("the query is longer than {longest} characters; shorten it"), longest=LONGEST),))
    sort = visit.query.get("sort", "")
    chosen = {name: visit.all(name) for name in FACETS}
    return Asked(text, chosen, sort if sort in SORTS else "", max(1, visit.whole("page")))


def page(visit: Visit) -> Page:
    """Return the page of a search."""
    wanted = asked(visit)
    if wanted.page > DEEPEST:
        raise HTTPException(404)
    results = visit.site.view.search(
        wanted.text,
        language=visit.language,
        sort=cast("Sort", wanted.sort or "relevance"),
        group=True,
        limit=_LIMIT,
        page=wanted.page,
        facet_values=_MOST,
        explain=False,
        **{FACETS[name][0]: values for name, values in wanted.chosen.items()},
    )
    say = visit.say
    return Page(
        "search.html",
        "/search",
        say(N_("Search: {query}")).format(query=wanted.text) if wanted.text else say(N_("Search")),
        {
            "asked": wanted,
            "results": results,
            "facets": tuple(_facets(visit, wanted, results)),
            "chosen": tuple(_chosen(visit, wanted)),
            "sorts": [
                (label, _query(wanted.pairs(sort=key, page=1)), key == _sort(wanted)) for key, label in SORTS.items()
            ],
            "suggested": _query(wanted.pairs(q=results.suggestion, page=1)) if results.suggestion else "",
            "pages": _pages(wanted, results),
            "files": _query(wanted.pairs(page=1, sort="")),
        },
        values=wanted.pairs(),
        is_indexed=not any(wanted.chosen.values()) and wanted.page == 1 and not wanted.text,
    )


def _sort(wanted: Asked) -> str:
    return wanted.sort or ("relevance" if wanted.text else "newest")


def _query(pairs: Pairs) -> str:
    return f"?{urlencode(pairs)}" if pairs else ""


def _facets(visit: Visit, wanted: Asked, results: Results) -> Iterator[Facet]:
    for name, (_, label) in FACETS.items():
        if values := results.facets.get(name):
            choices = list(_choices(visit, wanted, name, values))
            yield Facet(visit.say(label), linked(choices[:_SHOWN]), linked(choices[_SHOWN:]))


def _choices(visit: Visit, wanted: Asked, name: str, values: Sequence[FacetValue]) -> Iterator[Choice]:
    """Yield each value as a link; for most of them that is the address of this search and one value more."""
    here = f"{visit.site.addresses.path}/{visit.language}/search"
    before = _query(wanted._replace(page=1).pairs())
    more = str(escape(f"{here}{before}{'&' if before else '?'}{name}="))
    for value in values:
        key, works = str(value.id), visit.say.number(value.count)
        known = _known(key, value.label, value.language or visit.language, visit.language)
        if key in wanted.chosen[name]:
            address = str(escape(f"{here}{_query(wanted.toggled(name, key))}"))
            yield Choice(address, known.label, works, is_chosen=True)
        else:
            yield Choice(more + known.key, known.label, works, is_chosen=False)


@lru_cache(8_192)
def _known(key: str, label: str, language: Language, page: Language) -> Known:
    """Return a value as it stands in an address and in a page; the same few are on most pages."""
    return Known(str(escape(quote_plus(key))), str(in_language(label, language, page)))


def _chosen(visit: Visit, wanted: Asked) -> Iterator[tuple[str, str, str]]:
    """Yield what the search is narrowed to: what it is called, its value, and the address without it.

    Only what everyone may know is called by its name: nobody may learn one by asking for an id.
    """
    if not any(wanted.chosen.values()):
        return
    known, say = visit.known, visit.say
    words: dict[str, Callable[[str], str]] = {
        "person": known.person_label,
        "language": lambda key: say.term(LANGUAGE_NAMES, key),
    }
    for name, values in wanted.chosen.items():
        for value in values:
            text = known.facet_label(name, value)
            label = noted(text.in_(visit.language), visit.language) if text else words.get(name, _as_it_is)(value)
            yield say(FACETS[name][1]), label, _query(wanted.toggled(name, value))


def _as_it_is(key: str) -> str:
    return key


def _pages(wanted: Asked, results: Results) -> list[tuple[int, str]]:
    """Return the pages that are linked to: the first, the last, and those around this one."""
    last = min(results.pages, DEEPEST)
    near = range(wanted.page - _AROUND, wanted.page + _AROUND + 1)
    numbers = [number for number in range(1, last + 1) if number in {1, last} or number in near]
    return [(number, _query(wanted.pairs(page=number))) for number in numbers] if last > 1 else []
