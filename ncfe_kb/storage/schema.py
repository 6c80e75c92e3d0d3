"""Brings a database to this version's tables, by the migrations that lie in the package."""

from sqlalchemy import Connection, inspect, text

from ncfe_kb.errors import N_, DamagedDatabase, NewerDatabase
from ncfe_kb.storage.migrations import HEAD, VERSIONS


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
    _upgrade(connection)
    return version is None


def _upgrade(connection: Connection) -> None:
    from alembic import command, config  # here, since only a new or old database needs it

    settings = config.Config()
    settings.set_main_option("script_location", "ncfe_kb.storage:migrations")
    settings.attributes["connection"] = connection
    command.upgrade(settings, "head")


def _name(connection: Connection) -> str:
    return str(connection.engine.url.database)
