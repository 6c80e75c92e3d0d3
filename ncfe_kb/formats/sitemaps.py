"""Sitemaps (sitemaps.org 0.9): every page in each language, with the same page in the others as alternates."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from html import escape
from typing import NamedTuple
from xml.etree.ElementTree import Element

from ncfe_kb.formats.markup import add, file_of
from ncfe_kb.languages import Language

MOST = 50_000
"""Pages that a sitemap may have."""
_MAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_HEAD = f"""<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="{_MAP}" xmlns:xhtml="http://www.w3.org/1999/xhtml">
"""


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
    """Return a sitemap; there are many pages, so that it is written as text."""
    return "".join([_HEAD, *(page for place in places for page in _pages(place)), "</urlset>\n"]).encode()


def write_index(addresses: Iterable[str]) -> bytes:
    """Return what names the sitemaps that a large site has."""
    root = Element("sitemapindex", {"xmlns": _MAP})
    for address in addresses:
        add(add(root, "sitemap"), "loc", address)
    return file_of([root], "sitemapindex")


def _pages(place: Place) -> Iterator[str]:
    changed = f"<lastmod>{place.changed.isoformat(timespec='seconds')}</lastmod>" if place.changed else ""
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{language}" href="{escape(address)}"/>'
        for language, address in (*place.addresses.items(), ("x-default", place.neutral))
    )
    return (f"<url><loc>{escape(one)}</loc>{changed}{others}</url>\n" for one in place.addresses.values())
