"""Drafts: from labels and names as they are typed to an entry."""

from typing import Any

import pytest
from conftest import MakeEntry

from ncfe_kb import Catalogue, Draft
from ncfe_kb.errors import AmbiguousLabel, CatalogueError, InvalidRecord, UnknownRecord
from ncfe_kb.models import Organisation, Person, Series, Topic
from ncfe_kb.text import Text


def test_a_draft_takes_ids_and_labels_and_adds_nothing(kb: Catalogue) -> None:
    draft = Draft(
        kind="Nyheder",
        title=Text(da="Ærlig talt"),
        topics=("Far Right", "højreekstremisme", "ekstremisme"),
        date="2019-11",
        status="published",
        doi="https://doi.org/10.1002/BERJ.3677",
        isbn=(" 978-87-93445-58-1",),
    )
    made, series = kb.draft(draft)
    assert (made.slug, made.kind, series, len(kb)) == ("aerlig-talt", "news", None, 0)
    assert made.topics == ("hoejreekstremisme", "ekstremisme")
    assert (made.status, made.statuses[0].date) == ("published", "2019-11")
    assert [one.value for one in made.identifiers] == ["10.1002/berj.3677", "978-87-93445-58-1"]


def test_a_drafts_slug_is_numbered_where_it_is_taken(kb: Catalogue, entry: MakeEntry) -> None:
    slugs = []
    for _ in range(3):
        made, _ = kb.draft(Draft(kind="news", title=Text(en="Same title")))
        kb.add(made)
        slugs.append(made.slug)
    assert slugs == ["same-title", "same-title-2", "same-title-3"]
    assert kb.draft(Draft(kind="news", title=Text(da="日本")))[0].slug == "news"
    assert kb.draft(Draft(kind="news", title=Text(da="x"), slug="valgt"))[0] == entry(
        "valgt", title=Text(da="x"), statuses=()
    )


def test_a_draft_links_a_name_that_exactly_one_person_or_organisation_bears(kb: Catalogue) -> None:
    kb.add(
        Organisation(id="ncfe", name="Centeret", name_variants=("NCFE",)),
        Person(id="friis-1", name="Bo Friis"),
        Person(id="friis-2", name="B. Friis", name_variants=("bo friis",)),
    )
    draft = Draft(kind="news", title=Text(da="x"), people=("aase  HOLM", "ncfe", "Bo Friis", "Ny Person"))
    made, _ = kb.draft(draft)
    assert [(one.name, one.person, one.organisation) for one in made.contributors] == [
        ("aase  HOLM", "holm-aase", None),
        ("ncfe", None, "ncfe"),
        ("Bo Friis", None, None),
        ("Ny Person", None, None),
    ]


def test_a_draft_finds_a_series_by_id_or_title_and_makes_one_that_is_new(kb: Catalogue) -> None:
    kb.add(Series(id="rapporter", title=Text(da="Rapporter", en="Reports")))
    for name in ("rapporter", "REPORTS"):
        made, new = kb.draft(Draft(kind="news", title=Text(da="x"), series=name))
        assert (made.series, new) == ("rapporter", None)
    made, new = kb.draft(Draft(kind="news", title=Text(en="x"), series="Working Papers", language="en"))
    assert (made.series, new) == ("working-papers", Series(id="working-papers", title=Text(en="Working Papers")))
    kb.add(new, made)
    assert kb["x"].series == "working-papers"


@pytest.mark.parametrize(
    ("fields", "error", "message"),
    [
        ({"kind": "nyhet"}, UnknownRecord, "“nyhet”; did you mean news"),
        ({"topics": ("højreekstremism",)}, UnknownRecord, "did you mean hoejreekstremisme"),
        ({"topics": ("rute",)}, AmbiguousLabel, "“rute” can mean rute-a, rute-b"),
        ({"title": Text()}, InvalidRecord, "has no title"),
        ({"date": "i går"}, InvalidRecord, "date: “i går” is not a date"),
        ({"status": "ude"}, InvalidRecord, "status: “ude” is not a status"),
        ({"isbn": ("1",)}, InvalidRecord, "“1” is not an ISBN"),
        ({"slug": "A B"}, InvalidRecord, "slug: “A B” is not an id"),
        ({"series": "!!!"}, InvalidRecord, "is not an id"),
    ],
)
def test_a_draft_that_cannot_be_an_entry_is_refused(
    kb: Catalogue, fields: dict[str, Any], error: type[CatalogueError], message: str
) -> None:
    kb.add(*(Topic(id=key, preferred_label=Text(da="rute")) for key in ("rute-a", "rute-b")))
    with pytest.raises(error, match=message):
        kb.draft(Draft(**{"kind": "news", "title": Text(da="x"), **fields}))
