"""What every engine behind the seam promises, as functions that take an empty index.

Each is run over every implementation of `SearchIndex`; see test_search_index.py.
"""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ncfe_kb.query import FACETS, NEWEST, Group, Query, Term
from ncfe_kb.search import BREAK, Document, IndexUnusable, Label, Matches, SearchIndex, State

Promise = Callable[[SearchIndex], None]
PROMISES: list[Promise] = []
EVERYTHING = 1_000
ALL = Query()
NOTHING: dict[str, dict[str, int]] = {facet: {} for facet in FACETS}


def promise(function: Any) -> Any:
    """Make a function part of the contract."""
    PROMISES.append(function)
    return function


def state(change: int) -> State:
    """Return the state after a change."""
    return State(change, f"token of {change}", "format/1.2")


FIRST, SECOND = state(1), state(2)


def document(slug: str, *title: str, date: str = "2020", is_public: bool = True, **fields: Any) -> Document:
    """Return a document with words in its title, other fields' words and facets' values by keyword."""
    values = {facet: fields.pop(facet) for facet in FACETS if facet in fields}
    labels, orders = fields.pop("labels", {}), fields.pop("orders", {})
    return Document(slug, {"title_da": title, **fields}, {"da": title}, values, date, is_public, labels, orders)


def word(text: str, *more: Term, space: str = "da", weight: float = 1.0) -> Group:
    """Return the group for a word of a title, with further alternatives."""
    return Group((Term(space, text, weight), *more))


def only(**filters: str) -> Query:
    """Return the query for what has one of these ids, which are separated by spaces, in each facet."""
    return Query(filters={facet: frozenset(ids.split()) for facet, ids in filters.items()})


def everything(index: SearchIndex, query: Query = ALL) -> Matches:
    return index.search(query, limit=EVERYTHING)


def slugs(index: SearchIndex, *groups: Group, query: Query = ALL) -> list[str]:
    """Return what the groups, or else the query, find, in order."""
    return [slug for slug, _ in everything(index, Query(groups) if groups else query).page]


@promise
def an_index_without_anything_has_no_state_and_cannot_be_searched(index: SearchIndex) -> None:
    assert index.state() is None
    with pytest.raises(IndexUnusable):
        index.search(ALL, limit=1)


@promise
def a_rebuild_notes_its_state(index: SearchIndex) -> None:
    index.rebuild([], state(7))
    assert index.state() == state(7)
    assert slugs(index) == []


@promise
def what_was_written_has_no_damages_and_neither_has_nothing(index: SearchIndex) -> None:
    assert index.damages() == ()
    index.rebuild([document("a")], FIRST)
    index.update([document("b")], ["a"], SECOND)
    assert index.damages() == ()


@promise
def a_document_needs_no_words_and_no_values(index: SearchIndex) -> None:
    index.rebuild([Document("bare")], FIRST)
    assert slugs(index) == ["bare"]


@promise
def a_rebuild_takes_the_place_of_all(index: SearchIndex) -> None:
    index.rebuild([document("a"), document("b")], SECOND)
    index.rebuild([document("c")], FIRST)
    assert (slugs(index), index.state()) == (["c"], FIRST)


@promise
def an_update_replaces_adds_drops_and_moves_the_state(index: SearchIndex) -> None:
    index.rebuild([document("a", "før"), document("b"), document("c")], FIRST)
    index.update([document("a", "efter"), document("d")], ["b"], SECOND)
    assert (slugs(index), index.state()) == (["a", "c", "d"], SECOND)
    assert slugs(index, word("før")) == []
    assert slugs(index, word("efter")) == ["a"]


@promise
def updates_never_double_a_document(index: SearchIndex) -> None:
    index.rebuild([document("a", "ord")], FIRST)
    for change in range(2, 9):
        index.update([document("a", "ord"), document("a", "ord")], ["a"], state(change))
    assert slugs(index) == slugs(index, word("ord")) == ["a"]


@promise
def documents_that_cannot_be_read_to_the_end_change_nothing(index: SearchIndex) -> None:
    index.rebuild([document("a"), document("b")], FIRST)
    with pytest.raises(ZeroDivisionError):
        index.update((document(f"w-{1 // number}") for number in (1, 0)), ["a"], SECOND)
    with pytest.raises(ZeroDivisionError):
        index.rebuild((document(f"w-{1 // number}") for number in (1, 0)), SECOND)
    assert (slugs(index), index.state()) == (["a", "b"], FIRST)


@promise
def a_term_is_found_in_its_space_alone(index: SearchIndex) -> None:
    index.rebuild([document("a", "ord"), document("b", title_en=("ord",)), document("c", "ordet")], FIRST)
    assert slugs(index, word("ord")) == ["a"]
    assert slugs(index, word("ord", space="en")) == ["b"]
    assert slugs(index, word("or")) == slugs(index, word("ord", space="people")) == []


@promise
def terms_are_compared_whole_whatever_they_look_like(index: SearchIndex) -> None:
    words = ("højrefløj", "o'connor", "8chan", "and", "прага", "nordiske-modstandsbevaegelse")
    index.rebuild([document(f"w-{number}", term) for number, term in enumerate(words)], FIRST)
    assert [slugs(index, word(term)) for term in words] == [[f"w-{number}"] for number in range(len(words))]


@promise
def a_greater_weight_comes_first(index: SearchIndex) -> None:
    index.rebuild([document("a", "ord"), document("b", title_en=("ord",))], FIRST)
    assert slugs(index, word("ord", Term("en", "ord", 3.0))) == ["b", "a"]
    assert slugs(index, word("ord", Term("en", "ord", 1.0), weight=3.0)) == ["a", "b"]


@promise
def a_title_counts_more_than_a_text(index: SearchIndex) -> None:
    index.rebuild([document("a", text_da=("ord",)), document("b", "ord")], FIRST)
    assert slugs(index, word("ord")) == ["b", "a"]


@promise
def a_further_alternative_counts_a_little_and_a_further_word_counts_whole(index: SearchIndex) -> None:
    documents = [
        document("one", "x"),
        document("two-alternatives", "x", title_en=("y",)),
        document("two-words", "x", people=("z",)),
    ]
    index.rebuild(documents, FIRST)
    query = (word("x", Term("en", "y")), word("z", space="people"))
    assert slugs(index, *query) == ["two-words", "two-alternatives", "one"]


@promise
def what_is_required_must_be_there_and_what_is_excluded_must_not(index: SearchIndex) -> None:
    index.rebuild([document("a", "x", "y"), document("b", "x"), document("c", "y", "z")], FIRST)
    assert slugs(index, query=Query((word("x"),), required=(word("y"),))) == ["a"]
    assert slugs(index, query=Query((word("x"),), excluded=(word("y"),))) == ["b"]
    assert slugs(index, query=Query(required=(word("y"),), excluded=(word("z"),))) == ["a"]
    assert slugs(index, query=Query(required=(word("never"),))) == []


@promise
def each_work_comes_with_the_terms_that_it_has(index: SearchIndex) -> None:
    index.rebuild([document("a", "x"), document("b", title_en=("y",))], FIRST)
    dane, english = Term("da", "x"), Term("en", "y", 0.5)
    found = everything(index, Query((Group((dane, english)),)))
    assert found.terms == {"a": (dane,), "b": (english,)}


@promise
def the_vocabulary_is_that_of_all_works_or_of_public_ones(index: SearchIndex) -> None:
    index.rebuild([document("a", "fælles", "åben"), document("b", "fælles", "lukket", is_public=False)], FIRST)
    assert index.vocabulary(public_only=False)["da"] == {"fælles": 2, "åben": 1, "lukket": 1}
    assert index.vocabulary(public_only=True) == {"da": {"fælles": 1, "åben": 1}, "en": {}, "people": {}}
    index.update([document("c", "ny")], ["a"], SECOND)
    assert index.vocabulary(public_only=False)["da"] == {"fælles": 1, "lukket": 1, "ny": 1}


@promise
def a_phrase_is_words_in_a_row_in_any_of_their_forms_within_one_text(index: SearchIndex) -> None:
    documents = [
        document("a", "vold", "i", "skolen"),
        document("b", "skolen", "i", "vold"),
        document("c", "voldens", "i", "skolen", "igen"),
        document("d", "vold", BREAK, "i", "skolen"),
        document("e", "vold", "i", "skolens"),
        document("f", "vold", "i", "skolen", is_public=False),
    ]
    index.rebuild(documents, FIRST)
    row = (frozenset({"vold", "voldens"}), frozenset({"i"}), frozenset({"skolen"}))
    assert slugs(index, query=Query(phrases=(row,), public_only=True)) == ["a", "c"]
    assert slugs(index, word("igen"), query=Query(phrases=(row,))) == ["c"]
    assert set(slugs(index, query=Query((word("vold"), word("voldens")), phrases=(row, row)))) == {"a", "c", "f"}


@promise
def of_a_family_the_best_alone_is_a_match_and_all_are_counted(index: SearchIndex) -> None:
    documents = [
        document("best", "ord", kind=("x",)),
        document("other", "ord", "mere", "om", kind=("y",)),
        document("c", "ord", "og", "mere", "om", "det"),
    ]
    index.rebuild(documents, FIRST)
    found = index.search(Query((word("ord"),)), limit=10, families={"other": "one", "best": "one", "not-there": "one"})
    assert [slug for slug, _ in found.page] == ["best", "c"]
    assert (found.total, found.facets["kind"]) == (2, {"x": 1, "y": 1})
    assert index.search(ALL, limit=1, offset=1, families={"other": "one", "best": "one"}).page == (("c", 0.0),)


@promise
def works_come_in_an_order_of_their_own_where_it_is_asked_for(index: SearchIndex) -> None:
    documents = [
        document("a", "ord", orders={"title": "z"}, date="2001"),
        document("b", "ord", "og", "andet", orders={"title": "m"}, date="2003"),
        document("c", "ord", "og", orders={"title": "m"}, date="2002"),
    ]
    index.rebuild(documents, FIRST)
    assert slugs(index, query=Query((word("ord"),), order="title")) == ["b", "c", "a"]
    assert slugs(index, query=Query((word("ord"),), order=NEWEST)) == ["b", "c", "a"]


@promise
def only_what_is_asked_for_is_counted(index: SearchIndex) -> None:
    index.rebuild([document("a", "ord", kind=("news",), year=("2020",))], FIRST)
    assert everything(index, Query((word("ord"),), facets=("year",))).facets == {"year": {"2020": 1}}


@promise
def labels_that_begin_so_come_before_those_with_a_word_that_does(index: SearchIndex) -> None:
    titles = {"a": "om skolen", "b": "skolen", "c": "skole og hjem", "d": "hjem", "hidden": "skolerne"}
    documents = [
        document(slug, labels={"title": (Label(title, slug),)}, is_public=slug != "hidden")
        for slug, title in titles.items()
    ]
    index.rebuild(documents, FIRST)
    index.update(
        [document("e", labels={"title": (Label("skoledag", "e"),), "person": (Label("skov", "p"),)})], ["d"], SECOND
    )
    found = index.labelled("title", "sko", public_only=True, limit=10)
    assert found == (Label("skole og hjem", "c"), Label("skoledag", "e"), Label("skolen", "b"), Label("om skolen", "a"))
    assert index.labelled("title", "sko", public_only=False, limit=4)[-1] == Label("skolerne", "hidden")
    assert index.labelled("person", "sko", public_only=True, limit=10) == (Label("skov", "p"),)
    assert index.labelled("series", "sko", public_only=True, limit=10) == ()


@promise
def no_answer_to_the_public_depends_on_what_it_does_not_see(index: SearchIndex) -> None:
    shown = [document(f"w-{number}", "ord", *["mere"] * number, "og", kind=("news",)) for number in range(5)]
    hidden = [document(f"h-{number}", "ord", *["andet"] * 9, is_public=False) for number in range(7)]
    query = Query((word("ord"), word("mere")), public_only=True)
    index.rebuild(shown, FIRST)
    alone = everything(index, query), index.vocabulary(public_only=True)
    index.rebuild([*hidden[:3], *shown], FIRST)
    index.update(hidden[3:], ["h-1"], SECOND)
    assert (everything(index, query), index.vocabulary(public_only=True)) == alone


@promise
def a_document_needs_one_of_the_words_only(index: SearchIndex) -> None:
    index.rebuild([document("a", "x"), document("b", "y"), document("c", "z")], FIRST)
    assert set(slugs(index, word("x"), word("y"), word("never"))) == {"a", "b"}


@promise
def without_words_nothing_has_a_score(index: SearchIndex) -> None:
    index.rebuild([document("a", "x"), document("b", "x", "y")], FIRST)
    assert {score for _, score in everything(index).page} == {0.0}
    assert min(score for _, score in everything(index, Query((word("x"),))).page) > 0


@promise
def equal_matches_come_newest_first_then_by_slug(index: SearchIndex) -> None:
    dates = {"d": "2019", "c": "2020-05", "b": "2020-05", "a": ""}
    index.rebuild([document(slug, "ord", date=date) for slug, date in dates.items()], FIRST)
    assert slugs(index) == slugs(index, word("ord")) == ["b", "c", "d", "a"]


@promise
def values_of_a_facet_widen_and_facets_narrow(index: SearchIndex) -> None:
    news = document("a", kind=("news",), topic=("x", "y"), year=("2019",))
    more = document("b", kind=("news",), topic=("y",), year=("2020",))
    report = document("c", kind=("report",), topic=("z",), year=("2020",))
    index.rebuild([news, more, report, document("d")], FIRST)
    assert slugs(index, query=only(topic="x")) == ["a"]
    assert slugs(index, query=only(topic="x z")) == ["a", "c"]
    assert slugs(index, query=only(topic="x z", kind="news report", year="2020")) == ["c"]
    assert slugs(index, query=only(topic="never")) == []


@promise
def counts_of_a_facet_leave_out_its_own_filter(index: SearchIndex) -> None:
    news = document("a", "ord", kind=("news",), topic=("x", "y"))
    reports = [document(slug, "ord", kind=("report",), topic=(topic,)) for slug, topic in (("b", "y"), ("c", "z"))]
    index.rebuild([news, *reports, document("d", "andet", kind=("news",), topic=("x",))], FIRST)
    matches = everything(index, Query((word("ord"),), filters=only(kind="report", topic="y").filters))
    assert matches.total == 1
    assert matches.facets == {**NOTHING, "kind": {"news": 1, "report": 1}, "topic": {"y": 1, "z": 1}}


@promise
def only_the_largest_values_of_a_facet_are_counted_where_no_more_are_wanted(index: SearchIndex) -> None:
    index.rebuild(
        [document(f"{topic}-{n}", topic=(topic,)) for n, row in enumerate(("abcd", "abc", "a")) for topic in row], FIRST
    )
    for most, topics in ((None, "abcd"), (9, "abcd"), (4, "abcd"), (3, "abc"), (2, "abc"), (1, "a"), (0, "")):
        counts = everything(index, Query(most_values=most)).facets["topic"]
        assert counts == {topic: count for topic, count in {"a": 3, "b": 2, "c": 2, "d": 1}.items() if topic in topics}


@promise
def the_public_finds_and_counts_public_documents_only(index: SearchIndex) -> None:
    index.rebuild([document("a", "ord", kind=("news",)), document("b", "ord", kind=("news",), is_public=False)], FIRST)
    for groups in ((), (word("ord"),)):
        matches = everything(index, Query(groups, public_only=True))
        assert ([slug for slug, _ in matches.page], matches.total) == (["a"], 1)
        assert matches.facets["kind"] == {"news": 1}


@promise
def pages_cover_every_match_once_in_the_same_order(index: SearchIndex) -> None:
    index.rebuild([document(f"w-{number}", "ord", "mere" * (number % 3)) for number in range(23)], FIRST)
    for groups in ((), (word("ord"),)):
        pages = [index.search(Query(groups), limit=5, offset=offset) for offset in range(0, 30, 5)]
        assert [slug for page in pages for slug, _ in page.page] == slugs(index, *groups)
        assert {page.total for page in pages} == {23}


@promise
def a_page_of_nothing_still_counts(index: SearchIndex) -> None:
    index.rebuild([document("a", kind=("news",))], FIRST)
    assert index.search(ALL, limit=0) == Matches(1, (), {**NOTHING, "kind": {"news": 1}})


@promise
def what_it_has_otherwise_not_at_all_or_beside_is_stale(index: SearchIndex) -> None:
    labels = {"title": (Label("ord", "a"),)}
    index.rebuild([document("a", "ord", labels=labels), document("b", "ord")], FIRST)
    index.update([document("c", "ord", orders={"title_da": "1"})], ["b"], SECOND)
    now = [document("a", "ord", labels=labels), document("c", "ord", orders={"title_da": "1"})]
    assert index.stale(iter(now)) == set()
    assert index.stale(now[:1]) == {"c"}
    assert index.stale([*now, document("b", "ord")]) == {"b"}
    for other in (
        document("a", "ord"),
        document("a", "andet", labels=labels),
        document("a", "ord", labels=labels, date="2021"),
        document("a", "ord", labels=labels, is_public=False),
        document("a", "ord", labels=labels, kind=("news",)),
        document("a", "ord", labels=labels, orders={"title_da": "1"}),
    ):
        assert index.stale([other, *now[1:]]) == {"a"}


SLUGS = st.sampled_from("abcdef")
DOCUMENTS = st.lists(
    st.builds(
        lambda slug, words, kind, is_public: document(slug, *words, kind=(kind,), is_public=is_public),
        SLUGS,
        st.lists(st.sampled_from(["x", "y"]), max_size=2),
        st.sampled_from(["news", "report"]),
        st.booleans(),
    ),
    max_size=4,
    unique_by=lambda made: made.slug,
)
HISTORIES = st.lists(st.tuples(DOCUMENTS, st.none() | st.frozensets(SLUGS, max_size=3)), min_size=1, max_size=6)
"""Rebuilds, for None, and updates with the slugs that are gone."""


@promise
@settings(max_examples=25, deadline=None)
@given(history=HISTORIES)
def after_any_history_the_index_agrees_with_a_dict(index: SearchIndex, history: list[Any]) -> None:
    kept: dict[str, Document] = {}
    index.rebuild([], state(0))
    for change, (documents, gone) in enumerate(history, 1):
        fresh = {made.slug: made for made in documents}
        if gone is None:
            kept = fresh
            index.rebuild(documents, state(change))
        else:
            kept = {slug: made for slug, made in kept.items() if slug not in gone} | fresh
            index.update(documents, gone, state(change))
        kinds = Counter(kind for made in kept.values() for kind in made.values["kind"])
        assert index.state() == state(change)
        assert slugs(index) == sorted(kept)
        assert set(slugs(index, word("x"))) == {slug for slug, made in kept.items() if "x" in made.words["title_da"]}
        assert everything(index).facets["kind"] == kinds
        assert everything(index, Query(public_only=True)).total == sum(made.is_public for made in kept.values())
