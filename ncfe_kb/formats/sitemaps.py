"""Sitemaps (sitemaps.org 0.9): every page in each language, with the same page in the others as alternates."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from xml.etree.ElementTree import Element

from ncfe_kb.formats.markup import add, file_of
from ncfe_kb.languages import Language

MOST = 50_000
"""Pages that a sitemap may have."""
_MAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NAMESPACES = {"xmlns": _MAP, "xmlns:xhtml": "http://www.w3.org/1999/xhtml"}


class Place(NamedTuple):
    """A page: its addresses by language, the one that leads each reader to theirs, and when it changed."""

    addresses: Mapping[Language, str]
    neutral: str
    changed: datetime | None = None


def parts_of(places: Sequence[Place], most: int = MOST) -> list[Sequence[Place]]:
    """Return the places in parts that are no larger than a sitemap may be; an empty one where there are none."""
    each = max(1, most // max((len(one.addresses) for one in places), default=1))
    return [places[start : start + each] for start in range(0, len(places), each)] or [()]


def write(places: Iterable[Place]) -> bytes:
    """Return a sitemap."""
    root = Element("urlset", _NAMESPACES)
    for place in places:
        for address in place.addresses.values():
            _add(root, address, place)
    return file_of([root], "urlset")


def write_index(addresses: Iterable[str]) -> bytes:
    """Return what names the sitemaps that a large site has."""
    root = Element("sitemapindex", {"xmlns": _MAP})
    for address in addresses:
        add(add(root, "sitemap"), "loc", address)
    return file_of([root], "sitemapindex")


def _add(root: Element, address: str, place: Place) -> None:
    page = add(root, "url")
    add(page, "loc", address)
    if place.changed:
        add(page, "lastmod", place.changed.isoformat(timespec="seconds"))
    for language, other in (*place.addresses.items(), ("x-default", place.neutral)):
        add(page, "xhtml:link", rel="alternate", hreflang=language, href=other)
