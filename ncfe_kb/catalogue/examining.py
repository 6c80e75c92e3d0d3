"""Looks a catalogue over: what is wrong with it, where, and what to do."""

import shutil
import stat
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final, NamedTuple, cast

from ncfe_kb.catalogue.core import Core
from ncfe_kb.catalogue.vocabulary import Vocabulary
from ncfe_kb.errors import N_, Fault, NotPrivate, NotWritable
from ncfe_kb.languages import Language, fold
from ncfe_kb.models import Entry
from ncfe_kb.query import Query
from ncfe_kb.storage import Reader

_LEAST_FREE: Final = 100_000_000
"""Bytes of disk that a catalogue should find free."""


class Finding(NamedTuple):
    """What a check found: where, the fault and what to do about it, and whether it is wrong or only worth a look."""

    check: str
    where: str
    fault: Fault
    is_wrong: bool = True

    def as_dict(self) -> dict[str, Any]:
        """Return the finding as plain data, in English."""
        return {"check": self.check, "where": self.where, "message": str(self.fault), "is_wrong": self.is_wrong}


@dataclass(frozen=True)
class Patient:
    """What is looked over: database and index, one state of the catalogue, and its folders where it has some."""

    core: Core
    reader: Reader
    folders: tuple[Path, ...]

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The catalogue's vocabulary."""
        return self.core.vocabulary(self.reader)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """All entries."""
        return tuple(cast("dict[str, Entry]", self.reader.fetch("entry")).values())


def _database(patient: Patient) -> Iterator[Finding]:
    for table, what in patient.reader.damages():
        yield Finding("database", table, Fault(N_("{what}; restore a backup"), what=what))


def _index(patient: Patient) -> Iterator[Finding]:
    try:
        found = {slug for slug, _ in patient.core.search(patient.reader, Query(facets=()), limit=sys.maxsize).page}
    except NotPrivate as error:
        yield Finding("index", error.path, Fault(error.reason))
        return
    for slug in sorted(found ^ patient.reader.ids("entry")):
        yield Finding("index", slug, Fault(N_("is not the same in the index; run ncfe-kb index rebuild")))


def _modes(patient: Patient) -> Iterator[Finding]:
    for path in patient.folders:
        if path.is_dir() and stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield Finding("modes", str(path), Fault(N_("others may read or write here; set the mode to 0700")))


def _space(patient: Patient) -> Iterator[Finding]:
    for path in patient.folders[:1]:
        if shutil.disk_usage(path).free < _LEAST_FREE:
            yield Finding("space", str(path), Fault(N_("the disk is almost full; make room")))


def _labels(patient: Patient) -> Iterator[Finding]:
    bearing: dict[tuple[Language, str], set[str]] = defaultdict(set)
    for topic in patient.vocabulary.topics.values():
        for language, label in topic.labels():
            bearing[language, fold(label)].add(topic.id)
    for (_, label), topics in bearing.items():
        if len(topics) > 1:
            fault = Fault(N_("is a label of {topics}; a search finds all of these"), topics=", ".join(sorted(topics)))
            yield Finding("labels", label, fault, is_wrong=False)


def _people(patient: Patient) -> Iterator[Finding]:
    named = {one.person for entry in patient.entries for one in entry.contributors}
    for key in sorted(patient.vocabulary.people.keys() - named):
        yield Finding("people", key, Fault(N_("stands in no work; link it or remove it")), is_wrong=False)


def _dates(patient: Patient) -> Iterator[Finding]:
    for entry in patient.entries:
        if entry.is_published and not entry.date:
            yield Finding(
                "dates", entry.slug, Fault(N_("is published without a date; add it where known")), is_wrong=False
            )


CHECKS: Final[tuple[Callable[[Patient], Iterator[Finding]], ...]] = (
    _database,
    _index,
    _modes,
    _space,
    _labels,
    _people,
    _dates,
)


def examine(patient: Patient) -> tuple[Finding, ...]:
    """Return all that the checks find, what is wrong first."""
    found = [finding for check in CHECKS for finding in check(patient)]
    return tuple(sorted(found, key=lambda finding: not finding.is_wrong))


def mend(findings: tuple[Finding, ...], core: Core, folders: tuple[Path, ...]) -> None:
    """Mend what can be mended without asking: the index, and the modes of folders."""
    checks = {finding.check for finding in findings}
    if "modes" in checks:
        for path in folders:
            _make_private(path)
    if "index" in checks:
        core.rebuild()


def _make_private(folder: Path) -> None:
    try:
        folder.chmod(0o700)
    except OSError as error:
        raise NotWritable(str(folder), error.strerror or str(error)) from None
