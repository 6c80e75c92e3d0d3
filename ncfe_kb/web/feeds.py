"""What programs look at again and again: feeds, podcasts, the calendar, the sitemap, how to search here."""

from collections.abc import Awaitable, Callable
from functools import partial

from anyio import CapacityLimiter, to_thread
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from ncfe_kb.catalogue.remembering import Remembered
from ncfe_kb.catalogue.syndicating.contact import security_of
from ncfe_kb.formats.feeds import FORMS
from ncfe_kb.languages import LANGUAGES, Language
from ncfe_kb.web.freshness import is_fresh, marks_of
from ncfe_kb.web.pages.asking import FACETS, asked
from ncfe_kb.web.pages.visit import Visit
from ncfe_kb.web.readers import DEFAULT
from ncfe_kb.web.site import Site

_KEPT = 200
"""Answers that are kept of one edition."""
_AT_ONCE = 2
"""Answers that one process makes at the same time."""
_XML = "application/xml"

Make = Callable[[Visit], bytes]


def routes(site: Site) -> list[BaseRoute]:
    """Return the routes of all that; what has no language of its own stands by itself."""
    served = _Served(site)
    found: list[BaseRoute] = [
        Route("/series/{id}/podcast.rss", served.by(_podcast, FORMS["rss"].media_type)),
        Route("/sitemap.xml", served.by(_sitemap, _XML)),
        Route("/sitemap-{part:int}.xml", served.by(_sitemap, _XML)),
        Route("/robots.txt", served.by(_robots, "text/plain")),
        Route("/.well-known/security.txt", partial(_security, site)),
    ]
    for language in LANGUAGES:
        feeds = [(f"/feed{form.ending}", partial(_feed, form.name), form.media_type) for form in FORMS.values()]
        makers: list[tuple[str, Make, str]] = [*feeds, *_MAKERS]
        found += [Route(f"/{language}{path}", served.by(make, type_, language)) for path, make, type_ in makers]
        found.append(Route(f"/{language}/suggestions.json", partial(_suggestions, site, language)))
    return found


class _Served:
    """Answers with what is made once for each edition of the catalogue, away from the loop."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._kept: Remembered[bytes] = Remembered(_KEPT)
        self._turn = CapacityLimiter(_AT_ONCE)

    def by(
        self, make: Make, media_type: str, language: Language | None = None
    ) -> Callable[[Request], Awaitable[Response]]:
        """Return what answers a request with what is made for it."""
        spoken = {"Content-Language": language} if language else {}

        async def answer(request: Request) -> Response:
            edition = self._site.view.edition()
            key = f"{request.scope['path']}?{request.scope['query_string'].decode('latin-1')}"
            headers = {**marks_of(edition, key), **spoken}
            if is_fresh(request, headers):
                return Response(status_code=304, headers=headers)
            visit = Visit(self._site, language or DEFAULT, request.path_params, request.query_params)
            made = lambda: self._kept.get(edition, key, lambda: make(visit))  # noqa: E731 - a function of none
            body = await to_thread.run_sync(made, limiter=self._turn)
            return Response(body, headers=headers, media_type=f"{media_type}; charset=utf-8")

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
