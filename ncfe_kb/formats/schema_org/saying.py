"""How texts are told and things are named: in a file, or on a page."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ncfe_kb.addresses import Addresses
from ncfe_kb.formats.described import doi_address, identified
from ncfe_kb.formats.works import Subject
from ncfe_kb.languages import Language
from ncfe_kb.models import Entry
from ncfe_kb.text import Text

Node = dict[str, Any]


@dataclass(frozen=True)
class Saying:
    """What decides how things are told.

    In a file each text is told in all its languages, and says which. On a page it is plain text in
    the page's `language`, else in the other, as search engines read it. With `addresses` things
    are named by them.
    """

    addresses: Addresses | None = None
    language: Language | None = None

    def texts(self, texts: Iterable[tuple[Language, str]]) -> list[Any]:
        """Return a text of which these are the languages."""
        found = list(texts)
        if self.language is None:
            return [{"@language": language, "@value": text} for language, text in found]
        return [text for language, text in found if language == self.language] or [text for _, text in found][:1]

    def name(self, text: Text) -> Any:
        """Return a text as the name of something within something else."""
        found = self.texts(text.each())
        return found if self.language is None else next(iter(found), "")

    def work(self, entry: Entry) -> str:
        """Return the name of a work."""
        if self.addresses:
            return self.addresses.work(entry.slug)
        dois = identified(entry, "doi")
        return doi_address(dois[0]) if dois else f"_:{entry.slug}"

    def place_of(self, name: str, id: str | None, language: Language) -> Node:
        """Return the name of a topic, series, person or course and where its page is, if it has one."""
        if not self.addresses or not id:
            return {}
        address = getattr(self.addresses, name)
        return {"@id": address(id), "url": address(id, self.language or language)}

    def term_set(self, scheme: Subject | None) -> Node:
        """Return the thesaurus that terms are of, where there is one."""
        if not scheme:
            return {}
        id = self.addresses.scheme(scheme.id) if self.addresses else f"_:{scheme.id}"
        return {"@type": "DefinedTermSet", "@id": id, "name": self.name(scheme.label)}
