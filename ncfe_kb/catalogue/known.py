"""What the catalogue has already, so that an import does not add it again."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from ncfe_kb.errors import Fault
from ncfe_kb.languages import fold
from ncfe_kb.messages import N_
from ncfe_kb.models import Entry
from ncfe_kb.models.identifiers import comparable


class Known:
    """The entries that there are, by slug, identifier and title; what is taken in joins them.

    This is where a finer likeness (of titles, people and year) would be asked for.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Know these entries."""
        self.slugs: set[str] = set()
        self._identified: dict[str, str] = {}
        self._titled: defaultdict[str, list[str]] = defaultdict(list)
        for entry in entries:
            self._learn(entry)

    def add(self, entry: Entry) -> None:
        """Know one more; raises Fault where its slug or an identifier of its own is known."""
        if entry.slug in self.slugs:
            raise Fault(N_("“{id}” is taken already; choose another id"), id=entry.slug)
        for name, key in _identifiers(entry):
            if known := self._identified.get(key):
                raise Fault(N_("may be there already as “{slug}”, which has the same {by}"), slug=known, by=name)
        self._learn(entry)

    def _learn(self, entry: Entry) -> None:
        self.slugs.add(entry.slug)
        for _, key in _identifiers(entry):
            self._identified.setdefault(key, entry.slug)
        for title in _titles(entry):
            self._titled[title].append(entry.slug)

    def remove(self, entries: Iterable[Entry]) -> None:
        """Know these no longer."""
        for entry in entries:
            self.slugs.discard(entry.slug)

    def titled(self, title: str) -> str | None:
        """Return the slug of the entry that bears a title, where there is exactly one."""
        found = [slug for slug in self._titled.get(fold(title), ()) if slug in self.slugs]
        return found[0] if len(found) == 1 else None


def _identifiers(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield what names the work and no other, as it is said and as it is compared; an ISSN names its journal."""
    for one in entry.identifiers:
        if one.scheme != "issn":
            yield f"{one.scheme.upper()} {one.value}", comparable(one.scheme, one.value)


def _titles(entry: Entry) -> set[str]:
    printed = {fold(title) for _, title in entry.title.each()}
    return printed | {fold(f"[{title}]") for _, title in entry.supplied_title.each()}
