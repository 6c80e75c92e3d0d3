"""What crawlers and browsers are told: the sitemap, robots.txt, how to search here, whom to tell of a hole."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.robotparser import RobotFileParser
from xml.etree.ElementTree import fromstring

import pytest
from conftest import make_entry
from feed_readers import program

from ncfe_kb import Audience, Catalogue, Course, InvalidRecord, Series, Text, UnknownRecord
from ncfe_kb.addresses import Addresses
from ncfe_kb.catalogue.syndicating.contact import security_of
from ncfe_kb.catalogue.syndicating.crawling import places_of, sitemap_of
from ncfe_kb.formats.sitemaps import Place

BASE = "https://example.org/kb"
AT = Addresses(BASE)
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


@pytest.fixture
def stocked(kb: Catalogue) -> Catalogue:
    """A catalogue with one of everything that has a page, and a secret of each."""
    kb.put(
        Series(id="udsyn", title=Text(da="Udsyn")),
        Series(id="hemmelig", title=Text(da="Hemmelig")),
        Audience(id="laerere", label=Text(da="lærere")),
        make_entry(
            "vaerk", series="udsyn", contributors=({"name": "Åse Holm", "role": "author", "person": "holm-aase"},)
        ),
        make_entry("hemmeligt", series="hemmelig", statuses=({"status": "planned"},)),
        Course(id="kursus", theme=Text(da="Exit"), catalogues=("vaerk",)),
        Course(id="hemmeligt-kursus", theme=Text(da="Hemmeligt"), catalogues=("hemmeligt",)),
    )
    return kb


def addresses(data: bytes) -> list[str]:
    return [one.text or "" for one in fromstring(data).iter(f"{MAP}loc")]


def crawled(pages: Callable[[str], bytes | None], home: str = BASE) -> Any:
    """Return what ultimate-sitemap-parser finds on a site that has these files."""
    program("usp")
    from usp.tree import sitemap_tree_for_homepage
    from usp.web_client.abstract_client import AbstractWebClient, LocalWebClientSuccessResponse, WebClientErrorResponse

    class Missing(WebClientErrorResponse):
        """That there is no such file."""

    class Client(AbstractWebClient):
        """Asks for the files."""

        def set_max_response_data_length(self, max_response_data_length: int | None) -> None:
            """Take any length."""

        def get(self, url: str) -> Any:
            data = pages(url)
            if data is None:
                return Missing("404", retryable=False)
            return LocalWebClientSuccessResponse(url, data.decode())

    return sitemap_tree_for_homepage(home, web_client=Client(), normalize_homepage_url=False, use_known_paths=False)


def test_every_public_page_is_there_in_both_languages(stocked: Catalogue) -> None:
    paths = (
        *("/", "/topics", "/series", "/courses", "/about", "/works/vaerk"),
        *(f"/topics/{topic}" for topic in ("ekstremisme", "hoejreekstremisme", "nynazisme")),
        *("/people/holm-aase", "/series/udsyn", "/courses/kursus"),
    )
    data = stocked.public.sitemap(base=BASE)
    assert sorted(addresses(data)) == sorted(f"{BASE}/{language}{path}" for language in ("da", "en") for path in paths)
    assert b"emmelig" not in data


def test_a_page_names_itself_in_the_other_languages(stocked: Catalogue) -> None:
    pages = {one.findtext(f"{MAP}loc"): one for one in fromstring(stocked.public.sitemap(base=BASE))}
    for language in ("da", "en"):
        found = [
            (one.get("hreflang"), one.get("href")) for one in pages[f"{BASE}/{language}/works/vaerk"] if one.attrib
        ]
        work = "works/vaerk"
        assert found == [
            ("da", f"{BASE}/da/{work}"),
            ("en", f"{BASE}/en/{work}"),
            ("x-default", f"{BASE}/{work}"),
        ]


def test_a_work_says_when_it_changed(stocked: Catalogue) -> None:
    def changed() -> str:
        pages = {one.findtext(f"{MAP}loc"): one for one in fromstring(stocked.public.sitemap(base=BASE))}
        return pages[f"{BASE}/da/works/vaerk"].findtext(f"{MAP}lastmod", "")

    before = changed()
    assert datetime.fromisoformat(before) == datetime.fromisoformat(stocked.history("vaerk")[0].at)
    stocked.put(stocked["vaerk"].with_(notes=Text(da="internt")))
    assert changed() == before


def test_the_sitemap_follows_the_catalogue(stocked: Catalogue) -> None:
    stocked.public.sitemap(base=BASE)
    stocked.withdraw("vaerk")
    assert [one for one in addresses(stocked.public.sitemap(base=BASE)) if "/works/" in one] == []


def test_ultimate_sitemap_parser_finds_the_site_by_its_robots_txt(starter: Catalogue) -> None:
    files = {
        f"{BASE}/robots.txt": starter.public.robots(base=BASE).encode(),
        f"{BASE}/sitemap.xml": starter.public.sitemap(base=BASE),
    }
    found = list(crawled(files.get).all_pages())
    assert sorted(one.url for one in found) == sorted(addresses(files[f"{BASE}/sitemap.xml"]))
    works = {one.url: one for one in found if "/works/" in one.url}
    assert len(works) == 2 * len(starter.public)
    assert all(one.last_modified for one in works.values())
    one = works[f"{BASE}/da/works/udsyn"]
    assert dict(one.alternates) == {
        "da": f"{BASE}/da/works/udsyn",
        "en": f"{BASE}/en/works/udsyn",
        "x-default": f"{BASE}/works/udsyn",
    }


def test_a_site_too_large_for_one_sitemap_has_several() -> None:
    places = places_of({}, [("/topics", [f"t{number}" for number in range(30)])], AT)

    def file(address: str) -> bytes | None:
        if address == f"{BASE}/robots.txt":
            return f"Sitemap: {BASE}/sitemap.xml".encode()
        name = address.removeprefix(f"{BASE}/sitemap").removesuffix(".xml")
        return sitemap_of(places, AT, int(name.removeprefix("-")) if name else None, most=20)

    assert addresses(file(f"{BASE}/sitemap.xml") or b"") == [f"{BASE}/sitemap-{number}.xml" for number in range(1, 5)]
    found = [one.url for one in crawled(file).all_pages()]
    assert len(found) == len(set(found)) == 70
    with pytest.raises(UnknownRecord):
        sitemap_of(places, AT, 5, most=20)


def test_a_part_is_no_larger_than_crawlers_take() -> None:
    places = [Place({"da": f"{BASE}/da/{number}", "en": f"{BASE}/en/{number}"}, BASE) for number in range(25_001)]
    assert len(addresses(sitemap_of(places, AT))) == 2
    first, second = (sitemap_of(places, AT, number) for number in (1, 2))
    assert (first.count(b"<loc>"), second.count(b"<loc>")) == (50_000, 2)
    assert len(first) < 50_000_000


@pytest.mark.parametrize("part", [0, 1, 2, -1])
def test_a_sitemap_in_one_has_no_parts(stocked: Catalogue, part: int) -> None:
    with pytest.raises(UnknownRecord):
        stocked.public.sitemap(base=BASE, part=part)


def test_crawlers_may_read_all_but_searches_that_are_narrowed_again_and_again(kb: Catalogue) -> None:
    text = kb.public.robots(base=BASE)
    assert text == (
        f"User-agent: *\nDisallow: /kb/da/search?*&\nDisallow: /kb/en/search?*&\nSitemap: {BASE}/sitemap.xml\n"
    )
    rules = RobotFileParser()
    rules.parse(text.splitlines())
    assert all(rules.can_fetch("*", f"{BASE}{path}") for path in ("/da/", "/da/works/exit", "/da/search?topic=exit"))
    assert rules.site_maps() == [f"{BASE}/sitemap.xml"]


@pytest.mark.parametrize("language", ["da", "en"])
def test_browsers_are_told_how_to_search(kb: Catalogue, language: Any) -> None:
    root = fromstring(kb.public.opensearch(base=BASE, language=language))
    assert 0 < len(root.findtext(f"{OPENSEARCH}ShortName", "")) <= 16
    assert root.findtext(f"{OPENSEARCH}Language") == language
    assert {one.get("type"): one.get("template") for one in root.iter(f"{OPENSEARCH}Url")} == {
        "text/html": f"{BASE}/{language}/search?q={{searchTerms}}&page={{startPage?}}",
        "application/atom+xml": f"{BASE}/{language}/feed.atom?q={{searchTerms}}",
        "application/rss+xml": f"{BASE}/{language}/feed.rss?q={{searchTerms}}",
        "application/x-suggestions+json": f"{BASE}/{language}/suggestions.json?q={{searchTerms}}",
        "application/opensearchdescription+xml": f"{BASE}/{language}/opensearch.xml",
    }


def test_what_is_typed_is_completed_with_what_it_is_and_where(stocked: Catalogue) -> None:
    stocked.put(make_entry("bog", title=Text(da="Holm i havet"), contributors=({"name": "Bo Holm", "role": "author"},)))
    found = stocked.public.suggestions("holm", base=BASE, language="en")
    assert json.loads(json.dumps(found)) == [
        "holm",
        ["Holm i havet", "Åse Holm", "Bo Holm"],
        ["entry", "person", "person"],
        [f"{BASE}/en/works/bog", f"{BASE}/en/people/holm-aase", f"{BASE}/en/search?person=Bo+Holm"],
    ]
    assert stocked.public.suggestions("ekstre", base=BASE)[3] == [f"{BASE}/da/topics/ekstremisme"]
    assert stocked.public.suggestions("hemmelig", base=BASE) == ["hemmelig", [], [], []]


def test_who_finds_a_hole_is_told_whom_to_tell() -> None:
    fields = dict(line.split(": ", 1) for line in security_of("mailto:sikkerhed@example.org", AT).splitlines())
    until = datetime.fromisoformat(fields.pop("Expires"))
    assert timedelta(days=150) < until - datetime.now(UTC) < timedelta(days=365)
    assert fields == {
        "Contact": "mailto:sikkerhed@example.org",
        "Preferred-Languages": "da, en",
        "Canonical": f"{BASE}/.well-known/security.txt",
    }


def test_a_base_that_is_no_address_is_refused(kb: Catalogue) -> None:
    for ask in (kb.public.sitemap, kb.public.robots, kb.public.opensearch, kb.public.calendar):
        with pytest.raises(InvalidRecord, match="is not what web addresses begin with"):
            ask(base="ftp://example.org")
