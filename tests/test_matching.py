"""Which works a query means when many are to be changed: all of them, and no other."""

from collections.abc import Collection

import pytest
from conftest import MakeEntry

from ncfe_kb import Add, Catalogue, Contributor, Series, Text
from ncfe_kb.errors import InvalidRecord, UnknownRecord


def meant(kb: Catalogue, query: str) -> list[str]:
    return sorted(one.before.slug for one in kb.amendments(query, Add("sources", "x")))


@pytest.fixture
def works(kb: Catalogue, entry: MakeEntry) -> Catalogue:
    holm = Contributor(name="Åse Holm", role="author")
    kb.put(Series(id="rapporter", title=Text(da="Rapporter")))
    kb.add(
        entry("a", title=Text(da="Om ekstremismen i Danmark"), date="2019-05", language="da", contributors=(holm,)),
        entry("b", title=Text(en="On extremism"), date="2018/2020", language="en", topics=("nynazisme",)),
        entry("c", title=Text(da="Et podcastafsnit"), kind="podcast_episode", abstract=Text(da="I Danmark om intet")),
    )
    return kb


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("kind:news", "ab"),
        ("type:nyhed år:2019", "a"),
        ("year:2018-2019", "ab"),
        ("kind:news kind:podcastafsnit", "abc"),
        ("emne:ekstremisme", "b"),
        ("topic:højreekstremisme sprog:dansk", ""),
        ("language:engelsk", "b"),
        ("forfatter:holm", "a"),
        ('author:"holm åse"', "a"),
        ("author:hol", ""),
        ("danmark", "ac"),
        ("Danmark ekstremismen", "a"),
        ("ekstremisme", ""),
        ("danmrak", ""),
        ('"om intet"', "c"),
        ('"intet om"', ""),
        ("danmark -intet", "a"),
        ("ekstrem*", "a"),
        ("kind:news -extremism", "a"),
        ("holm", "a"),
    ],
)
def test_a_query_means_what_it_says_and_nothing_near_it(works: Catalogue, query: str, slugs: Collection[str]) -> None:
    assert meant(works, query) == sorted(slugs)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("kind:nwes", "unknown kind: “nwes”; did you mean news"),
        ("knid:news", "unknown field: “knid”; did you mean kind"),
        ("https://a.dk", "unknown field: “https”"),
        ("topic:ukendt", "unknown topic: “ukendt”"),
        ("year:201", "“201” is not a year"),
        ("sprog:svensk", "“svensk” is not a language here"),
        ("", "the query names no works"),
        ("  ", "the query names no works"),
        ("kind: news", "“kind:” is not understood here"),
        ("-kind:news", "“kind:news” is not understood here"),
        ('-"et to"', "is not understood here"),
        ('kind:news "!!"', "“!!” is not understood here"),
        ("ex*it", "is not understood here"),
        ("*", "is not understood here"),
        ("x" * 1_001, "is longer than 1000 characters"),
    ],
)
def test_what_a_search_would_guess_at_is_refused(works: Catalogue, query: str, message: str) -> None:
    with pytest.raises((InvalidRecord, UnknownRecord)) as raised:
        meant(works, query)
    assert message in str(raised.value)


def test_all_are_found_not_a_page_of_them_and_whatever_the_index_has(kb: Catalogue, entry: MakeEntry) -> None:
    with kb.changes("many"):
        kb.add(*(entry(f"v-{number}", date="2019") for number in range(60)))
        assert len(meant(kb, "kind:news year:2019")) == 60  # the index has none of them yet


def test_more_fields_and_words_than_a_search_heeds_all_count(works: Catalogue) -> None:
    years = " ".join(f"year:{year}" for year in range(2010, 2020))
    assert meant(works, years) == ["a", "b"]
    assert meant(works, "danmark " + " ".join(f"-ord{number}" for number in range(9)) + " -intet") == ["a"]


@pytest.mark.parametrize(
    ("query", "chosen"),
    [
        ("kind:news", {"kinds": ["news"]}),
        ("type:rapport år:2018-2020", {"kinds": ["rapport"], "years": ["2018-2020"]}),
        ("emne:ekstremisme sprog:da", {"topics": ["ekstremisme"], "languages": ["da"]}),
    ],
)
def test_fields_mean_the_same_as_the_filters_of_a_search(
    starter: Catalogue, query: str, chosen: dict[str, list[str]]
) -> None:
    found = sorted(hit.slug for hit in starter.search(limit=None, **chosen))  # type: ignore[arg-type]  # each its own
    assert found
    assert meant(starter, query) == found
