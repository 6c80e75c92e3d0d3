"""Persons and organisations: the authority records that contributors point to."""

from collections.abc import Iterator

from sqlmodel import Field

from ncfe_kb.columns import ListColumn, TextColumn, optional, reference
from ncfe_kb.dates import Date
from ncfe_kb.models.contributor import RoleId
from ncfe_kb.models.value import Reference, Value
from ncfe_kb.text import Line, Slug, Text


class Person(Value):
    """A person that a source names, with the forms of the name and what the person is known for.

    `affiliation` is the last one known; that of a certain work stands with the contributor.
    `roles` includes those without a work in the catalogue. `gdpr_status` is what the report
    says of the clearance of the person's name.
    """

    id: Slug = Field(primary_key=True)
    name: Line
    name_variants: tuple[Line, ...] = optional(ListColumn, ())
    sort_name: Line | None = None
    affiliation: Line | None = None
    roles: tuple[RoleId, ...] = optional(ListColumn, ())
    gdpr_status: Line | None = None
    orcid: Line | None = None
    viaf: Line | None = None
    isni: Line | None = None
    sources: tuple[Line, ...] = optional(ListColumn, ())
    note: Text = optional(TextColumn, Text())

    @property
    def names(self) -> tuple[str, ...]:
        """Every recorded form of the name."""
        return (self.name, *self.name_variants)


class Organisation(Value):
    """A body with a role in works; bodies change name, and old works keep the name printed on them."""

    id: Slug = Field(primary_key=True)
    name: Line
    name_variants: tuple[Line, ...] = optional(ListColumn, ())
    predecessor: Slug | None = reference("organisation.id", default=None)
    established: Date | None = None
    note: Text = optional(TextColumn, Text())

    def references(self) -> Iterator[Reference]:
        """Yield the body that this one took over from."""
        if self.predecessor:
            yield Reference("predecessor", "organisation", self.predecessor)

    @property
    def names(self) -> tuple[str, ...]:
        """Every recorded form of the name."""
        return (self.name, *self.name_variants)
