"""The thesaurus: broader and narrower topics, loops, and which topic a label means."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ncfe_kb import Thesaurus, Topic, TopicLoop
from ncfe_kb.text import Labels, Text
from ncfe_kb.topics import loops_in


def topic(key: str, *broader: str, **fields: object) -> Topic:
    """Return a topic whose only label is its id; unlike Topic(…) it may be broader than itself."""
    return Topic.model_construct(
        **{**Topic(id=key, preferred_label=Text(da=key), **fields).__dict__, "broader": broader}
    )


def ids(topics: tuple[Topic, ...]) -> list[str]:
    return [topic.id for topic in topics]


FAMILY = Thesaurus(
    (
        topic("ekstremisme"),
        topic("hoejre", "ekstremisme"),
        topic("venstre", "ekstremisme"),
        topic("nynazisme", "hoejre"),
        topic("internet"),
        topic("meme", "nynazisme", "internet"),
    )
)
LABELLED = Thesaurus(
    (
        Topic(
            id="hoejre",
            preferred_label=Text(da="Højreekstremisme", en="Right-wing extremism"),
            alternative_labels=Labels(da=("yderste højre",), en=("far right",)),
            hidden_labels=Labels(da=("højreekstrimisme",)),
        ),
        Topic(id="ret", preferred_label=Text(da="ret", en="law")),
        Topic(id="mad", preferred_label=Text(da="mad", en="dish"), alternative_labels=Labels(da=("ret", "RET"))),
        Topic(id="lov", preferred_label=Text(da="lov"), alternative_labels=Labels(en=("Dish",))),
    )
)


def test_a_thesaurus_is_a_mapping_of_its_topics_in_their_order() -> None:
    assert list(FAMILY) == ["ekstremisme", "hoejre", "venstre", "nynazisme", "internet", "meme"]
    assert (len(FAMILY), "meme" in FAMILY, "mimik" in FAMILY) == (6, True, False)
    assert FAMILY["meme"].broader == ("nynazisme", "internet")
    with pytest.raises(KeyError):
        FAMILY["mimik"]


def test_narrower_topics_are_those_directly_below() -> None:
    assert ids(FAMILY.narrower("ekstremisme")) == ["hoejre", "venstre"]
    assert ids(FAMILY.narrower("internet")) == ["meme"]
    assert ids(FAMILY.narrower("meme")) == ids(FAMILY.narrower("ukendt")) == []


def test_roots_are_the_topics_with_nothing_above() -> None:
    assert ids(FAMILY.roots()) == ["ekstremisme", "internet"]


@pytest.mark.parametrize(
    ("keys", "below", "above"),
    [
        ([], set(), set()),
        (["meme"], {"meme"}, {"meme", "nynazisme", "hoejre", "ekstremisme", "internet"}),
        (["hoejre"], {"hoejre", "nynazisme", "meme"}, {"hoejre", "ekstremisme"}),
        (["venstre", "internet"], {"venstre", "internet", "meme"}, {"venstre", "internet", "ekstremisme"}),
        (["ukendt"], {"ukendt"}, {"ukendt"}),
    ],
)
def test_topics_reach_down_and_up_over_any_number_of_steps(keys: list[str], below: set[str], above: set[str]) -> None:
    assert FAMILY.with_narrower(keys) == below
    assert FAMILY.with_broader(keys) == above


@pytest.mark.parametrize(
    "label",
    [
        "hoejre",
        "Højreekstremisme",
        "HØJREEKSTREMISME",
        "right-wing extremism",
        "  Far   RIGHT ",
        "yderste højre",
        "højreekstrimisme",  # hidden labels are found too
        "ho\u0308jre",  # not this one: ö is no ø
    ],
)
def test_a_topic_is_found_by_id_or_any_label_in_any_language_and_case(label: str) -> None:
    assert ids(LABELLED.find(label)) == ([] if "\u0308" in label else ["hoejre"])


def test_an_id_is_found_before_labels_and_an_ambiguous_label_finds_all() -> None:
    assert ids(LABELLED.find("ret")) == ["ret"]
    assert ids(LABELLED.find("RET")) == ["ret", "mad"]
    assert ids(LABELLED.find("DISH")) == ["mad", "lov"]
    assert LABELLED.find("suppe") == LABELLED.find("") == ()


def test_ambiguous_labels_come_by_language_with_the_topics_that_share_them() -> None:
    assert LABELLED.ambiguous_labels["da", "ret"] == ("ret", "mad")
    assert all(len(set(keys)) > 1 for keys in LABELLED.ambiguous_labels.values())
    assert FAMILY.ambiguous_labels == {}


@pytest.mark.parametrize(
    ("topics", "chain"),
    [
        ([topic("a", "a")], ("a", "a")),
        ([topic("a", "b"), topic("b", "a")], ("a", "b", "a")),
        ([topic("a", "b"), topic("b", "c"), topic("c", "a")], ("a", "b", "c", "a")),
        ([topic("x", "a"), topic("a", "b"), topic("b", "a")], ("a", "b", "a")),  # x stands outside the loop
        ([topic("x"), topic("a", "x", "b"), topic("b", "x", "a")], ("a", "b", "a")),
    ],
)
def test_a_loop_is_refused_with_its_chain(topics: list[Topic], chain: tuple[str, ...]) -> None:
    with pytest.raises(TopicLoop, match=" → ".join(chain)) as refused:
        Thesaurus(topics)
    assert refused.value.ids == chain


def test_topics_that_may_loop_reach_each_other() -> None:
    round_about = Thesaurus((topic("a", "b"), topic("b", "a"), topic("c", "b")), may_loop=True)
    assert list(round_about.loops()) == [("a", "b", "a")]
    assert round_about.with_broader(["c"]) == round_about.with_narrower(["a"]) == {"a", "b", "c"}


@given(st.dictionaries(st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdefg"), max_size=3)))
def test_loops_are_found_until_nothing_goes_round(steps: dict[str, list[str]]) -> None:
    left = {key: set(after) for key, after in steps.items()}
    while loops := list(loops_in(left)):
        for loop in loops:
            assert all(to in left[key] for key, to in pairwise(loop))
            assert len(set(loop)) == len(loop) - 1
            left[loop[0]].remove(loop[1])
    assert all(key not in reached(left, after) for key, after in left.items())


def reached(steps: dict[str, set[str]], keys: set[str]) -> set[str]:
    found = set(keys)
    while more := {to for key in found for to in steps.get(key, ())} - found:
        found |= more
    return found


def test_a_topic_with_two_ways_up_to_the_same_one_is_no_loop() -> None:
    diamond = Thesaurus((topic("a"), topic("b", "a"), topic("c", "a"), topic("d", "b", "c")))
    assert diamond.with_broader(["d"]) == {"a", "b", "c", "d"}


def test_a_broader_topic_that_is_not_there_is_tolerated() -> None:
    lonely = Thesaurus((topic("a", "ukendt"),))
    assert list(lonely) == ["a"]
    assert ids(lonely.narrower("ukendt")) == ["a"]
    assert lonely.with_broader(["a"]) == {"a", "ukendt"}


def test_topics_can_lie_at_any_depth() -> None:
    deep = Thesaurus(topic(f"t{number}", f"t{number + 1}") for number in range(2_000))
    assert len(deep.with_broader(["t0"])) == 2_001
