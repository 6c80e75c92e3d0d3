"""The front page: where to search, what there is, what is new."""

from ncfe_kb.messages import N_
from ncfe_kb.web.pages.topics import by_label
from ncfe_kb.web.pages.visit import Page, Visit

_NEWEST = 5
_COMING = 4
_TOPICS = 24
"""Topics that are shown: those with most works."""


def page(visit: Visit) -> Page:
    """Return the front page."""
    view = visit.site.view
    counts = view.topic_counts()
    largest = sorted(counts, key=lambda key: -counts[key])[:_TOPICS]
    return Page(
        "front.html",
        "/",
        visit.say(N_("Knowledge on the prevention of extremism")),
        {
            "newest": view.search(language=visit.language, sort="newest", group=True, limit=_NEWEST, facets=("kind",)),
            "topics": by_label(visit, largest),
            "counts": counts,
            "courses": view.courses(upcoming=True, language=visit.language)[:_COMING],
        },
        visit.say(N_("Research, summaries, podcasts, courses and tools on extremism and how it is prevented.")),
    )
