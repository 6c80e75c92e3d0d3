"""The pages, in Danish below /da and in English below /en."""

from starlette.routing import BaseRoute, Route

from ncfe_kb.languages import LANGUAGES
from ncfe_kb.web.pages import about, courses, front, people, search, series, topics, works
from ncfe_kb.web.pages.serving import leading_on, serving
from ncfe_kb.web.pages.visit import Handler
from ncfe_kb.web.site import Site

PAGES: dict[str, Handler] = {
    "/": front.page,
    "/search": search.page,
    "/works/{slug}": works.page,
    "/topics": topics.index,
    "/topics/{id}": topics.page,
    "/people/{id}": people.page,
    "/series": series.index,
    "/series/{id}": series.page,
    "/courses": courses.index,
    "/courses/{id}": courses.page,
    "/about": about.page,
}
"""What makes each page, by what it is under in either language."""


def routes(site: Site) -> list[BaseRoute]:
    """Return the routes of the pages, and for each the address without a language, which leads on."""
    return [
        *(
            Route(f"/{language}{path}", serving(site, language, handler))
            for path, handler in PAGES.items()
            for language in LANGUAGES
        ),
        *(Route(f"/{language}", leading_on(site)) for language in LANGUAGES),
        *(Route(path, leading_on(site)) for path in PAGES),
    ]
