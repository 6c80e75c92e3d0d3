"""Works as a feed in a reader's language: the newest of a search, or of all."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from ncfe_kb.catalogue.syndicating.moments import LONG_AGO, Publication
from ncfe_kb.catalogue.syndicating.readership import Readership
from ncfe_kb.formats.feeds import Category, Feed, Form, Item
from ncfe_kb.i18n import LANGUAGE_NAMES
from ncfe_kb.messages import N_
from ncfe_kb.models import Entry, terms

NAMES = {
    "text": "q",
    "kinds": "kind",
    "topics": "topic",
    "years": "year",
    "languages": "language",
    "series": "series",
    "people": "person",
}
"""What an address calls the arguments of `search`."""
_TITLE = N_("New publications on the prevention of extremism")
_OF = N_("{title}: {selection}")
_DESCRIPTION = N_("The publications on the prevention of extremism that came out last.")


class Asked(NamedTuple):
    """What a feed is of: words, and what was chosen by the names of the arguments of `search`."""

    text: str
    chosen: Mapping[str, tuple[str, ...]]

    @property
    def values(self) -> dict[str, str | tuple[str, ...]]:
        """What an address says to ask for this."""
        said: dict[str, str | tuple[str, ...]] = {"text": self.text, **self.chosen}
        return {name: said[key] for key, name in NAMES.items() if said.get(key)}


def feed_of(form: Form, asked: Asked, works: Sequence[Publication], readers: Readership) -> Feed:
    """Return the feed of these works, in their order."""
    say, at = readers.say, readers.at
    title, selection = say(_TITLE), ", ".join(_selection(asked, readers))
    return Feed(
        address=at.feed(form.name, readers.language, asked.values),
        page=at.search(readers.language, asked.values),
        title=say(_OF).format(title=title, selection=selection) if selection else title,
        description=say(_DESCRIPTION),
        language=readers.language,
        author=publisher_of(one.entry for one in works) or title,
        updated=max((one.moments.updated for one in works), default=LONG_AGO),
        items=[item_of(one, readers) for one in works],
    )


def item_of(one: Publication, readers: Readership) -> Item:
    """Return a work as an item."""
    entry, at = one.entry, readers.at
    labels = [(topic, readers.known.topic_label(topic, readers.language)) for topic in entry.topics]
    return Item(
        id=at.work(one.moments.first_slug),
        address=at.work(entry.slug, readers.language),
        title=entry.title_in(readers.language),
        abstract=entry.abstract.in_(readers.language),
        note=_note(entry, readers),
        published=one.moments.published,
        updated=one.moments.updated,
        authors=named(entry),
        categories=[Category(topic, at.of("/topics"), label) for topic, label in labels],
    )


def _note(entry: Entry, readers: Readership) -> str:
    """Return in a line what a work is, when and by whom, and in which language alone there is a text of it."""
    kind, day = (
        readers.known.kind_label(entry.kind, readers.language),
        readers.say.date(entry.date) if entry.date else "",
    )
    only = readers.only_in(entry.title_in(readers.language), entry.abstract.in_(readers.language))
    return " · ".join(part for part in (kind, day, ", ".join(named(entry)), only) if part)


def named(entry: Entry) -> tuple[str, ...]:
    """Return the people to be named with a work, each once; nobody who is not to be named."""
    return tuple(name for name in dict.fromkeys(entry.people) if name != terms.UNNAMED)


def publisher_of(entries: Iterable[Entry]) -> str:
    """Return who published most of these works; "" where nobody is told."""
    names = Counter(chain.from_iterable(_publishers(entry) for entry in entries))
    return names.most_common(1)[0][0] if names else ""


def _publishers(entry: Entry) -> list[str]:
    return [one.name for one in entry.contributors if one.role == "publisher" and one.name != terms.UNNAMED]


def _selection(asked: Asked, readers: Readership) -> Iterator[str]:
    """Yield in words what a feed is narrowed to."""
    known, language, say = readers.known, readers.language, readers.say
    if asked.text:
        yield say(N_("“{text}”")).format(text=asked.text)
    labels: dict[str, Callable[[str], str]] = {
        "kinds": lambda name: known.kinds[known.find_kind(name)].plural.label(language),
        "topics": lambda name: known.topic_label(known.find_topic(name), language),
        "years": str,
        "languages": lambda code: say.term(LANGUAGE_NAMES, code),
        "series": lambda name: known.series_label(known.find_series(name), language),
        "people": lambda name: known.person_label(known.person_keys(name)[0]),
    }
    for key, label in labels.items():
        yield from (label(name) for name in asked.chosen.get(key, ()))
