"""What the API says where it cannot answer, and how every answer is described."""

from typing import Any

from typing_extensions import TypedDict  # typing's own, from Python 3.12 on

from ncfe_kb.catalogue.data.shapes import described

PROBLEM = "application/problem+json"


@described
class Problem(TypedDict):
    """What went wrong, in the reader's language (RFC 9457)."""

    type: str
    """Always about:blank: the status says it."""
    title: str
    """What went wrong, in short."""
    status: int
    """The status of the answer."""
    detail: str
    """What was wrong with this question, and what would be right."""


_HEADERS = {
    "ETag": "Tells this answer from a later one; give it back as If-None-Match.",
    "Last-Modified": "When the catalogue last changed.",
    "Cache-Control": "That it may be kept, and is to be asked about each time.",
}
_FAULTS = {
    400: "A filter can mean several things.",
    404: "There is no such thing, or a filter names nothing.",
    406: "JSON is not accepted.",
    410: "The work was public and is withdrawn.",
    414: "The question is too long.",
    422: "A parameter has no such value, or there is none of this name.",
    503: "The catalogue cannot be read just now; try again.",
}


def answers(*others: int, linked: bool = False) -> dict[int | str, dict[str, Any]]:
    """Return the description of every answer but the first, and of that one's headers; `others` are statuses."""
    faults = sorted({400, 404, 406, 414, 422, 503, *others} & _FAULTS.keys())
    headers = {**_HEADERS, **({"Link": "Where the following page is."} if linked else {})}
    return {
        200: {"headers": {name: _header(text) for name, text in headers.items()}},
        **({301: {"description": "The work has another slug now."}} if 301 in others else {}),  # noqa: PLR2004 - an HTTP status
        304: {"description": "Nothing changed since."},
        **{status: {"description": _FAULTS[status], "content": {PROBLEM: {"schema": _REF}}} for status in faults},
    }


_REF = {"$ref": "#/components/schemas/Problem"}


def _header(text: str) -> dict[str, Any]:
    return {"description": text, "schema": {"type": "string"}}
