"""Why a work was found: the words of it that matched, the topics, the corrections."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ncfe_kb.language import Token, matches
from ncfe_kb.languages import LANGUAGES, Language
from ncfe_kb.models import Entry
from ncfe_kb.query import Expansion, Term

Reason = dict[str, str]
"""A reason as plain data, as `--json` gives it."""
Matching = Mapping[Language, frozenset[str]]
"""The words of each language that a query finds, in lower case."""
_MOST = 12
"""Reasons that are told for one work."""


class Found(NamedTuple):
    """A text of an entry and the words of it that a query found."""

    field: str
    language: Language
    text: str
    tokens: tuple[Token, ...]


def found_in(entry: Entry, matching: Matching) -> list[Found]:
    """Return an entry's texts with the words of each language that match."""
    return [
        Found(field, language, value, matches(value, matching[language]))
        for field, texts in (("title", entry.titles), ("abstract", (entry.abstract,)))
        for text in texts
        for language in LANGUAGES
        if (value := text.get(language)) and matching[language]
    ]


def reasons_for(
    terms: Iterable[Term], texts: Sequence[Found], expansion: Expansion, below: Callable[[str], Iterable[str]]
) -> tuple[Reason, ...]:
    """Return why an entry was found by these terms, each reason once, the most telling terms first.

    `below` gives the topics of the entry that are narrower than a topic.
    """
    words: dict[tuple[str, str], Reason] = {}
    for field, language, text, tokens in texts:
        for token in tokens:
            reason = {"type": "word", "field": field, "matched": text[token.start : token.end]}
            words.setdefault((language, token.word), reason)
    found: list[Reason] = []
    for term in sorted(terms, key=lambda term: -term.weight):
        found += (reason for reason in _reasons(term, words, expansion, below) if reason not in found)
        if len(found) >= _MOST:
            break
    return tuple(found[:_MOST])


def _reasons(
    term: Term, words: Mapping[tuple[str, str], Reason], expansion: Expansion, below: Callable[[str], Iterable[str]]
) -> Iterator[Reason]:
    if term.meant:
        yield {"type": "correction", "from": term.typed, "to": term.meant}
    if term.space == "topics":
        yield {"type": "concept", "id": term.text, "via": "label"}
    elif term.space == "broader":
        yield from ({"type": "concept", "id": topic, "via": "narrower"} for topic in below(term.text))
    elif term.space == "titles":
        yield {"type": "title"}
    elif term.space in {"people", "names"}:
        yield {"type": "word", "field": "people", "matched": term.text.replace("_", " ")}
    else:
        keys = ((term.space, word) for word in expansion.forms(term))
        told = sorted((words[key] for key in keys if key in words), key=lambda reason: reason["field"] != "title")
        yield told[0] if told else {"type": "word", "field": "facts", "matched": term.text}
