"""Taking in what other programs wrote."""

from pathlib import Path
from typing import TYPE_CHECKING

from ncfe_kb.catalogue.editing import Editor, put_together
from ncfe_kb.catalogue.places import path_of
from ncfe_kb.errors import Fault, InvalidFile, InvalidRecord, NotReadable
from ncfe_kb.languages import Language
from ncfe_kb.messages import N_
from ncfe_kb.models import Origin
from ncfe_kb.progress import Progress, silent
from ncfe_kb.storage import Writer

if TYPE_CHECKING:
    from ncfe_kb.catalogue.importing import Imported


class Importer(Editor):
    """The staff's view of a catalogue, which can also take in files of other programs."""

    def import_(  # noqa: PLR0913 - each is a choice of who imports
        self,
        path: Path | str,
        format: str | None = None,
        *,
        kind: str | None = None,
        language: Language = "da",
        distinct: bool = False,
        relate: bool = False,
        dry_run: bool = False,
        reason: str = "import",
        progress: Progress = silent,
    ) -> "Imported":
        """Add the works of a file of another program, as one change; those that cannot be added are told and kept.

        The format is that of the name, by default; see FORMATS.md. `kind` is that of works that
        name none, `language` that of texts that do not say theirs. A work that may be one that is
        there, or stands earlier in the file, is refused; with `distinct` it is another one, which
        is noted. What only looks related is added, and told; with `relate` it is noted. The
        refused records are written to a file beside. With `dry_run` nothing is changed or written. Raises
        UnknownRecord for the format or kind, InvalidFile, NotReadable, NotWritable, MissingExtra.
        """
        from ncfe_kb import files, formats  # here, since a search does without these
        from ncfe_kb.catalogue.importing import Imported, Refused, Sorting, refused_place

        place = path_of(path, NotReadable)
        formats.format_of(format, place)  # before a file is read for nothing
        data = files.bytes_of(place)
        chosen = formats.detected(format, place, data)
        batch = formats.read(chosen, data, place.name, language)
        with self._core.store.reading() if dry_run else self._change(reason) as reader:
            sorting = Sorting(reader, self._core.vocabulary(reader), language, kind, distinct, relate)
            sorting.sort(batch, progress)
            refused = tuple(Refused(record.place, why) for record, why in sorting.refused)
            beside = refused_place(place) if refused and not dry_run else None
            if isinstance(reader, Writer):
                put_together(reader, [Origin("", record) for record in (*sorting.made, *sorting.entries)])
            if beside:
                files.keep(beside, formats.again(chosen, batch, [record.raw for record, _ in sorting.refused]))
        return Imported(sorting.entries, sorting.made, refused, sorting.related, beside, chosen.counts_lines)

    def add_from(
        self,
        toml: bytes,
        *,
        kind: str | None = None,
        language: Language = "da",
        distinct: bool = False,
        relate: bool = False,
    ) -> "Imported":
        """Add the works that TOML describes, by ids or labels, all or none, as one change.

        `kind`, `language`, `distinct` and `relate` are as for `import_`. Raises InvalidFile, InvalidRecord,
        UnknownRecord, AmbiguousLabel.
        """
        from ncfe_kb import formats
        from ncfe_kb.catalogue.importing import Imported, Sorting

        batch = formats.read(formats.format_of("toml"), toml, "", language)
        if not batch.records:
            raise InvalidFile((Fault(N_("has no records of this format")),))
        with self._change("add") as writer:
            sorting = Sorting(writer, self._core.vocabulary(writer), language, kind, distinct, relate)
            sorting.sort(batch, silent)
            for _, why in sorting.refused:
                raise InvalidRecord((why,)) if isinstance(why, Fault) else why
            put_together(writer, [Origin("", record) for record in (*sorting.made, *sorting.entries)])
        return Imported(sorting.entries, sorting.made, (), sorting.related)
