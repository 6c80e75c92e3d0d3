"""What went wrong, told to who asked: a page in the reader's language, or a problem for a program (RFC 9457)."""

from http import HTTPStatus

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ncfe_kb.errors import (
    AmbiguousLabel,
    Busy,
    CatalogueError,
    InvalidFile,
    InvalidRecord,
    NotWritable,
    UnknownRecord,
    Unreachable,
)
from ncfe_kb.i18n import Localiser, localiser
from ncfe_kb.messages import N_
from ncfe_kb.models.faults import fault_in
from ncfe_kb.web.drawing import draw
from ncfe_kb.web.guard import protecting
from ncfe_kb.web.readers import language_of, wants_page
from ncfe_kb.web.site import Site

_TITLES = {
    400: N_("That cannot be answered"),
    404: N_("There is no such page"),
    405: N_("That is not done here"),
    406: N_("There is no such form"),
    410: N_("No longer here"),
    413: N_("That is too long"),
    414: N_("That is too long"),
    422: N_("That cannot be answered"),
    500: N_("Something went wrong here"),
    503: N_("Not available just now"),
}
_WORDS = {
    404: N_("The page may have moved, or the address is mistyped. Try a search."),
    405: N_("This address is only read."),
    406: N_("This address is not given in a form that you accept."),
    413: N_("Send less at a time."),
    414: N_("Shorten the address."),
    500: N_("The fault is ours. Try again later."),
    503: N_("Try again in a moment."),
}
_STATUSES: tuple[tuple[type[CatalogueError], int], ...] = (
    (UnknownRecord, 404),
    (AmbiguousLabel, 400),
    (InvalidFile, 500),
    (InvalidRecord, 400),
    (Busy, 503),
    (NotWritable, 503),
    (Unreachable, 503),
)
"""What is said of the request is told whole; all else is our own matter, and names files and servers of ours."""
_SOON = {"Retry-After": "5"}


def answer_faults(app: FastAPI, site: Site) -> None:
    """Answer each kind of fault as a page or a problem; what nobody foresaw is logged, and told without details."""

    def http(request: Request, error: Exception) -> Response:
        status = getattr(error, "status_code", 500)
        return answered(site, request, status, headers=getattr(error, "headers", None))

    def catalogue(request: Request, error: Exception) -> Response:
        status = next((status for kind, status in _STATUSES if isinstance(error, kind)), 500)
        if status == 500 or not isinstance(error, CatalogueError):  # noqa: PLR2004 - an HTTP status
            raise error  # to be logged
        if status == 503:  # noqa: PLR2004 - an HTTP status
            return answered(site, request, status, headers=_SOON)
        if isinstance(error, UnknownRecord) and error.type == "entry" and site.view.was_withdrawn(error.id):
            return answered(site, request, 410, localiser(language_of(request))(N_("This work has been withdrawn.")))
        return answered(site, request, status, error.render(localiser(language_of(request))))

    def invalid(request: Request, error: Exception) -> Response:
        faults = error.errors() if isinstance(error, RequestValidationError) else []
        say = localiser(language_of(request))
        detail = "; ".join(fault_in({**one, "loc": one["loc"][1:]}).render(say) for one in faults)
        return answered(site, request, 422, detail)

    def unforeseen(request: Request, _error: Exception) -> Response:
        return answered(site, request, 500, headers=protecting(site.addresses.base))  # outside of the guard

    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(CatalogueError, catalogue)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(Exception, unforeseen)


def answered(
    site: Site, request: Request, status: int, detail: str = "", headers: dict[str, str] | None = None
) -> Response:
    """Return what says in the reader's language that something went wrong."""
    language = language_of(request)
    say = localiser(language)
    title, words = _told(status, say)
    headers = {"Cache-Control": "no-store", "Content-Language": language, **(headers or {})}
    if not wants_page(request):
        problem = {"type": "about:blank", "title": title, "status": status, "detail": detail or words}
        headers["Access-Control-Allow-Origin"] = "*"  # any page that asked may tell what was wrong
        return JSONResponse(problem, status, headers, "application/problem+json")
    page = draw(site, language, "error.html", title=title, words=detail or words, path="/", query="", indexed=False)
    return Response(page, status, headers, "text/html; charset=utf-8")


def _told(status: int, say: Localiser) -> tuple[str, str]:
    title = _TITLES.get(status)
    return (say(title) if title else HTTPStatus(status).phrase), say(_WORDS.get(status, ""))
