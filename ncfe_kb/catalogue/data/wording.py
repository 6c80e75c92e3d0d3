"""The words for what works and topics are described with, in one language."""

from collections.abc import Iterable, Mapping

from ncfe_kb.addresses import Addresses
from ncfe_kb.catalogue.data.shapes import Label, Words
from ncfe_kb.catalogue.vocabulary import Vocabulary
from ncfe_kb.i18n import localiser
from ncfe_kb.languages import Language, sort_key
from ncfe_kb.text import Localised, Text


class Wording:
    """Says what ids stand for, and where pages are."""

    def __init__(self, known: Vocabulary, language: Language, addresses: Addresses) -> None:
        """Take the vocabulary, the reader's language, and where the catalogue is on the web."""
        self.known = known
        self.language: Language = language
        self.addresses = addresses

    def text(self, text: Text) -> Words | None:
        """Return a text for the reader; None where it says nothing."""
        found = text.in_(self.language)
        return words(found) if found else None

    def name(self, text: Text, default: str) -> Words:
        """Return a name for the reader."""
        return words(text.in_(self.language) or Localised(default, self.language, is_fallback=False))

    def term(self, terms: Mapping[str, str], key: str) -> Label:
        """Return a term of a closed vocabulary."""
        return {"id": key, "label": localiser(self.language).term(terms, key)}

    def kind(self, key: str) -> Label:
        """Return a kind."""
        return {"id": key, "label": self.known.kind_label(key, self.language)}

    def series(self, key: str) -> Label:
        """Return a series."""
        return {"id": key, "label": self.known.series_label(key, self.language)}

    def topics(self, keys: Iterable[str]) -> list[Label]:
        """Return topics."""
        return [{"id": key, "label": self.known.topic_label(key, self.language)} for key in keys]

    def audiences(self, keys: Iterable[str]) -> list[Label]:
        """Return audiences."""
        found = self.known.audiences
        return [{"id": key, "label": found[key].label.label(self.language, key)} for key in keys if key in found]

    def place(self, label: str) -> tuple[str, str]:
        """Return what puts a label in its place in the reader's alphabet."""
        return sort_key(label, self.language)


def words(text: Localised) -> Words:
    """Return a text as plain data."""
    return {"value": text.value, "language": text.language, "is_fallback": text.is_fallback}
