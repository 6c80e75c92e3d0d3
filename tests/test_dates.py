"""Dates in EDTF level 0."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ncfe_kb import dates
from ncfe_kb.dates import Moment
from ncfe_kb.errors import Fault

IN_SPAN = st.dates(date(dates.FIRST_YEAR, 1, 1), date(dates.LAST_YEAR, 12, 31))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("2019-11", date(2019, 11, 1), date(2019, 11, 30)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2019-11-08", date(2019, 11, 8), date(2019, 11, 8)),
        ("2020-02-29", date(2020, 2, 29), date(2020, 2, 29)),
        ("2017/2020", date(2017, 1, 1), date(2020, 12, 31)),
        ("2019-11-08/2019-11", date(2019, 11, 8), date(2019, 11, 30)),
        ("2019/2019-02", date(2019, 1, 1), date(2019, 2, 28)),
        ("2019/2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("1400", date(1400, 1, 1), date(1400, 12, 31)),
        ("2199-12-31", date(2199, 12, 31), date(2199, 12, 31)),
    ],
)
def test_a_date_reaches_from_its_first_to_its_last_day(text: str, first: date, last: date) -> None:
    start, end = dates.parse(text)
    assert (start.first, end.last) == (first, last)
    assert dates.check(text) == text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is not a date"),
        ("19", "is not a date"),
        ("2019-1", "is not a date"),
        ("2019-11-8", "is not a date"),
        ("20191108", "is not a date"),
        ("2019-11-08T10:00", "is not a date"),
        ("08-11-2019", "is not a date"),
        ("8. november 2019", "is not a date"),
        ("2019-11-08 ", "is not a date"),
        ("2019\n", "is not a date"),
        ("-2019", "is not a date"),
        ("2019?", "is not a date"),  # level 1
        ("201X", "is not a date"),
        ("2019-21", "calendar"),  # level 1 has seasons
        ("2019/", "is not a date"),
        ("/2019", "is not a date"),
        ("2019/..", "is not a date"),
        ("2018/2019/2020", "is not a date"),
        ("２０１９", "is not a date"),  # noqa: RUF001 - digits that are not ASCII
        ("٢٠١٩", "is not a date"),
        ("2019-00", "calendar"),
        ("2019-13", "calendar"),
        ("2019-11-00", "calendar"),
        ("2019-11-31", "calendar"),
        ("2019-00-08", "calendar"),
        ("2019-02-29", "calendar"),
        ("1900-02-29", "calendar"),
        ("0019", "between"),
        ("1399", "between"),
        ("2200", "between"),
        ("0000-01-01", "between"),
        ("2020/2019", "ends before it begins"),
        ("2019-11-08/2019-11-07", "ends before it begins"),
        ("2019-11/2019-10-31", "ends before it begins"),
        ("2019/2019-13", "calendar"),
    ],
)
def test_anything_else_is_refused_with_its_reason(text: str, message: str) -> None:
    with pytest.raises(Fault, match=message):
        dates.parse(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019", (Moment(2019), Moment(2019))),
        ("2019-11", (Moment(2019, 11), Moment(2019, 11))),
        ("2019-11-08", (Moment(2019, 11, 8), Moment(2019, 11, 8))),
        ("2018-10/2019", (Moment(2018, 10), Moment(2019))),
    ],
)
def test_a_date_has_two_ends_which_are_the_same_where_it_is_no_span(text: str, expected: tuple[Moment, Moment]) -> None:
    assert dates.parse(text) == expected


@pytest.mark.parametrize(("text", "expected"), [("2019", 2019), ("2019-11-08", 2019), ("2017/2020", 2017)])
def test_the_year_is_the_one_in_which_a_date_begins(text: str, expected: int) -> None:
    assert dates.year(text) == expected


@settings(deadline=None)
@given(IN_SPAN)
def test_every_day_of_the_calendar_is_a_date_of_that_day(day: date) -> None:
    start, end = dates.parse(day.isoformat())
    assert start.first == end.last == day


@settings(deadline=None)
@given(IN_SPAN, IN_SPAN)
def test_two_days_are_a_span_in_their_order_only(one: date, two: date) -> None:
    early, late = sorted((one, two))
    start, end = dates.parse(f"{early}/{late}")
    assert (start.first, end.last) == (early, late)
    if early != late:
        with pytest.raises(Fault, match="ends before it begins"):
            dates.parse(f"{late}/{early}")


@settings(deadline=None, max_examples=200)
@given(st.text("0123456789-/٣ ", max_size=21))
def test_any_other_text_is_refused_and_never_fails_otherwise(text: str) -> None:
    try:
        start, end = dates.parse(text)
    except Fault:
        return
    assert start.first <= end.last
