"""Series: a podcast's episodes in order, with durations; the works of other series by date."""

import json
from typing import Any

import pytest
from conftest import MakeEntry

from ncfe_kb import AmbiguousLabel, Catalogue, Entry, Kind, Series, Text, UnknownRecord

PODCAST = Kind(id="podcast_series", label=Text(da="podcastserie"), plural=Text(da="podcastserier"))


def slugs(works: tuple[Entry, ...]) -> list[str]:
    return [one.slug for one in works]


@pytest.fixture
def podcast(kb: Catalogue, entry: MakeEntry) -> Catalogue:
    """A catalogue with the podcast Udsyn of six episodes, and a series of another kind."""

    def episode(slug: str, date: str | None = None, **told: Any) -> Entry:
        return entry(slug, kind="podcast_episode", series="udsyn", date=date, episode=told or None)

    kb.put(PODCAST, Series(id="udsyn", title=Text(da="Udsyn")), Series(id="aarsskrift", title=Text(da="Årsskrift")))
    kb.put(
        entry("udsyn", kind="podcast_series"),
        episode("nyest", "2021-03", duration=600),
        episode("anden", "2019", season=1, number=2, duration=1440),
        episode("tredje", "2018", season=2, number=1, duration=3000),
        episode("foerst", "2020", season=1, number=1),
        entry("bonus", kind="podcast_episode", relations=({"type": "part_of", "target": "udsyn"},)),
        episode("aeldre", "2020-12-31"),
        entry("nr-10", series="aarsskrift", series_number="10", date="2019"),
        entry("nr-9", series="aarsskrift", series_number="Nr. 9", date="2019"),
        entry("nr-1", series="aarsskrift", date="2017"),
    )
    return kb


def test_episodes_come_by_season_and_number_then_by_date(podcast: Catalogue) -> None:
    found = podcast.series("udsyn")
    assert slugs(found.works) == ["foerst", "anden", "tredje", "aeldre", "nyest", "bonus"]
    assert found.episodes == found.works
    assert (found.duration, found.untimed) == (1440 + 3000 + 600, 3)


def test_other_works_come_by_date_and_number(podcast: Catalogue) -> None:
    found = podcast.series("aarsskrift")
    assert slugs(found.works) == ["nr-1", "nr-9", "nr-10"]
    assert (found.episodes, found.duration, found.untimed) == ((), 0, 0)


@pytest.mark.parametrize("key", ["udsyn", "Udsyn", "anden"])
def test_a_series_is_found_by_id_title_or_a_work_in_it(podcast: Catalogue, key: str) -> None:
    assert podcast.series(key) == podcast.public.series(key) == podcast.series("udsyn")


def test_a_podcast_without_a_record_as_series_has_the_works_that_are_part_of_it(
    podcast: Catalogue, entry: MakeEntry
) -> None:
    part_of = ({"type": "part_of", "target": "radio"},)
    podcast.add(entry("radio", kind="podcast_series", title=Text(da="Radio")))
    podcast.add(entry("et", kind="podcast_episode", relations=part_of))
    podcast.rename("radio", "radioen")
    for key in ("radioen", "radio"):
        assert (podcast.series(key).title.da, slugs(podcast.series(key).works)) == ("Radio", ["et"])


@pytest.mark.parametrize("key", ["udsym", "nr-1-udkast", "", "x" * 5_000])
def test_what_is_no_series_is_refused(podcast: Catalogue, entry: MakeEntry, key: str) -> None:
    podcast.add(entry("nr-1-udkast"))
    with pytest.raises(UnknownRecord, match="unknown series"):
        podcast.series(key)


def test_a_title_of_several_series_is_refused(podcast: Catalogue) -> None:
    podcast.add(Series(id="udsyn-2", title=Text(da="Udsyn")))
    with pytest.raises(AmbiguousLabel, match="udsyn-2"):
        podcast.series("UDSYN")


def test_all_series_come_by_title_in_the_readers_alphabet(podcast: Catalogue) -> None:
    podcast.add(Series(id="tom", title=Text(da="Tom")))
    assert [one.id for one in podcast.all_series()] == ["tom", "udsyn", "aarsskrift"]
    assert [one.id for one in podcast.all_series(language="en")] == ["aarsskrift", "tom", "udsyn"]
    assert [one.id for one in podcast.public.all_series()] == ["udsyn", "aarsskrift"]


def test_everyone_sees_the_public_works_of_a_series_and_counts_no_others(podcast: Catalogue) -> None:
    podcast.put(
        podcast["anden"].with_(public=False), *(podcast[f"nr-{number}"].with_(statuses=()) for number in (1, 9, 10))
    )
    found = podcast.public.series("udsyn")
    assert slugs(found.works) == ["foerst", "tredje", "aeldre", "nyest", "bonus"]
    assert found.duration == 3600
    assert [one.id for one in podcast.public.all_series()] == ["udsyn"]
    for hidden in ("aarsskrift", "Årsskrift", "anden", "nr-1"):
        with pytest.raises(UnknownRecord) as refused:
            podcast.public.series(hidden)
        assert refused.value.near == ()


def test_a_series_as_data_has_its_works_in_order(podcast: Catalogue) -> None:
    found = podcast.series("udsyn").as_dict()
    assert {name: found[name] for name in ("id", "episodes", "duration", "untimed")} == {
        "id": "udsyn",
        "episodes": 6,
        "duration": 5040,
        "untimed": 3,
    }
    anden = found["works"][1]
    assert (anden["slug"], anden["season"], anden["number"], anden["duration"]) == ("anden", 1, 2, 1440)
    assert json.loads(json.dumps(found)) == found
