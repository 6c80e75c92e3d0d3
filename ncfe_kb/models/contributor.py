"""A contributor: a person or an organisation with a role in a work, and what they consented to."""

from typing import Annotated, Self

from pydantic import AfterValidator

from ncfe_kb.columns import ValuesColumn, optional, reference
from ncfe_kb.dates import Date
from ncfe_kb.messages import N_
from ncfe_kb.models import terms
from ncfe_kb.models.value import Value, one_of
from ncfe_kb.text import Line, Slug, Text

_UNKNOWN_ROLE = N_("“{term}” is not a role; it is one of {terms}")
_UNKNOWN_SCOPE = N_("“{term}” is not known here; it is one of {terms}")

RoleId = Annotated[str, AfterValidator(one_of(terms.ROLES, _UNKNOWN_ROLE))]
Scope = Annotated[str, AfterValidator(one_of(terms.SCOPES, _UNKNOWN_SCOPE))]


class Consent(Value):
    """That a person agreed to be named, pictured or heard with a work, and when; and when they no longer did.

    A consent that is withdrawn, at whatever date, no longer holds.
    """

    scope: Scope
    date: Date | None = None
    withdrawn: Date | None = None
    note: Text = Text()


class ConsentsColumn(ValuesColumn):
    """Keeps consents as JSON."""

    value_type = tuple[Consent, ...]


class Contributor(Value):
    """A person or an organisation with a role in a work; their order is the order of the list.

    `name` is as printed on the work and stays so; `person` or `organisation` points to the
    authority record, where there is one.
    """

    name: Line
    role: RoleId
    person: Slug | None = reference("person.id", default=None)
    organisation: Slug | None = reference("organisation.id", default=None)
    affiliation: Line | None = None
    consents: tuple[Consent, ...] = optional(ConsentsColumn, ())

    def withdrew(self, scope: str) -> bool:
        """Return whether they withdrew their consent to this."""
        return any(consent.scope == scope and consent.withdrawn for consent in self.consents)

    def consented(self, scope: str) -> bool:
        """Return whether they consented to this and still do."""
        return any(consent.scope == scope for consent in self.consents) and not self.withdrew(scope)

    @property
    def is_named(self) -> bool:
        """Whether the public may read the name."""
        return not self.withdrew("name")

    def unnamed(self) -> Self:
        """Return the contributor without what tells who it is."""
        hidden = {"name": terms.UNNAMED, "person": None, "affiliation": None, "consents": ()}
        return self.model_copy(update=hidden)
