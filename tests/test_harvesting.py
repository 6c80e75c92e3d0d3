"""Harvesting by OAI-PMH 2.0: the verbs, their arguments, the errors, lists in pages and the forms of records."""

from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest
from conftest import make_entry
from harvested import BASE, DC, FIRST, LANG, OAI, WORKS, age, ask, error_of, listed, now, pages, records_of, slugs_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from ncfe_kb import Catalogue, Text, Topic
from ncfe_kb.errors import InvalidRecord

DATACITE = "{http://schema.datacite.org/oai/oai-1.1/}"
KERNEL = "{http://datacite.org/schema/kernel-4}"
WORK = f"{KERNEL}resource"


@pytest.fixture
def kb(home: Path) -> Iterator[Catalogue]:
    """A catalogue in a folder with a few works, of which two are not public."""
    with Catalogue.open(home, starter=False) as catalogue:
        catalogue.put(*WORKS)
        yield catalogue


def test_identify_tells_what_the_protocol_asks_for(kb: Catalogue) -> None:
    answer = ask(kb, "Identify")
    told = {etree.QName(one).localname: one.text for one in answer.find(f"{OAI}Identify")}
    assert told.pop("earliestDatestamp") <= now()
    assert told == {
        "repositoryName": "Publications of the Danish national centre for the prevention of extremism",
        "baseURL": "https://example.org/oai",
        "protocolVersion": "2.0",
        "adminEmail": "webmaster@example.org",
        "deletedRecord": "persistent",
        "granularity": "YYYY-MM-DDThh:mm:ssZ",
        "description": None,
    }
    assert answer.findtext(".//{*}sampleIdentifier") == "oai:example.org:exit"


@pytest.mark.parametrize(
    ("base", "contact", "mail"),
    [
        ("http://localhost:8000", None, "webmaster@localhost.invalid"),
        ("http://127.0.0.1:8000", None, "webmaster@127.0.0.1"),
        ("https://example.org/katalog", "bibliotek@example.dk", "bibliotek@example.dk"),
    ],
)
def test_whom_to_write_to_is_told_wherever_the_catalogue_is(
    kb: Catalogue, base: str, contact: str | None, mail: str
) -> None:
    answer = etree.fromstring(kb.public.harvest([("verb", "Identify")], base=base, contact=contact))
    assert answer.findtext(f".//{OAI}adminEmail") == mail
    assert answer.findtext(f".//{OAI}baseURL") == answer.findtext(f"{OAI}request") == f"{base}/oai"
    assert (answer.find(f".//{OAI}description") is None) == ("example" not in base)


@pytest.mark.parametrize("contact", ["", "nobody", "a b@example.org", "a@localhost"])
def test_a_contact_that_is_none_is_refused(kb: Catalogue, contact: str) -> None:
    with pytest.raises(InvalidRecord, match="is not an e-mail address"):
        kb.public.harvest([], base=BASE, contact=contact)


def test_records_are_given_as_dublin_core_with_languages(kb: Catalogue) -> None:
    record = ask(kb, "GetRecord", identifier="oai:example.org:exit", metadataPrefix="oai_dc")
    titles = [(one.get(LANG), one.text) for one in record.iter(f"{DC}title")]
    assert titles == [("da", "Vej ud"), ("en", "Way out")]
    assert "https://example.org/works/exit" in [one.text for one in record.iter(f"{DC}identifier")]
    assert records_of(record)["exit"].sets == {
        *("kind:news", "topic:nynazisme", "topic:hoejreekstremisme", "topic:ekstremisme")
    }


def test_records_are_given_as_datacite_in_its_envelope(kb: Catalogue) -> None:
    record = ask(kb, "GetRecord", identifier="oai:example.org:exit", metadataPrefix="oai_datacite")
    envelope = record.find(f".//{DATACITE}oai_datacite")
    assert [etree.QName(one).localname for one in envelope] == ["schemaVersion", "datacentreSymbol", "payload"]
    assert envelope.findtext(f"{DATACITE}schemaVersion") == "4.6"
    assert [one.text for one in envelope.iter(f"{KERNEL}title")] == ["Vej ud", "Way out"]
    assert "https://example.org/works/exit" in [one.text for one in envelope.iter(f"{KERNEL}alternateIdentifier")]


def test_what_is_in_the_envelope_holds_against_the_schema(starter: Catalogue) -> None:
    document = etree.parse(str(resources.files("validator") / "schema" / "metadata.xsd"))
    for own in document.iterfind(".//{*}element[@name='rightsList']"):
        own.set("minOccurs", "0")  # that there be rights is a rule of ETH's alone
    schema = etree.XMLSchema(document)
    found = [
        one for answer in pages(starter, "ListRecords", metadataPrefix="oai_datacite") for one in answer.iter(WORK)
    ]
    assert len(found) == len(starter.public)
    for each in found:
        schema.assertValid(each)


def test_the_forms_of_records_are_told(kb: Catalogue) -> None:
    for chosen in ({}, {"identifier": "oai:example.org:exit"}):
        answer = ask(kb, "ListMetadataFormats", **chosen)
        assert [one.text for one in answer.iter(f"{OAI}metadataPrefix")] == ["oai_dc", "oai_datacite"]


def test_sets_are_those_of_public_works_under_both_their_names(kb: Catalogue) -> None:
    kb.put(Topic(id="hemmelig", preferred_label=Text(da="hemmelig")))
    kb.put(make_entry("skjult", topics=("hemmelig",), public=False))
    answer = ask(kb, "ListSets")
    names = {one.findtext(f"{OAI}setSpec"): one.findtext(f"{OAI}setName") for one in answer.iter(f"{OAI}set")}
    assert names == {
        "kind": "alle slags værker / works of every kind",
        "topic": "værker med emner / works with topics",
        "kind:news": "nyheder / news items",
        "topic:ekstremisme": "ekstremisme / extremism",
        "topic:hoejreekstremisme": "højreekstremisme / right-wing extremism",
        "topic:nynazisme": "nynazisme / neo-Nazism",
    }
    assert {one.get(LANG) for one in answer.iter(f"{DC}title")} == {"da", "en"}


@pytest.mark.parametrize(
    ("chosen", "slugs"),
    [
        ("kind", ["exit", "online", "uden-emne"]),
        ("kind:news", ["exit", "online", "uden-emne"]),
        ("topic", ["exit", "online"]),
        ("topic:ekstremisme", ["exit", "online"]),
        ("topic:hoejreekstremisme", ["exit"]),
        ("topic:unknown", []),
        ("unknown", []),
        ("top", []),
    ],
)
def test_a_set_has_the_works_of_narrower_topics_too(kb: Catalogue, chosen: str, slugs: list[str]) -> None:
    assert listed(kb, set_=chosen) == slugs


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("", "badVerb"),
        ("verb=", "badVerb"),
        ("verb=identify", "badVerb"),
        ("verb=Identify&verb=Identify", "badVerb"),
        ("verb=Identify&verb=ListSets", "badVerb"),
        ("metadataPrefix=oai_dc", "badVerb"),
        ("verb=Identify&set=kind", "badArgument"),
        ("verb=Identify&æ=1", "badArgument"),
        ("verb=ListRecords", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=oai_dc", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&resumptionToken=x", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2020", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2020-02-30", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2020-01-01T00:00:00", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&until=2020-01-01T00:00:00+01:00", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&until=0000-01-01", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2020-01-02&until=2020-01-01", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2020-01-01&until=2020-01-02T00:00:00Z", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=a b", "badArgument"),
        ("verb=ListRecords&metadataPrefix=", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai%20dc", "badArgument"),
        ("verb=GetRecord&metadataPrefix=oai_dc", "badArgument"),
        ("verb=GetRecord&identifier=oai:example.org:exit", "badArgument"),
        ("verb=GetRecord&identifier=x&identifier=y&metadataPrefix=oai_dc", "badArgument"),
        ("verb=ListRecords&metadataPrefix=marc21", "cannotDisseminateFormat"),
        ("verb=ListIdentifiers&metadataPrefix=marc21", "cannotDisseminateFormat"),
        ("verb=GetRecord&identifier=oai:example.org:exit&metadataPrefix=marc21", "cannotDisseminateFormat"),
        ("verb=GetRecord&identifier=oai:example.org:ukendt&metadataPrefix=oai_dc", "idDoesNotExist"),
        ("verb=GetRecord&identifier=oai:example.com:exit&metadataPrefix=oai_dc", "idDoesNotExist"),
        ("verb=GetRecord&identifier=exit&metadataPrefix=oai_dc", "idDoesNotExist"),
        ("verb=GetRecord&identifier=&metadataPrefix=oai_dc", "idDoesNotExist"),
        ("verb=GetRecord&identifier=oai:example.org:intern&metadataPrefix=oai_dc", "idDoesNotExist"),
        ("verb=ListMetadataFormats&identifier=oai:example.org:kladde", "idDoesNotExist"),
        ("verb=ListRecords&metadataPrefix=oai_dc&until=2001-01-01", "noRecordsMatch"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2199-01-01", "noRecordsMatch"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=kind:ukendt", "noRecordsMatch"),
        ("verb=ListSets&resumptionToken=x", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=x", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=ListRecords,marc,,,,2020-01-01T00:00:00Z,a,1", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=ListRecords,oai_dc,,,,2020,a,1", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=ListRecords,oai_dc,,,,2020-01-01,a,-1", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=ListIdentifiers,oai_dc,,,,2020-01-01,a,1", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=ListRecords,oai_dc,x,,,2020-01-01,a,1", "badResumptionToken"),
    ],
)
def test_each_fault_has_the_code_of_the_protocol(kb: Catalogue, arguments: str, code: str) -> None:
    pairs = [tuple(pair.split("=", 1)) for pair in arguments.replace("%20", " ").split("&") if pair]
    answer = etree.fromstring(kb.public.harvest(pairs, base=BASE))
    assert error_of(answer) == code
    request = answer.find(f"{OAI}request")
    assert dict(request.attrib) == ({} if code in {"badVerb", "badArgument"} else dict(pairs))


@given(st.lists(st.tuples(st.text() | st.sampled_from(["verb", "identifier", "set", "from"]), st.text())), st.text())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_is_asked_the_answer_is_xml(kb: Catalogue, pairs: list[tuple[str, str]], other: str) -> None:
    for verb in ("GetRecord", "ListRecords", "ListMetadataFormats"):
        for asked in (
            pairs,
            [("verb", verb), *pairs],
            [("verb", verb), ("identifier", other), ("metadataPrefix", "oai_dc")],
            [("verb", verb), ("resumptionToken", other)],
            [("verb", verb), ("identifier", other)],
        ):
            answer = etree.fromstring(kb.public.harvest(asked, base=BASE))
            assert error_of(answer) or asked == [("verb", "ListMetadataFormats")]


def test_what_xml_has_no_place_for_is_told_as_such(kb: Catalogue) -> None:
    kb.put(make_entry("tegn", title=Text(da="a\ufffeb"), topics=("ekstremisme",)))
    for prefix in ("oai_dc", "oai_datacite"):
        answer = ask(kb, "GetRecord", identifier="oai:example.org:tegn", metadataPrefix=prefix)
        assert "a\ufffdb" in answer.xpath("//text()")


def test_staff_harvest_what_the_public_does(kb: Catalogue) -> None:
    asked = [("verb", "ListRecords"), ("metadataPrefix", "oai_dc")]
    assert slugs_of(etree.fromstring(kb.harvest(asked, base=BASE))) == ["exit", "online", "uden-emne"]


@pytest.mark.parametrize("verb", ["ListRecords", "ListIdentifiers"])
def test_a_list_comes_in_pages_and_says_where_it_ends(kb: Catalogue, verb: str) -> None:
    kb.put(*(make_entry(f"nr-{number:02}") for number in range(7)))
    answers = list(pages(kb, verb, page=4, metadataPrefix="oai_dc", set_="kind:news"))
    tokens = [one.find(f"*/{OAI}resumptionToken") for one in answers]
    assert [len(slugs_of(one)) for one in answers] == [4, 4, 2]
    assert [(one.get("completeListSize"), one.get("cursor"), bool(one.text)) for one in tokens] == [
        ("10", "0", True),
        ("10", "4", True),
        ("10", "8", False),
    ]
    assert len({slug for one in answers for slug in slugs_of(one)}) == 10


def test_a_list_of_one_page_has_no_token(kb: Catalogue) -> None:
    assert ask(kb, "ListRecords", page=3, metadataPrefix="oai_dc").find(f"*/{OAI}resumptionToken") is None


def test_a_token_survives_a_restart_and_changes(kb: Catalogue, home: Path) -> None:
    age(kb)
    first = ask(kb, "ListRecords", page=1, metadataPrefix="oai_dc")
    kb.put(make_entry("exit", title=Text(da="Ny titel")), make_entry("ny"))
    kb.withdraw("online")
    found = records_of(first)
    with Catalogue.open(home, starter=False) as again:
        for answer in pages(again, "ListRecords", page=1, resumptionToken=first.findtext(f".//{OAI}resumptionToken")):
            found |= records_of(answer)
    assert {slug: one.titles and one.titles[0] for slug, one in found.items()} == {
        "exit": "Ny titel",
        "online": None,
        "uden-emne": "Titel på uden-emne",
        "ny": "Titel på ny",
    }


def test_a_list_ends_well_where_all_that_was_left_changed_meanwhile(kb: Catalogue) -> None:
    age(kb)
    first = ask(kb, "ListRecords", page=2, metadataPrefix="oai_dc", until=FIRST)
    kb.put(make_entry("uden-emne", title=Text(da="Ny titel")))
    rest = ask(kb, "ListRecords", page=2, resumptionToken=first.findtext(f".//{OAI}resumptionToken"))
    assert slugs_of(rest) == ["online"]
    assert rest.find(f".//{OAI}resumptionToken").text is None


def test_dates_are_taken_to_the_second_and_to_the_day(kb: Catalogue) -> None:
    age(kb, "2020-03-04T23:59:59+00:00")
    all_three = ["exit", "online", "uden-emne"]
    assert listed(kb, from_="2020-03-04", until="2020-03-04") == all_three
    assert listed(kb, from_="2020-03-04T23:59:59Z", until="2020-03-04T23:59:59Z") == all_three
    assert listed(kb, from_="2020-03-05") == listed(kb, until="2020-03-03") == []
    assert listed(kb, until="2020-03-04T23:59:58Z") == listed(kb, from_="2020-03-05T00:00:00Z") == []
