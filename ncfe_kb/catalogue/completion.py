"""What somebody who begins to type may mean: topics first, then titles, then people."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from ncfe_kb.catalogue.documents import label_key
from ncfe_kb.catalogue.vocabulary import Vocabulary
from ncfe_kb.languages import Language, sort_key

MAX_CHARACTERS = 200
"""Characters that are heeded of what was typed."""

COMPLETED = ("topic", "entry", "person")
"""The types of what can be meant, in their order."""


class Completion(NamedTuple):
    """A topic, work or person that begins as typed: its type, id and label in the reader's language."""

    type: str
    id: str
    label: str

    def as_dict(self) -> dict[str, Any]:
        """Return the completion as plain data."""
        return self._asdict()


class Sources(NamedTuple):
    """Where labels are found: `find` gives the ids whose labels of a type begin so, `titles` the titles of works."""

    vocabulary: Vocabulary
    find: Callable[[str, str], Iterable[str]]
    titles: Callable[[Iterable[str]], Mapping[str, str]]


def complete(
    prefix: str, language: Language, sources: Sources, types: Collection[str] = COMPLETED
) -> tuple[Completion, ...]:
    """Return what of these types begins, or has a word that begins, with what was typed; æ, ø, å and accents aside."""
    wanted = label_key(prefix[:MAX_CHARACTERS])
    if not wanted:
        return ()
    vocabulary, find, titles = sources
    found: dict[str, Callable[[], Iterator[Completion]]] = {
        "topic": lambda: _topics(wanted, language, vocabulary),
        "entry": lambda: _works(titles(find("title", wanted))),
        "person": lambda: _people(find("person", wanted), vocabulary),
    }
    return tuple(one for type_ in COMPLETED if type_ in types for one in _sorted(found[type_](), wanted, language))


def _works(titles: Mapping[str, str]) -> Iterator[Completion]:
    return (Completion("entry", slug, title) for slug, title in titles.items())


def _topics(wanted: str, language: Language, vocabulary: Vocabulary) -> Iterator[Completion]:
    for topic in vocabulary.topics.values():
        if any(_begins(label, wanted) for _, label in topic.labels()):
            yield Completion("topic", topic.id, vocabulary.topic_label(topic.id, language))


def _people(keys: Iterable[str], vocabulary: Vocabulary) -> Iterator[Completion]:
    return (Completion("person", key, vocabulary.person_label(key)) for key in keys)


def _begins(label: str, wanted: str) -> bool:
    key = label_key(label)
    return key.startswith(wanted) or f" {wanted}" in key


def _sorted(found: Iterable[Completion], wanted: str, language: Language) -> list[Completion]:
    """Return those first whose label itself begins as typed, then by the reader's alphabet."""
    distinct = dict.fromkeys(found)
    return sorted(
        distinct, key=lambda one: (not label_key(one.label).startswith(wanted), sort_key(one.label, language))
    )
