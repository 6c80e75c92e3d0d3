"""How the API is asked: what is asked for again, what may be asked, and what is said where it cannot be given."""

import logging

import pytest
from api_catalogue import Api, fill
from conftest import make_entry
from hypothesis import given
from hypothesis import strategies as st

from ncfe_kb import (
    Catalogue,
    Text,
)
from ncfe_kb.catalogue.data.fields import names_in, only
from ncfe_kb.errors import Fault


@pytest.fixture
def filled(kb: Catalogue) -> Catalogue:
    return fill(kb)


@pytest.fixture
def api(filled: Catalogue) -> Api:
    return Api(filled)


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
