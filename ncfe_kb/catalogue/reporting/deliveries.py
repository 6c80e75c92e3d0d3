"""The Leveranceoversigt, line by line, and how many took part in what."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ncfe_kb.catalogue.reporting.counting import Slugs
from ncfe_kb.catalogue.reporting.targets import Compared, Number, Target, compared
from ncfe_kb.models import Course, Entry
from ncfe_kb.models.report import Deliverable, Initiative, Tally
from ncfe_kb.text import Text


@dataclass(frozen=True)
class Delivery:
    """A line of the Leveranceoversigt in the report's own words, with what can be measured of it."""

    initiative: str
    supplier: str | None
    period: str | None
    phase: str | None
    line: Deliverable
    compared: tuple[Compared, ...]


@dataclass(frozen=True)
class Taken:
    """How many took part in an activity: as the report prints it, and as its courses add up.

    `label` is empty where only the report's words name the activity.
    """

    label: Text
    words: str
    target: Target | None
    reported: Number
    is_about: bool
    counted: int | None
    note: str | None
    works: Slugs
    courses: Slugs

    @property
    def verdict(self) -> str | None:
        """How the printed number stands to the target; None without one."""
        return self.target.verdict(self.reported) if self.target else None


def deliveries_of(initiatives: Iterable[Initiative]) -> Iterator[Delivery]:
    """Yield the lines of the Leveranceoversigt, in its order."""
    for one in initiatives:
        for line in one.items:
            yield Delivery(one.initiative, one.supplier, one.period, one.phase, line, tuple(compared(line)))


def taken_part(
    deliveries: Iterable[Delivery], courses: Mapping[str, Course], entries: Mapping[str, Entry]
) -> Iterator[Taken]:
    """Yield the activities of which the Leveranceoversigt, or a work that it speaks of, tells who took part."""
    for delivery in deliveries:
        line = delivery.line
        for counts, target, actual in delivery.compared:
            if counts != "participants" or actual is None:
                continue
            yield Taken(
                label=_label(line, courses, entries),
                words=line.target or line.actual or delivery.initiative,
                target=target,
                reported=actual,
                is_about=line.is_about,
                counted=_counted(line, courses),
                note=line.actual_value.note if isinstance(line.actual_value, Tally) else None,
                works=line.works,
                courses=line.courses,
            )


def _label(line: Deliverable, courses: Mapping[str, Course], entries: Mapping[str, Entry]) -> Text:
    themes = [courses[key].theme for key in line.courses if key in courses]
    titles = [text for key in line.works if key in entries for text in entries[key].titles if text]
    return next(iter((*themes, *titles)), Text())


def _counted(line: Deliverable, courses: Mapping[str, Course]) -> int | None:
    numbers = [courses[key].participants for key in line.courses if key in courses]
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None
