"""What must hold between records before they are written."""

from collections.abc import Iterable, Sequence
from typing import cast

from ncfe_kb.catalogue.vocabulary import near_ids
from ncfe_kb.errors import Fault, InvalidFile, RecordExists, UnknownRecord
from ncfe_kb.messages import N_
from ncfe_kb.models import Entry, Kind, Origin, Topic, Value, key_of, type_of
from ncfe_kb.storage import Reader
from ncfe_kb.topics import Thesaurus


def check_new(reader: Reader, records: Iterable[Value]) -> None:
    """Raise RecordExists for a record whose id is taken, or was a work's and still leads there."""
    former = reader.former_slugs()
    for record in records:
        is_former = type_of(record) == "entry" and key_of(record) in former
        if is_former or key_of(record) in reader.fetch(type_of(record), [key_of(record)]):
            raise RecordExists(type_of(record), key_of(record))


def check_together(reader: Reader, origins: Sequence[Origin]) -> None:
    """Check records against each other and against what is there already.

    Raises UnknownRecord for a reference to nothing, TopicLoop, and InvalidFile for an id that
    stands twice or a field that the entry's kind does not have.
    """
    _check_unique(origins)
    _check_references(reader, origins)
    _check_loops(reader, origins)
    _check_shapes(reader, origins)


def _check_unique(origins: Sequence[Origin]) -> None:
    seen: dict[tuple[str, str], str] = {}
    for path, record in origins:
        name = (type_of(record), key_of(record))
        if name in seen:
            fault = Fault(N_("stands twice; the other one is in {path}"), path=seen[name])
            raise InvalidFile((fault,), record=key_of(record), path=path)
        seen[name] = path


def _check_references(reader: Reader, origins: Sequence[Origin]) -> None:
    known: dict[str, set[str]] = {}
    for path, record in origins:
        for reference in record.references():
            if reference.type not in known:
                added = {key_of(other) for _, other in origins if type_of(other) == reference.type}
                known[reference.type] = reader.ids(reference.type) | added
            if reference.id not in known[reference.type]:
                near = near_ids(reference.id, known[reference.type])
                where = ": ".join(part for part in (path, key_of(record) if path else "", reference.where) if part)
                raise UnknownRecord(reference.type, reference.id, near, where)


def _check_loops(reader: Reader, origins: Sequence[Origin]) -> None:
    changed = {key_of(record): record for _, record in origins if type_of(record) == "topic"}
    if changed:
        topics = {**reader.fetch("topic"), **changed}
        Thesaurus(cast("Iterable[Topic]", topics.values()))  # raises TopicLoop


def _check_shapes(reader: Reader, origins: Sequence[Origin]) -> None:
    kinds = {**reader.fetch("kind"), **{key_of(record): record for _, record in origins if type_of(record) == "kind"}}
    for path, record in origins:
        if isinstance(record, Entry) and record.episode and cast("Kind", kinds[record.kind]).shape != "episode":
            fault = Fault(N_("only a podcast episode has this"), where="episode")
            raise InvalidFile((fault,), record=record.slug, path=path)
