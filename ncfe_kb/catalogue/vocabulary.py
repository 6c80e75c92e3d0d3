"""The records that entries are described with, as one snapshot: kinds, topics, people and the rest."""

from collections.abc import Collection, Iterable, Mapping
from copy import copy
from functools import cached_property
from typing import NamedTuple, Self, TypeVar, cast

from ncfe_kb.errors import AmbiguousLabel, UnknownRecord
from ncfe_kb.language import stems, words_of
from ncfe_kb.languages import Language, fold
from ncfe_kb.models import Audience, Kind, Organisation, Person, Series, Topic
from ncfe_kb.query import Subjects
from ncfe_kb.storage import Reader
from ncfe_kb.text import Text
from ncfe_kb.topics import Thesaurus

Agent = TypeVar("Agent", Person, Organisation)
_NEAR = 3


class Placed(NamedTuple):
    """The key that puts a label in its place, the label, and its language where that is not the reader's."""

    place: tuple[str, str]
    label: str
    language: Language | None


class Vocabulary:
    """All kinds, topics, audiences, series, people and organisations at one change."""

    def __init__(self, reader: Reader) -> None:
        """Read the vocabulary of one state of the catalogue."""
        self.kinds = cast("dict[str, Kind]", reader.fetch("kind"))
        self.audiences = cast("dict[str, Audience]", reader.fetch("audience"))
        self.series = cast("dict[str, Series]", reader.fetch("series"))
        self.people = cast("dict[str, Person]", reader.fetch("person"))
        self.organisations = cast("dict[str, Organisation]", reader.fetch("organisation"))
        self.placed: dict[tuple[str, str, Language], Placed] = {}  # labels of facets' values
        self.topics = Thesaurus(cast("Iterable[Topic]", reader.fetch("topic").values()), may_loop=True)

    def only(self, **ids: Collection[str | None]) -> Self:
        """Return the vocabulary with no more people, organisations or series than these."""
        limited = copy(self)
        for name, kept in ids.items():
            setattr(limited, name, {key: one for key, one in getattr(self, name).items() if key in kept})
        return limited

    def used(
        self, *, people: Collection[str | None], bodies: Collection[str | None], series: Collection[str | None]
    ) -> Self:
        """Return the vocabulary with these people, organisations and series, and no others.

        What an organisation took over from is known with it.
        """
        known = set(bodies)
        while before := {one.predecessor for key, one in self.organisations.items() if key in known} - known:
            known |= before
        return self.only(people=people, organisations=known, series=series)

    @cached_property
    def topic_words(self) -> frozenset[str]:
        """The stems of all words that stand in topics' labels, in either language."""
        labels = (label for topic in self.topics.values() for label in topic.labels())
        return frozenset(each for language, label in labels for each in stems(words_of(label), language))

    @cached_property
    def subjects(self) -> Subjects:
        """The topics as a text may speak of them."""
        return Subjects(self.topics)

    def facet_label(self, facet: str, key: str) -> Text | None:
        """Return what a kind, topic or series is called in both languages; None for what has no such label."""
        if facet == "kind":
            return self.kinds[key].label if key in self.kinds else None
        if facet == "topic":
            return self.topics[key].preferred_label if key in self.topics else None
        if facet == "series":
            return self.series[key].title if key in self.series else None
        return None

    def kind_label(self, key: str, language: Language) -> str:
        """Return a kind's label."""
        return self.kinds[key].label.label(language, key) if key in self.kinds else key

    def topic_label(self, key: str, language: Language) -> str:
        """Return a topic's preferred label."""
        return self.topics[key].preferred_label.label(language, key) if key in self.topics else key

    def find_kind(self, name: str) -> str:
        """Return the id of the kind with this id, label or plural in any language. Raises UnknownRecord."""
        labels = {
            key: [label for text in (kind.label, kind.plural) for _, label in text.each()]
            for key, kind in self.kinds.items()
        }
        return _find("kind", name, labels)

    def find_series(self, name: str) -> str:
        """Return the id of the series with this id or title. Raises UnknownRecord."""
        return _find(
            "series", name, {key: [title for _, title in one.title.each()] for key, one in self.series.items()}
        )

    def find_audience(self, name: str) -> str:
        """Return the id of the audience with this id or label. Raises UnknownRecord."""
        labels = {key: [label for _, label in one.label.each()] for key, one in self.audiences.items()}
        return _find("audience", name, labels)

    def find_topic(self, name: str) -> str:
        """Return the id of the topic with this id or label. Raises UnknownRecord, AmbiguousLabel."""
        found = self.topics.find(name)
        if len(found) > 1:
            raise AmbiguousLabel(name, tuple(topic.id for topic in found))
        if not found:
            labels = {topic.id: [label for _, label in topic.labels()] for topic in self.topics.values()}
            raise UnknownRecord("topic", name, _near(name, labels))
        return found[0].id

    def person_keys(self, name: str) -> tuple[str, ...]:
        """Return what a facet may call the person with this id or name: the id, or the bare name."""
        person = self.people.get(name) or self.person_named(name)
        return (person.id, *person.names) if person else (name,)

    def person_label(self, key: str) -> str:
        """Return the name of a person, or the key where there is no authority record."""
        return self.people[key].name if key in self.people else key

    def series_label(self, key: str, language: Language) -> str:
        """Return a series' title."""
        return self.series[key].title.label(language, key) if key in self.series else key

    def person_named(self, name: str) -> Person | None:
        """Return the person with this name or variant, where there is exactly one."""
        return _bearing(name, self.people.values())

    def organisation_named(self, name: str) -> Organisation | None:
        """Return the organisation with this name or variant, where there is exactly one."""
        return _bearing(name, self.organisations.values())


def near_ids(name: str, ids: Iterable[str]) -> tuple[str, ...]:
    """Return the ids that look most like a name."""
    from difflib import get_close_matches  # here, since only a mistake needs it

    return tuple(get_close_matches(name, list(ids), _NEAR))


def _bearing(name: str, agents: Iterable[Agent]) -> Agent | None:
    """Return the one that bears a name, where there is exactly one."""
    wanted = fold(name)
    found = [agent for agent in agents if wanted in map(fold, agent.names)]
    return found[0] if len(found) == 1 else None


def _find(type_name: str, name: str, labels: Mapping[str, list[str]]) -> str:
    if name in labels:
        return name
    wanted = fold(name)
    found = [key for key, names in labels.items() if wanted in map(fold, names)]
    if len(found) > 1:
        raise AmbiguousLabel(name, tuple(found))
    if not found:
        raise UnknownRecord(type_name, name, _near(name, labels))
    return found[0]


def _near(name: str, labels: Mapping[str, list[str]]) -> tuple[str, ...]:
    """Return the ids whose id or label looks most like a name."""
    by_label = {fold(label): key for key, names in labels.items() for label in (key, *names)}
    return tuple(dict.fromkeys(by_label[label] for label in near_ids(fold(name), by_label)))
