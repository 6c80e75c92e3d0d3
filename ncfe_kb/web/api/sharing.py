"""Lets pages of other sites read the API: what a browser asks for before it hands an answer over (CORS)."""

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ncfe_kb.web.readers import path_of

_METHODS = "GET, HEAD, OPTIONS"
_ALL = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Last-Modified, Link",
}
_BEFORE = {
    "Allow": _METHODS,
    "Access-Control-Allow-Methods": _METHODS,
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Max-Age": "86400",
    **_ALL,
}
"""What is answered to who asks beforehand; nobody's cookies are ever meant."""


class Shared:
    """Stands before an application and lets anybody read what is below /api/, by GET or HEAD."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before this application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what is asked beforehand; else pass the request on."""
        if scope["type"] != "http" or not is_api(scope):
            await self._app(scope, receive, send)
        elif scope["method"] == "OPTIONS":
            await Response(status_code=204, headers=_BEFORE)(scope, receive, send)
        elif scope["method"] == "HEAD":
            await self._app({**scope, "method": "GET"}, receive, _told(send, has_body=False))
        else:
            await self._app(scope, receive, _told(send))


def is_api(scope: Scope) -> bool:
    """Return whether a request is for the API or its description."""
    path = path_of(Request(scope))
    return path.startswith("/api/") or path == "/openapi.json"


def _told(send: Send, *, has_body: bool = True) -> Send:
    """Return what sends an answer that other sites may read, with or without its body."""

    async def answer(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(_ALL)
            if message["status"] == 405:  # noqa: PLR2004 - an HTTP status
                headers["Allow"] = _METHODS
        elif not has_body:
            message = {**message, "body": b""}
        await send(message)

    return answer
