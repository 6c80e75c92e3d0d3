"""Tens of thousands of made-up inputs for what reads: nothing but an answer or what is documented comes out.

`FUZZED` counts the cases that really ran; the end of a run tells them.
"""

import json
import math
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from cli_runner import Cli
from hostile import VALUES, check_answer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import POOL, RECORDS
from tallies import TALLIES

from ncfe_kb import Catalogue, Entry, Text, dates, files
from ncfe_kb.catalogue.selection import years_of
from ncfe_kb.errors import CatalogueError, Fault
from ncfe_kb.models import Identifier, Value, type_of
from ncfe_kb.query import parse
from ncfe_kb.text import check_slug, check_term, clean, slugify

Strategy = st.SearchStrategy[Any]
anything = st.text(st.characters(exclude_categories=[]), max_size=40)
syntax = st.lists(
    st.sampled_from(
        [
            *('"', "-", "*", ":", "(", ")", " ", "\t", "\n", "\x00", "\u202e", "\ud800", "e\u0301", "ø", "AND", "NOT"),
            *("emne:", "år:", "forfatter:", "type:", "sprog:", "2018-2020", "exit", "højre", "far right", "radikalis"),
            *VALUES[:14],
        ]
    ),
    max_size=14,
).map("".join)
queries = anything | syntax
digits = st.text(st.sampled_from("0123456789-/ .٣²XxTtZz"), max_size=24) | anything


FUZZED = TALLIES["made-up inputs"]


def thorough(cases: int) -> settings:
    return settings(deadline=None, max_examples=cases, database=None, suppress_health_check=list(HealthCheck))


def refused_or_done(name: str, ask: Callable[[], object], *documented: type[Exception]) -> None:
    """Count a case: it is answered, or refused with an error that can be shown."""
    FUZZED[name] += 1
    try:
        ask()
    except documented as error:
        message = str(error)
    else:
        return
    assert message
    assert "Traceback" not in message


@thorough(6_000)
@given(queries)
def test_a_query_is_parsed(text: str) -> None:
    FUZZED["query parser"] += 1
    parsed = parse(text)
    assert all(len(part) <= 6 for part in (parsed.phrases, parsed.excluded, parsed.prefixes, parsed.fields))


@pytest.mark.slow
@thorough(1_500)
@given(text=queries, group=st.booleans(), sort=st.sampled_from(["relevance", "newest", "title"]))
def test_a_search_of_either_view_answers(starter: Catalogue, text: str, group: bool, sort: Any) -> None:  # noqa: FBT001 - drawn
    for view in (starter, starter.public):
        FUZZED["search"] += 1
        found = view.search(text, group=group, sort=sort).as_dict()
        assert len(found["hits"]) <= min(10, found["total"])
        json.dumps(found)
    starter.complete(text)


@thorough(4_000)
@given(digits)
def test_a_date_is_read_or_refused(text: str) -> None:
    refused_or_done("dates", lambda: dates.check(text), Fault)


@thorough(3_000)
@given(digits)
def test_a_span_of_years_is_read_or_refused(text: str) -> None:
    refused_or_done("years", lambda: years_of(text), CatalogueError)


@thorough(3_000)
@given(anything)
def test_a_text_an_id_and_a_title_are_taken_or_refused(text: str) -> None:
    for check in (clean, check_slug, check_term, slugify):
        refused_or_done("texts and ids", partial(check, text), Fault)


@thorough(2_000)
@given(
    anything.map("https://{}".format) | anything | st.sampled_from(VALUES),
    st.sampled_from(["doi", "isbn", "issn"]),
    digits.map("10.1002/{}".format) | digits | anything,
)
def test_an_address_and_an_identifier_are_taken_or_refused(address: str, scheme: str, value: str) -> None:
    made = {"slug": "a", "kind": "news", "title": Text(da="x"), "urls": (address,)}
    refused_or_done("addresses", lambda: Entry(**made), CatalogueError)
    refused_or_done("identifiers", lambda: Identifier(scheme=scheme, value=value), CatalogueError)


STRANGE = st.sampled_from(
    [math.nan, math.inf, 2**63, -(2**63) - 1, 10**400, 1.5, True, [], {}, [[]], {"": 0}, "\x1b", ""]
)


@st.composite
def spoiled(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """Draw the plain data of a record in which something stands at one place that does not belong there."""
    record: Value = draw(st.sampled_from(POOL) | st.one_of(*RECORDS.values()))
    data = record.filled()
    at: Any = data
    while at:
        key = draw(st.sampled_from(list(at) if isinstance(at, dict) else range(len(at))))
        if isinstance(at[key], (dict, list)) and at[key] and draw(st.booleans()):
            at = at[key]
            continue
        change = draw(st.sampled_from(["replace", "drop", "add"]))
        if change == "replace" or isinstance(at, list):
            at[key] = draw(STRANGE | anything)
        elif change == "drop":
            del at[key]
        else:
            at[draw(anything)] = draw(STRANGE)
        break
    return type_of(record), data


@st.composite
def torn(draw: st.DrawFn, texts: Strategy) -> bytes:
    """Draw the bytes of a text in which a piece is missing, or something was put in between."""
    whole = draw(texts).encode(errors="surrogatepass")
    first, last = sorted(draw(st.lists(st.integers(0, len(whole)), min_size=2, max_size=2)))
    pieces = [
        b"",
        b"[" * 50,
        b'"',
        b"\x00",
        b"\xff",
        b"\r",
        b"0x" + b"f" * 4_000,
        b"nan",
        b'"""',
        b"a.b.c=",
        b"\xef\xbb\xbf",
    ]
    return whole[:first] + draw(st.sampled_from(pieces) | st.binary(max_size=6)) + whole[last:]


def as_toml(made: tuple[str, dict[str, Any]]) -> str:
    type_name, data = made
    return tomli_w.dumps(data if type_name in {"entry", "yearly_report"} else {type_name: [data]})


def as_line(made: tuple[str, dict[str, Any]]) -> str:
    return json.dumps({"type": made[0], **made[1]}, ensure_ascii=False)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fuzz")
    (folder / "entries").mkdir()
    (folder / "reports").mkdir()
    return folder


def read_back(file: Path) -> None:
    """Read a file, and write what was read."""
    files.write([origin.record for origin in files.read(file)], file.parent / "again.jsonl")


@pytest.mark.slow
@thorough(2_000)
@given(
    content=torn(spoiled().map(as_toml))
    | torn(st.sampled_from([as_toml((type_of(one), one.filled())) for one in POOL])),
    name=st.sampled_from(["kinds.toml", "topics.toml", "people.toml", "entries/haandbog.toml", "reports/2019.toml"]),
)
def test_a_toml_file_is_read_or_refused(place: Path, content: bytes, name: str) -> None:
    (place / name).write_bytes(content)
    refused_or_done("TOML", lambda: read_back(place / name), CatalogueError)


@pytest.mark.slow
@thorough(2_000)
@given(spoiled().map(as_line).map(lambda line: line.encode(errors="surrogatepass")) | torn(spoiled().map(as_line)))
def test_a_line_of_json_is_read_or_refused(place: Path, content: bytes) -> None:
    (place / "a.jsonl").write_bytes(content)
    refused_or_done("JSON Lines", lambda: read_back(place / "a.jsonl"), CatalogueError)


@pytest.mark.slow
@thorough(400)
@given(
    words=queries,
    options=st.lists(
        st.tuples(
            st.sampled_from(["kind", "topic", "year", "language", "series", "person", "limit", "page", "sort", "lang"]),
            digits | queries,
        ),
        max_size=3,
    ),
)
def test_options_are_read_or_refused(place: Path, words: str, options: list[tuple[str, str]]) -> None:
    FUZZED["options"] += 1
    given_options = [f"--{name}={value}" for name, value in options]
    check_answer(Cli(place / "home")("search", *given_options, "--", words, lang="en"), (*given_options, words))
