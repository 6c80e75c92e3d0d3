"""A look at the catalogue finds what records say of each other and what they lack; each check is broken once."""

from pathlib import Path

import pytest
from cli_runner import Cli
from conftest import complete, make_entry
from tampering import noted, relate, said, tamper

from ncfe_kb import Audience, Catalogue, Episode, Kind, Person, Text, Topic


@pytest.mark.parametrize(("type_name", "target"), [("about", "gone"), ("part_of", "a"), ("related_to", "a")])
def test_a_relation_to_a_work_that_is_gone_or_to_itself_is_found(
    sound: Catalogue, home: Path, type_name: str, target: str
) -> None:
    relate(home, ("a", type_name, target))
    message = f"{type_name} {target} leads to no other work; remove it"
    assert said(sound, "relations", is_wrong=True) == [("a", message)]


def test_a_relation_without_an_inverse_is_found(sound: Catalogue, home: Path) -> None:
    relate(home, ("a", "likes", "b"))
    assert said(sound, "relations", is_wrong=True) == [("a", "likes b has no inverse; correct it")]


def test_relations_that_contradict_each_other_are_found_whichever_side_states_them(sound: Catalogue) -> None:
    sound.put(
        complete("a", relations=({"type": "part_of", "target": "b"},)),
        complete("c", relations=({"type": "has_part", "target": "b"}, {"type": "part_of", "target": "a"})),
    )
    assert said(sound, "relations", is_wrong=True) == [("a", "part_of goes round: a → b → c → a; remove one")]


def test_two_translations_of_each_other_are_found(sound: Catalogue) -> None:
    sound.put(
        complete("a", relations=({"type": "translation_of", "target": "b"},)),
        complete("b", language="en", relations=({"type": "translation_of", "target": "a"},)),
    )
    assert said(sound, "relations", is_wrong=True) == [("a", "translation_of goes round: a → b → a; remove one")]


@pytest.mark.parametrize(
    ("type_name", "inverse"), [("summary_of", "has_summary"), ("about", "subject_of"), ("related_to", "related_to")]
)
def test_a_relation_that_both_sides_state_is_noted(sound: Catalogue, type_name: str, inverse: str) -> None:
    sound.put(
        complete("a", relations=({"type": type_name, "target": "b"},)),
        complete("b", language="en", relations=({"type": inverse, "target": "a"},)),
    )
    assert said(sound, "relations", is_wrong=False) == [("a", f"{type_name} b is stated twice; remove one")]


def test_works_that_refer_to_each_other_are_no_contradiction(sound: Catalogue) -> None:
    sound.put(
        complete("a", relations=({"type": "references", "target": "b"},)),
        complete("b", language="en", relations=({"type": "references", "target": "a"},)),
    )
    assert sound.doctor() == ()


@pytest.mark.parametrize(
    ("topic", "broader", "chain"),
    [
        ("ekstremisme", "nynazisme", "ekstremisme → nynazisme → hoejreekstremisme → ekstremisme"),
        ("ekstremisme", "ekstremisme", "ekstremisme → ekstremisme"),
    ],
)
def test_topics_that_go_round_are_found_and_stand_in_the_way_of_nothing_else(
    sound: Catalogue, home: Path, topic: str, broader: str, chain: str
) -> None:
    sound.put(complete("a", topics=("nynazisme",)))
    tamper(home, f"INSERT INTO topic_broader VALUES ('{topic}', 0, '{broader}')")
    with Catalogue.open(home) as again:
        assert said(again, "topics", is_wrong=True) == [("ekstremisme", f"broader goes round: {chain}; remove one")]
        assert again.rebuild_index() == 3
        assert again.search("ekstremisme").hits[0].slug == "a"


def test_topics_that_go_round_are_shown_once(cli: Cli, sound: Catalogue) -> None:
    sound.put(Topic(id="rod", preferred_label=Text(da="rod", en="root")))
    tamper(
        cli.home,
        "INSERT INTO topic_broader VALUES ('ekstremisme', 0, 'nynazisme')",
        "INSERT INTO topic_broader VALUES ('ekstremisme', 1, 'rod')",
    )
    assert [line.split()[0] for line in cli("topics").out.splitlines()] == [
        "rod",
        "ekstremisme",
        "højreekstremisme",
        "nynazisme",
    ]


def test_a_topic_that_is_related_to_itself_or_to_what_is_broader_is_found(sound: Catalogue, home: Path) -> None:
    tamper(
        home,
        "INSERT INTO topic_related VALUES ('ekstremisme', 0, 'ekstremisme')",
        "INSERT INTO topic_related VALUES ('nynazisme', 0, 'ekstremisme')",
    )
    assert said(sound, "topics", is_wrong=True) == [
        ("ekstremisme", "related to itself; remove that"),
        ("nynazisme", "related to ekstremisme, which is broader already; remove one"),
    ]


@pytest.mark.parametrize(
    ("source", "type_name", "target"), [("a", "translation_of", "c"), ("c", "has_translation", "a")]
)
def test_a_translation_into_the_same_language_is_found(
    sound: Catalogue, home: Path, source: str, type_name: str, target: str
) -> None:
    relate(home, (source, type_name, target))
    message = "a translation of c into the same language; correct a language or remove the relation"
    assert said(sound, "translations", is_wrong=True) == [("a", message)]


def test_a_language_that_was_inferred_makes_a_translation_only_worth_a_look(sound: Catalogue) -> None:
    sound.put(complete("a", language_inferred=True, relations=({"type": "translation_of", "target": "c"},)))
    assert noted(sound.doctor()) == [("translations", "a")]


@pytest.mark.parametrize("status", ["withdrawn", "cancelled"])
@pytest.mark.parametrize(("given_up", "left"), [("a", "b"), ("b", "a")])
def test_a_translation_of_which_one_side_was_given_up_is_noted(
    sound: Catalogue, status: str, given_up: str, left: str
) -> None:
    relation = {"type": "translation_of", "target": "b"}
    statuses = {slug: ({"status": status if slug == given_up else "published"},) for slug in "ab"}
    sound.put(
        complete("a", relations=(relation,), statuses=statuses["a"]),
        complete("b", language="en", statuses=statuses["b"]),
    )
    message = f"its translation or original {given_up} was given up; remove the relation or note it"
    assert said(sound, "translations", is_wrong=False) == [(left, message)]


def test_a_text_that_is_the_same_in_both_languages_is_noted_unless_it_may_be_a_name(sound: Catalogue) -> None:
    name, text = Text(da="Omtanke Online", en="Omtanke Online"), "Om det, der ikke blev oversat"
    sound.put(complete("a", title=name, abstract=Text(da=text, en=text)))
    message = "abstract is the same in Danish and English; translate it or leave one out"
    assert said(sound, "translations", is_wrong=False) == [("a", message)]


def test_labels_that_one_language_lacks_are_noted(sound: Catalogue) -> None:
    sound.put(
        Kind(id="plan", label=Text(da="plan", en="plan"), plural=Text(da="planer")),
        Topic(id="andet", preferred_label=Text(en="something else")),
        Audience(id="unge", label=Text(da="unge")),
    )
    assert [(where, what.split(" is ")[0]) for where, what in said(sound, "translations", is_wrong=False)] == [
        ("plan", "kind.plural.en"),
        ("andet", "topic.preferred_label.da"),
        ("unge", "audience.label.en"),
    ]


def test_a_label_of_two_topics_is_noted(sound: Catalogue) -> None:
    sound.put(Topic(id="andet", preferred_label=Text(da="Nynazisme", en="else")))
    assert said(sound, "labels", is_wrong=False) == [
        ("nynazisme", "shared by andet, nynazisme; a search finds all of these")
    ]


def test_a_name_of_two_records_is_noted(sound: Catalogue) -> None:
    sound.put(
        Kind(id="nyt", label=Text(da="Nyhed", en="news"), plural=Text(da="nyt", en="news")),
        Person(id="en-anden", name="Aase Holm"),
    )
    assert said(sound, "labels", is_wrong=False) == [
        ("nyhed", "shared by news, nyt; only their ids tell these apart"),
        ("aase holm", "shared by en-anden, holm-aase; only their ids tell these apart"),
    ]


def test_a_person_of_no_work_is_noted(sound: Catalogue) -> None:
    sound.put(Person(id="glemt", name="En Glemt"))
    assert said(sound, "people", is_wrong=False) == [("glemt", "named in no work; link or remove")]


def test_a_published_work_without_a_date_is_noted(sound: Catalogue) -> None:
    sound.put(complete("a", date=None), complete("b", language="en", date=None, statuses=({"status": "planned"},)))
    assert said(sound, "dates", is_wrong=False) == [("a", "published without a date; add it where known")]


def test_what_a_work_of_its_shape_should_say_is_noted_once_it_is_out(sound: Catalogue) -> None:
    episode = complete("d", kind="podcast_episode", urls=(), episode=Episode(duration=60))
    sound.put(complete("a", language=None, contributors=(), urls=()), episode)
    sound.put(make_entry("e", date=None, statuses=({"status": "in_preparation"},)))
    assert [(where, what.split(" is ")[0]) for where, what in said(sound, "fields", is_wrong=False)] == [
        ("a", "language"),
        ("a", "contributors"),
        ("a", "urls"),
        ("d", "episode.enclosure"),
        ("d", "episode.guid"),
    ]


def test_a_field_that_the_kind_no_longer_has_is_found(sound: Catalogue) -> None:
    sound.put(complete("a", kind="podcast_episode", episode=Episode(duration=60)))
    label = Text(da="podcastafsnit", en="podcast episode")
    sound.put(Kind(id="podcast_episode", label=label, plural=label, shape="publication"))
    assert said(sound, "fields", is_wrong=True) == [("a", "episode: only a podcast episode has this")]
