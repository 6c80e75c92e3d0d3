"""Why a work was found: the words of it that matched, the topics, the corrections."""

from collections.abc import Iterable, Iterator

from ncfe_kb.language import stem, tokens
from ncfe_kb.languages import LANGUAGES
from ncfe_kb.models import Entry
from ncfe_kb.query import Term
from ncfe_kb.text import Text

Reason = dict[str, str]
"""A reason as plain data, as `--json` gives it."""
_VIA = {"concept": "label"}
_MOST = 12
"""Reasons that are told for one work."""


def reasons_for(entry: Entry, terms: Iterable[Term]) -> tuple[Reason, ...]:
    """Return why an entry was found by these terms, each reason once, the most telling terms first."""
    found: list[Reason] = []
    for term in sorted(terms, key=lambda term: -term.weight):
        for reason in _reasons(entry, term):
            if reason not in found:
                found.append(reason)
    return tuple(found[:_MOST])


def _reasons(entry: Entry, term: Term) -> Iterator[Reason]:
    if term.meant:
        yield {"type": "correction", "from": term.typed, "to": term.meant}
    if term.space == "topics":
        yield {"type": "concept", "id": term.text, "via": _VIA.get(term.why, term.why)}
    elif term.space == "titles":
        yield {"type": "title"}
    elif term.space == "people":
        yield {"type": "word", "field": "people", "matched": term.text}
    else:
        yield _word_reason(entry, term)


def _word_reason(entry: Entry, term: Term) -> Reason:
    for field, texts in _texts(entry):
        for text in texts:
            for language in LANGUAGES:
                if language == term.space and (word := _matched(text.get(language) or "", term)):
                    return {"type": "word", "field": field, "matched": word}
    return {"type": "word", "field": "facts", "matched": term.text}


def _texts(entry: Entry) -> Iterator[tuple[str, tuple[Text, ...]]]:
    yield "title", (entry.title, entry.supplied_title, *entry.alternative_titles)
    yield "abstract", (entry.abstract,)


def _matched(text: str, term: Term) -> str:
    """Return the first word of a text, as it stands there, that has the term's stem."""
    language = "da" if term.space == "da" else "en"
    return next(
        (text[token.start : token.end] for token in tokens(text) if stem(token.word, language) == term.text), ""
    )
