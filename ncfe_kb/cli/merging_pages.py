"""Two works side by side, and what becomes of them, as a person reads it in a terminal."""

from collections.abc import Callable, Iterator
from shutil import get_terminal_size
from typing import Any

from ncfe_kb.catalogue.comparing import Merge, Row
from ncfe_kb.catalogue.vocabulary import Vocabulary
from ncfe_kb.cli.tables import Table
from ncfe_kb.cli.terminal import part, show, wrapped
from ncfe_kb.i18n import LANGUAGE_NAMES, Localiser
from ncfe_kb.messages import N_, TYPE_LABELS
from ncfe_kb.models import (
    Contributor,
    DatedStatus,
    Enclosure,
    Entry,
    Identifier,
    Relation,
    Value,
    key_of,
    terms,
    type_of,
)
from ncfe_kb.text import Text

_SHORT = 60
"""Characters of a text that is the same on both sides."""
FIELDS = {
    "kind": N_("Kind"),
    "title": N_("Title"),
    "supplied_title": N_("Supplied title"),
    "alternative_titles": N_("Also called"),
    "genre": N_("Genre as printed"),
    "date": N_("Date"),
    "date_note": N_("On the date"),
    "language": N_("Language"),
    "series": N_("Series"),
    "series_number": N_("Number"),
    "extent": N_("Extent"),
    "urls": N_("Address"),
    "relation_to_centre": N_("The centre's part"),
    "public": N_("Public"),
    "abstract": N_("Abstract"),
    "abstract_basis": N_("Abstract from"),
    "sources": N_("Source"),
    "notes": N_("Notes"),
    "topics": N_("Topics"),
    "audience": N_("For"),
    "contributors": N_("People"),
    "relations": N_("Related works"),
    "statuses": N_("Status"),
    "identifiers": N_("Identifiers"),
}
PARTS = {
    "da": LANGUAGE_NAMES["da"],
    "en": LANGUAGE_NAMES["en"],
    "season": N_("Season"),
    "number": N_("Episode"),
    "duration": N_("Duration"),
    "guid": N_("Guid"),
    "enclosure": N_("Sound"),
    "transcript": N_("Transcript"),
}
_CHOICES = {"same": "", "kept": N_("left"), "other": N_("right"), "both": N_("both")}
"""Whose value stays."""


def show_merge(found: Merge, vocabulary: Vocabulary, say: Localiser) -> None:
    """Show both works, whose value stays where they differ, what is given up, and what follows."""
    headings = ("", found.kept.slug, found.other.slug, say(N_("Stays")))
    rows = [(_label(row, say), *_sides(row, vocabulary, say), say(_CHOICES[row.choice])) for row in found.rows]
    table = Table(headings, rows, [False] * len(headings), max(20, get_terminal_size().columns))
    show(*table.head())
    for words, row in zip(rows, found.rows, strict=True):
        show(*table.lines(words, "" if row.choice == "same" else "strong"))
    show([])
    for line in told(found, vocabulary, say):
        show(*wrapped(part(line)))


def told(found: Merge, vocabulary: Vocabulary, say: Localiser) -> Iterator[str]:
    """Yield what the table does not say: what is given up, new alternative titles, what refers to the work then."""
    for row in found.lost:
        gone = "; ".join(_words(row.field, value, vocabulary, say) for value in row.lost)
        yield say(N_("Given up: {field}: {value}")).format(field=_label(row, say), value=gone)
    for title in found.new_titles:
        yield say(N_("Becomes another title: {title}")).format(title=_texts(title))
    if others := [one for one in found.followers if key_of(one) != found.kept.slug]:  # not its own season
        names = ", ".join(_record(one, say) for one in others)
        records = say.counted("{number} record", "{number} records", len(others))
        message = say(N_("Refer to {slug} then: {records} ({names})"))
        yield message.format(slug=found.kept.slug, records=records, names=names)


def _record(record: Value, say: Localiser) -> str:
    label = TYPE_LABELS.get(type_of(record))
    return f"{say(label)} {key_of(record)}" if label and not isinstance(record, Entry) else key_of(record)


def _label(row: Row, say: Localiser) -> str:
    name, _, detail = row.field.partition(".")
    if name == "episode":
        return say(PARTS[detail])
    return f"{say(FIELDS[name])}, {say(PARTS[detail])}" if detail else say(FIELDS[name])


def _sides(row: Row, vocabulary: Vocabulary, say: Localiser) -> tuple[str, str]:
    kept, other = (_words(row.field, value, vocabulary, say) for value in (row.kept, row.other))
    if row.choice == "same" and len(kept) > _SHORT:
        kept = other = f"{kept[: _SHORT - 1]}…"
    return kept, other


def _words(field: str, value: Any, vocabulary: Vocabulary, say: Localiser) -> str:
    """Return a value as a person reads it."""
    if value is None or value == ():
        return "–"
    if isinstance(value, tuple):
        return "; ".join(_words(field, one, vocabulary, say) for one in value)
    if field == "date":
        return say.date(value)
    if isinstance(value, str):
        return _name(field, value, vocabulary, say)
    return say(N_("yes") if value else N_("no, internal")) if isinstance(value, bool) else _item(value, say)


def _name(field: str, key: str, vocabulary: Vocabulary, say: Localiser) -> str:
    """Return the label of what a field names, or else the text itself."""
    labels = {
        "kind": lambda: vocabulary.kind_label(key, say.language),
        "topics": lambda: vocabulary.topic_label(key, say.language),
        "audience": lambda: vocabulary.audiences[key].label.label(say.language, key),
        "series": lambda: vocabulary.series[key].title.label(say.language, key),
        "language": lambda: say.term(LANGUAGE_NAMES, key),
        "relation_to_centre": lambda: say.term(terms.RELATIONS_TO_CENTRE, key),
        "abstract_basis": lambda: say.term(terms.ABSTRACT_BASES, key),
    }
    return labels[field]() if field in labels else key


def _item(value: Any, say: Localiser) -> str:
    """Return one of a list as a person reads it."""
    words: dict[type, Callable[[], str]] = {
        Contributor: lambda: f"{value.name} ({say.term(terms.ROLES, value.role)})",
        Relation: lambda: f"{say.term(terms.RELATION_TYPES, value.type)} {value.target}",
        Identifier: lambda: f"{terms.IDENTIFIER_SCHEMES[value.scheme]} {value.value}",
        DatedStatus: lambda: _status(value, say),
        Enclosure: lambda: value.url,
        Text: lambda: _texts(value),
    }
    return words.get(type(value), lambda: str(value))()


def _status(step: DatedStatus, say: Localiser) -> str:
    name = say.term(terms.STATUSES, step.status)
    return f"{name}, {say.date(step.date)}" if step.date else name


def _texts(text: Text) -> str:
    return " / ".join(value for _, value in text.each())
