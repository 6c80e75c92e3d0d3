"""A view that finds all works of a search at once, for what is made of them together."""

import sys
from collections.abc import Mapping

from ncfe_kb.catalogue.asking import Request, ask
from ncfe_kb.catalogue.families import Families
from ncfe_kb.catalogue.selection import Selection
from ncfe_kb.catalogue.view import View
from ncfe_kb.catalogue.vocabulary import Vocabulary
from ncfe_kb.languages import Language

_ALONE = Families(())


class SearchedView(View):
    """A view that tells which works a whole search finds, and nothing else of them."""

    def _found(self, text: str, language: Language, chosen: Mapping[str, object]) -> tuple[list[str], Vocabulary]:
        """Return the slugs of all works that a search finds, and what is known to whoever searches."""
        selection = Selection.of(chosen)
        request = Request(text, language, selection, "newest", group=False, facets=(), limit=sys.maxsize)
        standing = self._core.catch_up()
        with self._core.reading() as reader:
            known = self._known(reader, standing)
            lexicon = self._core.lexicon(reader, standing.state, public_only=self._public_only)
            asked = ask(request, known, lexicon, public_only=self._public_only)
            return [slug for slug, _ in self._matches(reader, asked.query, request, _ALONE).page], known
