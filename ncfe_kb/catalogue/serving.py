"""What can be made of what a view shows: files for other programs, citations, proposals of topics."""

from typing import Unpack

from ncfe_kb.catalogue.exporting import targets_of, without_private, works_of
from ncfe_kb.catalogue.selection import Chosen
from ncfe_kb.catalogue.suggesting import Suggestion, suggestions, topics_for
from ncfe_kb.catalogue.view import View
from ncfe_kb.formats.works import Work
from ncfe_kb.languages import Language
from ncfe_kb.models import Entry
from ncfe_kb.storage import Reader


class ServingView(View):
    """A view that also hands out what it shows in other forms."""

    def suggest(self, entry: Entry | str, *, language: Language = "da", limit: int = 5) -> tuple[Suggestion, ...]:
        """Return topics that the title and abstract of an entry, or of the one with a slug, speak for, best first.

        Those that the entry has already are among them, marked, and do not count to the
        limit. Raises UnknownRecord.
        """
        with self._core.store.reading() as reader:
            vocabulary = self._core.vocabulary(reader)
            entry = self._entry(reader, entry) if isinstance(entry, str) else entry
        found = topics_for(entry, vocabulary.subjects, vocabulary.topics)
        return tuple(suggestions(found, entry, vocabulary.topics, language, limit))

    def export(self, format: str, *, language: Language = "da", **chosen: Unpack[Chosen]) -> bytes:
        """Return a file of the works that were chosen as for `search`, all by default, in the order of their slugs.

        Labels and titles are in `language` where they can be. What each format holds is told in
        FORMATS.md. Raises UnknownRecord, InvalidFile, MissingExtra and what `search` does.
        """
        from ncfe_kb import formats

        form = formats.format_of(format, to_write=True)
        found = [hit.slug for hit in self.search(limit=None, facets=(), **chosen)] if any(chosen.values()) else None
        with self._core.store.reading() as reader:
            shown = self._shown(reader, self._slugs(reader) if found is None else found)
            return formats.write(form, self._works(reader, [shown[slug] for slug in sorted(shown)], language))

    def cite(self, slug: str, *, style: str = "apa", language: Language = "da") -> str:
        """Return how a text in this language refers to a work: apa, harvard or chicago. Raises UnknownRecord."""
        from ncfe_kb.formats.citing import cited

        with self._core.store.reading() as reader:
            (work,) = self._works(reader, [self._entry(reader, slug)], language)
        return cited(work, style)

    def _works(self, reader: Reader, entries: list[Entry], language: Language) -> list[Work]:
        if self._public_only:
            entries = [without_private(entry) for entry in entries]
        containers = self._brief(reader, targets_of(entries))
        return works_of(entries, containers, self._core.vocabulary(reader), language)
