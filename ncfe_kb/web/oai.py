"""Where library systems and indexes harvest the catalogue: OAI-PMH 2.0 at /oai, by GET and by POST."""

from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from ncfe_kb.web.site import Site

_FORM = "application/x-www-form-urlencoded"


def routes(site: Site) -> list[BaseRoute]:
    """Return the route of harvesters."""
    mail = site.contact.removeprefix("mailto:") if site.contact and site.contact.startswith("mailto:") else None

    async def oai(request: Request) -> Response:
        arguments = parse_qsl((await _asked(request)).decode(errors="replace"), keep_blank_values=True)
        base = site.addresses.base
        answer = await run_in_threadpool(site.view.harvest, arguments, base=base, contact=mail)
        return Response(answer, media_type="text/xml; charset=utf-8", headers={"Cache-Control": "no-store"})

    return [Route("/oai", oai, methods=["GET", "POST"])]


async def _asked(request: Request) -> bytes:
    """Return what a request asks for, as it stands in its address or in a form that was sent."""
    if request.method != "POST":
        return bytes(request.scope["query_string"])
    is_form = request.headers.get("content-type", "").partition(";")[0].strip().lower() == _FORM
    return await request.body() if is_form else b""
