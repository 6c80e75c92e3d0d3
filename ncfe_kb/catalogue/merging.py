"""Making one entry of two that are the same work."""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from ncfe_kb.catalogue.editing import Editor
from ncfe_kb.errors import Fault, InvalidRecord
from ncfe_kb.messages import N_
from ncfe_kb.models import Entry, terms
from ncfe_kb.storage import Reader, Writer

if TYPE_CHECKING:
    from ncfe_kb.catalogue.comparing import Merge


class Merger(Editor):
    """The staff's view of a catalogue, which can also make one entry of two."""

    def merge(self, slug: str, other: str, *, take: Iterable[str] = (), dry_run: bool = False) -> "Merge":
        """Make one entry of two that are the same work, as one change; the first one's slug is kept.

        It has the first one's values, and the other's where the first one has none; lists have
        what either has. Where both say something else the first one's value stays, but the
        other's in the fields to `take`. The other's slugs still lead there, and what referred
        to it refers to the first one. With `dry_run` nothing is changed. Raises UnknownRecord,
        and InvalidRecord where both slugs are of one entry or a field cannot be taken.
        """
        from ncfe_kb.catalogue.comparing import Merge  # here, since a search does without it
        from ncfe_kb.catalogue.renaming import discard, retargeted

        chosen = _checked(take)
        with self._core.store.reading() if dry_run else self._change("merge") as reader:
            kept, gone = self._entry(reader, slug), self._entry(reader, other)
            if kept.slug == gone.slug:
                raise InvalidRecord((Fault(N_("is the same entry; give the slugs of two"), where=other),), kept.slug)
            merged = self._merged(reader, kept, gone, chosen)
            followers = retargeted(reader, gone.slug, kept.slug)
            if isinstance(reader, Writer):
                reader.put([merged, *followers])
                discard(reader, gone.slug)
        return Merge(kept, gone, merged, tuple(followers))

    def _merged(self, reader: Reader, kept: Entry, gone: Entry, take: Collection[str]) -> Entry:
        """Return what two entries become; what another one says of their relation to it is not said twice."""
        from ncfe_kb.catalogue.uniting import united

        merged = united(kept, gone, take, self._core.vocabulary(reader).kinds)
        said = {(terms.INVERSES[one.type], source) for source, one in reader.relations_to(kept.slug)}
        new = (one for one in merged.relations if one in kept.relations or (one.type, one.target) not in said)
        return merged.with_(relations=tuple(new))


def _checked(take: Iterable[str]) -> frozenset[str]:
    """Return the fields to take; raises InvalidRecord for one that has no choice."""
    from ncfe_kb.catalogue.uniting import TAKEN

    chosen = frozenset(take)
    message = N_("“{term}” is not known here; it is one of {terms}")
    faults = [Fault(message, term=name, terms=", ".join(TAKEN)) for name in sorted(chosen - {*TAKEN})]
    if faults:
        raise InvalidRecord(tuple(faults))
    return chosen
