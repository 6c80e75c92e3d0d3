"""Narrowing a search: filters, pages, and what matches are counted by."""

from typing import Any

import pytest
from conftest import MakeEntry

from ncfe_kb import AmbiguousLabel, Catalogue, InvalidRecord, Kind, Results, Text, Topic, UnknownRecord
from ncfe_kb.languages import LANGUAGES, Language, sort_key

EVERYTHING = 1_000
BAD_YEARS = ["", " ", "-", "19", "20190", "abc", "2020-2018", "2018 2020", "20182020", "2018-2019-2020", "2018/2020"]


def slugs(results: Results) -> list[str]:
    return [hit.slug for hit in results]


def counts(results: Results, facet: str) -> dict[str | int, int]:
    return {value.id: value.count for value in results.facets[facet]}


@pytest.fixture
def small(kb: Catalogue, entry: MakeEntry) -> Catalogue:
    """A catalogue with a few works of different kinds, topics, years and languages."""
    kb.add(
        Kind(id="report", label=Text(da="rapport", en="report"), plural=Text(da="rapporter", en="reports")),
        Topic(id="hadefuld-tale", preferred_label=Text(da="hadefuld tale", en="online hate")),
        Topic(id="trolde", preferred_label=Text(da="trolde"), alternative_labels={"en": ["online hate"]}),
        entry("a-2018", date="2018", topics=["nynazisme"], language="da"),
        entry("b-2019", date="2019-05", topics=["hoejreekstremisme", "ekstremisme"], language="en"),
        entry("c-2020", date="2020", topics=["ekstremisme"], kind="report", language="da"),
        entry("d-none", kind="podcast_episode"),
        entry("e-draft", date="2020", topics=["nynazisme"], statuses=[{"status": "planned"}], kind="report"),
        entry("f-internal", date="2017", public=False),
    )
    return kb


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", ["", "ekstremisme"])
def test_facets_come_by_count_then_in_the_reader_s_alphabet(starter: Catalogue, language: Language, text: str) -> None:
    for values in starter.search(text, language=language).facets.values():
        assert list(values) == sorted(values, key=lambda value: (-value.count, sort_key(value.label, language)))


def test_labels_of_facets_are_in_the_reader_s_language(small: Catalogue) -> None:
    danish, english = (small.search(language=language).facets for language in LANGUAGES)
    assert [(value.id, value.label) for value in danish["kind"]] == [
        ("news", "nyhed"),
        ("report", "rapport"),
        ("podcast_episode", "podcastafsnit"),
    ]
    assert [value.label for value in english["kind"]] == ["news item", "report", "podcast episode"]
    assert [(value.id, value.label) for value in english["language"]] == [("da", "Danish"), ("en", "English")]
    assert [value.label for value in danish["language"]] == ["dansk", "engelsk"]
    assert (danish["year"][0].id, danish["year"][0].label) == (2020, "2020")


def test_danish_labels_of_the_same_count_end_with_the_danish_letters(kb: Catalogue, entry: MakeEntry) -> None:
    labels = ["Ålborg", "zink", "Ørsted", "Ærø", "Aabenraa"]
    topics = [Topic(id=f"emne-{number}", preferred_label=Text(da=label)) for number, label in enumerate(labels)]
    kb.add(*topics, entry(topics=[topic.id for topic in topics]))
    order = [[value.label for value in kb.search(language=language).facets["topic"]] for language in LANGUAGES]
    assert order == [["zink", "Ærø", "Ørsted", "Aabenraa", "Ålborg"], ["Aabenraa", "Ærø", "Ålborg", "Ørsted", "zink"]]


def test_a_work_counts_once_for_each_broader_topic(small: Catalogue) -> None:
    assert counts(small.search(), "topic") == {"ekstremisme": 4, "hoejreekstremisme": 3, "nynazisme": 2}


def test_a_topic_s_count_is_what_choosing_it_finds(starter: Catalogue) -> None:
    for topic, count in counts(starter.search("ekstremisme"), "topic").items():
        assert starter.search("ekstremisme", topics=[str(topic)]).total == count


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ({"kinds": ["report"]}, ["c-2020", "e-draft"]),
        ({"kinds": ["Rapporter"]}, ["c-2020", "e-draft"]),
        ({"kinds": ["reports"]}, ["c-2020", "e-draft"]),
        ({"kinds": ["podcast episode", "rapport"]}, ["c-2020", "e-draft", "d-none"]),
        ({"topics": ["nynazisme"]}, ["e-draft", "a-2018"]),
        ({"topics": ["neo-nazism"]}, ["e-draft", "a-2018"]),
        ({"topics": ["Far Right"]}, ["e-draft", "b-2019", "a-2018"]),
        ({"topics": ["hadefuld tale", "nynazisme"]}, ["e-draft", "a-2018"]),
        ({"years": ["2019"]}, ["b-2019"]),
        ({"years": ["2018-2019"]}, ["b-2019", "a-2018"]),
        ({"years": [" 2018 - 2019 "]}, ["b-2019", "a-2018"]),
        ({"years": ["2017", "2019"]}, ["b-2019", "f-internal"]),
        ({"years": ["2019-"]}, ["c-2020", "e-draft", "b-2019"]),
        ({"years": ["-2018"]}, ["a-2018", "f-internal"]),
        ({"years": ["2030"]}, []),
        ({"languages": ["en"]}, ["b-2019"]),
        ({"languages": ["da", "en"]}, ["c-2020", "b-2019", "a-2018"]),
        ({"languages": ["da"], "years": ["2020"], "kinds": ["report"]}, ["c-2020"]),
        ({"languages": ["en"], "kinds": ["report"]}, []),
        pytest.param(
            {"kinds": (), "topics": iter(())},
            ["c-2020", "e-draft", "b-2019", "a-2018", "f-internal", "d-none"],
            id="nothing wanted",
        ),
    ],
    ids=str,
)
def test_values_of_a_filter_widen_and_filters_narrow(
    small: Catalogue, chosen: dict[str, Any], found: list[str]
) -> None:
    assert slugs(small.search(**chosen)) == found


def test_a_filter_does_not_hide_the_other_values_of_its_facet(small: Catalogue) -> None:
    results = small.search(kinds=["report"], years=["2020"])
    assert results.total == 2
    assert counts(results, "kind") == {"report": 2}
    assert counts(results, "year") == {2020: 2}
    assert counts(small.search(kinds=["report"]), "kind") == {"news": 3, "report": 2, "podcast_episode": 1}


@pytest.mark.parametrize("years", BAD_YEARS)
def test_what_is_no_year_is_refused(small: Catalogue, years: str) -> None:
    with pytest.raises(InvalidRecord):
        small.search(years=[years])


def test_a_language_that_no_work_can_have_is_refused(small: Catalogue) -> None:
    with pytest.raises(InvalidRecord, match="da or en"):
        small.search(languages=["de"])


def test_an_unknown_kind_is_refused_with_what_it_may_be(small: Catalogue) -> None:
    with pytest.raises(UnknownRecord) as caught:
        small.search(kinds=["raport"])
    assert (caught.value.type, caught.value.id, caught.value.near[0]) == ("kind", "raport", "report")


def test_an_unknown_topic_is_refused_with_what_it_may_be(small: Catalogue) -> None:
    with pytest.raises(UnknownRecord) as caught:
        small.search(topics=["højrekstremisme"])
    assert (caught.value.type, caught.value.near[0]) == ("topic", "hoejreekstremisme")


def test_a_label_of_several_topics_is_refused_with_their_ids(small: Catalogue) -> None:
    with pytest.raises(AmbiguousLabel) as caught:
        small.search(topics=["Online Hate"])
    assert set(caught.value.ids) == {"hadefuld-tale", "trolde"}


def test_pages_cover_what_is_found_once(starter: Catalogue) -> None:
    whole = starter.search("forebyggelse", limit=EVERYTHING)
    pages = [starter.search("forebyggelse", limit=7, page=page) for page in range(1, -(-whole.total // 7) + 1)]
    assert [slug for page in pages for slug in slugs(page)] == slugs(whole)
    assert {(page.total, page.pages, page.limit) for page in pages} == {(whole.total, len(pages), 7)}
    assert [page.page for page in pages] == list(range(1, len(pages) + 1))


@pytest.mark.parametrize(
    ("limit", "page", "shown"), [(4, 2, 2), (10, 2, 0), (10, 10**30, 0), (10, 0, 6), (10, -1, 6), (10**9, 1, 6)]
)
def test_any_page_can_be_asked_for(small: Catalogue, limit: int, page: int, shown: int) -> None:
    results = small.search(limit=limit, page=page)
    assert (len(results), results.total) == (shown, 6)


@pytest.mark.parametrize("limit", [0, -1])
def test_a_page_without_room_still_counts(small: Catalogue, limit: int) -> None:
    results = small.search(limit=limit)
    assert (slugs(results), results.total) == ([], 6)
    assert results.pages >= 0


def test_nothing_typed_lists_all_newest_first(small: Catalogue) -> None:
    assert (
        slugs(small.search())
        == slugs(small.search(" \n"))
        == ["c-2020", "e-draft", "b-2019", "a-2018", "f-internal", "d-none"]
    )


def test_the_public_neither_finds_nor_counts_what_is_unpublished(small: Catalogue) -> None:
    everything, public = small.search(), small.public.search()
    assert set(slugs(everything)) - set(slugs(public)) == {"e-draft", "f-internal"}
    assert counts(public, "kind") == {"news": 2, "report": 1, "podcast_episode": 1}
    assert counts(public, "topic") == {"ekstremisme": 3, "hoejreekstremisme": 2, "nynazisme": 1}
    assert counts(public, "year") == {2020: 1, 2019: 1, 2018: 1}
    assert slugs(small.public.search("nynazisme", years=["2020"])) == []
