"""Looking after both languages: what lacks a translation, and what translators are given and give back."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ncfe_kb.catalogue.editing import Editor
from ncfe_kb.catalogue.places import path_of
from ncfe_kb.errors import NotReadable, UnknownRecord
from ncfe_kb.languages import Language
from ncfe_kb.progress import Progress, silent
from ncfe_kb.storage import Writer

if TYPE_CHECKING:
    from ncfe_kb.catalogue.translating import Delivered, Translations


_NEVER = datetime.fromtimestamp(0, UTC)
"""When a catalogue was changed last that is new and empty."""


class BilingualEditor(Editor):
    """The staff's view of a catalogue, which can also look after its translations."""

    def translations(
        self, missing: Language | None = None, *, stale: bool = False, types: Iterable[str] = ()
    ) -> "Translations":
        """Return how the texts that one would translate stand in each language; of these types, by default of all.

        With `missing` those that are missing in a language, with `stale` those of which the
        other language was changed since, with both those that are either. Raises
        UnknownRecord for a type that has no such texts.
        """
        from ncfe_kb.catalogue.translating import FIELDS, chosen, matrix  # here, since a search does without it

        wanted = tuple(types)
        for name in wanted:
            if name not in FIELDS:
                raise UnknownRecord("type", name, tuple(FIELDS))
        with self._core.store.reading() as reader:
            return chosen(matrix(reader, wanted or FIELDS), missing, stale=stale)

    def export_translations(self, to: Language, format: str) -> bytes:
        """Return a file of what is missing or stale in a language, for a translator: po, xliff or csv.

        The same catalogue gives the same bytes. Raises UnknownRecord for the format.
        """
        from ncfe_kb.catalogue.translating import FIELDS, matrix, units
        from ncfe_kb.formats import translations

        module = translations.format_of(format).loaded()
        with self._core.store.reading() as reader:
            moments = [datetime.fromisoformat(one.at) for one in reader.change_sets(limit=1)]
            return module.write(tuple(units(matrix(reader, FIELDS), to)), to, moments[0] if moments else _NEVER)

    def import_translations(
        self,
        path: Path | str,
        format: str | None = None,
        *,
        dry_run: bool = False,
        reason: str = "translations",
        progress: Progress = silent,
    ) -> "Delivered":
        """Take in what a translator gives back, as one change; empty targets are left out.

        A text is refused whose source has changed since, or whose target was filled
        meanwhile. One that was stale and comes back as it was, without its mark, is no
        longer stale. With `dry_run` nothing is changed. Raises UnknownRecord for the format,
        InvalidFile, NotReadable.
        """
        from ncfe_kb import files
        from ncfe_kb.catalogue.translating import Delivery
        from ncfe_kb.formats import translations

        place = path_of(path, NotReadable)
        chosen = translations.format_of(format, place)
        delivered = translations.read(chosen, files.bytes_of(place), place.name)
        with self._core.store.reading() if dry_run else self._change(reason) as reader:
            delivery = Delivery(reader, delivered.to)
            delivery.sort(delivered, progress)
            if isinstance(reader, Writer) and not dry_run:
                delivery.write(reader)
        return delivery.done()
