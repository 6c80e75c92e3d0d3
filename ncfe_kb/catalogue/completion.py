"""What somebody who begins to type may mean: topics first, then titles, then people."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from ncfe_kb.language.folding import collapsed
from ncfe_kb.languages import Language, fold, sort_key
from ncfe_kb.models import Entry, Topic


class Completion(NamedTuple):
    """A topic, work or person that begins as typed: its type, id and label in the reader's language."""

    type: str
    id: str
    label: str

    def as_dict(self) -> dict[str, Any]:
        """Return the completion as plain data."""
        return self._asdict()


def complete(
    prefix: str, language: Language, topics: Iterable[Topic], entries: Iterable[Entry], limit: int
) -> tuple[Completion, ...]:
    """Return what begins, or has a word that begins, with what was typed; æ, ø, å and accents aside."""
    wanted = _key(prefix)
    if not wanted:
        return ()
    entries = list(entries)
    found = [
        *_sorted(_topics(wanted, language, topics), wanted, language),
        *_sorted(_titles(wanted, language, entries), wanted, language),
        *_sorted(_people(wanted, entries), wanted, language),
    ]
    return tuple(found[:limit])


def _topics(wanted: str, language: Language, topics: Iterable[Topic]) -> Iterator[Completion]:
    for topic in topics:
        if any(_begins(label, wanted) for _, label in topic.labels()):
            yield Completion("topic", topic.id, topic.preferred_label.label(language, topic.id))


def _titles(wanted: str, language: Language, entries: Iterable[Entry]) -> Iterator[Completion]:
    for entry in entries:
        texts = (entry.title, entry.supplied_title, *entry.alternative_titles)
        if any(_begins(title, wanted) for text in texts for _, title in text.each()):
            yield Completion("entry", entry.slug, entry.title_in(language).value)


def _people(wanted: str, entries: Iterable[Entry]) -> Iterator[Completion]:
    for creator in (creator for entry in entries for creator in entry.creators):
        if _begins(creator.name, wanted):
            yield Completion("person", creator.person or creator.name, creator.name)


def _key(text: str) -> str:
    return collapsed(fold(text))


def _begins(label: str, wanted: str) -> bool:
    key = _key(label)
    return key.startswith(wanted) or f" {wanted}" in key


def _sorted(found: Iterable[Completion], wanted: str, language: Language) -> list[Completion]:
    """Return those first whose label itself begins as typed, then by the reader's alphabet."""
    distinct = dict.fromkeys(found)
    return sorted(distinct, key=lambda one: (not _key(one.label).startswith(wanted), sort_key(one.label, language)))
