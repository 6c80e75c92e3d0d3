"""What the log of changes tells of a work at one time, as far as harvesters are concerned.

It is made of plain data, which may be older than the models are now.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

from ncfe_kb.dates import beginning
from ncfe_kb.models import terms

Plain = Mapping[str, Any]
Use = tuple[str, str]
"""A type of record and the id of one, whose words stand in the record of a work."""

ALL: Final = "*"
"""Stands for the thesaurus as a whole, which every topic is from."""
TOLD: Final[Mapping[str, tuple[str, ...]]] = {
    "kind": ("label", "schema_type"),
    "topic": ("preferred_label",),
    "series": ("title",),
    "person": ("sort_name", "orcid", "isni", "viaf"),
    "scheme": ("title",),
}
"""What records of works tell of records of each of these types."""
_PRIVATE = frozenset({"notes", "statuses", "public", "former_slugs", "relations", "contributors"})
"""The fields of a work that no record of it tells as they are."""
_BRIEF = ("kind", "title", "supplied_title", "alternative_titles", "language", "date", "identifiers", "urls")
"""What the records of other works tell of a work."""
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Version(NamedTuple):
    """A work as one change left it: what the public sees of it, in short.

    `begins` is when it became or becomes public; None where it does not. `said` is all that
    its record tells and `brief` what those of others tell of it, each as a number that is
    another one where that is different. `uses` are the records whose words its record has,
    `ties` its relations.
    """

    begins: datetime | None
    said: int
    brief: int
    uses: frozenset[Use]
    ties: frozenset[tuple[str, str]]


def version_of(plain: Plain) -> Version:
    """Return a work's plain data as a version."""
    people = [_named(one) for one in plain.get("contributors", ())]
    is_silent = any(_withdrew(one, "voice") for one in plain.get("contributors", ()))
    told = {name: value for name, value in plain.items() if name not in _PRIVATE}
    return Version(
        begins=_begins(plain),
        said=_number([told, people, is_silent]),
        brief=_number([plain.get(name) for name in _BRIEF]),
        uses=frozenset(_uses(plain, people)),
        ties=frozenset(_ties(plain.get("relations", ()))),
    )


def words_of(type_name: str, plain: Plain | None) -> int:
    """Return what records of works tell of another record, as a number; 0 where it is not there."""
    return _number([plain.get(name) for name in TOLD[type_name]]) if plain is not None else 0


def _number(value: Any) -> int:
    """Return another number for what is another value."""
    import json  # here, since only harvesters need it

    return hash(json.dumps(value, sort_keys=True))


def _begins(plain: Plain) -> datetime | None:
    """Return when a work becomes public, as `Entry` has it."""
    last: Plain = next(reversed(plain.get("statuses", ())), {})
    status, date = last.get("status"), last.get("date")
    if not plain.get("public", True) or status not in terms.FROM_THEN_ON:
        return None
    if date:
        return beginning(date)
    return _LONG_AGO if status == terms.PUBLISHED else None


def _withdrew(contributor: Plain, scope: str) -> bool:
    return any(one.get("scope") == scope and one.get("withdrawn") for one in contributor.get("consents", ()))


def _named(contributor: Plain) -> Plain:
    """Return what the public reads of a contributor."""
    if _withdrew(contributor, "name"):
        return {"role": contributor.get("role")}
    return {name: value for name, value in contributor.items() if name != "consents"}


def _uses(plain: Plain, people: Iterable[Plain]) -> Iterable[Use]:
    yield "kind", plain.get("kind", "")
    if series := plain.get("series"):
        yield "series", series
    yield from (("person", one["person"]) for one in people if one.get("person"))
    for topic in plain.get("topics", ()):
        yield "topic", topic
        yield "scheme", ALL


def _ties(relations: Iterable[Plain]) -> Iterable[tuple[str, str]]:
    """Yield the relations that records tell of: those that sources state."""
    for one in relations:
        if one.get("certainty", "stated") == "stated" and one.get("type") != terms.DISTINCT:
            yield one.get("type", ""), one.get("target", "")
