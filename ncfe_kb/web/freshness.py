"""Whether what somebody has is still what would be given: ETag and Last-Modified, made of the catalogue's edition.

A catalogue changes as a whole: nothing is looked up to answer that nothing changed (RFC 9110, 8.8).
"""

from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256

from starlette.requests import Request

from ncfe_kb import __version__
from ncfe_kb.catalogue.edition import Edition

_AGAIN = "no-cache"
"""Kept by anybody, but asked about each time: a withdrawn work is gone at once."""


def marks_of(edition: Edition, key: str) -> dict[str, str]:
    """Return the headers by which an answer is told from a later one; `key` is all else that it depends on."""
    said = f"{__version__} {edition.mark} {edition.changed.isoformat()} {key}"
    return {
        "ETag": f'W/"{sha256(said.encode()).hexdigest()[:20]}"',
        "Last-Modified": format_datetime(edition.changed.astimezone(UTC), usegmt=True),
        "Cache-Control": _AGAIN,
    }


def is_fresh(request: Request, marks: dict[str, str]) -> bool:
    """Return whether who asks has the same already."""
    if asked := request.headers.get("if-none-match"):
        return marks["ETag"] in (each.strip() for each in asked.split(","))
    return _seen(request.headers.get("if-modified-since", "")) >= parsedate_to_datetime(marks["Last-Modified"])


def _seen(date: str) -> datetime:
    """Return the moment that a header names; long ago where it names none."""
    try:
        moment = parsedate_to_datetime(date)
    except (TypeError, ValueError):
        return datetime.min.replace(tzinfo=UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
