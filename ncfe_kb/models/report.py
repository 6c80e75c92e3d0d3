"""The yearly report as printed: targets, deliverables, figures, and where it disagrees with itself.

All texts are the report's own, in the report's language.
"""

from math import isfinite
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator
from sqlmodel import Field

from ncfe_kb.columns import ValueColumn
from ncfe_kb.dates import FIRST_YEAR, LAST_YEAR
from ncfe_kb.errors import Fault
from ncfe_kb.languages import Language
from ncfe_kb.messages import N_
from ncfe_kb.models import terms
from ncfe_kb.models.value import Flag, Part, Value, Whole, check_whole, one_of
from ncfe_kb.text import Line, Slug, TermId, Text


def _check_year(year: int) -> int:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Fault(
            N_("the year {year} is not between {first} and {last}"), year=year, first=FIRST_YEAR, last=LAST_YEAR
        )
    return year


Year = Annotated[Whole, AfterValidator(_check_year)]


def _number(value: Any) -> int | float:
    if isinstance(value, int) and not isinstance(value, bool):
        return check_whole(value)
    if not isinstance(value, float) or not isfinite(value):
        raise Fault(N_("must be a number"))
    return value


Number = Annotated[int | float, BeforeValidator(_number)]

_UNKNOWN_TERM = N_("“{term}” is not known here; it is one of {terms}")
_UNKNOWN_STATUS = N_("“{term}” is not a status; it is one of {terms}")
TARGETS = {
    "at_least": N_("min. {number}"),
    "about": N_("c. {number}"),
    "per_month": N_("min. {number}"),
    "per_cent": N_("{number}%"),
}
"""What a target's number means, and how it is written; without one it is simply that many, or a range.

A target per month is given for the whole year.
"""

STAGES = {
    "completed": N_("completed"),
    "published": N_("published"),
    "held": N_("held"),
    "in_hand": N_("in preparation"),
}
"""What a work has come to when it counts."""

COUNTED = {
    "days": N_("days"),
    "courses": N_("courses"),
    "meetings": N_("meetings"),
    "talks": N_("talks"),
    "participants": N_("participants"),
}
"""What a tally counts, in this order."""

TargetId = Annotated[str, AfterValidator(one_of(TARGETS, _UNKNOWN_TERM))]
StageId = Annotated[str, AfterValidator(one_of(STAGES, _UNKNOWN_TERM))]
CountedId = Annotated[str, AfterValidator(one_of(COUNTED, _UNKNOWN_TERM))]
StatusId = Annotated[str, AfterValidator(one_of(terms.STATUSES, _UNKNOWN_STATUS))]


class Tally(Part):
    """A figure that counts several things at once."""

    days: Whole | None = None
    courses: Whole | None = None
    meetings: Whole | None = None
    talks: Whole | None = None
    participants: Whole | None = None
    note: Line | None = None


def _figure(value: Any) -> "int | float | tuple[int | float, ...] | Tally":
    if isinstance(value, (dict, Tally)):
        return Tally.model_validate(value)
    if isinstance(value, (list, tuple)):
        return tuple(_number(each) for each in value)
    return _number(value)


Figure = Annotated[int | float | tuple[int | float, ...] | Tally, BeforeValidator(_figure)]
"""A number, a range of two, or a tally."""


class Activity(Part):
    """A field of work with its goals and what was delivered (section 2 of the report)."""

    activity: Line
    goals: tuple[Line, ...] = ()
    deliverables: tuple[Line, ...] = ()


class Deliverable(Part):
    """One line of the Leveranceoversigt; `mark_in_text` is the mark that is left where colour was.

    `counts` says what a bare number counts, `target_is` what the target's means (in a tally
    the participants'), `is_about` that the actual one is rounded. `status` is given where
    the line's own words tell it. `works` and `courses` are the records that it speaks of.
    """

    target: Line | None = None
    actual: Line | None = None
    mark_in_text: Line | None = None
    target_value: Figure | None = None
    actual_value: Figure | None = None
    target_is: TargetId | None = None
    counts: CountedId | None = None
    is_about: Flag = False
    status: StatusId | None = None
    works: tuple[Slug, ...] = ()
    courses: tuple[Slug, ...] = ()


class Initiative(Part):
    """An initiative of the Leveranceoversigt with its lines (annex 2 of the report)."""

    initiative: Line
    supplier: Line | None = None
    period: Line | None = None
    phase: Line | None = None
    items: tuple[Deliverable, ...] = ()


class KindCount(Part):
    """What the report counts of a kind, its target, and what could be verified.

    Where `kind` is none of the catalogue's, `label` names it and `of` is the catalogue's kind
    that has such works, if any. `stage` is what they must have come to. `works` are those
    that the report names; a line with a label counts no others.
    """

    kind: TermId
    label: Text = Text()
    of: TermId | None = None
    stage: StageId = "published"
    works: tuple[Slug, ...] = ()
    target_is: TargetId | None = None
    target: Figure | None = None
    target_as_worded: Line | None = None
    reported: Whole | None = None
    verified_published: Whole | None = None
    note: Line | None = None


class BudgetLine(Part):
    """A line of the budget, in million Danish kroner."""

    item: Line
    budget: Number
    spent: Number
    deviation: Number


class TimeUse(Part):
    """The share of working time that an activity took, in per cent, this year and the year before."""

    activity: Line
    previous_percent: Number
    percent: Number


class Share(Part):
    """The share of municipalities with an action plan, in per cent."""

    year: Year
    percent: Number


class Inconsistency(Part):
    """A place where the report disagrees with itself or with another source."""

    about: Line
    detail: Line


class StatusLine(Part):
    """A status line as printed, with its mark."""

    text: Line
    mark: Line | None = None


class PrintedInitiative(Part):
    """A row of the Leveranceoversigt word for word; targets and status lines do not pair one to one."""

    initiative: Line
    supplier: Line | None = None
    period_and_phase: Line | None = None
    targets: tuple[Line, ...] = ()
    status: tuple[StatusLine, ...] = ()


class Verbatim(Part):
    """The report's tables word for word."""

    note: Line | None = None
    activities: tuple[Activity, ...] = ()
    initiatives: tuple[PrintedInitiative, ...] = ()


class Upskilled(Part):
    """How many municipal staff the courses reached."""

    value: Whole
    qualifier: Line | None = None
    note: Line | None = None


class Satisfaction(Part):
    """How many found the courses relevant, in per cent."""

    relevant_percent: Number | None = None
    very_relevant_percent: Number | None = None
    note: Line | None = None


class Report(Part):
    """Everything that a year's report says in numbers and tables."""

    source: Line
    language: Language
    staff: Whole | None = None
    legend_as_printed: tuple[Line, ...] = ()
    activities: tuple[Activity, ...] = ()
    counts_by_kind: tuple[KindCount, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    municipal_staff_upskilled: Upskilled | None = None
    satisfaction: Satisfaction | None = None
    budget: tuple[BudgetLine, ...] = ()
    time_use: tuple[TimeUse, ...] = ()
    action_plan_share: tuple[Share, ...] = ()
    inconsistencies: tuple[Inconsistency, ...] = ()
    verbatim: Verbatim | None = None


class ReportColumn(ValueColumn):
    """Keeps a Report as JSON."""

    value_type = Report


class YearlyReport(Value):
    """The printed report of one year."""

    year: Year = Field(primary_key=True)
    report: Report = Field(sa_type=ReportColumn)
