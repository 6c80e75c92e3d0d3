"""The checks of what is kept: the database, its tables, the index, the folders, the disk."""

import shutil
import stat
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from ncfe_kb.catalogue.examining.finding import Found, Patient
from ncfe_kb.errors import Fault, NotPrivate
from ncfe_kb.messages import N_

LEAST_FREE: Final = 100_000_000
"""Bytes of disk that a catalogue should find free."""

_DIFFERENT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "missing": N_("{what} is missing; restore a backup"),
        "extra": N_("{what} belongs to no version of ncfe-kb; take it away"),
        "other": N_("{what} is not as in this version; restore a backup"),
    }
)


def database(patient: Patient) -> Iterator[Found]:
    """Find pages, tables and indexes that the database itself calls damaged."""
    for what in patient.reader.damages():
        yield Found("catalogue.db", Fault(N_("{what}; restore a backup"), what=what))


def schema(patient: Patient) -> Iterator[Found]:
    """Find tables that are not as the migrations leave them."""
    for table, what, how in patient.reader.differences():
        yield Found(table, Fault(_DIFFERENT[how], what=what))


def references(patient: Patient) -> Iterator[Found]:
    """Find references to records that are not there."""
    for row, parent in patient.reader.dangling():
        fault = Fault(N_("refers to a row of {table} that is not there; restore a backup"), table=parent)
        yield Found(row, fault)


def index(patient: Patient) -> Iterator[Found]:
    """Find damaged files of the index, and works of which it does not have what the database would give it now."""
    try:
        for file in patient.core.index.damages():
            yield Found(file, Fault(N_("damaged or missing; run ncfe-kb index rebuild")))
        stale = patient.core.stale(patient.reader)
    except NotPrivate as error:
        yield Found(error.path, Fault(error.reason))
        return
    if stale is None:
        yield Found("index", Fault(N_("not at the last change; look again when nothing is written")), is_wrong=False)
    for slug in sorted(stale or ()):
        yield Found(slug, Fault(N_("not the same in the index; run ncfe-kb index rebuild")))


def modes(patient: Patient) -> Iterator[Found]:
    """Find folders that others than the owner may use."""
    for path in patient.folders:
        if path.is_dir() and stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield Found(str(path), Fault(N_("others may read or write here; set the mode to 0700")))


def space(patient: Patient) -> Iterator[Found]:
    """Find a disk that is almost full."""
    for path in patient.folders[:1]:
        if shutil.disk_usage(path).free < LEAST_FREE:
            yield Found(str(path), Fault(N_("the disk is almost full; make room")))
