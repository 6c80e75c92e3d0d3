"""The life of a work as staff move it on: which status may follow which, and what publishing needs."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from ncfe_kb.errors import Fault
from ncfe_kb.messages import N_
from ncfe_kb.models.entry import Entry
from ncfe_kb.models.kind import Kind

STEPS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "planned": ("commissioned", "in_preparation", "ongoing", "held", "postponed", "cancelled"),
        "commissioned": ("in_preparation", "completed", "postponed", "cancelled"),
        "in_preparation": (
            *("completed", "in_consultation", "awaiting_clearance", "scheduled", "published"),
            *("held", "ongoing", "postponed", "cancelled"),
        ),
        "completed": ("in_preparation", "in_consultation", "awaiting_clearance", "scheduled", "published", "cancelled"),
        "in_consultation": ("in_preparation", "completed", "awaiting_clearance", "scheduled", "published", "cancelled"),
        "awaiting_clearance": ("in_preparation", "completed", "scheduled", "published", "cancelled"),
        "scheduled": ("in_preparation", "awaiting_clearance", "published", "postponed", "cancelled"),
        "published": ("withdrawn",),
        "withdrawn": ("in_preparation", "awaiting_clearance", "scheduled", "published"),
        "ongoing": ("completed", "held", "published", "postponed", "cancelled"),
        "held": ("published",),
        "postponed": ("planned", "commissioned", "in_preparation", "scheduled", "held", "cancelled"),
        "cancelled": ("planned", "in_preparation"),
    }
)
"""The statuses that may follow each; a work without any may begin anywhere, and a status may be noted again."""

NEEDED: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "publication": ("language",),
        "episode": ("language", "episode.enclosure"),
        "course": ("language",),
        "event": ("date",),
        "activity": (),
    }
)
"""What a work must say before it is published, by the shape of its kind."""


def check_step(entry: Entry, status: str) -> Iterator[Fault]:
    """Yield the fault of a status that may not follow the entry's last one."""
    last = entry.status
    if last is None or status in (last, *STEPS[last]):
        return
    message = N_("cannot become {status}, since it is {last}; from there it becomes {steps}")
    yield Fault(message, where="status", status=status, last=last, steps=", ".join(STEPS[last]))


def check_publishing(entry: Entry, kind: Kind) -> Iterator[Fault]:
    """Yield what the entry lacks to be published: fields of its kind's shape, consents where the kind asks for them."""
    for name in NEEDED[kind.shape]:
        if not _value(entry, name):
            yield Fault(N_("is needed before it is published"), where=name)
    if not kind.needs_consent:
        return
    for contributor in entry.contributors:
        if not contributor.organisation and not contributor.consented("name"):
            yield Fault(N_("has not consented to be named"), where=contributor.name)


def _value(entry: Entry, name: str) -> object:
    value: object = entry
    for part in name.split("."):
        value = getattr(value, part, None)
    return value
