"""When works came to a stage: what dates and statuses tell, and never more than that."""

from datetime import date, timedelta
from typing import NamedTuple

import pytest
from conftest import make_entry
from hypothesis import given
from hypothesis import strategies as st

from ncfe_kb.catalogue.reporting.counting import Frame
from ncfe_kb.catalogue.reporting.windows import IN_HAND, Window, began, is_in_hand, window_of, windows
from ncfe_kb.models import DatedStatus, Entry, terms

LIFE = [status for status in terms.STATUSES if status not in {"scheduled", "ongoing", "held"}]
DAYS = st.dates(date(2017, 1, 1), date(2022, 12, 31))


class Lived(NamedTuple):
    """A work whose statuses tell less than what really happened, and what that was."""

    entry: Entry
    days: dict[str, date]

    @property
    def completed(self) -> date | None:
        return self.days.get("completed") or self.days.get("published")


@st.composite
def lives(draw: st.DrawFn, *, is_all_dated: bool = False) -> Lived:
    """Return a work that went through some statuses in order, each told by a date, by a later report, or not at all."""
    statuses = sorted(draw(st.sets(st.sampled_from(LIFE), min_size=1)), key=LIFE.index)
    days = sorted(draw(st.sets(DAYS, min_size=len(statuses), max_size=len(statuses))))
    told = []
    for number, (status, day) in enumerate(zip(statuses, days, strict=True)):
        until = days[number + 1] - timedelta(days=1) if number + 1 < len(days) else date(2023, 1, 1)
        how = "date" if is_all_dated else draw(st.sampled_from(["date", "month", "as_of", "not"]))
        seen = draw(st.dates(day, until))
        forms = {
            "date": {"date": day.isoformat()},
            "month": {"date": f"{day:%Y-%m}"},
            "as_of": {"as_of": seen.isoformat()},
            "not": {},
        }
        told.append({"status": status, **forms[how]})
    return Lived(make_entry(statuses=told), dict(zip(statuses, days, strict=True)))


@given(lives())
def test_what_happened_lies_in_its_window(life: Lived) -> None:
    for status, window in zip(life.entry.statuses, windows(life.entry.statuses), strict=True):
        assert window.first <= life.days[status.status] <= window.last


@given(lives(), st.integers(2017, 2022), DAYS)
def test_a_work_is_counted_only_where_that_is_certain_and_left_out_only_where_it_is(
    life: Lived, year: int, as_of: date
) -> None:
    frame = Frame(year, as_of)
    happened = {"completed": life.completed, "published": life.days.get("published")}
    for stage, day in happened.items():
        is_in = day is not None and day.year == year and day <= as_of
        assert frame.has(life.entry, stage) in {is_in, None}


@given(lives(), DAYS)
def test_a_work_is_in_hand_only_where_that_is_certain(life: Lived, day: date) -> None:
    begun = [status for status, began_on in life.days.items() if began_on <= day]
    truth = bool(begun) and begun[-1] in IN_HAND and not (life.completed and life.completed <= day)
    assert is_in_hand(life.entry, day) in {truth, None}


@given(lives(is_all_dated=True), st.integers(2017, 2022), DAYS)
def test_where_every_status_has_its_day_nothing_is_left_open(life: Lived, year: int, as_of: date) -> None:
    frame = Frame(year, as_of)
    for stage, day in (("completed", life.completed), ("published", life.days.get("published"))):
        assert frame.has(life.entry, stage) is (day is not None and day.year == year and day <= as_of)
    assert is_in_hand(life.entry, as_of) is not None


DECEMBER = Window(date(2019, 12, 1), date(2019, 12, 31))
REPORTED = {"status": "in_preparation", "as_of": "2019-12-31"}


@pytest.mark.parametrize(
    ("own", "statuses", "stage", "expected"),
    [
        ("2019", [{"status": "published"}], "published", window_of("2019")),
        ("2018", [{"status": "published", "as_of": "2019-12-31"}], "published", window_of("2018")),
        (None, [{"status": "published", "as_of": "2019"}], "published", Window(date.min, date(2019, 12, 31))),
        ("2019", [{"status": "published", "date": "2020-02-01"}], "published", window_of("2020-02-01")),
        ("2019", [{"status": "published", "date": "2020-02-01"}], "completed", window_of("2019")),
        ("2021", [{"status": "published", "date": "2020-02-01"}], "completed", window_of("2020-02-01")),
        ("2019-12", [REPORTED, {"status": "published"}], "published", Window(date(2020, 1, 1), date.max)),
        ("2019-12", [REPORTED, {"status": "published"}], "completed", DECEMBER),
        ("2019-12", [REPORTED], "completed", None),
        ("2019", [{"status": "scheduled", "date": "2019-06"}], "published", window_of("2019-06")),
        ("2019", [{"status": "scheduled", "date": "2019-06"}, {"status": "postponed"}], "published", None),
        ("2019", [{"status": "published", "date": "2019-12-31T23:30Z"}], "published", window_of("2020-01-01")),
        ("2019-11", [{"status": "held"}], "held", window_of("2019-11")),
        ("2019", [], "published", None),
        ("2019", [{"status": "published"}, {"status": "withdrawn", "date": "2020"}], "published", window_of("2019")),
    ],
)
def test_a_works_own_date_stands_in_where_no_status_has_one(
    own: str | None, statuses: list[dict[str, str]], stage: str, expected: Window | None
) -> None:
    assert began(make_entry(date=own, statuses=statuses), stage) == expected


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ([{"status": "commissioned", "as_of": "2019-12-31"}], True),
        ([{"status": "commissioned", "as_of": "2020-01-01"}], None),
        ([{"status": "commissioned"}], None),
        ([{"status": "commissioned", "date": "2019"}, {"status": "cancelled"}], None),
        ([{"status": "commissioned", "date": "2019"}, {"status": "cancelled", "date": "2020"}], True),
        ([{"status": "cancelled", "date": "2019"}], False),
        ([{"status": "completed", "date": "2019"}, {"status": "in_consultation", "date": "2019"}], False),
        ([{"status": "planned", "as_of": "2019-12-31"}], False),
        ([], False),
    ],
)
def test_a_work_is_in_hand_by_the_last_status_that_is_told(
    statuses: list[dict[str, str]],
    expected: bool | None,  # noqa: FBT001 - the expected answer
) -> None:
    assert is_in_hand(make_entry(statuses=statuses), date(2019, 12, 31)) is expected


def test_statuses_that_contradict_each_other_still_have_windows() -> None:
    told = [DatedStatus(status="planned", as_of="2020"), DatedStatus(status="published", as_of="2019")]
    assert all(window.first <= window.last for window in windows(told))
