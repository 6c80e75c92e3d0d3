"""An entry as the text that a person edits, and that text as an entry again, with all that is wrong told."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from ncfe_kb.catalogue.amending import Plain, checked
from ncfe_kb.catalogue.cause import Cause
from ncfe_kb.catalogue.drafting import contributor
from ncfe_kb.catalogue.entry_fields import ELSEWHERE
from ncfe_kb.catalogue.vocabulary import Vocabulary, near_ids
from ncfe_kb.errors import CatalogueError, Fault, InvalidRecord, UnknownRecord
from ncfe_kb.messages import N_, Translate
from ncfe_kb.models import Entry
from ncfe_kb.plain import toml_of

_INTRODUCTION: Final = (
    N_("Change the fields, save and close. An unchanged or empty file changes nothing."),
    N_("Lines that begin with # are no part of it; remove the # to fill a field in."),
    N_("Kind, topics, series, audience and people may be ids or labels."),
)
_FIELDS: Final = {
    "date": '"2019-11-08"',
    "language": '"da"',
    "series": '""',
    "urls": '["https://"]',
    "topics": '[""]',
    "audience": '[""]',
}
_TABLES: Final = {
    "abstract": ("[abstract]", 'da = ""', 'en = ""'),
    "contributors": ("[[contributors]]", 'name = ""', 'role = "author"'),
    "relations": ("[[relations]]", 'type = "part_of"', 'target = ""'),
}
_EPISODE: Final = ("[episode]", "number = 1", "duration = 1800", "[episode.enclosure]", 'url = "https://"')


def text_of(entry: Entry, vocabulary: Vocabulary, say: Translate) -> str:
    """Return an entry's TOML, with a comment for each field that is often filled and is empty."""
    data = entry.filled()
    chunks = {name: _toml({name: value}) for name, value in data.items()}
    tables = [name for name, chunk in chunks.items() if chunk.startswith("[")]
    lines = [f"# {say(message)}" for message in _INTRODUCTION]
    lines += ["", *(chunks[name].rstrip("\n") for name in data if name not in tables)]
    lines += [f"# {name} = {sample}" for name, sample in _FIELDS.items() if name not in data]
    for name in tables:
        lines += ["", chunks[name].rstrip("\n"), *_other_side(data[name])]
    kind = vocabulary.kinds.get(entry.kind)
    wanted = {**_TABLES, "episode": _EPISODE} if kind and kind.shape == "episode" else _TABLES
    for name, sample in wanted.items():
        lines += ["", *(f"# {line}" for line in sample)] if name not in data else []
    return "\n".join((*lines, ""))


def _toml(data: Plain) -> str:
    import tomli_w  # here, since only who edits needs it

    return tomli_w.dumps(data, multiline_strings=True)


def _other_side(text: Any) -> Iterator[str]:
    """Yield the line for the language in which a text is missing."""
    if isinstance(text, dict) and text.keys() <= {"da", "en"}:
        yield from (f'# {language} = ""' for language in ("da", "en") if language not in text)


def read(data: bytes, before: Entry, vocabulary: Vocabulary, slugs: Collection[str]) -> Entry:
    """Return the entry that an edited text describes. Raises InvalidRecord with all that is wrong."""
    faults: list[Fault] = []
    try:
        fields = toml_of(data)
        _look_up(fields, before, vocabulary, faults)
        entry = checked(fields, vocabulary)
    except Fault as fault:
        raise InvalidRecord((fault,), before.slug) from None
    except InvalidRecord as error:
        told = {fault.where for fault in faults}
        more = (fault for fault in error.faults if fault.where not in told)
        raise InvalidRecord((*faults, *more), before.slug) from None
    faults += [*_elsewhere(entry, before), *_unknown_targets(entry, slugs)]
    if faults:
        raise InvalidRecord(tuple(faults), before.slug)
    return entry


def _look_up(data: Plain, before: Entry, vocabulary: Vocabulary, faults: list[Fault]) -> None:
    """Put ids in the place of labels; what is no text is left to the model."""
    for name, find in {"kind": vocabulary.find_kind, "series": vocabulary.find_series}.items():
        if isinstance(data.get(name), str):
            with _noting(faults, name):
                data[name] = find(data[name])
    for name, find in {"topics": vocabulary.find_topic, "audience": vocabulary.find_audience}.items():
        for number, value in enumerate(data[name] if isinstance(data.get(name), list) else ()):
            if isinstance(value, str):
                with _noting(faults, f"{name}[{number + 1}]"):
                    data[name][number] = find(value)
    there = [one.filled() for one in before.contributors]
    contributors = data.get("contributors")
    for number, one in enumerate(contributors if isinstance(contributors, list) else (), 1):
        if isinstance(one, dict) and one not in there:
            _look_up_agent(one, vocabulary, faults, f"contributors[{number}]")


def _look_up_agent(one: Plain, vocabulary: Vocabulary, faults: list[Fault], where: str) -> None:
    """Put the id of an authority record in the place of a name, or there where a new contributor has none."""
    for name, records in _agents(vocabulary).items():
        if isinstance(key := one.get(name), str) and key not in records:
            with _noting(faults, f"{where}.{name}"):
                one[name] = _agent(name, key, vocabulary)
    if isinstance(named := one.get("name"), str) and not one.keys() & {"person", "organisation"}:
        with _noting(faults, f"{where}.name"):
            made = contributor(named, vocabulary).filled()
            one |= {field: made[field] for field in ("person", "organisation") if field in made}


def _agents(vocabulary: Vocabulary) -> Mapping[str, Collection[str]]:
    return {"person": vocabulary.people, "organisation": vocabulary.organisations}


def _agent(type_name: str, name: str, vocabulary: Vocabulary) -> str:
    """Return the id of the one person or organisation of a name. Raises UnknownRecord."""
    named = vocabulary.person_named if type_name == "person" else vocabulary.organisation_named
    if found := named(name):
        return found.id
    raise UnknownRecord(type_name, name, near_ids(name, _agents(vocabulary)[type_name]))


@contextmanager
def _noting(faults: list[Fault], where: str) -> Iterator[None]:
    try:
        yield
    except InvalidRecord as error:
        faults += [Fault(fault.message, where=where, **fault.fields) for fault in error.faults]
    except CatalogueError as error:
        faults.append(Cause(error, where=where))


def _elsewhere(entry: Entry, before: Entry) -> Iterator[Fault]:
    """Yield a fault for each field that was changed and has a command of its own."""
    if entry.slug != before.slug:
        yield Fault(ELSEWHERE["slug"], where="slug")
    if entry.former_slugs != before.former_slugs:
        yield Fault(ELSEWHERE["former_slugs"], where="former_slugs")
    if [one.status for one in entry.statuses] != [one.status for one in before.statuses]:
        yield Fault(ELSEWHERE["statuses"], where="statuses")


def _unknown_targets(entry: Entry, slugs: Collection[str]) -> Iterable[Fault]:
    for number, relation in enumerate(entry.relations, 1):
        if relation.target not in slugs:
            cause = UnknownRecord("entry", relation.target, near_ids(relation.target, slugs))
            yield Cause(cause, where=f"relations[{number}].target")
