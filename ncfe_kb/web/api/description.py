"""The description of the API for programs and for those who write them (OpenAPI 3.1)."""

import json
from functools import cache
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import TypeAdapter
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from ncfe_kb import __version__
from ncfe_kb.web.api.answering import JSON, site_of
from ncfe_kb.web.api.examples import EXAMPLES
from ncfe_kb.web.api.problems import Problem

_ABOUT = """The public catalogue as data, read by anybody, without a key.

`lang` says in which language texts and labels come, where they can; each text says which it is in.
Every answer has an ETag: asked again with it, the API says 304 as long as the catalogue is the same.
Where something goes wrong, the answer is a problem (RFC 9457) in the reader's language.
"""
_TAGS = {
    "search": "Search and completion.",
    "works": "Works and their kinds.",
    "topics": "The thesaurus.",
    "courses": "Courses with their sessions.",
    "series": "Series, journals and podcasts.",
    "people": "People whom works name.",
}


def description(app: FastAPI, base: str) -> dict[str, Any]:
    """Return the description of what an application has in its schema, on the web at this base."""
    described = get_openapi(
        title="ncfe_kb",
        version=__version__,
        summary="The publications catalogue as data",
        description=_ABOUT,
        routes=app.routes,
        tags=[{"name": name, "description": text} for name, text in _TAGS.items()],
        servers=[{"url": base}],
    )
    schemas = described["components"]["schemas"]
    schemas["Problem"] = TypeAdapter(Problem).json_schema()
    for name, example in EXAMPLES.items():
        schemas[name]["examples"] = [example]
    return described


def route() -> BaseRoute:
    """Return the route of the description: /openapi.json."""

    @cache
    def made(app: FastAPI, base: str) -> bytes:
        return json.dumps(description(app, base), ensure_ascii=False, indent=1).encode()

    def openapi(request: Request) -> Response:
        body = made(request.app, site_of(request).addresses.base)
        return Response(body, headers={"Cache-Control": "max-age=3600"}, media_type=JSON)

    return Route("/openapi.json", openapi, include_in_schema=False)
