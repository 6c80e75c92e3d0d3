"""Courses and their sessions: what is free, who sees which, in which order."""

import pytest

from ncfe_kb import InvalidRecord, Session


@pytest.mark.parametrize(
    ("seats", "taken", "is_full", "free", "is_fully_booked", "overbooked"),
    [
        (None, None, None, None, None, 0),
        (20, None, None, None, None, 0),
        (None, 12, None, None, None, 0),
        (20, 0, None, 20, False, 0),
        (20, 18, None, 2, False, 0),
        (20, 20, None, 0, True, 0),
        (20, 23, None, 0, True, 3),  # it happens, and must be seen
        (0, 0, None, 0, True, 0),
        (None, None, True, 0, True, 0),
        (20, None, True, 0, True, 0),
        (None, 12, False, None, False, 0),
        (20, 18, True, 2, False, 0),  # where there are numbers, they tell
        (20, 20, False, 0, True, 0),
    ],
)
def test_a_session_knows_what_is_free(  # noqa: PLR0913 - a case has so many sides
    seats: int | None,
    taken: int | None,
    is_full: bool | None,
    free: int | None,
    is_fully_booked: bool | None,
    overbooked: int,
) -> None:
    session = Session(date="2019-11-08", seats=seats, taken=taken, is_full=is_full)
    assert (session.free, session.is_fully_booked, session.overbooked) == (free, is_fully_booked, overbooked)


@pytest.mark.parametrize("taken", ["Åse Holm", "12", -1, 1.5, True])
def test_only_a_number_says_how_many_seats_are_taken(taken: object) -> None:
    with pytest.raises(InvalidRecord, match="taken"):
        Session(date="2019-11-08", taken=taken)
