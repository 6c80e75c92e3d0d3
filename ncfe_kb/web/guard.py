"""What stands before every route: limits on what is asked, and headers on what is answered."""

from collections.abc import Callable

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_QUERY = 32_000
"""Bytes of what stands after the question mark: room for every filter that the API takes, in any script."""
MOST_PATH = 1_000
"""Bytes of a path."""
MOST_BODY = 64_000
"""Bytes of a body; only harvesters send one."""

_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "media-src https: http:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_A_YEAR = "max-age=31536000"

Refused = Callable[[Request, int], Response]
"""Returns what says that a request is refused with a status."""


class TooLarge(Exception):
    """A body is longer than any that makes sense."""


def protecting(base: str) -> dict[str, str]:
    """Return the headers that keep an answer safe; under an https address browsers are told to keep to that."""
    return {**_HEADERS, **({"Strict-Transport-Security": _A_YEAR} if base.startswith("https:") else {})}


class Guard:
    """Refuses what is too long before anything reads it, and gives every answer the headers that keep it safe."""

    def __init__(self, app: ASGIApp, *, base: str, refused: Refused) -> None:
        """Stand before an application whose addresses begin with `base`; `refused` says what is wrong."""
        self._app = app
        self._headers = protecting(base)
        self._refused = refused

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = self._with_headers(send)
        if status := _beyond(scope):
            await self._refuse(status, scope, receive, answer)
            return
        try:
            await self._app(scope, _limited(receive), answer)
        except TooLarge:
            await self._refuse(413, scope, receive, answer)

    async def _refuse(self, status: int, scope: Scope, receive: Receive, answer: Send) -> None:
        response = self._refused(Request(scope), status)
        response.headers["Connection"] = "close"  # nothing reads the rest
        await response(scope, receive, answer)

    def _with_headers(self, send: Send) -> Send:
        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        return answer


def _beyond(scope: Scope) -> int:
    """Return the status with which a request is refused that is too long; 0 for all others."""
    if len(scope.get("query_string", b"")) > MOST_QUERY or len(scope.get("raw_path") or b"") > MOST_PATH:
        return 414
    length = dict(scope["headers"]).get(b"content-length", b"0")
    return 413 if not length.isdigit() or int(length[:20]) > MOST_BODY else 0


def _limited(receive: Receive) -> Receive:
    """Return what receives a body up to the limit; raises TooLarge beyond it, whatever length was announced."""
    got = 0

    async def limited() -> Message:
        nonlocal got
        message = await receive()
        got += len(message.get("body", b""))
        if got > MOST_BODY:
            raise TooLarge
        return message

    return limited
