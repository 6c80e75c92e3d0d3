"""Feeds of the newest works: what they tell, in which language, and that other programs read them."""

import itertools
import subprocess
import sys
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from conftest import VOCABULARY, make_entry
from feed_readers import by_feedparser, by_rss_parser
from feeds_read import BASE, FORMS, dated, read
from hypothesis import given
from hypothesis import strategies as st
from strategies import THOROUGH

from ncfe_kb import Catalogue, Contributor, InvalidRecord, Person, Text, UnknownRecord
from ncfe_kb.languages import Language

pytest.importorskip("feedgen", reason="feedgen is not installed: pip install 'ncfe-kb[feeds]'")
ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
AASE = Contributor(name="Åse Holm", role="author", person="holm-aase")


@pytest.fixture(params=FORMS)
def form(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def stocked(kb: Catalogue) -> Catalogue:
    """A catalogue with works that came out on different days, and some that nobody sees."""
    kb.put(
        dated("gammel", "2019-03-01", title=Text(da="Gammel", en="Old"), date="2019", contributors=(AASE,)),
        dated("ny", "2021-05-02", title=Text(da="Ny"), abstract=Text(da="Om exit."), topics=("ekstremisme",)),
        dated("midt", "2020-01-01", kind="podcast_episode", title=Text(en="Between"), topics=("nynazisme",)),
        dated("kommer", "2199-01-01", title=Text(da="Hemmeligheden kommer")),
        make_entry("kladde", title=Text(da="Hemmeligheden"), statuses=({"status": "in_preparation"},)),
    )
    return kb


def titles(catalogue: Catalogue, form: str = "atom", **asked: Any) -> list[str]:
    return [one.title for one in read(catalogue, form, **asked).entries]


def test_a_feed_has_the_public_works_by_the_day_on_which_they_came(stocked: Catalogue, form: str) -> None:
    assert titles(stocked, form) == ["Ny", "Between", "Gammel"]
    assert titles(stocked, form, limit=1) == ["Ny"]
    assert titles(stocked, form, limit=0) == []
    assert b"emmeligh" not in stocked.public.feed(form, base=BASE)


def test_a_feed_is_of_a_search_where_one_is_asked_for(stocked: Catalogue, form: str) -> None:
    assert titles(stocked, form, kinds=["podcastafsnit"]) == ["Between"]
    assert titles(stocked, form, topics=["ekstremisme"]) == ["Ny", "Between"]
    assert titles(stocked, form, text="exit") == ["Ny"]
    assert titles(stocked, form, people=["Åse Holm"], years=["2018-2020"]) == ["Gammel"]
    assert titles(stocked, form, text="hemmeligheden") == []


def test_a_feed_says_of_what_it_is_and_where_the_same_search_is(stocked: Catalogue) -> None:
    asked: dict[str, Any] = {"text": "exit & mere", "topics": ["ekstremisme", "nynazisme"], "kinds": ["news"]}
    found = read(stocked, language="en", **asked).feed
    assert found.title == (
        "New publications on the prevention of extremism: “exit & mere”, news items, extremism, neo-Nazism"
    )
    query = "q=exit+%26+mere&kind=news&topic=ekstremisme&topic=nynazisme"
    links = {one.rel: one.href for one in found.links}
    assert links == {"self": f"{BASE}/en/feed.atom?{query}", "alternate": f"{BASE}/en/search?{query}"}


def test_an_entry_tells_who_what_about_and_when(stocked: Catalogue) -> None:
    new, between, old = read(stocked, language="en").entries
    assert (old.id, old.link) == (f"{BASE}/works/gammel", f"{BASE}/en/works/gammel")
    assert (old.author, old.published) == ("Åse Holm", "2019-02-28T23:00:00+00:00")
    assert [(one.term, one.scheme, one.label) for one in new.tags] == [("ekstremisme", f"{BASE}/topics", "extremism")]
    assert "news item · 2019 · Åse Holm" in old.summary
    assert between.tags[0].label == "neo-Nazism"


def test_what_is_not_in_the_readers_language_says_so(stocked: Catalogue) -> None:
    new, between, old = read(stocked, language="en").entries
    assert [one.title_detail.language for one in (new, between, old)] == ["da", "en", "en"]
    assert "in Danish only" in new.summary
    assert "only" not in between.summary + old.summary
    root = fromstring(stocked.public.feed("atom", base=BASE, language="en"))
    marked = [(one.tag.removeprefix(ATOM), one.get(LANG)) for one in root.iter() if one.get(LANG) == "da"]
    assert marked == [("title", "da"), ("summary", "da")]
    english = [one.get("dc_language") or one.get("language") for one in read(stocked, "rss", language="en").entries]
    assert english == ["da", None, None]
    assert "kun på engelsk" in read(stocked, "rss").entries[1].summary


def test_an_unknown_form_filter_or_base_is_named(stocked: Catalogue) -> None:
    with pytest.raises(UnknownRecord, match="json"):
        stocked.public.feed("json", base=BASE)
    with pytest.raises(UnknownRecord, match="findes-ikke"):
        stocked.public.feed("rss", base=BASE, topics=["findes-ikke"])
    with pytest.raises(InvalidRecord, match="is not what web addresses begin with"):
        stocked.public.feed("rss", base="example.org")


def test_an_empty_feed_is_a_feed(kb: Catalogue, form: str) -> None:
    assert read(kb, form).entries == []


def test_what_the_catalogue_began_with_is_not_news(starter: Catalogue, form: str) -> None:
    entries = read(starter, form, limit=200).entries
    assert len(entries) == len(starter.public) > 60
    days = [one.get("published_parsed") for one in entries]
    known = [day for day in days if day]
    assert known == sorted(known, reverse=True)
    assert days[len(known) :] == [None] * (len(days) - len(known))
    assert known[0].tm_year < 2026


@pytest.mark.parametrize("language", ["da", "en"])
def test_npms_rss_parser_reads_the_centres_feeds(starter: Catalogue, form: str, language: Language) -> None:
    found = by_rss_parser(starter.public.feed(form, base=BASE, language=language))
    mine = read(starter, form, language=language)
    assert (found["title"], len(found["items"])) == (mine.feed.title, 30)
    assert [(one["title"], one["link"]) for one in found["items"]] == [(one.title, one.link) for one in mine.entries]
    assert found["feedUrl"] == f"{BASE}/{language}/feed.{form}"


ODD = ("]]>", "<b>", "&amp;", "&", "\u202e", "\u2066", "\uffff", "\ufffe", "👩‍👩‍👧", "\t", "\n", "'", '"')
CHARACTERS = st.characters(exclude_categories=["Cc", "Cs"])
WORDS = st.lists(CHARACTERS | st.sampled_from(ODD), min_size=1, max_size=30).map("".join).filter(str.strip)


@given(title=WORDS, abstract=WORDS, name=WORDS, text=WORDS)
@THOROUGH
def test_whatever_a_text_holds_the_feed_is_well_formed_and_says_it(
    title: str, abstract: str, name: str, text: str
) -> None:
    with Catalogue.in_memory() as kb:
        author = Contributor(name=name, role="author")
        kb.put(
            *VOCABULARY, make_entry("vaerk", title=Text(da=title), abstract=Text(en=abstract), contributors=(author,))
        )
        wanted = " ".join(kb["vaerk"].title_in("da").value.replace("\ufffe", "�").replace("\uffff", "�").split())
        for form, language in itertools.product(FORMS, ("da", "en")):
            data = kb.public.feed(form, base=BASE, language=language)
            found = [one.text for one in fromstring(data).iter() if one.tag in {"title", f"{ATOM}title"}]
            assert found[1] == wanted
            by_feedparser(data)
            by_feedparser(kb.public.feed(form, base=BASE, text=text))


def test_a_very_long_title_stands_in_the_feed(kb: Catalogue, form: str) -> None:
    kb.put(make_entry("vaerk", title=Text(da="ord " * 50_000)))
    assert len(titles(kb, form)[0]) == 199_999


def test_writing_a_feed_leaves_the_locale_of_the_process_alone(stocked: Catalogue, form: str) -> None:
    import locale

    asked: list[int] = []
    real, locale.setlocale = locale.setlocale, lambda *given: asked.append(1) or real(*given)
    try:
        stocked.public.feed(form, base=BASE)
    finally:
        locale.setlocale = real
    assert not asked


def every_feed(catalogue: Catalogue) -> Iterator[bytes]:
    for form, language in itertools.product(FORMS, ("da", "en")):
        yield catalogue.public.feed(form, base=BASE, language=language)


def test_who_withdrew_their_consent_is_not_named(kb: Catalogue) -> None:
    gone = {"scope": "name", "date": "2019", "withdrawn": "2020"}
    kb.put(make_entry("vaerk", contributors=(AASE.with_(consents=(gone,)),)))
    assert all(b"Holm" not in data and b"N.N." not in data for data in every_feed(kb))


def test_a_feed_of_somebody_who_is_not_to_be_found_names_nobody(stocked: Catalogue) -> None:
    stocked.put(Person(id="baek-bo", name="Bo Bæk", name_variants=("Bob Bæk",)))
    stocked.put(
        make_entry("skjult", statuses=(), contributors=({"name": "Bo Bæk", "role": "author", "person": "baek-bo"},))
    )
    assert read(stocked, language="en", people=["baek-bo"]).feed.title.endswith("extremism: baek-bo")
    assert read(stocked, language="en", people=["Aase Holm"]).feed.title.endswith("extremism: Åse Holm")


WITHOUT = """
import sys
sys.modules["feedgen"] = sys.modules["icalendar"] = None
from ncfe_kb import Catalogue, MissingExtra
with Catalogue.in_memory(starter=True) as kb:
    asked = (lambda: kb.feed("rss", base="https://a"), lambda: kb.calendar(base="https://a"))
    for ask in (*asked, lambda: kb.podcast("udsyn", base="https://a")):
        try:
            ask()
        except MissingExtra as error:
            print(error)
    assert kb.sitemap(base="https://a")
"""


def test_who_has_not_installed_what_feeds_need_is_told_how() -> None:
    done = subprocess.run([sys.executable, "-c", WITHOUT], check=True, capture_output=True, text=True)
    names = ("feedgen", "icalendar", "feedgen")
    assert done.stdout.splitlines() == [f"{name} is not installed; run: pip install 'ncfe-kb[feeds]'" for name in names]
