"""Random histories, by two handles on one home (on a server: two homes), against a plain dictionary."""

import shutil
import tempfile
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from conftest import VOCABULARY, make_entry
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from servers import place
from tallies import TALLIES

from ncfe_kb import Catalogue, DatedStatus, Entry, Text
from ncfe_kb.files import read

SLUGS = st.sampled_from([f"vaerk-{letter}" for letter in "abcd"])
HANDLES = st.sampled_from([0, 1])
TITLES = st.sampled_from(["nynazisme", "online propaganda", "en mentor"])
KINDS = st.sampled_from(["news", "podcast_episode"])


class Histories(RuleBasedStateMachine):
    """What is done to a catalogue, and what it should be then."""

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp())
        self.model: dict[str, Entry] = {}
        self.before: list[tuple[int, dict[str, Entry]]] = []  # each change set, and the works before it
        self.noted: list[int] = []  # each change set, the first of which is the vocabulary
        self.handles: list[Catalogue] = []
        self.places = ExitStack()

    @initialize()
    def begin(self) -> None:
        self.database = self.places.enter_context(place())
        self.homes = [self.home / ("one" if self.database else "both"), self.home / "both"]
        self.handles = [self.opened(0), self.opened(1)]
        self.handles[0].put(*VOCABULARY)
        self.noted = [self.handles[0].history()[0].id]

    def opened(self, handle: int) -> Catalogue:
        return Catalogue.open(self.homes[handle], database=self.database, starter=False)

    def changed(self, handle: int, model: dict[str, Entry]) -> None:
        """Note a change that was made; one that changed nothing leaves no trace."""
        if model != self.model:
            self.noted.append(self.handles[handle].history(limit=1)[0].id)
            self.before.append((self.noted[-1], self.model))
        self.model = model

    @rule(handle=HANDLES, slug=SLUGS, title=TITLES, kind=KINDS, is_public=st.booleans())
    def put(self, *, handle: int, slug: str, title: str, kind: str, is_public: bool) -> None:
        entry = make_entry(slug, title=Text(da=title), kind=kind, public=is_public)
        self.handles[handle].put(entry)
        self.changed(handle, {**self.model, slug: entry})

    @rule(handle=HANDLES, slugs=st.sets(SLUGS, min_size=1), title=TITLES)
    def put_several_as_one_change(self, handle: int, slugs: set[str], title: str) -> None:
        entries = {slug: make_entry(slug, title=Text(da=title)) for slug in sorted(slugs)}
        with self.handles[handle].changes("several"):
            for entry in entries.values():
                self.handles[handle].put(entry)
        self.changed(handle, {**self.model, **entries})

    @precondition(lambda self: self.model)
    @rule(handle=HANDLES, data=st.data(), status=st.sampled_from(["published", "withdrawn", "in_preparation"]))
    def set_status(self, handle: int, data: Any, status: str) -> None:
        slug = data.draw(st.sampled_from(sorted(self.model)))
        entry = self.model[slug].with_(statuses=(*self.model[slug].statuses, DatedStatus(status=status)))
        self.handles[handle].put(entry)
        self.changed(handle, {**self.model, slug: entry})

    @precondition(lambda self: self.model)
    @rule(handle=HANDLES, data=st.data())
    def remove(self, handle: int, data: Any) -> None:
        slug = data.draw(st.sampled_from(sorted(self.model)))
        self.handles[handle].remove(slug)
        self.changed(handle, {key: entry for key, entry in self.model.items() if key != slug})

    @precondition(lambda self: self.before)
    @rule(handle=HANDLES)
    def undo(self, handle: int) -> None:
        number, before = self.before.pop()
        self.noted.append(self.handles[handle].undo(number).id)
        self.model = before

    @rule(handle=HANDLES)
    def rebuild(self, handle: int) -> None:
        assert self.handles[handle].rebuild_index() == len(self.model)

    @rule(handle=HANDLES)
    def reopen(self, handle: int) -> None:
        self.handles[handle].close()
        self.handles[handle] = self.opened(handle)

    @rule(handle=HANDLES)
    def lose_the_index(self, handle: int) -> None:
        shutil.rmtree(self.homes[handle] / "index", ignore_errors=True)
        assert self.handles[handle].search("").total == len(self.model)

    @invariant()
    def both_handles_show_what_the_model_has(self) -> None:
        public = {slug for slug, entry in self.model.items() if entry.is_published}
        for kb in self.handles:
            assert {slug: kb[slug] for slug in kb} == self.model
            assert set(kb.public) == public
            found = kb.search("nynazisme", limit=None)
            assert {hit.slug for hit in found} == {
                slug for slug, one in self.model.items() if one.title.da == "nynazisme"
            }
            everything = kb.public.search("", limit=None)
            assert {hit.slug for hit in everything} == public
            kinds = Counter(self.model[slug].kind for slug in public)
            assert {value.id: value.count for value in everything.facets["kind"]} == kinds

    def teardown(self) -> None:
        if self.handles:
            self.handles[0].dump(self.home / "all.jsonl")
            dumped = [origin.record for origin in read(self.home / "all.jsonl")]
            assert {one.slug: one for one in dumped if isinstance(one, Entry)} == self.model
            assert [one for one in self.handles[1].doctor() if one.is_wrong] == []
            for kb in self.handles:
                assert [one.id for one in reversed(kb.history())] == self.noted
            TALLIES["changes in random histories"]["postgresql" if self.database else "sqlite"] += len(self.noted)
        for kb in self.handles:
            kb.close()
        shutil.rmtree(self.home)
        self.places.close()


TestHistories = pytest.mark.usefixtures("database")(Histories.TestCase)
TestHistories.settings = settings(max_examples=20, stateful_step_count=15, deadline=None)
