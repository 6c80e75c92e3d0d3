"""The thesaurus: topics, what is broader and narrower, and which topic a label means."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

from ncfe_kb.errors import TopicLoop
from ncfe_kb.languages import Language, fold
from ncfe_kb.models import Topic


class Thesaurus(Mapping[str, Topic]):
    """All topics by id. Raises TopicLoop for topics that are broader than themselves."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        """Take the topics in."""
        self._topics = {topic.id: topic for topic in topics}
        self._narrower: dict[str, list[str]] = defaultdict(list)
        for topic in self._topics.values():
            for broader in topic.broader:
                self._narrower[broader].append(topic.id)
        self._refuse_loops()

    def __getitem__(self, key: str) -> Topic:
        return self._topics[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._topics)

    def __len__(self) -> int:
        return len(self._topics)

    def _refuse_loops(self) -> None:
        """Take away topics with nothing broader, again and again; what is left goes round."""
        left = {key: {up for up in topic.broader if up in self._topics} for key, topic in self._topics.items()}
        ready = [key for key, broader in left.items() if not broader]
        while ready:
            done = ready.pop()
            del left[done]
            for key in self._narrower.get(done, ()):
                left[key].discard(done)
                if not left[key]:
                    ready.append(key)
        if left:
            raise TopicLoop(_loop_in(left))

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


def _loop_in(broader: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Return one loop among topics that all have something broader among them."""
    chain = [next(iter(broader))]
    while (up := min(broader[chain[-1]])) not in chain:
        chain.append(up)
    return (*chain[chain.index(up) :], up)
