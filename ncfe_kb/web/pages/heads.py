"""What the head of a page tells programs: structured data, and of a work its tags and its other forms."""

from ncfe_kb.catalogue.describing import Head
from ncfe_kb.web.pages.visit import Page, Visit

_TELL = {
    "about.html": "about",
    "course.html": "course",
    "front.html": "site",
    "person.html": "person",
    "series.html": "series",
    "topic.html": "topic",
    "topics.html": "topics",
    "work.html": "work",
}
"""What each page tells of, by its template."""


_IN_HEAD = frozenset({"author", "cite-as", "describedby"})
"""The links that a page has not elsewhere."""


def head_of(visit: Visit, page: Page) -> Head | None:
    """Return what a page tells programs; None for one that tells nothing."""
    if page.template not in _TELL:
        return None
    site, id = visit.site, page.path.rpartition("/")[2]
    head = site.view.head(_TELL[page.template], id, base=site.addresses.base, language=visit.language)
    return head._replace(links=tuple(one for one in head.links if one.relation in _IN_HEAD))
