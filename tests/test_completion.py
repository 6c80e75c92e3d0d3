"""What completes what somebody types, and which works are like another."""

import pytest
from conftest import MakeEntry

from ncfe_kb import Catalogue, Contributor, DatedStatus, Relation, Text, UnknownRecord


@pytest.fixture
def library(kb: Catalogue, entry: MakeEntry) -> Catalogue:
    """Works in two languages, one of them not public."""
    kb.add(
        entry(
            "original",
            title=Text(da="Nynazisme på nettet"),
            topics=("nynazisme",),
            contributors=(Contributor(name="Åse Holm", role="author", person="holm-aase"),),
        ),
        entry(
            "oversaettelse",
            title=Text(en="Neo-Nazism online"),
            topics=("nynazisme",),
            relations=(Relation(type="translation_of", target="original"),),
        ),
        entry("beslaegtet", title=Text(da="Højreekstremisme i Norden"), topics=("nynazisme", "hoejreekstremisme")),
        entry(
            "samme-person",
            title=Text(da="Om noget andet"),
            contributors=(Contributor(name="Åse Holm", role="author"),),
        ),
        entry(
            "hemmelig",
            title=Text(da="Nynazisme bag lukkede døre"),
            topics=("nynazisme",),
            statuses=(DatedStatus(status="commissioned"),),
            contributors=(Contributor(name="Nynne Hansen", role="author"),),
        ),
    )
    return kb


@pytest.mark.parametrize(
    ("prefix", "found"),
    [
        ("nyn", [("topic", "nynazisme"), ("entry", "hemmelig"), ("entry", "original"), ("person", "Nynne Hansen")]),
        ("hojre", [("topic", "hoejreekstremisme"), ("entry", "beslaegtet")]),
        ("HØJREEKSTREMISME I", [("entry", "beslaegtet")]),
        ("far ri", [("topic", "hoejreekstremisme")]),
        ("ase", [("person", "holm-aase"), ("person", "Åse Holm")]),
        ("holm", [("person", "holm-aase"), ("person", "Åse Holm")]),
        ("norden", [("entry", "beslaegtet")]),
        ("findes ikke", []),
        ("", []),
        ("  ", []),
    ],
)
def test_topics_come_first_then_titles_then_people(
    library: Catalogue, prefix: str, found: list[tuple[str, str]]
) -> None:
    assert [(one.type, one.id) for one in library.complete(prefix)] == found


def test_a_topic_is_completed_with_its_label_in_the_readers_language(library: Catalogue) -> None:
    assert library.complete("far ri", language="en")[0].label == "right-wing extremism"
    assert library.complete("right-w", language="da")[0].label == "højreekstremisme"


def test_the_public_completes_with_what_is_public_only(library: Catalogue) -> None:
    assert {one.id for one in library.public.complete("nyn")} == {"nynazisme", "original"}


def test_similar_works_share_topics_people_or_words_and_are_not_the_work_itself(library: Catalogue) -> None:
    assert {hit.slug for hit in library.similar("original")} == {"beslaegtet", "hemmelig", "samme-person"}
    assert {hit.slug for hit in library.public.similar("original")} == {"beslaegtet", "samme-person"}


def test_what_the_public_does_not_see_has_nothing_similar(library: Catalogue) -> None:
    with pytest.raises(UnknownRecord):
        library.public.similar("hemmelig")


def test_works_are_narrowed_by_person_and_counted_by_it(library: Catalogue) -> None:
    found = library.search(people=["Åse Holm"])
    assert {hit.slug for hit in found} == {"original", "samme-person"}
    assert {(value.id, value.label, value.count) for value in library.search().facets["person"]} >= {
        ("holm-aase", "Åse Holm", 1),
        ("Nynne Hansen", "Nynne Hansen", 1),
    }


def test_results_can_come_newest_first(kb: Catalogue, entry: MakeEntry) -> None:
    title = Text(da="Nynazisme")
    kb.add(entry("gammel", title=title, date="2018"), entry("ny", date="2021", abstract=Text(da="Om nynazisme")))
    assert [hit.slug for hit in kb.search("nynazisme")] == ["gammel", "ny"]
    assert [hit.slug for hit in kb.search("nynazisme", sort="newest")] == ["ny", "gammel"]
