"""The stylesheet, the script and the pictures, each under an address that changes with what it holds."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from ncfe_kb.web.site import Site

_FOLDER = Path(__file__).parent / "static"
_TYPES = {
    "style.css": "text/css; charset=utf-8",
    "search.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
    "podcast.png": "image/png",
}
"""Every file that is served, and its media type; nothing else in the folder is."""
_FOR_GOOD = {"Cache-Control": "public, max-age=31536000, immutable"}
_A_DAY = {"Cache-Control": "public, max-age=86400"}


@cache
def mark(name: str) -> str:
    """Return a few letters that stand for what a file holds."""
    return sha256((_FOLDER / name).read_bytes()).hexdigest()[:10]


def path_of(name: str) -> str:
    """Return the path of a file, with its mark."""
    return f"/static/{name}?v={mark(name)}"


def routes(_site: Site) -> list[BaseRoute]:
    """Return a route for each file."""
    return [_route(name, media_type) for name, media_type in _TYPES.items()]


def _route(name: str, media_type: str) -> Route:
    data = (_FOLDER / name).read_bytes()

    def file(request: Request) -> Response:
        is_marked = request.query_params.get("v") == mark(name)
        return Response(data, media_type=media_type, headers=_FOR_GOOD if is_marked else _A_DAY)

    return Route(f"/static/{name}", file)
