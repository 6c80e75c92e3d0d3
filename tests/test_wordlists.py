"""A vocabulary that follows a catalogue knows what one that is made anew would know."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from ncfe_kb.language.wordlists import beginning, grouped, regrouped, resorted
from ncfe_kb.language.words import Words

WORDS = st.sets(st.text(alphabet="aåeks", min_size=1, max_size=9), max_size=30)


def known(words: Words) -> tuple[object, ...]:
    """Return all that a vocabulary answers about some words."""
    asked = ("aksel", "ake", "åse", "kasse", "skesak", "")
    looked_up = [
        (
            words.spelled(word),
            words.beginning(word),
            words.ending(word),
            words.longer(word),
            words.parts(word),
            sorted(words.forms(word)),
            word in words,
        )
        for word in asked
    ]
    return sorted(words.stems), looked_up


@given(histories=st.lists(WORDS, min_size=2, max_size=4))
def test_what_is_taken_over_is_what_would_be_found_anew(histories: list[set[str]]) -> None:
    words = None
    for each in histories:
        counts = Counter(each)
        words = Words(counts, "da", words)
        assert known(words) == known(Words(counts, "da"))


def test_many_new_words_are_taken_in_as_few_are() -> None:
    before = Words({"aksel": 1}, "da")
    assert "aksel" in before
    many = {f"ord{number}x": 1 for number in range(3000)}
    assert known(Words(many, "da", before)) == known(Words(many, "da"))


@given(before=WORDS, added=WORDS, gone=WORDS)
def test_groups_and_order_follow_the_words(before: set[str], added: set[str], gone: set[str]) -> None:
    added, gone = added - before, gone & before
    after = (before | added) - gone
    groups = regrouped(grouped(before, len_key), len_key, added, gone)
    assert {key: set(group) for key, group in groups.items()} == {
        key: set(group) for key, group in grouped(after, len_key).items()
    }
    assert resorted(sorted(before), added, gone) == sorted(after)


def len_key(word: str) -> str:
    return str(len(word))


def test_no_more_words_than_asked_for() -> None:
    assert list(beginning(["a", "ab", "abc", "b"], "a", 2)) == ["a", "ab"]


@given(
    histories=st.lists(WORDS, min_size=1, max_size=3),
    typed=st.text(alphabet="aåeksø", max_size=9),
    edits=st.integers(1, 2),
)
def test_no_word_that_edits_can_make_is_left_out(histories: list[set[str]], typed: str, edits: int) -> None:
    words = None
    for each in histories:
        words = Words(Counter(each), "da", words)
        near = list(words.near(typed, edits))
        assert {word for word in each if OSA.distance(typed, word) <= edits} <= set(near) <= each
        assert len(near) == len(set(near))


def test_words_of_other_letters_or_lengths_are_left_out() -> None:
    words = Words(Counter(["kasser", "pudder", "kassererne", "pude"]), "da")
    assert list(words.near("kasse", 1)) == ["kasser"]
