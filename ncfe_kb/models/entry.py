"""An entry: one work, event, tool or project of the catalogue, as its sources describe it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated, Any, Self

from pydantic import AfterValidator, model_validator
from sqlalchemy import String
from sqlmodel import Field

from ncfe_kb import dates
from ncfe_kb.columns import ListColumn, TextColumn, TextsColumn, ValueColumn, optional, reference
from ncfe_kb.dates import Date, DateTime
from ncfe_kb.errors import Fault
from ncfe_kb.languages import Language, other
from ncfe_kb.messages import N_
from ncfe_kb.models import terms
from ncfe_kb.models.contributor import Contributor
from ncfe_kb.models.identifiers import check_identifier
from ncfe_kb.models.value import Count, Flag, Reference, Value, WebAddress, one_of
from ncfe_kb.text import Line, Localised, Slug, TermId, Text

_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_UNKNOWN_STATUS = N_("“{term}” is not a status; it is one of {terms}")
_UNKNOWN_RELATION = N_("“{term}” is not a relation type; it is one of {terms}")
UNKNOWN_TERM = N_("“{term}” is not known here; it is one of {terms}")

StatusId = Annotated[str, AfterValidator(one_of(terms.STATUSES, _UNKNOWN_STATUS))]
RelationTypeId = Annotated[str, AfterValidator(one_of(terms.RELATION_TYPES, _UNKNOWN_RELATION))]
Certainty = Annotated[str, AfterValidator(one_of(terms.CERTAINTIES, UNKNOWN_TERM))]
RelationToCentre = Annotated[str, AfterValidator(one_of(terms.RELATIONS_TO_CENTRE, UNKNOWN_TERM))]
AbstractBasis = Annotated[str, AfterValidator(one_of(terms.ABSTRACT_BASES, UNKNOWN_TERM))]
Scheme = Annotated[str, AfterValidator(one_of(terms.IDENTIFIER_SCHEMES, UNKNOWN_TERM))]


class Relation(Value):
    """How the entry stands to another one; the other side is derived, never written twice."""

    type: RelationTypeId
    target: Slug = reference("entry.slug")
    certainty: Certainty = "stated"


class DatedStatus(Value):
    """A status of our publication of the work; the last one in the list is the present one.

    `date` is when it took or takes effect, `as_of` the day for which a source reports it,
    and `wording` the source's own word, where it says more than the status.
    """

    status: StatusId
    date: DateTime | None = None
    as_of: Date | None = None
    wording: Line | None = None
    source: Line | None = None
    note: Text = optional(TextColumn, Text())


class Identifier(Value):
    """A DOI, ISBN or ISSN whose form and check digit are right."""

    scheme: Scheme
    value: Line

    @model_validator(mode="after")
    def _check(self) -> Self:
        check_identifier(self.scheme, self.value)
        return self


class Enclosure(Value):
    """The sound file of an episode: its address, size in bytes and media type."""

    url: WebAddress
    length: Count | None = None
    type: Line | None = None


class Episode(Value):
    """What a podcast episode has beyond other works.

    `number` counts within the `season`, where the podcast has seasons; `duration` is in
    seconds; `guid` never changes once the episode is out.
    """

    season: Count | None = None
    number: Count | None = None
    duration: Count | None = None
    guid: Line | None = None
    enclosure: Enclosure | None = None
    transcript: WebAddress | None = None


class EpisodeColumn(ValueColumn):
    """Keeps an Episode as JSON."""

    value_type = Episode


class Entry(Value):
    """One work of the catalogue.

    `title` is what the source prints, `supplied_title` what a cataloguer calls a work whose
    source gives none (shown in brackets), `genre` the genre as printed, beside the kind.
    `language` is that of the work, not of its title; `date` is EDTF level 0. `public` is
    False for internal items, whatever their status. `former_slugs` still lead here.
    """

    slug: Slug = Field(primary_key=True)
    kind: TermId = reference("kind.id")
    title: Text = optional(TextColumn, Text())
    supplied_title: Text = optional(TextColumn, Text())
    alternative_titles: tuple[Text, ...] = optional(TextsColumn, ())
    genre: Text = optional(TextColumn, Text())
    date: Date | None = None
    date_note: Text = optional(TextColumn, Text())
    language: Language | None = Field(default=None, sa_type=String)
    language_inferred: Flag = False
    series: Slug | None = reference("series.id", default=None)
    series_number: Line | None = None
    extent: Text = optional(TextColumn, Text())
    urls: tuple[WebAddress, ...] = optional(ListColumn, ())
    relation_to_centre: RelationToCentre | None = None
    public: Flag = True
    abstract: Text = optional(TextColumn, Text())
    abstract_basis: AbstractBasis | None = None
    sources: tuple[Line, ...] = optional(ListColumn, ())
    notes: Text = optional(TextColumn, Text())
    episode: Episode | None = optional(EpisodeColumn, None)
    former_slugs: tuple[Slug, ...] = optional(ListColumn, ())
    topics: tuple[Slug, ...] = ()
    audience: tuple[Slug, ...] = ()
    contributors: tuple[Contributor, ...] = ()
    relations: tuple[Relation, ...] = ()
    statuses: tuple[DatedStatus, ...] = ()
    identifiers: tuple[Identifier, ...] = ()

    @model_validator(mode="after")
    def _check(self) -> Self:
        if not (self.title or self.supplied_title):
            raise Fault(N_("has no title; give one in Danish or English, or a supplied one"))
        for name in ("topics", "audience", "relations", "contributors"):
            values = [value for value in getattr(self, name) if getattr(value, "name", "") != terms.UNNAMED]
            if len(set(values)) != len(values):
                raise Fault(N_("{field} names the same one twice"), field=name)
        if any(relation.target == self.slug for relation in self.relations):
            raise Fault(N_("an entry cannot be related to itself"))
        return self

    def references(self) -> Iterator[Reference]:
        """Yield what the entry refers to."""
        yield Reference("kind", "kind", self.kind)
        if self.series:
            yield Reference("series", "series", self.series)
        yield from (Reference("topics", "topic", topic) for topic in self.topics)
        yield from (Reference("audience", "audience", audience) for audience in self.audience)
        yield from (Reference("relations", "entry", relation.target) for relation in self.relations)
        for contributor in self.contributors:
            if contributor.person:
                yield Reference("contributors", "person", contributor.person)
            if contributor.organisation:
                yield Reference("contributors", "organisation", contributor.organisation)

    @property
    def status(self) -> str | None:
        """The status now, or None where no source tells it; what is to be published is scheduled until then."""
        if not self.statuses:
            return None
        if not (moment := self.published_from):
            return self.statuses[-1].status
        return terms.PUBLISHED if moment <= datetime.now(UTC) else terms.SCHEDULED

    @property
    def year(self) -> int | None:
        """The year of the date, of its beginning where it is a span."""
        return dates.year(self.date) if self.date else None

    @property
    def published_from(self) -> datetime | None:
        """When the entry was or will be published (UTC), long ago where that is not known; None where it is not."""
        last = self.statuses[-1] if self.statuses else None
        if not last or last.status not in terms.FROM_THEN_ON:
            return None
        if last.date:
            return dates.beginning(last.date)
        return _LONG_AGO if last.status == terms.PUBLISHED else None

    def is_published_at(self, moment: datetime) -> bool:
        """Return whether the public view shows the entry at a moment."""
        return self.public and (begins := self.published_from) is not None and begins <= moment

    @property
    def is_published(self) -> bool:
        """Whether the public view shows the entry now."""
        return self.is_published_at(datetime.now(UTC))

    @property
    def was_withdrawn(self) -> bool:
        """Whether everyone could see the entry until it was withdrawn."""
        if not self.public or not self.statuses or self.statuses[-1].status != terms.WITHDRAWN:
            return False
        return any(
            self.model_copy(update={"statuses": self.statuses[:number]}).is_published
            for number in range(1, len(self.statuses))
        )

    def for_public(self) -> Self:
        """Return the entry without what contributors withdrew their consent to: their names, their voices."""
        if not any(one.consents for one in self.contributors):
            return self
        changes: dict[str, Any] = {
            "contributors": tuple(one if one.is_named else one.unnamed() for one in self.contributors)
        }
        if self.episode and any(one.withdrew("voice") for one in self.contributors):
            changes["episode"] = self.episode.model_copy(update={"enclosure": None, "transcript": None})
        return self.model_copy(update=changes)

    @property
    def creators(self) -> tuple[Contributor, ...]:
        """The persons to be named with the work."""
        return tuple(c for c in self.contributors if c.role in terms.CREATOR_ROLES and not c.organisation)

    @property
    def people(self) -> tuple[str, ...]:
        """The creators' names, as printed."""
        return tuple(creator.name for creator in self.creators)

    @property
    def titles(self) -> tuple[Text, ...]:
        """All titles: the printed one, the supplied one, the alternative ones."""
        return (self.title, self.supplied_title, *self.alternative_titles)

    def title_in(self, language: Language) -> Localised:
        """Return the title for a reader: printed before supplied, the reader's language before the other.

        A supplied title comes in brackets, as cataloguing rules (ISBD A.2.8) have it.
        """
        for wanted in (language, other(language)):
            if printed := self.title.get(wanted):
                return Localised(printed, wanted, is_fallback=wanted != language)
            if supplied := self.supplied_title.get(wanted):
                return Localised(f"[{supplied}]", wanted, is_fallback=wanted != language)
        return Localised(self.slug, language, is_fallback=True)
