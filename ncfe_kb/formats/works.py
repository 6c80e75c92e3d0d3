"""A work as others are told of it: the entry, and in a reader's words what its ids stand for."""

from dataclasses import dataclass
from typing import NamedTuple

from ncfe_kb.languages import Language, other
from ncfe_kb.models import Entry
from ncfe_kb.text import Localised


class Name(NamedTuple):
    """A name in the parts by which it is put in order; a body's stands whole in `family`."""

    family: str
    given: str = ""
    is_body: bool = False

    @property
    def whole(self) -> str:
        """The name as it is printed."""
        return f"{self.given} {self.family}".strip()


def name_of(printed: str, sort_name: str | None = None) -> Name:
    """Return the parts of a person's name: those of the sort name, else the last word and what comes before."""
    family, comma, given = (part.strip() for part in (sort_name or "").partition(","))
    if comma and f"{given} {family}" == printed:
        return Name(family, given)
    given, _, family = " ".join(printed.split()).rpartition(" ")
    return Name(family, given)


@dataclass(frozen=True)
class Work:
    """An entry with its kind, series, topics and names in words.

    `container` is the title of what it is part of, `schema_type` what schema.org calls works
    of its kind; `names` are those of the contributors, in their order.
    """

    entry: Entry
    language: Language
    kind: str
    schema_type: str = "CreativeWork"
    series: str | None = None
    container: str | None = None
    topics: tuple[str, ...] = ()
    names: tuple[Name, ...] = ()

    @property
    def title(self) -> Localised:
        """The title that the reader gets."""
        return self.entry.title_in(self.language)

    @property
    def other_title(self) -> str | None:
        """The title in the language that the first one is not in."""
        second = self.entry.title_in(other(self.title.language))
        return None if second.is_fallback else second.value

    def named(self, *roles: str) -> tuple[Name, ...]:
        """Return the names of those with one of these roles."""
        pairs = zip(self.entry.contributors, self.names, strict=True)
        return tuple(name for contributor, name in pairs if contributor.role in roles)
