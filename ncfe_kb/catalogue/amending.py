"""Edits of entries as values, and what they make of an entry: before, after, and the difference."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from ncfe_kb.catalogue.asking import language_named
from ncfe_kb.catalogue.drafting import check_episode
from ncfe_kb.catalogue.entry_fields import check_any, check_list, check_single, singles
from ncfe_kb.catalogue.entry_lists import item, like
from ncfe_kb.catalogue.vocabulary import Vocabulary
from ncfe_kb.errors import Fault, InvalidRecord
from ncfe_kb.messages import N_
from ncfe_kb.models import Entry

Plain = dict[str, Any]
Change = Callable[[Plain], bool]
"""Changes an entry's plain data; returns whether it found what it is about."""

_FLAGS = {"true": True, "yes": True, "ja": True, "false": False, "no": False, "nej": False}


class Set(NamedTuple):
    """Give a field one value, whatever it had: title.en, date, episode.number; an empty value clears it."""

    field: str
    value: str

    def change(self, vocabulary: Vocabulary) -> Change:
        """Return what this does; raises UnknownRecord, AmbiguousLabel, InvalidRecord."""
        if not self.value.strip():
            return Clear(self.field).change(vocabulary)
        check_single(self.field)
        value = _value(self.field, self.value, vocabulary)

        def change(data: Plain) -> bool:
            *outer, last = self.field.split(".")
            for name in outer:
                data = data.setdefault(name, {})
            data[last] = value
            return True

        return change


class Clear(NamedTuple):
    """Leave a field empty, or a list without the items of a key: abstract.en, urls, contributors.editor."""

    field: str

    def change(self, vocabulary: Vocabulary) -> Change:
        """Return what this does; raises UnknownRecord, InvalidRecord."""
        check_any(self.field)
        name, _, key = self.field.partition(".")

        def change(data: Plain) -> bool:
            if key and isinstance(data.get(name), list):
                data[name] = [one for one in data[name] if not is_meant(one)]
            else:
                _drop(data, self.field)
            return True

        is_meant = like(self.field, None, vocabulary)
        return change


class Add(NamedTuple):
    """Add one to what a field holds several of, unless it is there: topics, urls, contributors.editor."""

    field: str
    value: str

    def change(self, vocabulary: Vocabulary) -> Change:
        """Return what this does; raises UnknownRecord, AmbiguousLabel, InvalidRecord."""
        check_list(self.field)
        field = "contributors.author" if self.field == "contributors" else self.field
        made, is_meant = item(field, self.value, vocabulary), like(field, self.value, vocabulary)

        def change(data: Plain) -> bool:
            there = data.setdefault(field.partition(".")[0], [])
            if not any(is_meant(one) for one in there):
                there.append(made)
            return True

        return change


class Remove(NamedTuple):
    """Remove one of what a field holds several of; without a key whatever it is: contributors, relations."""

    field: str
    value: str

    def change(self, vocabulary: Vocabulary) -> Change:
        """Return what this does; raises UnknownRecord, AmbiguousLabel, InvalidRecord."""
        check_list(self.field)
        name, is_meant = self.field.partition(".")[0], like(self.field, self.value, vocabulary)

        def change(data: Plain) -> bool:
            there = data.get(name, [])
            data[name] = [one for one in there if not is_meant(one)]
            return len(data[name]) < len(there)

        return change


Edit = Set | Clear | Add | Remove


class Difference(NamedTuple):
    """What one field was and is, as plain data; None for nothing."""

    field: str
    before: Any
    after: Any


class Amendment(NamedTuple):
    """An entry as it stands, and as it is to be."""

    before: Entry
    after: Entry

    @property
    def differences(self) -> tuple[Difference, ...]:
        """The fields that differ, in the order of an entry's fields."""
        before, after = dict(_flat(self.before.filled())), dict(_flat(self.after.filled()))
        names = list(Entry.model_fields)
        paths = sorted({**before, **after}, key=lambda path: names.index(path.partition(".")[0]))
        return tuple(
            Difference(path, old, new) for path in paths if (old := before.get(path)) != (new := after.get(path))
        )

    def as_dict(self) -> dict[str, Any]:
        """Return the slug and the differences as plain data."""
        return {"slug": self.before.slug, "differences": [one._asdict() for one in self.differences]}


def assigned(text: str) -> tuple[str, str]:
    """Return the two sides of FIELD=VALUE. Raises InvalidRecord."""
    field, sign, value = text.partition("=")
    if not (sign and field.strip()):
        raise InvalidRecord((Fault(N_("“{text}” has no name and value; write NAME=VALUE"), text=text),))
    return field.strip(), value


def amendments(entries: Iterable[Entry], edits: Sequence[Edit], vocabulary: Vocabulary) -> tuple[Amendment, ...]:
    """Return what edits make of each entry.

    Raises UnknownRecord and AmbiguousLabel for what an edit names, and InvalidRecord with all
    faults: of entries that would not be right, or of what no entry has that is to be removed.
    """
    changes = [(edit, edit.change(vocabulary)) for edit in edits]
    done, missed, refused = [], set(edits), []
    for entry in entries:
        data = entry.filled()
        missed -= {edit for edit, change in changes if change(data)}
        try:
            done.append(Amendment(entry, checked(data, vocabulary)))
        except InvalidRecord as error:
            refused.append(InvalidRecord(error.faults, entry.slug))
    if refused:
        raise _together(refused)
    if done and missed:
        raise InvalidRecord(tuple(_not_there(edit) for edit in edits if edit in missed))
    return tuple(done)


def checked(data: Plain, vocabulary: Vocabulary) -> Entry:
    """Return the entry of plain data. Raises InvalidRecord."""
    entry = Entry(**data)
    check_episode(entry, vocabulary)
    return entry


def _not_there(edit: Edit) -> Fault:
    return Fault(N_("“{value}” is not there, so it cannot be removed"), where=edit.field, value=edit[-1])


def _together(errors: Sequence[InvalidRecord]) -> InvalidRecord:
    """Return all faults as one error; the same fault of several entries once, with their slugs."""
    if len(errors) == 1:
        return errors[0]
    found: dict[str, tuple[Fault, list[str]]] = {}
    for error in errors:
        for fault in error.faults:
            found.setdefault(str(fault), (fault, []))[1].append(error.record)
    return InvalidRecord(
        tuple(
            Fault(fault.message, where=": ".join(filter(None, (", ".join(slugs), fault.where))), **fault.fields)
            for fault, slugs in found.values()
        )
    )


def _value(field: str, value: str, vocabulary: Vocabulary) -> Any:
    """Return a value as a field keeps it: labels as ids, numbers as numbers; what cannot be read is left as it is."""
    find = {"kind": vocabulary.find_kind, "series": vocabulary.find_series, "language": language_named}
    if field in find:
        return find[field](value.strip())
    if singles()[field] is bool:
        return _FLAGS.get(value.strip().lower(), value)
    if singles()[field] is int:
        return int(value) if value.strip().isdecimal() and len(value) < len(str(2**64)) else value
    return value


def _drop(data: Plain, path: str) -> None:
    """Remove a field, and what holds it where nothing else does."""
    name, _, rest = path.partition(".")
    if rest and name in data:
        _drop(data[name], rest)
    if not rest or not data.get(name):
        data.pop(name, None)


def _flat(data: Plain, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield each field with its path; lists are one field."""
    for name, value in data.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield prefix + name, value
