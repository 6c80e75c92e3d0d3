"""Feeds that programs look at again and again: Atom (RFC 4287), RSS 2.0, and podcasts, by feedgen.

A feed is plain values here; `writing` makes a file of them, `recordings` what podcasts say beyond RSS.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from ncfe_kb.errors import UnknownRecord
from ncfe_kb.formats.extras import loaded
from ncfe_kb.languages import Language
from ncfe_kb.models import Enclosure
from ncfe_kb.text import Localised


class Form(NamedTuple):
    """A form of feeds: its name, its media type, and the ending of its files."""

    name: str
    media_type: str
    ending: str


FORMS = {
    one.name: one for one in (Form("atom", "application/atom+xml", ".atom"), Form("rss", "application/rss+xml", ".rss"))
}
"""Every form, by its name."""


class Category(NamedTuple):
    """What an item is about: an id within a scheme, and its label."""

    id: str
    scheme: str
    label: str


@dataclass(frozen=True)
class Recording:
    """What an item of a podcast has beyond others; `language` is the one that is spoken."""

    language: Language | None = None
    enclosure: Enclosure | None = None
    duration: int | None = None
    season: int | None = None
    number: int | None = None
    transcript: str | None = None
    people: tuple[tuple[str, str], ...] = ()
    """Names, each with the role as Podcasting 2.0 calls it."""


@dataclass(frozen=True)
class Item:
    """An item of a feed; its id stays the same whatever else changes. `note` is for readers of the feed's language."""

    id: str
    address: str
    title: Localised
    abstract: Localised | None
    note: str
    published: datetime | None
    updated: datetime
    authors: Sequence[str] = ()
    categories: Sequence[Category] = ()
    recording: Recording | None = None


@dataclass(frozen=True)
class Podcast:
    """What the feed of a podcast has beyond others: its id that outlives every move, and its picture."""

    guid: str
    image: str
    category: str


@dataclass(frozen=True)
class Feed:
    """A feed: its own address, that of the page with the same, and its items in their order."""

    address: str
    page: str
    title: str
    description: str
    language: Language
    author: str
    updated: datetime
    items: Sequence[Item]
    podcast: Podcast | None = None


def form_of(name: str) -> Form:
    """Return the form of this name. Raises UnknownRecord."""
    if name not in FORMS:
        raise UnknownRecord("format", name, tuple(FORMS))
    return FORMS[name]


def write(form: Form, feed: Feed) -> bytes:
    """Return a feed as a file. Raises MissingExtra."""
    return bytes(loaded("feeds.writing", "feedgen", "feeds").write(form, feed))
