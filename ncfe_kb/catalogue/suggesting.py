"""Topics for a work, proposed from its title and abstract by the thesaurus alone."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from ncfe_kb.catalogue.results import Labelled
from ncfe_kb.languages import Language
from ncfe_kb.models import Entry
from ncfe_kb.query import Spoken, Subjects
from ncfe_kb.text import Text
from ncfe_kb.topics import Thesaurus

_TITLE, _ABSTRACT = 1.0, 0.6
"""What a topic in the title is worth, and in the abstract."""
_NARROWER, _IMPLIED = 0.7, 0.6
"""A narrower topic that is worth this share of a broader one says it already: the broader one's worth is lowered."""
_SHARE, _LEAST = 0.3, 0.3
"""What a topic is worth that is proposed: a share of the best one's worth, and this in any case."""

_HEEDED = 20_000
"""Characters of a text that are heeded."""


@dataclass(frozen=True)
class Suggestion:
    """A topic for a work, the words of title and abstract that speak for it, and how much they do, from 0 to 1.

    One that the work has already is marked `is_given`.
    """

    topic: Labelled
    score: float
    words: tuple[str, ...]
    is_given: bool

    def as_dict(self) -> dict[str, Any]:
        """Return the suggestion as plain data."""
        given = {"score": self.score, "words": list(self.words), "is_given": self.is_given}
        return {"topic": self.topic._asdict(), **given}


class Worth(NamedTuple):
    """What a topic is worth to a work, and the words that speak for it."""

    score: float
    words: tuple[str, ...]


def topics_for(entry: Entry, subjects: Subjects, thesaurus: Thesaurus) -> list[tuple[str, Worth]]:
    """Return the topics that title and abstract speak for clearly enough, best first."""
    spoken = [(_TITLE, _spoken(entry.titles, subjects)), (_ABSTRACT, _spoken((entry.abstract,), subjects))]
    found: dict[str, Worth] = {}
    for weight, each in spoken:
        for topic, (strength, words) in each.items():
            before = found.get(topic, Worth(0.0, ()))
            share = weight * strength / (_TITLE + _ABSTRACT)
            found[topic] = Worth(before.score + share, tuple(dict.fromkeys((*before.words, *words))))
    return _clear(_lowered(found, thesaurus))


def _spoken(texts: tuple[Text, ...], subjects: Subjects) -> Mapping[str, Spoken]:
    """Return the topics of texts that say the same, each as the clearest of them has it, with its words."""
    found = [subjects.spoken(value[:_HEEDED], language) for text in texts for language, value in text.each()]
    gathered: dict[str, list[Spoken]] = defaultdict(list)
    for each in found:
        for topic, one in each.items():
            gathered[topic].append(one)
    return {topic: _together(ones) for topic, ones in gathered.items()}


def _together(ones: list[Spoken]) -> Spoken:
    """Return the clearest, with the words of those that are not much less clear."""
    most = max(one.strength for one in ones)
    return Spoken(most, tuple(word for one in ones if one.strength * 2 >= most for word in one.words))


def _lowered(found: Mapping[str, Worth], thesaurus: Thesaurus) -> dict[str, Worth]:
    """Return the topics, of which those are worth less that a narrower one says already."""

    def is_said(topic: str, worth: Worth) -> bool:
        narrower = thesaurus.with_narrower((topic,)) - {topic}
        return any(found[one].score >= _NARROWER * worth.score for one in narrower if one in found)

    return {
        topic: worth._replace(score=_IMPLIED * worth.score) if is_said(topic, worth) else worth
        for topic, worth in found.items()
    }


def _clear(found: Mapping[str, Worth]) -> list[tuple[str, Worth]]:
    best = sorted(found.items(), key=lambda each: (-each[1].score, each[0]))
    least = max(_SHARE * best[0][1].score, _LEAST / (_TITLE + _ABSTRACT)) if best else 0
    return [each for each in best if each[1].score >= least]


def suggestions(
    found: list[tuple[str, Worth]], entry: Entry, thesaurus: Thesaurus, language: Language, limit: int
) -> Iterator[Suggestion]:
    """Yield the topics with their labels: so many that the work lacks, and among them those that it has."""
    for topic, worth in found:
        is_given = topic in entry.topics
        if not is_given and not limit:
            continue
        limit -= not is_given
        label = thesaurus[topic].preferred_label.label(language, topic)
        yield Suggestion(Labelled(topic, label), round(worth.score, 3), worth.words, is_given)
