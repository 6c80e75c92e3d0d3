"""Topics as a tree, and one topic with its labels and neighbours."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ncfe_kb.cli.terminal import part, show, wrapped
from ncfe_kb.i18n import LANGUAGE_NAMES, Localiser
from ncfe_kb.languages import LANGUAGES, Language, sort_key
from ncfe_kb.messages import N_
from ncfe_kb.models import Topic
from ncfe_kb.topics import Thesaurus

_DEEPEST = 20
"""Levels of the tree that are indented further; only topics that go wrong have more."""
_FOR_NUMBER = 10
"""Columns that are kept for the number of works."""


def as_dict(topic: Topic, thesaurus: Thesaurus, counts: Mapping[str, int], language: Language) -> dict[str, Any]:
    """Return a topic as plain data: its own fields, its label, what is narrower, and its number of works."""
    return {
        **topic.model_dump(mode="json"),
        "label": _label(topic, language),
        "narrower": [narrower.id for narrower in thesaurus.narrower(topic.id)],
        "count": counts.get(topic.id, 0),
    }


def show_tree(thesaurus: Thesaurus, counts: Mapping[str, int], say: Localiser) -> None:
    """Show all topics, narrower ones indented below broader ones, with their numbers of works."""
    for topic, depth in _walk(thesaurus, say.language):
        number = part(f"  {say.number(counts.get(topic.id, 0))}", "faint")
        indent = 2 * min(depth, _DEEPEST)
        *lines, last = wrapped(part(_label(topic, say.language)), indent, " " * indent, spare=_FOR_NUMBER)
        show(*lines, last + number)


def show_topics(topics: Iterable[Topic], thesaurus: Thesaurus, counts: Mapping[str, int], say: Localiser) -> None:
    """Show topics one by one, with all that is known of each."""
    for position, topic in enumerate(topics):
        if position:
            show([])
        works = say.counted("{number} work", "{number} works", counts.get(topic.id, 0))
        show(*wrapped(part(_label(topic, say.language), "strong") + part(f" {topic.id} · {works}", "faint")))
        if definition := topic.definition.in_(say.language):
            show(*wrapped(part(definition.value), 2))
        for label, value in _facts(topic, thesaurus, say):
            show(*wrapped(part(f"{label}: ", "strong") + part(value), 2))


def _facts(topic: Topic, thesaurus: Thesaurus, say: Localiser) -> Iterator[tuple[str, str]]:
    for language in LANGUAGES:
        preferred = topic.preferred_label.get(language)
        labels = ([preferred] if preferred else []) + list(topic.alternative_labels.get(language))
        if labels:
            yield say.term(LANGUAGE_NAMES, language), ", ".join(labels)
    neighbours = {
        N_("Broader"): topic.broader,
        N_("Narrower"): tuple(narrower.id for narrower in thesaurus.narrower(topic.id)),
        N_("Related"): topic.related,
    }
    for name, ids in neighbours.items():
        if ids:
            yield say(name), ", ".join(say.in_order(_label(thesaurus[key], say.language) for key in ids))
    if matches := (*topic.exact_match, *topic.close_match, *topic.related_match):
        yield say(N_("Matches")), " ".join(matches)
    if note := topic.editorial_note.in_(say.language):
        yield say(N_("Note")), note.value


def _walk(thesaurus: Thesaurus, language: Language) -> Iterator[tuple[Topic, int]]:
    """Yield topics with their depths; what is below one that stands in several places, only at the first."""

    def backwards(topics: Iterable[Topic]) -> list[Topic]:
        return sorted(topics, key=lambda one: sort_key(_label(one, language), language), reverse=True)

    waiting = [(topic, 0) for topic in backwards(thesaurus.roots())]
    opened: set[str] = set()
    above: list[str] = []
    while waiting:
        topic, depth = waiting.pop()
        del above[depth:]
        if topic.id in above:  # as it is where topics go round
            continue
        above.append(topic.id)
        yield topic, depth
        if topic.id not in opened:
            opened.add(topic.id)
            waiting += [(narrower, depth + 1) for narrower in backwards(thesaurus.narrower(topic.id))]


def _label(topic: Topic, language: Language) -> str:
    return topic.preferred_label.label(language, topic.id)
