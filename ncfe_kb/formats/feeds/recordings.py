"""What podcast apps ask for beyond RSS: Apple's tags, and those of Podcasting 2.0."""

import mimetypes
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from ncfe_kb.formats.feeds import Feed, Item, Recording
from ncfe_kb.formats.feeds.elements import Element, line

_SOUND = "audio/mpeg"
"""What the file of an episode is taken for whose type nobody told."""

_TRANSCRIPTS = {
    ".json": "application/json",
    ".srt": "application/x-subrip",
    ".txt": "text/plain",
    ".vtt": "text/vtt",
}
"""The forms of transcripts that apps know, by the endings of their files."""


def of_channel(feed: Feed) -> Iterator[Element]:
    """Yield what the feed of a podcast says of the whole; nothing for other feeds."""
    if not feed.podcast:
        return
    yield Element("itunes:author", feed.author)
    yield Element("itunes:category", attributes=(("text", feed.podcast.category),))
    yield Element("itunes:explicit", "false")
    yield Element("itunes:image", attributes=(("href", feed.podcast.image),))
    yield Element("itunes:summary", feed.description)
    yield Element("itunes:type", "episodic")
    yield Element("podcast:guid", feed.podcast.guid)
    yield Element("podcast:locked", "yes")
    yield Element("podcast:medium", "podcast")


def of_item(item: Item, recording: Recording) -> Iterator[Element]:
    """Yield what an episode has: its sound, if that is known, what is known of it, and who is heard."""
    yield from _sound(recording)
    yield Element("itunes:title", line(item.title.value))
    yield Element("itunes:episodeType", "full")
    yield Element("itunes:explicit", "false")
    if item.authors:
        yield Element("itunes:author", ", ".join(item.authors))
    if item.abstract:
        yield Element("itunes:summary", item.abstract.value)
    numbers = (("duration", recording.duration), ("season", recording.season), ("episode", recording.number))
    yield from (Element(f"itunes:{name}", str(number)) for name, number in numbers if number)
    yield from (Element("podcast:person", name, (("role", role),)) for name, role in recording.people)


def _sound(recording: Recording) -> Iterator[Element]:
    if found := recording.enclosure:
        said = (("url", found.url), ("length", str(found.length or 0)), ("type", found.type or _type_of(found.url)))
        yield Element("enclosure", attributes=said)
    if told := recording.transcript:
        spoken = (("language", recording.language),) if recording.language else ()
        yield Element("podcast:transcript", attributes=(("url", told), ("type", _form_of(told)), *spoken))


def _form_of(address: str) -> str:
    """Return the media type that the name of a transcript stands for; a page where it stands for none."""
    ending = PurePosixPath(urlsplit(address).path).suffix.lower()
    return _TRANSCRIPTS.get(ending, "text/html")


def _type_of(address: str) -> str:
    """Return the media type that the name of a sound file stands for."""
    found = mimetypes.guess_type(urlsplit(address).path)[0] or ""
    return found if found.startswith(("audio/", "video/")) else _SOUND
