"""A work, its translations, summaries and podcasts as one result; results in the order of their titles."""

import pytest
from cli_runner import Cli
from conftest import MakeEntry

from ncfe_kb import Catalogue, DatedStatus, Relation, Text
from ncfe_kb.catalogue.families import Families
from ncfe_kb.languages import Language

HIDDEN = (DatedStatus(status="commissioned"),)


def relates(type_name: str, target: str) -> tuple[Relation, ...]:
    return (Relation(type=type_name, target=target),)


@pytest.fixture
def library(kb: Catalogue, entry: MakeEntry) -> Catalogue:
    """An article with a summary, its translation, a podcast, and a note about something else."""
    kb.add(
        entry("artikel", title=Text(da="Nynazisme i Norden"), abstract=Text(da="Om nynazisme"), date="2019"),
        entry("resume", title=Text(da="Resumé: nynazisme"), relations=relates("summary_of", "artikel"), date="2020"),
        entry("summary", title=Text(en="Summary: neo-Nazism"), relations=relates("translation_of", "resume")),
        entry(
            "podcast",
            kind="podcast_episode",
            title=Text(da="Nynazisme i podcasten", en="A podcast"),
            relations=relates("podcast_about", "artikel"),
            statuses=HIDDEN,
        ),
        entry("omtale", title=Text(da="Åbent møde om nynazisme"), relations=relates("announces", "artikel")),
    )
    return kb


def test_a_family_is_one_hit_and_names_the_others_with_how_they_stand_to_it(library: Catalogue) -> None:
    found = library.public.search("nynazisme i norden", group=True)
    assert [hit.slug for hit in found] == ["artikel", "omtale"]
    assert found.total == 2
    assert [(one.slug, one.relation.id) for one in found.hits[0].family] == [
        ("resume", "has_summary"),
        ("summary", "has_translation"),
    ]
    assert found.hits[0].family[0].relation.label == "har sammenfatningen"
    assert found.hits[1].family == ()


def test_the_best_of_a_family_is_on_top(library: Catalogue) -> None:
    assert library.search("summary neo-nazism", group=True).hits[0].slug == "summary"


def test_every_work_of_a_family_is_counted_in_the_facets(library: Catalogue) -> None:
    found = library.search("nynazisme", group=True)
    assert {value.id: value.count for value in found.facets["kind"]} == {"news": 3, "podcast_episode": 1}


def test_pages_of_families_hold_each_once(library: Catalogue) -> None:
    pages = [library.search("nynazisme", group=True, limit=1, page=page) for page in (1, 2, 3)]
    assert [len(page) for page in pages] == [1, 1, 0]
    assert {page.total for page in pages} == {2}


def test_a_hidden_work_joins_no_public_ones(kb: Catalogue, entry: MakeEntry) -> None:
    kb.add(
        entry("skjult", statuses=HIDDEN),
        entry("a", relations=relates("translation_of", "skjult")),
        entry("b", relations=relates("summary_of", "skjult")),
    )
    assert [(hit.slug, hit.family) for hit in kb.public.search("titel", group=True)] == [("a", ()), ("b", ())]
    assert kb.search("titel", group=True).total == 1


def test_a_changed_relation_changes_the_families(library: Catalogue) -> None:
    assert library.search("nynazisme", group=True).total == 2
    library.put(library["resume"].with_(relations=()))
    assert library.search("nynazisme", group=True).total == 3


def test_similar_works_that_are_translations_of_each_other_are_one(library: Catalogue) -> None:
    assert [hit.slug for hit in library.similar("omtale")].count("summary") == 0
    (resume,) = (hit for hit in library.similar("omtale") if hit.slug == "resume")
    assert [one.slug for one in resume.family] == ["summary"]


def test_relations_in_a_ring_end() -> None:
    families = Families([("a", "translation_of", "b"), ("b", "translation_of", "c"), ("c", "translation_of", "a")])
    assert set(families.of.values()) == {"a"}
    assert [kin.slug for kin in families.kin("b")] == ["a", "c"]


@pytest.mark.parametrize(
    ("language", "slugs"),
    [("da", ["artikel", "podcast", "resume", "summary", "omtale"]), ("en", ["podcast", "omtale"])],
)
def test_titles_come_in_the_readers_alphabet(library: Catalogue, language: Language, slugs: list[str]) -> None:
    found = [hit.slug for hit in library.search(sort="title", language=language)]
    assert [slug for slug in found if slug in slugs] == slugs


def test_the_words_that_matched_are_marked_in_the_title(library: Catalogue) -> None:
    (hit,) = library.search("nynazismens podcast", language="da", kinds=["podcastafsnit"])
    assert hit.title_marked.html() == "<mark>Nynazisme</mark> i <mark>podcasten</mark>"
    assert hit.as_dict()["title"]["marked"] == hit.title_marked.html()


def test_the_command_line_groups_and_sorts(cli: Cli, library: Catalogue) -> None:
    cli("init", "--empty")
    with Catalogue.open(cli.home) as kb:
        kb.put(*(library.vocabulary.kinds.values()), *library.vocabulary.topics.values())
        kb.put(*(library[slug] for slug in library))
    lines = cli("search", "nynazisme", "--group", lang="en").out
    assert "2 works" in lines
    assert "+ has summary: Resumé: nynazisme resume" in lines
    titles = cli("search", "--sort", "title", "--json", lang="en").json
    assert titles["hits"][0]["slug"] == "podcast"
