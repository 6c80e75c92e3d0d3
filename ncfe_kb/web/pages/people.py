"""The page of a person: the works that name them."""

from ncfe_kb.errors import UnknownRecord
from ncfe_kb.web.pages.visit import Page, Visit

_WORKS = 50


def page(visit: Visit) -> Page:
    """Return the page of a person whom a public work names. Raises UnknownRecord."""
    view, id = visit.site.view, visit.names["id"]
    person = view.vocabulary.people.get(id)
    if person is None:
        raise UnknownRecord("person", id)
    works = view.search(language=visit.language, people=[id], sort="newest", limit=_WORKS, facets=("topic",))
    return Page("person.html", f"/people/{id}", person.name, {"person": person, "works": works})
