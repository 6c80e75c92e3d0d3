"""Entries that are kept from one search to the next are never others than those in the database."""

from contextlib import suppress
from typing import NamedTuple

import pytest
from conftest import VOCABULARY, MakeEntry, make_entry
from hypothesis import given, settings
from hypothesis import strategies as st

from ncfe_kb import Catalogue, Person, Text
from ncfe_kb.catalogue.recent import MOST_BRIEF, MOST_WHOLE, Recent, brief, whole
from ncfe_kb.storage import Store

FIRST = "begyndelse"
SLUGS = ("a", "b", "c")
ACTIONS = st.tuples(
    st.sampled_from(["put", "remove", "undo", "refused", "look inside", "person"]),
    st.sampled_from(SLUGS),
    st.integers(0, 2),
)


class Kept(NamedTuple):
    """Entries that were lately read."""

    briefs: Recent
    wholes: Recent


class TakenBack(Exception):
    """What a block of changes is given up for."""


@pytest.fixture
def kb_of_three(kb: Catalogue, entry: MakeEntry) -> Catalogue:
    """A catalogue with the entries a and b; c is not there yet."""
    kb.add(entry("a"), entry("b"))
    return kb


def store_of(kb: Catalogue) -> Store:
    return kb._core.store  # noqa: SLF001 - what is kept stands between the database and a view


def both() -> Kept:
    """Return what keeps entries as lists name them, and what keeps them whole."""
    return Kept(Recent(brief, MOST_BRIEF), Recent(whole, MOST_WHOLE))


def is_true(kept: Kept, store: Store) -> bool:
    with store.reading() as reader:
        return all(
            list(one.get(reader, SLUGS).items()) == list(read(reader, SLUGS).items())
            for one, read in zip(kept, (brief, whole), strict=True)
        )


def act(kb: Catalogue, kept: Kept, action: tuple[str, str, int]) -> None:
    """Change the catalogue, or begin to; a change may look at what it did so far."""
    what, slug, number = action
    made = make_entry(slug, title=Text(da=f"Titel {number}"))
    with suppress(TakenBack), kb.changes("prøve"):
        if what == "put":
            kb.put(made)
        elif what == "remove" and slug in kb:
            kb.remove(slug)
        elif what == "person":
            kb.put(Person(id="p", name=f"Navn {number}"))
        elif what in {"refused", "look inside"}:
            kb.put(made)
            assert is_true(kept, store_of(kb))
            if what == "refused":
                raise TakenBack
    if what == "undo" and (last := next(iter(kb.history(limit=1)))).reason != FIRST:
        kb.undo(last.id)


@settings(max_examples=30, deadline=None)
@given(actions=st.lists(ACTIONS, max_size=12))
def test_after_any_history_what_is_kept_is_what_is_in_the_database(actions: list[tuple[str, str, int]]) -> None:
    with Catalogue.in_memory() as kb:
        with kb.changes(FIRST):
            kb.put(*VOCABULARY, make_entry("a"))
        kept = both()
        for action in actions:
            act(kb, kept, action)
            assert is_true(kept, store_of(kb))


def test_who_is_forgotten_is_in_no_entry_that_was_kept(kb: Catalogue, entry: MakeEntry) -> None:
    kb.add(entry("a", contributors=[{"name": "Ditte Prøve", "role": "author"}]))
    kept = both()
    assert is_true(kept, store_of(kb))
    kb.forget("Ditte Prøve")
    assert is_true(kept, store_of(kb))


def test_what_is_kept_is_not_read_again(kb_of_three: Catalogue) -> None:
    briefs, store = both().briefs, store_of(kb_of_three)
    with store.reading() as reader:
        first = briefs.get(reader, SLUGS)
    kb_of_three.put(make_entry("b", title=Text(da="En anden")))
    with store.reading() as reader:
        again = briefs.get(reader, SLUGS)
    assert again["a"] is first["a"]
    assert again["b"] != first["b"]
