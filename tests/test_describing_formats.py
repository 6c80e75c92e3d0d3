"""What harvesters and search engines are told of works, in each of the formats that are only written."""

import json
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from cli_runner import Cli
from conftest import make_entry
from described import DC, DESCRIBING, DOI, IN_XML, NO_XML, json_of, listed, record_of, stock, texts_of
from format_strategies import AUTHORITIES, TARGETS, VOCABULARY, cited_works
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import THOROUGH, entries

from ncfe_kb import Catalogue, Contributor, Entry, Text


@pytest.fixture(params=DESCRIBING)
def form(request: pytest.FixtureRequest) -> str:
    """The name of each format that is only written."""
    return str(request.param)


@pytest.fixture
def stocked(kb: Catalogue) -> Catalogue:
    return stock(kb)


@pytest.mark.slow
@pytest.mark.parametrize("name", DESCRIBING)
def test_what_is_told_parses_and_holds_every_title_name_and_abstract(name: str) -> None:
    @settings(THOROUGH)
    @given(st.lists(entries | cited_works(breaks_lines=True), max_size=3, unique_by=lambda entry: entry.slug))
    def check(drawn: list[Entry]) -> None:
        wanted = {text for entry in drawn for text in told_of(entry, name)}
        with Catalogue.in_memory() as kb:
            kb.put(*VOCABULARY, *AUTHORITIES, *TARGETS, *drawn)
            if name in IN_XML:
                wanted = {text.translate(NO_XML) for text in wanted}
            assert wanted <= texts_of(name, kb.export(name, language="en"))

    check()


def told_of(entry: Entry, name: str) -> Iterator[str]:
    yield from (text for title in (entry.title, *entry.alternative_titles) for _, text in title.each())
    yield from (f"[{text}]" for _, text in entry.supplied_title.each())
    yield from (text for _, text in entry.abstract.each())
    if name == "schema-org":
        yield from (one.name for one in entry.contributors if one.role == "author")


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_same_works_give_the_same_bytes(form: str, starter: Catalogue, language: str) -> None:
    assert starter.export(form, language=language) == starter.export(form, language=language)


def test_every_work_of_the_centre_is_told_of_once(form: str, starter: Catalogue) -> None:
    data = starter.export(form)
    number = len(list(fromstring(data))) if form in IN_XML else len(listed(json.loads(data)))
    assert number == len(starter)


def test_one_work_stands_alone_and_none_are_an_empty_file(form: str, kb: Catalogue) -> None:
    none = kb.export(form)
    kb.add(make_entry("alene"))
    one = kb.export(form)
    if form in IN_XML:
        assert list(fromstring(none)) == []
        assert fromstring(one).tag.rpartition("}")[2] in {"resource", "dc"}
    else:
        assert listed(json.loads(none)) == []
        assert isinstance(json.loads(one), dict)
        assert "@graph" not in json.loads(one)


def test_the_public_reads_neither_what_is_hidden_nor_that_it_is_there(form: str, stocked: Catalogue) -> None:
    consent = {"scope": "photo", "note": {"da": "HEMMELIGT"}}
    gone = Contributor(
        name="Navn Vaek", role="author", person="holm-aase", consents=({"scope": "name", "withdrawn": "2020"},)
    )
    stocked.add(
        make_entry("inde", title=Text(da="HEMMELIGT"), statuses=()),
        make_entry(
            "ude",
            notes=Text(da="HEMMELIGT"),
            contributors=(Contributor(name="Åse Holm", role="editor", consents=(consent,)), gone),
            relations=({"type": "part_of", "target": "inde"}, {"type": "references", "target": "oversat"}),
        ),
        make_entry(
            "inde-om-ude",
            title=Text(da="HEMMELIGT"),
            public=False,
            relations=({"type": "summary_of", "target": "ude"},),
        ),
    )
    text = stocked.public.export(form).decode()
    assert "Titel på ude" in text
    assert "Way out" in text or "10.1002" in text
    for secret in ("HEMMELIGT", "Vaek", "0000-0002-1825-0097", "inde-om-ude"):
        assert secret not in text
    assert "N.N." in text
    assert stocked.export(form).decode().count("HEMMELIGT") > 0


def test_another_character_stands_for_one_that_xml_has_no_place_for(kb: Catalogue) -> None:
    kb.add(make_entry("tegn", abstract=Text(da="x\uffff")))
    for name in IN_XML:
        assert "x\N{REPLACEMENT CHARACTER}" in texts_of(name, kb.export(name))


def test_relations_are_told_from_both_sides(stocked: Catalogue) -> None:
    original, translated = (json_of(stocked, "datacite-json", slug) for slug in ("original", "oversat"))
    assert original["relatedIdentifiers"] == [
        {
            "relatedIdentifier": DOI.value,
            "relatedIdentifierType": "DOI",
            "relationType": "HasTranslation",
            "resourceTypeGeneral": "Other",
        }
    ]
    assert translated["relatedItems"] == [
        {"relatedItemType": "Other", "relationType": "IsTranslationOf", "titles": [{"title": "Vej ud", "lang": "da"}]}
    ]
    first, second = (json_of(stocked, "schema-org", slug) for slug in ("original", "oversat"))
    assert first["workTranslation"]["@id"] == second["@id"]
    assert second["translationOfWork"]["@id"] == first["@id"] == "_:original"
    assert [one.text for one in record_of(stocked, "Way out").iter(f"{DC}relation")] == ["Vej ud"]


def test_what_is_only_probable_is_not_told(form: str, stocked: Catalogue) -> None:
    stocked.put(make_entry("maaske", relations=({"type": "part_of", "target": "original", "certainty": "probable"},)))
    without = stocked.export(form)
    stocked.put(make_entry("maaske"))
    assert stocked.export(form) == without


def test_the_command_writes_them(form: str, cli: Cli, starter: Catalogue) -> None:
    shown = cli("export", "--format", form, "--public", "--kind", "forskningsartikel")
    assert shown.code == 0
    assert shown.out.encode() == starter.public.export(form, kinds=["research_article"])


def test_a_file_that_ends_in_jsonld_is_schema_orgs(cli: Cli, tmp_path: Path) -> None:
    assert cli("export", "-o", str(tmp_path / "x.jsonld")).code == 0
    assert json.loads((tmp_path / "x.jsonld").read_bytes())["@context"] == "https://schema.org"
