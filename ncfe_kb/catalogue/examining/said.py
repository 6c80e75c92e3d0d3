"""The checks of what each record says: labels, people, dates, fields."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from ncfe_kb.catalogue.examining.finding import Found, Patient
from ncfe_kb.errors import Fault
from ncfe_kb.languages import fold
from ncfe_kb.messages import N_
from ncfe_kb.models import Entry

_OUT: Final = frozenset({"published", "held", "ongoing"})
"""The statuses of works that readers can meet."""

_WANTED: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "publication": ("language", "contributors", "urls"),
        "episode": ("language", "contributors", "episode.duration", "episode.enclosure", "episode.guid"),
        "course": ("language", "contributors"),
        "event": ("date", "contributors"),
        "activity": ("contributors",),
    }
)
"""What is asked of a work that is out, by the shape of its kind; a published work's date has a check of its own."""


def labels(patient: Patient) -> Iterator[Found]:
    """Find labels that several records of a type share."""
    for (_, label), topics in patient.vocabulary.topics.ambiguous_labels.items():
        fault = Fault(N_("shared by {topics}; a search finds all of these"), topics=", ".join(sorted(topics)))
        yield Found(label, fault, is_wrong=False)
    for label, ids in _shared(_names(patient)):
        fault = Fault(N_("shared by {records}; only their ids tell these apart"), records=", ".join(ids))
        yield Found(label, fault, is_wrong=False)


def _shared(named: Iterable[tuple[str, str, str]]) -> Iterator[tuple[str, list[str]]]:
    """Yield the names that several ids of one type have, each with these."""
    bearing: dict[tuple[str, str], set[str]] = defaultdict(set)
    for key, type_name, name in named:
        bearing[type_name, fold(name)].add(key)
    return ((name, sorted(ids)) for (_, name), ids in bearing.items() if len(ids) > 1)


def _names(patient: Patient) -> Iterator[tuple[str, str, str]]:
    known = patient.vocabulary
    for key, kind in known.kinds.items():
        yield from ((key, "kind", label) for text in (kind.label, kind.plural) for _, label in text.each())
    for key, series in known.series.items():
        yield from ((key, "series", title) for _, title in series.title.each())
    for key, audience in known.audiences.items():
        yield from ((key, "audience", label) for _, label in audience.label.each())
    for type_name, agents in (("person", known.people), ("organisation", known.organisations)):
        yield from ((key, type_name, name) for key, agent in agents.items() for name in agent.names)


def people(patient: Patient) -> Iterator[Found]:
    """Find people who stand in no work."""
    named = {one.person for entry in patient.entries.values() for one in entry.contributors}
    for key in sorted(patient.vocabulary.people.keys() - named):
        yield Found(key, Fault(N_("named in no work; link or remove")), is_wrong=False)


def dates(patient: Patient) -> Iterator[Found]:
    """Find published works without a date."""
    for slug, entry in patient.entries.items():
        if entry.is_published and not entry.date:
            yield Found(slug, Fault(N_("published without a date; add it where known")), is_wrong=False)


def fields(patient: Patient) -> Iterator[Found]:
    """Find fields that a work's kind does not have, and those that it lacks though it is out."""
    for slug, entry in patient.entries.items():
        kind = patient.vocabulary.kinds.get(entry.kind)
        shape = kind.shape if kind else ""
        if entry.episode and shape != "episode":
            yield Found(slug, Fault(N_("only a podcast episode has this"), where="episode"))
        for name in _WANTED.get(shape, ()):
            if entry.status in _OUT and not _value(entry, name):
                yield Found(slug, Fault(N_("{field} is missing; fill it in where known"), field=name), is_wrong=False)


def _value(entry: Entry, path: str) -> Any:
    value: Any = entry
    for name in path.split("."):
        value = getattr(value, name, None)
    return value
