"""Topics: all of them from A to Å, and the page of each."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import NamedTuple

from ncfe_kb.errors import UnknownRecord
from ncfe_kb.languages import initial, sort_key
from ncfe_kb.messages import N_
from ncfe_kb.models import Topic
from ncfe_kb.text import Localised
from ncfe_kb.web.pages.visit import Page, Visit

_WORKS = 10
_DEEP = 4
"""Levels of narrower topics that are shown."""


class Named(NamedTuple):
    """A topic as a list names it."""

    id: str
    label: Localised


class Branch(NamedTuple):
    """A topic, and the narrower ones below it."""

    topic: Named
    narrower: tuple["Branch", ...]


def by_label(visit: Visit, keys: Iterable[str]) -> list[Named]:
    """Return topics in the order of the page's alphabet; those that are not there are left out."""
    topics = visit.site.view.vocabulary.topics
    found = [_named(topics[key], visit) for key in keys if key in topics]
    return sorted(found, key=lambda one: sort_key(one.label.value, visit.language))


def index(visit: Visit) -> Page:
    """Return all topics from A to Å."""
    found = by_label(visit, visit.site.view.vocabulary.topics)
    letters = groupby(found, key=lambda one: initial(one.label.value, visit.language))
    title = visit.say(N_("Topics from A to Å")) if visit.language == "da" else visit.say(N_("Topics from A to Z"))
    said = {"letters": [(letter, list(topics)) for letter, topics in letters], "counts": visit.site.view.topic_counts()}
    return Page("topics.html", "/topics", title, said)


def page(visit: Visit) -> Page:
    """Return the page of a topic. Raises UnknownRecord."""
    view, id = visit.site.view, visit.names["id"]
    topics = view.vocabulary.topics
    if id not in topics:
        raise UnknownRecord("topic", id)
    topic, language = topics[id], visit.language
    label = _named(topic, visit).label
    definition = topic.definition.in_(language)
    return Page(
        "topic.html",
        f"/topics/{id}",
        label.value,
        {
            "topic": topic,
            "label": label,
            "definition": definition,
            "broader": by_label(visit, topic.broader),
            "narrower": _branches(visit, id, _DEEP),
            "related": by_label(visit, topic.related),
            "matches": _matches(topic),
            "works": view.search(
                language=language, topics=[id], sort="newest", group=True, limit=_WORKS, facets=("kind",)
            ),
        },
        definition.value if definition else "",
    )


def _named(topic: Topic, visit: Visit) -> Named:
    return Named(topic.id, topic.preferred_label.in_(visit.language) or Localised(topic.id, visit.language, False))


def _branches(visit: Visit, key: str, deep: int) -> tuple[Branch, ...]:
    below = visit.site.view.vocabulary.topics.narrower(key) if deep else ()
    return tuple(
        Branch(one, _branches(visit, one.id, deep - 1)) for one in by_label(visit, [topic.id for topic in below])
    )


def _matches(topic: Topic) -> Mapping[str, tuple[str, ...]]:
    """Return the concepts of other thesauri that a topic matches, by how well, where they have a web address."""
    said = {
        N_("The same"): topic.exact_match,
        N_("Almost the same"): topic.close_match,
        N_("Related"): topic.related_match,
    }
    linked = {
        how: tuple(one for one in links if one.startswith(("http://", "https://"))) for how, links in said.items()
    }
    return {how: links for how, links in linked.items() if links}
