"""Nothing that is asked does harm, whatever it holds: the edge in its own process."""

import re
from typing import Any
from urllib.parse import quote

import anyio
import pytest
from answered import BASE, MARK, WANTED, sound
from hypothesis import example, given, settings
from hypothesis import strategies as st
from published import ADDRESSES, DANISH
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from ncfe_kb import Catalogue
from ncfe_kb.web import create_app
from ncfe_kb.web.guard import MOST_BODY, MOST_PATH, MOST_QUERY, Guard

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


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_has_what_keeps_its_reader_safe(edge: TestClient, address: str) -> None:
    sound(edge.get(address))


OTHERS = ("/", "/healthz", "/static/style.css", "/static/../app.py", "/static/none.css", "/da", "/api/v1/none", "/oai")


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"])
@pytest.mark.parametrize("address", [*OTHERS, "/da/", "/en/search?q=exit", f"/works/{DANISH}", "/findes-ikke"])
def test_every_method_is_answered_safely(edge: TestClient, method: str, address: str) -> None:
    sound(edge.request(method, address))


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "BREW"])
def test_a_page_is_only_read(edge: TestClient, method: str) -> None:
    answer = edge.request(method, "/en/search?q=exit")
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]
    assert "only read" in answer.text


@pytest.mark.parametrize("address", ADDRESSES)
def test_head_tells_what_get_does_without_the_page(edge: TestClient, address: str) -> None:
    whole, head = edge.get(address), edge.head(address)
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
def test_no_query_does_harm(edge: TestClient, room: str, pairs: list[tuple[str, str]], language: str) -> None:
    query = "&".join(f"{coded(name)}={coded(value)}" for name, value in pairs)
    sound(edge.get(f"/{language}/{room}?{query}", follow_redirects=True))


@settings(deadline=None)
@given(room=rooms, parts=st.lists(rude, min_size=1, max_size=3))
@example("works", ["..", "..", "etc", "passwd"])
@example("works", [f"{DANISH}\r\nSet-Cookie: a=b"])
@example("works", ["\x00"])
@example("topics", ["\ud800"])
@example("", ["evil.example", ""])
def test_no_path_does_harm(edge: TestClient, room: str, parts: list[str]) -> None:
    path = "/".join(coded(part) for part in parts)
    for before in ("/da", ""):
        answer = sound(edge.get(f"{BASE}{before}/{room}/{path}"))
        if "location" in answer.headers:
            assert answer.headers["location"].startswith(f"{BASE}/")
            assert not re.search(r"[\r\n\x00]", answer.headers["location"])


@settings(deadline=None)
@given(st.binary(max_size=60))
@example(b"\xff\xfe%ff%c0%af")
@example(b"%")
@example(b"q=%zz&q=%u0041")
def test_bytes_that_are_no_text_do_no_harm(edge: TestClient, query: bytes) -> None:
    for status, headers in anyio.run(raw, edge.app, b"/en/search", query):
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
def test_no_wish_does_harm(edge: TestClient, accepted: str, liked: str) -> None:
    wishes = {"accept": accepted.encode("latin-1"), "accept-language": liked.encode(), "host": b"evil.example"}
    for address in ("/", "/topics/exit", f"/works/{DANISH}", "/da/works/none"):
        answer = sound(edge.get(address, headers=wishes))
        assert "evil.example" not in answer.headers.get("location", "") + answer.text


def test_what_is_too_long_is_refused(edge: TestClient) -> None:
    for address in ("/da/search?q=" + "a" * MOST_QUERY, "/da/" + "a" * MOST_PATH):
        answer = sound(edge.get(address))
        assert (answer.status_code, answer.headers["connection"]) == (414, "close")
        assert "Forkort adressen." in answer.text
    problem = edge.get("/da/" + "a" * MOST_PATH, headers={"accept": "application/json"}).json()
    assert (problem["status"], problem["title"]) == (414, "Det er for langt")
    assert sound(edge.get("/da/search?q=" + "a" * 501)).status_code == 400
    assert sound(edge.get("/da/search?q=" + "a" * 500)).status_code == 200
    assert sound(edge.get("/da/search?page=201")).status_code == 404
    assert sound(edge.get("/da/search?page=200")).status_code == 200


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


def test_a_length_that_is_no_number_is_refused(edge: TestClient) -> None:
    for length in (b"1e9", b"-1", b"9" * 40, b"\xb2"):
        assert sound(edge.post("/oai", content=b"", headers={"content-length": length})).status_code == 413


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
