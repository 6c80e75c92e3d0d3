"""Searching a catalogue: what is found, and in which language it is shown."""

import gc
from pathlib import Path
from typing import Any

import pytest
from conftest import MakeEntry
from hypothesis import given, settings
from hypothesis import strategies as st

from ncfe_kb import Catalogue, CatalogueError, Contributor, Entry, Organisation, Results, Text
from ncfe_kb.catalogue import following
from ncfe_kb.languages import LANGUAGES, Language
from ncfe_kb.query import FACETS
from ncfe_kb.search.whoosh_places import Folder

PRIMER = "crex-wp-2019-1"
ENVIRONMENTS = "Højreekstremisme: Miljøer i Danmark"
EVERYTHING = 1_000
TAGS = "<script>alert('x')</script>"


def slugs(results: Results) -> list[str]:
    return [hit.slug for hit in results]


def by(name: str, **fields: Any) -> tuple[Contributor, ...]:
    return (Contributor(name=name, role="author", **fields),)


def test_the_centre_s_works_on_right_wing_extremism_are_found(starter: Catalogue) -> None:
    results = starter.search("højreekstremisme")
    assert results.total >= 10
    assert results.hits[0].title == (ENVIRONMENTS, "da", False)


def test_danish_words_find_a_work_in_english_and_say_so(starter: Catalogue) -> None:
    found = {hit.slug: hit for hit in starter.search("Den Nordiske Modstandsbevægelse", language="da")}
    title = found[PRIMER].title
    assert "Nordic Resistance Movement" in title.value
    assert (title.language, title.is_fallback) == ("en", True)


def test_english_words_find_a_work_in_danish(starter: Catalogue) -> None:
    assert (ENVIRONMENTS, "da", True) in [hit.title for hit in starter.search("far right", language="en")]


@pytest.mark.parametrize(
    "text", ["den yderste højrefløj", "HØJREEKSTREMISMEN", "hojreekstremisme", "right-wing extremism"]
)
def test_a_topic_s_other_names_find_its_works(starter: Catalogue, text: str) -> None:
    assert "web-da-hoejreekstremisme" in slugs(starter.search(text, limit=EVERYTHING))


@pytest.mark.parametrize("text", ["", "højreekstremisme", "far right", "Hamming", "infohuse 2019"])
def test_readers_of_both_languages_find_the_same(starter: Catalogue, text: str) -> None:
    danish, english = (starter.search(text, language=language, limit=EVERYTHING) for language in LANGUAGES)
    assert slugs(danish) == slugs(english)
    assert [hit.score for hit in danish] == [hit.score for hit in english]


@pytest.mark.parametrize("text", ["?!", "…", "---", "🇩🇰", "\x00", "\ud800", '"'])
def test_what_has_no_words_finds_nothing(starter: Catalogue, text: str) -> None:
    results = starter.search(text)
    assert (results.total, results.hits, results.query) == (0, (), text)
    assert results.facets == dict.fromkeys(FACETS, ())


@settings(max_examples=40, deadline=None)
@given(text=st.text(st.characters(exclude_categories=[])), language=st.sampled_from(LANGUAGES))
def test_no_text_raises(starter: Catalogue, text: str, language: Language) -> None:
    results = starter.search(text, language=language)
    assert len(results) == min(results.total, results.limit)


def test_a_snippet_marks_what_was_found_in_the_language_that_is_shown(kb: Catalogue, entry: MakeEntry) -> None:
    kb.add(entry(abstract=Text(da="Om ekstremismen i Danmark.", en="On extremism in Denmark.")))
    snippets = [kb.search("ekstremisme", language=language).hits[0].snippet for language in LANGUAGES]
    assert [snippet.as_dict() for snippet in snippets if snippet] == [
        {"value": "Om <mark>ekstremismen</mark> i Danmark.", "language": "da", "is_fallback": False},
        {"value": "On <mark>extremism</mark> in Denmark.", "language": "en", "is_fallback": False},
    ]


def test_a_snippet_says_when_it_is_in_the_other_language(kb: Catalogue, entry: MakeEntry) -> None:
    kb.add(entry(abstract=Text(en="On extremism.")), entry("uden"))
    hits = {hit.slug: hit.as_dict()["snippet"] for hit in kb.search(language="da")}
    assert hits == {"et-vaerk": {"value": "On extremism.", "language": "en", "is_fallback": True}, "uden": None}


def test_what_an_entry_says_cannot_become_part_of_a_page(kb: Catalogue, entry: MakeEntry) -> None:
    kb.add(entry(title=Text(da=TAGS), abstract=Text(da=f"{TAGS} script")))
    (hit,) = kb.search("script")
    assert hit.title.value == TAGS
    value = hit.as_dict()["snippet"]["value"]
    assert "<script" not in value
    assert value.startswith("&lt;<mark>script</mark>&gt;alert")


def test_a_title_that_a_cataloguer_supplied_is_in_brackets(kb: Catalogue, entry: MakeEntry) -> None:
    kb.add(entry(title=Text(), supplied_title=Text(da="Podcast om ekstremisme")))
    (hit,) = kb.search("podcast", language="en")
    assert hit.title == ("[Podcast om ekstremisme]", "da", True)


@pytest.mark.parametrize(
    "text",
    [
        "Åse Holm",
        "åse",
        "HOLM",
        "Aase Holm",
        "aase",
        "Rene",
        "René",
        "Munoz",
        "Müller",
        "Muller",
        "o’connor",
        "Inci",
        "İnci",
    ],
)
def test_people_are_found_by_any_form_of_their_names(kb: Catalogue, entry: MakeEntry, text: str) -> None:
    names = by("Åse Holm", person="holm-aase") + by("René Muñoz-Müller") + by("Sinéad O'Connor") + by("İnci Şahin")
    kb.add(entry("med-navne", contributors=names), entry("uden-navne"))
    assert slugs(kb.search(text)) == ["med-navne"]


def test_a_name_is_found_without_its_danish_letters_and_first_with_them(kb: Catalogue, entry: MakeEntry) -> None:
    kb.add(entry("med-ring", contributors=by("Åse Lund")), entry("uden-ring", contributors=by("Ase Lund")))
    assert slugs(kb.search("Ase Lund")) == ["uden-ring", "med-ring"]
    assert slugs(kb.search("Åse Lund")) == ["med-ring", "uden-ring"]
    assert slugs(kb.search("Aase Lund"))[0] in {"med-ring", "uden-ring"}


def test_organisations_are_found_by_their_former_names(kb: Catalogue, entry: MakeEntry) -> None:
    kb.add(Organisation(id="nc", name="Nationalt Center", name_variants=("Videnshuset",)))
    kb.add(entry(contributors=by("Nationalt Center", organisation="nc")))
    assert slugs(kb.search("videnshuset")) == ["et-vaerk"]


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("haandbogen", {"title": Text(da="Haandbog")}),
        ("handbooks", {"title": Text(en="A handbook")}),
        ("omtalt", {"supplied_title": Text(da="Omtalt værk")}),
        ("andet", {"alternative_titles": (Text(da="Et andet navn"),)}),
        ("abstrakt", {"abstract": Text(da="Abstrakter")}),
        ("nyheder", {}),
        ("news", {}),
        ("interview", {"genre": Text(en="interview")}),
        ("2019", {"date": "2019-11-08"}),
    ],
    ids=str,
)
def test_a_work_is_found_by_what_it_says_and_by_what_it_is(
    kb: Catalogue, entry: MakeEntry, text: str, fields: dict[str, Any]
) -> None:
    kb.add(entry(**fields), Entry(slug="andre", kind="podcast_episode", title=Text(da="Noget helt urelateret")))
    assert slugs(kb.search(text)) == ["et-vaerk"]


def test_a_word_in_the_title_counts_more_than_in_the_abstract(kb: Catalogue, entry: MakeEntry) -> None:
    kb.add(
        entry("i-resume", title=Text(da="Noget"), abstract=Text(da="mentor")),
        entry("i-titel", title=Text(da="mentor"), abstract=Text(da="noget")),
    )
    assert slugs(kb.search("mentor")) == ["i-titel", "i-resume"]


@pytest.mark.parametrize("text", ["", "ekstremisme", "infohuse", "rapport 2019"])
def test_the_public_sees_published_works_of_the_centre_only(starter: Catalogue, text: str) -> None:
    staff, public = (view.search(text, limit=EVERYTHING) for view in (starter, starter.public))
    published = [slug for slug in slugs(staff) if starter[slug].is_published]
    assert set(slugs(public)) == set(published)  # the words of works that are not public weigh for staff only
    assert public.total == len(published) == sum(value.count for value in public.facets["kind"])


def test_what_changes_is_found_at_once(kb: Catalogue, entry: MakeEntry) -> None:
    kb.add(entry(title=Text(da="Før")))
    kb.put(entry(title=Text(da="Efter")))
    assert (slugs(kb.search("før")), slugs(kb.search("efter"))) == ([], ["et-vaerk"])
    kb.remove("et-vaerk")
    assert slugs(kb.search()) == []


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # files that Whoosh leaves open
def test_an_index_that_cannot_be_made_again_just_now_is_told_as_the_library_s_own_error(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "PATIENCE", 0.1)
    with Catalogue.open(home, starter=False) as catalogue:
        catalogue.search()
    for file in (home / "index").rglob("*.seg"):
        file.unlink()
    with Folder(home / "index").writing(1), Catalogue.open(home) as catalogue, pytest.raises(CatalogueError):
        catalogue.search()
    with Catalogue.open(home) as catalogue:
        assert catalogue.search().total == 0
    gc.collect()


def test_results_as_plain_data_have_the_documented_shape(kb: Catalogue, entry: MakeEntry) -> None:
    contributors = (*by("Åse Holm", person="holm-aase"), Contributor(name="Citeret", role="quoted"))
    kb.add(
        entry(
            date="2019-11",
            topics=["nynazisme"],
            language="da",
            contributors=contributors,
            abstract=Text(da="Om mentorer."),
        )
    )
    data = kb.search("mentor", language="en").as_dict()
    assert isinstance(data["hits"][0].pop("score"), float)
    assert all(reason["type"] in {"word", "concept"} for reason in data["hits"][0].pop("reasons"))
    assert data == {
        "query": "mentor",
        "language": "en",
        "total": 1,
        "page": 1,
        "suggestion": None,
        "hits": [
            {
                "slug": "et-vaerk",
                "kind": {"id": "news", "label": "news item"},
                "title": {
                    "value": "Titel på et-vaerk",
                    "language": "da",
                    "is_fallback": True,
                    "marked": "Titel på et-vaerk",
                },
                "year": 2019,
                "status": "published",
                "topics": [{"id": "nynazisme", "label": "neo-Nazism"}],
                "people": ["Åse Holm"],
                "snippet": {"value": "Om <mark>mentorer</mark>.", "language": "da", "is_fallback": True},
                "family": [],
            }
        ],
        "facets": {
            "kind": [{"id": "news", "label": "news item", "count": 1}],
            "topic": [
                {"id": "ekstremisme", "label": "extremism", "count": 1},
                {"id": "nynazisme", "label": "neo-Nazism", "count": 1},
                {"id": "hoejreekstremisme", "label": "right-wing extremism", "count": 1},
            ],
            "year": [{"id": 2019, "label": "2019", "count": 1}],
            "language": [{"id": "da", "label": "Danish", "count": 1}],
            "series": [],
            "person": [{"id": "holm-aase", "label": "Åse Holm", "count": 1}],
        },
    }
