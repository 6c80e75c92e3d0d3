"""What was changed, and what is wrong, as a person reads it in a terminal."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from ncfe_kb.catalogue import CHECK_LABELS, ChangeSet, Finding, RecordChange
from ncfe_kb.cli.terminal import part, show, wrapped
from ncfe_kb.i18n import Localiser
from ncfe_kb.messages import N_, TYPE_LABELS

_INDENT = 4
_PLACES = 5
"""Places of the same fault that are named."""


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


def show_records(records: Sequence[tuple[str, str]], say: Localiser) -> None:
    """Show records by type and id."""
    for type_name, key in records:
        show(*wrapped(part(f"{say(TYPE_LABELS.get(type_name, type_name))} {key}")))


def show_findings(findings: Sequence[Finding], say: Localiser) -> None:
    """Show what a look at the catalogue found: what is wrong first, the places of the same fault together."""
    wrong = [one for one in findings if one.is_wrong]
    cut = _show_alike(N_("Wrong"), wrong, say)
    cut |= _show_alike(N_("Worth a look"), [one for one in findings if not one.is_wrong], say)
    if not wrong:
        show(part(say(N_("Nothing is wrong."))))
    if cut:
        show(part(say(N_("All places: ncfe-kb doctor --json")), "faint"))


def _show_alike(title: str, findings: Iterable[Finding], say: Localiser) -> bool:
    """Show each fault with its first places below; return whether there are more."""
    places: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in findings:
        places[say(CHECK_LABELS[one.check]), one.fault.render(say)].append(one.where)
    if places:
        show(part(say(title), "strong"))
    for (check, fault), where in places.items():
        number = f" ({say.number(len(where))})" if len(where) > 1 else ""
        show(*wrapped(part(f"{check}{number}: {fault}"), 2))
        show(*wrapped(part(_first(where, say), "faint"), 2 + _INDENT))
    return any(len(where) > _PLACES for where in places.values())


def _first(where: Sequence[str], say: Localiser) -> str:
    named = ", ".join(where[:_PLACES])
    if len(where) <= _PLACES:
        return named
    return f"{named} {say.counted('and {number} more', 'and {number} more', len(where) - _PLACES)}"


def _did(change: RecordChange) -> str:
    if change.before is None:
        return N_("added")
    return N_("removed") if change.after is None else N_("changed")
