"""Works as files for other programs: one or those of a search, at addresses of their own or by what is accepted.

/works/exit.bib is a file, /works.bib?q=exit all that a search finds; without the ending the address
leads a browser on to the page, and gives other programs the form that they accept.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import cast

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from ncfe_kb.catalogue.selection import Chosen
from ncfe_kb.formats.served import SERVED, Served
from ncfe_kb.web.forms import VARY, Turns, accepted, ending, headers_of
from ncfe_kb.web.freshness import is_fresh
from ncfe_kb.web.pages.asking import FACETS, asked
from ncfe_kb.web.pages.visit import Visit
from ncfe_kb.web.readers import language_of
from ncfe_kb.web.site import Site

_BY_TYPE = {one.media_type: one for one in SERVED}
_BY_SUFFIX = {one.suffix: one for one in SERVED}


def routes(site: Site) -> list[BaseRoute]:
    """Return the routes of works and of whole searches, which do not wait for each other."""
    ones, many = _Files(site), _Files(site)
    work, search = ones.turns.answering(ones.work), many.turns.answering(many.search)
    return [Route("/works/{name}", work), Route("/works", search), Route("/works.{suffix}", search)]


class _Files:
    """Answers with files of a site's works, in their turns."""

    def __init__(self, site: Site) -> None:
        self.turns = Turns()
        self._site = site

    def work(self, request: Request) -> Response:
        """Answer with a work's file, or lead on to its page or to where it is now."""
        site, (slug, point, suffix) = self._site, request.path_params["name"].partition(".")
        form = ending(suffix, _BY_SUFFIX) if point else accepted(request, _BY_TYPE)
        now = site.view[slug].slug
        if form is None:
            return _page_of(site, request, now)
        language, base = language_of(request), site.addresses.base
        place = site.addresses.file(now, form.suffix, language)
        if now != slug:
            return RedirectResponse(place, 301, VARY)
        export = partial(site.view.export_stream, form.format, slugs=[slug], language=language, base=base)
        return self._given(request, form, headers_of(site, place, f"{slug}.{form.suffix}"), export)

    def search(self, request: Request) -> Response:
        """Answer with all that a search finds, or lead on to its page."""
        site, names, language = self._site, request.path_params, language_of(request)
        form = ending(names["suffix"], _BY_SUFFIX) if names else accepted(request, _BY_TYPE)
        said = asked(Visit(site, language, names, request.query_params))
        values = {"q": said.text or None, **said.chosen}
        if form is None:
            return RedirectResponse(site.addresses.search(language, values), 303, VARY)
        chosen = cast("Chosen", {FACETS[name][0]: each for name, each in said.chosen.items()})
        place = site.addresses.files(form.suffix, {**values, "lang": language})
        export = partial(site.view.export_stream, form.format, text=said.text, language=language, **chosen)
        return self._given(
            request, form, headers_of(site, place, f"works.{form.suffix}"), partial(export, base=site.addresses.base)
        )

    def _given(
        self, request: Request, form: Served, headers: dict[str, str], export: Callable[[], Iterator[bytes]]
    ) -> Response:
        """Return a file, of which nothing is made for whoever has it already or wants the headers alone."""
        if is_fresh(request, headers):
            return Response(status_code=304, headers=headers)
        pieces = export() if request.method == "GET" else iter(())
        return StreamingResponse(self.turns.each(pieces), headers=headers, media_type=form.media_type)


def _page_of(site: Site, request: Request, slug: str) -> Response:
    """Lead on to the page of a work, and tell where its other forms are."""
    links = ", ".join(one.header() for one in site.view.links(slug, base=site.addresses.base))
    return RedirectResponse(site.addresses.work(slug, language_of(request)), 303, {**VARY, "Link": links})
