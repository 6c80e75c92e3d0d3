"""The thesaurus: topics, what is broader and narrower, and which topic a label means."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

from ncfe_kb.errors import TopicLoop
from ncfe_kb.languages import Language, fold
from ncfe_kb.models import Topic


class Thesaurus(Mapping[str, Topic]):
    """All topics by id. Raises TopicLoop for topics that are broader than themselves, unless they `may_loop`."""

    def __init__(self, topics: Iterable[Topic], *, may_loop: bool = False) -> None:
        """Take the topics in."""
        self._topics = {topic.id: topic for topic in topics}
        self._narrower: dict[str, list[str]] = defaultdict(list)
        for topic in self._topics.values():
            for broader in topic.broader:
                self._narrower[broader].append(topic.id)
        if not may_loop and (loop := next(self.loops(), None)):
            raise TopicLoop(loop)

    def __getitem__(self, key: str) -> Topic:
        return self._topics[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._topics)

    def __len__(self) -> int:
        return len(self._topics)

    def loops(self) -> Iterator[tuple[str, ...]]:
        """Yield the loops of topics that are broader than themselves."""
        return loops_in({key: topic.broader for key, topic in self._topics.items()})

    def narrower(self, key: str) -> tuple[Topic, ...]:
        """Return the topics directly below this one."""
        return tuple(self._topics[topic] for topic in self._narrower.get(key, ()))

    def roots(self) -> tuple[Topic, ...]:
        """Return the topics that have nothing above them."""
        return tuple(topic for topic in self._topics.values() if not topic.broader)

    def with_narrower(self, keys: Iterable[str]) -> frozenset[str]:
        """Return these topics and all below them."""
        return self._reach(keys, lambda key: self._narrower.get(key, ()))

    def with_broader(self, keys: Iterable[str]) -> frozenset[str]:
        """Return these topics and all above them."""
        return self._reach(keys, lambda key: self._topics[key].broader if key in self._topics else ())

    @staticmethod
    def _reach(keys: Iterable[str], step: Callable[[str], Iterable[str]]) -> frozenset[str]:
        found: set[str] = set()
        waiting = list(keys)
        while waiting:
            key = waiting.pop()
            if key not in found:
                found.add(key)
                waiting.extend(step(key))
        return frozenset(found)

    @cached_property
    def _by_label(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for topic in self._topics.values():
            for label in dict.fromkeys(fold(label) for _, label in topic.labels()):
                found[label].append(topic.id)
        return {label: tuple(ids) for label, ids in found.items()}

    def find(self, label: str) -> tuple[Topic, ...]:
        """Return the topics that have this id, or this label in any language, whatever its case."""
        if label in self._topics:
            return (self._topics[label],)
        return tuple(self._topics[key] for key in self._by_label.get(fold(label), ()))

    @cached_property
    def ambiguous_labels(self) -> dict[tuple[Language, str], tuple[str, ...]]:
        """The labels, by language, that several topics share."""
        found: dict[tuple[Language, str], dict[str, None]] = defaultdict(dict)
        for topic in self._topics.values():
            for language, label in topic.labels():
                found[language, fold(label)][topic.id] = None
        return {label: tuple(ids) for label, ids in found.items() if len(ids) > 1}


def loops_in(steps: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, ...]]:
    """Yield loops among things of which each leads to others, none of them through what was in one before."""
    left = _without_ends({key: {to for to in after if to in steps} for key, after in steps.items()})
    while left:
        loop = _loop_in(left)
        yield loop
        left = _without_ends({key: after - {*loop} for key, after in left.items() if key not in loop})


def _without_ends(left: dict[str, set[str]]) -> dict[str, set[str]]:
    """Take away what leads to nothing, again and again; what is left goes round, or leads to what does."""
    before: dict[str, list[str]] = defaultdict(list)
    for key, after in left.items():
        for to in after:
            before[to].append(key)
    ready = [key for key, after in left.items() if not after]
    while ready:
        done = ready.pop()
        del left[done]
        for key in before[done]:
            left[key].discard(done)
            if not left[key]:
                ready.append(key)
    return left


def _loop_in(steps: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Return one loop among things that all lead to another one among them."""
    chain = dict.fromkeys([next(iter(steps))])
    at = next(iter(chain))
    while (at := min(steps[at])) not in chain:
        chain[at] = None
    passed = list(chain)
    return (*passed[passed.index(at) :], at)
