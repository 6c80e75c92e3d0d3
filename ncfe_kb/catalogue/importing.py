"""From the records of a file to entries: words are looked up, and what cannot be taken in says why."""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from ncfe_kb.catalogue.doubles import Double
from ncfe_kb.catalogue.drafting import check_episode, free_slug
from ncfe_kb.catalogue.known import Known
from ncfe_kb.catalogue.vocabulary import Vocabulary, near_ids
from ncfe_kb.errors import CatalogueError, Fault, UnknownRecord
from ncfe_kb.formats import Batch, Record
from ncfe_kb.languages import Language, fold
from ncfe_kb.messages import N_
from ncfe_kb.models import Entry, Organisation, Relation, Series, Value, key_of, terms, text_of
from ncfe_kb.progress import Progress, counted
from ncfe_kb.storage import Reader
from ncfe_kb.text import slugify

_UNNAMED = "unnamed"
"""The slug of an entry until its title gives one."""


@dataclass(frozen=True)
class Refused:
    """A record that was not taken in: its line, or its number in a file that has no lines, and why."""

    place: int
    reason: CatalogueError | Fault


@dataclass(frozen=True)
class Imported:
    """What an import took in, which series and organisations it made for that, and what it refused.

    `related` is what entries are likely to be to others; that was noted where it was asked for.
    `refused_file` holds the refused records as they stood, to be mended and imported again.
    """

    entries: tuple[Entry, ...]
    made: tuple[Value, ...]
    refused: tuple[Refused, ...]
    related: tuple[Double, ...] = ()
    refused_file: Path | None = None
    counts_lines: bool = True


@dataclass
class _Found:
    """An entry on its way in: its record, the title of what it is part of, and what is made for it."""

    record: Record
    entry: Entry
    container: str | None
    made: dict[tuple[type[Value], str], Value]
    doubles: list[Double] = field(default_factory=list)


@dataclass
class Sorting:
    """Tells what can be taken in from what cannot.

    What looks the same as another work is taken in only where it `is_distinct`, which is noted
    then; what looks related is taken in, and that is noted `to_relate`.
    """

    reader: Reader
    vocabulary: Vocabulary
    language: Language
    kind: str | None = None
    is_distinct: bool = False
    to_relate: bool = False
    found: list[_Found] = field(default_factory=list)
    refused: list[tuple[Record, CatalogueError | Fault]] = field(default_factory=list)
    related: tuple[Double, ...] = ()

    def __post_init__(self) -> None:
        entries = cast("Iterable[Entry]", self.reader.fetch("entry").values())
        self._known = Known(entries, self.vocabulary.kinds, self.reader.former_slugs())

    def sort(self, batch: Batch, progress: Progress) -> None:
        """Look at every record; those that can be taken in are `found`."""
        for record in counted(batch.records, progress):
            try:
                found = self._read(record)
                found.doubles = self._known.add(found.entry, is_distinct=self.is_distinct)
            except (CatalogueError, Fault) as reason:
                self.refused.append((record, reason))
            else:
                self.found.append(found)
        self.found = [self._placed(one) for one in self.found]
        while faulty := [(one, why) for one in self.found if (why := self._unknown(one))]:
            gone = {id(one) for one, _ in faulty}
            self.refused += [(one.record, why) for one, why in faulty]
            self.found = [one for one in self.found if id(one) not in gone]
            self._known.remove(one.entry for one, _ in faulty)
        self.refused.sort(key=lambda pair: pair[0].place)
        self.related = tuple(double for one in self.found for double in self._noted(one))

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What can be taken in."""
        return tuple(one.entry for one in self.found)

    @property
    def made(self) -> tuple[Value, ...]:
        """The series and organisations that the entries name and that were not there."""
        return tuple({key: value for one in self.found for key, value in one.made.items()}.values())

    def _read(self, record: Record) -> _Found:
        if record.fault:
            raise record.fault
        words = _Words(self.vocabulary, self.language)
        data = words.looked_up(dict(record.fields), self.kind)
        container = data.pop("container", None)
        named = data.get("slug")
        entry = Entry(**{**data, "slug": named or _UNNAMED})
        if not named:
            slug = free_slug(entry.title or entry.supplied_title, entry.kind, self._known.taken)
            entry = entry.model_copy(update={"slug": slug})
        check_episode(entry, self.vocabulary)
        return _Found(record, entry, container, words.made)

    def _placed(self, one: _Found) -> _Found:
        """Return an entry as a part of the work that bears the title of its container, else in a series of that name.

        The work may stand later in the same file.
        """
        if not one.container:
            return one
        target = self._known.titled(one.container)
        if target and target != one.entry.slug:
            parts = (*one.entry.relations, Relation(type="part_of", target=target))
            one.entry = one.entry.model_copy(update={"relations": parts})
        elif not target and not one.entry.series:
            words = _Words(self.vocabulary, self.language)
            one.entry = one.entry.model_copy(update={"series": words.series(one.container)})
            one.made |= words.made
        return one

    def _noted(self, one: _Found) -> Iterator[Double]:
        """Note what an entry is to others that are there in the end; yield what it is likely to be to them."""
        targets = {relation.target for relation in one.entry.relations}
        for double in one.doubles:
            if double.other in targets or double.other not in self._known.slugs:
                continue
            if double.relation is None or self.to_relate:
                relation = Relation(type=double.relation or terms.DISTINCT, target=double.other)
                one.entry = one.entry.model_copy(update={"relations": (*one.entry.relations, relation)})
            if double.relation:
                yield double

    def _unknown(self, one: _Found) -> UnknownRecord | None:
        """Return the first reference to nothing."""
        made = {key for _, key in one.made}
        known: Mapping[str, Iterable[str]] = {
            "kind": self.vocabulary.kinds,
            "topic": self.vocabulary.topics,
            "audience": self.vocabulary.audiences,
            "person": self.vocabulary.people,
            "organisation": {*self.vocabulary.organisations, *made},
            "series": {*self.vocabulary.series, *made},
            "entry": self._known.slugs,
        }
        for where, type_name, key in one.entry.references():
            if key not in known[type_name]:
                return UnknownRecord(type_name, key, near_ids(key, known[type_name]), where)
        return None


class _Words:
    """Looks words up; a series or organisation that nothing knows is made."""

    def __init__(self, vocabulary: Vocabulary, language: Language) -> None:
        self._vocabulary = vocabulary
        self._language = language
        self.made: dict[tuple[type[Value], str], Value] = {}

    def looked_up(self, data: dict[str, Any], kind: str | None) -> dict[str, Any]:
        """Return an entry's plain data with ids where it may have words; what is no text is left to the model."""
        find = {"kind": self._vocabulary.find_kind, "series": self.series}
        if not data.get("kind"):
            data["kind"] = kind or _no_kind()
        for name, found in find.items():
            if isinstance(data.get(name), str):
                data[name] = found(data[name])
        if isinstance(topics := data.get("topics"), list):
            ids = (self._vocabulary.find_topic(topic) if isinstance(topic, str) else topic for topic in topics)
            data["topics"] = list(_once(ids))
        if isinstance(contributors := data.get("contributors"), list):
            data["contributors"] = [self._contributor(one) for one in contributors]
        return data

    def series(self, name: str) -> str:
        try:
            return self._vocabulary.find_series(name)
        except UnknownRecord:
            series = Series(id=slugify(name), title=text_of("series", **{self._language: name}))
            return self._make(series, self._vocabulary.series)

    def _contributor(self, one: Any) -> Any:
        """Return a contributor with the authority record of that name, where there is exactly one."""
        if not isinstance(one, dict) or not isinstance(name := one.get("name"), str) or one.get("person"):
            return one
        if isinstance(body := one.get("organisation"), str):
            return {**one, "organisation": self._organisation(body)}
        if person := self._vocabulary.person_named(name):
            return {**one, "person": person.id}
        if known := self._vocabulary.organisation_named(name):
            return {**one, "organisation": known.id}
        return one

    def _organisation(self, name: str) -> str | None:
        """Return the id of the organisation of this id or name; None where several bear the name."""
        known = self._vocabulary.organisations
        if name in known:
            return name
        if found := [one.id for one in known.values() if fold(name) in map(fold, one.names)]:
            return found[0] if len(found) == 1 else None
        return self._make(Organisation(id=slugify(name), name=name), self._vocabulary.organisations)

    def _make(self, record: Value, known: Mapping[str, Value]) -> str:
        if key_of(record) not in known:
            self.made[type(record), key_of(record)] = record
        return key_of(record)


def _no_kind() -> str:
    raise Fault(N_("does not say its kind; give one with --kind for all that do not"))


def _once(values: Iterable[Any]) -> Iterator[Any]:
    seen: list[Any] = []
    for value in values:
        if value not in seen:
            seen.append(value)
            yield value


def refused_place(path: Path) -> Path:
    """Return where the refused records of a file go: beside it, under a name that is free."""
    stem = path.stem.partition(".refused")[0]
    names = (f"{stem}.refused{number}{path.suffix}" for number in ("", *(f"-{one}" for one in range(2, 1_000))))
    return next(place for name in names if not os.path.lexists(place := path.with_name(name)))
