"""Which works a query means to the letter: so that many can be changed, and no other one.

The query is written as for a search, but nothing of it is widened: a word stands as it is in
a title, the abstract or a name, without inflection, correction or topic, and what looks like
a field is one. The records are looked at, not the index, so that none is left out.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final

from ncfe_kb.catalogue.asking import SELECTED_BY, language_named
from ncfe_kb.catalogue.documents import facet_values
from ncfe_kb.catalogue.selection import Selection
from ncfe_kb.catalogue.vocabulary import Vocabulary, near_ids
from ncfe_kb.errors import Fault, InvalidRecord, UnknownRecord
from ncfe_kb.language import bare_words, words_of
from ncfe_kb.messages import N_
from ncfe_kb.models import Entry
from ncfe_kb.query import Filters, Parsed, parse
from ncfe_kb.query.parsing import FIELD_NAMES, MAX_CHARACTERS

_NOT_UNDERSTOOD: Final = N_(
    "“{text}” is not understood here; write words, “phrases”, -without, begin* or fields as kind:news"
)
Test = Callable[[Entry], bool]


def matching(query: str, vocabulary: Vocabulary) -> Test:
    """Return a test of whether a work is meant.

    Values of one field widen, fields and words narrow. Raises InvalidRecord for a query that
    says nothing, or more than is read, and UnknownRecord and AmbiguousLabel for what it names.
    """
    if len(query) > MAX_CHARACTERS:
        raise _wrong(N_("is longer than {longest} characters"), longest=MAX_CHARACTERS)
    parsed = parse(query, most=None)
    _check_understood(parsed)
    tests = [*_fields(parsed, vocabulary), *_words(parsed)]
    if not tests:
        raise _wrong(N_("the query names no works; write kind:news year:2019, words or “phrases”"))
    return lambda entry: all(test(entry) for test in tests)


def _check_understood(parsed: Parsed) -> None:
    """Raise for what a search would take for text, though it may be meant to say more."""
    for piece in (*parsed.text.split(), *parsed.excluded):
        name, sign, _ = piece.partition(":")
        if sign and name.isalpha() and name.lower() not in FIELD_NAMES:
            raise UnknownRecord("field", name, near_ids(name.lower(), FIELD_NAMES))
        if set(piece) & {":", "*", '"'} or not words_of(piece):
            raise _wrong(_NOT_UNDERSTOOD, text=piece)
    for phrase in parsed.phrases:
        if not words_of(phrase):
            raise _wrong(_NOT_UNDERSTOOD, text=phrase)


def _fields(parsed: Parsed, vocabulary: Vocabulary) -> Iterator[Test]:
    chosen: dict[str, list[str]] = {}
    for name, value in parsed.fields:
        if name == "author":
            yield _written_by(bare_words(value))
        else:
            value_or_code = language_named(value) if name == "language" else value
            chosen.setdefault(SELECTED_BY[name], []).append(value_or_code)
    if chosen:
        filters = Selection(**{name: tuple(values) for name, values in chosen.items()}).filters(vocabulary)
        yield _within(filters, vocabulary)


def _within(filters: Filters, vocabulary: Vocabulary) -> Test:
    def test(entry: Entry) -> bool:
        values = facet_values(entry, vocabulary)
        return all(ids.intersection(values[facet]) for facet, ids in filters.items())

    return test


def _written_by(words: Sequence[str]) -> Test:
    return lambda entry: any(words and {*words} <= {*bare_words(name)} for name in entry.people)


def _words(parsed: Parsed) -> Iterator[Test]:
    for phrase in (*words_of(parsed.text), *parsed.phrases):
        yield _saying(words_of(phrase))
    for phrase in parsed.excluded:
        is_said = _saying(words_of(phrase))
        yield lambda entry, is_said=is_said: not is_said(entry)  # type: ignore[misc]  # each its own test
    for beginning in parsed.prefixes:
        yield lambda entry, beginning=beginning: any(  # type: ignore[misc]  # likewise
            word.startswith(beginning) for words in _texts(entry) for word in words
        )


def _saying(wanted: Sequence[str]) -> Test:
    """Return a test for words that stand in a row in one of a work's texts."""
    return lambda entry: any(_in_a_row(wanted, words) for words in _texts(entry))


def _in_a_row(wanted: Sequence[str], words: Sequence[str]) -> bool:
    return any(words[at : at + len(wanted)] == wanted for at in range(len(words) - len(wanted) + 1))


def _texts(entry: Entry) -> Iterable[list[str]]:
    texts = (value for text in (*entry.titles, entry.abstract) for _, value in text.each())
    return map(words_of, (*texts, *(one.name for one in entry.contributors)))


def _wrong(message: str, **about: Any) -> InvalidRecord:
    return InvalidRecord((Fault(message, **about),))
