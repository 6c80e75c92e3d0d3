"""The API, below /api/v1: the public catalogue as JSON, and its description at /openapi.json."""

from fastapi import FastAPI

from ncfe_kb.web.api import description, subjects, works
from ncfe_kb.web.api.sharing import Shared
from ncfe_kb.web.site import Site

_PREFIX = "/api/v1"


def join(app: FastAPI, site: Site) -> None:
    """Add the API of a site to its application."""
    app.state.site = site
    for part in (works, subjects):
        app.include_router(part.router, prefix=_PREFIX)
    app.router.routes.append(description.route())
    app.add_middleware(Shared)
