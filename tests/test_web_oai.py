"""Harvesting over HTTP: by GET and by POST, whatever is sent."""

from urllib.parse import urlencode

import pytest
from conftest import make_entry
from harvested import OAI, error_of, slugs_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from starlette.testclient import TestClient

from ncfe_kb import Catalogue
from ncfe_kb.web import create_app

FORM = "application/x-www-form-urlencoded"
LIST = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}


@pytest.fixture
def client(kb: Catalogue) -> TestClient:
    kb.put(make_entry("exit"))
    return TestClient(create_app(kb, base_url="https://example.org/kb", contact="mailto:bibliotek@example.org"))


@pytest.mark.parametrize("by", ["get", "post"])
def test_harvesters_ask_by_get_and_by_post(client: TestClient, by: str) -> None:
    answer = client.get("/oai", params=LIST) if by == "get" else client.post("/oai", data=LIST)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/xml; charset=utf-8"
    found = etree.fromstring(answer.content)
    assert slugs_of(found) == ["exit"]
    assert found.findtext(f"{OAI}request") == "https://example.org/kb/oai"


def test_harvesters_learn_whom_to_write_to(client: TestClient) -> None:
    found = etree.fromstring(client.get("/oai?verb=Identify").content)
    assert found.findtext(f".//{OAI}adminEmail") == "bibliotek@example.org"


def test_a_contact_that_is_a_page_is_no_address_for_harvesters(kb: Catalogue) -> None:
    app = create_app(kb, base_url="https://example.org", contact="https://example.org/contact")
    found = etree.fromstring(TestClient(app).get("/oai?verb=Identify").content)
    assert found.findtext(f".//{OAI}adminEmail") == "webmaster@example.org"


def test_only_a_form_says_what_is_asked(client: TestClient) -> None:
    body = urlencode(LIST).encode()
    for kind, code in ((FORM, None), (f"{FORM.upper()}; charset=utf-8", None), ("text/plain", "badVerb")):
        answer = client.post("/oai?verb=Identify", content=body, headers={"content-type": kind})
        assert error_of(etree.fromstring(answer.content)) == code


def test_other_methods_and_long_bodies_are_refused(client: TestClient) -> None:
    assert client.put("/oai").status_code == 405
    assert client.post("/oai", content=b"a" * 100_000, headers={"content-type": FORM}).status_code == 413


@given(st.binary(max_size=200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_bytes_are_sent_the_answer_is_xml(client: TestClient, body: bytes) -> None:
    for sent in (body, b"verb=ListRecords&" + body, b"verb=GetRecord&metadataPrefix=oai_dc&identifier=" + body):
        answer = client.post("/oai", content=sent, headers={"content-type": FORM})
        assert answer.status_code == 200
        assert error_of(etree.fromstring(answer.content))
    quoted = "".join(f"%{byte:02x}" for byte in body)
    assert error_of(etree.fromstring(client.get(f"/oai?verb=ListSets&{quoted}=1").content)) == "badArgument"
