"""The database tables: one for each type of record, one for each list that a record has.

The columns are the fields of the values, with the types and references that their SQLModel
fields declare; no class stands between, since a mapped class for every table would take
longer to make than a search. A list's rows carry the id of their owner and their position.
"""

from typing import Any, NamedTuple

from sqlalchemy import JSON, Column, ForeignKey, Integer, MetaData, String, Table
from sqlmodel.main import get_column_from_field

from ncfe_kb import models
from ncfe_kb.columns import deferred_key
from ncfe_kb.models.value import Value

METADATA = MetaData()
"""All tables; migrations are compared with it."""


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


def _columns(model: type[Value], without: tuple[str, ...] = ()) -> list[Column[Any]]:
    columns = []
    for name, field in model.model_fields.items():
        if name not in without:
            column = get_column_from_field(field)
            column.name = column.key = name
            columns.append(column)
    return columns


def _owned(owner: str) -> list[Column[Any]]:
    """Return the columns that every list's rows begin with; the owner is "table.column"."""
    return [
        Column("owner", String, ForeignKey(owner), primary_key=True),
        Column("position", Integer, primary_key=True, autoincrement=False),
    ]


def _ids(field: str, name: str, owner: str, target: str) -> List:
    """Return a list of ids of other records."""
    value = Column("value", String, deferred_key(target), nullable=False, index=True)
    return List(field, Table(name, METADATA, *_owned(owner), value))


def _values(field: str, name: str, owner: str, model: type[Value]) -> List:
    """Return a list of values."""
    return List(field, Table(name, METADATA, *_owned(owner), *_columns(model)), model)


_LISTS = {
    "entry": (
        _ids("topics", "entry_topic", "entry.slug", "topic.id"),
        _ids("audience", "entry_audience", "entry.slug", "audience.id"),
        _values("contributors", "contributor", "entry.slug", models.Contributor),
        _values("relations", "relation", "entry.slug", models.Relation),
        _values("statuses", "status", "entry.slug", models.DatedStatus),
        _values("identifiers", "identifier", "entry.slug", models.Identifier),
    ),
    "topic": (
        _ids("broader", "topic_broader", "topic.id", "topic.id"),
        _ids("related", "topic_related", "topic.id", "topic.id"),
    ),
    "course": (
        _ids("audience", "course_audience", "course.id", "audience.id"),
        _ids("catalogues", "course_catalogue", "course.id", "entry.slug"),
        _ids("topics", "course_topic", "course.id", "topic.id"),
        _values("sessions", "course_session", "course.id", models.Session),
    ),
}


def _kept(name: str, model: type[Value]) -> Kept:
    lists = _LISTS.get(name, ())
    table = Table(name, METADATA, *_columns(model, without=tuple(each.field for each in lists)))
    return Kept(model, table, lists)


KEPT = {name: _kept(name, model) for name, model in models.RECORD_TYPES.items()}
"""How every type of record is kept; each has a table of its own name."""

CHANGE_SET = Table(
    "change_set",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("by", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("token", String, nullable=False),
    sqlite_autoincrement=True,  # a number is never used twice
)
"""What one command or call changed at once: when (UTC, ISO 8601), by whom, why.

The token is random, so that the histories of a catalogue and of its restored backup differ.
"""

CHANGE = Table(
    "change",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("change_set", Integer, ForeignKey("change_set.id"), nullable=False, index=True),
    Column("type", String, nullable=False, index=True),
    Column("record", String, nullable=False, index=True),
    Column("before", JSON(none_as_null=True)),
    Column("after", JSON(none_as_null=True)),
    sqlite_autoincrement=True,
)
"""One record's change, numbered in order; `before` and `after` are its plain data, or NULL."""
