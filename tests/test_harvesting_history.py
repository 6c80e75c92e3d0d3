"""Whatever is done to a catalogue, who harvests now and then has in the end what the public sees."""

import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from conftest import VOCABULARY, make_entry
from harvested import Got, harvest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from ncfe_kb import Catalogue, Contributor, Text, Topic
from ncfe_kb.errors import CatalogueError
from ncfe_kb.models import Consent

SLUGS = ("a", "b", "c", "d", "e")
SECRET = ("hemmelig-1", "hemmelig-2")
slugs = st.sampled_from(SLUGS)
words = st.sampled_from(["en", "to", "tre"]).map(lambda word: Text(da=word))
topics = st.sampled_from(["ekstremisme", "hoejreekstremisme", "nynazisme"])
statuses = st.sampled_from(["published", "withdrawn", "in_preparation"])
dates = st.sampled_from([None, "2020-01-01", "2199-01-01"])
relations = st.sampled_from(["translation_of", "about", "distinct_from"])


class Harvests(RuleBasedStateMachine):
    """Staff change works, harvesters come by: one that always asks for what is new, and one with small pages."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.kb = Catalogue.open(self.folder.name, starter=False)
        self.clock = datetime(2021, 1, 1, tzinfo=UTC)
        self.since: dict[str, str] = {}
        self.kept: dict[str, Got] = {}
        self.often: dict[str, Got] = {}
        self.was_public: set[str] = set()

    @initialize()
    def fill(self) -> None:
        about = {"type": "about", "target": "b"}
        self.kb.put(*VOCABULARY, make_entry("b", topics=("nynazisme",)), make_entry("c", relations=(about,)))
        self.kb.put(make_entry("a", relations=(about,)), make_entry("d", topics=("hoejreekstremisme",)))
        self.kb.put(*(make_entry(slug, public=False) for slug in SECRET))

    def teardown(self) -> None:
        self.kb.close()
        self.folder.cleanup()

    def change(self, slug: str, **fields: Any) -> None:
        if slug in self.kb:
            self.kb.put(self.kb[slug].with_(**fields))

    @rule(slug=slugs, title=words, status=statuses, date=dates)
    def put(self, slug: str, title: Text, status: str, date: str | None) -> None:
        self.kb.put(make_entry(slug, title=title, statuses=({"status": status, "date": date},)))

    @rule(slug=slugs, title=words)
    def retitle(self, slug: str, title: Text) -> None:
        self.change(slug, title=title)

    @rule(slug=slugs, public=st.booleans())
    def hide(self, slug: str, public: bool) -> None:  # noqa: FBT001 - it is drawn
        self.change(slug, public=public)

    @rule(slug=slugs, topic=topics)
    def index(self, slug: str, topic: str) -> None:
        self.change(slug, topics=(topic,))

    @rule(slug=slugs, other=st.sampled_from(SLUGS + SECRET), kind=relations)
    def relate(self, slug: str, other: str, kind: str) -> None:
        if self.are_two(slug, other):
            self.change(slug, relations=({"type": kind, "target": self.kb[other].slug},))

    def are_two(self, slug: str, other: str) -> bool:
        return slug in self.kb and other in self.kb and self.kb[slug].slug != self.kb[other].slug

    @rule(slug=slugs, withdrawn=st.booleans())
    def consent(self, slug: str, withdrawn: bool) -> None:  # noqa: FBT001 - it is drawn
        consent = Consent(scope="name", withdrawn="2026-01-01" if withdrawn else None)
        self.change(slug, contributors=(Contributor(name="Åse Holm", role="author", consents=(consent,)),))

    @rule(topic=topics, label=words)
    def relabel(self, topic: str, label: Text) -> None:
        self.kb.put(self.kb.vocabulary.topics[topic].with_(preferred_label=label))

    @rule(broader=st.sampled_from([(), ("ekstremisme",)]))
    def move(self, broader: tuple[str, ...]) -> None:
        self.kb.put(Topic(id="hoejreekstremisme", preferred_label=Text(da="højre"), broader=broader))

    @rule(slug=slugs)
    def remove(self, slug: str) -> None:
        if slug in self.kb:
            self.kb.remove(slug, drop_relations=True)

    @rule(slug=slugs, to=slugs)
    def rename(self, slug: str, to: str) -> None:
        if slug in self.kb and to not in self.kb:
            self.kb.rename(slug, to)

    @rule(slug=slugs, other=slugs)
    def merge(self, slug: str, other: str) -> None:
        if self.are_two(slug, other):
            self.kb.merge(slug, other)

    @rule(back=st.integers(0, 3))
    def undo(self, back: int) -> None:
        history = self.kb.history(limit=back + 1)
        if history[-1].id > 3:
            with suppress(CatalogueError):  # something later stands in the way
                self.kb.undo(history[-1].id)

    @precondition(lambda self: "a" in self.kb)
    @rule(title=words, also=st.booleans())
    def change_together(self, title: Text, also: bool) -> None:  # noqa: FBT001 - it is drawn
        with self.kb.changes("together"):
            self.put("e", title, "published", None)
            self.change("a", title=title)
            if also and "e" in self.kb:
                self.kb.remove("e", drop_relations=True)

    @rule(page=st.integers(1, 3))
    def harvest(self, page: int) -> None:
        self.kept |= harvest(self.kb, page=page, **self.since)
        self.clock += timedelta(hours=1)
        self.since = {"from": self.stamp()}

    def stamp(self) -> str:
        return f"{self.clock:%Y-%m-%dT%H:%M:%SZ}"

    @invariant()
    def has_what_the_public_sees(self) -> None:
        self.pass_time()
        self.was_public |= set(self.kb.public)
        records = harvest(self.kb)
        assert records.keys() == self.was_public
        assert {slug for slug, one in records.items() if one.titles is not None} == set(self.kb.public)
        for slug in self.kb.public:
            above = self.kb.vocabulary.topics.with_broader(self.kb[slug].topics)
            assert records[slug].sets == {f"kind:{self.kb[slug].kind}", *(f"topic:{topic}" for topic in above)}
        if self.since:
            assert self.kept | harvest(self.kb, **self.since) == records, "of who comes seldom"
        self.often |= harvest(self.kb, from_=self.stamp(), page=2)
        assert self.often == records, "of who comes every time"
        vars(self.kb.public).pop("_harvester")
        assert harvest(self.kb) == records, "another process finds the same"

    def pass_time(self) -> None:
        """Let what was changed just now have happened an hour after what was before."""
        self.clock += timedelta(hours=1)
        with closing(sqlite3.connect(self.kb.database)) as database, database:
            at = self.clock.isoformat()
            database.execute("UPDATE change_set SET at = ? WHERE at > '2025'", [at])


@pytest.mark.slow
def test_who_harvests_now_and_then_has_what_the_public_sees() -> None:
    thorough = settings(
        phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking takes longer than a run may
        deadline=None,
        max_examples=20,
        stateful_step_count=25,
        suppress_health_check=[HealthCheck.too_slow],
    )
    run_state_machine_as_test(Harvests, settings=thorough)
