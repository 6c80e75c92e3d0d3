"""Topics, kinds and people as plain data: what everyone may see of them, without what is for staff."""

from collections.abc import Iterable, Mapping
from typing import Required  # typing's own, from Python 3.12 on

from typing_extensions import TypedDict

from ncfe_kb import models
from ncfe_kb.catalogue.data.shapes import Label, Words, described
from ncfe_kb.catalogue.data.wording import Wording, words
from ncfe_kb.models import TopicGroup
from ncfe_kb.text import Localised


@described
class Topic(TypedDict, total=False):
    """A topic of the thesaurus (skos:Concept)."""

    id: Required[str]
    """Its id, by which works name it."""
    address: str
    """The topic's page in the language that was asked for."""
    label: Words
    """What it is called."""
    alternative_labels: list[Words]
    """What else it is called, in either language."""
    definition: Words | None
    """What it means."""
    group: Label | None
    """The part of the thesaurus that it is in."""
    broader: list[str]
    """The topics directly above it."""
    narrower: list[str]
    """The topics directly below it."""
    related: list[str]
    """Topics to see as well."""
    exact_match: list[str]
    """Concepts of other thesauri that mean the same."""
    close_match: list[str]
    """Concepts of other thesauri that mean almost the same."""
    works: int
    """How many works have it, or a narrower one."""


@described
class Topics(TypedDict):
    """All topics in alphabetical order."""

    total: int
    """How many topics there are."""
    topics: list[Topic]
    """The topics."""


@described
class Branch(TypedDict):
    """A topic with the narrower ones below it."""

    id: str
    """The topic's id."""
    label: Words
    """What it is called."""
    works: int
    """How many works have it, or a narrower one."""
    narrower: list["Branch"]
    """The topics directly below it, in alphabetical order."""


@described
class Tree(TypedDict):
    """The thesaurus as a tree; a topic with several broader ones stands below each."""

    topics: list[Branch]
    """The topics that have nothing above them, in alphabetical order."""


@described
class Person(TypedDict):
    """A person whom a work names that everyone may see."""

    id: str
    """The person's id."""
    address: str
    """The person's page in the language that was asked for."""
    name: str
    """The name."""
    affiliation: str | None
    """Where the person belongs, as last known."""
    orcid: str | None
    """The person's ORCID iD."""
    works: int
    """How many works name the person."""


@described
class People(TypedDict):
    """People in the order of their ids: those after the last one that is known already."""

    total: int
    """How many there are in all."""
    people: list[Person]
    """The people."""
    next: str | None
    """What to give as `after` for those that follow; null where none do."""


@described
class Kind(TypedDict):
    """A kind of work."""

    id: str
    """The id, by which works name it."""
    label: str
    """What one such work is called."""
    plural: str
    """What several are called."""
    shape: str
    """Which fields its works can have: publication, episode, course, event or activity."""
    schema_type: str
    """What schema.org calls works of this kind."""
    works: int
    """How many works are of this kind."""


@described
class Kinds(TypedDict):
    """All kinds of work in alphabetical order."""

    total: int
    """How many kinds there are."""
    kinds: list[Kind]
    """The kinds."""


_DEEPEST = 12
"""Levels of a tree; a thesaurus that was read from a file may go round in a ring."""


def in_order(say: Wording, topics: Iterable[models.Topic] | None = None) -> list[models.Topic]:
    """Return topics, all by default, in alphabetical order."""
    found = say.known.topics.values() if topics is None else topics
    return sorted(found, key=lambda one: say.place(one.preferred_label.label(say.language, one.id)))


def topic(one: models.Topic, counts: Mapping[str, int], groups: Mapping[str, TopicGroup], say: Wording) -> Topic:
    """Return a topic."""
    others = [
        words(Localised(label, language, language != say.language)) for language, label in one.alternative_labels.each()
    ]
    return {
        "id": one.id,
        "address": say.addresses.topic(one.id, say.language),
        "label": say.name(one.preferred_label, one.id),
        "alternative_labels": others,
        "definition": say.text(one.definition),
        "group": _group(one, groups, say),
        "broader": list(one.broader),
        "narrower": [below.id for below in in_order(say, say.known.topics.narrower(one.id))],
        "related": list(one.related),
        "exact_match": list(one.exact_match),
        "close_match": list(one.close_match),
        "works": counts.get(one.id, 0),
    }


def branches(say: Wording, counts: Mapping[str, int], below: str | None = None, deep: int = _DEEPEST) -> list[Branch]:
    """Return the topics directly below one, or those that have nothing above them, each with those below it."""
    topics = say.known.topics
    found = topics.roots() if below is None else topics.narrower(below)
    return [
        {
            "id": one.id,
            "label": say.name(one.preferred_label, one.id),
            "works": counts.get(one.id, 0),
            "narrower": branches(say, counts, one.id, deep - 1) if deep else [],
        }
        for one in in_order(say, found)
    ]


def kind(one: models.Kind, counts: Mapping[str, int], say: Wording) -> Kind:
    """Return a kind of work."""
    return {
        "id": one.id,
        "label": one.label.label(say.language, one.id),
        "plural": one.plural.label(say.language, one.id),
        "shape": one.shape,
        "schema_type": one.schema_type,
        "works": counts.get(one.id, 0),
    }


def person(one: models.Person, counts: Mapping[str, int], say: Wording) -> Person:
    """Return a person."""
    return {
        "id": one.id,
        "address": say.addresses.person(one.id, say.language),
        "name": one.name,
        "affiliation": one.affiliation,
        "orcid": one.orcid,
        "works": counts.get(one.id, 0),
    }


def _group(one: models.Topic, groups: Mapping[str, TopicGroup], say: Wording) -> Label | None:
    found = groups.get(one.group or "")
    return {"id": found.id, "label": found.label.label(say.language, found.id)} if found else None
