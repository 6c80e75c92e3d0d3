"""Entries in a reader's words, for files and citations."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from ncfe_kb.addresses import Addresses
from ncfe_kb.catalogue.vocabulary import Vocabulary
from ncfe_kb.errors import AmbiguousLabel, UnknownRecord
from ncfe_kb.formats.works import Name, Related, Subject, Work, identifiers_of, name_of
from ncfe_kb.languages import Language
from ncfe_kb.models import Contributor, Entry
from ncfe_kb.text import Text


def targets_of(entries: Iterable[Entry]) -> set[str]:
    """Return the slugs of what entries are part of."""
    return {relation.target for entry in entries for relation in entry.relations if relation.type == "part_of"}


def without_private(entry: Entry) -> Entry:
    """Return an entry without what is for staff alone: their notes, and who consented to what."""
    named = tuple(one.model_copy(update={"consents": ()}) for one in entry.contributors)
    return entry.model_copy(update={"contributors": named, "notes": Text()})


class Around(NamedTuple):
    """What stands around works: those that they are part of, those they stand to, the thesaurus, and the web."""

    containers: Mapping[str, Entry]
    related: Mapping[str, tuple[Related, ...]]
    scheme: Subject | None = None
    addresses: Addresses | None = None


def works_of(entries: Iterable[Entry], around: Around, vocabulary: Vocabulary, language: Language) -> list[Work]:
    """Return the entries with what their ids stand for."""
    words = _Words(vocabulary, language)
    return [words.work(entry, around) for entry in entries]


class _Words:
    """What ids are called, such that the words lead back to the ids."""

    def __init__(self, vocabulary: Vocabulary, language: Language) -> None:
        self._vocabulary = vocabulary
        self._language = language

    def work(self, entry: Entry, around: Around) -> Work:
        known, language, containers = self._vocabulary, self._language, around.containers
        within = [containers[slug] for slug in sorted(targets_of([entry])) if slug in containers]
        return Work(
            entry=entry,
            language=language,
            kind=self._kind(entry.kind),
            schema_type=known.kinds[entry.kind].schema_type,
            series=known.series_label(entry.series, language) if entry.series else None,
            container=within[0].title_in(language).value if within else None,
            topics=tuple(self._topic(topic) for topic in entry.topics),
            names=tuple(self._name(one) for one in entry.contributors),
            series_title=known.series[entry.series].title if entry.series in known.series else Text(),
            subjects=tuple(Subject(key, known.topics[key].preferred_label) for key in entry.topics),
            audiences=tuple(Subject(key, known.audiences[key].label) for key in entry.audience),
            scheme=around.scheme,
            related=around.related.get(entry.slug, ()),
            addresses=around.addresses,
        )

    def _kind(self, key: str) -> str:
        label = self._vocabulary.kind_label(key, self._language)
        return label if _leads_to(key, self._vocabulary.find_kind, label) else key

    def _topic(self, key: str) -> str:
        """Return a topic's label, or its id where the label means several or has a sign that parts keywords."""
        label = self._vocabulary.topic_label(key, self._language)
        is_one = not set(label) & set(",;") and _leads_to(key, self._vocabulary.find_topic, label)
        return label if is_one else key

    def _name(self, one: Contributor) -> Name:
        if one.organisation or (one.role == "publisher" and not one.person):
            return Name(one.name, is_body=True)
        person = self._vocabulary.people.get(one.person or "")
        if not person:
            return name_of(one.name)
        return name_of(one.name, person.sort_name)._replace(identifiers=identifiers_of(person))


def _leads_to(key: str, find: Callable[[str], str], label: str) -> bool:
    try:
        return find(label) == key
    except (UnknownRecord, AmbiguousLabel):
        return False
