"""What the catalogue holds, as frozen values that are checked when they are made."""

from typing import NamedTuple

from ncfe_kb.models.agent import Organisation, Person
from ncfe_kb.models.contributor import Consent, Contributor
from ncfe_kb.models.course import Course, Programme, Season, Session
from ncfe_kb.models.entry import DatedStatus, Enclosure, Entry, Episode, Identifier, Relation
from ncfe_kb.models.kind import Audience, Kind, Series
from ncfe_kb.models.report import Report, YearlyReport
from ncfe_kb.models.season import CourseSeason
from ncfe_kb.models.topic import Scheme, Topic, TopicGroup
from ncfe_kb.models.value import Value, text_of

RECORD_TYPES: dict[str, type[Value]] = {
    "kind": Kind,
    "audience": Audience,
    "series": Series,
    "person": Person,
    "organisation": Organisation,
    "scheme": Scheme,
    "topic_group": TopicGroup,
    "topic": Topic,
    "entry": Entry,
    "programme": Programme,
    "season": Season,
    "course": Course,
    "yearly_report": YearlyReport,
}
"""Every type of record, those that others refer to first."""

_NAMES = {model: name for name, model in RECORD_TYPES.items()}


class Origin(NamedTuple):
    """A record and the file, or the line of it, where it stands; "" for one that stands in no file."""

    path: str
    record: Value


def type_of(record: Value) -> str:
    """Return the name of a record's type."""
    return _NAMES[type(record)]


def key_of(record: Value) -> str:
    """Return the id of a record; the first field of every record is its id."""
    return str(getattr(record, next(iter(type(record).model_fields))))


__all__ = [
    "RECORD_TYPES",
    "Audience",
    "Consent",
    "Contributor",
    "Course",
    "CourseSeason",
    "DatedStatus",
    "Enclosure",
    "Entry",
    "Episode",
    "Identifier",
    "Kind",
    "Organisation",
    "Origin",
    "Person",
    "Programme",
    "Relation",
    "Report",
    "Scheme",
    "Season",
    "Series",
    "Session",
    "Topic",
    "TopicGroup",
    "Value",
    "YearlyReport",
    "key_of",
    "text_of",
    "type_of",
]
