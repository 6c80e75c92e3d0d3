"""Courses on three levels: the season's catalogue, the course with its theme, the session."""

from collections.abc import Iterator
from contextlib import suppress

from sqlmodel import Field

from ncfe_kb.columns import ListColumn, TextColumn, TextsColumn, optional, reference
from ncfe_kb.dates import Date
from ncfe_kb.errors import Fault
from ncfe_kb.models.season import CourseSeason
from ncfe_kb.models.value import Count, Flag, Reference, Value
from ncfe_kb.text import Line, Name, Slug, Text


def season_in(text: Text) -> CourseSeason | None:
    """Return the season that a text names in either language, or None."""
    for _, words in text.each():
        with suppress(Fault):
            return CourseSeason.parse(words)
    return None


class Programme(Value):
    """What is known of the centre's courses as a whole: levels, formats seen, later changes."""

    id: Slug = Field(primary_key=True)
    levels: tuple[Text, ...] = optional(TextsColumn, ())
    formats: tuple[Text, ...] = optional(TextsColumn, ())
    later: tuple[Text, ...] = optional(TextsColumn, ())


class Season(Value):
    """The season of a course catalogue; a winter season crosses the turn of the year."""

    catalogue: Slug = reference("entry.slug", primary_key=True)
    label: Name = Field(sa_type=TextColumn)
    note: Text = optional(TextColumn, Text())

    def references(self) -> Iterator[Reference]:
        """Yield the entry of the catalogue."""
        yield Reference("catalogue", "entry", self.catalogue)

    @property
    def season(self) -> CourseSeason | None:
        """The season that the label names; None where it names none."""
        return season_in(self.label)


class Session(Value):
    """One time that a course is held: when, where, in which format, for how many.

    `taken` is how many have a seat or were promised one, never who; it may be more than
    `seats`, since that happens and must be seen. `is_full` is what a source says that gives
    no such numbers: where both are known they tell.
    """

    date: Date
    place: Line | None = None
    format: Text = optional(TextColumn, Text())
    seats: Count | None = None
    is_full: Flag | None = None
    taken: Count | None = None

    @property
    def free(self) -> int | None:
        """How many seats are left, none where it is fully booked; None where that is not known."""
        if self.seats is not None and self.taken is not None:
            return max(0, self.seats - self.taken)
        return 0 if self.is_full else None

    @property
    def is_fully_booked(self) -> bool | None:
        """Whether no seat is left, as the numbers tell or else a source; None where neither does."""
        return self.is_full if self.free is None else not self.free

    @property
    def overbooked(self) -> int:
        """How many more seats are taken than there are."""
        return max(0, (self.taken or 0) - self.seats) if self.seats is not None else 0


class Course(Value):
    """A course and its theme, in one catalogue or several.

    `season` and `sessions_reported` are the source's words; `participants` is their reported
    number over all sessions.
    """

    id: Slug = Field(primary_key=True)
    theme: Name = Field(sa_type=TextColumn)
    season: Text = optional(TextColumn, Text())
    format: Text = optional(TextColumn, Text())
    sessions_reported: Text = optional(TextColumn, Text())
    participants: Count | None = None
    provider: Line | None = None
    sources: tuple[Line, ...] = optional(ListColumn, ())
    note: Text = optional(TextColumn, Text())
    audience: tuple[Slug, ...] = ()
    catalogues: tuple[Slug, ...] = ()
    topics: tuple[Slug, ...] = ()
    sessions: tuple[Session, ...] = ()

    def references(self) -> Iterator[Reference]:
        """Yield what the course refers to."""
        yield from (Reference("audience", "audience", audience) for audience in self.audience)
        yield from (Reference("catalogues", "entry", catalogue) for catalogue in self.catalogues)
        yield from (Reference("topics", "topic", topic) for topic in self.topics)
