"""How the API answers: as JSON, from what is kept of this edition where it can, for all who accept that."""

import json
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from ncfe_kb.catalogue.data import Data
from ncfe_kb.languages import Language
from ncfe_kb.web.keeping import Made
from ncfe_kb.web.readers import takes
from ncfe_kb.web.site import Site

JSON = "application/json"


class KeptRoute(APIRoute):
    """A route that answers at once what was asked before in this edition."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return what answers a request; the question is only read where no answer is at hand."""
        answer_anew = super().get_route_handler()

        async def answer(request: Request) -> Response:
            if not takes(request, JSON):
                raise HTTPException(406)
            site = site_of(request)
            with site.view.steadily():
                return site.kept.at_hand(request) or await answer_anew(request)

        return answer


def site_of(request: Request) -> Site:
    """Return the site that a request is for."""
    site: Site = request.app.state.site
    return site


async def given(request: Request, language: Language, tell: Callable[[Data], Mapping[str, Any] | Made]) -> Response:
    """Return what is told of the catalogue's data in a language."""
    site = site_of(request)

    def make() -> Made:
        told = tell(site.view.as_data(base=site.addresses.base, language=language))
        return told if isinstance(told, Made) else made(told)

    return await site.kept.made(request, make)


def made(told: Mapping[str, Any], link: str = "") -> Made:
    """Return data as it goes out."""
    body = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    return Made(body, JSON, link=link)
