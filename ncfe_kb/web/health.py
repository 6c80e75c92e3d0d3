"""Whether the catalogue answers, for whatever watches over it."""

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from ncfe_kb.web.site import Site


def routes(site: Site) -> list[BaseRoute]:
    """Return the route that says how the catalogue is: /healthz."""

    def healthz(_request: Request) -> JSONResponse:
        site.view.edition()  # both the database and the index answer
        return JSONResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})

    return [Route("/healthz", healthz)]
