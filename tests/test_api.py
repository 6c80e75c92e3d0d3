"""The API: what anybody may read as JSON, how it is asked for again, and what is said where it cannot be given."""

import json
import logging
from typing import Any

import pytest
from conftest import VOCABULARY, make_entry
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from ncfe_kb import (
    Audience,
    Catalogue,
    Consent,
    Contributor,
    Course,
    DatedStatus,
    Episode,
    Person,
    Relation,
    Series,
    Session,
    Text,
    Topic,
)
from ncfe_kb.catalogue.data.fields import names_in, only
from ncfe_kb.errors import Fault
from ncfe_kb.models import Season
from ncfe_kb.web import create_app

BASE = "https://example.org"
AASE = Contributor(name="Åse Holm", role="author", person="holm-aase")
BO = Contributor(name="Bo Bæk", role="author", person="baek-bo")
PUBLIC = (
    make_entry(
        "rapport",
        title=Text(da="Nynazisme på nettet"),
        topics=("nynazisme",),
        contributors=(AASE,),
        series="udsyn",
        former_slugs=("gammel",),
        language="da",
        date="2019-11",
    ),
    make_entry(
        "summary",
        title=Text(en="Neo-Nazism online"),
        abstract=Text(en="A summary."),
        topics=("nynazisme",),
        relations=(Relation(type="summary_of", target="rapport"),),
    ),
    make_entry("katalog", title=Text(da="Kursuskatalog")),
)
HIDDEN = (
    make_entry("kladde", title=Text(da="Nynazister i skjul"), statuses=({"status": "planned"},), topics=("nynazisme",)),
    make_entry("intern", title=Text(da="Nynazisme internt"), public=False, series="skjult"),
    make_entry("fremtid", statuses=({"status": "scheduled", "date": "2199"},), contributors=(BO,)),
    make_entry("om-rapport", statuses=(), relations=(Relation(type="about", target="rapport"),)),
)  # fmt: skip
AROUND = (
    Series(id="udsyn", title=Text(da="Udsyn")),
    Series(id="skjult", title=Text(da="Skjult serie")),
    Person(id="baek-bo", name="Bo Bæk", note=Text(da="Ring ikke.")),
    Audience(id="laerere", label=Text(da="lærere")),
)
COURSES = (
    Season(catalogue="katalog", label=Text(da="efterår 2019")),
    Course(
        id="k-samtaler",
        theme=Text(da="Svære samtaler"),
        catalogues=("katalog",),
        audience=("laerere",),
        note=Text(da="Kun for ansatte."),
        sessions=(Session(date="2019-11-08", place="Aarhus", seats=20, taken=18),),
    ),
)
ADDRESSES = (
    "/search?lang={lang}",
    "/search?lang={lang}&q=nynazister&group=true",
    "/search?lang={lang}&q=hemmelig&sort=title&fields=title",
    "/works?lang={lang}&limit=2",
    "/works?lang={lang}&topic=nynazisme",
    "/works?lang={lang}&series=skjult",
    "/works?lang={lang}&person=baek-bo",
    "/works/rapport?lang={lang}",
    "/works/kladde?lang={lang}",
    "/works/kladd?lang={lang}",
    "/works/om-rapport/similar?lang={lang}",
    "/works/rapport/similar?lang={lang}",
    "/complete?lang={lang}&q=ny",
    "/complete?lang={lang}&q=bo",
    "/topics?lang={lang}",
    "/topic-tree?lang={lang}",
    "/topics/nynazisme?lang={lang}",
    "/kinds?lang={lang}",
    "/people?lang={lang}",
    "/people/baek-bo?lang={lang}",
    "/series?lang={lang}",
    "/series/udsyn?lang={lang}",
    "/series/skjult?lang={lang}",
    "/series/intern?lang={lang}",
    "/courses?lang={lang}&audience=laerere",
    "/courses/k-samtaler?lang={lang}",
)


class Api(TestClient):
    """Somebody who reads the API of a catalogue."""

    def __init__(self, kb: Catalogue, base_url: str = BASE) -> None:
        super().__init__(create_app(kb, base_url=base_url), base_url=BASE, follow_redirects=False)

    def read(self, path: str, **asked: Any) -> Any:
        """Return what is answered, as data."""
        answer = self.get(f"/api/v1{path}", params=asked or None)
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == "application/json"
        return answer.json()

    def problem(self, path: str, **headers: str) -> tuple[int, str]:
        """Return the status and words of a refusal."""
        answer = self.get(path, headers=headers)
        said = answer.json()
        assert answer.headers["content-type"] == "application/problem+json"
        assert (said["status"], answer.headers["access-control-allow-origin"]) == (answer.status_code, "*")
        return said["status"], said["detail"]


@pytest.fixture
def filled(kb: Catalogue) -> Catalogue:
    kb.put(*AROUND, *PUBLIC)
    kb.put(*HIDDEN, *COURSES)
    return kb


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


def test_what_did_not_change_is_not_sought_again(api: Api, filled: Catalogue, caplog: pytest.LogCaptureFixture) -> None:
    address = "/api/v1/search?q=nynazisme"
    first = api.get(address)
    marks = {"if-none-match": first.headers["etag"]}
    dates = {"if-modified-since": first.headers["last-modified"]}
    with caplog.at_level(logging.DEBUG, "ncfe_kb.catalogue.view"):
        for headers in (marks, dates):
            again = api.get(address, headers=headers)
            assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
        assert api.get(address).content == first.content
        assert not caplog.records
        filled.put(make_entry("ny", title=Text(da="Nynazisme igen")))
        changed = api.get(address, headers=marks)
        assert len(caplog.records) == 1
    assert (changed.status_code, changed.json()["total"]) == (200, first.json()["total"] + 1)
    assert changed.headers["etag"] != first.headers["etag"]
    assert api.get(address + "&lang=en").headers["etag"] != changed.headers["etag"]


def test_anybodys_page_may_read_it(api: Api) -> None:
    asked = {"origin": "https://avis.example", "access-control-request-method": "GET"}
    before = api.options("/api/v1/search", headers={**asked, "access-control-request-headers": "if-none-match"})
    assert before.status_code == 204
    assert "GET" in before.headers["access-control-allow-methods"]
    assert before.headers["access-control-allow-headers"] == "*"
    for path in ("/api/v1/kinds", "/openapi.json", "/api/v1/nothing", "/api/v1/kinds?limit=x"):
        headers = api.get(path).headers
        assert headers["access-control-allow-origin"] == "*"
        assert {"ETag", "Last-Modified", "Link"} == set(headers["access-control-expose-headers"].split(", "))
        assert "access-control-allow-credentials" not in headers
    assert "access-control-allow-origin" not in api.get("/da/").headers


def test_head_gives_what_get_does_without_the_body(api: Api) -> None:
    got, told = api.get("/api/v1/kinds"), api.head("/api/v1/kinds")
    assert (told.status_code, told.content, told.headers) == (200, b"", got.headers)
    assert api.head("/api/v1/works/nothing").status_code == 404


@pytest.mark.parametrize(
    ("path", "status", "da", "en"),
    [
        ("/works/nej", 404, "ukendt post: “nej”", "unknown entry: “nej”"),
        ("/topics/ekstremsime", 404, "ukendt emne", "unknown topic"),
        ("/works?topic=ekstremsime", 404, "mente du ekstremisme", "did you mean ekstremisme"),
        ("/works?fields=titel", 422, "fields: “titel” kendes ikke her", "fields: “titel” is not known here"),
        ("/works?limit=101", 422, "limit: må højst være 100", "limit: must be at most 100"),
        ("/works?limit=mange", 422, "limit: skal være et helt tal", "limit: must be a whole number"),
        ("/works?topics=exit", 422, "topics: er ikke et felt, der kendes her", "topics: is not a field that is known"),
        ("/works?year=19", 422, "year[1]: “19” er ikke et år;", "year[1]: “19” is not a year"),
        ("/search?page=201", 422, "page: må højst være 200", "page: must be at most 200"),
        ("/search?sort=bedst", 422, "sort: ", "sort: must be one of 'relevance', 'newest' or 'title'"),
        ("/search?q=" + "x" * 501, 422, "q: er længere end 500 tegn", "q: is longer than 500 characters"),
        ("/search?q=" + "x" * 40_000, 414, "Forkort adressen.", "Shorten the address."),
        ("/courses?season=vinter", 422, "skriv 2019-foraar", "write 2019-foraar"),
        ("/nothing", 404, "Siden", "The page"),
    ],
)
def test_what_is_wrong_is_said_in_the_readers_language(api: Api, path: str, status: int, da: str, en: str) -> None:
    joined = "&" if "?" in path else "?"
    for language, words in (("da", da), ("en", en)):
        told = api.problem(f"/api/v1{path}{joined}lang={language}")
        assert told[0] == status
        assert words in told[1]


def test_other_forms_and_methods_are_refused(api: Api) -> None:
    assert api.problem("/api/v1/kinds", accept="text/html")[0] == 406
    assert api.problem("/api/v1/kinds", accept="application/json;q=0, */*")[0] == 406
    for accepted in ("application/json", "application/*;q=0.1, text/html", "*/*", ""):
        assert api.get("/api/v1/kinds", headers={"accept": accepted}).status_code == 200
    posted = api.post("/api/v1/kinds")
    assert (posted.status_code, posted.headers["allow"]) == (405, "GET, HEAD, OPTIONS")


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


NAMES = ("slug", "title", "year")


@given(st.lists(st.sampled_from(NAMES)))
def test_fields_are_those_that_are_named_and_the_first(names: list[str]) -> None:
    chosen = names_in(",".join(names), NAMES)
    assert set(chosen) == set(names)
    assert len(chosen) == len(set(names))
    whole = {"slug": "a", "title": "b", "year": 2019}
    kept = only(whole, chosen)
    assert kept == {name: value for name, value in whole.items() if not names or name in {"slug", *names}}


@given(st.text(max_size=20))
def test_a_field_that_is_not_known_is_told(text: str) -> None:
    wrong = [name for name in text.split(",") if name not in NAMES]
    if not text or not wrong:
        assert set(names_in(text, NAMES)) <= set(NAMES)
        return
    with pytest.raises(Fault, match="is not known here; it is one of slug, title, year") as raised:
        names_in(text, NAMES)
    assert raised.value.fields["name"] == wrong[0]


@pytest.mark.parametrize("sign", ["%00", "%EF%BF%BF", "%FF", "a%00b", "..", "%F0%9F%98%80", "%E2%80%AE", "%0D%0A"])
def test_no_sign_breaks_it(api: Api, sign: str) -> None:
    for path in ("/works/{}", "/works/{}/similar", "/topics/{}", "/series/{}", "/courses/{}", "/people/{}"):
        assert api.get(f"/api/v1{path.format(sign)}").status_code == 404
    for path in ("/search?q={}", "/works?after={}", "/people?after={}", "/complete?q={}", "/works?person={}"):
        assert api.get(f"/api/v1{path.format(sign)}").status_code == 200
    for path in ("/search?topic={}", "/search?kind={}", "/works?series={}", "/courses?audience={}"):
        assert api.problem(f"/api/v1{path.format(sign)}")[0] == 404
