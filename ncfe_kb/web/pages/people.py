"""The page of a person: the works that name them."""

from ncfe_kb.errors import UnknownRecord
from ncfe_kb.web.pages.topics import by_label
from ncfe_kb.web.pages.visit import Page, Visit

_WORKS = 50
_TOPICS = 12
"""Topics that are shown: those of most works."""


def page(visit: Visit) -> Page:
    """Return the page of a person whom a public work names. Raises UnknownRecord."""
    view, id = visit.site.view, visit.names["id"]
    person = view.vocabulary.people.get(id)
    if person is None:
        raise UnknownRecord("person", id)
    works = view.search(language=visit.language, people=[id], sort="newest", limit=_WORKS, facets=("topic",))
    topics = by_label(visit, [str(one.id) for one in works.facets["topic"][:_TOPICS]])
    return Page("person.html", f"/people/{id}", person.name, {"person": person, "works": works, "topics": topics})
