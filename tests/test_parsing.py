"""What was typed, in its parts: everything that is no syntax is text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ncfe_kb.query import Parsed, parse


@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        ("højreekstremisme", Parsed("højreekstremisme")),
        ("  to   ord ", Parsed("to ord")),
        ('"sociale medier" unge', Parsed("unge", phrases=("sociale medier",))),
        ("ekstremisme -online", Parsed("ekstremisme", excluded=("online",))),
        ("høj*", Parsed("", prefixes=("høj",))),
        ("emne:exit", Parsed("", fields=(("topic", "exit"),))),
        ('topic:"far right" unge', Parsed("unge", fields=(("topic", "far right"),))),
        ("År:2018-2020", Parsed("", fields=(("year", "2018-2020"),))),
        ("forfatter:Ravndal type:nyhed", Parsed("", fields=(("author", "Ravndal"), ("kind", "nyhed")))),
        ("sprog:da language:en", Parsed("", fields=(("language", "da"), ("language", "en")))),
        ("titel:noget", Parsed("titel:noget")),
        ("https://example.dk/a", Parsed("https://example.dk/a")),
        ("cross-over", Parsed("cross-over")),
        ("- -- * ** a*b", Parsed("- -- * ** a*b")),
        ('"', Parsed('"')),
        ('titel:"', Parsed('titel:"')),
        ("emne:", Parsed("emne:")),
        ('""', Parsed('""')),
        ("a AND OR NOT (b", Parsed("a AND OR NOT (b")),
    ],
)
def test_a_query_is_read_in_its_parts(text: str, parsed: Parsed) -> None:
    assert parse(text) == parsed


@given(st.text(st.characters(exclude_categories=[])) | st.text(st.sampled_from('ab:"-* emne\t')))
def test_any_text_can_be_read(text: str) -> None:
    parsed = parse(text)
    assert parsed.text == " ".join(parsed.text.split())
