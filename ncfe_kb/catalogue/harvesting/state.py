"""When the public record of each work last changed, found by going through the log from its beginning.

A record changes with its work, and with all whose words it has: its kind, topics, series and
people, and the works that it stands to. It comes and goes with its work's publication, which
may be dated ahead. What never was public leaves no trace here.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from heapq import heappop, heappush

from ncfe_kb.catalogue.harvesting.versions import ALL, TOLD, Use, Version, version_of, words_of
from ncfe_kb.storage import Told

TYPES = frozenset({"entry", *TOLD})
"""The types of records that the public records of works tell of."""


@dataclass(slots=True)
class Item:
    """A work: as it is now, whether the public sees it, when that last changed, and the sets that it was last seen in.

    `changed` is None for what the public never saw.
    """

    version: Version | None = None
    is_shown: bool = False
    changed: datetime | None = None
    sets: tuple[str, ...] = ()


@dataclass(slots=True)
class _Step:
    """What a change set did to a work: what it was before, whether it was shown, whether it was forgotten."""

    before: Version | None
    was_shown: bool
    is_erasure: bool


@dataclass
class State:
    """All works at one change."""

    items: dict[str, Item] = field(default_factory=lambda: defaultdict(Item))
    broader: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _sets: dict[frozenset[Use], tuple[str, ...]] = field(default_factory=dict)
    _words: dict[Use, int] = field(default_factory=dict)
    _tied: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _coming: list[tuple[datetime, str]] = field(default_factory=list)

    def _change(self, item: Item, at: datetime) -> None:
        """Note that a public record changed; one that is deleted stays in the sets that it was in."""
        item.changed = at
        if item.is_shown and item.version:
            uses = item.version.uses
            if uses not in self._sets:
                self._sets[uses] = tuple(sorted(sets_of(uses, self.broader)))
            item.sets = self._sets[uses]

    def pass_to(self, moment: datetime) -> bool:
        """Let those works become public that are dated up to a moment; return whether there were any."""
        is_changed = False
        while self._coming and self._coming[0][0] <= moment:
            begins, slug = heappop(self._coming)
            item = self.items[slug]
            if item.version and item.version.begins == begins and not item.is_shown:
                item.is_shown = is_changed = True
                self._change(item, begins)
                self._change_around(slug, item.version.ties, begins)
        return is_changed

    def take(self, changes: Sequence[Told]) -> None:
        """Take in all changes of one change set: nobody saw what was between them."""
        at = datetime.fromisoformat(changes[0].at)
        self.pass_to(at)
        last = {(one.type, one.record): one for one in changes}
        erased = {one.record for one in changes if one.is_erasure}
        steps = {slug: self._step(one, at, slug in erased) for (name, slug), one in last.items() if name == "entry"}
        for slug, step in steps.items():
            self._follow(slug, step, at)
            self._retie(slug, step, {other for other, each in steps.items() if each.was_shown}, at)
        self._reword({use: one for use, one in last.items() if use[0] != "entry"}, at)

    def _step(self, told: Told, at: datetime, is_erasure: bool) -> _Step:  # noqa: FBT001 - it is what is kept
        """Let a work be what it is now."""
        slug, item = told.record, self.items[told.record]
        step = _Step(item.version, item.is_shown, is_erasure)
        item.version = now = version_of(told.after) if told.after is not None else None
        item.is_shown = now is not None and now.begins is not None and now.begins <= at
        if now and now.begins and not item.is_shown:
            heappush(self._coming, (now.begins, slug))
        for _, target in step.before.ties if step.before else ():
            self._tied[target].discard(slug)
        for _, target in now.ties if now else ():
            self._tied[target].add(slug)
        return step

    def _follow(self, slug: str, step: _Step, at: datetime) -> None:
        """Note which records changed with a work."""
        item, old, new = self.items[slug], step.before, self.items[slug].version
        if not (item.is_shown or step.was_shown):
            return
        if item.is_shown != step.was_shown or step.is_erasure or old is None or new is None:
            self._change(item, at)
            self._change_around(slug, {*(old.ties if old else ()), *(new.ties if new else ())}, at)
            return
        if old.said != new.said:
            self._change(item, at)
        if old.brief != new.brief:
            self._change_around(slug, old.ties | new.ties, at)

    def _retie(self, slug: str, step: _Step, were_shown: Collection[str], at: datetime) -> None:
        """Note which records tell of other relations than before; `were_shown` are works of the same change set."""
        item, old = self.items[slug], step.before.ties if step.before else frozenset()
        new = item.version.ties if item.version else frozenset()
        if not (item.is_shown and step.was_shown):
            return
        gone = {target for _, target in old - new if target in were_shown or self._shows(target)}
        for one in gone | {target for _, target in new - old if self._shows(target)}:
            self._change(item, at)
            if self._shows(one):
                self._change(self.items[one], at)

    def _change_around(self, slug: str, ties: Iterable[tuple[str, str]], at: datetime) -> None:
        """Note that a work is told of otherwise in the records of those that it stands to."""
        for one in {*(target for _, target in ties), *self._tied.get(slug, ())}:
            if self._shows(one):
                self._change(self.items[one], at)

    def _shows(self, slug: str) -> bool:
        return slug in self.items and self.items[slug].is_shown

    def _reword(self, changes: Mapping[Use, Told], at: datetime) -> None:
        """Note the records that have words which are others now, and those whose topics stand elsewhere."""
        changed = {use for use, one in changes.items() if self._words.get(use, 0) != words_of(use[0], one.after)}
        self._words.update({use: words_of(use[0], one.after) for use, one in changes.items()})
        changed |= {("scheme", ALL) for type_name, _ in changed if type_name == "scheme"}
        changed |= {("topic", topic) for topic in self._moved(changes)}
        if changed:
            for item in self.items.values():
                if item.is_shown and item.version and item.version.uses & changed:
                    self._change(item, at)

    def _moved(self, changes: Mapping[Use, Told]) -> Iterator[str]:
        """Yield the topics that stand below others than before, each with all below it."""
        moved = set()
        for (type_name, topic), one in changes.items():
            broader = tuple((one.after or {}).get("broader", ()))
            if type_name == "topic" and self.broader.get(topic, ()) != broader:
                self.broader[topic] = broader
                moved.add(topic)
        if moved:
            self._sets.clear()
            yield from (topic for topic in self.broader if moved & above(topic, self.broader))


def sets_of(uses: Iterable[Use], broader: Mapping[str, Iterable[str]]) -> set[str]:
    """Return the sets of a work: that of its kind, those of its topics and of all that are broader."""
    topics = {each for name, topic in uses if name == "topic" for each in above(topic, broader)}
    return {f"kind:{kind}" for name, kind in uses if name == "kind"} | {f"topic:{topic}" for topic in topics}


def above(topic: str, broader: Mapping[str, Iterable[str]]) -> set[str]:
    """Return a topic with all that are broader."""
    found, waiting = set(), [topic]
    while waiting:
        if (one := waiting.pop()) not in found:
            found.add(one)
            waiting.extend(broader.get(one, ()))
    return found
