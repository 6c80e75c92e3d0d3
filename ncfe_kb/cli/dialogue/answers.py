"""From what was typed to a draft: labels in the reader's language, several values in one line, numbers of proposals."""

from collections.abc import Mapping, Sequence

from ncfe_kb.catalogue import Draft
from ncfe_kb.cli.dialogue.prompting import SEPARATOR
from ncfe_kb.cli.terms import term_of
from ncfe_kb.errors import Fault, InvalidRecord
from ncfe_kb.i18n import LANGUAGE_NAMES
from ncfe_kb.languages import LANGUAGES, Language
from ncfe_kb.messages import N_
from ncfe_kb.models import terms, text_of

Answers = Mapping[str, str]
"""What was typed, by the field of its question."""


def draft_of(kind: str, given: Answers) -> Draft:
    """Return the work that was answered. Raises InvalidRecord."""
    return Draft(
        kind=kind,
        title=text_of("title", da=given.get("title_da"), en=given.get("title_en")),
        abstract=text_of("abstract", da=given.get("abstract_da"), en=given.get("abstract_en")),
        language=_language(given),
        date=given.get("date") or None,
        people=_values(given, "people"),
        topics=_values(given, "topics"),
        series=given.get("series") or None,
        episode=_number("episode", given.get("episode", "")),
        sound=given.get("sound") or None,
        relations=tuple(_relation(value) for value in _values(given, "relations")),
        urls=_values(given, "urls"),
        doi=given.get("doi") or None,
        isbn=_values(given, "isbn"),
        status=_status(given),
    )


def without_numbers(typed: str, proposed: Sequence[str]) -> str:
    """Return an answer with what was proposed in place of its numbers, which count from 1."""
    numbers = {str(number): value for number, value in enumerate(proposed, 1)}
    return f"{SEPARATOR} ".join(numbers.get(value, value) for value in _split(typed))


def _values(given: Answers, field: str) -> tuple[str, ...]:
    return _split(given.get(field, ""))


def _split(typed: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for part in typed.split(SEPARATOR) if (value := part.strip())))


def _language(given: Answers) -> Language | None:
    typed = given.get("language")
    found = term_of(typed, LANGUAGE_NAMES, may_be_cut=True) if typed else None
    return next((language for language in LANGUAGES if language == found), None)


def _status(given: Answers) -> str | None:
    typed = given.get("status")
    return term_of(typed, terms.STATUSES, may_be_cut=True) if typed else None


def _number(field: str, typed: str) -> int | None:
    if typed and not typed.isdecimal():
        raise InvalidRecord((Fault(N_("must be a whole number"), where=field),))
    return int(typed) if typed else None


def _relation(typed: str) -> tuple[str, str]:
    """Return type and target of a relation: of "summary of some-slug" or "summary_of some-slug"."""
    way, _, target = typed.rpartition(" ")
    return term_of(way, terms.RELATION_TYPES, may_be_cut=True), target
