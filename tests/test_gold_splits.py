"""Compounds are parted where Danish parts them, and simple words are left whole, on the centre's own words."""

from collections import Counter
from pathlib import Path

import pytest

from ncfe_kb.catalogue import Catalogue
from ncfe_kb.language import tokens
from ncfe_kb.language.words import Words
from ncfe_kb.models import Entry

GOLD = Path(__file__).parent / "gold_splits.tsv"
Split = tuple[str, ...]

MOST_FALSE, LEAST_RIGHT = 0.02, 0.80
"""Shares: of the simple words, and of the compounds whose two parts the catalogue knows."""


def gold() -> dict[str, list[Split]]:
    """Return every word with the ways in which it may be parted: none for a simple word."""
    _, *rows = GOLD.read_text(encoding="utf-8").splitlines()
    splits = [row.split("\t") for row in rows]
    return {word: [tuple(way.split()) for way in ways.split("|") if way] for word, ways in splits}


def danish_words(kb: Catalogue, entry: Entry) -> set[str]:
    kind = kb.vocabulary.kinds[entry.kind]
    texts = [entry.title, entry.supplied_title, *entry.alternative_titles, entry.abstract, kind.label, kind.plural]
    series = [kb.vocabulary.series[entry.series].title] if entry.series else []
    return {token.word for text in (*texts, *series) for token in tokens(text.get("da") or "")}


@pytest.fixture(scope="module")
def words(starter: Catalogue) -> Words:
    """The catalogue's Danish words, each with the number of works that have it."""
    return Words(Counter(word for slug in starter for word in danish_words(starter, starter[slug])), "da")


def test_the_gold_list_names_each_word_once_and_parts_it_in_two() -> None:
    splits = gold()
    assert len(splits) == len(GOLD.read_text(encoding="utf-8").splitlines()) - 1
    assert {len(way) for ways in splits.values() for way in ways} == {2}


def test_simple_words_are_left_whole(words: Words) -> None:
    simple = [word for word, ways in gold().items() if not ways]
    false = {word: words.parts(word) for word in simple if words.parts(word)}
    assert len(false) <= MOST_FALSE * len(simple), false


def test_compounds_of_known_words_are_parted_where_danish_parts_them(words: Words) -> None:
    def stems(way: Split) -> Split:
        return tuple(map(words.stem, way))  # by which parts are looked up: a linking letter is gone

    def is_known(way: Split) -> bool:
        return all(part in words for part in way)

    known = {word: set(map(stems, ways)) for word, ways in gold().items() if any(map(is_known, ways))}
    wrong = {word: words.parts(word) for word, ways in known.items() if stems(words.parts(word)) not in ways}
    assert len(known) - len(wrong) >= LEAST_RIGHT * len(known), wrong
