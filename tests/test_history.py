"""Who changed what, when and why; and taking it back."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cli_runner import Cli
from conftest import MakeEntry, make_entry
from hypothesis import given, settings
from hypothesis import strategies as st

from ncfe_kb import Catalogue, Entry, Relation, StillReferred, Text, Topic, UnknownRecord
from ncfe_kb.errors import ChangedSince


@pytest.fixture
def on_disk(home: Path, starter: Catalogue) -> Iterator[Catalogue]:
    """A catalogue in a folder, with kinds and nothing else."""
    with Catalogue.open(home, starter=False, by="aase") as catalogue:
        catalogue.put(*starter.vocabulary.kinds.values(), reason="kinds")
        yield catalogue


def state(kb: Catalogue) -> dict[str, Entry]:
    return {slug: kb[slug] for slug in kb}


def last(kb: Catalogue) -> int:
    return kb.history(limit=1)[0].id


def test_a_change_says_who_when_why_and_how_much(on_disk: Catalogue, entry: MakeEntry) -> None:
    on_disk.add(entry("a"), entry("b"), reason="two at once")
    change = on_disk.history(limit=1)[0]
    assert (change.by, change.reason, change.entries) == ("aase", "two at once", 2)
    at = datetime.fromisoformat(change.at)
    assert at.utcoffset() == datetime.now(UTC).utcoffset()
    assert abs((datetime.now(UTC) - at).total_seconds()) < 60


def test_history_comes_newest_first_and_can_be_that_of_one_work(kb: Catalogue, entry: MakeEntry) -> None:
    kb.add(entry("a"), reason="first")
    kb.add(entry("b"), reason="second")
    kb.remove("a", reason="third")
    assert [one.reason for one in kb.history(limit=3)] == ["third", "second", "first"]
    assert [one.reason for one in kb.history("a")] == ["third", "first"]
    assert kb.history("never-there") == ()


def test_what_changes_nothing_leaves_no_trace(kb: Catalogue, entry: MakeEntry) -> None:
    kb.add(entry("a"))
    before = kb.history()
    kb.put(entry("a"))
    with kb.changes("nothing"):
        pass
    assert kb.history() == before


def test_all_changes_of_a_block_are_one(kb: Catalogue, entry: MakeEntry) -> None:
    with kb.changes("spring cleaning", by="bo"):
        kb.add(entry("a"))
        kb.add(entry("b"))
        kb.remove("a")
        assert "b" in kb
    change, records = kb.change(last(kb))
    assert (change.reason, change.by, change.entries) == ("spring cleaning", "bo", 2)
    assert {(one.record, one.before, one.after is None) for one in records} == {("a", None, True), ("b", None, False)}
    assert [hit.slug for hit in kb.search("titel")] == ["b"]


def fail_halfway(kb: Catalogue, entry: Entry) -> None:
    with kb.changes("never"):
        kb.add(entry)
        assert kb.search("titel").total == 0  # what is not committed is in no index
        raise ZeroDivisionError


@pytest.mark.parametrize("where", ["in memory", "on disk"])
def test_a_block_that_fails_changes_nothing(where: str, kb: Catalogue, on_disk: Catalogue, entry: MakeEntry) -> None:
    catalogue = kb if where == "in memory" else on_disk
    before = catalogue.history()
    with pytest.raises(ZeroDivisionError):
        fail_halfway(catalogue, entry("a"))
    assert catalogue.history() == before
    assert catalogue.search("titel").total == 0


def test_a_part_of_a_block_that_fails_leaves_the_rest(kb: Catalogue, entry: MakeEntry) -> None:
    with kb.changes("mixed"):
        with pytest.raises(UnknownRecord):
            kb.add(entry("wrong", topics=("no-such-topic",)))
        kb.add(entry("right"))
    assert (list(kb), kb.history(limit=1)[0].entries) == (["right"], 1)


def test_undo_brings_back_what_was_before(kb: Catalogue, entry: MakeEntry) -> None:
    kb.add(entry("changed"), entry("removed"))
    before = state(kb)
    with kb.changes("much"):
        kb.put(entry("changed", date="2020"))
        kb.remove("removed")
        kb.add(entry("added"))
    done = kb.undo(last(kb))
    assert state(kb) == before
    assert (done.reason, done.entries, done.id) == ("undo 3", 3, last(kb))
    assert {hit.slug for hit in kb.search("titel")} == {"changed", "removed"}
    kb.undo(done.id)
    assert set(kb) == {"changed", "added"}


def test_undo_is_refused_where_later_changes_stand_in_the_way(kb: Catalogue, entry: MakeEntry) -> None:
    kb.add(entry("a"))
    first = last(kb)
    kb.put(entry("a", date="2020"))
    with pytest.raises(
        ChangedSince, match=f"change {first} cannot be undone: “a” was changed since .change {first + 1}."
    ):
        kb.undo(first)
    assert kb["a"].date == "2020"


def test_undo_is_refused_where_others_refer_to_what_was_added(kb: Catalogue, entry: MakeEntry) -> None:
    kb.add(entry("a"))
    first = last(kb)
    kb.add(entry("b", relations=(Relation(type="summary_of", target="a"),)))
    with pytest.raises(StillReferred):
        kb.undo(first)
    assert set(kb) == {"a", "b"}


def test_undo_of_a_record_that_others_need_is_refused(kb: Catalogue, entry: MakeEntry) -> None:
    kb.add(Topic(id="nyt", preferred_label=Text(da="nyt")))
    first = last(kb)
    kb.add(entry("a", topics=("nyt",)))
    with pytest.raises(StillReferred):
        kb.undo(first)


def test_what_is_no_change_cannot_be_undone(kb: Catalogue) -> None:
    with pytest.raises(UnknownRecord):
        kb.undo(999)
    with pytest.raises(UnknownRecord):
        kb.change(999)


STEPS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["2018", "2019", None])), min_size=1, max_size=6)


@settings(max_examples=25, deadline=None)
@given(histories=st.lists(STEPS, min_size=1, max_size=4))
def test_undoing_all_changes_backwards_ends_where_it_began(histories: list[list[tuple[str, str | None]]]) -> None:
    with Catalogue.in_memory(starter=False) as kb:
        with Catalogue.in_memory(starter=True) as starter:
            kb.put(*starter.vocabulary.kinds.values())
        states = {}
        for steps in histories:
            before, known = state(kb), last(kb)
            with kb.changes("some"):
                for slug, date in steps:
                    if date is None and slug in kb:
                        kb.remove(slug)
                    elif date:
                        kb.put(make_entry(slug, date=date))
            if last(kb) != known and state(kb) != before:
                states[last(kb)] = before
        for number, before in reversed(states.items()):
            kb.undo(number)
            assert state(kb) == before
            assert {hit.slug for hit in kb.search("titel", limit=None)} == set(before)


def test_the_command_line_shows_and_takes_back(cli: Cli) -> None:
    cli("init", "--empty")
    cli("load")
    changes = cli("history", "--json").json["changes"]
    assert (changes[0]["entries"], set(changes[0])) == (134, {"id", "at", "by", "reason", "entries"})
    shown = cli("history", lang="en").out
    assert "load · 134 entries" in shown
    asked = subprocess.run(
        [sys.executable, "-m", "ncfe_kb", "--home", str(cli.home), "--lang", "da", "undo", str(changes[0]["id"])],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert asked.returncode == 2
    assert "134 poster\n    tilføjede type action_plan\n" in asked.stdout
    assert cli("search", "--json").json["total"] == 134
    done = cli("undo", str(changes[0]["id"]), "--yes", lang="en")
    assert done.err == f"Undid change {changes[0]['id']} (134 entries); this is change {changes[0]['id'] + 1}.\n"
    assert cli("search", "--json").json["total"] == 0
    assert cli("undo", "99", "--yes").code == 1
