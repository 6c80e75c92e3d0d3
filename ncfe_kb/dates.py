"""Dates as sources give them: a year, a month, a day, or a span of two of these.

The form is EDTF level 0 (ISO 8601-2): "2019", "2019-11", "2019-11-08", "2017/2020". What
happens at a time of day may say so: "2019-11-08T09:30", in Denmark's time, or with a zone of
its own, "2019-11-08T08:30Z".
"""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Annotated, NamedTuple

from pydantic import AfterValidator

from ncfe_kb.errors import Fault
from ncfe_kb.messages import N_

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_PART = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
FIRST_YEAR, LAST_YEAR = 1400, 2199
"""Years outside this span are taken for typing errors."""


class Moment(NamedTuple):
    """A year, with month and day where they are known."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def first(self) -> date:
        """The first day that it can mean."""
        return date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)

    @property
    def last(self) -> date:
        """The last day that it can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])


def _moment(text: str) -> Moment:
    found = _PART.fullmatch(text)
    if not found:
        raise Fault(N_("“{date}” is not a date; write 2019, 2019-11, 2019-11-08 or two of these with /"), date=text)
    moment = Moment(int(found[1]), *(int(part) if part else None for part in found.groups()[1:]))
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise Fault(
            N_("the year {year} is not between {first} and {last}"), year=found[1], first=FIRST_YEAR, last=LAST_YEAR
        )
    try:
        _ = moment.first
    except ValueError:
        raise Fault(N_("{date} does not exist in the calendar"), date=text) from None
    return moment


def parse(text: str) -> tuple[Moment, Moment]:
    """Return the two ends of a date; the same twice where it is not a span. Raises Fault."""
    start, slash, end = text.partition("/")
    first = _moment(start)
    last = _moment(end) if slash else first
    if last.last < first.first:
        raise Fault(N_("{date} ends before it begins"), date=text)
    return first, last


def check(text: str) -> str:
    """Return the date as written; raises Fault where it is none."""
    parse(text)
    return text


@lru_cache(maxsize=4096)  # each work is asked several times
def year(text: str) -> int:
    """Return the year in which the date begins."""
    return parse(text)[0].year


def check_moment(text: str) -> str:
    """Return the date, or date and time, as written; raises Fault where it is none."""
    beginning(text)
    return text


@lru_cache(maxsize=4096)  # each work is asked several times
def beginning(text: str) -> datetime:
    """Return the moment (UTC) at which a date, or date and time, begins in Denmark. Raises Fault."""
    day, has_time, _ = text.partition("T")
    first = parse(day)[0].first
    if not has_time:
        return datetime.combine(first, time(), denmark()).astimezone(UTC)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Fault(N_("“{date}” is not a date and time; write 2019-11-08T09:30"), date=text) from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=denmark())).astimezone(UTC)


def today() -> str:
    """Return the day that it is in Denmark."""
    return datetime.now(denmark()).date().isoformat()


@cache
def denmark() -> "ZoneInfo":
    """Return the time zone of Denmark."""
    from zoneinfo import ZoneInfo  # here, since most dates need no time of day

    return ZoneInfo("Europe/Copenhagen")


Date = Annotated[str, AfterValidator(check)]
"""A date or span in EDTF level 0."""

DateTime = Annotated[str, AfterValidator(check_moment)]
"""A date or span in EDTF level 0, or a day with a time."""
