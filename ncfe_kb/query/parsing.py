"""Reads what a visitor typed: words, "phrases", -without, word*, and fields in either language.

Everything that is not exactly one of these is text; nothing raises.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

MAX_CHARACTERS = 1_000
"""Characters of a query that are read."""
MOST: Final = 6
"""Phrases, exclusions, beginnings and fields that are heeded, of each."""
FIELD_NAMES: Final = {
    "emne": "topic",
    "topic": "topic",
    "forfatter": "author",
    "author": "author",
    "type": "kind",
    "kind": "kind",
    "år": "year",
    "year": "year",
    "sprog": "language",
    "language": "language",
}
"""The names of fields in both languages."""

_PIECE = re.compile(
    r"""
    (?<!\S)(?P<name>[^\W\d_]+):(?:"(?P<quoted>[^"]+)"|(?P<value>[^\s"]+))(?!\S)
    | (?<!\S)"(?P<phrase>[^"]+)"(?!\S)
    | (?<!\S)-(?P<excluded>[^\W_][^\s"]*)(?!\S)
    | (?<!\S)(?P<prefix>[^\W_]{2,})\*(?!\S)
    """,
    re.VERBOSE,
)


@dataclass(frozen=True)
class Parsed:
    """A query in its parts: free text, what must be there, what must not, beginnings, and fields with values."""

    text: str
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()


def parse(text: str, most: int | None = MOST) -> Parsed:
    """Return the parts of what was typed, at most so many of each; None means all."""
    text = unicodedata.normalize("NFC", text[:MAX_CHARACTERS])
    kept: list[str] = []
    found: dict[str, list[str]] = {"phrases": [], "excluded": [], "prefixes": []}
    fields: list[tuple[str, str]] = []
    at = 0
    for piece in _PIECE.finditer(text):
        kept.append(text[at : piece.start()])
        at = piece.end()
        if piece["name"]:
            if name := FIELD_NAMES.get(piece["name"].lower()):
                fields.append((name, piece["quoted"] or piece["value"]))
            else:
                kept.append(piece[0])
        elif piece["phrase"]:
            found["phrases"].append(piece["phrase"])
        elif piece["excluded"]:
            found["excluded"].append(piece["excluded"])
        else:
            found["prefixes"].append(piece["prefix"].lower())
    kept.append(text[at:])
    parts = {name: tuple(dict.fromkeys(each))[:most] for name, each in found.items()}
    return Parsed(" ".join(" ".join(kept).split()), fields=tuple(dict.fromkeys(fields))[:most], **parts)
