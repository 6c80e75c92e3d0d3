"""Looks a catalogue over: what is wrong with it, where, and what to do."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from ncfe_kb.catalogue.core import Core
from ncfe_kb.catalogue.examining import kept, linked, said
from ncfe_kb.catalogue.examining.finding import Check, Finding, Patient
from ncfe_kb.errors import NotWritable
from ncfe_kb.logs import logger
from ncfe_kb.messages import N_

_LOG = logger(__name__)

GROUND: Final[Mapping[str, Check]] = MappingProxyType({"database": kept.database, "schema": kept.schema})
"""The checks without which none after them can be made."""

CHECKS: Final[Mapping[str, Check]] = MappingProxyType(
    {
        "references": kept.references,
        "index": kept.index,
        "modes": kept.modes,
        "space": kept.space,
        "relations": linked.relations,
        "topics": linked.topics,
        "translations": linked.translations,
        "labels": said.labels,
        "people": said.people,
        "dates": said.dates,
        "fields": said.fields,
    }
)
"""The checks by name, in the order in which they are told."""

CHECK_LABELS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "database": N_("database"),
        "schema": N_("tables"),
        "references": N_("foreign keys"),
        "index": N_("index"),
        "modes": N_("permissions"),
        "space": N_("disk"),
        "relations": N_("relations"),
        "topics": N_("topics"),
        "translations": N_("translations"),
        "labels": N_("labels"),
        "people": N_("people"),
        "dates": N_("dates"),
        "fields": N_("fields"),
    }
)
"""What each check is called."""


def examine(patient: Patient) -> tuple[Finding, ...]:
    """Return all that the checks find, what is wrong first; of a damaged database only that it is."""
    for name, check in GROUND.items():
        if found := _found(name, check, patient):
            return tuple(found)
    found = [finding for name, check in CHECKS.items() for finding in _found(name, check, patient)]
    return tuple(sorted(found, key=lambda finding: not finding.is_wrong))


def _found(name: str, check: Check, patient: Patient) -> list[Finding]:
    return [Finding(name, *found) for found in check(patient)]


def mend(findings: tuple[Finding, ...], core: Core, folders: tuple[Path, ...]) -> None:
    """Mend what can be mended without asking: the index, and the modes of folders."""
    checks = {finding.check for finding in findings if finding.is_wrong}
    if "modes" in checks:
        for path in folders:
            _LOG.info("Setting the mode of %s to 0700", path)
            _make_private(path)
    if "index" in checks:
        core.rebuild()


def _make_private(folder: Path) -> None:
    try:
        folder.chmod(0o700)
    except OSError as error:
        raise NotWritable(str(folder), error.strerror or str(error)) from None


__all__ = ["CHECKS", "CHECK_LABELS", "GROUND", "Finding", "Patient", "examine", "mend"]
