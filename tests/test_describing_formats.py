"""What harvesters and search engines are told of works, in the formats that are only written."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import pytest
from cli_runner import Cli
from conftest import make_entry
from format_strategies import AUTHORITIES, TARGETS, VOCABULARY, cited_works
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import THOROUGH, entries

from ncfe_kb import Catalogue, Contributor, Entry, Person, Text
from ncfe_kb.formats import READ, WRITTEN
from ncfe_kb.models import Identifier, Kind, Scheme, Series

DESCRIBING = [name for name in WRITTEN if name not in READ]
IN_XML = ["datacite", "oai-dc"]
KERNEL = "{http://datacite.org/schema/kernel-4}"
DC = "{http://purl.org/dc/elements/1.1/}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
EPISODE = Kind(
    id="podcast_episode",
    label=Text(da="podcastafsnit", en="podcast episode"),
    plural=Text(da="podcastafsnit", en="podcast episodes"),
    shape="episode",
    schema_type="PodcastEpisode",
)
ARTICLE = Kind(
    id="journal_article",
    label=Text(da="artikel", en="article"),
    plural=Text(da="artikler", en="articles"),
    schema_type="ScholarlyArticle",
)
EVENT = Kind(id="event", label=Text(en="event"), plural=Text(en="events"), shape="event", schema_type="Event")
NO_XML = str.maketrans("\ufffe\uffff", "��")
"""What XML has no place for, and what stands for it there."""
DOI = Identifier(scheme="doi", value="10.1002/(sici)1097-0258<5::aid;2>3.0.co;2-9_%")


@pytest.fixture(params=DESCRIBING)
def form(request: pytest.FixtureRequest) -> str:
    """The name of each format that is only written."""
    return str(request.param)


@pytest.fixture
def stocked(kb: Catalogue) -> Catalogue:
    """A catalogue with a thesaurus, kinds as schema.org calls them, and an original with its translation."""
    kb.put(
        EPISODE,
        ARTICLE,
        EVENT,
        Scheme(id="ncfe-topics", title=Text(da="Emner", en="Topics")),
        Series(id="tidsskrift", title=Text(da="Tidsskrift for Exit")),
        Person(id="holm-aase", name="Åse Holm", sort_name="Holm, Åse", orcid="https://orcid.org/0000-0002-1825-0097"),
        make_entry("original", title=Text(da="Vej ud"), language="da", topics=("ekstremisme",)),
        make_entry(
            "oversat",
            title=Text(en="Way out"),
            language="en",
            identifiers=(DOI,),
            relations=({"type": "translation_of", "target": "original"},),
        ),
    )
    return kb


def record_of(kb: Catalogue, title: str, **chosen: Any) -> Element:
    """Return the record of Dublin Core with this title in a file of several works."""
    records = fromstring(kb.export("oai-dc", **chosen))
    return next(one for one in records if one.findtext(f"{DC}title") == title)


def json_of(kb: Catalogue, form: str, slug: str, **chosen: Any) -> dict[str, Any]:
    """Return a work's object in a file of all."""
    whole = json.loads(kb.export(form, **chosen))
    return next(one for one in listed(whole) if slug in local_ids(one))


def listed(whole: Any) -> list[dict[str, Any]]:
    if isinstance(whole, list):
        return whole
    return whole.get("@graph", [whole] if len(whole) > 1 else [])


def local_ids(one: dict[str, Any]) -> list[str]:
    found = one.get("identifier") or one.get("alternateIdentifiers") or []
    return [
        each.get("value") or each.get("alternateIdentifier") for each in ([found] if isinstance(found, dict) else found)
    ]


def every_text(value: Any) -> Iterator[str]:
    """Yield every text in a file of JSON or an element of XML."""
    if isinstance(value, Element):
        yield from (each.text or "" for each in value.iter())
    elif isinstance(value, dict):
        yield from (text for each in value.values() for text in every_text(each))
    elif isinstance(value, list):
        yield from (text for each in value for text in every_text(each))
    else:
        yield str(value)


def texts_of(form: str, data: bytes) -> set[str]:
    return set(every_text(fromstring(data) if form in IN_XML else json.loads(data)))


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


def test_datacite_has_its_own_words_for_what_is_not_known(kb: Catalogue) -> None:
    kb.add(make_entry("intet"))
    root = fromstring(kb.export("datacite"))
    said = {name: root.findtext(f".//{KERNEL}{name}") for name in ("identifier", "creatorName", "publisher")}
    assert said == dict.fromkeys(said, ":unav")
    assert root.findtext(f"{KERNEL}publicationYear") == "9999"
    (one,) = listed(json.loads(kb.export("datacite-json")))
    assert "doi" not in one
    assert (one["creators"], one["publisher"]) == ([{"name": ":unav"}], {"name": ":unav"})


def test_datacite_tells_of_an_article(stocked: Catalogue) -> None:
    stocked.add(
        make_entry(
            "artikel",
            kind="journal_article",
            title=Text(da="Vejen", en="The way"),
            alternative_titles=(Text(en="Ways"),),
            abstract=Text(da="Om vejen."),
            date="2021-04",
            language="en",
            series="tidsskrift",
            series_number="47(4)",
            extent=Text(da="s. 3–19"),
            topics=("ekstremisme",),
            contributors=(
                Contributor(name="Åse Holm", role="author", person="holm-aase", affiliation="RUC"),
                Contributor(name="Bo Hansen", role="researcher"),
                Contributor(name="Fonden", role="funder"),
                Contributor(name="Forlaget", role="publisher"),
            ),
            identifiers=(DOI, Identifier(scheme="issn", value="0141-1926")),
            urls=("https://example.org/",),
        )
    )
    one = json_of(stocked, "datacite-json", "artikel")
    assert one["doi"] == DOI.value
    assert one["types"] == {"resourceType": "artikel", "resourceTypeGeneral": "JournalArticle"}
    assert one["titles"] == [
        {"title": "The way", "lang": "en"},
        {"title": "Vejen", "titleType": "TranslatedTitle", "lang": "da"},
        {"title": "Ways", "titleType": "AlternativeTitle", "lang": "en"},
    ]
    assert one["creators"] == [
        {
            "name": "Holm, Åse",
            "nameType": "Personal",
            "givenName": "Åse",
            "familyName": "Holm",
            "nameIdentifiers": [
                {"nameIdentifier": "https://orcid.org/0000-0002-1825-0097", "nameIdentifierScheme": "ORCID"}
            ],
            "affiliation": [{"name": "RUC"}],
        }
    ]
    assert [(each["name"], each["contributorType"]) for each in one["contributors"]] == [("Hansen, Bo", "Researcher")]
    assert (one["publisher"], one["fundingReferences"]) == ({"name": "Forlaget"}, [{"funderName": "Fonden"}])
    assert (one["publicationYear"], one["dates"]) == ("2021", [{"date": "2021-04", "dateType": "Issued"}])
    assert one["subjects"] == [
        {"subject": text, "subjectScheme": scheme, "classificationCode": "ekstremisme", "lang": language}
        for text, scheme, language in (("ekstremisme", "Emner", "da"), ("extremism", "Topics", "en"))
    ]
    assert one["relatedItems"] == [
        {
            "relatedItemType": "Journal",
            "relationType": "IsPublishedIn",
            "relatedItemIdentifier": {"relatedItemIdentifier": "0141-1926", "relatedItemIdentifierType": "ISSN"},
            "titles": [{"title": "Tidsskrift for Exit", "lang": "da"}],
            "volume": "47",
            "issue": "4",
            "firstPage": "3",
            "lastPage": "19",
        }
    ]
    assert one["descriptions"] == [{"description": "Om vejen.", "descriptionType": "Abstract", "lang": "da"}]


def test_datacites_xml_says_what_its_json_says(starter: Catalogue) -> None:
    resources = list(fromstring(starter.export("datacite")))
    for one, resource in zip(listed(json.loads(starter.export("datacite-json"))), resources, strict=True):
        texts = set(every_text(resource)) | {text for each in resource.iter() for text in each.attrib.values()}
        assert set(every_text({**one, "schemaVersion": "", "url": ""})) - texts <= {""}


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


def test_a_work_is_not_told_by_a_page_that_may_tell_of_several(kb: Catalogue) -> None:
    page = {"urls": ("https://example.org/",)}
    kb.add(
        make_entry("helhed", title=Text(da="Helheden"), **page),
        make_entry("del", title=Text(da="Delen"), relations=({"type": "part_of", "target": "helhed"},), **page),
    )
    part = json_of(kb, "datacite-json", "del")
    assert "relatedIdentifiers" not in part
    assert part["relatedItems"] == [
        {
            "relatedItemType": "Other",
            "relationType": "IsPartOf",
            "relatedItemIdentifier": {
                "relatedItemIdentifier": "https://example.org/",
                "relatedItemIdentifierType": "URL",
            },
            "titles": [{"title": "Helheden", "lang": "da"}],
        }
    ]
    assert record_of(kb, "Delen").findtext(f"{DC}relation") == "Helheden"


def test_what_is_only_probable_is_not_told(form: str, stocked: Catalogue) -> None:
    stocked.put(make_entry("maaske", relations=({"type": "part_of", "target": "original", "certainty": "probable"},)))
    without = stocked.export(form)
    stocked.put(make_entry("maaske"))
    assert stocked.export(form) == without


def test_the_language_of_every_text_is_told_in_dublin_core(stocked: Catalogue) -> None:
    record = record_of(stocked, "Vej ud", language="en")
    assert [(one.text, one.get(LANG)) for one in record.iter(f"{DC}subject")] == [
        ("ekstremisme", "da"),
        ("extremism", "en"),
    ]
    assert [(one.text, one.get(LANG)) for one in record.iter(f"{DC}title")] == [("Vej ud", "da")]
    assert [(one.text, one.get(LANG)) for one in record.iter(f"{DC}type")] == [("news item", "en")]
    assert record.findtext(f"{DC}language") == "da"


def test_a_doi_is_an_address_without_signs_that_addresses_lack(stocked: Catalogue) -> None:
    address = "https://doi.org/10.1002/(sici)1097-0258%3C5::aid;2%3E3.0.co;2-9_%25"
    assert json_of(stocked, "schema-org", "oversat")["@id"] == address
    assert record_of(stocked, "Way out").findtext(f"{DC}identifier") == address


def test_schema_org_tells_of_an_episode(stocked: Catalogue) -> None:
    sound = {"url": "https://example.org/1.mp3", "length": 1234, "type": "audio/mpeg"}
    stocked.put(
        Series(id="udsyn", title=Text(da="Udsyn")),
        make_entry(
            "afsnit",
            kind="podcast_episode",
            title=Text(da="Første afsnit", en="First episode"),
            abstract=Text(da="Om exit."),
            date="2020-01-31",
            language="da",
            series="udsyn",
            topics=("ekstremisme",),
            contributors=(Contributor(name="Åse Holm", role="host", person="holm-aase"),),
            episode={"number": 1, "season": 2, "duration": 3725, "enclosure": sound},
        ),
    )
    one = json_of(stocked, "schema-org", "afsnit")
    assert (one["@type"], one["inLanguage"], one["datePublished"]) == ("PodcastEpisode", "da", "2020-01-31")
    assert one["name"] == [
        {"@language": "da", "@value": "Første afsnit"},
        {"@language": "en", "@value": "First episode"},
    ]
    assert one["abstract"] == {"@language": "da", "@value": "Om exit."}
    assert one["partOfSeries"] == {"@type": "PodcastSeries", "name": [{"@language": "da", "@value": "Udsyn"}]}
    assert (one["episodeNumber"], one["partOfSeason"]["seasonNumber"], one["duration"]) == (1, 2, "PT1H2M5S")
    assert one["associatedMedia"] == {
        "@type": "AudioObject",
        "contentUrl": "https://example.org/1.mp3",
        "encodingFormat": "audio/mpeg",
        "contentSize": "1234 B",
        "duration": "PT1H2M5S",
    }
    assert one["contributor"]["sameAs"] == ["https://orcid.org/0000-0002-1825-0097"]
    assert one["about"]["inDefinedTermSet"]["@id"] == "_:ncfe-topics"


def test_schema_org_says_of_an_event_only_what_events_have(stocked: Catalogue) -> None:
    stocked.add(
        make_entry(
            "konference",
            kind="event",
            date="2019-11-07/2019-11-08",
            language="en",
            abstract=Text(en="Two days."),
            contributors=(
                Contributor(name="Centeret", role="organiser"),
                Contributor(name="Bo Hansen", role="keynote_speaker"),
            ),
        ),
        make_entry("oplaeg", kind="event", relations=({"type": "part_of", "target": "konference"},)),
        make_entry("artikel", kind="journal_article", relations=({"type": "part_of", "target": "konference"},)),
    )
    one = json_of(stocked, "schema-org", "konference")
    assert (one["startDate"], one["endDate"]) == ("2019-11-07", "2019-11-08")
    assert (one["organizer"]["name"], one["performer"]["name"]) == ("Centeret", "Bo Hansen")
    assert one["subEvent"]["@id"] == "_:oplaeg"
    assert {"datePublished", "abstract", "author", "hasPart"}.isdisjoint(one)
    assert "isPartOf" not in json_of(stocked, "schema-org", "artikel")


def test_the_command_writes_them(form: str, cli: Cli, starter: Catalogue) -> None:
    shown = cli("export", "--format", form, "--public", "--kind", "forskningsartikel")
    assert shown.code == 0
    assert shown.out.encode() == starter.public.export(form, kinds=["research_article"])


def test_a_file_that_ends_in_jsonld_is_schema_orgs(cli: Cli, tmp_path: Path) -> None:
    assert cli("export", "-o", str(tmp_path / "x.jsonld")).code == 0
    assert json.loads((tmp_path / "x.jsonld").read_bytes())["@context"] == "https://schema.org"
