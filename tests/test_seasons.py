"""The seasons of courses: as people write them, as they are shown, and which one a date lies in."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import dates as edtf
from strategies import days

from ncfe_kb import CourseSeason
from ncfe_kb.dates import FIRST_YEAR, LAST_YEAR, parse
from ncfe_kb.errors import Fault
from ncfe_kb.models import Season

SPRING, AUTUMN = CourseSeason(2019, is_autumn=False), CourseSeason(2019, is_autumn=True)
seasons = st.builds(CourseSeason, st.integers(FIRST_YEAR, LAST_YEAR), st.booleans())


@pytest.mark.parametrize(
    "text",
    [
        *("forår/sommer 2019", "forår 2019", "Foråret 2019", "sommer 2019", "FORÅR OG SOMMER 2019", "foraar 2019"),
        *("første halvår 2019", "2019, første halvår", "1. halvår 2019", "foerste halvaar 2019", "2019-foraar"),
        *("spring/summer 2019", "spring and summer 2019", "summer 2019", "the spring of 2019", "first half of 2019"),
        *("  forår \n 2019 ", "forar 2019", "fora\u030ar 2019"),
    ],
)
def test_spring_and_summer_are_one_season(text: str) -> None:
    assert CourseSeason.parse(text) == SPRING


@pytest.mark.parametrize(
    "text",
    [
        *("efterår/vinter 2019-2020", "efterår/vinter 2019–2020", "efterår 2019", "efteråret 2019", "efteraar 2019"),
        *("efterår/vinter 2019", "vinter 2019-2020", "vinter 2019/2020", "vinteren 2019/20", "2019-2020", "2019-20"),
        *("2019 – 2020", "autumn 2019", "Fall 2019", "autumn/winter 2019–2020", "winter 2019-2020", "2019-efteraar"),
        *(
            "andet halvår 2019",
            "2019, andet halvår",
            "2. halvår 2019",
            "second half of 2019",
            "efteråret 2019 og vinteren 2020",
        ),
    ],
)
def test_autumn_and_the_winter_after_it_are_one_season(text: str) -> None:
    assert CourseSeason.parse(text) == AUTUMN


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2019", "can mean two seasons"),
        ("vinter 2019", "can mean two seasons"),
        *((text, "is not a season") for text in ("", "-", "efterår", "forår 19", "jul 2019", "forår 2019-2020")),
        *((text, "is not a season") for text in ("forår/efterår 2019", "efterår 2019-2021", "2019-2018", "2019-2019")),
        *((text, "is not a season") for text in ("2019-2020-2021", "efterår 1019", "april 2019", "forår 2019!")),
        *((text, "is not a season") for text in ("3. halvår 2019", "efterår ٢٠١٩", "9" * 5_000, "forår " * 5_000)),
    ],
)
def test_what_is_no_season_or_two_is_refused_with_what_would_be_right(text: str, message: str) -> None:
    with pytest.raises(Fault, match=message) as refused:
        CourseSeason.parse(text)
    assert "write spring/summer 2019 or autumn/winter 2019-2020" in str(refused.value)


def test_a_season_is_shown_in_both_languages() -> None:
    assert (SPRING.label.da, SPRING.label.en) == ("forår/sommer 2019", "spring/summer 2019")
    assert (AUTUMN.label.da, AUTUMN.label.en) == ("efterår/vinter 2019–2020", "autumn/winter 2019–2020")


@given(seasons)
def test_what_is_shown_is_read_again(season: CourseSeason) -> None:
    assert {CourseSeason.parse(text) for text in (season.id, *(text for _, text in season.label.each()))} == {season}


@given(st.text(max_size=30) | st.from_regex(r"(forår|winter|efterår|halvår|1\.|2019|-|/| ){1,6}", fullmatch=True))
def test_whatever_is_typed_is_a_season_or_refused(text: str) -> None:
    try:
        season = CourseSeason.parse(text)
    except Fault:
        return
    assert str(season.year) in text


@given(days)
def test_every_day_lies_in_one_season(day: str) -> None:
    season = CourseSeason.of(day)
    assert season is not None
    assert season.first <= date.fromisoformat(day) <= season.last


@given(seasons.filter(lambda season: season.year < LAST_YEAR))
def test_seasons_follow_each_other_without_a_gap(season: CourseSeason) -> None:
    following = CourseSeason.of((season.last + timedelta(days=1)).isoformat())
    assert following is not None
    assert following > season
    assert following.first == season.last + timedelta(days=1)
    assert following.is_autumn != season.is_autumn


@given(edtf)
def test_a_date_lies_in_the_season_in_which_it_begins(text: str) -> None:
    season, first = CourseSeason.of(text), parse(text)[0]
    assert (season is None) == (first.month is None)
    assert season is None or season.first <= first.first <= season.last


def test_january_belongs_to_the_winter_before() -> None:
    assert [CourseSeason.of(day) for day in ("2020-01-15", "2020-02", "2019-09-01", "2019-12-31/2020-01-01")] == [
        AUTUMN
    ] * 4
    assert [CourseSeason.of(day) for day in ("2019-03-01", "2019-08-31", "2019-05")] == [SPRING] * 3
    assert CourseSeason.of("2019") is None


def test_the_season_of_a_course_catalogue_is_read_from_its_label() -> None:
    assert Season(catalogue="kk", label={"da": "efterår/vinter 2019-2020"}).season == AUTUMN
    assert Season(catalogue="kk", label={"da": "hele året", "en": "spring 2019"}).season == SPRING
    assert Season(catalogue="kk", label={"da": "hele året 2019"}).season is None
