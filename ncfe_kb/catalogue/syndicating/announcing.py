"""A short text that tells of a work, for a newsletter or a post: made of the entry itself."""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from ncfe_kb.catalogue.syndicating.feeds import named
from ncfe_kb.catalogue.vocabulary import Vocabulary
from ncfe_kb.formats.described import addresses_of
from ncfe_kb.i18n import ONLY_IN, Localiser, localiser
from ncfe_kb.languages import Language
from ncfe_kb.models import Entry

_MOST = 280
"""Characters of the abstract that whole sentences may fill."""
_END = re.compile(r"(?<=[.!?…])[\"”’)]*\s+(?=[\"“‘(]*[A-ZÆØÅ0-9])")
_SHORTENED = re.compile(
    r"(?:^|[\s(])(?:\w|\w{1,3}(?:\.\w{1,3})+|ca|cf|dr|fx|hr|jf|kl|mr|mrs|ms|mv|nr|osv|pct|pp|vs)\.$", re.IGNORECASE
)
"""What ends in a point that ends no sentence: bl.a., f.eks., nr."""


@dataclass(frozen=True)
class Announcement:
    """A text that tells of a work, the address in it, and whether everyone can see the work yet."""

    slug: str
    language: Language
    text: str
    address: str
    is_public: bool

    def as_dict(self) -> dict[str, Any]:
        """Return the announcement as plain data."""
        return asdict(self)


def announcement_of(entry: Entry, known: Vocabulary, language: Language, address: str = "") -> Announcement:
    """Return what tells of a work; its own address where none is given."""
    say, at = localiser(language), address or next(iter(addresses_of(entry)), "")
    text = "\n\n".join(part for part in (_head(entry, known, say), _abstract(entry, say), at) if part)
    return Announcement(entry.slug, language, text, at, entry.is_published)


def first_sentences(text: str, most: int = _MOST) -> str:
    """Return as many whole sentences as fit, but one at least; a very long one is cut at a word."""
    found = ""
    for sentence in _sentences(" ".join(text.split())):
        if found and len(found) + 1 + len(sentence) > most:
            break
        found = f"{found} {sentence}".strip()
    if len(found) <= most:
        return found
    return f"{found[:most].rpartition(' ')[0] or found[:most]} …"


def _head(entry: Entry, known: Vocabulary, say: Localiser) -> str:
    title = entry.title_in(say.language)
    note = f" ({say(ONLY_IN[title.language])})" if title.is_fallback else ""
    about = (say.listing(named(entry)), known.kind_label(entry.kind, say.language), str(entry.year or ""))
    return f"{' '.join(title.value.split())}{note}\n{' · '.join(part for part in about if part)}"


def _abstract(entry: Entry, say: Localiser) -> str:
    found = entry.abstract.in_(say.language)
    return first_sentences(found.value) if found else ""


def _sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text; a point that shortens a word ends none."""
    begun = ""
    for part in _split(text):
        begun = f"{begun} {part}".strip()
        if not _SHORTENED.search(part):
            yield begun
            begun = ""
    if begun:
        yield begun


def _split(text: str) -> Iterator[str]:
    at = 0
    for found in _END.finditer(text):
        yield text[at : found.end()].strip()
        at = found.end()
    yield text[at:]
