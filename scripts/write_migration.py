"""Compares the tables with an empty database brought to the last version, and writes the difference."""

import sys

from alembic import command, config

from ncfe_kb.storage import SQLite


def main(number: str, message: str) -> None:
    """Write the migration `number`, whose docstring is the message."""
    settings = config.Config()
    settings.set_main_option("script_location", "ncfe_kb.storage:migrations")
    with SQLite(None).connect().begin() as connection:
        settings.attributes["connection"] = connection
        command.upgrade(settings, "head")
        command.revision(settings, message, autogenerate=True, rev_id=number)


main(*sys.argv[1:])
