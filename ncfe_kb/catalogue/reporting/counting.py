"""Which works belong to a year, by kind and by what they came to in it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from ncfe_kb.catalogue.reporting.targets import Target
from ncfe_kb.catalogue.reporting.windows import Window, began, is_in_hand
from ncfe_kb.models import Entry
from ncfe_kb.text import Text

OTHERS = frozenset({"external", "predecessor", "participated"})
"""What a work is to the centre that it did not make."""
Slugs = tuple[str, ...]


class Frame(NamedTuple):
    """A year, and the day up to which it is told."""

    year: int
    as_of: date

    @property
    def span(self) -> Window:
        """The days of the year that are told; none where the year had not begun."""
        return Window(date(self.year, 1, 1), min(date(self.year, 12, 31), self.as_of))

    def has(self, entry: Entry, stage: str) -> bool | None:
        """Return whether a work came to a stage in the year; None where the dates leave it open."""
        if self.span.first > self.span.last:
            return False
        if stage == "in_hand":
            return is_in_hand(entry, self.span.last)
        window = began(entry, stage)
        if window is None or window.both(self.span) is None:
            return False
        return True if window.is_within(self.span) else None


class Reason(NamedTuple):
    """Why the printed figure and the counted one differ.

    `why` is "dates" (of a work that only the report counts), "agreed" (both do), "other_kind", "not_named" (counted
    works that the report does not name), "undated", "missing" (at least `number` are not in
    the catalogue) or "no_kind".
    """

    why: str
    works: Slugs = ()
    number: int = 0


@dataclass(frozen=True)
class KindLine:
    """A kind's line: its target, what the report prints, and the works that the dates give for each stage.

    `stage` is the one that counts against the target; `undated` are works of which the dates
    leave open whether they came to it in the year; `named` those that the report names.
    """

    id: str
    kind: str | None
    label: Text
    stage: str
    counts: dict[str, Slugs]
    undated: Slugs = ()
    target: Target | None = None
    reported: int | None = None
    named: Slugs = ()
    note: str | None = None
    reasons: tuple[Reason, ...] = ()
    months: tuple[Slugs, ...] = ()

    @property
    def works(self) -> Slugs:
        """The works that count."""
        return self.counts.get(self.stage, ())

    @property
    def verdict(self) -> str | None:
        """How their number stands to the target; None without a target, or without such a kind."""
        return self.target.verdict(len(self.works)) if self.target and self.kind else None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be told."""
        return not (any(self.counts.values()) or self.target or self.reported is not None)


Counter = Callable[[str, Iterable[str]], tuple[Slugs, Slugs]]


class Works:
    """The centre's own works, asked for what they came to in a year."""

    def __init__(self, entries: Iterable[Entry], frame: Frame) -> None:
        """Keep the works that the centre made, in the order of their slugs."""
        own = (entry for entry in entries if entry.relation_to_centre not in OTHERS)
        self.entries = {entry.slug: entry for entry in sorted(own, key=lambda entry: entry.slug)}
        self.frame = frame

    def of(self, kind: str | None, only: Slugs = ()) -> list[Entry]:
        """Return the works of a kind, or those of them that are named."""
        return [one for one in self.entries.values() if one.kind == kind and (not only or one.slug in only)]

    def count(self, entries: Iterable[Entry], stage: str) -> tuple[Slugs, Slugs]:
        """Return the works that came to a stage in the year, and those of which that is open."""
        found: dict[bool | None, list[str]] = {True: [], None: [], False: []}
        for entry in entries:
            found[self.frame.has(entry, stage)].append(entry.slug)
        return tuple(found[True]), tuple(found[None])

    def months(self, slugs: Iterable[str], stage: str) -> tuple[Slugs, ...]:
        """Return, for each month, the works that came to a stage in it; not those without a month."""
        found: list[list[str]] = [[] for _ in range(12)]
        for slug in slugs:
            window = began(self.entries[slug], stage)
            if window and (window.first.year, window.first.month) == (window.last.year, window.last.month):
                found[window.first.month - 1].append(slug)
        return tuple(map(tuple, found))

    def of_the_year(self) -> Iterator[Entry]:
        """Yield the works that were completed, published or held in the year."""
        for entry in self.entries.values():
            if any(self.frame.has(entry, stage) for stage in ("completed", "published", "held")):
                yield entry
