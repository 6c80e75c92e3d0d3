"""The links from a page of results to narrower and to wider searches."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote_plus

from markupsafe import Markup, escape

from ncfe_kb.catalogue import FacetValue, Results
from ncfe_kb.i18n import LANGUAGE_NAMES
from ncfe_kb.languages import Language
from ncfe_kb.web.drawing import choice, in_language, listed, noted
from ncfe_kb.web.pages.asking import FACETS, Asked
from ncfe_kb.web.pages.visit import Visit

_SHOWN = 6
"""Values of a facet that are shown at once."""


class Facet(NamedTuple):
    """A facet with the values that are shown at once, and those that are when asked for, as items of a list."""

    label: str
    first: Markup
    more: Markup


class Known(NamedTuple):
    """A facet's value as it stands in an address, and as a reader sees it, both escaped."""

    key: str
    label: str


class Narrowing:
    """What a search can be narrowed to, or is; each value is a link that does the one or undoes the other."""

    def __init__(self, visit: Visit, wanted: Asked) -> None:
        """Link from the search that a visit asks for."""
        self._visit = visit
        self._wanted = wanted
        self._here = f"{visit.site.addresses.path}/{visit.language}/search"
        before = wanted.query(page=1)
        self._more = str(escape(f"{self._here}{before}{'&' if before else '?'}"))

    def facets(self, results: Results) -> Iterator[Facet]:
        """Yield the facets that the results have."""
        for name, (_, label) in FACETS.items():
            if values := results.facets.get(name):
                items = self._items(name, values)
                yield Facet(self._visit.say(label), listed(items[:_SHOWN]), listed(items[_SHOWN:]))

    def _items(self, name: str, values: Sequence[FacetValue]) -> list[str]:
        """Return each value as a link; for most of them that is the address of this search and one value more."""
        language, number, chosen = self._visit.language, self._visit.say.number, self._wanted.chosen[name]
        more, items = f"{self._more}{name}=", []
        for value in values:
            known = _known(str(value.id), value.label, value.language or language, language)
            is_chosen = bool(chosen) and str(value.id) in chosen
            address = escape(self._here + self._wanted.toggled(name, str(value.id))) if is_chosen else more + known.key
            items.append(choice(address, known.label, number(value.count), is_chosen=is_chosen))
        return items

    def chosen(self) -> Iterator[tuple[str, str, str]]:
        """Yield what the search is narrowed to: what it is called, its value, and the query without it.

        Only what everyone may know is called by its name: nobody may learn one by asking for an id.
        """
        for name, values in self._wanted.chosen.items():
            for value in values:
                label = self._visit.say(FACETS[name][1])
                yield label, self._label(name, value), self._wanted.toggled(name, value)

    def _label(self, name: str, key: str) -> str:
        known, say, language = self._visit.known, self._visit.say, self._visit.language
        if text := known.facet_label(name, key):
            return noted(text.in_(language), language)
        if name == "person":
            return known.person_label(key)
        return say.term(LANGUAGE_NAMES, key) if name == "language" else key


@lru_cache(8_192)
def _known(key: str, label: str, language: Language, page: Language) -> Known:
    """Return a value as it stands in an address and in a page; the same few are on most pages."""
    return Known(str(escape(quote_plus(key))), str(in_language(label, language, page)))
