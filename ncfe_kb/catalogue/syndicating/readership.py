"""For whom something is written."""

from typing import NamedTuple

from ncfe_kb.addresses import Addresses
from ncfe_kb.catalogue.vocabulary import Vocabulary
from ncfe_kb.i18n import ONLY_IN, Localiser, localiser
from ncfe_kb.languages import Language
from ncfe_kb.text import Localised


class Readership(NamedTuple):
    """The readers of one language: what ids are called there, and where things are."""

    known: Vocabulary
    at: Addresses
    language: Language

    @property
    def say(self) -> Localiser:
        """What speaks their language."""
        return localiser(self.language)

    def only_in(self, *texts: Localised | None) -> str:
        """Return the note that one of these texts is in the other language alone; "" where none is."""
        return next((self.say(ONLY_IN[text.language]) for text in texts if text and text.is_fallback), "")
