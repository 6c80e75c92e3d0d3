"""Records: what they refuse and where they say it is, what they derive, and the closed vocabularies."""

from typing import Any

import pytest
from conftest import MakeEntry
from pydantic import ValidationError

from ncfe_kb import models
from ncfe_kb.errors import InvalidRecord
from ncfe_kb.languages import Language
from ncfe_kb.models import Entry, terms
from ncfe_kb.text import Localised, Text

TITLED: dict[str, Any] = {"da": "Titel"}
SOUND: dict[str, Any] = {
    "entry": {"slug": "vaerk", "kind": "news", "title": TITLED},
    "topic": {"id": "emne", "preferred_label": TITLED},
    "kind": {"id": "nyhed", "label": TITLED, "plural": TITLED},
    "series": {"id": "serie", "title": TITLED},
    "audience": {"id": "laerere", "label": TITLED},
    "topic_group": {"id": "gruppe", "label": TITLED},
    "scheme": {"id": "emner", "title": TITLED},
    "person": {"id": "holm-aase", "name": "Åse Holm"},
    "organisation": {"id": "ncfe", "name": "NCFE"},
    "programme": {"id": "kurser"},
    "season": {"catalogue": "katalog", "label": TITLED},
    "course": {"id": "kursus", "theme": TITLED},
    "yearly_report": {"year": 2019, "report": {"source": "aarsrapport", "language": "da"}},
}
"""The least that each type of record needs."""

BAD_ENTRIES = [
    ({"slug": "To Ord"}, "slug", "as in “to-ord”"),
    ({"slug": None}, "slug", "must be text"),
    ({"kind": "en nyhed"}, "kind", "is not an id"),
    ({"title": {}}, "", "has no title"),
    ({"title": {"da": " ", "en": ""}}, "", "has no title"),
    ({"title": "Titel"}, "title", "must be a table of fields"),
    ({"title": {"da": 5}}, "title.da", "must be text"),
    ({"title": {"sv": "Titel"}}, "title.sv", "is not a field"),
    ({"title": {"da": "a\x00b"}}, "title.da", "U+0000"),
    ({"alternative_titles": [TITLED, {"en": 1}]}, "alternative_titles[2].en", "must be text"),
    ({"alternative_titles": TITLED}, "alternative_titles", "must be a list"),
    ({"date": "2019-13"}, "date", "calendar"),
    ({"date": 2019}, "date", "must be text"),
    ({"language": "sv"}, "language", "'da' or 'en'"),
    ({"language_inferred": "yes"}, "language_inferred", "must be true or false"),
    ({"public": 1}, "public", "must be true or false"),
    ({"series": "En Serie"}, "series", "is not an id"),
    ({"series_number": 5}, "series_number", "must be text"),
    ({"urls": "https://example.dk"}, "urls", "must be a list"),
    ({"urls": ["https://example.dk", "ftp://example.dk"]}, "urls[2]", "is not a web address"),
    ({"urls": ["https://"]}, "urls[1]", "is not a web address"),
    ({"urls": ["https://["]}, "urls[1]", "is not a web address"),
    ({"urls": ["https://example.dk/to ord"]}, "urls[1]", "is not a web address"),
    ({"urls": ["javascript:alert(1)"]}, "urls[1]", "is not a web address"),
    ({"relation_to_centre": "ven"}, "relation_to_centre", "it is one of published, commissioned"),
    ({"abstract_basis": "gæt"}, "abstract_basis", "is not known here"),
    ({"sources": ["en kilde", "  "]}, "sources[2]", "is empty"),
    ({"topics": ["emne", "Emne To"]}, "topics[2]", "is not an id"),
    ({"topics": ["emne", "emne"]}, "", "topics names the same one twice"),
    ({"audience": ["a", "a"]}, "", "audience names the same one twice"),
    ({"contributors": [{"name": "Åse Holm"}]}, "contributors[1].role", "is missing"),
    ({"contributors": [{"name": "Åse Holm", "role": "chef"}]}, "contributors[1].role", "“chef” is not a role"),
    ({"contributors": [{"name": " ", "role": "author"}]}, "contributors[1].name", "is empty"),
    ({"contributors": [{"name": "Å", "role": "author", "rang": 1}]}, "contributors[1].rang", "is not a field"),
    ({"contributors": [{"name": "Å", "role": "author", "person": "Å H"}]}, "contributors[1].person", "is not an id"),
    ({"contributors": [{"name": "Å", "role": "author"}] * 2}, "", "contributors names the same one twice"),
    ({"contributors": ["Åse Holm"]}, "contributors[1]", "must be a table of fields"),
    ({"relations": [{"type": "ligner", "target": "andet"}]}, "relations[1].type", "is not a relation type"),
    ({"relations": [{"type": "about", "target": "A B"}]}, "relations[1].target", "is not an id"),
    ({"relations": [{"type": "about", "target": "b", "certainty": "sikker"}]}, "relations[1].certainty", "stated"),
    ({"relations": [{"type": "about", "target": "vaerk"}]}, "", "cannot be related to itself"),
    ({"relations": [{"type": "about", "target": "andet"}] * 2}, "", "relations names the same one twice"),
    ({"statuses": [{"status": "udgivet"}]}, "statuses[1].status", "“udgivet” is not a status"),
    ({"statuses": [{"status": "held"}, {"status": "held", "date": "i går"}]}, "statuses[2].date", "is not a date"),
    ({"statuses": [{"status": "held", "note": {"da": 3}}]}, "statuses[1].note.da", "must be text"),
    ({"identifiers": [{"scheme": "doi", "value": "10"}]}, "identifiers[1]", "“10” is not a DOI"),
    ({"identifiers": [{"scheme": "ean", "value": "10"}]}, "identifiers[1].scheme", "doi, isbn, issn"),
    ({"episode": {"number": -1}}, "episode.number", "must lie between 0 and"),
    ({"episode": {"number": "1"}}, "episode.number", "must be a whole number"),
    ({"episode": {"duration": True}}, "episode.duration", "must be a whole number"),
    ({"episode": {"duration": 90.5}}, "episode.duration", "must be a whole number"),
    ({"episode": {"enclosure": {"length": 1}}}, "episode.enclosure.url", "is missing"),
    ({"episode": {"enclosure": {"url": "lyd.mp3"}}}, "episode.enclosure.url", "is not a web address"),
    ({"episode": {"transcript": "tekst"}}, "episode.transcript", "is not a web address"),
    ({"forlag": "NCFE"}, "forlag", "is not a field"),
    ({"self": 1}, "self", "is not a field"),
]

BAD_OTHERS = [
    ("topic", {"preferred_label": {}}, "preferred_label", "is empty"),
    ("topic", {"broader": ["emne"]}, "", "broader than or related to itself"),
    ("topic", {"related": ["emne"]}, "", "broader than or related to itself"),
    ("topic", {"alternative_labels": {"da": "ord"}}, "alternative_labels.da", "must be a list"),
    ("topic", {"hidden_labels": {"en": ["a", ""]}}, "hidden_labels.en[2]", "is empty"),
    ("topic", {"exact_match": [1]}, "exact_match[1]", "must be text"),
    ("topic", {"group": "En Gruppe"}, "group", "is not an id"),
    ("kind", {"id": "Nyhed"}, "id", "is not an id"),
    ("kind", {"label": None}, "label", "must be a table of fields"),
    ("kind", {"shape": "bog"}, "shape", "“bog” is not a shape; it is one of publication, episode"),
    ("kind", {"schema_type": ""}, "schema_type", "is empty"),
    ("kind", {"has_target": "ja"}, "has_target", "must be true or false"),
    ("person", {"roles": ["author", "chef"]}, "roles[2]", "is not a role"),
    ("person", {"name": "\n"}, "name", "is empty"),
    ("organisation", {"established": "engang"}, "established", "is not a date"),
    ("scheme", {"languages": ["da", "sv"]}, "languages[2]", "'da' or 'en'"),
    (
        "course",
        {"sessions": [{"date": "2019"}, {"date": "2019", "seats": -1}]},
        "sessions[2].seats",
        "must lie between 0 and",
    ),
    ("course", {"sessions": [{"date": "2019", "is_full": 1}]}, "sessions[1].is_full", "must be true or false"),
    ("course", {"participants": 2**63}, "participants", ""),  # more than the database can keep
    ("yearly_report", {"year": 19}, "year", "between 1400 and 2199"),
    ("yearly_report", {"year": "2019"}, "year", "must be a whole number"),
]


@pytest.mark.parametrize(
    ("type_name", "changes", "where", "message"), [("entry", *row) for row in BAD_ENTRIES] + BAD_OTHERS
)
def test_a_bad_value_is_refused_with_its_place_and_its_reason(
    type_name: str, changes: dict[str, Any], where: str, message: str
) -> None:
    with pytest.raises(InvalidRecord) as refused:
        models.RECORD_TYPES[type_name](**{**SOUND[type_name], **changes})
    (fault,) = refused.value.faults
    assert (fault.where, message in str(fault)) == (where, True), str(fault)


@pytest.mark.parametrize("type_name", models.RECORD_TYPES)
def test_every_record_can_be_made_from_the_least_and_refuses_unknown_fields(type_name: str) -> None:
    model = models.RECORD_TYPES[type_name]
    record = model(**SOUND[type_name])
    assert model(**record.filled()) == record
    assert (models.type_of(record), models.key_of(record)) == (type_name, str(next(iter(SOUND[type_name].values()))))
    with pytest.raises(InvalidRecord, match="ukendt: is not a field"):
        record.with_(ukendt=1)


@pytest.mark.parametrize(
    ("type_name", "field"),
    [
        ("kind", "label"),
        ("kind", "plural"),
        ("series", "title"),
        ("audience", "label"),
        ("topic_group", "label"),
        ("scheme", "title"),
        ("season", "label"),
        ("course", "theme"),
    ],
)
def test_a_name_that_a_record_needs_cannot_be_empty_in_both_languages(type_name: str, field: str) -> None:
    with pytest.raises(InvalidRecord):
        models.RECORD_TYPES[type_name](**{**SOUND[type_name], field: Text()})


def test_all_faults_of_a_record_are_named_at_once() -> None:
    with pytest.raises(InvalidRecord) as refused:
        Entry(slug="A", kind="news", title={"da": 1}, date="x", statuses=[{"status": "x"}], nyt=1)
    assert [fault.where for fault in refused.value.faults] == ["slug", "title.da", "date", "statuses[1].status", "nyt"]
    assert all(fault.where in str(refused.value) for fault in refused.value.faults)


@pytest.mark.parametrize("figure", ["mange", None, True, float("nan"), float("inf")])
def test_a_figure_that_is_no_number_is_refused_at_its_own_place(figure: object) -> None:
    line = {"item": "løn", "budget": figure, "spent": 1, "deviation": 0}
    with pytest.raises(InvalidRecord) as refused:
        models.YearlyReport(year=2019, report={"source": "a", "language": "da", "budget": [line]})
    assert {fault.where for fault in refused.value.faults} == {"report.budget[1].budget"}


@pytest.mark.parametrize(
    ("title", "supplied", "language", "expected"),
    [
        ({"da": "P", "en": "Q"}, {"da": "s", "en": "t"}, "da", Localised("P", "da", is_fallback=False)),
        ({"da": "P", "en": "Q"}, {"da": "s", "en": "t"}, "en", Localised("Q", "en", is_fallback=False)),
        ({"da": "P"}, {"en": "t"}, "en", Localised("[t]", "en", is_fallback=False)),
        ({"da": "P"}, {"da": "s"}, "en", Localised("P", "da", is_fallback=True)),
        ({"en": "Q"}, {}, "da", Localised("Q", "en", is_fallback=True)),
        ({}, {"da": "s", "en": "t"}, "en", Localised("[t]", "en", is_fallback=False)),
        ({}, {"da": "s"}, "en", Localised("[s]", "da", is_fallback=True)),
    ],
)
def test_a_title_is_the_readers_before_the_other_and_printed_before_supplied(
    entry: MakeEntry, title: dict[str, str], supplied: dict[str, str], language: Language, expected: Localised
) -> None:
    assert entry(title=Text(**title), supplied_title=Text(**supplied)).title_in(language) == expected


@pytest.mark.parametrize(
    ("statuses", "public", "status", "is_published"),
    [
        ([], True, None, False),
        (["published"], True, "published", True),
        (["planned", "published"], True, "published", True),
        (["published", "withdrawn"], True, "withdrawn", False),
        (["published"], False, "published", False),
        (["held"], True, "held", False),
    ],
)
def test_the_last_status_counts_and_only_public_published_works_are_shown(
    entry: MakeEntry, statuses: list[str], status: str | None, *, public: bool, is_published: bool
) -> None:
    made = entry(statuses=[{"status": status} for status in statuses], public=public)
    assert (made.status, made.is_published) == (status, is_published)


@pytest.mark.parametrize(("date", "year"), [(None, None), ("2019-11-08", 2019), ("2017/2020", 2017)])
def test_the_year_of_an_entry_is_that_in_which_its_date_begins(
    entry: MakeEntry, date: str | None, year: int | None
) -> None:
    assert entry(date=date).year == year


def test_the_people_of_an_entry_are_its_creators_that_are_no_bodies_in_their_order(entry: MakeEntry) -> None:
    contributors = (
        {"name": "B", "role": "interviewee"},
        {"name": "A", "role": "author", "person": "a"},
        {"name": "C", "role": "quoted"},
        {"name": "D", "role": "author", "organisation": "d"},
        {"name": "E", "role": "publisher"},
    )
    assert entry(contributors=contributors).people == ("B", "A")


def test_records_are_frozen_equal_by_value_and_checked_when_they_are_changed(entry: MakeEntry) -> None:
    made = entry("a", topics=["emne"])
    with pytest.raises(ValidationError, match="frozen"):
        made.slug = "b"
    assert made == entry("a", topics=("emne",))
    assert made.with_(date="2019").with_(date=None) == made
    with pytest.raises(InvalidRecord, match="date"):
        made.with_(date="i går")


def test_every_relation_type_has_an_inverse_whose_inverse_it_is() -> None:
    assert terms.INVERSES.keys() == terms.RELATION_TYPES.keys()
    assert {term: terms.INVERSES[inverse] for term, inverse in terms.INVERSES.items()} == {
        term: term for term in terms.INVERSES
    }


def test_the_terms_that_code_names_are_terms() -> None:
    assert terms.PUBLISHED in terms.STATUSES
    assert set(terms.CREATOR_ROLES) <= terms.ROLES.keys()
