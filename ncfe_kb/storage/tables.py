"""The database tables: one for each type of record, one for each list that a record has.

A table's columns are the fields of the value that it keeps; a list's rows carry the id of
their owner and their position.
"""

from typing import Any, ClassVar, NamedTuple

from sqlalchemy import Column, Table
from sqlmodel import Field, SQLModel

from ncfe_kb import models
from ncfe_kb.columns import PlainColumn, optional, reference
from ncfe_kb.models import agent, course, entry, kind, report, topic
from ncfe_kb.models.value import Value

_ROW: Any = {"frozen": False, "extra": "ignore"}


class KindRow(kind.Kind, table=True):
    """A kind."""

    __tablename__ = "kind"
    model_config = _ROW


class SeriesRow(kind.Series, table=True):
    """A series."""

    __tablename__ = "series"
    model_config = _ROW


class AudienceRow(kind.Audience, table=True):
    """An audience."""

    __tablename__ = "audience"
    model_config = _ROW


class PersonRow(agent.Person, table=True):
    """A person."""

    __tablename__ = "person"
    model_config = _ROW


class OrganisationRow(agent.Organisation, table=True):
    """An organisation."""

    __tablename__ = "organisation"
    model_config = _ROW


class SchemeRow(topic.Scheme, table=True):
    """The thesaurus."""

    __tablename__ = "scheme"
    model_config = _ROW


class TopicGroupRow(topic.TopicGroup, table=True):
    """A facet of the thesaurus."""

    __tablename__ = "topic_group"
    model_config = _ROW


class TopicRow(topic.TopicFields, table=True):
    """A topic."""

    __tablename__ = "topic"
    model_config = _ROW


class EntryRow(entry.EntryFields, table=True):
    """An entry."""

    __tablename__ = "entry"
    model_config = _ROW


class ProgrammeRow(course.Programme, table=True):
    """What is known of the courses as a whole."""

    __tablename__ = "programme"
    model_config = _ROW


class SeasonRow(course.Season, table=True):
    """The season of a course catalogue."""

    __tablename__ = "season"
    model_config = _ROW


class CourseRow(course.CourseFields, table=True):
    """A course."""

    __tablename__ = "course"
    model_config = _ROW


class YearlyReportRow(report.YearlyReport, table=True):
    """A yearly report."""

    __tablename__ = "yearly_report"
    model_config = _ROW


class OfEntry(SQLModel):
    """The owner and the position of a row in a list of an entry."""

    owner: str = Field(primary_key=True, foreign_key="entry.slug")
    position: int = Field(primary_key=True)


class OfTopic(SQLModel):
    """The owner and the position of a row in a list of a topic."""

    owner: str = Field(primary_key=True, foreign_key="topic.id")
    position: int = Field(primary_key=True)


class OfCourse(SQLModel):
    """The owner and the position of a row in a list of a course."""

    owner: str = Field(primary_key=True, foreign_key="course.id")
    position: int = Field(primary_key=True)


class EntryTopicRow(OfEntry, table=True):
    """A topic of an entry."""

    __tablename__ = "entry_topic"
    value: str = reference("topic.id")


class EntryAudienceRow(OfEntry, table=True):
    """An audience of an entry."""

    __tablename__ = "entry_audience"
    value: str = reference("audience.id")


class ContributorRow(OfEntry, entry.Contributor, table=True):
    """A contributor to an entry."""

    __tablename__ = "contributor"
    model_config = _ROW


class RelationRow(OfEntry, entry.Relation, table=True):
    """A relation of an entry to another."""

    __tablename__ = "relation"
    model_config = _ROW


class StatusRow(OfEntry, entry.DatedStatus, table=True):
    """A dated status of an entry."""

    __tablename__ = "status"
    model_config = _ROW


class IdentifierRow(OfEntry, entry.Identifier, table=True):
    """An identifier of an entry."""

    __tablename__ = "identifier"
    model_config = _ROW


class BroaderRow(OfTopic, table=True):
    """A broader topic of a topic."""

    __tablename__ = "topic_broader"
    value: str = reference("topic.id")


class RelatedRow(OfTopic, table=True):
    """A related topic of a topic."""

    __tablename__ = "topic_related"
    value: str = reference("topic.id")


class CourseAudienceRow(OfCourse, table=True):
    """An audience of a course."""

    __tablename__ = "course_audience"
    value: str = reference("audience.id")


class CourseCatalogueRow(OfCourse, table=True):
    """A catalogue that a course stands in."""

    __tablename__ = "course_catalogue"
    value: str = reference("entry.slug")


class CourseTopicRow(OfCourse, table=True):
    """A topic of a course."""

    __tablename__ = "course_topic"
    value: str = reference("topic.id")


class SessionRow(OfCourse, course.Session, table=True):
    """A session of a course."""

    __tablename__ = "course_session"
    model_config = _ROW


class ChangeSetRow(SQLModel, table=True):
    """What one command or call changed at once: when (UTC, ISO 8601), by whom, why."""

    __tablename__ = "change_set"
    __table_args__: ClassVar[Any] = {"sqlite_autoincrement": True}  # a number is never used twice
    id: int = Field(primary_key=True)
    at: str
    by: str
    reason: str


class ChangeRow(SQLModel, table=True):
    """One record's change, numbered in order; `before` and `after` are its plain data, or NULL."""

    __tablename__ = "change"
    __table_args__: ClassVar[Any] = {"sqlite_autoincrement": True}  # a number is never used twice
    number: int = Field(primary_key=True)
    change_set: int = Field(foreign_key="change_set.id", index=True)
    type: str = Field(index=True)
    record: str = Field(index=True)
    before: dict[str, Any] | None = optional(PlainColumn, None)
    after: dict[str, Any] | None = optional(PlainColumn, None)


class List(NamedTuple):
    """A list of a record that is kept as rows: the field, their table, the value's class if it is no id."""

    field: str
    table: Table
    model: type[Value] | None = None


class Kept(NamedTuple):
    """How one type of record is kept."""

    model: type[Value]
    table: Table
    lists: tuple[List, ...] = ()

    @property
    def key(self) -> Column[Any]:
        """The column of the record's id."""
        return next(iter(self.table.primary_key.columns))


def _table(row: type[SQLModel]) -> Table:
    return SQLModel.metadata.tables[str(row.__tablename__)]


_ENTRY_LISTS = (
    List("topics", _table(EntryTopicRow)),
    List("audience", _table(EntryAudienceRow)),
    List("contributors", _table(ContributorRow), models.Contributor),
    List("relations", _table(RelationRow), models.Relation),
    List("statuses", _table(StatusRow), models.DatedStatus),
    List("identifiers", _table(IdentifierRow), models.Identifier),
)
_TOPIC_LISTS = (List("broader", _table(BroaderRow)), List("related", _table(RelatedRow)))
_COURSE_LISTS = (
    List("audience", _table(CourseAudienceRow)),
    List("catalogues", _table(CourseCatalogueRow)),
    List("topics", _table(CourseTopicRow)),
    List("sessions", _table(SessionRow), models.Session),
)
_LISTS = {"entry": _ENTRY_LISTS, "topic": _TOPIC_LISTS, "course": _COURSE_LISTS}

KEPT = {
    name: Kept(model, SQLModel.metadata.tables[name], _LISTS.get(name, ()))
    for name, model in models.RECORD_TYPES.items()
}
"""How every type of record is kept; each has a table of its own name."""
CHANGE_SET = _table(ChangeSetRow)
CHANGE = _table(ChangeRow)
