"""Works and topics as files on the web: by address, by what is accepted, and only what is public."""

import json
from collections.abc import Iterator
from xml.etree.ElementTree import fromstring

import pytest
from conftest import make_entry

from ncfe_kb import Catalogue, Kind, Text

pytest.importorskip("fastapi", reason="the extra web is not installed")
pytest.importorskip("rdflib", reason="the extra rdf is not installed")

from starlette.testclient import TestClient

from ncfe_kb.formats.served import SERVED, Served
from ncfe_kb.web import create_app

BASE = "https://example.org"
SLUG = "fa-exit-christensen-2019"
BIBTEX = "application/x-bibtex"


def client_of(kb: Catalogue) -> TestClient:
    app = create_app(kb, base_url=BASE)
    return TestClient(app, base_url=BASE, follow_redirects=False, raise_server_exceptions=False)


@pytest.fixture
def web(starter: Catalogue) -> Iterator[TestClient]:
    with client_of(starter) as client:
        yield client


@pytest.fixture
def own(kb: Catalogue) -> Iterator[TestClient]:
    """What shows a catalogue that the test fills."""
    with client_of(kb) as client:
        yield client


@pytest.mark.parametrize("form", SERVED, ids=lambda form: form.suffix)
def test_a_work_has_an_address_in_each_form(form: Served, web: TestClient, starter: Catalogue) -> None:
    got = web.get(f"/works/{SLUG}.{form.suffix}?lang=en")
    assert got.status_code == 200
    assert got.content == starter.public.export(form.format, slugs=[SLUG], language="en", base=BASE)
    assert got.headers["content-type"].partition(";")[0] == form.media_type
    assert got.headers["content-disposition"] == f'attachment; filename="{SLUG}.{form.suffix}"'
    asked = web.get(f"/works/{SLUG}", headers={"accept": form.media_type, "accept-language": "en"})
    assert asked.content == got.content
    assert asked.headers["content-location"] == f"{BASE}/works/{SLUG}.{form.suffix}?lang=en"
    assert "Accept" in asked.headers["vary"]


@pytest.mark.parametrize("form", SERVED, ids=lambda form: form.suffix)
def test_a_whole_search_has_one_too(form: Served, web: TestClient, starter: Catalogue) -> None:
    wanted = {"text": "exit", "kinds": ["research_article"], "base": BASE, "language": "en"}
    got = web.get(f"/works.{form.suffix}?q=exit&kind=research_article&lang=en")
    assert got.content == starter.public.export(form.format, **wanted)
    assert got.content != starter.public.export(form.format, base=BASE, language="en")
    assert 'filename="works.' in got.headers["content-disposition"]
    asked = web.get(
        "/works?q=exit&kind=research_article", headers={"accept": form.media_type, "accept-language": "en-GB"}
    )
    assert asked.content == got.content


def test_a_browser_is_led_on_in_its_language(web: TestClient) -> None:
    for path, to in {
        f"/works/{SLUG}": f"works/{SLUG}",
        "/works?q=exit&topic=exit&topic=mentor": "search?q=exit&topic=exit&topic=mentor",
        "/topics/exit": "topics/exit",
        "/topics": "topics",
    }.items():
        for header, language in {"": "da", "en-US,en;q=0.9": "en", "fr": "da"}.items():
            got = web.get(path, headers={"accept": "text/html,*/*;q=0.8", "accept-language": header})
            assert got.status_code == 303
            assert got.headers["location"] == f"{BASE}/{language}/{to}"
            assert got.headers["vary"] == "Accept, Accept-Language"
            assert web.get(got.headers["location"]).status_code == 200


def test_a_work_tells_where_its_other_forms_are(web: TestClient) -> None:
    links = web.get("/works/berj-2021").headers["link"]
    assert f'<{BASE}/works/berj-2021.datacite.xml>; rel="describedby"' in links
    assert '<https://doi.org/10.1002/berj.3677>; rel="cite-as"' in links
    assert f'<{BASE}/en/works/berj-2021>; rel="alternate"; type="text/html"; hreflang="en"' in links
    for address in [part.partition(">")[0] for part in links.split("<")[1:] if part.startswith(f"{BASE}/works")]:
        assert web.head(address).status_code == 200


def test_a_type_that_is_no_word_of_schema_orgs_breaks_no_header(kb: Catalogue, own: TestClient) -> None:
    odd = Kind(id="odd", label=Text(da="x"), plural=Text(da="x"), schema_type='≥ø>, <https://x.dk>; rel="author"')
    kb.put(odd, make_entry("saer", kind="odd"))
    got = own.get("/works/saer")
    assert got.status_code == 303
    assert 'rel="author"' not in got.headers["link"]
    assert own.get("/da/works/saer").status_code == own.get("/works/saer.jsonld").status_code == 200


def test_so_does_its_page(web: TestClient) -> None:
    page = web.get("/en/works/berj-2021").text
    assert f'<link rel="describedby" href="{BASE}/works/berj-2021.bib" type="application/x-bibtex">' in page
    assert '<link rel="cite-as" href="https://doi.org/10.1002/berj.3677">' in page
    assert '<meta name="citation_journal_title" content="British Educational Research Journal">' in page


def test_who_accepts_nothing_that_is_here_is_told(web: TestClient) -> None:
    for path in (f"/works/{SLUG}", "/works", "/topics", "/topics/exit"):
        got = web.get(path, headers={"accept": "image/png"})
        assert (got.status_code, got.headers["content-type"]) == (406, "application/problem+json")
        assert "Accept" in got.headers["vary"]


def test_what_is_not_here_is_not_found(web: TestClient) -> None:
    for path in (f"/works/{SLUG}.exe", "/works/intet.bib", "/works.exe", "/topics/intet.ttl", "/topics/exit.csv"):
        assert web.get(path).status_code == 404, path
    assert web.get("/works/intet", headers={"accept": BIBTEX}).status_code == 404
    assert web.get("/topics/exit og løsrivelse.ttl").status_code == 404  # a label is no id
    assert web.get("/works.bib?kind=intet").status_code == 404
    assert web.get("/works.bib?year=i+går").status_code == 400
    assert web.get(f"/works.bib?q={'x' * 600}").status_code == 400


def test_nothing_is_made_for_who_has_it_or_wants_the_headers(web: TestClient) -> None:
    for path in (f"/works/{SLUG}.bib", "/works.ris?q=exit", "/topics/exit.ttl", "/topics.rdf"):
        got = web.get(path)
        again = web.get(path, headers={"if-none-match": got.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        head = web.head(path)
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["etag"] == got.headers["etag"]
        assert web.get(path, headers={"accept-language": "en"}).status_code == 200
    marks = {web.get(f"/works/{SLUG}.bib?lang={language}").headers["etag"] for language in ("da", "en")}
    assert len(marks) == 2


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph")  # rdflib's own
@pytest.mark.parametrize(
    ("suffix", "media_type"),
    [("ttl", "text/turtle"), ("rdf", "application/rdf+xml"), ("jsonld", "application/ld+json")],
)
def test_topics_have_addresses_in_each_form(suffix: str, media_type: str, web: TestClient) -> None:
    import rdflib

    for path, number in (("/topics/exit", 1), ("/topics", 84)):
        got = web.get(f"{path}.{suffix}")
        assert got.content == web.get(path, headers={"accept": media_type}).content
        assert got.headers["content-type"].partition(";")[0] == media_type
        graph = rdflib.Graph().parse(data=got.content, format={"ttl": "turtle", "rdf": "xml"}.get(suffix, "json-ld"))
        concepts = set(graph.subjects(rdflib.RDF.type, rdflib.SKOS.Concept))
        assert rdflib.URIRef(f"{BASE}/topics/exit") in concepts
        assert len(concepts) == number


def test_groups_and_scheme_lead_to_the_thesaurus_that_tells_of_them(web: TestClient) -> None:
    for path in ("/topic-groups/process", "/topic-schemes/ncfe-topics"):
        got = web.get(path)
        assert (got.status_code, got.headers["location"]) == (303, f"{BASE}/topics")
        assert f"<{BASE}{path}>" in web.get("/topics.ttl").text
    assert web.get("/topic-groups/intet").status_code == 404


def test_only_what_is_public_is_given_and_what_was_is_gone(kb: Catalogue, own: TestClient) -> None:
    kb.add(make_entry("ude"), make_entry("inde", title=Text(da="HEMMELIGT"), statuses=()), make_entry("vaek"))
    kb.withdraw("vaek")
    for form in SERVED:
        assert own.get(f"/works/inde.{form.suffix}").status_code == 404
        assert own.get(f"/works/vaek.{form.suffix}").status_code == 410
        whole = own.get(f"/works.{form.suffix}").text
        assert "ude" in whole
        assert "inde" not in whole.replace("findes", "")
        assert "vaek" not in whole
    assert own.get("/works/inde").status_code == 404
    assert own.get("/works/vaek").status_code == 410


def test_an_old_slug_leads_to_the_new_one_in_the_same_form(kb: Catalogue, own: TestClient) -> None:
    kb.add(make_entry("gammel"))
    kb.rename("gammel", "ny")
    got = own.get("/works/gammel.bib")
    assert (got.status_code, got.headers["location"]) == (301, f"{BASE}/works/ny.bib?lang=da")
    got = own.get("/works/gammel")
    assert (got.status_code, got.headers["location"]) == (303, f"{BASE}/da/works/ny")


def test_no_character_keeps_a_file_from_being_given(kb: Catalogue, own: TestClient) -> None:
    kb.add(make_entry("god"), make_entry("tegn", abstract=Text(da="x\ufffe\uffff")))
    for form in SERVED:
        assert own.get(f"/works.{form.suffix}").status_code == 200, form
        assert own.get(f"/works/tegn.{form.suffix}").status_code == 200, form


def test_what_is_given_names_the_works_by_their_addresses(web: TestClient) -> None:
    told = json.loads(web.get("/works/videnssyntese-2018-en.jsonld").content)
    assert told["@id"] == f"{BASE}/works/videnssyntese-2018-en"
    assert told["translationOfWork"]["@id"] == f"{BASE}/works/videnssyntese-2018-da"
    datacite = json.loads(web.get("/works/videnssyntese-2018-en.datacite.json").content)
    related = {one["relationType"]: one["relatedIdentifier"] for one in datacite["relatedIdentifiers"]}
    assert related["IsTranslationOf"] == f"{BASE}/works/videnssyntese-2018-da"
    dublin = fromstring(web.get("/works/videnssyntese-2018-en.dc.xml").content)
    texts = [one.text for one in dublin]
    assert f"{BASE}/works/videnssyntese-2018-en" in texts
    assert f"{BASE}/works/videnssyntese-2018-da" in texts
