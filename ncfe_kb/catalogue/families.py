"""Works that are one to a reader: a work, its translations, summaries and podcasts."""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from ncfe_kb.models import terms

TRANSLATIONS: Final = frozenset({"translation_of"})
KIN: Final = frozenset({"translation_of", "summary_of", "podcast_about"})
"""The relations that make works one family."""


class Kin(NamedTuple):
    """Another work of a family, and the relation to it from the work nearest to it."""

    slug: str
    relation: str


class Families:
    """The families that relations make, each named by the first of its slugs."""

    def __init__(self, relations: Iterable[tuple[str, str, str]]) -> None:
        """Take the relations as source, type and target."""
        self._near: dict[str, list[Kin]] = defaultdict(list)
        for source, type_name, target in relations:
            self._near[source].append(Kin(target, type_name))
            self._near[target].append(Kin(source, terms.INVERSES[type_name]))
        self.of: dict[str, str] = {}
        for slug in sorted(self._near):
            if slug not in self.of:
                self.of |= dict.fromkeys((slug, *(kin.slug for kin in self.kin(slug))), slug)

    def kin(self, slug: str) -> Iterator[Kin]:
        """Yield the other works of the family, the nearest first."""
        seen, waiting = {slug}, deque([slug])
        while waiting:
            for kin in self._near.get(waiting.popleft(), ()):
                if kin.slug not in seen:
                    seen.add(kin.slug)
                    waiting.append(kin.slug)
                    yield kin
