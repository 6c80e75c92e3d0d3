"""Topics that are proposed for a work from its title and abstract."""

from time import process_time

import pytest
from cli_runner import Cli
from conftest import MakeEntry, make_entry
from hypothesis import given, settings
from hypothesis import strategies as st

from ncfe_kb import Catalogue, Suggestion, Text, Topic, UnknownRecord


@pytest.fixture
def library(kb: Catalogue) -> Catalogue:
    """A catalogue with a few more topics."""
    kb.add(
        Topic(id="online", preferred_label=Text(da="ekstremisme online"), broader=("ekstremisme",)),
        Topic(id="salafisme", preferred_label=Text(da="salafisme", en="Salafism")),
        Topic(id="pet", preferred_label=Text(da="PET", en="PET")),
        Topic(id="koen", preferred_label=Text(da="køn og ekstremisme", en="gender and extremism")),
        Topic(id="is", preferred_label=Text(da="IS", en="IS")),
        Topic(id="de", preferred_label=Text(da="de-radikalisering")),
        Topic(id="kun-id", preferred_label=Text(en="hotline")),
    )
    return kb


def proposed(kb: Catalogue, entry: MakeEntry, title: str, abstract: str = "") -> dict[str, tuple[str, ...]]:
    """Return the topics that a work's Danish title and abstract speak for, with the words that do, best first."""
    found = kb.suggest(entry(title=Text(da=title), abstract=Text(da=abstract)))
    return {one.topic.id: one.words for one in found}


@pytest.mark.parametrize(
    ("title", "topics"),
    [
        ("Om salafisme", {"salafisme": ("salafisme",)}),
        ("Om SALAFISMENS rødder", {"salafisme": ("SALAFISMENS",)}),
        ("Salafister i Danmark", {"salafisme": ("Salafister",)}),
        ("Ny ekstremisme-online-pakke", {"online": ("ekstremisme", "online")}),
        ("PETs rolle", {}),
        ("PET og kommunerne", {"pet": ("PET",)}),
        ("Hund, kat, pet", {}),
        ("IS efter kalifatet", {"is": ("IS",)}),
        ("This is it", {}),
        ("Om de-radikalisering", {"de": ("de", "radikalisering")}),
        ("Om de radikalisering", {}),
        ("Om landbrug", {}),
        ("日本 !!!", {}),
    ],
)
def test_a_label_in_a_title_speaks_for_its_topic_in_any_inflection(
    library: Catalogue, entry: MakeEntry, title: str, topics: dict[str, tuple[str, ...]]
) -> None:
    assert proposed(library, entry, title) == topics


def test_a_part_of_a_compound_speaks_too_but_less(library: Catalogue, entry: MakeEntry) -> None:
    whole, part = (library.suggest(entry(title=Text(da=f"Om salafisme{rest}")))[0] for rest in ("", "undersøgelsen"))
    assert part.topic.id == whole.topic.id == "salafisme"
    assert part.words == ("salafismeundersøgelsen",)
    assert 0 < part.score < whole.score


def test_an_english_text_is_read_by_the_english_labels(library: Catalogue, entry: MakeEntry) -> None:
    [found] = library.suggest(entry(title=Text(en="Far right in the Nordic countries")), language="en")
    assert found == Suggestion(found.topic, found.score, ("Far", "right"), is_given=False)
    assert found.topic == ("hoejreekstremisme", "right-wing extremism")


def test_a_label_inside_a_longer_one_says_nothing_of_its_own(library: Catalogue, entry: MakeEntry) -> None:
    assert list(proposed(library, entry, "Ekstremisme online")) == ["online"]
    assert list(proposed(library, entry, "Ekstremisme online og ekstremisme")) == ["online", "ekstremisme"]


def test_a_narrower_topic_lowers_the_broader_one(library: Catalogue, entry: MakeEntry) -> None:
    alone = library.suggest(entry(title=Text(da="Ekstremisme")))
    both = {one.topic.id: one.score for one in library.suggest(entry(title=Text(da="Nynazisme og ekstremisme")))}
    assert list(both) == ["nynazisme", "ekstremisme"]
    assert both["ekstremisme"] < alone[0].score


def test_the_title_speaks_louder_than_the_abstract(library: Catalogue, entry: MakeEntry) -> None:
    assert list(proposed(library, entry, "Nynazisme", "Om salafisme")) == ["nynazisme", "salafisme"]
    assert list(proposed(library, entry, "Salafisme", "Om nynazisme")) == ["salafisme", "nynazisme"]


def test_what_a_work_has_already_is_marked_and_does_not_count(library: Catalogue, entry: MakeEntry) -> None:
    work = entry(title=Text(da="Nynazisme og salafisme, PET"), topics=("nynazisme",))
    library.add(work)
    found = {one.topic.id: one.is_given for one in library.suggest(work.slug, limit=1)}
    assert found.pop("nynazisme") is True
    assert list(found.values()) == [False]
    assert len(library.suggest(work)) == 3


def test_topics_are_suggested_to_those_who_see_the_work(kb: Catalogue, entry: MakeEntry) -> None:
    kb.add(entry("hemmelig", title=Text(da="Nynazisme"), statuses=()))
    assert [one.topic.id for one in kb.suggest("hemmelig")] == ["nynazisme"]
    for view, slug in ((kb.public, "hemmelig"), (kb, "findes-ikke")):
        with pytest.raises(UnknownRecord):
            view.suggest(slug)


def test_a_catalogue_without_topics_suggests_none(entry: MakeEntry) -> None:
    with Catalogue.in_memory() as empty:
        assert empty.suggest(entry(title=Text(da="Nynazisme"))) == ()


WORK = make_entry()
WORDS = st.sampled_from(
    [
        "salafisme",
        "Nynazister",
        "online",
        "ekstremismens",
        "og",
        "PET",
        "køn",
        "far",
        "right",
        "højreekstremt",
        "æ",
        "-",
    ]
)


@settings(deadline=None)
@given(st.lists(WORDS, min_size=1).map(" ".join), st.lists(WORDS | st.text("aæ -.:", max_size=5)).map(" ".join))
def test_suggestions_are_topics_in_order_with_words_that_stand_in_the_text(
    starter: Catalogue, title: str, abstract: str
) -> None:
    work = WORK.with_(title=Text(da=title, en=abstract), abstract=Text(da=abstract))
    found = starter.suggest(work)
    scores = [one.score for one in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
    assert all(one.words and all(word in f"{title} {abstract}" for word in one.words) for one in found)


@pytest.mark.slow
@pytest.mark.alone
def test_topics_of_a_work_are_suggested_within_tens_of_milliseconds(starter: Catalogue) -> None:
    entries = [starter[slug] for slug in starter]
    starter.suggest(entries[0])
    began = process_time()
    for entry in entries:
        starter.suggest(entry)
    assert (process_time() - began) / len(entries) < 0.03


def test_a_text_made_to_hold_a_suggestion_up_does_not(starter: Catalogue, entry: MakeEntry) -> None:
    for text in ("ekstremisme " * 100_000, " ".join(f"{number}{'abcde' * 12}" for number in range(20_000))):
        began = process_time()
        starter.suggest(entry(title=Text(da=text), abstract=Text(en=text)))
        assert process_time() - began < 3


def test_the_command_shows_topics_with_their_words_in_the_readers_language(cli: Cli) -> None:
    cli("init")
    assert cli("suggest", "kf-salafisme-2020").out.splitlines() == [
        "salafisme · 85 % · salafisme · har det allerede",
        "    ← Salafisme, salafisme, Salafism",
    ]
    found = cli("suggest", "ny-via-kurser", "--limit", "1", "--json", lang="en").json
    assert found["slug"] == "ny-via-kurser"
    assert [(one["topic"]["label"], one["is_given"]) for one in found["topics"]] == [
        ("training and courses", True),
        ("municipalities", False),
    ]
    assert cli("suggest", "findes-ikke").code == 1
    cli("add", "news", "--title-da", "Landbrug")
    assert cli("suggest", "landbrug").out == "Hverken titel eller resumé nævner et emne.\n"
