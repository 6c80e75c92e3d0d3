"""The addresses at which other programs look again and again."""

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from conftest import make_entry
from feed_readers import by_feedparser, by_podcastparser

from ncfe_kb import Audience, Catalogue, Course, Series, Session, Text

pytest.importorskip("fastapi", reason="FastAPI is not installed: pip install 'ncfe-kb[web]'")
from starlette.testclient import TestClient

from ncfe_kb.web.app import create_app

BASE = "https://example.org/kb"
TYPES = {
    "/da/feed.atom": "application/atom+xml; charset=utf-8",
    "/en/feed.rss": "application/rss+xml; charset=utf-8",
    "/series/udsyn/podcast.rss": "application/rss+xml; charset=utf-8",
    "/en/courses.ics": "text/calendar; charset=utf-8",
    "/sitemap.xml": "application/xml; charset=utf-8",
    "/robots.txt": "text/plain; charset=utf-8",
    "/da/opensearch.xml": "application/opensearchdescription+xml; charset=utf-8",
}
"""What is made once for an edition, and its media type."""


@pytest.fixture
def stocked(kb: Catalogue) -> Catalogue:
    """A catalogue with a podcast and a course."""
    sound = {"enclosure": {"url": "https://example.org/1.mp3"}}
    kb.put(
        Series(id="udsyn", title=Text(da="Udsyn")),
        Audience(id="laerere", label=Text(da="lærere")),
        make_entry("nyhed", topics=("nynazisme",), date="2019"),
        make_entry("afsnit", kind="podcast_episode", series="udsyn", episode=sound, date="2020"),
        Course(id="exit", theme=Text(da="Exit"), sessions=(Session(date="2027-05-02"),), catalogues=("nyhed",)),
    )
    return kb


@pytest.fixture
def web(stocked: Catalogue) -> Iterator[TestClient]:
    """A client of the edge, which looks no redirect up."""
    app = create_app(stocked, base_url=BASE, contact="mailto:sikkerhed@example.org")
    with TestClient(app, raise_server_exceptions=False, follow_redirects=False) as client:
        yield client


@pytest.mark.parametrize("path", TYPES)
def test_each_is_served_as_what_it_is_and_not_again_to_who_has_it(
    web: TestClient, stocked: Catalogue, path: str
) -> None:
    first = web.get(path)
    assert (first.status_code, first.headers["content-type"]) == (200, TYPES[path])
    assert first.headers["x-content-type-options"] == "nosniff"
    asked: dict[str, str] = {"If-None-Match": first.headers["etag"]}
    again = web.get(path, headers=asked)
    assert (again.status_code, again.content) == (304, b"")
    stocked.put(make_entry("nyt"))
    assert web.get(path, headers=asked).status_code == 200
    assert web.head(path).status_code == 200


def test_what_is_served_is_what_the_library_gives(web: TestClient, stocked: Catalogue) -> None:
    view = stocked.public
    assert web.get("/en/feed.atom").content == view.feed("atom", base=BASE, language="en")
    assert web.get("/series/udsyn/podcast.rss").content == view.podcast("udsyn", base=BASE)
    assert web.get("/da/courses.ics").content == view.calendar(base=BASE)
    assert web.get("/sitemap.xml").content == view.sitemap(base=BASE)
    assert web.get("/en/suggestions.json?q=ek").json() == view.suggestions("ek", base=BASE, language="en")


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", {"nyhed", "afsnit"}),
        ("?kind=podcastafsnit", {"afsnit"}),
        ("?topic=ekstremisme", {"nyhed"}),
        ("?kind=news&kind=podcast_episode&year=2019-2020", {"nyhed", "afsnit"}),
        ("?series=udsyn&q=titel", {"afsnit"}),
        ("?utm_source=x&q=nynazisme", {"nyhed"}),
        ("?q=findesikke", set()),
    ],
)
@pytest.mark.parametrize("ending", ["atom", "rss"])
def test_a_feed_has_the_same_filters_as_a_search(web: TestClient, ending: str, query: str, titles: set[str]) -> None:
    found = by_feedparser(web.get(f"/da/feed.{ending}{query}").content)
    assert {one.title for one in found.entries} == {f"Titel på {title}" for title in titles}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/da/feed.atom?topic=findes-ikke", 404),
        ("/da/feed.rss?kind=findes-ikke", 404),
        ("/da/feed.rss?year=i+fjor", 400),
        ("/da/feed.rss?language=tlh", 400),
        (f"/da/feed.rss?q={'x' * 600}", 400),
        ("/da/feed.json", 404),
        ("/series/findes-ikke/podcast.rss", 404),
        ("/da/courses.ics?audience=findes-ikke", 404),
        ("/sitemap-1.xml", 404),
        ("/sitemap-0.xml", 404),
        ("/sitemap-x.xml", 404),
        (f"/sitemap-{'9' * 400}.xml", 404),
    ],
)
def test_what_there_is_not_is_told_as_a_problem(web: TestClient, path: str, status: int) -> None:
    told = web.get(path, headers={"Accept": "application/json"})
    assert (told.status_code, told.headers["content-type"]) == (status, "application/problem+json")
    assert told.json()["status"] == status


def test_podcast_apps_read_what_is_served(web: TestClient) -> None:
    address = f"{BASE}/series/udsyn/podcast.rss"
    found = by_podcastparser(web.get("/series/udsyn/podcast.rss").content, address)
    assert [one["title"] for one in found["episodes"]] == ["Titel på afsnit"]
    picture = web.get(found["cover_url"].removeprefix(BASE))
    assert (picture.status_code, picture.headers["content-type"]) == (200, "image/png")


def test_whom_to_tell_of_a_hole_is_told_where_somebody_is(web: TestClient, stocked: Catalogue) -> None:
    told = web.get("/.well-known/security.txt")
    assert told.headers["content-type"] == "text/plain; charset=utf-8"
    assert told.text.startswith("Contact: mailto:sikkerhed@example.org\n")
    silent = TestClient(create_app(stocked, base_url=BASE))
    assert silent.get("/.well-known/security.txt").status_code == 404


@pytest.mark.parametrize("query", ["", "?q=", "?q=%00%ff", f"?q={'x' * 3_000}", "?q=ek&q=ny"])
def test_whatever_is_typed_is_completed(web: TestClient, query: str) -> None:
    told = web.get(f"/da/suggestions.json{query}")
    assert (told.status_code, told.headers["content-type"]) == (200, "application/x-suggestions+json")
    found: Any = told.json()
    assert [type(one) for one in found] == [str, list, list, list]


def test_pages_tell_browsers_how_to_search(web: TestClient) -> None:
    page = web.get("/en/").text
    assert (
        f'type="application/opensearchdescription+xml" title="Knowledge catalogue" href="{BASE}/en/opensearch.xml"'
        in page
    )


def test_every_address_in_the_sitemap_is_a_page(web: TestClient) -> None:
    root = fromstring(web.get("/sitemap.xml").content)
    named = {(one.get("hreflang"), one.get("href", "").removeprefix(BASE)) for one in root.iter() if one.attrib}
    answered = {(language, web.get(path).status_code) for language, path in named}
    assert answered == {("da", 200), ("en", 200), ("x-default", 303)}
