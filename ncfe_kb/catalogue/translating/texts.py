"""The texts that one would translate: which fields of which records, and for whom."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple, cast

from ncfe_kb.languages import LANGUAGES, Language, other
from ncfe_kb.models import Entry, Value
from ncfe_kb.models.terms import GIVEN_UP
from ncfe_kb.text import Text

FIELDS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "entry": ("title", "supplied_title", "genre", "abstract", "date_note", "extent"),
        "topic": ("preferred_label", "definition"),
        "topic_group": ("label",),
        "scheme": ("title",),
        "kind": ("label", "plural"),
        "audience": ("label",),
        "series": ("title",),
        "course": ("theme", "format"),
        "season": ("label",),
    }
)
"""The fields by type of record, those first that are read most.

Not among them are notes for staff, a source's own words, and labels beside the preferred
one: these are those of one language and no translations of each other.
"""

_TITLES = ("title", "supplied_title")


class Place(NamedTuple):
    """Where a text stands: the type and id of the record, and the field."""

    type: str
    id: str
    field: str


def texts_of(type_name: str, records: Mapping[str, Value]) -> Iterator[tuple[Place, Text]]:
    """Yield the texts of records of a type that readers get, and that say something."""
    works = cast("Mapping[str, Entry]", records) if type_name == "entry" else {}
    has = _languages_of_translations(works.values())
    for key, record in records.items():
        if type_name == "entry" and not _is_for_readers(works[key]):
            continue
        for field in FIELDS[type_name]:
            text = cast("Text", getattr(record, field))
            if text and not (key in works and _is_elsewhere(works[key], field, text, has.get(key, frozenset()))):
                yield Place(type_name, key, field), text


def _is_for_readers(entry: Entry) -> bool:
    return entry.public and entry.status not in GIVEN_UP


def _is_elsewhere(entry: Entry, field: str, text: Text, translated: frozenset[str]) -> bool:
    """Return whether readers of the language that is missing here find it elsewhere.

    That is in the record of the work's own translation, or as a title of the other sort.
    """
    if text.da and text.en:
        return False
    missing: Language = "en" if text.da else "da"
    if missing in translated:
        return True
    if field not in _TITLES:
        return False
    beside = cast("Text", getattr(entry, _TITLES[field == "title"]))
    is_hidden = field == "supplied_title" and beside.get(other(missing)) is not None
    return is_hidden or beside.get(missing) is not None


def _languages_of_translations(entries: Iterable[Entry]) -> dict[str, frozenset[str]]:
    """Return the languages of the records that are a work's translation or its original, by slug."""
    known = {entry.slug: entry for entry in entries}
    found: dict[str, frozenset[str]] = {}
    for entry in known.values():
        for relation in entry.relations:
            counterpart = known.get(relation.target)
            if counterpart and relation.type in {"translation_of", "has_translation"}:
                for one, another in ((entry, counterpart), (counterpart, entry)):
                    found[one.slug] = found.get(one.slug, frozenset()) | {another.language or ""}
    return found


def sides(kept: Mapping[str, str] | None) -> tuple[str | None, ...]:
    """Return what a text says in each language, of its plain data as a log keeps it."""
    return tuple((kept or {}).get(language) for language in LANGUAGES)
