"""What is missing in one of the languages, what is the same on purpose, and what is stale by the log of changes."""

from time import perf_counter

import pytest
from cli_runner import Cli
from conftest import VOCABULARY, MakeEntry, make_entry
from hypothesis import given, settings
from hypothesis import strategies as st

from ncfe_kb import Audience, Catalogue, Relation, Text, Topic, UnknownRecord
from ncfe_kb.catalogue.translating import FIELDS
from ncfe_kb.languages import LANGUAGES, other
from ncfe_kb.models import RECORD_TYPES


def states(kb: Catalogue, key: str, field: str = "title") -> tuple[str, str] | None:
    """Return how a text stands in Danish and English, None where it is not in the matrix."""
    found = [one for one in kb.translations() if (one.id, one.field) == (key, field)]
    return (found[0].state("da"), found[0].state("en")) if found else None


def named(kb: Catalogue, da: str | None, en: str | None, slug: str = "a") -> None:
    kb.put(make_entry(slug, title=Text(da=da, en=en)))


def last(kb: Catalogue) -> int:
    return kb.history(limit=1)[0].id


def test_a_text_in_one_language_is_missing_in_the_other(kb: Catalogue) -> None:
    named(kb, "Veje ud", None)
    assert states(kb, "a") == ("present", "missing")
    named(kb, None, "Ways out")
    assert states(kb, "a") == ("missing", "present")


def test_the_same_in_both_languages_is_so_on_purpose(kb: Catalogue) -> None:
    named(kb, "Udsyn", "Udsyn")
    assert states(kb, "a") == ("same", "same")


def test_a_title_is_stale_where_the_other_one_was_changed_since(kb: Catalogue) -> None:
    named(kb, "Veje ud", None)
    named(kb, "Veje ud", "Ways out")
    assert states(kb, "a") == ("present", "present")  # it was translated then
    named(kb, "Veje ud af ekstremisme", "Ways out")
    assert states(kb, "a") == ("present", "stale")
    named(kb, "Veje ud af al ekstremisme", "Ways out")
    assert states(kb, "a") == ("present", "stale")
    named(kb, "Veje ud af al ekstremisme", "Ways out of all extremism")
    assert states(kb, "a") == ("present", "present")


def test_the_danish_one_can_be_stale_too(kb: Catalogue) -> None:
    named(kb, "Veje ud", "Ways out")
    named(kb, "Veje ud", "Ways out of extremism")
    assert states(kb, "a") == ("stale", "present")


def test_both_changed_at_once_are_present(kb: Catalogue) -> None:
    named(kb, "Veje ud", "Ways out")
    named(kb, "Veje ud 2", "Ways out 2")
    assert states(kb, "a") == ("present", "present")
    with kb.changes("both, one after the other"):
        named(kb, "Veje ud 3", "Ways out 2")
        named(kb, "Veje ud 3", "Ways out 3")
    assert states(kb, "a") == ("present", "present")


def test_what_is_undone_is_as_before(kb: Catalogue) -> None:
    named(kb, "Veje ud", "Ways out")
    named(kb, "Vej ud", "Ways out")
    assert states(kb, "a") == ("present", "stale")
    kb.undo(last(kb))
    assert states(kb, "a") == ("present", "present")
    kb.undo(last(kb))  # the undoing itself
    assert states(kb, "a") == ("present", "stale")
    named(kb, "Vej ud", "Way out")
    kb.undo(last(kb))
    assert states(kb, "a") == ("present", "stale")


def test_other_changes_make_nothing_stale(kb: Catalogue) -> None:
    named(kb, "Veje ud", "Ways out")
    kb.put(kb["a"].with_(date="2019", abstract=Text(da="Om exit.")))
    kb.put(kb["a"].with_(statuses=({"status": "planned"},)), reason="status")
    assert states(kb, "a") == ("present", "present")
    assert states(kb, "a", "abstract") == ("present", "missing")


def test_topics_become_stale_like_works(kb: Catalogue) -> None:
    kb.put(Topic(id="t", preferred_label=Text(da="exit", en="exit"), definition=Text(da="At gå.", en="To leave.")))
    kb.put(Topic(id="t", preferred_label=Text(da="exit", en="exit"), definition=Text(da="At gå ud.", en="To leave.")))
    assert states(kb, "t", "preferred_label") == ("same", "same")
    assert states(kb, "t", "definition") == ("present", "stale")
    kb.undo(last(kb))
    assert states(kb, "t", "definition") == ("present", "present")


def test_a_name_that_is_changed_on_one_side_was_the_same_before(kb: Catalogue) -> None:
    named(kb, "Udsyn", "Udsyn")
    named(kb, "Indsyn", "Udsyn")
    assert states(kb, "a") == ("present", "stale")
    named(kb, "Indsyn", "Indsyn")
    assert states(kb, "a") == ("same", "same")


def test_what_is_stale_stays_so_under_another_slug(kb: Catalogue) -> None:
    named(kb, "Veje ud", "Ways out")
    named(kb, "Vej ud", "Ways out")
    kb.rename("a", "b")
    assert states(kb, "b") == ("present", "stale")
    kb.undo(last(kb))
    assert states(kb, "a") == ("present", "stale")
    kb.rename("a", "c")
    named_so = kb["c"].with_(title=Text(da="Vej ud", en="Way out"))
    kb.put(named_so)
    assert states(kb, "c") == ("present", "present")


def test_what_is_stale_stays_so_under_several_slugs_at_once(kb: Catalogue) -> None:
    named(kb, "Veje ud", "Ways out")
    named(kb, "Vej ud", "Ways out")
    with kb.changes("two names"):
        kb.rename("a", "b")
        kb.rename("b", "c")
    assert states(kb, "c") == ("present", "stale")
    with kb.changes("there and back"):
        kb.rename("c", "d")
        kb.rename("d", "c")
    assert states(kb, "c") == ("present", "stale")
    with kb.changes("another name and another text"):
        kb.rename("c", "e")
        kb.put(kb["e"].with_(title=Text(da="Vej ud", en="Way out")))
    assert states(kb, "e") == ("present", "present")
    with kb.changes("another text and another name"):
        kb.put(kb["e"].with_(title=Text(da="Veje ud", en="Way out")))
        kb.rename("e", "f")
    assert states(kb, "f") == ("present", "stale")
    kb.put(kb["f"].with_(former_slugs=()))
    named(kb, "Noget helt andet", "Another thing", "e")
    assert states(kb, "e") == ("present", "present")


def test_a_work_that_is_removed_and_added_again_is_new(kb: Catalogue) -> None:
    named(kb, "Veje ud", "Ways out")
    named(kb, "Vej ud", "Ways out")
    kb.remove("a")
    assert states(kb, "a") is None
    named(kb, "Vej ud", "Ways out")
    assert states(kb, "a") == ("present", "present")


def test_a_side_that_is_taken_away_is_missing_and_its_translation_is_new(kb: Catalogue) -> None:
    named(kb, "Veje ud", "Ways out")
    named(kb, "Vej ud", "Ways out")
    named(kb, "Vej ud", None)
    assert states(kb, "a") == ("present", "missing")
    named(kb, "Vej ud", "Way out of it")
    assert states(kb, "a") == ("present", "present")


def test_a_forgotten_name_makes_nothing_stale(kb: Catalogue) -> None:
    named(kb, "Samtale med Åse Holm", "Talk with Åse Holm")
    named(kb, "Samtaler med Åse Holm", "Talk with Åse Holm")
    named(kb, "Om Åse Holm", "On Åse Holm", "b")
    kb.forget("Åse Holm")
    assert states(kb, "a") == ("present", "stale")
    assert states(kb, "b") == ("present", "present")


PAIRS = st.tuples(st.sampled_from(["A", "B", "C", None]), st.sampled_from(["a", "b", "c", None])).filter(any)


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(st.lists(PAIRS, min_size=1, max_size=6), st.integers(1, 6))
def test_undoing_brings_every_state_back(pairs: list[tuple[str | None, str | None]], undone: int) -> None:
    with Catalogue.in_memory() as kb:
        kb.put(*VOCABULARY)
        told = []
        for da, en in pairs:
            before = states(kb, "a")
            number = last(kb)
            named(kb, da, en)
            if last(kb) != number:
                told.append((last(kb), before))
        for number, before in list(reversed(told))[:undone]:
            kb.undo(number)
            assert states(kb, "a") == before


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(st.lists(PAIRS, min_size=2, max_size=6))
def test_only_a_text_in_both_languages_is_stale_and_never_on_both_sides(
    pairs: list[tuple[str | None, str | None]],
) -> None:
    with Catalogue.in_memory() as kb:
        kb.put(*VOCABULARY)
        for da, en in pairs:
            named(kb, da, en)
        found = states(kb, "a")
        assert found is not None
        assert list(found).count("stale") <= 1
        if "stale" in found:
            assert all(pairs[-1])
            assert pairs[0] != pairs[-1]


# what one would translate


def test_a_title_of_the_other_sort_is_a_title_too(kb: Catalogue) -> None:
    kb.add(
        make_entry("a", title=Text(en="Policy legitimacy"), supplied_title=Text(da="Ph.d. om politik")),
        make_entry("b", title=Text(da="Trykt"), supplied_title=Text(da="Kaldt så")),
        make_entry("c", title=Text(), supplied_title=Text(da="Uden trykt titel")),
    )
    assert [states(kb, "a", name) for name in ("title", "supplied_title")] == [None, None]
    assert [states(kb, "b", name) for name in ("title", "supplied_title")] == [("present", "missing"), None]
    assert [states(kb, "c", name) for name in ("title", "supplied_title")] == [None, ("present", "missing")]


@pytest.mark.parametrize("relation", ["translation_of", "has_translation"])
def test_a_work_with_a_translation_of_its_own_lacks_none(kb: Catalogue, relation: str) -> None:
    kb.add(
        make_entry("dansk", language="da"),
        make_entry("engelsk", title=Text(en="In English"), language="en"),
        make_entry("ene", language="da"),
    )
    assert states(kb, "dansk") == ("present", "missing")
    kb.put(kb["engelsk"].with_(relations=(Relation(type=relation, target="dansk"),)))
    assert [states(kb, slug) for slug in ("dansk", "engelsk")] == [None, None]
    assert states(kb, "ene") == ("present", "missing")


def test_what_no_reader_gets_is_not_translated(kb: Catalogue, entry: MakeEntry) -> None:
    kb.add(
        entry("internt", public=False),
        entry("opgivet", statuses=({"status": "cancelled"},)),
        entry("noter", title=Text(da="Noter", en="Notes"), notes=Text(da="Kun for os.")),
        entry("planlagt", statuses=({"status": "planned"},)),
    )
    assert states(kb, "internt") is None
    assert states(kb, "opgivet") is None
    assert states(kb, "noter", "notes") is None
    assert states(kb, "planlagt") == ("present", "missing")


def test_every_field_that_is_translated_is_there(starter: Catalogue) -> None:
    for type_name, names in FIELDS.items():
        assert set(names) <= RECORD_TYPES[type_name].model_fields.keys()
    assert {one.type for one in starter.translations()} == FIELDS.keys()


def test_it_is_asked_for_by_language_staleness_and_type(kb: Catalogue) -> None:
    named(kb, "Veje ud", "Ways out")
    named(kb, "Vej ud", "Ways out")
    named(kb, "Kun dansk", None, "b")
    named(kb, None, "English only", "c")
    kb.put(Audience(id="laerere", label=Text(da="lærere")))

    def ids(**asked: object) -> list[str]:
        return [one.id for one in kb.translations(types=["audience", "entry"], **asked)]  # type: ignore[arg-type]  # as drawn

    assert ids() == ["a", "b", "c", "laerere"]
    assert ids(missing="en") == ["b", "laerere"]
    assert ids(missing="da") == ["c"]
    assert ids(stale=True) == ["a"]
    assert ids(missing="en", stale=True) == ["a", "b", "laerere"]
    assert ids(missing="da", stale=True) == ["c"]
    with pytest.raises(UnknownRecord, match="did you mean entry, topic"):
        kb.translations(types=["person"])


def test_counts_are_of_all_texts(starter: Catalogue) -> None:
    everything = starter.translations()
    missing = starter.translations("en")
    assert missing.counts == everything.counts
    assert missing.total == everything.total == len(everything)
    for language in LANGUAGES:
        assert sum(everything.counts[language].values()) == len(everything)
        assert everything.counts[language]["missing"] == len(starter.translations(language))
    assert all(one.text.get(other("en")) and not one.text.en for one in missing)


@pytest.mark.slow
def test_a_thousand_works_are_looked_through_in_a_moment(kb: Catalogue) -> None:
    long = "Forebyggelse af ekstremisme i kommunerne. " * 20
    for version in range(3):
        texts = [Text(da=f"{number} {long}{version}", en=f"{number} {long}") for number in range(1_000)]
        kb.put(*(make_entry(f"vaerk-{number}", abstract=text) for number, text in enumerate(texts)))
    began = perf_counter()
    found = kb.translations(stale=True)
    assert perf_counter() - began < 2
    assert len(found) == 1_000


# the command line


def test_the_matrix_fits_the_terminal_and_says_states_in_words(cli: Cli) -> None:
    for lang, words in (("da", "mangler findes ens forældet"), ("en", "missing present same stale")):
        done = cli("translations", lang=lang)
        assert done.code == 0
        assert max(map(len, done.out.splitlines())) <= 80
        assert all(word in done.out for word in words.split())
        assert "\x1b" not in done.out


def test_what_is_missing_is_counted(cli: Cli) -> None:
    done = cli("translations", "--missing", "en", lang="en")
    told = cli("translations", "--missing", "en", "--json").json
    assert f"\n{len(told['translations'])} of {told['total']} texts\n" in done.out
    assert "fa-exit-christensen-2019" in done.out
    assert {one["en"]["state"] for one in told["translations"]} == {"missing"}
    assert told["counts"]["en"]["missing"] == len(told["translations"])


def test_what_is_stale_is_shown(cli: Cli) -> None:
    cli("init", "--empty")
    with Catalogue.open(cli.home) as kb:
        kb.put(*VOCABULARY)
        named(kb, "Veje ud", "Ways out")
        named(kb, "Vej ud", "Ways out")
    done = cli("translations", "--stale", lang="en")
    assert [line.split() for line in done.out.splitlines() if line.startswith("a ")] == [
        ["a", "title", "present", "stale"]
    ]
    assert "1 of " in done.out
    assert cli("translations", "--stale", "--json").json["translations"] == [
        {
            "type": "entry",
            "id": "a",
            "field": "title",
            "da": {"state": "present", "text": "Vej ud"},
            "en": {"state": "stale", "text": "Ways out"},
        }
    ]


def test_one_type_can_be_asked_for(cli: Cli) -> None:
    told = cli("translations", "--type", "topic", "--type", "kind", "--json").json
    assert {one["type"] for one in told["translations"]} == {"topic", "kind"}
    assert told["total"] == len(told["translations"])
    wrong = cli("translations", "--type", "person", lang="da")
    assert wrong.err.startswith("Fejl: ukendt posttype: “person”; mente du entry, topic, ")


def test_where_nothing_is_asked_for_the_counts_are_still_told(cli: Cli) -> None:
    done = cli("translations", "--stale", lang="da")
    assert done.code == 0
    assert done.out.startswith("0 af ")
    assert "engelsk" in done.out
