"""A series as a podcast: its episodes, the newest first, as apps subscribe to them.

An episode that has no sound file yet, or none any more, stays in the feed without one: apps pass
it over, and nothing is made up. Its guid is the one that it was published with.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from urllib.parse import urlsplit
from uuid import UUID, uuid5

from ncfe_kb.addresses import Addresses
from ncfe_kb.catalogue.serials import SeriesWorks
from ncfe_kb.catalogue.syndicating.feeds import item_of, publisher_of
from ncfe_kb.catalogue.syndicating.moments import LONG_AGO, Publication
from ncfe_kb.catalogue.syndicating.readership import Readership
from ncfe_kb.catalogue.vocabulary import Vocabulary
from ncfe_kb.formats.feeds import Feed, Item, Podcast, Recording
from ncfe_kb.languages import LANGUAGES, Language
from ncfe_kb.messages import N_
from ncfe_kb.models import Contributor, Entry, Episode, terms
from ncfe_kb.text import Text

_NAMESPACE = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
"""That of podcast:guid, as Podcasting 2.0 has it."""
_NAME = "urn:x-ncfe:work:"
"""What the guid of an episode begins with that was given none: it outlives a move of the feed to another address."""
_CATEGORY = "Government"
"""What Apple's list has for the podcast of a public body."""
_ROLES = {
    "host": "host",
    "interviewee": "guest",
    "speaker": "guest",
    "keynote_speaker": "guest",
    "author": "author",
    "editor": "editor",
}
"""Our roles as the taxonomy of Podcasting 2.0 calls them; others have no word there."""
_ABOUT = N_("All episodes of {title}.")


def podcast_of(
    series: SeriesWorks, about: Text, works: Sequence[Publication], known: Vocabulary, at: Addresses
) -> Feed:
    """Return the feed of a podcast, in the language of most of its episodes; `about` says what the podcast is."""
    language = language_of(one.entry for one in works)
    title, address = series.title.label(language, series.id), at.podcast(series.id)
    readers = Readership(known, at, language)
    description = about.label(language) or readers.say(_ABOUT).format(title=title)
    return Feed(
        address=address,
        page=at.series(series.id, language),
        title=title,
        description=description,
        language=language,
        author=publisher_of(one.entry for one in works) or title,
        updated=max((one.moments.updated for one in works), default=LONG_AGO),
        items=[_item(item_of(one, readers), one) for one in sorted(works, key=_newest_first)],
        podcast=Podcast(guid_of(address), at.podcast_image(), _CATEGORY),
    )


def guid_of(address: str) -> str:
    """Return the id of a podcast: made of the address of its feed, without scheme and slashes at the end."""
    parts = urlsplit(address)
    return str(uuid5(_NAMESPACE, f"{parts.netloc}{parts.path}".rstrip("/")))


def language_of(entries: Iterable[Entry]) -> Language:
    """Return the language of most of these works; Danish where as many are in either."""
    counts = Counter(entry.language or entry.title_in("da").language for entry in entries)
    return max(LANGUAGES, key=lambda language: counts[language])


def _newest_first(one: Publication) -> tuple[float, int, int, str]:
    season, number = (one.entry.episode.season, one.entry.episode.number) if one.entry.episode else (0, 0)
    return -one.moments.came.timestamp(), -(season or 0), -(number or 0), one.entry.slug


def _item(item: Item, one: Publication) -> Item:
    episode = one.entry.episode or Episode()
    recording = Recording(
        language=one.entry.language,
        enclosure=episode.enclosure,
        duration=episode.duration,
        season=episode.season,
        number=episode.number,
        transcript=episode.transcript,
        people=tuple(dict.fromkeys(_role(each) for each in one.entry.contributors if _is_heard(each))),
    )
    return replace(item, id=episode.guid or f"{_NAME}{one.moments.first_slug}", recording=recording)


def _is_heard(one: Contributor) -> bool:
    return one.role in _ROLES and not one.organisation and one.name != terms.UNNAMED


def _role(one: Contributor) -> tuple[str, str]:
    return one.name, _ROLES[one.role]
