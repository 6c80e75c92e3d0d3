"""How a page comes to who asks, and how an address without a language leads on to it."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ncfe_kb.languages import LANGUAGES, Language
from ncfe_kb.web.drawing import draw
from ncfe_kb.web.keeping import Made
from ncfe_kb.web.pages.heads import head_of
from ncfe_kb.web.pages.visit import Handler, Moved, Page, Visit
from ncfe_kb.web.readers import language_of, path_of
from ncfe_kb.web.site import Site


def serving(site: Site, language: Language, handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    """Return what answers requests for a page in a language."""

    async def answer(request: Request) -> Response:
        visit = Visit(site, language, request.path_params, request.query_params)
        return await site.kept.answer(request, lambda: _made(visit, handler))

    return answer


def _made(visit: Visit, handler: Handler) -> Made:
    page = handler(visit)
    addresses = visit.site.addresses
    if isinstance(page, Moved):
        return Made(b"", moved=addresses.of(page.path, visit.language))
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
