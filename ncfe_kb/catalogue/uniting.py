"""What two entries become that are the same work: the values of one, filled from the other, and the lists of both."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from ncfe_kb.catalogue.uniting_lists import contributors_of_both, distinct, stated, statuses_of_both
from ncfe_kb.languages import LANGUAGES, fold
from ncfe_kb.models import Entry, Episode, Identifier, Kind, Relation
from ncfe_kb.models.identifiers import comparable
from ncfe_kb.text import Text

SINGLE: Final = (
    *("kind", "title", "supplied_title", "genre", "date", "date_note", "language", "series", "series_number", "extent"),
    *("relation_to_centre", "public", "abstract", "abstract_basis", "notes", "episode"),
)
"""The fields of which there can be but one value, or one in each language."""
TAKEN: Final = (*SINGLE, "statuses")
"""The fields in which the other entry may be given the preference; the last of the statuses is the present one."""


def united(kept: Entry, other: Entry, take: Collection[str], kinds: Mapping[str, Kind]) -> Entry:
    """Return what two entries become of which one is kept, without relations between the two.

    Where both say something else the kept one's value stays, but the other's in the fields to
    `take`. A printed title that gives way is an alternative one from then on.
    """

    def first(name: str) -> tuple[Entry, Entry]:
        return (other, kept) if name in take else (kept, other)

    merged = {name: filled(*(getattr(one, name) for one in first(name))) for name in SINGLE}
    if kinds[merged["kind"]].shape != "episode":
        merged["episode"] = None
    return kept.with_(
        **{
            **merged,
            **{name: _once(kept, other, name) for name in ("urls", "sources", "topics", "audience")},
            "series_number": _number_in(merged["series"], first("series_number")),
            "language_inferred": _is_inferred(merged["language"], (kept, other)),
            "alternative_titles": _alternatives(merged["title"], kept, other),
            "former_slugs": _formers(kept, other),
            "contributors": contributors_of_both(kept.contributors, other.contributors),
            "relations": _relations(kept, other),
            "statuses": statuses_of_both(*(one.statuses for one in first("statuses"))),
            "identifiers": distinct(kept.identifiers + other.identifiers, _compared),
        }
    )


def filled(one: Any, other: Any) -> Any:
    """Return a value, and what it does not say as the other one says it."""
    if isinstance(one, Text):
        return Text(**{language: one.get(language) or other.get(language) for language in LANGUAGES})
    if isinstance(one, Episode) and other:
        return Episode(**{name: filled(getattr(one, name), getattr(other, name)) for name in Episode.model_fields})
    return other if one is None else one


def _once(kept: Entry, other: Entry, name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*getattr(kept, name), *getattr(other, name))))


def _compared(one: Identifier) -> tuple[str, str]:
    return one.scheme, comparable(one.scheme, one.value)


def _number_in(series: str | None, sides: Iterable[Entry]) -> str | None:
    """Return the number in this series; that in another one says nothing of it."""
    return next((side.series_number for side in sides if side.series_number and side.series == series), None)


def _is_inferred(language: str | None, sides: Iterable[Entry]) -> bool:
    flags = [side.language_inferred for side in sides if side.language == language]
    return bool(flags) and all(flags)


def _alternatives(title: Text, kept: Entry, other: Entry) -> tuple[Text, ...]:
    """Return the alternative titles of both, and what is lost of their printed ones."""
    seen = {(language, fold(value)) for text in (title, *kept.alternative_titles) for language, value in text.each()}
    found = list(kept.alternative_titles)
    for text in (kept.title, other.title, *other.alternative_titles):
        new = {language: value for language, value in text.each() if (language, fold(value)) not in seen}
        seen |= {(language, fold(value)) for language, value in new.items()}
        found += [Text(**new)] if new else []
    return tuple(found)


def _formers(kept: Entry, other: Entry) -> tuple[str, ...]:
    slugs = dict.fromkeys((*kept.former_slugs, *other.former_slugs, other.slug))
    return tuple(slug for slug in slugs if slug != kept.slug)


def _relations(kept: Entry, other: Entry) -> tuple[Relation, ...]:
    apart = (one for one in kept.relations + other.relations if one.target not in {kept.slug, other.slug})
    return distinct(apart, stated)
