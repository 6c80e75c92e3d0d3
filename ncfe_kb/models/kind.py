"""The open vocabularies: kinds, series and audiences, which staff may add to."""

from typing import Annotated

from pydantic import AfterValidator
from sqlalchemy import text
from sqlmodel import Field

from ncfe_kb.columns import TextColumn, optional
from ncfe_kb.messages import N_
from ncfe_kb.models import terms
from ncfe_kb.models.value import Flag, Value, one_of
from ncfe_kb.text import Line, Name, Slug, TermId, Text

_UNKNOWN_SHAPE = N_("“{term}” is not a shape; it is one of {terms}")

Shape = Annotated[str, AfterValidator(one_of(terms.SHAPES, _UNKNOWN_SHAPE))]


class Kind(Value):
    """A kind of work: its names, which fields it can have and whether the year has a target for it.

    With `needs_consent` a work is published only when every person who is named in it consented to that.
    """

    id: TermId = Field(primary_key=True)
    label: Name = Field(sa_type=TextColumn)
    plural: Name = Field(sa_type=TextColumn)
    shape: Shape = "publication"
    schema_type: Line = "CreativeWork"
    has_target: Flag = False
    needs_consent: Flag = Field(default=False, sa_column_kwargs={"server_default": text("false")})


class Series(Value):
    """A series, journal or podcast that works appear in."""

    id: Slug = Field(primary_key=True)
    title: Name = Field(sa_type=TextColumn)
    note: Text = optional(TextColumn, Text())


class Audience(Value):
    """A group of readers or participants that works are made for."""

    id: Slug = Field(primary_key=True)
    label: Name = Field(sa_type=TextColumn)
