"""What pages tell search engines and reference managers, read back by extruct and by schema.org's types."""

import json
import shutil
import subprocess
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, make_entry
from described import ARTICLE, EVENT
from hypothesis import given, settings
from hypothesis import strategies as st

from ncfe_kb import Catalogue, Contributor, Course, Kind, Series, Text
from ncfe_kb.errors import InvalidRecord, UnknownRecord
from ncfe_kb.formats.citation_tags import SCHOLARLY
from ncfe_kb.formats.schema_org import embedded
from ncfe_kb.models import Identifier

BASE = "https://example.org"
SLUG = "fa-exit-christensen-2019"
NODE = ROOT / "tests/node/node_modules"
EPISODE = Kind(
    id="episode",
    label=Text(da="afsnit", en="episode"),
    plural=Text(da="afsnit", en="episodes"),
    shape="episode",
    schema_type="PodcastEpisode",
)
SOUND = {"url": "https://example.org/1.mp3", "length": 1234, "type": "audio/mpeg"}


@pytest.fixture
def stocked(kb: Catalogue) -> Catalogue:
    """A catalogue with a work of each sort that structured data knows."""
    kb.put(
        EPISODE,
        ARTICLE,
        EVENT,
        Series(id="udsyn", title=Text(da="Udsyn", en="Outlook")),
        Series(id="tidsskrift", title=Text(da="Tidsskrift for Exit")),
        make_entry(
            "afsnit",
            kind="episode",
            title=Text(da="Første afsnit"),
            date="2020-01-31",
            language="da",
            series="udsyn",
            contributors=(Contributor(name="Åse Holm", role="host", person="holm-aase"),),
            episode={"number": 1, "season": 2, "duration": 3725, "enclosure": SOUND},
        ),
        make_entry("intern", kind="episode", series="udsyn", episode={"number": 2}, statuses=()),
        make_entry(
            "artikel",
            kind="journal_article",
            title=Text(en="The way out", da="Vejen ud"),
            date="2021-04",
            language="en",
            series="tidsskrift",
            series_number="47(4)",
            extent=Text(en="pp. 3–19", da="s. 3–19"),
            topics=("ekstremisme",),
            contributors=(
                Contributor(name="Åse Holm", role="author", person="holm-aase", affiliation="RUC"),
                Contributor(name="Forlaget", role="publisher"),
            ),
            identifiers=(Identifier(scheme="doi", value="10.1002/x<y"), Identifier(scheme="issn", value="0141-1926")),
            urls=("https://example.com/article.pdf",),
        ),
        make_entry("moede", kind="event", title=Text(da="Møde"), date="2019-11-07/2019-11-08"),
        Course(
            id="kursus",
            theme=Text(da="Exit i praksis", en="Exit in practice"),
            catalogues=("katalog",),
            topics=("ekstremisme",),
            sessions=(
                {
                    "date": "2026-03-02/2026-03-03",
                    "place": "Aarhus",
                    "seats": 20,
                    "taken": 5,
                    "format": {"da": "fysisk"},
                },
                {"date": "2026-09"},
            ),
        ),
        make_entry("katalog"),
    )
    return kb


def data_of(kb: Catalogue, page: str, id: str = "", language: Any = "da") -> dict[str, Any]:
    return dict(json.loads(kb.public.structured_data(page, id, base=BASE, language=language) or "{}"))


def test_a_page_tells_of_a_work_in_its_own_language(stocked: Catalogue) -> None:
    one = data_of(stocked, "work", "artikel")
    assert (one["@type"], one["@id"]) == ("ScholarlyArticle", f"{BASE}/works/artikel")
    assert one["mainEntityOfPage"] == {"@type": "WebPage", "@id": f"{BASE}/da/works/artikel", "inLanguage": "da"}
    assert (one["name"], one["alternateName"], one["inLanguage"]) == ("Vejen ud", "The way out", "en")
    assert one["url"] == [f"{BASE}/da/works/artikel", "https://example.com/article.pdf"]
    assert one["sameAs"] == "https://doi.org/10.1002/x%3Cy"
    assert one["author"]["@id"] == f"{BASE}/people/holm-aase"
    assert one["about"]["@id"] == f"{BASE}/topics/ekstremisme"
    assert one["about"]["name"] == "ekstremisme"
    assert one["isPartOf"]["isPartOf"]["@id"] == f"{BASE}/series/tidsskrift"
    english = data_of(stocked, "work", "artikel", "en")
    assert (english["name"], english["alternateName"]) == ("The way out", "Vejen ud")
    assert english["url"][0] == f"{BASE}/en/works/artikel"
    assert "@value" not in json.dumps(english)


def test_a_podcast_has_its_feed_and_the_episodes_that_are_public(stocked: Catalogue) -> None:
    one = data_of(stocked, "series", "udsyn", "en")
    assert (one["@type"], one["@id"], one["name"]) == ("PodcastSeries", f"{BASE}/series/udsyn", "Outlook")
    assert one["webFeed"] == f"{BASE}/series/udsyn/podcast.rss"
    assert [(part["@type"], part["name"], part["episodeNumber"]) for part in one["hasPart"]] == [
        ("PodcastEpisode", "Første afsnit", 1)
    ]
    assert data_of(stocked, "work", "afsnit")["partOfSeries"]["@id"] == one["@id"]
    assert data_of(stocked, "series", "tidsskrift")["@type"] == "CreativeWorkSeries"


def test_a_course_tells_of_each_session_what_is_known(stocked: Catalogue) -> None:
    one = data_of(stocked, "course", "kursus")
    assert (one["@type"], one["@id"], one["name"]) == ("Course", f"{BASE}/courses/kursus", "Exit i praksis")
    assert one["hasCourseInstance"] == [
        {
            "@type": "CourseInstance",
            "startDate": "2026-03-02",
            "endDate": "2026-03-03",
            "location": {"@type": "Place", "name": "Aarhus"},
            "courseMode": "fysisk",
            "maximumAttendeeCapacity": 20,
            "remainingAttendeeCapacity": 15,
        },
        {"@type": "CourseInstance", "startDate": "2026-09"},
    ]


def test_an_event_has_its_days(stocked: Catalogue) -> None:
    one = data_of(stocked, "work", "moede")
    assert (one["@type"], one["startDate"], one["endDate"]) == ("Event", "2019-11-07", "2019-11-08")


def test_topics_people_and_the_site_have_theirs(starter: Catalogue) -> None:
    topic = data_of(starter, "topic", "exit", "en")
    assert (topic["@type"], topic["@id"]) == ("DefinedTerm", f"{BASE}/topics/exit")
    assert topic["inDefinedTermSet"]["@type"] == "DefinedTermSet"
    everything = data_of(starter, "topics")
    assert everything["@id"] == topic["inDefinedTermSet"]["@id"]
    assert len(everything["hasDefinedTerm"]) == len(starter.vocabulary.topics)
    person = data_of(starter, "person", "christensen-tina-wilchen")
    assert (person["@type"], person["mainEntity"]["name"]) == ("ProfilePage", "Tina Wilchen Christensen")
    site = data_of(starter, "site", language="en")
    assert site["potentialAction"]["target"]["urlTemplate"] == f"{BASE}/en/search?q={{search_term_string}}"
    about = data_of(starter, "about", language="en")
    assert f"{BASE}/works.bib" in [one["contentUrl"] for one in about["dataset"]["distribution"]]


def test_what_is_not_public_tells_nothing(stocked: Catalogue) -> None:
    for page, id in (("work", "intern"), ("work", "intet"), ("person", "intet"), ("topic", "x"), ("course", "x")):
        with pytest.raises(UnknownRecord):
            data_of(stocked, page, id)
    with pytest.raises(UnknownRecord):
        data_of(stocked, "frontpage")
    with pytest.raises(UnknownRecord):
        stocked.public.citation_tags("intern", base=BASE)
    with pytest.raises(InvalidRecord):
        stocked.public.structured_data("site", base="example.org")


@settings(max_examples=200)
@given(st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_nothing_that_is_told_ends_the_script(told: Any) -> None:
    text = embedded({"name": told})
    assert json.loads(text)["name"] == told
    assert not set(text) & set("<>&\u2028\u2029")


def extracted(kb: Catalogue, path: str) -> Any:
    """Return what extruct finds in the head of a page."""
    pytest.importorskip("fastapi", reason="the extra web is not installed")
    from starlette.testclient import TestClient

    from ncfe_kb.web import create_app

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        extruct = pytest.importorskip("extruct", reason="extruct is not installed; the extra test brings it")
    with TestClient(create_app(kb, base_url=BASE), base_url=BASE) as client:
        got = client.get(path)
    assert got.status_code == 200
    return extruct.extract(got.text, BASE, syntaxes=["json-ld", "dublincore"])


def test_extruct_reads_back_what_the_page_of_a_work_tells(stocked: Catalogue) -> None:
    stocked.put(
        make_entry("farlig", title=Text(da='</script><script>alert("&")</script>'), abstract=Text(da='a\u2028b"<'))
    )
    for slug in ("artikel", "afsnit", "moede", "farlig"):
        found = extracted(stocked, f"/da/works/{slug}")
        assert found["json-ld"] == [data_of(stocked, "work", slug)]
        tags = stocked.public.citation_tags(slug, base=BASE)
        assert core_of(found) == [tuple(tag) for tag in tags if tag.name.startswith("DC.")]
    languages = {text: language for _, text, language in core_of(extracted(stocked, "/en/works/artikel"))}
    assert (languages["Vejen ud"], languages["The way out"]) == ("da", "en")


def core_of(found: Any) -> list[tuple[str, str, str | None]]:
    """Return what extruct takes for Dublin Core, but for the page's own description, which it takes for that too."""
    (core,) = found["dublincore"]
    return [(each["name"], each["content"], each.get("lang")) for each in core["elements"] if each["name"][:3] == "DC."]


def test_extruct_reads_back_what_every_other_page_tells(stocked: Catalogue, starter: Catalogue) -> None:
    for kb, path, page, id in (
        (starter, "/en/", "site", ""),
        (starter, "/en/about", "about", ""),
        (starter, "/en/topics", "topics", ""),
        (starter, "/en/topics/exit", "topic", "exit"),
        (starter, "/en/people/christensen-tina-wilchen", "person", "christensen-tina-wilchen"),
        (stocked, "/en/series/udsyn", "series", "udsyn"),
        (stocked, "/en/courses/kursus", "course", "kursus"),
    ):
        assert extracted(kb, path)["json-ld"] == [data_of(kb, page, id, "en")], path
    assert extracted(stocked, "/en/topics")["json-ld"] == []  # there is no thesaurus that they are of
    assert extracted(starter, "/en/search?q=exit")["json-ld"] == []


def test_scholarly_works_alone_have_citation_tags(starter: Catalogue) -> None:
    kinds = starter.vocabulary.kinds
    for slug in starter.public:
        names = [tag.name for tag in starter.public.citation_tags(slug, base=BASE)]
        is_scholarly = kinds[starter.public[slug].kind].schema_type in SCHOLARLY
        assert any(name.startswith("citation_") for name in names) is is_scholarly
        assert "DC.title" in names


def test_the_tags_of_an_article_are_those_of_highwire(stocked: Catalogue) -> None:
    tags = stocked.public.citation_tags("artikel", base=BASE)
    assert [(tag.name, tag.content) for tag in tags if tag.name.startswith("citation_")] == [
        ("citation_title", "The way out"),
        ("citation_author", "Holm, Åse"),
        ("citation_author_institution", "RUC"),
        ("citation_publication_date", "2021/04"),
        ("citation_language", "en"),
        ("citation_journal_title", "Tidsskrift for Exit"),
        ("citation_volume", "47"),
        ("citation_issue", "4"),
        ("citation_firstpage", "3"),
        ("citation_lastpage", "19"),
        ("citation_doi", "10.1002/x<y"),
        ("citation_issn", "0141-1926"),
        ("citation_publisher", "Forlaget"),
        ("citation_keywords", "ekstremisme"),
        ("citation_pdf_url", "https://example.com/article.pdf"),
        ("citation_abstract_html_url", f"{BASE}/da/works/artikel"),
    ]


TYPED = """import type * as schema from "schema-dts";
type Searched = { potentialAction: schema.WithActionConstraints<schema.SearchActionLeaf> };
"""


def pages(kb: Catalogue, language: Any) -> Iterator[dict[str, Any]]:
    """Yield what every page of a catalogue tells."""
    known = kb.public.vocabulary
    sorts: dict[str, Any] = {
        "site": [""],
        "about": [""],
        "topics": [""],
        "topic": known.topics,
        "person": known.people,
        "work": kb.public,
        "series": [one.id for one in kb.public.all_series()],
        "course": [one.course.id for one in kb.public.courses()],
    }
    for page, ids in sorts.items():
        yield from (told for id in ids if (told := data_of(kb, page, id, language)))


def compiler() -> str:
    if not (shutil.which("node") and (NODE / "schema-dts").is_dir() and (NODE / ".bin/tsc").exists()):
        pytest.skip("TypeScript with schema-dts is not installed; run npm ci in tests/node")
    return str(NODE / ".bin/tsc")


def type_of(told: dict[str, Any]) -> str:
    """Return the type of what a page tells; what is typed into a search has one of its own."""
    return f"schema.WithContext<schema.{told['@type']}>" + " & Searched" * ("potentialAction" in told)


def faults_of(folder: Path, told: list[dict[str, Any]]) -> str:
    """Return what TypeScript finds wrong with nodes as schema.org's types have them."""
    (folder / "node_modules").symlink_to(NODE)
    lines = [f"export const page{number}: {type_of(one)} = {json.dumps(one)};\n" for number, one in enumerate(told)]
    (folder / "pages.ts").write_text(TYPED + "".join(lines), encoding="utf-8")
    options = ["--noEmit", "--strict", "--skipLibCheck", "--target", "es2022", "--module", "nodenext"]
    done = subprocess.run(
        [compiler(), *options, "pages.ts"], cwd=folder, check=False, capture_output=True, text=True, timeout=300
    )
    return done.stdout + done.stderr


def test_typescript_takes_every_page_for_what_schema_org_has(
    stocked: Catalogue, starter: Catalogue, tmp_path: Path
) -> None:
    compiler()
    told = [*pages(starter, "da"), *pages(stocked, "da"), *pages(stocked, "en")]
    assert {"ScholarlyArticle", "Report", "PodcastSeries", "PodcastEpisode", "Course", "Event", "DefinedTermSet"} <= {
        one["@type"] for one in told
    }
    assert faults_of(tmp_path, told) == ""


def test_typescript_would_find_what_is_wrong(stocked: Catalogue, tmp_path: Path) -> None:
    compiler()
    one = data_of(stocked, "work", "artikel")
    assert "TS" in faults_of(tmp_path, [{**one, "authored": "x"}])
