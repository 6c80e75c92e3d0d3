"""Harvesting by OAI-PMH 2.0: verbs, arguments and errors, and which records there are and when they changed."""

import os
import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from conftest import VOCABULARY, make_entry
from harvested import BASE, DC, LANG, OAI, ask, error_of, harvest, listed, now, pages, records_of, slugs_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from sqlalchemy import create_engine, text

from ncfe_kb import Catalogue, Contributor, Person, Text, Topic
from ncfe_kb.errors import InvalidRecord
from ncfe_kb.models import Consent, Identifier

DATACITE = "{http://schema.datacite.org/oai/oai-1.1/}"
KERNEL = "{http://datacite.org/schema/kernel-4}"
LONG_AGO = "2020-01-01T00:00:00+00:00"
FIRST = "2020-01-01T00:00:00Z"


@pytest.fixture
def kb(home: Path) -> Catalogue:
    """A catalogue in a folder with a few works, of which two are not public."""
    with Catalogue.open(home, starter=False) as catalogue:
        catalogue.put(
            *VOCABULARY,
            make_entry("exit", topics=("nynazisme",), title=Text(da="Vej ud", en="Way out")),
            make_entry("online", topics=("ekstremisme",)),
            make_entry("uden-emne"),
            make_entry("intern", public=False),
            make_entry("kladde", statuses=({"status": "in_preparation"},)),
        )
        yield catalogue


def age(kb: Catalogue, at: str = LONG_AGO) -> None:
    """Let all that was changed have happened at a moment in the past, and let the catalogue be read anew."""
    engine = create_engine(os.environ.get("NCFE_KB_DATABASE") or f"sqlite:///{kb.database}")
    with engine.begin() as connection:
        connection.execute(text("UPDATE change_set SET at = :at"), {"at": at})
    engine.dispose()
    vars(kb.public).pop("_harvester", None)


def changed(kb: Catalogue) -> set[str]:
    """Return the slugs of the records that changed after `age`."""
    return set(listed(kb, from_="2020-01-02"))


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


def test_what_was_public_is_deleted_and_what_never_was_is_not_told_of(kb: Catalogue) -> None:
    age(kb)
    kb.withdraw("exit")
    kb.put(kb["online"].with_(public=False))
    kb.remove("uden-emne")
    kb.put(kb["intern"].with_(title=Text(da="Hemmelig")), kb["kladde"].with_(title=Text(da="Ny")))
    kb.remove("kladde")
    found = harvest(kb)
    assert {slug: one.titles for slug, one in found.items()} == dict.fromkeys(("exit", "online", "uden-emne"))
    assert all(one.stamp > FIRST for one in found.values())
    assert found["exit"].sets > {"kind:news", "topic:nynazisme"}
    assert error_of(ask(kb, "ListMetadataFormats", identifier="oai:example.org:exit")) == "noMetadataFormats"


def test_a_deleted_record_says_nothing_of_what_staff_do_with_it_later(kb: Catalogue) -> None:
    kb.withdraw("exit")
    age(kb)
    kb.put(kb["exit"].with_(topics=("ekstremisme",), kind="podcast_episode", title=Text(da="Ny")))
    assert changed(kb) == set()
    assert harvest(kb)["exit"].sets >= {"kind:news", "topic:nynazisme"}


def test_a_deleted_record_stays_in_the_sets_that_it_was_in(kb: Catalogue) -> None:
    kb.withdraw("exit")
    before = harvest(kb)["exit"]
    kb.put(VOCABULARY[3].with_(broader=()))
    assert harvest(kb)["exit"] == before


def test_what_was_public_only_inside_one_change_never_was(kb: Catalogue) -> None:
    with kb.changes("both"):
        kb.add(make_entry("kort"))
        kb.withdraw("kort")
    with kb.changes("both"):
        kb.add(make_entry("kort-2"))
        kb.remove("kort-2")
    assert listed(kb) == ["exit", "online", "uden-emne"]


def test_undoing_a_publication_deletes_and_undoing_a_withdrawal_brings_back(kb: Catalogue) -> None:
    kb.add(make_entry("ny"))
    added = kb.history()[0].id
    kb.withdraw("exit")
    kb.undo(kb.history()[0].id)
    kb.undo(added)
    found = harvest(kb)
    assert found["ny"].titles is None
    assert found["exit"].titles is not None


def test_a_renamed_work_is_a_new_record_and_the_old_one_is_deleted(kb: Catalogue) -> None:
    kb.rename("exit", "vej-ud")
    kb.rename("kladde", "udkast")
    found = harvest(kb)
    assert found["exit"].titles is None
    assert found["vej-ud"].titles is not None
    assert not {"kladde", "udkast"} & found.keys()


def test_of_two_that_are_merged_one_is_deleted(kb: Catalogue) -> None:
    age(kb)
    kb.merge("exit", "online")
    found = harvest(kb)
    assert found["online"].titles is None
    assert found["exit"].stamp > FIRST


def test_what_is_dated_ahead_becomes_public_at_that_moment(kb: Catalogue) -> None:
    age(kb)
    moment = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=2)
    kb.put(make_entry("snart", statuses=({"status": "scheduled", "date": moment.isoformat()},)))
    kb.put(make_entry("aldrig", statuses=({"status": "scheduled", "date": "2199-01-01"},)))
    kb.put(make_entry("om", relations=({"type": "about", "target": "snart"},)))
    age(kb)
    assert changed(kb) == set()
    while datetime.now(UTC) < moment:
        assert "snart" not in listed(kb)
    found = harvest(kb)
    assert found["snart"].stamp == found["om"].stamp == f"{moment:%Y-%m-%dT%H:%M:%SZ}"
    assert "Titel på snart" in found["om"].titles
    assert "aldrig" not in found


def test_a_date_ahead_that_has_passed_counts_after_a_later_change_too(kb: Catalogue) -> None:
    kb.put(make_entry("snart", statuses=({"status": "scheduled", "date": "2020-06-01T12:00Z"},)))
    kb.put(make_entry("for-sent", statuses=({"status": "scheduled", "date": "2199-06-01T12:00Z"},)))
    age(kb)
    assert harvest(kb)["snart"].stamp == "2020-06-01T12:00:00Z"
    kb.remove("snart")
    kb.remove("for-sent")
    assert harvest(kb)["snart"].titles is None
    assert "for-sent" not in harvest(kb)


@pytest.mark.parametrize(
    "private",
    [
        {"notes": Text(da="Kun for os")},
        {"relations": ({"type": "about", "target": "intern"},)},
        {"relations": ({"type": "distinct_from", "target": "online"},)},
        {"contributors": (Contributor(name="Åse Holm", role="author", consents=(Consent(scope="name"),)),)},
    ],
)
def test_what_the_public_does_not_see_changes_no_record(kb: Catalogue, private: dict[str, object]) -> None:
    kb.put(kb["exit"].with_(contributors=(Contributor(name="Åse Holm", role="author"),)))
    age(kb)
    kb.put(kb["exit"].with_(**private))
    assert changed(kb) == set()


def test_a_name_whose_consent_is_withdrawn_is_gone_from_a_changed_record(kb: Catalogue) -> None:
    author = Contributor(name="Åse Holm", role="author", consents=(Consent(scope="name"),))
    kb.put(kb["exit"].with_(contributors=(author,)))
    age(kb)
    assert "Holm, Åse" in harvest(kb)["exit"].titles
    withdrawn = author.with_(consents=(Consent(scope="name", withdrawn="2026-01-01"),))
    kb.put(kb["exit"].with_(contributors=(withdrawn,)))
    assert changed(kb) == {"exit"}
    assert "Holm, Åse" not in harvest(kb)["exit"].titles


def test_records_change_with_all_whose_words_they_have(kb: Catalogue) -> None:
    holm = Contributor(name="Åse Holm", role="author", person="holm-aase")
    kb.put(
        kb["online"].with_(contributors=(holm,)),
        kb["uden-emne"].with_(relations=({"type": "about", "target": "exit"},)),
    )
    cases = [
        ({"exit"}, Topic(id="nynazisme", preferred_label=Text(da="nazisme"), broader=("hoejreekstremisme",))),
        ({"online"}, Person(id="holm-aase", name="Åse Holm", orcid="0000-0002-1825-0097")),
        (set(), Person(id="holm-aase", name="Åse Holm", orcid="0000-0002-1825-0097", note=Text(da="Ny note"))),
        ({"exit", "uden-emne"}, kb["exit"].with_(title=Text(da="Vej ind"))),
        ({"exit"}, kb["exit"].with_(title=Text(da="Vej ind"), abstract=Text(da="Om det"))),
        ({"online"}, VOCABULARY[2].with_(preferred_label=Text(da="Ekstremisme"))),
        ({"exit"}, VOCABULARY[3].with_(broader=())),
        ({"exit", "online", "uden-emne"}, VOCABULARY[0].with_(label=Text(da="Nyt"))),
    ]
    for expected, record in cases:
        age(kb)
        before = harvest(kb)
        kb.put(record)
        after = harvest(kb)
        assert changed(kb) == expected, record
        assert {slug for slug in after if after[slug][1:] != before[slug][1:]} <= expected


def test_a_relation_changes_both_records(kb: Catalogue) -> None:
    age(kb)
    kb.put(kb["exit"].with_(relations=({"type": "about", "target": "online"},)))
    assert changed(kb) == {"exit", "online"}
    age(kb)
    kb.withdraw("online")
    assert changed(kb) == {"exit", "online"}


def test_what_was_loaded_when_the_catalogue_was_made_changed_then(starter: Catalogue) -> None:
    made = starter.history()[-1].at
    stamps = {one.stamp for one in harvest(starter).values()}
    assert stamps == {made.replace("+00:00", "Z")}
    assert sorted(harvest(starter)) == sorted(starter.public)


def test_a_forgotten_name_is_in_no_identifier(kb: Catalogue) -> None:
    kb.put(make_entry("interview-aase-holm", title=Text(da="Åse Holm fortæller")), make_entry("om-aase-holm"))
    kb.remove("om-aase-holm")
    kb.put(make_entry("tilbage", identifiers=(Identifier(scheme="doi", value="10.1000/182"),)))
    assert {"interview-aase-holm", "om-aase-holm"} <= set(listed(kb))
    age(kb)
    kb.forget("Åse Holm")
    found = harvest(kb)
    assert not [slug for slug in found if "holm" in slug]
    renamed = [slug for slug in changed(kb) if slug.startswith("interview-nn-")]
    assert found[renamed[0]].titles[0] == "N.N. fortæller"
    assert sum(one.titles is None for one in found.values()) == 1


def test_a_name_that_only_the_history_has_is_forgotten_too(kb: Catalogue) -> None:
    kb.add(make_entry("om-bo-dal"))
    kb.remove("om-bo-dal")
    assert "om-bo-dal" in listed(kb)
    with pytest.raises(LookupError):
        kb.forget("Bo Dal")
    assert not [slug for slug in listed(kb) if "dal" in slug]


def test_a_change_is_dated_when_it_is_committed(kb: Catalogue) -> None:
    with kb.changes("long"):
        kb.add(make_entry("a"))
        began = datetime.now(UTC).replace(microsecond=0)
        while datetime.now(UTC) < began + timedelta(seconds=1):
            pass
        kb.add(make_entry("b"))
    at = datetime.fromisoformat(kb.history()[0].at)
    assert at > began
    assert re.fullmatch(r"[0-9T:-]+\+00:00", kb.history()[0].at)


def test_what_is_being_written_is_not_kept(kb: Catalogue) -> None:
    with suppress(KeyError), kb.changes("nothing"):
        kb.add(make_entry("a"))
        assert "a" in listed(kb)
        kb.withdraw("unknown")
    assert "a" not in kb
    assert "a" not in listed(kb)
