"""What the address of a search asks for, and how addresses of other searches are made of it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from ncfe_kb.errors import Fault, InvalidRecord
from ncfe_kb.messages import N_
from ncfe_kb.web.pages.visit import Visit

LONGEST = 500
"""Characters of a query; nobody types more."""
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

Pairs = Sequence[tuple[str, str]]


class Asked(NamedTuple):
    """What an address asks for."""

    text: str
    chosen: Mapping[str, tuple[str, ...]]
    sort: str
    page: int

    @property
    def order(self) -> str:
        """The order that results come in, also where none was asked for."""
        return self.sort or ("relevance" if self.text else "newest")

    def pairs(self, **changed: str | int) -> list[tuple[str, str]]:
        """Return names and values that ask for this, but for what is changed; what goes without saying is left out."""
        said = {"q": self.text, "sort": self.sort, "page": self.page, **changed}
        plain = [(name, str(said[name])) for name, usual in (("sort", ""), ("page", 1)) if said[name] != usual]
        filters = [(name, value) for name, values in self.chosen.items() for value in values]
        return [*([("q", str(said["q"]))] if said["q"] else []), *filters, *plain]

    def query(self, **changed: str | int) -> str:
        """Return what stands after the path of an address that asks for this, but for what is changed."""
        pairs = self.pairs(**changed)
        return f"?{urlencode(pairs)}" if pairs else ""

    def toggled(self, name: str, value: str) -> str:
        """Return what asks for the first page of this with one value more, or less where it is chosen."""
        now = self.chosen.get(name, ())
        values = tuple(each for each in now if each != value) if value in now else (*now, value)
        return self._replace(chosen={**self.chosen, name: values}).query(page=1)


def asked(visit: Visit) -> Asked:
    """Return what a visit asks for. Raises InvalidRecord for a query that nobody types."""
    text = visit.query.get("q", "").strip()
    if len(text) > LONGEST:
        raise InvalidRecord((Fault(N_("the query is longer than {longest} characters; shorten it"), longest=LONGEST),))
    sort = visit.query.get("sort", "")
    chosen = {name: visit.all(name) for name in FACETS}
    return Asked(text, chosen, sort if sort in SORTS else "", max(1, visit.whole("page")))
