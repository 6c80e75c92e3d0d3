"""A view that hands works out as files for other programs, whole or piece by piece."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Unpack

from ncfe_kb.addresses import Addresses
from ncfe_kb.catalogue.exporting import Around, targets_of, without_private, works_of
from ncfe_kb.catalogue.searched import SearchedView
from ncfe_kb.catalogue.selection import Chosen
from ncfe_kb.catalogue.streaming import batches, begun, large, settled
from ncfe_kb.formats.works import Work
from ncfe_kb.languages import Language
from ncfe_kb.models import Entry
from ncfe_kb.storage import Reader

if TYPE_CHECKING:
    from ncfe_kb.formats import Format

_BATCH = 250
"""Works that are held at once."""
Opened = Callable[[], AbstractContextManager[Reader]]
"""Gives a state of the catalogue to read."""


class ExportingView(SearchedView):
    """A view that also hands out works as files."""

    def export(
        self,
        format: str,
        *,
        text: str = "",
        slugs: Iterable[str] | None = None,
        language: Language = "da",
        base: str | None = None,
        **chosen: Unpack[Chosen],
    ) -> bytes:
        """Return a file of the works that were chosen as for `search`, all by default, in the order of their slugs.

        With `slugs` of these works alone. Labels and titles are in `language` where they can be.
        `base` is what the addresses of pages begin with, as https://example.org; without it
        formats tell of none. What each format holds is told in FORMATS.md. Raises UnknownRecord,
        InvalidFile, MissingExtra and what `search` does.
        """
        form, found = _form_of(format), self._chosen(text, slugs, language, chosen)
        addresses = Addresses(base) if base else None
        with self._core.reading() as reader:
            return b"".join(self._pieces(form, found, lambda: nullcontext(reader), language, addresses))

    def export_stream(
        self,
        format: str,
        *,
        text: str = "",
        slugs: Iterable[str] | None = None,
        language: Language = "da",
        base: str | None = None,
        **chosen: Unpack[Chosen],
    ) -> Iterator[bytes]:
        """Return what `export` does, piece by piece: never are all works or all bytes in memory.

        No transaction stays open between two pieces, so what is changed meanwhile is told as it
        is then, and what is taken out of the view is left out. Whatever is wrong is raised by
        this call, not while the pieces are given: a format that cannot hold every work is
        written to a temporary file first.
        """
        form, found = _form_of(format), self._chosen(text, slugs, language, chosen)
        addresses = Addresses(base) if base else None
        pieces = self._pieces(form, found, self._core.store.reading, language, addresses)
        return settled(pieces) if form.may_refuse else begun(large(pieces))

    def _chosen(self, text: str, slugs: Iterable[str] | None, language: Language, chosen: Chosen) -> list[str]:
        """Return the slugs of the works that are asked for, in order."""
        if slugs is not None:
            with self._core.reading() as reader:
                return sorted({self._entry(reader, slug).slug for slug in slugs})
        if text or any(chosen.values()):
            return sorted(self._found(text, language, chosen)[0])
        return list(self)

    def _pieces(
        self, form: "Format", slugs: list[str], opened: Opened, language: Language, addresses: Addresses | None
    ) -> Iterator[bytes]:
        from ncfe_kb import formats

        def works() -> Iterator[Work]:
            for batch in batches(slugs, _BATCH):
                with opened() as reader:
                    entries = list(self._shown(reader, batch).values())
                    found = self._works(reader, entries, language, is_linked=form.is_linked, addresses=addresses)
                yield from found

        return formats.pieces(form, works())

    def _works(
        self,
        reader: Reader,
        entries: list[Entry],
        language: Language,
        *,
        is_linked: bool = False,
        addresses: Addresses | None = None,
    ) -> list[Work]:
        """Return the entries in words; `is_linked` for a format that tells of the works that they stand to."""
        if self._public_only:
            entries = [without_private(entry) for entry in entries]
        known = self._core.vocabulary(reader)
        around = Around(self._brief(reader, targets_of(entries)), {}, addresses=addresses)
        if is_linked:
            from ncfe_kb.catalogue.relating import related_to, scheme_of

            related = related_to(reader, entries, self._shown, known.kinds)
            around = around._replace(related=related, scheme=scheme_of(reader))
        return works_of(entries, around, known, language)


def _form_of(name: str) -> "Format":
    from ncfe_kb.formats import format_of

    return format_of(name, to_write=True)
