"""What works were and are to be, field by field, as a person reads it in a terminal."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

from ncfe_kb.catalogue.amending import Amendment, Difference
from ncfe_kb.cli.session import Session
from ncfe_kb.cli.terminal import Parts, part, show, wrapped
from ncfe_kb.i18n import Localiser
from ncfe_kb.messages import N_
from ncfe_kb.storage import ChangeSet

_INDENT: Final = 4
_NEAR: Final = 4
"""Words that are shown before and after what differs in a long text."""
_NOTHING: Final = "–"


def show_amendments(amendments: Sequence[Amendment], say: Localiser) -> None:
    """Show the differences of each work, and of many how many works there are."""
    changing = [one for one in amendments if one.differences]
    for one in changing:
        show(*wrapped(part(one.after.title_in(say.language).value, "strong")))
        show(*wrapped(part(one.before.slug, "faint"), _INDENT))
        for difference in one.differences:
            for line in _lines(difference):
                show(*wrapped(line, _INDENT))
    if len(amendments) != 1:
        found = say.counted("{number} work found", "{number} works found", len(amendments))
        differ = say.counted("{number} with changes", "{number} with changes", len(changing))
        show(part(f"{found}, {differ}."))


def show_saved(session: Session, change: ChangeSet | None) -> None:
    """Say by which change it was saved, and how that is taken back."""
    if change is None:
        session.tell(session.say(N_("Nothing was changed.")))
        return
    saved = N_("Saved {entries} as change {number}; “ncfe-kb undo {number}” takes it back.")
    entries = session.say.counted("{number} entry", "{number} entries", change.entries)
    session.tell(session.say(saved).format(entries=entries, number=change.id))


def _lines(difference: Difference) -> Iterator[Parts]:
    field, before, after = difference
    if isinstance(before, list) or isinstance(after, list):
        old, new = before or [], after or []
        yield from (_change(field, "-", one, "faint") for one in old if one not in new)
        yield from (_change(field, "+", one, "strong") for one in new if one not in old)
        if {*map(_told, old)} != {*map(_told, new)}:
            return
        before, after = ", ".join(map(_told, old)), ", ".join(map(_told, new))
    old, new = _trimmed(_told(before), _told(after))
    yield part(f"{field}: ") + part(old, "faint") + part(" → ") + part(new, "strong")


def _change(field: str, sign: str, one: Any, style: str) -> Parts:
    return part(f"{field}: {sign} ") + part(_told(one), style)


def _told(value: Any) -> str:
    """Return a value as people read it: a list's item with its fields in a row, – for nothing."""
    if isinstance(value, dict):
        return ", ".join(map(_told, value.values()))
    if isinstance(value, list):
        return "; ".join(map(_told, value))
    return _NOTHING if value is None else value if isinstance(value, str) else json.dumps(value)


def _trimmed(before: str, after: str) -> tuple[str, str]:
    """Return two texts without the many words that they begin and end with alike."""
    old, new = before.split(), after.split()
    most = min(len(old), len(new))
    start = next((at for at in range(most) if old[at] != new[at]), most)
    end = next((at for at in range(most - start) if old[-1 - at] != new[-1 - at]), most - start)
    return _middle(old, start, end), _middle(new, start, end)


def _middle(words: list[str], start: int, end: int) -> str:
    first, last = max(0, start - _NEAR), min(len(words), len(words) - end + _NEAR)
    return " ".join((*(["…"] if first else []), *words[first:last], *(["…"] if last < len(words) else [])))
