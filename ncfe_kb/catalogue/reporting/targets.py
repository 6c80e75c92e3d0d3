"""What a target asks for, and whether a number comes up to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ncfe_kb.i18n import Localiser
from ncfe_kb.messages import N_
from ncfe_kb.models.report import COUNTED, TARGETS, Deliverable, Figure, Tally

Number = int | float
MONTHS = 12
VERDICTS = {"reached": N_("reached"), "not_reached": N_("not reached"), "above": N_("above")}
"""How a number stands to its target."""


@dataclass(frozen=True)
class Target:
    """From `least` to `most`, which is None where more is as good; `means` is a term of TARGETS."""

    least: Number
    most: Number | None = None
    means: str | None = None

    def verdict(self, number: Number) -> str:
        """Return how a number stands to the target, a term of VERDICTS."""
        if number < self.least:
            return "not_reached"
        return "above" if self.most is not None and number > self.most else "reached"

    @property
    def a_month(self) -> Number | None:
        """How many a month, where the target is a rate."""
        return self.least / MONTHS if self.means == "per_month" else None

    def words(self, say: Localiser) -> str:
        """Return the target in short: 1–3, min. 24, ca. 20, 70 %."""
        number = say.figure(self.least) if self.most is None else f"{say.figure(self.least)}–{say.figure(self.most)}"
        return say(TARGETS[self.means]).format(number=number) if self.means else number

    def as_dict(self) -> dict[str, object]:
        """Return the target as plain data."""
        found = {"least": self.least, "most": self.most, "means": self.means, "a_month": self.a_month}
        return {name: value for name, value in found.items() if value is not None}


class Compared(NamedTuple):
    """A number beside its target, and what both count (a term of COUNTED) where that is known."""

    counts: str | None
    target: Target | None
    actual: Number | None

    @property
    def verdict(self) -> str | None:
        """How the number stands to the target; None where one of the two is not known."""
        return self.target.verdict(self.actual) if self.target and self.actual is not None else None


def target_of(figure: Figure | None, means: str | None = None) -> Target | None:
    """Return the target that a number or a range makes; None for a tally, which makes several."""
    if figure is None or isinstance(figure, Tally) or figure == ():
        return None
    if isinstance(figure, tuple):
        return Target(min(figure), max(figure), means)
    return Target(figure, means=means)


def compared(line: Deliverable) -> Iterator[Compared]:
    """Yield what a line of the Leveranceoversigt can be measured by: only like with like."""
    actual = line.actual_value
    counts = line.counts or (next(iter(_counted(actual)), None) if isinstance(actual, Tally) else None)
    targets, numbers = _by_what(line.target_value, counts), _by_what(actual, counts)
    for name in dict.fromkeys((*targets, *numbers)):
        is_plain = not isinstance(line.target_value, Tally)
        means = line.target_is if is_plain or name == "participants" else None
        number = numbers.get(name)
        yield Compared(name, target_of(targets.get(name), means), None if isinstance(number, tuple) else number)


def _counted(tally: Tally) -> dict[str, Number]:
    return {name: value for name in COUNTED if (value := getattr(tally, name)) is not None}


def _by_what(figure: Figure | None, counts: str | None) -> dict[str | None, Number | tuple[Number, ...]]:
    if figure is None or figure == ():
        return {}
    return dict(_counted(figure).items()) if isinstance(figure, Tally) else {counts: figure}
