"""The description of the API: it is OpenAPI 3.1, says what is true, and nothing that it allows brings the API down."""

import inspect
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from schemathesis.engine import events, from_schema
from starlette.testclient import TestClient
from tallies import TALLIES

from ncfe_kb import Catalogue
from ncfe_kb.models import Enclosure, Episode, Identifier
from ncfe_kb.web import create_app
from ncfe_kb.web.api.examples import EXAMPLES

BASE = "https://example.org/katalog"
AT_LEAST = 2_000
"""Requests that schemathesis makes."""
PHASES = {"examples", "coverage", "fuzzing", "stateful"}


@pytest.fixture(scope="module")
def described(starter: Catalogue) -> dict[str, Any]:
    answer = TestClient(create_app(starter, base_url=BASE)).get("/openapi.json")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    return answer.json()


def operations(described: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["get"]["operationId"]: one["get"] for one in described["paths"].values()}


def test_it_is_openapi_3_1(described: dict[str, Any]) -> None:
    assert described["openapi"].startswith("3.1")
    assert list(OpenAPIV31SpecValidator(described).iter_errors()) == []


def test_it_has_the_api_and_nothing_else(described: dict[str, Any]) -> None:
    assert all(path.startswith("/api/v1/") and {*one} == {"get"} for path, one in described["paths"].items())
    assert {*operations(described)} >= {"search", "works", "work", "topics", "topic", "complete", "courses", "series"}
    assert described["servers"] == [{"url": BASE}]


def test_everything_in_it_is_described(described: dict[str, Any]) -> None:
    for name, one in operations(described).items():
        assert one["description"], name
        assert all(parameter.get("description") for parameter in one["parameters"])
    for name, schema in described["components"]["schemas"].items():
        assert schema["description"], name
        if name not in {"Episode", "Enclosure", "Identifier"}:  # whose own text tells their fields
            assert all("description" in field for field in schema["properties"].values()), name


def test_what_comes_from_the_models_is_described_as_they_are(described: dict[str, Any]) -> None:
    for model in (Episode, Enclosure, Identifier):
        assert described["components"]["schemas"][model.__name__]["description"] == inspect.getdoc(model)


def test_every_refusal_is_described_as_a_problem(described: dict[str, Any]) -> None:
    for name, one in operations(described).items():
        faults = {status: answer for status, answer in one["responses"].items() if status >= "4"}
        assert {*faults} >= {"400", "404", "406", "414", "422", "503"}, name
        for answer in faults.values():
            schema = answer["content"]["application/problem+json"]["schema"]
            assert schema == {"$ref": "#/components/schemas/Problem"}
        assert {"ETag", "Last-Modified", "Cache-Control"} <= one["responses"]["200"]["headers"].keys()


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_are_what_is_described(described: dict[str, Any], name: str) -> None:
    schema = {"$ref": f"#/components/schemas/{name}", "components": described["components"]}
    assert list(Draft202012Validator(schema).iter_errors(EXAMPLES[name])) == []
    assert described["components"]["schemas"][name]["examples"] == [EXAMPLES[name]]


@pytest.mark.slow
def test_schemathesis_finds_nothing(starter: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # where it keeps what it found
    schema = schemathesis.openapi.from_asgi("/openapi.json", create_app(starter, base_url="http://localhost"))
    schema.config.seed = 3
    schema.config.generation.update(max_examples=55)
    made, found = Counter[str](), []
    for event in from_schema(schema).execute():
        if isinstance(event, events.ScenarioFinished):
            made[event.phase.value] += len(event.recorder.cases)
            checks = [one for each in event.recorder.checks.values() for one in each]
            found += [f"{event.label}: {one.failure_info}" for one in checks if one.failure_info]
        elif isinstance(event, events.NonFatalError | events.FatalError):
            found.append(repr(event))
    TALLIES["requests of schemathesis"].update(made)
    assert found == []
    assert made.keys() == PHASES
    assert made.total() >= AT_LEAST
