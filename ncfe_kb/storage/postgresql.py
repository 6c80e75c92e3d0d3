"""PostgreSQL as a catalogue wants it, where one machine is not enough."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DatabaseError

from ncfe_kb.errors import Busy, CatalogueError, DamagedDatabase, InvalidAddress, MissingExtra, NotWritable, Unreachable
from ncfe_kb.messages import N_
from ncfe_kb.storage.database import PATIENCE, our_errors
from ncfe_kb.storage.schema import version_of
from ncfe_kb.storage.tables import METADATA

_DRIVER: Final = "postgresql+psycopg"
_TURN: Final = 0x6E636665_6B62  # "ncfekb": the lock that all writers of a catalogue take, one after the other
_BUSY: Final = ("55P03", "57014", "40001", "40P01", "53300")  # locks not had, cancelled, deadlocks, no connection free
_UNWRITABLE: Final = ("25006", "42501", "53")  # read-only, no right to, disk or memory full
_DAMAGED: Final = ("XX", "42P01", "42703")  # corrupted, a table or a column that is not there
_UNREACHABLE: Final = ("08", "28", "3D000", "57P")  # no connection, no entry, no such database, shut down


class PostgreSQL:
    """A database of a PostgreSQL server."""

    is_shared = False

    def __init__(self, address: str) -> None:
        """Use the database at postgresql+psycopg://USER:PASSWORD@HOST/NAME. Raises InvalidAddress."""
        self._url = _url(address)
        self.name = self._url.set(password=None, query={}).render_as_string()

    def exists(self) -> bool:
        """Return whether the database has a catalogue. Raises Unreachable."""
        engine = self.connect()
        try:
            with our_errors(self), engine.connect() as connection:
                return version_of(connection) is not None
        finally:
            engine.dispose()

    def connect(self) -> Engine:
        """Return an engine whose writers take turns and whose readers see one state.

        Raises MissingExtra, InvalidAddress.
        """
        try:
            engine = create_engine(self._url, pool_pre_ping=True, hide_parameters=True)
        except ModuleNotFoundError:
            raise MissingExtra("psycopg", "postgres") from None
        self._check_options(engine)
        event.listen(engine, "begin", _begin)
        return engine

    def _check_options(self, engine: Engine) -> None:
        from psycopg import ProgrammingError
        from psycopg.conninfo import make_conninfo

        _, options = engine.dialect.create_connect_args(self._url)
        try:
            make_conninfo(**{name: value for name, value in options.items() if name != "context"})
        except ProgrammingError:
            raise InvalidAddress(N_("it has an option that is unknown")) from None

    def prepare(self, engine: Engine) -> None:
        """Do nothing: the server is made ready by who runs it."""

    def error(self, cause: BaseException) -> CatalogueError | None:
        """Return what PostgreSQL refuses by its SQLSTATE; without one there was no connection."""
        from psycopg import Error, OperationalError

        if not isinstance(cause, Error):
            return None
        state, said = cause.sqlstate or ("08" if isinstance(cause, OperationalError) else ""), self._said(cause)
        if state.startswith(_BUSY):
            return Busy(self.name)
        if state.startswith(_UNREACHABLE):
            return Unreachable(self.name, said)
        if state.startswith(_UNWRITABLE):
            return NotWritable(self.name, said)
        return DamagedDatabase(self.name, said) if state.startswith(_DAMAGED) else None

    def _said(self, cause: BaseException) -> str:
        """Return the first line of what the driver says, without the password."""
        line = next(iter(str(cause).splitlines()), type(cause).__name__)
        for secret in (self._url.password, self._url.query.get("password")):
            line = line.replace(str(secret), "***") if secret else line
        return line

    def damages(self, connection: Connection) -> Iterator[str]:
        """Yield the tables that cannot be read from end to end; the server checks its pages where that is on."""
        for table in METADATA.sorted_tables:
            try:
                with connection.begin_nested():
                    connection.execute(text(f'SELECT count(t::text) FROM "{table.name}" t'))  # noqa: S608 - our own names
            except DatabaseError as error:
                yield f"{table.name}: {self._said(error.orig or error)}"

    def wipe(self, engine: Engine) -> None:
        """Write the tables anew without what was deleted; the server's own logs are its keeper's to rotate."""
        with our_errors(self), engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            connection.execute(text(f"SET lock_timeout = '{PATIENCE}s'"))
            connection.execute(text("VACUUM FULL"))


def _url(address: str) -> URL:
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):  # these may quote the address, and with it a password
        raise InvalidAddress(N_("it cannot be understood")) from None
    if url.drivername != _DRIVER:
        raise InvalidAddress(N_("it is for another kind of database"))
    if not url.database:
        raise InvalidAddress(N_("it names no database"))
    return url


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    if writes:
        # Numbers are given before a commit, so two writers at once could commit them in the wrong order, and who
        # follows the log would skip the later one. The lock is let go of after the commit is seen by all.
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{PATIENCE}s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_TURN})")
    elif writes is not None:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
