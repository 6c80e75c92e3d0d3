"""What search engines are told: every page that there is in both languages, and what they need not read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from ncfe_kb.addresses import Addresses
from ncfe_kb.catalogue.syndicating.moments import LONG_AGO
from ncfe_kb.errors import UnknownRecord
from ncfe_kb.formats.sitemaps import MOST, Place, parts_of, write, write_index
from ncfe_kb.languages import LANGUAGES

_PAGES = ("/", "/topics", "/series", "/courses", "/about")
"""The pages that there always are, and that are not of one record."""
_ROBOTS = """\
User-agent: *
{disallowed}
Sitemap: {sitemap}
"""


def places_of(works: Mapping[str, datetime], ids: Iterable[tuple[str, Iterable[str]]], at: Addresses) -> list[Place]:
    """Return every page worth finding: works by slug with when they changed, and ids below other paths."""
    return [
        *(_place(path, at) for path in _PAGES),
        *(_place(f"/works/{slug}", at, changed) for slug, changed in works.items()),
        *(_place(f"{path}/{id}", at) for path, each in ids for id in each),
    ]


def sitemap_of(places: Sequence[Place], at: Addresses, part: int | None = None, most: int = MOST) -> bytes:
    """Return the sitemap, which for more pages than one may have names its parts; or one of these, from 1.

    Raises UnknownRecord for a part that there is not.
    """
    parts = parts_of(places, most)
    numbers = range(1, len(parts) + 1) if len(parts) > 1 else range(0)
    if part is None:
        return write_index(map(at.sitemap, numbers)) if numbers else write(places)
    if part not in numbers:
        raise UnknownRecord("sitemap", str(part))
    return write(parts[part - 1])


def robots_of(at: Addresses) -> str:
    """Return robots.txt (RFC 9309): all may be read but the endless ways to narrow a search."""
    return _ROBOTS.format(disallowed="\n".join(_disallowed(at)), sitemap=at.sitemap())


def _disallowed(at: Addresses) -> Iterator[str]:
    return (f"Disallow: {at.path}/{language}/search?*&" for language in LANGUAGES)


def _place(path: str, at: Addresses, changed: datetime | None = None) -> Place:
    known = changed if changed and changed > LONG_AGO else None
    return Place({language: at.of(path, language) for language in LANGUAGES}, at.of(path), known)
