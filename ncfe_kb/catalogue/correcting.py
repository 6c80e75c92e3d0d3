"""Changing works that are there: by edits of fields, one work or many, or as the text that a person edits."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from ncfe_kb.catalogue.editing import Editor, put_together
from ncfe_kb.errors import ChangedMeanwhile
from ncfe_kb.i18n import localiser
from ncfe_kb.languages import Language
from ncfe_kb.models import Entry, Origin
from ncfe_kb.storage import ChangeSet, Reader

if TYPE_CHECKING:
    from ncfe_kb.catalogue.amending import Amendment, Edit


class Corrector(Editor):
    """The staff's view of a catalogue, which can also change what is there."""

    def edit(self, slug: str, *edits: "Edit", reason: str = "edit") -> "Amendment":
        """Change fields of a work and return what it was and is.

        Raises UnknownRecord, AmbiguousLabel, and InvalidRecord with all that would be wrong.
        """
        with self._change(reason):
            amendment = self.amendment(slug, *edits)
            self.amend(amendment)
        return amendment

    def edit_many(self, where: str, *edits: "Edit", reason: str = "edit") -> "tuple[Amendment, ...]":
        """Change fields of all works that a query means to the letter, or of none, and return what each was and is.

        The query is that of `amendments`. Raises as `edit`; InvalidRecord names the works.
        """
        with self._change(reason):
            amendments = self.amendments(where, *edits)
            self.amend(*amendments)
        return amendments

    def amendment(self, slug: str, *edits: "Edit") -> "Amendment":
        """Return what edits would make of a work; nothing is changed yet. Raises as `edit`."""
        with self._core.store.reading() as reader:
            return self._amendments(reader, [self._entry(reader, slug)], edits)[0]

    def amendments(self, where: str, *edits: "Edit") -> "tuple[Amendment, ...]":
        """Return what edits would make of the works that a query means; nothing is changed yet.

        Fields (kind:news year:2019), words, "phrases", -without and beginnings* are written as
        for `search`, but mean what they say: no inflection, correction or page, and a kind or
        field that is not known raises UnknownRecord. Raises as `edit_many`.
        """
        from ncfe_kb.catalogue.matching import matching

        with self._core.store.reading() as reader:
            is_meant = matching(where, self._core.vocabulary(reader))
            entries = cast("dict[str, Entry]", reader.fetch("entry")).values()
            return self._amendments(reader, [entry for entry in entries if is_meant(entry)], edits)

    def amend(self, *amendments: "Amendment", reason: str = "edit") -> ChangeSet | None:
        """Save what was made of works, all or nothing, and return the change; None where nothing differs.

        Raises ChangedMeanwhile where a work is no longer what it was, UnknownRecord.
        """
        with self._change(reason) as writer:
            stored = writer.fetch("entry", [one.before.slug for one in amendments])
            for one in amendments:
                if stored.get(one.before.slug) != one.before:
                    raise ChangedMeanwhile(one.before.slug)
            changed = put_together(writer, [Origin("", one.after) for one in amendments])
            return writer.change_sets(number=writer.change_set)[0] if changed else None

    def text_of(self, entry: Entry, *, language: Language = "da") -> str:
        """Return a work as TOML for a person to edit: with comments in their language for what is empty."""
        from ncfe_kb.catalogue import entry_text

        return entry_text.text_of(entry, self.vocabulary, localiser(language))

    def amendment_from(self, before: Entry, text: bytes) -> "Amendment":
        """Return what an edited TOML text would make of a work; nothing is changed yet.

        Raises InvalidRecord with all that is wrong, each with the path of its value.
        """
        from ncfe_kb.catalogue import entry_text
        from ncfe_kb.catalogue.amending import Amendment

        with self._core.store.reading() as reader:
            after = entry_text.read(text, before, self._core.vocabulary(reader), reader.ids("entry"))
        return Amendment(before, after)

    def _amendments(self, reader: Reader, entries: list[Entry], edits: "Sequence[Edit]") -> "tuple[Amendment, ...]":
        from ncfe_kb.catalogue.amending import amendments  # here, since a search does without it
        from ncfe_kb.catalogue.checks import check_together

        made = amendments(entries, edits, self._core.vocabulary(reader))
        check_together(reader, [Origin("", one.after) for one in made])
        return made
