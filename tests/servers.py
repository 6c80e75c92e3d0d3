"""Where tests keep catalogues: in their homes' files, or with --postgres on the server of scripts/with-postgres."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from sqlalchemy import create_engine, make_url, text

SERVER = os.environ.get("NCFE_KB_TEST_SERVER", "")
_USED = "NCFE_KB_TEST_POSTGRES"
if "--postgres" in sys.argv:
    os.environ[_USED] = "1"  # for the processes among which tests are shared, which get no options
IS_USED = _USED in os.environ


@contextmanager
def new_database() -> Iterator[str]:
    """Make an empty database and yield its address."""
    name = f"test_{uuid4().hex}"
    run(f"CREATE DATABASE {name}")
    try:
        yield make_url(SERVER).set(database=name).render_as_string(hide_password=False)
    finally:
        run(f"DROP DATABASE {name} WITH (FORCE)")


def run(statement: str, address: str = SERVER) -> None:
    """Run a statement on a database, by default the server's own."""
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


@contextmanager
def place() -> Iterator[str | None]:
    """Yield the address of a new database where tests run on the server, else None: then a home holds the file."""
    if not IS_USED:
        yield None
        return
    with new_database() as address:
        yield address
