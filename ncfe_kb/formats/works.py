"""A work as others are told of it: the entry, and in a reader's words what its ids stand for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import NamedTuple

from ncfe_kb.addresses import Addresses
from ncfe_kb.languages import Language, other
from ncfe_kb.models import Contributor, Entry, Person
from ncfe_kb.text import Localised, Text


class Name(NamedTuple):
    """A name in the parts by which it is put in order; a body's stands whole in `family`.

    `identifiers` are those of its authority record, each with its scheme: orcid, isni, viaf.
    """

    family: str
    given: str = ""
    is_body: bool = False
    identifiers: tuple[tuple[str, str], ...] = ()

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


def identifiers_of(person: Person) -> tuple[tuple[str, str], ...]:
    """Return the identifiers of a person, without the address that some write before them."""
    said = (("orcid", person.orcid), ("isni", person.isni), ("viaf", person.viaf))
    return tuple((scheme, value.rstrip("/").rpartition("/")[2]) for scheme, value in said if value)


class Subject(NamedTuple):
    """A topic, an audience or the thesaurus itself: its id, and what it is called in both languages."""

    id: str
    label: Text


class Related(NamedTuple):
    """A work to which a source says that this one stands so, whichever of the two has the relation."""

    type: str
    entry: Entry
    kind: str
    schema_type: str


@dataclass(frozen=True)
class Work:
    """An entry with its kind, series, topics and names in words.

    `container` is the title of what it is part of, `schema_type` what schema.org calls works
    of its kind; `names` are those of the contributors, in their order. `topics` are words that
    lead back to the ids, `subjects` the same topics with both labels. `scheme` and `related`
    are there for the formats that tell them, `addresses` where the catalogue has pages.
    """

    entry: Entry
    language: Language
    kind: str
    schema_type: str = "CreativeWork"
    series: str | None = None
    container: str | None = None
    topics: tuple[str, ...] = ()
    names: tuple[Name, ...] = ()
    series_title: Text = Text()
    subjects: tuple[Subject, ...] = ()
    audiences: tuple[Subject, ...] = ()
    scheme: Subject | None = None
    related: tuple[Related, ...] = ()
    addresses: Addresses | None = None

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
        return tuple(name for contributor, name in self.credited if contributor.role in roles)

    @property
    def credited(self) -> tuple[tuple[Contributor, Name], ...]:
        """The contributors, each with the parts of the name."""
        return tuple(zip(self.entry.contributors, self.names, strict=True))


def one_or_more(works: Iterable[Work]) -> tuple[bool, Iterator[Work]]:
    """Return whether these are exactly one work, and the same works."""
    following = iter(works)
    first = list(islice(following, 2))
    return len(first) == 1, chain(first, following)
