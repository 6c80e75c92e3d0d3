"""What the edge shows and where it leads: only what is public, each page at one address, again only if changed."""

import re

import pytest
from answered import BASE, sound
from conftest import VOCABULARY, make_entry
from lxml import html
from published import ADDRESSES, NEVER_PUBLIC, NOW, PODCAST, RENAMED, SECRET, WITHDRAWN
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from ncfe_kb import Catalogue, Contributor, Person, Series, Text
from ncfe_kb.languages import LANGUAGES
from ncfe_kb.web import create_app


@pytest.mark.parametrize("slug", NEVER_PUBLIC)
@pytest.mark.parametrize("before", ["/da/works/", "/en/works/", "/works/"])
def test_what_was_never_public_is_as_if_it_were_not(edge: TestClient, slug: str, before: str) -> None:
    one, none = (edge.get(before + each, follow_redirects=True) for each in (slug, "findes-slet-ikke"))
    assert one.status_code == none.status_code == 404
    assert one.text.replace(slug, "findes-slet-ikke") == none.text
    assert one.headers.items() - none.headers.items() <= {("content-length", one.headers["content-length"])}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_withdrawn_says_so_and_no_more(edge: TestClient, language: str) -> None:
    answer = edge.get(f"/{language}/works/{WITHDRAWN}")
    assert answer.status_code == 410
    assert {"da": "trukket tilbage", "en": "withdrawn"}[language] in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert SECRET not in answer.text


HIDDEN = (SECRET, *NEVER_PUBLIC, "hemmelighed", "uden-stemme.mp3")
LOOKED = (
    "search",
    "search?sort=newest",
    "search?q=exit",
    f"search?q={SECRET}",
    "search?q=hemmeli",
    "topics/exit",
    "about",
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_hints_at_what_is_not_public(edge: TestClient, catalogue: Catalogue, language: str) -> None:
    slugs = [f"works/{slug}" for slug in catalogue.public]
    paths = {*(address.removeprefix(f"/{language}/") for address in ADDRESSES), *slugs, *LOOKED}
    for path in paths - {f"works/{WITHDRAWN}"}:
        typed = re.search(r"q=([^&]*)", path)
        shown = edge.get(f"/{language}/{path}").text.replace(typed[1] if typed else "\x00", "")
        assert not [each for each in HIDDEN if each in shown], path
        assert f"works/{WITHDRAWN}" not in shown, path


def test_asking_for_a_hidden_name_by_its_id_does_not_tell_it() -> None:
    with Catalogue.in_memory() as kb:
        kb.put(*VOCABULARY, Person(id="skjult", name="Hemmeligt Navn"), Series(id="gemt", title=Text(da="Gemt serie")))
        author = Contributor(name="Hemmeligt Navn", person="skjult", role="author")
        draft = {"contributors": (author,), "series": "gemt", "statuses": ({"status": "in_preparation"},)}
        kb.put(make_entry("kladde", **draft), make_entry("synlig"))
        client = TestClient(create_app(kb, base_url=BASE), base_url=BASE)
        for path in ("/da/search?person=skjult", "/da/search?series=gemt&sort=title", "/da/people/skjult"):
            shown = client.get(path).text
            assert "Hemmeligt" not in shown
            assert "Gemt" not in shown


PODCAST_FEED = f"/series/{PODCAST}/podcast.rss"
FILES = ("/sitemap.xml", "/robots.txt", PODCAST_FEED, "/da/feed.atom", "/en/feed.rss", "/en/courses.ics")


@pytest.mark.parametrize("address", FILES)
def test_no_file_hints_at_what_is_not_public(edge: TestClient, address: str) -> None:
    answer = sound(edge.get(address))
    assert answer.status_code == 200
    assert not [each for each in (*HIDDEN, WITHDRAWN) if each in answer.text]


def test_a_former_name_leads_to_the_page_in_the_same_language(edge: TestClient) -> None:
    for language in LANGUAGES:
        answer = edge.get(f"/{language}/works/{RENAMED}")
        assert (answer.status_code, answer.headers["location"]) == (301, f"{BASE}/{language}/works/{NOW}")
    last = edge.get(f"/works/{RENAMED}", headers={"accept-language": "en"}, follow_redirects=True)
    assert str(last.url) == f"{BASE}/en/works/{NOW}"


def test_an_address_without_a_language_leads_on_with_all_that_is_asked(edge: TestClient) -> None:
    asked = "topic=exit&topic=ekstremisme&q=%C3%A5+%26+b"
    answer = edge.get(f"/search?{asked}", headers={"accept-language": "en"})
    assert answer.headers["location"] == f"{BASE}/en/search?{asked}"


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_did_not_change_is_not_sent_again(edge: TestClient, address: str) -> None:
    first = edge.get(address)
    if first.status_code != 200:
        assert first.headers["cache-control"] == "no-store"
        return
    for name, mark in (("if-none-match", "etag"), ("if-modified-since", "last-modified")):
        again = sound(edge.get(address, headers={name: first.headers[mark]}))
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
    assert edge.get(address, headers={"if-none-match": 'W/"other"'}).status_code == 200


def test_all_links_stay_where_the_edge_is_mounted(catalogue: Catalogue) -> None:
    inner = create_app(catalogue, base_url=f"{BASE}/viden")
    outer = TestClient(Starlette(routes=[Mount("/viden", app=inner)]), base_url=BASE)
    for address in ADDRESSES:
        answer = outer.get(f"/viden{address}")
        assert answer.status_code in {200, 404, 410}
        page = html.document_fromstring(answer.text)
        for to in page.xpath("//@href | //@src | //@action | //@data-completions | //@data-here"):
            assert re.match(rf"({BASE})?/viden/|#|https?://(?!viden\.)", to), (address, to)
    assert outer.get("/viden/", follow_redirects=False).headers["location"] == f"{BASE}/viden/da/"
    assert outer.get("/viden/en", follow_redirects=False).headers["location"] == f"{BASE}/viden/en/"
    assert (
        outer.get(f"/viden/en/works/{RENAMED}", follow_redirects=False).headers["location"].startswith(f"{BASE}/viden/")
    )
