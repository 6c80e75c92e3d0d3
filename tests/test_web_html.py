"""Pages as programs read them: sound HTML, languages that are told, links that lead somewhere, few bytes."""

import json
import re
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import httpx
import pytest
from browsing import from_npm, program
from lxml import html
from lxml.html import HtmlElement
from published import ADDRESSES, PAGES

from ncfe_kb import Catalogue, Text
from ncfe_kb.i18n import ONLY_IN, localiser
from ncfe_kb.languages import LANGUAGES, Language, other
from ncfe_kb.web import pages

pytestmark = pytest.mark.slow
MOST = 60_000
"""Bytes of a first visit: the page, its style, script and icon."""
LOADED = "//link[@rel='stylesheet' or @rel='icon']/@href | //script/@src | //img/@src"
CARRIES_NO_MARKUP = {"title", "option"}
QUOTED = "cited"
"""The class of a citation, whose words are the style's own."""


@pytest.fixture(scope="module")
def web(site: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=site, timeout=20) as client:
        yield client


@pytest.fixture(scope="module")
def read(web: httpx.Client) -> dict[str, HtmlElement]:
    """Every type of page in both languages, parsed."""
    return {address: html.document_fromstring(web.get(address).text) for address in ADDRESSES}


def test_every_type_of_page_is_looked_at() -> None:
    for path in pages.PAGES:
        assert any(re.fullmatch(re.sub("{.*}", "[^/]+", path), urlsplit(one).path) for one in PAGES.values()), path


def test_the_nu_html_checker_finds_nothing(web: httpx.Client, tmp_path: Path) -> None:
    for number, address in enumerate(ADDRESSES):
        (tmp_path / f"{number}.html").write_bytes(web.get(address).content)
    for asset in ("style.css", "icon.svg"):
        (tmp_path / asset).write_bytes(web.get(f"/static/{asset}").content)
    java, checker = program("java", "default-jre-headless"), from_npm("vnu-jar/build/dist/vnu.jar")
    kinds = ["--also-check-css", "--also-check-svg", "--no-langdetect"]  # a page may be all about a text of the other
    options = ["--format", "json", "--exit-zero-always", "--stdout", *kinds]
    done = subprocess.run(
        [java, "-Xss1m", "-jar", checker, *options, *tmp_path.iterdir()], capture_output=True, check=True
    )
    found = set()
    for one in json.loads(done.stdout)["messages"]:
        name = Path(urlsplit(one["url"]).path).stem
        found.add(f"{ADDRESSES[int(name)] if name.isdigit() else name}: {one['message']} {one.get('extract', '')}")
    assert "\n".join(sorted(found)) == ""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_a_page_tells_its_language_and_leads_to_the_same_page_in_the_other(
    read: dict[str, HtmlElement], site: str, path: str, language: Language
) -> None:
    page = read[f"/{language}{path}"]
    assert page.get("lang") == language
    (switch,) = page.xpath("//*[@class='switch']/a")
    assert switch.get("lang") == switch.get("hreflang") == other(language)
    alternates = {one.get("hreflang"): one.get("href") for one in page.xpath("//link[@rel='alternate'][@hreflang]")}
    canonical = page.xpath("//link[@rel='canonical']/@href")
    if page.xpath("//meta[@name='robots']"):
        assert (alternates, canonical) == ({}, [])
        return
    assert urljoin(site, switch.get("href")) == f"{site}/{other(language)}{path}"
    assert alternates == {"da": f"{site}/da{path}", "en": f"{site}/en{path}", "x-default": site + path}
    assert canonical == [alternates[language]]


def texts_of(kb: Catalogue) -> list[Text]:
    """Return the texts of a catalogue that its pages show."""
    public, known = kb.public, kb.public.vocabulary
    works = [public[slug] for slug in public]
    texts = [text for entry in works for text in (*entry.titles, entry.abstract, entry.genre, entry.extent)]
    texts += [text for one in known.topics.values() for text in (one.preferred_label, one.definition)]
    texts += [one.label for one in known.audiences.values()] + [one.title for one in known.series.values()]
    return texts + [one.course.theme for one in public.courses()]


def holders(page: HtmlElement, texts: set[str]) -> Iterator[HtmlElement]:
    """Yield the innermost elements of the content that hold just one of the texts."""
    for one in page.find(".//main").iter():
        if isinstance(one.tag, str) and one.text_content().strip().strip("[]") in texts:
            inner = [below.text_content().strip() for below in one.iterchildren() if isinstance(below.tag, str)]
            if one.text_content().strip() not in inner:
                yield one


def unsaid(page: HtmlElement, texts: set[str], own: set[str], language: Language) -> Iterator[str]:
    """Yield what holds one of the longer texts among other words, and is read aloud in the page's language."""
    long = [text for text in texts if len(text) > 15]
    for said in page.xpath("//main//text()"):
        if said.strip() in own:
            continue
        holder = said.getparent().getparent() if said.is_tail else said.getparent()
        near = holder.xpath("ancestor-or-self::*[@lang or @class][1]")[0]
        is_told = holder.xpath("string(ancestor-or-self::*[@lang][1]/@lang)") != language
        if not is_told and near.get("class") != QUOTED and any(text in said for text in long):
            yield str(said)[:200]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_in_the_other_language_says_so_to_ears_and_eyes(
    read: dict[str, HtmlElement], catalogue: Catalogue, language: Language
) -> None:
    every, note = texts_of(catalogue), localiser(language)(ONLY_IN[other(language)])
    own = {text.get(language) or "" for text in every}
    texts = {text.get(other(language)) or "" for text in every if not text.get(language)} - own
    unmarked, marked = [], 0
    for address, page in read.items():
        unmarked += [
            f"{address}: {one}" for one in unsaid(page, texts, own, language) if address.startswith(f"/{language}/")
        ]
        for one in holders(page, texts) if address.startswith(f"/{language}/") else ():
            if one.tag in CARRIES_NO_MARKUP or one.get("class") == QUOTED:
                continue
            near = one.getnext()
            is_noted = near is not None and near.get("class") == "note" and note in near.text_content()
            marked += 1
            if one.get("lang") != other(language) or not is_noted:
                unmarked.append(f"{address}: {html.tostring(one, encoding='unicode')[:200]}")
    assert "\n".join(unmarked) == ""
    assert marked > 30


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_told_is_followed_by_the_note_that_it_is(
    read: dict[str, HtmlElement], language: Language
) -> None:
    for address, page in read.items():
        for one in page.xpath("//body//span[@lang]") if address.startswith(f"/{language}/") else ():
            assert one.get("lang") == other(language)
            assert one.getnext().get("class") == "note"


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_first_visit_is_light(web: httpx.Client, read: dict[str, HtmlElement], address: str) -> None:
    loaded = {urljoin(address, to) for to in read[address].xpath(LOADED)}
    assert len(loaded) == 3
    assert sum(len(web.get(each).content) for each in (address, *loaded)) < MOST


def links(page: HtmlElement, address: str, site: str) -> Iterator[str]:
    """Yield where a page leads to on its own site, without what stands after a hash."""
    for to in page.xpath("//a/@href | //link/@href | //script/@src | //form/@action"):
        full = urldefrag(urljoin(site + address, to))[0]
        if full.startswith(site):
            yield full[len(site) :]


def test_every_link_leads_somewhere(web: httpx.Client, site: str) -> None:
    waiting, known, dead = list(ADDRESSES), set(ADDRESSES), {}
    while waiting:
        address = waiting.pop()
        answer = web.get(address, follow_redirects=True)
        if answer.status_code != 200 and address not in ADDRESSES:
            dead[address] = answer.status_code
        if answer.headers["content-type"].startswith("text/html") and (address in ADDRESSES or "?" not in address):
            page = html.document_fromstring(answer.text)
            fresh = {to for to in links(page, address, site) if is_of_interest(to, address)} - known
            known |= fresh
            waiting += fresh
    assert "\n".join(f"{status} {address}" for address, status in sorted(dead.items())) == ""
    assert len(known) > 300


def is_of_interest(to: str, found_on: str) -> bool:
    """Return whether a link is followed: from the pages of each type all are, but only Danish searches and works."""
    if found_on in ADDRESSES:
        return not to.startswith("/en/search?")
    return to.startswith("/da/") and not ("?" in to or "." in to)


def test_a_link_within_a_page_leads_to_something_on_it(read: dict[str, HtmlElement]) -> None:
    for address, page in read.items():
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), address
        assert {to[1:] for to in page.xpath("//a/@href") if to.startswith("#")} <= set(ids), address


def test_headings_go_down_one_step_at_a_time(read: dict[str, HtmlElement]) -> None:
    for address, page in read.items():
        levels = [int(one.tag[1]) for one in page.iter() if re.fullmatch("h[1-6]", str(one.tag))]
        assert levels[0] == 1, address
        assert levels.count(1) == 1, address
        assert all(after <= before + 1 for before, after in pairwise(levels)), address
