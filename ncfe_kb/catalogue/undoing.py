"""Takes back what a change set did."""

from collections import defaultdict

from ncfe_kb.catalogue.checks import check_together
from ncfe_kb.errors import ChangedSince, Irreversible, StillReferred, UnknownRecord
from ncfe_kb.models import RECORD_TYPES, Origin
from ncfe_kb.storage import RecordChange, Writer


def take_back(writer: Writer, number: int) -> None:
    """Bring every record that a change set touched back to what it was before.

    Raises UnknownRecord where there is no such change set, Irreversible where what it took
    away is kept nowhere, ChangedSince where one of the records was changed again,
    StillReferred where one that was added is referred to by others.
    """
    changes = writer.record_changes(number)
    if not changes:
        raise UnknownRecord("change", str(number))
    if all(one.before == one.after for one in changes):
        raise Irreversible(number)
    _check_unchanged(writer, number, changes)
    origins = [Origin("", RECORD_TYPES[one.type](**one.before)) for one in changes if one.before is not None]
    check_together(writer, origins)
    writer.put(origin.record for origin in origins)
    added = [one for one in changes if one.before is None]
    for type_name, group in _by_type(added).items():
        writer.remove(type_name, (one.record for one in group))
    for one in added:
        if by := writer.referrers(one.type, one.record):
            raise StillReferred(one.record, tuple(by))


def _check_unchanged(writer: Writer, number: int, changes: list[RecordChange]) -> None:
    for type_name, group in _by_type(changes).items():
        present = writer.fetch(type_name, (one.record for one in group))
        for one in group:
            record = present.get(one.record)
            if (record.filled() if record else None) != one.after:
                raise ChangedSince(number, one.record, tuple(writer.later_sets(number, type_name, one.record)))


def _by_type(changes: list[RecordChange]) -> dict[str, list[RecordChange]]:
    found: dict[str, list[RecordChange]] = defaultdict(list)
    for one in changes:
        found[one.type].append(one)
    return found
