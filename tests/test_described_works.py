"""How DataCite, Dublin Core and schema.org are told of works of each sort."""

import json
from xml.etree.ElementTree import fromstring

import pytest
from conftest import make_entry
from described import DC, DOI, KERNEL, LANG, every_text, json_of, listed, record_of, stock

from ncfe_kb import Catalogue, Contributor, Text
from ncfe_kb.models import Identifier, Series


@pytest.fixture
def stocked(kb: Catalogue) -> Catalogue:
    return stock(kb)


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
