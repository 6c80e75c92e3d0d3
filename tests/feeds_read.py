"""Feeds of a catalogue as feedparser reads them, for tests of what they tell."""

from typing import Any

from conftest import make_entry
from feed_readers import by_feedparser

from ncfe_kb import Catalogue, Entry

BASE = "https://example.org/kb"
FORMS = ("atom", "rss")


def dated(slug: str, day: str, **fields: Any) -> Entry:
    return make_entry(slug, statuses=({"status": "published", "date": day},), **fields)


def read(catalogue: Catalogue, form: str = "atom", **asked: Any) -> Any:
    return by_feedparser(catalogue.public.feed(form, base=BASE, **asked))


def told(catalogue: Catalogue, form: str) -> dict[str, str]:
    """Return the ids of a feed's works, each with the day on which it came."""
    return {one.id: one.published for one in read(catalogue, form, limit=100).entries}
