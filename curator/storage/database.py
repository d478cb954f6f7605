"""Opening a library and the transactions on it.

`Database.read()` and `Database.write()` are the only ways to a connection: one transaction each,
committed at the end of the block or rolled back, with the driver's faults turned into LibraryError.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Engine, create_engine, make_url
from sqlalchemy.engine import Connection
from sqlalchemy.exc import ArgumentError, DatabaseError, InterfaceError

from curator.domain.errors import LibraryError, LibraryFault
from curator.storage import pragmas, token_index
from curator.storage.versions import CURRENT, known

__all__ = ["Connection", "Database"]


class Database:
    """An open library; threads may share it, each transaction takes a connection of its own."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self.name = name

    @classmethod
    def open(cls, location: str) -> "Database":
        """Open the library at a file's path or a database URL, creating or upgrading it.

        Raises LibraryError: newer, damaged, locked, no library, out of reach.
        """
        url = _url(location)
        file = Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None
        if file is not None:
            _prepare_file(file)
        try:
            engine = create_engine(url, pool_pre_ping=file is None)
        except ImportError as error:
            raise LibraryError(location, LibraryFault.DRIVER, str(error)) from error
        if file is not None:
            pragmas.prepare(engine)
            token_index.prepare(engine)
        else:
            _upgrade(engine, location)
        return cls(engine, str(file) if file else url.render_as_string(hide_password=True))

    def close(self) -> None:
        """Give back all connections."""
        self._engine.dispose()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Yield a connection that sees one state of the library."""
        with self._faults(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Yield a connection whose changes are kept whole at the end of the block."""
        writing = self._engine.execution_options(writes=True)
        with self._faults(), writing.begin() as connection:
            yield connection

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except (DatabaseError, InterfaceError) as error:
            raise LibraryError(self.name, pragmas.fault_of(error), str(error.orig)) from error


def _url(location: str) -> URL:
    if "://" not in location:
        return URL.create("sqlite", database=str(Path(location).expanduser().absolute()))
    try:
        url = make_url(location)
        url.get_dialect()
    except (ArgumentError, ImportError, ValueError) as error:
        raise LibraryError(location, LibraryFault.NOT_A_LIBRARY, str(error)) from error
    except Exception as error:  # SQLAlchemy's NoSuchModuleError for an unknown kind of database
        if type(error).__name__ != "NoSuchModuleError":
            raise
        raise LibraryError(location, LibraryFault.NOT_A_LIBRARY, str(error)) from error
    return url


def _prepare_file(file: Path) -> None:
    found = pragmas.schema_version(file)
    if found == CURRENT:
        return
    if found is not None and found not in known():
        raise LibraryError(str(file), LibraryFault.NEWER, found)
    if found is None:
        pragmas.mark_new(file)
    else:
        try:
            pragmas.copy(file, file.with_name(f"{file.name}.before-{CURRENT}"))
        except OSError as error:
            raise LibraryError(str(file), LibraryFault.DISK_FULL, str(error)) from error
    engine = create_engine(URL.create("sqlite", database=str(file)))
    pragmas.prepare(engine)
    _upgrade(engine, str(file))
    engine.dispose()


def _upgrade(engine: Engine, name: str) -> None:
    # Alembic costs 0.1 to 0.2 s to import: only a library that is new or behind pays for it.
    from curator.storage.migration import upgrade  # noqa: PLC0415  start-up time

    try:
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            upgrade(connection)
    except (DatabaseError, InterfaceError) as error:
        raise LibraryError(name, pragmas.fault_of(error), str(error.orig)) from error
