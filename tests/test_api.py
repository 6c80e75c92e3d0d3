"""The API: what anybody may read as JSON, and nothing of what is hidden."""

import json

import pytest
from api_catalogue import ADDRESSES, AROUND, BASE, COURSES, PUBLIC, Api, fill
from conftest import VOCABULARY, make_entry
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from ncfe_kb import (
    Catalogue,
    Consent,
    Contributor,
    DatedStatus,
    Episode,
    Person,
    Text,
    Topic,
)
from ncfe_kb.web import create_app


@pytest.fixture
def filled(kb: Catalogue) -> Catalogue:
    return fill(kb)


@pytest.fixture
def api(filled: Catalogue) -> Api:
    return Api(filled)


def test_a_search_gives_what_the_library_does(starter: Catalogue) -> None:
    found = Api(starter).read("/search", q="højreekstremisme", lang="da")
    assert found == json.loads(json.dumps(starter.public.search("højreekstremisme").as_dict()))
    assert found["total"] >= 5


def test_every_address_gives_the_same_as_if_nothing_were_hidden(filled: Catalogue) -> None:
    whole = Api(filled)
    with Catalogue.in_memory() as kb:
        kb.put(*VOCABULARY, *(one for one in AROUND if one.id not in {"skjult", "baek-bo"}), *PUBLIC, *COURSES)
        alone = Api(kb)
        for path in ADDRESSES:
            for language in ("da", "en"):
                address = f"/api/v1{path.format(lang=language)}"
                told, expected = whole.get(address), alone.get(address)
                assert (told.status_code, told.text) == (expected.status_code, expected.text), address


def test_what_is_for_staff_is_nowhere(kb: Catalogue) -> None:
    consents = (Consent(scope="name", date="2019", note=Text(da="samtykkenote")),)
    quiet = Contributor(name="Bo Bæk", role="quoted", consents=(Consent(scope="name", withdrawn="2020"),))
    kb.put(
        *AROUND,
        Topic(
            id="tys",
            preferred_label=Text(da="tys"),
            editorial_note=Text(da="redaktionsnote"),
            hidden_labels={"da": ["skjultord"]},
        ),
        Person(id="ny-ida", name="Ida Ny", note=Text(da="personnote"), gdpr_status="gdprnote", sources=("kilde",)),
        make_entry(
            "vaerk",
            notes=Text(da="vaerknote"),
            sources=("kilde",),
            topics=("tys",),
            statuses=(
                DatedStatus(status="in_preparation", wording="ordlyd", source="kilde", note=Text(da="statusnote")),
                DatedStatus(status="published", date="2019-11-08"),
            ),
            contributors=(Contributor(name="Ida Ny", role="author", person="ny-ida", consents=consents), quiet),
        ),
        make_entry("katalog"),
        *COURSES,
    )
    api = Api(kb)
    paths = (
        "/works/vaerk",
        "/works",
        "/search",
        "/topics",
        "/people",
        "/people/ny-ida",
        "/courses",
        "/courses/k-samtaler",
    )
    told = "".join(api.get(f"/api/v1{path}").text for path in paths)
    for word in ("note", "kilde", "ordlyd", "in_preparation", "skjultord", "consent", "Bæk", "ansatte", "taken"):
        assert word not in told.replace("date_note", "").lower() if word.islower() else word not in told, word
    assert api.read("/works/vaerk")["published"] == "2019-11-07T23:00:00+00:00"


def test_a_work_is_told_in_the_readers_language(api: Api) -> None:
    work = api.read("/works/summary", lang="da")
    assert work["title"] == {"value": "Neo-Nazism online", "language": "en", "is_fallback": True}
    assert work["kind"] == {"id": "news", "label": "nyhed"}
    assert work["address"] == f"{BASE}/da/works/summary"
    (relation,) = api.read("/works/rapport", lang="en")["relations"]
    assert (relation["type"]["label"], relation["slug"]) == ("has summary", "summary")
    assert api.read("/works/rapport", lang="en", fields="year,series") == {
        "slug": "rapport",
        "year": 2019,
        "series": {"id": "udsyn", "label": "Udsyn"},
    }


def test_an_episode_comes_as_its_model_has_it(kb: Catalogue) -> None:
    kb.put(make_entry("afsnit", kind="podcast_episode", episode=Episode(season=1, number=2, duration=600)))
    assert Api(kb).read("/works/afsnit")["episode"]["duration"] == 600


def test_a_former_slug_leads_on_and_a_withdrawn_work_is_gone(api: Api, filled: Catalogue) -> None:
    moved = api.get("/api/v1/works/gammel?lang=en&fields=title")
    assert (moved.status_code, moved.headers["location"]) == (301, f"{BASE}/api/v1/works/rapport?lang=en&fields=title")
    withdrawn = filled["rapport"].with_(statuses=(*filled["rapport"].statuses, {"status": "withdrawn"}))
    filled.put(withdrawn)
    assert api.problem("/api/v1/works/rapport?lang=en") == (410, "This work has been withdrawn.")
    assert api.problem("/api/v1/works/gammel/similar?lang=da")[0] == 410


def test_filters_take_ids_and_labels_and_widen_by_repetition(api: Api) -> None:
    slugs = lambda **asked: [one["slug"] for one in api.read("/works", fields="slug", **asked)["works"]]  # noqa: E731 - three letters shorter
    assert slugs(topic="højreekstremisme") == ["rapport", "summary"]
    assert slugs(year=["2019", "2017"]) == slugs(year="2020-2018") == slugs(year="2019-") == ["rapport"]
    assert slugs(year="2199-") == slugs(language="en") == []
    assert slugs(person="Aase Holm", series="Udsyn", kind="nyheder") == ["rapport"]


def test_only_the_facets_that_are_asked_for_are_counted(api: Api) -> None:
    assert api.read("/search", facets="year")["facets"] == {"year": [{"id": 2019, "label": "2019", "count": 1}]}
    assert api.read("/search?facets=", limit=0)["hits"] == []
    assert api.get("/api/v1/search?facets=").json()["facets"] == {}
    assert set(api.read("/search")["facets"]) == {"kind", "topic", "year", "language", "series", "person"}


def test_going_on_meets_every_work_once_whatever_is_added_meanwhile(kb: Catalogue) -> None:
    slugs = [f"vaerk-{number}" for number in range(1, 10)]
    kb.put(*(make_entry(slug) for slug in slugs))
    api, met, address = Api(kb), [], "/api/v1/works?limit=2&fields=slug&kind=news"
    while address:
        answer = api.get(address)
        met += [one["slug"] for one in answer.json()["works"]]
        address = answer.links["next"]["url"] if "next" in answer.links else ""
        assert bool(address) == (answer.json()["next"] is not None)
        added = len(met)
        kb.put(make_entry(f"a-{added}"), make_entry(f"vaerk-1-{added}"))
        if added == 4:
            kb.put(kb["vaerk-4"].with_(public=False), kb["vaerk-6"].with_(public=False))
    assert [slug for slug in met if slug in slugs] == [slug for slug in slugs if slug != "vaerk-6"]
    assert len(set(met)) == len(met)


def test_the_longest_slugs_lead_on_too(kb: Catalogue) -> None:
    slugs = sorted(letter * 120 for letter in "abc")
    kb.put(*(make_entry(slug) for slug in slugs))
    api = Api(kb)
    assert api.read("/works", after=slugs[0], limit=1)["works"][0]["slug"] == slugs[1]
    assert api.read("/works", after=slugs[1], limit=1)["next"] is None


def test_completion_says_where_its_pages_are(filled: Catalogue) -> None:
    api = Api(filled, "https://example.org/katalog")
    found = api.read("/complete", q="neo", lang="en", types="topic")["completions"]
    assert found == [
        {"type": "topic", "id": "nynazisme", "label": "neo-Nazism", "path": "/katalog/en/topics/nynazisme"}
    ]
    assert [one["type"] for one in api.read("/complete", q="ny")["completions"]] == ["topic", "entry"]


def test_the_thesaurus_is_a_list_and_a_tree(api: Api) -> None:
    topics = {one["id"]: one for one in api.read("/topics", lang="en")["topics"]}
    (root,) = api.read("/topic-tree", lang="en")["topics"]
    (below,) = root["narrower"]
    assert (root["id"], below["id"], below["narrower"][0]["id"]) == ("ekstremisme", "hoejreekstremisme", "nynazisme")
    assert topics["ekstremisme"]["narrower"] == ["hoejreekstremisme"]
    assert topics["ekstremisme"]["works"] == root["works"] == 2
    assert api.read("/topics/hoejreekstremisme", lang="en") == topics["hoejreekstremisme"]


def test_a_thesaurus_that_goes_round_in_a_ring_is_still_told(kb: Catalogue) -> None:
    for id, broader in (("a", ()), ("b", ("a",)), ("c", ("b", "a"))):
        kb.put(Topic(id=id, preferred_label=Text(da=id), broader=broader))
    found = {one["id"]: one for one in Api(kb).read("/topic-tree")["topics"]}
    assert [one["id"] for one in found["a"]["narrower"]] == ["b", "c"]


def test_courses_come_by_audience_and_season(api: Api) -> None:
    (course,) = api.read("/courses", audience="lærere", season="2019-efteraar", lang="en")["courses"]
    assert course["seasons"][0]["label"] == "autumn/winter 2019–2020"
    assert course["sessions"][0] == {
        "date": "2019-11-08",
        "place": "Aarhus",
        "format": None,
        "seats": 20,
        "free": 2,
        "is_fully_booked": False,
    }
    assert api.read("/courses", upcoming="true")["total"] == api.read("/courses", season="2018-foraar")["total"] == 0


def test_people_go_on_after_an_id(starter: Catalogue) -> None:
    api, met, after = Api(starter), [], ""
    while after is not None:
        page = api.read("/people", after=after, limit=4)
        met += [one["id"] for one in page["people"]]
        after = page["next"]
    assert met == sorted(starter.public.vocabulary.people)
    assert len(met) == page["total"]


def test_it_can_be_mounted_under_another_application(filled: Catalogue) -> None:
    inner = create_app(filled, base_url=f"{BASE}/katalog")
    outer = TestClient(Starlette(routes=[Mount("/katalog", inner)]), base_url=BASE)
    answer = outer.get("/katalog/api/v1/works/rapport")
    assert answer.json()["address"] == f"{BASE}/katalog/da/works/rapport"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert outer.get("/katalog/api/v1/nothing").headers["content-type"] == "application/problem+json"
    assert outer.get("/katalog/openapi.json").json()["servers"] == [{"url": f"{BASE}/katalog"}]


def test_another_backend_gives_the_same(filled: Catalogue) -> None:
    data = filled.public.as_data(base=BASE, language="en")
    assert Api(filled).read("/works?limit=2", lang="en", limit=2) == data.works(limit=2)
    json.dumps([data.topics(), data.kinds(), data.courses(), data.all_series(), data.people(), data.completions("n")])
