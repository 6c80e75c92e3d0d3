"""Nothing that is asked does harm, and nothing is told that is not public: the edge in its own process."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlsplit

import anyio
import httpx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html
from published import ADDRESSES, DANISH, NEVER_PUBLIC, NOW, RENAMED, SECRET, WITHDRAWN
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.testclient import TestClient

from ncfe_kb import Catalogue
from ncfe_kb.languages import LANGUAGES
from ncfe_kb.web import create_app
from ncfe_kb.web.guard import MOST_BODY, MOST_PATH, MOST_QUERY, Guard

BASE = "https://viden.example.org"
WANTED = {
    "content-security-policy": re.compile(r"default-src 'none'; .*frame-ancestors 'none'"),
    "x-content-type-options": re.compile("nosniff"),
    "x-frame-options": re.compile("DENY"),
    "referrer-policy": re.compile("strict-origin-when-cross-origin"),
    "permissions-policy": re.compile(r".*camera=\(\)"),
    "strict-transport-security": re.compile("max-age=31536000"),
}
MARK = "<script>alert('x')</script>"
RUDE = (
    "\x00",
    "\r\nSet-Cookie: a=b",
    MARK,
    "\"'><img src=x onerror=alert(1)>",
    "{{7*7}}",
    "../../../etc/passwd",
    "%s%n",
    "٣",
    "²",
    "9" * 30,
    "-1",
    "1e9",
    "\ud800",
    "\u202e",
    "' OR 1=1 --",
    "javascript:alert(1)",
    "a" * 600,
    "((((((",
    '"""',
    "titel:",
    "*",
    "-",
)


@pytest.fixture(scope="session")
def web(catalogue: Catalogue) -> Iterator[TestClient]:
    app = create_app(catalogue, base_url=BASE)
    with TestClient(app, base_url=BASE, raise_server_exceptions=False, follow_redirects=False) as client:
        yield client


def sound(answer: httpx.Response) -> httpx.Response:
    """Return an answer that has the headers of every answer, and none of what only a fault would bring."""
    assert answer.status_code < 500, answer.request.url
    for name, value in WANTED.items():
        assert value.match(answer.headers.get(name, "")), (answer.request.url, name)
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "*" not in policy
    assert "set-cookie" not in answer.headers
    assert "server" not in answer.headers
    assert "Traceback" not in answer.text
    assert MARK not in answer.text
    if answer.content and answer.headers.get("content-type", "").startswith("text/html"):
        at = html.document_fromstring(answer.text)
        assert not at.xpath("//script[not(@src)] | //style | //@style | //@*[starts-with(name(), 'on')] | //base")
        assert {urlsplit(one).scheme for one in at.xpath("//@href | //@src | //@action")} <= {"", "http", "https"}
        assert len(at.xpath("//script")) <= 1
    return answer


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_has_what_keeps_its_reader_safe(web: TestClient, address: str) -> None:
    sound(web.get(address))


OTHERS = ("/", "/healthz", "/static/style.css", "/static/../app.py", "/static/none.css", "/da", "/api/v1/none", "/oai")


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"])
@pytest.mark.parametrize("address", [*OTHERS, "/da/", "/en/search?q=exit", f"/works/{DANISH}", "/findes-ikke"])
def test_every_method_is_answered_safely(web: TestClient, method: str, address: str) -> None:
    sound(web.request(method, address))


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "BREW"])
def test_a_page_is_only_read(web: TestClient, method: str) -> None:
    answer = web.request(method, "/en/search?q=exit")
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]
    assert "only read" in answer.text


@pytest.mark.parametrize("address", ADDRESSES)
def test_head_tells_what_get_does_without_the_page(web: TestClient, address: str) -> None:
    whole, head = web.get(address), web.head(address)
    assert head.content == b""
    assert (head.status_code, head.headers) == (whole.status_code, whole.headers)


rude = st.sampled_from(RUDE) | st.text(max_size=40)
names = st.sampled_from(
    ("q", "kind", "topic", "year", "language", "series", "person", "sort", "page", "audience", "lang")
)
rooms = st.sampled_from(("search", "works", "topics", "people", "series", "courses", "about", "feed.atom", ""))


def coded(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"), safe="")


@settings(deadline=None)
@given(
    room=rooms, pairs=st.lists(st.tuples(names | rude, rude), max_size=8), language=st.sampled_from(("da", "en", "x"))
)
@example("search", [("q", each) for each in RUDE], "da")
@example("search", [("page", "9" * 4)], "en")
@example("search", [("page", "٣")], "en")
@example("search", [("year", "²"), ("year", "99999999999999999999"), ("year", "-0")], "en")
@example("search", [("topic", f"t{number}") for number in range(300)], "da")
@example("courses", [("audience", MARK)], "da")
def test_no_query_does_harm(web: TestClient, room: str, pairs: list[tuple[str, str]], language: str) -> None:
    query = "&".join(f"{coded(name)}={coded(value)}" for name, value in pairs)
    sound(web.get(f"/{language}/{room}?{query}", follow_redirects=True))


@settings(deadline=None)
@given(room=rooms, parts=st.lists(rude, min_size=1, max_size=3))
@example("works", ["..", "..", "etc", "passwd"])
@example("works", [f"{DANISH}\r\nSet-Cookie: a=b"])
@example("works", ["\x00"])
@example("topics", ["\ud800"])
def test_no_path_does_harm(web: TestClient, room: str, parts: list[str]) -> None:
    path = "/".join(coded(part) for part in parts)
    for before in ("/da", ""):
        answer = sound(web.get(f"{before}/{room}/{path}"))
        if "location" in answer.headers:
            assert answer.headers["location"].startswith(f"{BASE}/")
            assert not re.search(r"[\r\n\x00]", answer.headers["location"])


@settings(deadline=None)
@given(st.binary(max_size=60))
@example(b"\xff\xfe%ff%c0%af")
@example(b"%")
@example(b"q=%zz&q=%u0041")
def test_bytes_that_are_no_text_do_no_harm(web: TestClient, query: bytes) -> None:
    for status, headers in anyio.run(raw, web.app, b"/en/search", query):
        assert status < 500
        assert b"content-security-policy" in headers


async def raw(app: Any, path: bytes, query: bytes) -> list[tuple[int, dict[bytes, bytes]]]:
    """Ask an application for what no client would send."""
    sent: list[tuple[int, dict[bytes, bytes]]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            sent.append((message["status"], dict(message["headers"])))

    scope = {"type": "http", "method": "GET", "path": path.decode("latin-1"), "raw_path": path, "query_string": query}
    rest = {"headers": [], "root_path": "", "scheme": "https", "http_version": "1.1", "server": ("example.org", 443)}
    await app({**scope, **rest}, receive, send)
    return sent


@pytest.mark.parametrize("accepted", ["text/html", "application/json", "text/html;q=bad,,;", "\xff", "a" * 5_000])
@pytest.mark.parametrize("liked", ["da", "en;q=0.1, da;q=0.2", "fr", "*;q=9", "," * 5_000, "da;q=" + "1" * 5_000])
def test_no_wish_does_harm(web: TestClient, accepted: str, liked: str) -> None:
    wishes = {"accept": accepted.encode("latin-1"), "accept-language": liked.encode(), "host": b"evil.example"}
    for address in ("/", "/topics/exit", f"/works/{DANISH}", "/da/works/none"):
        answer = sound(web.get(address, headers=wishes))
        assert "evil.example" not in answer.headers.get("location", "") + answer.text


def test_what_is_too_long_is_refused(web: TestClient) -> None:
    for address in ("/da/search?q=" + "a" * MOST_QUERY, "/da/" + "a" * MOST_PATH):
        answer = sound(web.get(address))
        assert (answer.status_code, answer.headers["connection"]) == (414, "close")
        assert "Forkort adressen." in answer.text
    problem = web.get("/da/" + "a" * MOST_PATH, headers={"accept": "application/json"}).json()
    assert (problem["status"], problem["title"]) == (414, "Det er for langt")
    assert sound(web.get("/da/search?q=" + "a" * 501)).status_code == 400
    assert sound(web.get("/da/search?q=" + "a" * 500)).status_code == 200
    assert sound(web.get("/da/search?page=201")).status_code == 404
    assert sound(web.get("/da/search?page=200")).status_code == 200


async def heard(request: Request) -> Response:
    return Response(str(len(await request.body())))


@pytest.mark.parametrize(("size", "status"), [(MOST_BODY, 200), (MOST_BODY + 1, 413)])
def test_a_large_body_is_refused_whether_or_not_its_length_is_told(size: int, status: int) -> None:
    guard = Middleware(Guard, base=BASE, refused=lambda _, status: Response(status_code=status))
    inner = Starlette(routes=[Route("/", heard, methods=["POST"])], middleware=[guard])
    client = TestClient(inner, base_url=BASE)
    whole, rest = divmod(size, 7_000)
    for body in (b"a" * size, (b"a" * part for part in (*[7_000] * whole, rest))):
        assert sound(client.post("/", content=body)).status_code == status


def test_a_length_that_is_no_number_is_refused(web: TestClient) -> None:
    for length in (b"1e9", b"-1", b"9" * 40, b"\xb2"):
        assert sound(web.post("/oai", content=b"", headers={"content-length": length})).status_code == 413


@pytest.mark.parametrize("accepted", ["text/html", "application/json"])
def test_a_fault_of_ours_is_told_without_details_and_as_safely(accepted: str) -> None:
    catalogue = Catalogue.in_memory()
    with TestClient(create_app(catalogue, base_url=BASE), base_url=BASE, raise_server_exceptions=False) as client:
        assert client.get("/da/search?q=exit").status_code == 200
        catalogue.close()  # as where the disk is gone
        answer = client.get("/da/search?q=anders", headers={"accept": accepted})
    assert answer.status_code == 500
    assert "Fejlen er vores" in answer.text
    assert not re.search("memory|table|change|Error", answer.text)
    assert all(value.match(answer.headers.get(name, "")) for name, value in WANTED.items())


@pytest.mark.parametrize("slug", NEVER_PUBLIC)
@pytest.mark.parametrize("before", ["/da/works/", "/en/works/", "/works/"])
def test_what_was_never_public_is_as_if_it_were_not(web: TestClient, slug: str, before: str) -> None:
    one, none = (web.get(before + each, follow_redirects=True) for each in (slug, "findes-slet-ikke"))
    assert one.status_code == none.status_code == 404
    assert one.text.replace(slug, "findes-slet-ikke") == none.text
    assert one.headers.items() - none.headers.items() <= {("content-length", one.headers["content-length"])}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_withdrawn_says_so_and_no_more(web: TestClient, language: str) -> None:
    answer = web.get(f"/{language}/works/{WITHDRAWN}")
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
def test_no_page_hints_at_what_is_not_public(web: TestClient, catalogue: Catalogue, language: str) -> None:
    slugs = [f"works/{slug}" for slug in catalogue.public]
    paths = {*(address.removeprefix(f"/{language}/") for address in ADDRESSES), *slugs, *LOOKED}
    for path in paths - {f"works/{WITHDRAWN}"}:
        typed = re.search(r"q=([^&]*)", path)
        shown = web.get(f"/{language}/{path}").text.replace(typed[1] if typed else "\x00", "")
        assert not [each for each in HIDDEN if each in shown], path
        assert f"works/{WITHDRAWN}" not in shown, path


def test_a_former_name_leads_to_the_page_in_the_same_language(web: TestClient) -> None:
    for language in LANGUAGES:
        answer = web.get(f"/{language}/works/{RENAMED}")
        assert (answer.status_code, answer.headers["location"]) == (301, f"{BASE}/{language}/works/{NOW}")
    last = web.get(f"/works/{RENAMED}", headers={"accept-language": "en"}, follow_redirects=True)
    assert str(last.url) == f"{BASE}/en/works/{NOW}"


def test_an_address_without_a_language_leads_on_with_all_that_is_asked(web: TestClient) -> None:
    asked = "topic=exit&topic=ekstremisme&q=%C3%A5+%26+b"
    answer = web.get(f"/search?{asked}", headers={"accept-language": "en"})
    assert answer.headers["location"] == f"{BASE}/en/search?{asked}"


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_did_not_change_is_not_sent_again(web: TestClient, address: str) -> None:
    first = web.get(address)
    if first.status_code != 200:
        assert first.headers["cache-control"] == "no-store"
        return
    for name, mark in (("if-none-match", "etag"), ("if-modified-since", "last-modified")):
        again = sound(web.get(address, headers={name: first.headers[mark]}))
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
    assert web.get(address, headers={"if-none-match": 'W/"other"'}).status_code == 200


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
