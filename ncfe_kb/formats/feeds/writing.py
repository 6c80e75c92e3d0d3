"""Writes feeds with feedgen."""

from collections.abc import Iterator
from datetime import datetime
from email.utils import format_datetime
from html import escape
from typing import Any

from feedgen.feed import FeedGenerator

from ncfe_kb.formats.feeds import Feed, Form, Item
from ncfe_kb.formats.feeds.elements import Element, Extension, line
from ncfe_kb.formats.feeds.recordings import of_channel, of_item
from ncfe_kb.formats.markup import holdable
from ncfe_kb.languages import Language

_GENERATOR = "ncfe_kb"


def write(form: Form, feed: Feed) -> bytes:
    """Return a feed as a file."""
    made = _generator(form, feed)
    for item in feed.items:
        entry = _added(made, item, feed)
        if form.name == "atom" and item.published:  # in RSS feedgen would set the locale, as below
            entry.published(item.published)
    return bytes(made.atom_str(pretty=True) if form.name == "atom" else made.rss_str(pretty=True))


def _generator(form: Form, feed: Feed) -> Any:
    made = FeedGenerator()
    made.register_extension("more", Extension, Extension)
    made.id(feed.address)
    made.title(line(feed.title))
    made.subtitle(line(feed.description))
    made.author(name=line(feed.author))
    made.link(href=feed.address, rel="self", type=form.media_type)
    made.link(href=feed.page, rel="alternate", type="text/html", hreflang=feed.language)
    made.language(feed.language)
    made.updated(feed.updated)
    made.generator(_GENERATOR)
    if feed.podcast:
        made.image(feed.podcast.image)
    # feedgen would set the locale of the whole process to write this date, which no other thread must see.
    made._FeedGenerator__rss_lastBuildDate = None  # noqa: SLF001 - it has no other way to leave it out
    made.more.elements += [_dated("lastBuildDate", feed.updated), *of_channel(feed)]
    return made


def _added(made: Any, item: Item, feed: Feed) -> Any:
    entry = made.add_entry(order="append")
    entry.guid(item.id)
    entry.title(line(item.title.value))
    entry.link(href=item.address, rel="alternate", type="text/html", hreflang=feed.language)
    entry.summary(holdable(_page(item, feed.language)), type="html")
    entry.updated(item.updated)
    for name in item.authors:
        entry.author(name=line(name))
    for one in item.categories:
        entry.category(term=one.id, scheme=one.scheme, label=line(one.label))
    entry.more.languages.update(_languages(item, feed.language))
    entry.more.elements += _elements(item, feed)
    return entry


def _page(item: Item, language: Language) -> str:
    """Return what an item tells as HTML, each part in its language."""
    parts = [(language, item.note)]
    if item.abstract:
        parts.append((item.abstract.language, item.abstract.value))
    return "".join(f'<p lang="{each}">{escape(text, quote=False)}</p>' for each, text in parts if text)


def _languages(item: Item, language: Language) -> dict[str, Language]:
    """Return which elements of an item are in another language than the feed."""
    said = {"title": item.title.language}
    if item.abstract:
        said["summary"] = item.abstract.language
    return {name: each for name, each in said.items() if each != language}


def _elements(item: Item, feed: Feed) -> Iterator[Element]:
    spoken = item.recording.language if item.recording else None
    language = spoken or item.title.language
    if language != feed.language:
        yield Element("dc:language", language)
    yield from (Element("dc:creator", line(name)) for name in item.authors)
    if item.published:
        yield _dated("pubDate", item.published)
    if item.recording:
        yield from of_item(item, item.recording)


def _dated(name: str, moment: datetime) -> Element:
    return Element(name, format_datetime(moment, usegmt=True))
