"""Topics and their scheme, in the terms of SKOS (W3C Recommendation, 18 August 2009)."""

from collections.abc import Iterator
from typing import Self

from pydantic import model_validator
from sqlmodel import Field

from ncfe_kb.columns import LabelsColumn, ListColumn, TextColumn, optional, reference
from ncfe_kb.errors import Fault
from ncfe_kb.languages import Language
from ncfe_kb.messages import N_
from ncfe_kb.models.value import Reference, Value
from ncfe_kb.text import Labels, Line, Name, Slug, Text


class Scheme(Value):
    """The thesaurus as a whole (skos:ConceptScheme)."""

    id: Slug = Field(primary_key=True)
    title: Name = Field(sa_type=TextColumn)
    languages: tuple[Language, ...] = optional(ListColumn, ())
    note: Text = optional(TextColumn, Text())


class TopicGroup(Value):
    """A facet of the thesaurus (skos:Collection)."""

    id: Slug = Field(primary_key=True)
    label: Name = Field(sa_type=TextColumn)


class Topic(Value):
    """A topic (skos:Concept); narrower topics are derived from `broader`.

    Hidden labels are found but never shown, misspellings for example.
    """

    id: Slug = Field(primary_key=True)
    group: Slug | None = reference("topic_group.id", default=None)
    preferred_label: Name = Field(sa_type=TextColumn)
    alternative_labels: Labels = optional(LabelsColumn, Labels())
    hidden_labels: Labels = optional(LabelsColumn, Labels())
    definition: Text = optional(TextColumn, Text())
    exact_match: tuple[Line, ...] = optional(ListColumn, ())
    close_match: tuple[Line, ...] = optional(ListColumn, ())
    related_match: tuple[Line, ...] = optional(ListColumn, ())
    editorial_note: Text = optional(TextColumn, Text())
    broader: tuple[Slug, ...] = ()
    related: tuple[Slug, ...] = ()

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.id in self.broader or self.id in self.related:
            raise Fault(N_("a topic cannot be broader than or related to itself"))
        return self

    def references(self) -> Iterator[Reference]:
        """Yield what the topic refers to."""
        if self.group:
            yield Reference("group", "topic_group", self.group)
        yield from (Reference("broader", "topic", topic) for topic in self.broader)
        yield from (Reference("related", "topic", topic) for topic in self.related)

    def labels(self) -> Iterator[tuple[Language, str]]:
        """Yield language and value of every label: preferred, alternative, hidden."""
        yield from self.preferred_label.each()
        yield from self.alternative_labels.each()
        yield from self.hidden_labels.each()
