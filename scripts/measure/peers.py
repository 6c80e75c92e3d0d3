"""The engines that somebody would pick instead, each behind one small interface.

Each gets the same records and does what its own documentation says is the way: its own
analysis, its own ranking with sensible weights, its own facets and excerpts. A record is a
plain mapping: `id`, the texts of the peer's fields (`people` a list of names), and `kind`,
`topics` and `year`, by which matches are counted.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple, Protocol

Record = Mapping[str, Any]
Shape = Literal["words", "phrase", "prefix"]
Analysis = Literal["da", "en", "plain", "tokens"]
"""Stemmed in a language, only in lower case, or words that are analysed already."""

FACETS: Final = {"kind": "kind", "topic": "topics", "year": "year"}
"""What matches are counted by, and the key of a record that has it."""
_MOST_WORDS = 64
"""Words of a query that a peer is asked for."""


class Field(NamedTuple):
    """A text of a record, how much a word in it counts, and how it is analysed."""

    name: str
    weight: float
    analysis: Analysis


SHORT: Final = (
    Field("title_da", 3, "da"),
    Field("title_en", 3, "en"),
    Field("abstract_da", 1, "da"),
    Field("abstract_en", 1, "en"),
)
"""Four analysed fields: the least that an index of a bilingual catalogue would have."""
FULL: Final = (*SHORT, Field("people", 3, "plain"), Field("facts", 1.5, "da"))
"""All that a record says in words."""
TOKENS: Final = (Field("title_da", 3, "tokens"), Field("facts_da", 1.5, "tokens"), Field("text_da", 1, "tokens"))
"""What ncfe_kb looks in for a Danish word, as the words that it keeps."""


class Asked(NamedTuple):
    """What to look for: any of the words, the words in a row, or what begins like the one word."""

    words: tuple[str, ...]
    shape: Shape = "words"


class Page(NamedTuple):
    """What a page of results needs: how many, the ids of the best, counts by facet, excerpts."""

    total: int = 0
    ids: tuple[str, ...] = ()
    facets: Mapping[str, Mapping[str, int]] = {}
    excerpts: tuple[str, ...] = ()


class Engine(Protocol):
    """What can be opened and searched."""

    name: str

    def open(self, folder: Path) -> None:
        """Open what lies in a folder."""

    def search_page(self, asked: Asked, *, limit: int = 10, has_excerpts: bool = True) -> Page:
        """Return a page of results with facets."""

    def close(self) -> None:
        """Let go of files."""


class Growing(Engine, Protocol):
    """An engine that takes one record more."""

    def add(self, record: Record) -> None:
        """Add a record, so that the next search finds it."""


class Peer(Growing, Protocol):
    """An engine that is built from records alone."""

    def build(self, records: Iterable[Record], folder: Path) -> None:
        """Make an index of the records in a folder, in one process; it is not open yet."""

    def search(self, text: str, limit: int) -> list[str]:
        """Return the ids of the best matches for what somebody typed; any text will do."""


def typed(text: str) -> Asked:
    """Return the words of what somebody typed, each once and in lower case, which no engine takes for a sign."""
    words = re.findall(r"[^\W_]+", text.lower())
    return Asked(tuple(dict.fromkeys(words))[:_MOST_WORDS])


def text_of(record: Record, field: Field) -> str:
    """Return the text of a field, of a list its items in a row."""
    value = record.get(field.name) or ""
    return value if isinstance(value, str) else " ".join(value)


def values_of(record: Record) -> Iterator[tuple[str, str]]:
    """Yield each facet and value by which a record is counted."""
    for facet, key in FACETS.items():
        value = record.get(key) or ()
        yield from ((facet, each) for each in ((value,) if isinstance(value, str) else value))
