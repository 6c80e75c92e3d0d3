"""Courses and their sessions: what is free, who sees which, in which order."""

from typing import Any

import pytest

from ncfe_kb import InvalidRecord, Session


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, (None, None, 0)),
        ({"seats": 20}, (None, None, 0)),
        ({"taken": 12}, (None, None, 0)),
        ({"seats": 20, "taken": 0}, (20, False, 0)),
        ({"seats": 20, "taken": 18}, (2, False, 0)),
        ({"seats": 20, "taken": 20}, (0, True, 0)),
        ({"seats": 20, "taken": 23}, (0, True, 3)),  # it happens, and must be seen
        ({"seats": 0, "taken": 0}, (0, True, 0)),
        ({"is_full": True}, (0, True, 0)),
        ({"seats": 20, "is_full": True}, (0, True, 0)),
        ({"taken": 12, "is_full": False}, (None, False, 0)),
        ({"seats": 20, "taken": 18, "is_full": True}, (2, False, 0)),  # where there are numbers, they tell
        ({"seats": 20, "taken": 20, "is_full": False}, (0, True, 0)),
    ],
)
def test_a_session_knows_what_is_free(given: dict[str, Any], told: tuple[int | None, bool | None, int]) -> None:
    session = Session(date="2019-11-08", **given)
    assert (session.free, session.is_fully_booked, session.overbooked) == told


@pytest.mark.parametrize("taken", ["Åse Holm", "12", -1, 1.5, True])
def test_only_a_number_says_how_many_seats_are_taken(taken: object) -> None:
    with pytest.raises(InvalidRecord, match="taken"):
        Session(date="2019-11-08", taken=taken)
