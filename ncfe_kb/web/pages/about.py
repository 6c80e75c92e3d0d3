"""The page about the catalogue: its numbers, and how other programs read it."""

from ncfe_kb.messages import N_
from ncfe_kb.web.pages.visit import Page, Visit

_FACETS = ("kind", "language", "year")


def page(visit: Visit) -> Page:
    """Return the page about the catalogue."""
    view = visit.site.view
    found = view.search(language=visit.language, limit=0, facets=_FACETS)
    known = view.vocabulary
    said = {
        "total": found.total,
        "kinds": found.facets["kind"],
        "languages": found.facets["language"],
        "years": sorted(found.facets["year"], key=lambda one: -int(one.id)),
        "topics": len(known.topics),
        "people": len(known.people),
        "changed": view.edition().changed,
    }
    return Page("about.html", "/about", visit.say(N_("About the catalogue")), said)
