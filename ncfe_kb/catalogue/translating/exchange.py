"""Out to translators and in again: what is missing or stale goes out, what holds comes in."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast

from ncfe_kb.catalogue.importing import Refused
from ncfe_kb.catalogue.translating.matrix import Translation, to_translate
from ncfe_kb.catalogue.translating.staleness import stale_sides
from ncfe_kb.catalogue.translating.texts import FIELDS, Place
from ncfe_kb.catalogue.vocabulary import near_ids
from ncfe_kb.errors import CatalogueError, Fault, InvalidRecord, UnknownRecord
from ncfe_kb.formats.translations import Unit, Units, fingerprint
from ncfe_kb.languages import Language, other
from ncfe_kb.messages import N_
from ncfe_kb.models import Value
from ncfe_kb.progress import Progress, counted
from ncfe_kb.storage import Reader, Writer
from ncfe_kb.text import Text, clean

_SHOWN = 200
"""Characters of a text that a message repeats."""


@dataclass(frozen=True)
class Delivered:
    """What came back from a translator.

    `taken` are the texts that are new, `confirmed` those that were stale and hold as they
    are, both by name (type/id/field.language); `left` is the number of those that are empty
    or as they were.
    """

    taken: tuple[str, ...]
    confirmed: tuple[str, ...]
    left: int
    refused: tuple[Refused, ...]


def units(texts: Iterable[Translation], to: Language) -> Iterator[Unit]:
    """Yield what is to be translated into a language."""
    for one in to_translate(texts, to):
        source, target = one.text.get(other(to)) or "", one.text.get(to) or ""
        yield Unit(f"{one.type}/{one.id}/{one.field}", source, target, bool(target), fingerprint(source, target))


@dataclass
class Delivery:
    """Tells what can be taken in of what a translator gives back from what cannot."""

    reader: Reader
    to: Language
    refused: list[Refused] = field(default_factory=list)
    left: int = 0
    _taken: list[Place] = field(default_factory=list)
    _confirmed: list[Place] = field(default_factory=list)
    _records: dict[tuple[str, str], Value] = field(default_factory=dict)

    def sort(self, delivered: Units, progress: Progress) -> None:
        """Look at every unit."""
        places: dict[str, set[str]] = defaultdict(set)
        for unit in delivered.units:
            type_name, _, rest = unit.name.partition("/")
            places[type_name].add(self._now(type_name, rest.partition("/")[0]))
        for type_name in places.keys() & FIELDS.keys():
            found = self.reader.fetch(type_name, places[type_name])
            self._records |= {(type_name, key): record for key, record in found.items()}
        for unit in counted(delivered.units, progress):
            try:
                self._look_at(unit)
            except (CatalogueError, Fault) as reason:
                self.refused.append(Refused(unit.line, reason))

    def write(self, writer: Writer) -> None:
        """Write what was taken.

        A stale text that holds is taken away first and put back: so the log tells that it was
        looked at in this change set.
        """
        without: dict[tuple[str, str], dict[str, Text]] = defaultdict(dict)
        for place in self._confirmed:
            without[place[:2]][place.field] = self._text(place).model_copy(update={self.to: None})
        writer.put(self._records[one].with_(**texts) for one, texts in without.items())
        writer.put(self._records[one] for one in dict.fromkeys(place[:2] for place in (*self._confirmed, *self._taken)))

    def done(self) -> Delivered:
        """Return what came of it."""
        return Delivered(self._named(self._taken), self._named(self._confirmed), self.left, tuple(self.refused))

    def _named(self, places: Iterable[Place]) -> tuple[str, ...]:
        return tuple(f"{'/'.join(place)}.{self.to}" for place in places)

    def _look_at(self, unit: Unit) -> None:
        place = self._place(unit.name)
        text, new = self._text(place), _cleaned(unit, f"{unit.name}.{self.to}")
        source, target = text.get(other(self.to)) or "", text.get(self.to) or ""
        if not new or _is_as_it_was(unit, new) or (new == target and not self._is_confirmed(unit, place)):
            self.left += 1
            return
        _check(unit, source, target, self.to)
        if new == target:
            self._confirmed.append(place)
            return
        record = self._records[place.type, place.id]
        self._records[place.type, place.id] = _with(record, place, text.model_copy(update={self.to: new}))
        self._taken.append(place)

    def _is_confirmed(self, unit: Unit, place: Place) -> bool:
        """Return whether somebody took the mark from a stale translation that is still as it was."""
        return not unit.is_of_target("") and place in self._stale

    def _place(self, name: str) -> Place:
        """Return where the text of this name is. Raises UnknownRecord, Fault."""
        type_name, _, rest = name.partition("/")
        key, _, field_name = rest.partition("/")
        if field_name not in (known := FIELDS.get(type_name, ())):
            message = N_("“{name}” is no text that is translated; those of this type are {names}")
            if not known:
                message = N_("“{name}” is no text that is translated; it begins with one of {names}")
            raise Fault(message, name=name, names=", ".join(known or FIELDS))
        place = Place(type_name, self._now(type_name, key), field_name)
        if place[:2] not in self._records:
            raise UnknownRecord(type_name, key, near_ids(key, self.reader.ids(type_name)))
        return place

    def _now(self, type_name: str, key: str) -> str:
        """Return what a record is called now."""
        return self._formers.get(key, key) if type_name == "entry" else key

    @cached_property
    def _formers(self) -> Mapping[str, str]:
        return self.reader.former_slugs()

    @cached_property
    def _stale(self) -> set[Place]:
        """The texts that are stale in the language of the delivery."""
        return {place for place, side in stale_sides(self.reader.followed(list(FIELDS))).items() if side == self.to}

    def _text(self, place: Place) -> Text:
        return cast("Text", getattr(self._records[place.type, place.id], place.field))


def _is_as_it_was(unit: Unit, target: str) -> bool:
    return unit.is_stale and not unit.is_of_target("") and unit.is_of_target(target)


def _cleaned(unit: Unit, where: str) -> str:
    try:
        return clean(unit.target)
    except Fault as fault:
        raise Fault(fault.message, where=where, **fault.fields) from None


def _with(record: Value, place: Place, text: Text) -> Value:
    try:
        return record.with_(**{place.field: text})
    except InvalidRecord as error:
        raise InvalidRecord(error.faults, f"{place.type}/{place.id}") from None


def _check(unit: Unit, source: str, target: str, to: Language) -> None:
    """Raise Fault where source or target have changed since the unit was made."""
    said: dict[str, Any] = {"where": unit.name.rpartition("/")[0]}
    field_name = unit.name.rpartition("/")[2]
    if not unit.is_of_source(source):
        message = N_("{field} has changed since the export; it now says “{text}”: translate that")
        if not source:
            message = N_("{field} was removed since the export; there is nothing to translate")
        raise Fault(message, field=f"{field_name}.{other(to)}", text=_short(source), **said)
    if target and not unit.is_of_target(target):
        message = N_("{field} was filled since the export with “{text}”; keep that, or change it by hand")
        raise Fault(message, field=f"{field_name}.{to}", text=_short(target), **said)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
