"""Changing a catalogue: every change is logged, and can be looked at and taken back."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from ncfe_kb.catalogue.checks import check_new, check_together
from ncfe_kb.catalogue.core import Core
from ncfe_kb.catalogue.drafting import Draft
from ncfe_kb.catalogue.places import path_of
from ncfe_kb.catalogue.remembering import Remembered
from ncfe_kb.catalogue.serving import ServingView
from ncfe_kb.catalogue.undoing import take_back
from ncfe_kb.catalogue.view import followed
from ncfe_kb.catalogue.vocabulary import near_ids
from ncfe_kb.dates import beginning, today
from ncfe_kb.errors import Busy, InvalidRecord, NotPrivate, NotReadable, NotWritable, StillReferred, UnknownRecord
from ncfe_kb.models import RECORD_TYPES, DatedStatus, Entry, Kind, Origin, Relation, Series, Value, key_of, terms
from ncfe_kb.models.terms import FROM_THEN_ON, PUBLISHED, SCHEDULED, WITHDRAWN
from ncfe_kb.models.workflow import check_publishing, check_step
from ncfe_kb.progress import Progress, silent
from ncfe_kb.resources import STARTER
from ncfe_kb.storage import ChangeSet, Reader, RecordChange, Writer
from ncfe_kb.text import Text

if TYPE_CHECKING:
    from ncfe_kb.catalogue.doubles import Double, Doubles

_NOTHING = Text()


@dataclass(frozen=True)
class Loaded:
    """How many records a load read, and how many of these were new or different.

    `left_out` counts what a thesaurus in SKOS says that has no place here, by language or property.
    """

    read: int
    changed: int
    left_out: Mapping[str, int] = field(default_factory=dict)


class Editor(ServingView):
    """The staff's view of a catalogue, which can also change it."""

    def __init__(self, core: Core, by: str | None) -> None:
        """Look at the whole catalogue, and log changes as made by this person, by default the system's user."""
        super().__init__(core, public_only=False)
        self._by = by
        self._doubles: Remembered[Doubles] = Remembered(1)

    @contextmanager
    def changes(self, reason: str, *, by: str | None = None) -> Iterator[None]:
        """Make all changes in the block one change set, or none where it raises.

        Changes inside are made `by` the one of this block and for its reason; searches find
        them when it ends.
        """
        with self._change(reason, by=by):
            yield

    @contextmanager
    def _change(self, reason: str, *, by: str | None = None, progress: Progress = silent) -> Iterator[Writer]:
        with self._core.store.writing(reason, by or self._by) as writer:
            yield writer
        if not self._core.store.is_writing:
            with suppress(Busy, NotPrivate, NotWritable):  # the change is made; the next search says what hinders it
                self._core.catch_up(progress, wrote=True)

    def add(self, *records: Value, reason: str = "add") -> None:
        """Add entries, topics or other records, all or none.

        Raises RecordExists for an id that is taken, UnknownRecord for a reference to
        nothing, TopicLoop.
        """
        with self._change(reason) as writer:
            check_new(writer, records)
            put_together(writer, [Origin("", record) for record in records])

    def draft(self, draft: Draft) -> tuple[Entry, Series | None]:
        """Return the entry that a draft describes, and its series where that is new; nothing is added yet.

        Raises UnknownRecord, AmbiguousLabel, InvalidRecord.
        """
        with self._core.store.reading() as reader:
            return draft.entry(self._core.vocabulary(reader), reader.ids("entry") | reader.former_slugs().keys())

    def doubles(self) -> "Doubles":
        """Return the catalogue's entries, ready to be compared with others and to take these in: an import's."""
        with self._core.store.reading() as reader:
            return self._compared(reader)

    def _compared(self, reader: Reader) -> "Doubles":
        from ncfe_kb.catalogue.doubles import Doubles  # here, since a search does without it

        entries = reader.fetch("entry", without=("topics", "audience", "statuses"))
        return Doubles(self._core.vocabulary(reader).kinds, cast("Iterable[Entry]", entries.values()))

    def duplicates(self, entry: Entry | str | None = None) -> "tuple[Double, ...]":
        """Return the pairs of entries that may be one work, or are likely to be related as they say.

        All pairs of the catalogue, or those of an entry, which need not be in it, or of the
        one with a slug. Entries that are related are in no pair. Raises UnknownRecord.
        """
        with self._core.store.reading() as reader:
            known = self._doubles.get(reader.last_change(), "", lambda: self._compared(reader))
            if entry is None:
                return tuple(known.pairs())
            return tuple(known.of(self._entry(reader, entry) if isinstance(entry, str) else entry))

    def distinguish(self, slug: str, other: str, *, reason: str = "distinguish") -> None:
        """Say that two entries are not the same work: they are no duplicates from then on.

        That is a relation of the first one; where the two are related already nothing is
        changed. Raises UnknownRecord.
        """
        with self._change(reason) as writer:
            found = self._entry(writer, slug)
            if other not in {relation.target for relation in self.relations(slug)}:
                distinct = Relation(type=terms.DISTINCT, target=self._entry(writer, other).slug)
                put_together(writer, [Origin("", found.with_(relations=(*found.relations, distinct)))])

    def put(self, *records: Value, reason: str = "put") -> None:
        """Add records or replace those with the same ids, all or none. Raises UnknownRecord, TopicLoop."""
        with self._change(reason) as writer:
            put_together(writer, [Origin("", record) for record in records])

    def set_status(
        self, slug: str, status: str, *, date: str | None = None, note: Text = _NOTHING, reason: str = "status"
    ) -> Entry:
        """Move a work on to a status, dated today unless a date is given, and return it.

        Raises UnknownRecord, and InvalidRecord for a status that may not follow the last one
        (see `models.workflow.STEPS`) or, on publication, with all that it lacks.
        """
        step = DatedStatus(status=status, date=date or today(), note=note)
        with self._change(reason) as writer:
            entry = self._stored(writer, slug)
            faults = list(check_step(entry, status))
            if status in FROM_THEN_ON:
                faults += check_publishing(entry, cast("Kind", writer.fetch("kind", [entry.kind])[entry.kind]))
            if faults:
                raise InvalidRecord(tuple(faults), slug)
            moved = entry.with_(statuses=(*entry.statuses, step))
            writer.put([moved])
        return moved

    def publish(self, slug: str, *, at: str | None = None) -> Entry:
        """Publish a work now or at a date and time, at which it becomes public on its own. Raises as `set_status`."""
        step = DatedStatus(status=PUBLISHED, date=at)
        is_later = step.date is not None and beginning(step.date) > datetime.now(UTC)
        return self.set_status(slug, SCHEDULED if is_later else PUBLISHED, date=at, reason="publish")

    def withdraw(self, slug: str, *, note: Text = _NOTHING) -> Entry:
        """Take a work out of the public view at once, with the reason as a note. Raises as `set_status`."""
        return self.set_status(slug, WITHDRAWN, note=note, reason="withdraw")

    @staticmethod
    def _stored(writer: Writer, slug: str) -> Entry:
        found = writer.fetch("entry", [slug]) or writer.fetch("entry", followed(writer, slug))
        if not found:
            raise UnknownRecord("entry", slug, near_ids(slug, writer.ids("entry")))
        return cast("Entry", next(iter(found.values())))

    def remove(self, slug: str, *, drop_relations: bool = False, reason: str = "remove") -> Entry:
        """Remove an entry and return it.

        Raises UnknownRecord, and StillReferred where other records refer to it; with
        `drop_relations` other entries' relations to it go too.
        """
        with self._change(reason) as writer:
            entry = self._stored(writer, slug)
            if drop_relations:
                writer.put(_without_relations_to(writer, entry.slug))
            if by := writer.referrers("entry", entry.slug):
                raise StillReferred(entry.slug, tuple(by))
            writer.remove("entry", [entry.slug])
        return entry

    def rename(self, slug: str, to: str) -> Entry:
        """Give a work another slug and return it; the old one still leads there, and so does all that referred to it.

        Raises UnknownRecord, RecordExists, InvalidRecord.
        """
        from ncfe_kb.catalogue.renaming import discard, retargeted  # here, since a search does without it

        with self._change("rename") as writer:
            entry = self._stored(writer, slug)
            if to == entry.slug:
                return entry
            formers = tuple(former for former in (*entry.former_slugs, entry.slug) if former != to)
            renamed = entry.with_(slug=to, former_slugs=formers)
            if to not in entry.former_slugs:
                check_new(writer, [renamed])
            writer.put([renamed, *retargeted(writer, entry.slug, to)])
            discard(writer, entry.slug)
        return renamed

    def load(self, path: Path | str = STARTER, *, reason: str = "load", progress: Progress = silent) -> Loaded:
        """Take in the records of a folder, a TOML file, a JSON Lines file or a thesaurus in SKOS, all or none.

        Records with a known id are replaced. What SKOS says that has no place here, as texts in
        other languages, is left out and counted. Raises InvalidFile, NotReadable, UnknownRecord,
        TopicLoop, MissingExtra.
        """
        from ncfe_kb.catalogue.loading import in_former_order, taken_of  # here, since a search does without it

        taken = taken_of(path_of(path, NotReadable), progress)
        with self._change(reason, progress=progress) as writer:
            origins = taken.origins if taken.is_ordered else in_former_order(writer, taken.origins)
            changed = put_together(writer, origins)
        return Loaded(len(origins), len(changed), taken.left_out)

    def dump(self, path: Path | str) -> int:
        """Write all records to a folder or a .jsonl file; return how many. Raises NotWritable."""
        from ncfe_kb import files

        with self._core.store.reading() as reader:
            records = [record for type_name in RECORD_TYPES for record in reader.fetch(type_name).values()]
        files.write(records, path_of(path, NotWritable))
        return len(records)

    def history(self, slug: str | None = None, *, limit: int | None = None) -> tuple[ChangeSet, ...]:
        """Return what was changed, newest first: all, or what touched an entry, which may be gone by now."""
        with self._core.store.reading() as reader:
            return tuple(reader.change_sets(slugs=self._names(reader, slug), limit=limit))

    @staticmethod
    def _names(reader: Reader, slug: str | None) -> tuple[str, ...] | None:
        """Return a slug with all that the work was called before; None for None."""
        if slug is None:
            return None
        found = reader.fetch("entry", [slug, *followed(reader, slug)])
        return (slug, *(name for one in found.values() for name in (key_of(one), *cast("Entry", one).former_slugs)))

    def change(self, number: int) -> tuple[ChangeSet, tuple[RecordChange, ...]]:
        """Return a change set and what it did to each record. Raises UnknownRecord."""
        with self._core.store.reading() as reader:
            found = reader.change_sets(number=number)
            if not found:
                raise UnknownRecord("change", str(number))
            return found[0], tuple(reader.record_changes(number))

    def undo(self, number: int) -> ChangeSet:
        """Take back what a change set did, as a change set of its own, which is returned.

        Raises UnknownRecord, ChangedSince where later changes stand in the way, StillReferred.
        """
        with self._change(f"undo {number}") as writer:
            take_back(writer, number)
            return writer.change_sets(number=writer.change_set)[0]


def put_together(writer: Writer, origins: list[Origin]) -> list[Value]:
    """Add or replace records that may refer to each other; return those that were different."""
    check_together(writer, origins)
    return writer.put(origin.record for origin in origins)


def _without_relations_to(writer: Writer, slug: str) -> list[Entry]:
    sources = cast("dict[str, Entry]", writer.fetch("entry", [source for source, _ in writer.relations_to(slug)]))
    return [
        entry.model_copy(update={"relations": tuple(one for one in entry.relations if one.target != slug)})
        for entry in sources.values()
    ]
