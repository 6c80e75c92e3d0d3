"""Fields, phrases and exclusions in a query, and why a work was found."""

from typing import Any

import pytest
from conftest import MakeEntry

from ncfe_kb import Catalogue, Contributor, Organisation, Text
from ncfe_kb.languages import bare


@pytest.fixture
def books(kb: Catalogue, entry: MakeEntry) -> Catalogue:
    """Three works that differ in all that a field can ask for."""
    kb.add(
        entry(
            "exit",
            title=Text(da="Veje ud af højreekstremisme"),
            topics=("hoejreekstremisme",),
            date="2019",
            language="da",
            contributors=(Contributor(name="Åse Holm", role="author"),),
        ),
        entry(
            "online", title=Text(da="Sociale medier og nynazisme"), topics=("nynazisme",), date="2020", language="da"
        ),
        entry(
            "afsnit",
            kind="podcast_episode",
            title=Text(en="On extremism"),
            abstract=Text(da="Om ekstremister på medier, der er sociale"),
            date="2021",
            language="en",
        ),
    )
    return kb


def slugs(kb: Catalogue, text: str) -> set[str]:
    return {hit.slug for hit in kb.search(text)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("emne:nynazisme", {"online"}),
        ("topic:right-wing", {"exit", "online"}),
        ('topic:"far right"', {"exit", "online"}),
        ("år:2019", {"exit"}),
        ("year:2020-2021", {"online", "afsnit"}),
        ("type:podcastafsnit", {"afsnit"}),
        ('kind:"news item"', {"exit", "online"}),
        ("sprog:engelsk", {"afsnit"}),
        ("language:en", {"afsnit"}),
        ("forfatter:Holm", {"exit"}),
        ('author:"aase holm"', {"exit"}),
        ('author:"asger holm"', set()),
        ('author:"ase holm"', {"exit"}),
        ("år:2019 år:2020", {"exit", "online"}),
        ("emne:nynazisme år:2019", set()),
        ("-nynazisme", {"exit", "afsnit"}),
        ('"sociale medier"', {"online"}),
        ('"ud af hoejreekstremisme"', {"exit"}),
        ("-hoejreekstremisme nynazisme", {"online"}),
        ("nynaz*", {"online"}),
        ("emne:findesikke nynazisme", {"online"}),
        ("år:abc", set()),
        ("emne:", set()),
        ('"', set()),
    ],
)
def test_fields_and_signs_narrow_a_query_in_either_language(books: Catalogue, text: str, found: set[str]) -> None:
    assert slugs(books, text) == found


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("nynazsime", "nynazisme"),
        ("medeir -exit", "medier -exit"),
        ("nynazisme", None),
        ("helt ukendte ord", None),
        ("", None),
    ],
)
def test_a_word_that_was_corrected_is_suggested(books: Catalogue, text: str, suggestion: str | None) -> None:
    assert books.search(text).suggestion == suggestion


def test_no_word_of_a_hidden_work_is_ever_suggested(kb: Catalogue, entry: MakeEntry) -> None:
    kb.add(entry("skjult", title=Text(da="Hemmeligheden"), statuses=()))
    assert kb.search("hemmelighedne").suggestion == "hemmeligheden"
    assert kb.public.search("hemmelighedne").suggestion is None


def reasons(kb: Catalogue, text: str, slug: str) -> tuple[dict[str, Any], ...]:
    return next(hit.reasons for hit in kb.search(text) if hit.slug == slug)


@pytest.mark.parametrize(
    ("text", "slug", "reason"),
    [
        ("højreekstremister", "exit", {"type": "word", "field": "title", "matched": "højreekstremisme"}),
        ("far right", "online", {"type": "concept", "id": "nynazisme", "via": "narrower"}),
        ("far right", "exit", {"type": "concept", "id": "hoejreekstremisme", "via": "label"}),
        ("højreekstremsime", "exit", {"type": "correction", "from": "højreekstremsime", "to": "højreekstremisme"}),
        ("ekstremisten", "afsnit", {"type": "word", "field": "abstract", "matched": "ekstremister"}),
        ("Holm", "exit", {"type": "word", "field": "people", "matched": "holm"}),
        ("nyhed", "exit", {"type": "word", "field": "facts", "matched": "nyhed"}),
        ("On extremism", "afsnit", {"type": "title"}),
    ],
)
def test_every_hit_says_why_it_is_there(books: Catalogue, text: str, slug: str, reason: dict[str, Any]) -> None:
    assert reason in reasons(books, text, slug)


def test_a_work_is_not_about_what_its_publisher_is_called(kb: Catalogue, entry: MakeEntry) -> None:
    body = Organisation(id="ncfe", name="Nationalt Center mod Ekstremisme")
    kb.put(body, entry("a", contributors=(Contributor(name=body.name, role="publisher", organisation="ncfe"),)))
    assert slugs(kb, "ekstremisme") == set()
    assert slugs(kb, "nationalt center") == {"a"}


def test_who_types_a_name_in_any_variant_finds_that_persons_works_first(starter: Catalogue) -> None:
    for view in (starter, starter.public):
        entries = [view[slug] for slug in view]
        for person in starter.vocabulary.people.values():
            works = {one.slug for one in entries if any(creator.person == person.id for creator in one.creators)}
            for typed in {variant for name in person.names for variant in (name, bare(name.lower(), ""))}:
                first = view.search(typed, limit=len(works)).hits if works else ()
                assert {hit.slug for hit in first} == works, typed


def test_who_types_a_title_finds_that_work_first(starter: Catalogue) -> None:
    for slug in starter:
        for _, title in starter[slug].title.each():
            first = starter.search(title, limit=1).hits[0]
            assert title in {one for _, one in starter[first.slug].title.each()}
