"""The forms that one address is given in: which is accepted, what is told of it, and how it is given."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from ncfe_kb.web.accepting import preferred
from ncfe_kb.web.freshness import marks_of
from ncfe_kb.web.site import Site

_AT_ONCE = 2
"""Pieces of files that one process makes at the same time; whole searches take turns, piece by piece."""
PAGE = "text/html"
VARY = {"Vary": "Accept, Accept-Language"}
"""On what decides which form is given, and in which language."""
Form = TypeVar("Form")


class Turns:
    """Makes answers away from the loop, few at a time."""

    def __init__(self) -> None:
        """Let so many be made at once."""
        self._limiter = CapacityLimiter(_AT_ONCE)

    def answering(self, make: Callable[[Request], Response]) -> Callable[[Request], Awaitable[Response]]:
        """Return what answers a request when it is its turn."""

        async def answer(request: Request) -> Response:
            return await to_thread.run_sync(make, request, limiter=self._limiter)

        return answer

    async def each(self, pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
        """Yield pieces, each made in its turn."""
        while piece := await to_thread.run_sync(next, pieces, b"", limiter=self._limiter):
            yield piece


def ending(suffix: str, by_suffix: Mapping[str, Form]) -> Form:
    """Return the form whose addresses end so. Raises HTTPException."""
    if suffix not in by_suffix:
        raise HTTPException(404)
    return by_suffix[suffix]


def accepted(request: Request, by_type: Mapping[str, Form]) -> Form | None:
    """Return the form that a client likes best, None for the page. Raises HTTPException where it accepts none."""
    best = preferred(request.headers.get("accept", ""), (PAGE, *by_type))
    if best is None:
        raise HTTPException(406, headers=VARY)
    return by_type.get(best)


def headers_of(site: Site, place: str, name: str) -> dict[str, str]:
    """Return what is told of a file at an address, which says all that it depends on."""
    return {
        **marks_of(site.view.edition(), place),
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Location": place,
        **VARY,
    }
