"""What programs look at again and again: feeds, podcasts, the calendar, the sitemap, how to search here."""

from collections.abc import Awaitable, Callable
from functools import partial

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from ncfe_kb.catalogue.syndicating.contact import security_of
from ncfe_kb.formats.feeds import FORMS
from ncfe_kb.languages import LANGUAGES, Language
from ncfe_kb.web.keeping import Made
from ncfe_kb.web.pages.asking import FACETS, asked
from ncfe_kb.web.pages.visit import Visit
from ncfe_kb.web.readers import DEFAULT
from ncfe_kb.web.site import Site

_XML = "application/xml"

Make = Callable[[Visit], bytes]


def routes(site: Site) -> list[BaseRoute]:
    """Return the routes of all that; what has no language of its own stands by itself."""
    served = partial(_serving, site)
    found: list[BaseRoute] = [
        Route("/series/{id}/podcast.rss", served(_podcast, FORMS["rss"].media_type)),
        Route("/sitemap.xml", served(_sitemap, _XML)),
        Route("/sitemap-{part:int}.xml", served(_sitemap, _XML)),
        Route("/robots.txt", served(_robots, "text/plain")),
        Route("/.well-known/security.txt", partial(_security, site)),
    ]
    for language in LANGUAGES:
        feeds = [(f"/feed{form.ending}", partial(_feed, form.name), form.media_type) for form in FORMS.values()]
        makers: list[tuple[str, Make, str]] = [*feeds, *_MAKERS]
        found += [Route(f"/{language}{path}", served(make, type_, language)) for path, make, type_ in makers]
        found.append(Route(f"/{language}/suggestions.json", partial(_suggestions, site, language)))
    return found


def _serving(
    site: Site, make: Make, media_type: str, language: Language | None = None
) -> Callable[[Request], Awaitable[Response]]:
    """Return what answers a request with what is made for it."""

    async def answer(request: Request) -> Response:
        visit = Visit(site, language or DEFAULT, request.path_params, request.query_params)
        return await site.kept.answer(
            request, lambda: Made(make(visit), f"{media_type}; charset=utf-8", language=language or "")
        )

    return answer


def _feed(form: str, visit: Visit) -> bytes:
    wanted = asked(visit)
    chosen = {FACETS[name][0]: values for name, values in wanted.chosen.items()}
    base, language = visit.site.addresses.base, visit.language
    return visit.site.view.feed(form, base=base, language=language, text=wanted.text, **chosen)  # type: ignore[arg-type]  # names of `Chosen`


def _podcast(visit: Visit) -> bytes:
    return visit.site.view.podcast(visit.names["id"], base=visit.site.addresses.base)


def _calendar(visit: Visit) -> bytes:
    audience = visit.query.get("audience") or None
    return visit.site.view.calendar(base=visit.site.addresses.base, language=visit.language, audience=audience)


def _sitemap(visit: Visit) -> bytes:
    part = visit.names.get("part")
    return visit.site.view.sitemap(base=visit.site.addresses.base, part=None if part is None else int(part))


def _robots(visit: Visit) -> bytes:
    return visit.site.view.robots(base=visit.site.addresses.base).encode()


def _opensearch(visit: Visit) -> bytes:
    return visit.site.view.opensearch(base=visit.site.addresses.base, language=visit.language)


_MAKERS: tuple[tuple[str, Make, str], ...] = (
    ("/courses.ics", _calendar, "text/calendar"),
    ("/opensearch.xml", _opensearch, "application/opensearchdescription+xml"),
)
"""What else there is in each language: its path, what makes it, its media type."""


def _suggestions(site: Site, language: Language, request: Request) -> JSONResponse:
    typed = request.query_params.get("q", "")
    found = site.view.suggestions(typed, base=site.addresses.base, language=language)
    return JSONResponse(found, media_type="application/x-suggestions+json", headers={"Cache-Control": "no-cache"})


def _security(site: Site, _request: Request) -> Response:
    if not site.contact:
        raise HTTPException(404)
    return Response(security_of(site.contact, site.addresses), media_type="text/plain")
