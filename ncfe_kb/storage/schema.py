"""Brings a database to this version's tables, by the migrations that lie in the package."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection, inspect, text

from ncfe_kb.errors import DamagedDatabase, NewerDatabase
from ncfe_kb.logs import logger
from ncfe_kb.messages import N_
from ncfe_kb.storage.migrations import HEAD, VERSIONS
from ncfe_kb.storage.tables import METADATA

_LOG = logger(__name__)


class Difference(NamedTuple):
    """How the database differs from this version in one table: what is another there, missing or too much."""

    table: str
    what: str
    how: str


def version_of(connection: Connection) -> str | None:
    """Return the schema version of a database, or None where it has no tables yet."""
    tables = inspect(connection).get_table_names()
    if "alembic_version" in tables:
        return str(connection.scalar(text("SELECT version_num FROM alembic_version")))
    if tables:
        raise DamagedDatabase(_name(connection), N_("it belongs to another program"))
    return None


def is_current(connection: Connection) -> bool:
    """Return whether the database has this version's tables."""
    return version_of(connection) == HEAD


def migrate(connection: Connection) -> bool:
    """Bring the database to this version's tables; return whether it was new.

    Raises NewerDatabase for one that a later version has made.
    """
    version = version_of(connection)
    if version == HEAD:
        return False
    if version is not None and version not in VERSIONS:
        raise NewerDatabase(_name(connection), version)
    _LOG.info("Migrating the database from version %s to %s", version or "none", HEAD)
    _upgrade(connection)
    return version is None


def differences(connection: Connection) -> Iterator[Difference]:
    """Yield what is not as this version's migrations leave it."""
    from alembic.autogenerate import compare_metadata  # here, since only a look over the catalogue needs it
    from alembic.migration import MigrationContext

    if (version := version_of(connection)) != HEAD:
        yield Difference("alembic_version", f"{version}, {HEAD}", "other")
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    for found in compare_metadata(context, METADATA):
        for each in found if isinstance(found, list) else [found]:
            yield _difference(*each)


def _difference(operation: str, *about: Any) -> Difference:
    """Return what Alembic would do about a difference as what is different."""
    does, _, what = operation.partition("_")
    how = {"add": "missing", "remove": "extra"}.get(does, "other")
    if what == "column" or how == "other":  # the schema and the table's name come first
        return Difference(about[1], f"COLUMN {getattr(about[2], 'name', about[2])}", how)
    table = about[0] if what == "table" else about[0].table
    return Difference(table.name, f"{what.upper()} {about[0].name or ''}".strip(), how)


def _upgrade(connection: Connection) -> None:
    from alembic import command, config  # here, since only a new or old database needs it

    settings = config.Config()
    settings.set_main_option("script_location", "ncfe_kb.storage:migrations")
    settings.attributes["connection"] = connection
    command.upgrade(settings, "head")


def _name(connection: Connection) -> str:
    return str(connection.engine.url.database)
