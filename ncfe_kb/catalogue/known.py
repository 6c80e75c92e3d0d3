"""What the catalogue has already, and what an import added before, so that no work comes in twice."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from ncfe_kb.catalogue.doubles import Double, Doubles
from ncfe_kb.errors import Fault
from ncfe_kb.languages import fold
from ncfe_kb.messages import N_
from ncfe_kb.models import Entry, Kind


class Known:
    """The entries that there are; what is taken in is compared with them and joins them."""

    def __init__(self, entries: Iterable[Entry], kinds: Mapping[str, Kind], former_slugs: Iterable[str]) -> None:
        """Know these entries, and the slugs that lead to one of them."""
        self.slugs: set[str] = set()
        self.taken = set(former_slugs)  # and all slugs: what a new entry cannot have
        self._doubles = Doubles(kinds)
        self._titled: defaultdict[str, list[str]] = defaultdict(list)
        for entry in entries:
            self._learn(entry)

    def add(self, entry: Entry, *, is_distinct: bool) -> list[Double]:
        """Know one more, and return what it may be to others.

        Raises Fault where its slug is taken, or where it may be one of the others, unless it
        `is_distinct` from all that look the same.
        """
        if entry.slug in self.taken:
            raise Fault(N_("“{id}” is taken already; choose another id"), id=entry.slug)
        found = self._doubles.of(entry)
        if not is_distinct:
            _check_distinct([one for one in found if not one.relation])
        self._learn(entry)
        return found

    def _learn(self, entry: Entry) -> None:
        self.slugs.add(entry.slug)
        self.taken.add(entry.slug)
        self._doubles.add(entry)
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


def _check_distinct(same: list[Double]) -> None:
    """Raise Fault where an entry may be one of others."""
    for one in same:
        if "title" not in one.by:
            message = N_("may be there already as “{slug}”, which has the same {by}")
            raise Fault(message, slug=one.other, by=one.by[0].upper())
    if same:
        message = N_(
            "may be the same work as {names}; if it is another one, give it the relation distinct_from to that, or "
            "import it with --distinct"
        )
        raise Fault(message, names=", ".join(one.other for one in same))


def _titles(entry: Entry) -> set[str]:
    printed = {fold(title) for _, title in entry.title.each()}
    return printed | {fold(f"[{title}]") for _, title in entry.supplied_title.each()}
