"""What an entry's lists hold: how one more is made of what was typed, and which ones are meant by it."""

from collections.abc import Callable
from typing import Any, NamedTuple

from ncfe_kb.catalogue.drafting import contributor
from ncfe_kb.catalogue.entry_fields import KEYS, needs_key
from ncfe_kb.catalogue.vocabulary import Vocabulary
from ncfe_kb.errors import Fault, InvalidRecord
from ncfe_kb.languages import fold
from ncfe_kb.models.identifiers import comparable, normal_form
from ncfe_kb.text import clean

Test = Callable[[Any], bool]


class _Named(NamedTuple):
    """The fields of an item that say what it is, and which."""

    key: str
    value: str


_ITEMS = {
    "contributors": _Named("role", "name"),
    "relations": _Named("type", "target"),
    "identifiers": _Named("scheme", "value"),
}


def item(field: str, value: str, vocabulary: Vocabulary) -> Any:
    """Return the item that stands for a value in a list, as plain data.

    Raises UnknownRecord, AmbiguousLabel, and InvalidRecord where it is not said what it is.
    """
    name, _, key = field.partition(".")
    if name in KEYS and not key:
        raise needs_key(name)
    if name == "contributors":
        return contributor(value, vocabulary, key).filled()
    if name in _ITEMS:
        value = normal_form(key, value) if name == "identifiers" else value.strip()
        return dict(zip(_ITEMS[name], (key, value), strict=True))
    return {key: _clean(field, value)} if key else _plain(name, value, vocabulary)


def like(field: str, value: str | None, vocabulary: Vocabulary) -> Test:
    """Return a test of which items of a list a value means; None means all of the key.

    Raises UnknownRecord and AmbiguousLabel.
    """
    name, _, key = field.partition(".")
    if name == "alternative_titles":
        return _in_language(key, None if value is None else _clean(field, value))
    named = _ITEMS.get(name)
    if named is None:
        meant = None if value is None else _plain(name, value, vocabulary)
        return lambda one: value is None or one == meant
    is_meant = _meant(name, value, vocabulary)
    return lambda one: (not key or one[named.key] == key) and is_meant(one)


def _in_language(key: str, value: str | None) -> Test:
    if value is None:
        return lambda one: key in one
    return lambda one: one.get(key) == value if key else value in one.values()


def _meant(name: str, value: str | None, vocabulary: Vocabulary) -> Test:
    if value is None:
        return lambda _: True
    if name == "contributors":
        return _bearing(value, vocabulary)
    if name == "identifiers":
        return lambda one: comparable(one["scheme"], one["value"]) == comparable(one["scheme"], value)
    return lambda one: one["target"] == value.strip()


def _bearing(name: str, vocabulary: Vocabulary) -> Test:
    """Return a test for the contributors of a name, of any recorded form of it, or of an authority record's id."""
    person = vocabulary.people.get(name) or vocabulary.person_named(name)
    body = vocabulary.organisations.get(name) or vocabulary.organisation_named(name)

    def is_meant(one: Any) -> bool:
        ids = (person and one.get("person") == person.id, body and one.get("organisation") == body.id)
        return any(ids) or fold(one["name"]) == fold(name)

    return is_meant


def _plain(name: str, value: str, vocabulary: Vocabulary) -> str:
    find = {"topics": vocabulary.find_topic, "audience": vocabulary.find_audience}
    return find[name](value.strip()) if name in find else _clean(name, value)


def _clean(field: str, value: str) -> str:
    try:
        return clean(value)
    except Fault as fault:
        raise InvalidRecord((Fault(fault.message, where=field, **fault.fields),)) from None
