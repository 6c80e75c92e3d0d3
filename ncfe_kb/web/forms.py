"""The forms that one address is given in: which is accepted, and what is told of the one that is given."""

from collections.abc import Mapping
from typing import TypeVar

from starlette.exceptions import HTTPException
from starlette.requests import Request

from ncfe_kb.web.accepting import preferred
from ncfe_kb.web.freshness import marks_of
from ncfe_kb.web.site import Site

PAGE = "text/html"
VARY = {"Vary": "Accept, Accept-Language"}
"""On what decides which form is given, and in which language."""
Form = TypeVar("Form")


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
