"""Everything that only SQLite has: settings of a connection, the file's header, a safe copy.

With `search`, the only module that may assume SQLite. Reads a library's version with the plain
driver, so that the newest and the damaged library are told apart before anything touches them.
"""

import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.engine import Connection

from curator.domain.errors import LibraryError, LibraryFault
from curator.domain.text import fold
from curator.domain.work import Cancelled, Progress, ignore_progress

APPLICATION_ID = 0x43555254  # "CURT" in the header tells a library from any other SQLite file
HEADER = b"SQLite format 3\x00"
FOLD = "curator_fold"
"""The function of the databases' that folds a text as `domain.text` does."""
BUSY_MILLISECONDS = 5_000  # reliability.md T22
_STEP = 2_048  # pages of a copy, 16 MiB, between which others may write
_RESTARTS = 3

# SQLite 3.7.0 to 3.51.2 can corrupt a write-ahead log on reset (reliability.md §0.9).
WAL_IS_SAFE = sqlite3.sqlite_version_info >= (3, 51, 3)


def prepare(engine: Engine) -> None:
    """Set up each connection and begin transactions ourselves.

    The driver's own implicit transactions commit around DDL, so that a failed migration would keep
    half its tables (stack.md §1.9).
    """

    @event.listens_for(engine, "connect")
    def set_up(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        run = connection.execute
        run(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
        run("PRAGMA foreign_keys = ON")
        run("PRAGMA synchronous = FULL")
        # 16 MiB hold every index of 100,000 posts; with 64 nothing is quicker and each connection
        # of the window keeps its own.
        run("PRAGMA cache_size = -16384")
        # A transaction whose pages do not fit locks all readers out until it ends, those of its own
        # process too; a big export may need 256 MiB for a moment.
        run("PRAGMA cache_spill = -262144")
        run("PRAGMA temp_store = MEMORY")
        connection.create_function(FOLD, 1, fold, deterministic=True)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def schema_version(file: Path) -> str | None:
    """Return the schema revision in `file`, None where the file is new or empty.

    Raises LibraryError where it is no library, damaged, locked or out of reach. Never writes.
    """
    if not file.exists():
        return None
    if not file.is_file():
        raise LibraryError(str(file), LibraryFault.NOT_A_LIBRARY)
    try:
        with file.open("rb") as stream:
            head = stream.read(len(HEADER))
    except PermissionError as error:
        raise LibraryError(str(file), LibraryFault.DENIED) from error
    if not head:
        return None
    if head != HEADER:
        raise LibraryError(str(file), LibraryFault.NOT_A_LIBRARY)
    try:
        return _read_version(file)
    except sqlite3.Error as error:
        raise LibraryError(str(file), fault_of(error), str(error)) from error


def _read_version(file: Path) -> str | None:
    connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=5)
    try:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}
        if application != APPLICATION_ID:
            if not tables:
                return None
            raise LibraryError(str(file), LibraryFault.NOT_A_LIBRARY)
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return str(row[0]) if row else None
    finally:
        connection.close()


def mark_new(file: Path) -> None:
    """Create `file` readable by its owner alone, in the journal mode that is safe here.

    Raises LibraryError where the folder cannot be written.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        fault = LibraryFault.DISK_FULL if error.errno == 28 else LibraryFault.DENIED
        raise LibraryError(str(file), fault, error.strerror or "") from error
    try:
        connection = sqlite3.connect(file, timeout=5)
        try:
            connection.execute("PRAGMA page_size = 8192")
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA journal_mode = {'WAL' if WAL_IS_SAFE else 'DELETE'}")
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise LibraryError(str(file), fault_of(error), str(error)) from error


def copy(file: Path, target: Path, progress: Progress = ignore_progress) -> None:
    """Copy the library at `file` to `target` with SQLite's backup and sync it to the disk.

    Others may write meanwhile; what is copied is one state. `progress`, of pages, may raise to stop it.
    """
    source = sqlite3.connect(file, timeout=5)
    try:
        copied = sqlite3.connect(target)
        try:
            _copy(source, copied, progress)
        finally:
            copied.close()
    finally:
        source.close()
    shutil.copymode(file, target)
    with target.open("rb") as stream:
        os.fsync(stream.fileno())


class _Restarted(Exception):
    """Somebody wrote so often meanwhile that the copy does not come to an end in steps."""


def _copy(source: sqlite3.Connection, copied: sqlite3.Connection, progress: Progress) -> None:
    least, restarts = sys.maxsize, 0

    def watch(_status: int, remaining: int, total: int) -> None:
        nonlocal least, restarts
        if remaining > least:
            restarts += 1
            if restarts > _RESTARTS:
                raise _Restarted
        least = remaining
        progress(total - remaining, total)

    try:
        source.backup(copied, pages=_STEP, progress=watch, sleep=0.05)
    except _Restarted:
        source.backup(copied)  # in one go, which keeps writers waiting


@contextmanager
def faults(file: Path) -> Iterator[None]:
    """Turn the driver's faults into LibraryError, for what works on a file by itself."""
    try:
        yield
    except sqlite3.Error as error:
        raise LibraryError(str(file), fault_of(error), str(error)) from error


def texts(file: Path) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield of all texts and pictures in `file` the number of all, the hash and the bytes of each."""
    connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=5)
    try:
        (number,) = connection.execute("SELECT count(*) FROM blobs").fetchone()
        for key, data in connection.execute("SELECT hash, data FROM blobs ORDER BY id"):
            yield number, key, data
    finally:
        connection.close()


def posts(file: Path) -> int:
    """Return how many posts the library at `file` holds."""
    connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=5)
    try:
        return int(connection.execute("SELECT count(*) FROM posts").fetchone()[0])
    finally:
        connection.close()


def settle(file: Path) -> None:
    """Let SQLite roll back what a dead process left half done, so that the file stands for itself."""
    connection = sqlite3.connect(file, timeout=5, isolation_level=None)
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


def sizes(file: Path) -> tuple[int, int]:
    """Return how many bytes the library takes, and how many of them are in use."""
    connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=5)
    try:
        size, pages, free = (
            connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("page_size", "page_count", "freelist_count")
        )
    finally:
        connection.close()
    return size * pages, size * (pages - free)


def pack(file: Path, stopped: Callable[[], bool]) -> None:
    """Write the library anew without the room that is free in it; raises Cancelled where `stopped`.

    Needs twice the room that it will take: half of it beside the file, half where SQLite puts
    what is passing. Can be stopped until the last step, in which it stays whole as well.
    """
    connection = sqlite3.connect(file, timeout=BUSY_MILLISECONDS / 1_000, isolation_level=None)
    try:
        connection.execute("PRAGMA synchronous = FULL")
        connection.create_function(FOLD, 1, fold, deterministic=True)
        connection.set_progress_handler(lambda: int(stopped()), 1_000)
        connection.execute("VACUUM")
    except sqlite3.OperationalError as error:
        if "interrupt" in str(error):
            raise Cancelled from error
        raise
    finally:
        connection.close()


def passing_folder() -> Path:
    """Return where SQLite puts what is passing, as its documentation says."""
    named = (os.environ.get(name) for name in ("SQLITE_TMPDIR", "TMPDIR"))
    found = next((Path(one) for one in named if one and os.path.isdir(one)), None)
    if found is None and sys.platform != "win32":
        usual = ("/var/tmp", "/tmp")  # noqa: S108  SQLite's own list; nothing is written here
        found = next((Path(one) for one in usual if os.path.isdir(one)), None)
    return found or Path(tempfile.gettempdir())


def intact(file: Path) -> bool:
    """Tell whether SQLite finds no damage in `file`."""
    connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=5)
    try:
        rows: list[Any] = connection.execute("PRAGMA integrity_check").fetchall()
    except sqlite3.DatabaseError:
        return False
    finally:
        connection.close()
    return rows == [("ok",)]


def damage(connection: Connection) -> list[str]:
    """Return what SQLite finds wrong in the pages and the order of an open library."""
    rows = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
    return [str(row) for row in rows if row != "ok"]


def dangling(connection: Connection) -> list[str]:
    """Return each reference of a row to another one that is not there, as `table.row → table`."""
    rows = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return [f"{table}.{row} → {parent}" for table, row, parent, _ in rows]


_FAULTS = (
    ("locked", LibraryFault.LOCKED),
    ("busy", LibraryFault.LOCKED),
    ("readonly", LibraryFault.READ_ONLY),
    ("read-only", LibraryFault.READ_ONLY),
    ("disk is full", LibraryFault.DISK_FULL),
    ("malformed", LibraryFault.CORRUPT),
    ("not a database", LibraryFault.CORRUPT),
    ("disk i/o error", LibraryFault.UNREACHABLE),
    ("unable to open", LibraryFault.DENIED),
)


def fault_of(error: BaseException) -> LibraryFault:
    """Return what the driver's message means; anything unknown counts as out of reach."""
    message = str(error).lower()
    for words, fault in _FAULTS:
        if words in message:
            return fault
    return LibraryFault.UNREACHABLE
