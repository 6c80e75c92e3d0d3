"""What holds of every answer of the web edge."""

import re
from urllib.parse import urlsplit

import httpx
from lxml import html

BASE = "https://viden.example.org"
"""Where the edge is that tests call in their own process."""
WANTED = {
    "content-security-policy": re.compile(r"default-src 'none'; .*frame-ancestors 'none'"),
    "x-content-type-options": re.compile("nosniff"),
    "x-frame-options": re.compile("DENY"),
    "referrer-policy": re.compile("strict-origin-when-cross-origin"),
    "permissions-policy": re.compile(r".*camera=\(\)"),
    "strict-transport-security": re.compile("max-age=31536000"),
}
MARK = "<script>alert('x')</script>"


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
        run = "//script[not(@type='application/ld+json')]"  # which is data, and no policy is about it
        assert not at.xpath(f"{run}[not(@src)] | //style | //@style | //@*[starts-with(name(), 'on')] | //base")
        assert {urlsplit(one).scheme for one in at.xpath("//@href | //@src | //@action")} <= {"", "http", "https"}
        assert len(at.xpath(run)) <= 1
    return answer
