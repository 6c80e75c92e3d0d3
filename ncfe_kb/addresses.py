"""Where the catalogue's pages and files are on the web: every address is made here.

Pages are under the language they are in: https://example.org/da/works/exit. Without the language
the same address is the thing itself (Cool URIs for the Semantic Web, W3C 2008): it leads a browser
on to the reader's language, and gives other programs the form that they accept.
"""

import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote, urlencode, urlsplit

from ncfe_kb.errors import Fault, InvalidRecord
from ncfe_kb.languages import Language
from ncfe_kb.messages import N_

_BASE = re.compile(r"https?://[^/?#\s\"'<>\\^`{|}\x00-\x20\x7f]+(?:/[^?#\s\"'<>\\^`{|}\x00-\x20\x7f]*)?")
_CONTACT = re.compile(r"(?:mailto:[^@\s<>\"]+@[^@\s<>\"]+|https://[^\s<>\"]+)")
_NO_CONTACT = N_("“{address}” is not where somebody is reached; write it like mailto:security@example.org")
_NO_BASE = N_("“{address}” is not what web addresses begin with; write it like https://example.org")

Values = Mapping[str, str | int | Iterable[str] | None]
"""What stands after the question mark: a name with one value, or with several."""


def checked_base(base: str) -> str:
    """Return what addresses begin with, without a slash at its end. Raises InvalidRecord where it is no web address."""
    if not _BASE.fullmatch(base):
        raise InvalidRecord((Fault(_NO_BASE, address=base),))
    return base.rstrip("/")


def checked_contact(contact: str) -> str:
    """Return how somebody is reached, mailto: or https:. Raises InvalidRecord for anything else."""
    if not _CONTACT.fullmatch(contact):
        raise InvalidRecord((Fault(_NO_CONTACT, address=contact),))
    return contact


class Addresses:
    """The addresses under one base, as https://example.org or https://example.org/catalogue."""

    def __init__(self, base: str) -> None:
        """Begin every address with this. Raises InvalidRecord where it is no web address."""
        self.base = checked_base(base)

    @property
    def path(self) -> str:
        """The part of the base after the host: what paths on the same host begin with."""
        return urlsplit(self.base).path

    @property
    def host(self) -> str:
        """The name of the host, without a port."""
        return urlsplit(self.base).hostname or ""

    def of(self, path: str, language: Language | None = None, values: Values | None = None) -> str:
        """Return the address of a path like /works/exit, of its page in a language where one is given."""
        said = _query(values or {})
        return f"{self.base}{f'/{language}' if language else ''}{quote(path)}{f'?{said}' if said else ''}"

    def front(self, language: Language | None = None) -> str:
        """Return the address of the front page."""
        return self.of("/", language)

    def work(self, slug: str, language: Language | None = None) -> str:
        """Return the address of a work."""
        return self.of(f"/works/{slug}", language)

    def file(self, slug: str, suffix: str, language: Language | None = None) -> str:
        """Return the address of a work in a format whose addresses end so, its words in a language."""
        return self.of(f"/works/{slug}.{suffix}", values={"lang": language})

    def files(self, suffix: str, values: Values | None = None) -> str:
        """Return the address of all works that a search finds, in a format whose addresses end so."""
        return self.of(f"/works.{suffix}", values=values)

    def topic(self, id: str, language: Language | None = None) -> str:
        """Return the address of a topic, the one by which SKOS names it."""
        return self.of(f"/topics/{id}", language)

    def scheme(self, id: str) -> str:
        """Return the address by which SKOS names a thesaurus; no page is there."""
        return self.of(f"/topic-schemes/{id}")

    def person(self, id: str, language: Language | None = None) -> str:
        """Return the address of a person."""
        return self.of(f"/people/{id}", language)

    def series(self, id: str, language: Language | None = None) -> str:
        """Return the address of a series."""
        return self.of(f"/series/{id}", language)

    def course(self, id: str, language: Language | None = None) -> str:
        """Return the address of a course."""
        return self.of(f"/courses/{id}", language)

    def podcast(self, series: str) -> str:
        """Return the address of a podcast's feed."""
        return self.of(f"/series/{series}/podcast.rss")

    def feed(self, form: str, language: Language, values: Values | None = None) -> str:
        """Return the address of a feed, atom or rss, of the works that a search finds."""
        return self.of(f"/feed.{form}", language, values)

    def calendar(self, language: Language, audience: str | None = None) -> str:
        """Return the address of the courses as a calendar."""
        return self.of("/courses.ics", language, {"audience": audience})

    def sitemap(self, part: int | None = None) -> str:
        """Return the address of the sitemap, or of one of its parts, from 1."""
        return self.of(f"/sitemap-{part}.xml" if part else "/sitemap.xml")

    def opensearch(self, language: Language) -> str:
        """Return the address of what tells browsers how to search here."""
        return self.of("/opensearch.xml", language)

    def suggestions(self, language: Language) -> str:
        """Return the address of what completes a search while it is typed."""
        return self.of("/suggestions.json", language)

    def podcast_image(self) -> str:
        """Return the address of the picture that podcasts have."""
        return self.of("/static/podcast.png")

    @property
    def harvest(self) -> str:
        """The address at which harvesters ask."""
        return self.of("/oai")

    def page_path(self, type: str, id: str, language: Language) -> str:
        """Return where on the host the page of a topic or a person is, or of an entry: a work."""
        place = {"entry": self.work, "topic": self.topic, "person": self.person}[type]
        return place(id, language).removeprefix(self.base.removesuffix(self.path))

    def api(self, path: str, values: Values | None = None) -> str:
        """Return the address of something in the API."""
        return self.of(f"/api/v1{path}", values=values)

    def search(self, language: Language, values: Values | None = None) -> str:
        """Return the address of a search."""
        return self.of("/search", language, values)


def _query(values: Values) -> str:
    pairs: list[tuple[str, str]] = []
    for name, value in values.items():
        if isinstance(value, str | int):
            pairs.append((name, str(value)))
        else:
            pairs += [(name, each) for each in value or ()]
    return urlencode(pairs)
