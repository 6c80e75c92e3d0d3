"""All that can be named of a catalogue, for a shell's completion."""

from collections.abc import Iterable, Iterator

from ncfe_kb.candidates import Candidate
from ncfe_kb.catalogue.vocabulary import Vocabulary
from ncfe_kb.models import Course, Entry
from ncfe_kb.text import Text

UNNEEDED = ("topics", "audience", "statuses", "relations", "identifiers")
"""The lists of an entry that say nothing of its names."""


def candidates(vocabulary: Vocabulary, entries: Iterable[Entry], courses: Iterable[Course]) -> Iterator[Candidate]:
    """Yield kinds, topics, series, audiences and courses by id, people by name, works by slug, each with its labels."""
    for kind in vocabulary.kinds.values():
        yield Candidate("kind", kind.id, (*_pair(kind.label), *_pair(kind.plural)))
    for topic in vocabulary.topics.values():
        others = (label for _, label in topic.alternative_labels.each())
        yield Candidate("topic", topic.id, (*_pair(topic.preferred_label), *others))
    for series in vocabulary.series.values():
        yield Candidate("series", series.id, _pair(series.title))
    for audience in vocabulary.audiences.values():
        yield Candidate("audience", audience.id, _pair(audience.label))
    for course in courses:
        yield Candidate("course", course.id, _pair(course.theme))
    names = {name: person.id for person in vocabulary.people.values() for name in person.names}
    for entry in entries:
        yield Candidate("entry", entry.slug, _pair(entry.title))
        for one in entry.contributors:
            names.setdefault(one.name, one.person or "")
    for name in sorted(names):
        yield Candidate("person", name, (names[name], names[name]))


def _pair(text: Text) -> tuple[str, str]:
    """Return a text for readers of Danish and of English, in the language that there is."""
    return text.label("da", ""), text.label("en", "")
