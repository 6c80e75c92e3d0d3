"""Which form a client gets, by its Accept header."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ncfe_kb.web.accepting import preferred, ranges

OFFERED = ("text/html", "application/ld+json", "application/x-bibtex", "application/xml")
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accepted", "given_form"),
    [
        ("", "text/html"),
        ("*/*", "text/html"),
        (BROWSER, "text/html"),
        ("application/x-bibtex", "application/x-bibtex"),
        ("APPLICATION/X-BibTeX ; Q=0.5", "application/x-bibtex"),
        ("application/*", "application/ld+json"),
        ("application/*;q=0.5, application/xml", "application/xml"),
        ("text/html;q=0.1, application/x-bibtex;q=0.2", "application/x-bibtex"),
        ("*/*, text/html;q=0", "application/ld+json"),
        ("application/*, application/ld+json;q=0.1, text/*;q=0", "application/x-bibtex"),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', "application/ld+json"),
        ("application/ld+json;profile=x;q=0.2, text/html;q=0.3", "text/html"),
        ("image/png", None),
        ("text/html;q=0", None),
        ("image/png, application/ld+json;q=0.001", "application/ld+json"),
        ("text/html;q=2, application/xml", "application/xml"),
        ("nonsense", "text/html"),
        (",,;q=1,/", "text/html"),
    ],
)
def test_what_is_liked_best_is_given(accepted: str, given_form: str | None) -> None:
    assert preferred(accepted, OFFERED) == given_form


@given(st.text() | st.lists(st.sampled_from([*OFFERED, "*/*", "text/*", ",", ";", "q=", "0.5", "1", '"'])).map("".join))
def test_no_header_is_too_strange(accepted: str) -> None:
    assert preferred(accepted, OFFERED) in {*OFFERED, None}
    assert all(0 <= one.weight <= 1 for one in ranges(accepted))


@given(st.dictionaries(st.sampled_from(OFFERED), st.integers(0, 1000), min_size=1), st.randoms())
def test_the_greatest_weight_wins_in_whatever_order(weights: dict[str, int], order: Random) -> None:
    parts = [f"{name};q={weight / 1000:.3f}" for name, weight in weights.items()]
    order.shuffle(parts)
    best = preferred(", ".join(parts), OFFERED)
    most = max(weights.values())
    assert best is None if most == 0 else weights[str(best)] == most


@given(st.sampled_from(OFFERED), st.sampled_from(OFFERED))
def test_what_is_named_counts_more_than_what_stands_for_all(first: str, second: str) -> None:
    best = preferred(f"*/*;q=0.1, {first};q=0.2, {second};q=0.3", OFFERED)
    assert best == second


def test_a_long_header_takes_no_longer() -> None:
    assert preferred("text/html;" + ";" * 1_000_000, OFFERED) == "text/html"
    assert preferred("a" * 1_000_000, OFFERED) == "text/html"
