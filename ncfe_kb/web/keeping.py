"""How an answer comes to who asks: from what is kept of this edition, else made now, away from the loop."""

from collections.abc import Callable
from typing import NamedTuple, cast

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ncfe_kb.catalogue.edition import Edition
from ncfe_kb.catalogue.remembering import Remembered
from ncfe_kb.catalogue.serving import ServingView
from ncfe_kb.dates import beginning, today
from ncfe_kb.web.freshness import is_fresh, marks_of

_ANSWERS = 1_000
"""Answers that are kept, some 20 kB each."""
_LONG = 60_000
"""Bytes beyond which an answer is long, as sitemaps and some feeds are."""
_LONG_ANSWERS = 30
"""Long answers that are kept, some megabytes each at most."""
_AT_ONCE = 3
"""Answers that one process makes at the same time: more would only take turns."""


class Made(NamedTuple):
    """An answer as it goes out, or where it is now; `link` says what else it leads to (RFC 8288).

    `language` is told for what cannot tell it itself.
    """

    body: bytes
    media_type: str = "text/html"
    moved: str = ""
    link: str = ""
    language: str = ""


class Asked(NamedTuple):
    """What a request asks for, of which edition, and the headers by which the answer is told from a later one."""

    edition: Edition
    key: str
    marks: dict[str, str]


class Kept:
    """What was answered from one edition of the catalogue on one day."""

    def __init__(self, view: ServingView) -> None:
        """Keep what is made of this view."""
        self._view = view
        self._turn = CapacityLimiter(_AT_ONCE)
        self._answers: Remembered[Made] = Remembered(_ANSWERS)
        self._long: Remembered[Made] = Remembered(_LONG_ANSWERS)

    async def answer(self, request: Request, make: Callable[[], Made]) -> Response:
        """Return the answer to a request: that nothing changed, what is kept, else what is made now."""
        with self._view.steadily():
            return self.at_hand(request) or await self.made(request, make)

    def at_hand(self, request: Request) -> Response | None:
        """Return the answer that costs nothing, where there is one."""
        edition, key, marks = self._asked(request)
        if is_fresh(request, marks):
            return Response(status_code=304, headers=marks)
        made = self._answers.known(edition, key) or self._long.known(edition, key)
        return _sent(made, marks) if made else None

    async def made(self, request: Request, make: Callable[[], Made]) -> Response:
        """Return the answer as it is made now; it is kept."""
        edition, key, marks = self._asked(request)
        made = await to_thread.run_sync(make, limiter=self._turn)
        kept = self._long if len(made.body) > _LONG else self._answers
        kept.get(edition, key, lambda: made)
        return _sent(made, marks)

    def _asked(self, request: Request) -> Asked:
        """Return what a request asks for; it is looked up once."""
        if not hasattr(request.state, "asked"):
            edition = _of_today(self._view.edition())
            key = f"{request.scope['path']}?{request.scope['query_string'].decode('latin-1')}"
            request.state.asked = Asked(edition, key, marks_of(edition, key))
        return cast("Asked", request.state.asked)


def _of_today(edition: Edition) -> Edition:
    """Return the edition as it is shown today: what is to come changes with the day."""
    return edition._replace(changed=max(edition.changed, beginning(today())))


def _sent(made: Made, headers: dict[str, str]) -> Response:
    if made.moved:
        return RedirectResponse(made.moved, 301, headers)
    told = {name: value for name, value in (("Link", made.link), ("Content-Language", made.language)) if value}
    return Response(made.body, headers={**headers, **told}, media_type=made.media_type)
