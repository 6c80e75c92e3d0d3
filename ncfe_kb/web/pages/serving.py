"""How a page comes to who asks: from what is kept of this edition, else made now, away from the loop."""

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ncfe_kb.catalogue.edition import Edition
from ncfe_kb.catalogue.remembering import Remembered
from ncfe_kb.dates import beginning, today
from ncfe_kb.languages import LANGUAGES, Language
from ncfe_kb.web.drawing import draw
from ncfe_kb.web.freshness import is_fresh, marks_of
from ncfe_kb.web.pages.heads import head_of
from ncfe_kb.web.pages.visit import Handler, Moved, Page, Visit
from ncfe_kb.web.readers import language_of, path_of
from ncfe_kb.web.site import Site

_PAGES = 1_000
"""Pages that are kept, some 20 kB each."""
_AT_ONCE = 3
"""Pages that one process makes at the same time: more would only take turns."""


class Made(NamedTuple):
    """A page as it goes out, or where it is now."""

    body: bytes
    moved: str = ""


class Kept:
    """The pages of one edition of the catalogue and one day, as they were last made."""

    def __init__(self, site: Site) -> None:
        """Keep pages of this site."""
        self.site = site
        self.turn = CapacityLimiter(_AT_ONCE)
        self._pages: Remembered[Made] = Remembered(_PAGES)

    def get(self, edition: Edition, key: str, make: Callable[[], Made]) -> Made:
        """Return a page, made now where it is not kept."""
        return self._pages.get(edition, key, make)

    def known(self, edition: Edition, key: str) -> Made | None:
        """Return a page if it is kept."""
        return self._pages.known(edition, key)


def serving(kept: Kept, language: Language, handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    """Return what answers requests for a page in a language."""

    async def answer(request: Request) -> Response:
        edition = _of_today(kept.site.view.edition())
        key = f"{request.scope['path']}?{request.scope['query_string'].decode('latin-1')}"
        headers = marks_of(edition, key)
        if is_fresh(request, headers):
            return Response(status_code=304, headers=headers)
        made = kept.known(edition, key)
        if made is None:
            visit = Visit(kept.site, language, request.path_params, request.query_params)
            make = lambda: kept.get(edition, key, lambda: _made(visit, handler))  # noqa: E731 - a function of none
            made = await to_thread.run_sync(make, limiter=kept.turn)
        if made.moved:
            return RedirectResponse(made.moved, 301, headers)
        return Response(made.body, headers=headers, media_type="text/html")

    return answer


def _of_today(edition: Edition) -> Edition:
    """Return the edition as it is shown today: what is to come changes with the day."""
    return edition._replace(changed=max(edition.changed, beginning(today())))


def _made(visit: Visit, handler: Handler) -> Made:
    page = handler(visit)
    addresses = visit.site.addresses
    if isinstance(page, Moved):
        return Made(b"", addresses.of(page.path, visit.language))
    return Made(_drawn(visit, page).encode())


def _drawn(visit: Visit, page: Page) -> str:
    shown = {"title": page.title, "description": page.description, "path": page.path, "query": page.query}
    head = head_of(visit, page)
    return draw(visit.site, visit.language, page.template, indexed=page.is_indexed, head=head, **shown, **page.said)


def leading_on(site: Site) -> Callable[[Request], Response]:
    """Return what leads from an address without a language to the page in the reader's."""

    def answer(request: Request) -> Response:
        language, path = language_of(request), path_of(request)
        path = "/" if path in {f"/{each}" for each in LANGUAGES} else path
        asked = {name: request.query_params.getlist(name) for name in request.query_params}
        to = site.addresses.of(path, language, asked)
        return RedirectResponse(to, 303, {"Vary": "Accept, Accept-Language"})

    return answer
