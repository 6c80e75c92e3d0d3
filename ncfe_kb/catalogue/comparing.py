"""What a merge makes of two entries, field by field, so that a person can see it before it is done."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Literal, NamedTuple

from ncfe_kb.catalogue.uniting_lists import stated
from ncfe_kb.languages import LANGUAGES, fold
from ncfe_kb.models import Entry, Episode, Value, key_of, type_of
from ncfe_kb.text import Text

Choice = Literal["same", "kept", "other", "both"]
UNSEEN: Final = frozenset({"slug", "former_slugs", "language_inferred"})
"""The fields that a merge always treats alike."""


class Row(NamedTuple):
    """A field of two entries and what becomes of it; of a text one language, of an episode one part.

    `lost` is what was said and is no longer.
    """

    field: str
    kept: Any
    other: Any
    merged: Any
    lost: tuple[Any, ...] = ()

    @property
    def choice(self) -> Choice:
        """Whose value it is: the kept entry's, the other's, or of both; or these are the same."""
        if self.kept == self.other:
            return "same"
        if self.merged in {self.kept, self.other}:
            return "kept" if self.merged == self.kept else "other"
        return "both"

    def as_dict(self) -> dict[str, Any]:
        """Return the row as plain data."""
        values = {name: _plain(getattr(self, name)) for name in ("kept", "other", "merged", "lost")}
        return {"field": self.field, **values, "choice": self.choice}


@dataclass(frozen=True)
class Merge:
    """Two entries, the one that they become, and the records that refer to that one instead of the other."""

    kept: Entry
    other: Entry
    merged: Entry
    followers: tuple[Value, ...]

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The fields of which either entry says something."""
        return tuple(self._rows())

    @property
    def lost(self) -> tuple[Row, ...]:
        """The fields of which something is no longer said."""
        return tuple(row for row in self.rows if row.lost)

    @property
    def new_titles(self) -> tuple[Text, ...]:
        """The alternative titles that neither entry had before."""
        known = self.kept.alternative_titles + self.other.alternative_titles
        return tuple(title for title in self.merged.alternative_titles if title not in known)

    def as_dict(self) -> dict[str, Any]:
        """Return the merge as plain data."""
        return {
            "kept": self.kept.slug,
            "other": self.other.slug,
            "fields": [row.as_dict() for row in self.rows],
            "lost": [row.field for row in self.lost],
            "followers": [{"type": type_of(one), "id": key_of(one)} for one in self.followers],
        }

    def _rows(self) -> Iterator[Row]:
        for name, default in _fields():
            values = [getattr(entry, name) for entry in (self.kept, self.other, self.merged)]
            for part, (kept, other, merged) in _parts(name, values):
                if not {kept, other} <= {None, (), default}:
                    yield Row(part, kept, other, merged, self._lost(name, kept, other, merged))

    def _lost(self, name: str, kept: Any, other: Any, merged: Any) -> tuple[Any, ...]:
        """Return the values that are gone; a title that became an alternative one is not."""
        if name == "contributors":
            names = {one.name for one in merged}
            return tuple(one.name for one in (*kept, *other) if one.name not in names)
        if name == "relations":
            said = set(map(stated, merged))
            return tuple(one for one in (*kept, *other) if stated(one) not in said)
        if isinstance(merged, tuple):
            return ()
        gone = (one for one in (kept, other) if one is not None and one != merged)
        return tuple(one for one in gone if name != "title" or fold(one) not in self._titles)

    @cached_property
    def _titles(self) -> set[str]:
        return {fold(title) for text in self.merged.alternative_titles for _, title in text.each()}


def _fields() -> Iterator[tuple[str, Any]]:
    return ((name, field.default) for name, field in Entry.model_fields.items() if name not in UNSEEN)


def _parts(name: str, values: list[Any]) -> Iterator[tuple[str, list[Any]]]:
    """Yield a field's values, those of a text by language, those of an episode by its parts."""
    if isinstance(values[0], Text):
        yield from ((f"{name}.{language}", [value.get(language) for value in values]) for language in LANGUAGES)
    elif name == "episode":
        yield from (
            (f"{name}.{part}", [getattr(value, part, None) for value in values]) for part in Episode.model_fields
        )
    else:
        yield name, values


def _plain(value: Any) -> Any:
    """Return a value as JSON can have it."""
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Text):
        return dict(value.each())
    return value.filled() if isinstance(value, Value) else value
