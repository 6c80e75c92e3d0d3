"""What was changed, and what is wrong, as a person reads it in a terminal."""

from collections.abc import Sequence
from datetime import datetime

from ncfe_kb.catalogue import ChangeSet, Finding, RecordChange
from ncfe_kb.cli.terminal import part, show, wrapped
from ncfe_kb.errors import N_, TYPE_LABELS
from ncfe_kb.i18n import Localiser

_INDENT = 4


def show_history(changes: Sequence[ChangeSet], say: Localiser) -> None:
    """Show each change set: number, time, by whom, why, how many entries."""
    for one in changes:
        show(*wrapped(part(_line(one, say)), _INDENT, f"{one.id}. "))
    if not changes:
        show(part(say(N_("Nothing was changed."))))


def _line(change: ChangeSet, say: Localiser) -> str:
    at = datetime.fromisoformat(change.at).astimezone()
    entries = say.counted("{number} entry", "{number} entries", change.entries)
    return " · ".join((f"{say.date(at.date().isoformat())} {at:%H:%M}", change.by, change.reason, entries))


def show_change(change: ChangeSet, records: Sequence[RecordChange], say: Localiser, *, most: int) -> None:
    """Show what a change set did to its first records."""
    show_history([change], say)
    for one in records[:most]:
        label = say(TYPE_LABELS.get(one.type, one.type))
        show(*wrapped(part(f"{say(_did(one))} {label} {one.record}"), _INDENT))
    if len(records) > most:
        more = say.counted("and {number} more", "and {number} more", len(records) - most)
        show(*wrapped(part(more, "faint"), _INDENT))


def show_findings(findings: Sequence[Finding], say: Localiser) -> None:
    """Show what a look at the catalogue found, what is wrong with its name first."""
    for one in findings:
        note = say(N_("wrong")) if one.is_wrong else say(N_("worth a look"))
        show(*wrapped(part(f"{one.check} · {note} · {one.where}: {one.fault.render(say)}"), _INDENT))
    if not any(one.is_wrong for one in findings):
        show(part(say(N_("Nothing is wrong."))))


def _did(change: RecordChange) -> str:
    if change.before is None:
        return N_("added")
    return N_("removed") if change.after is None else N_("changed")
