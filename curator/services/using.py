"""Who has a library's file open: what is put in its place must wait for all of them.

A lock of the system that dies with its process, whatever kills that. A library on a server needs none.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from curator import paths
from curator.domain.errors import LibraryError, LibraryFault
from curator.processes.file_lock import UseLock


def file_of(location: str) -> Path:
    """Return the file of a library; raises LibraryError where it lies on a server."""
    if "://" in location:
        raise LibraryError(location, LibraryFault.NOT_A_FILE)
    return Path(location).expanduser().absolute()


@contextmanager
def used(location: str) -> Iterator[None]:
    """Be one of those who have the library open.

    Raises LibraryError where somebody is putting another one in its place.
    """
    if "://" in location:
        yield
        return
    lock = _lock(file_of(location))
    try:
        held = lock.share()
    except OSError:
        held = (
            True  # a folder that cannot be written to, where nobody can replace the library either
        )
    if not held:
        raise LibraryError(location, LibraryFault.IN_USE)
    try:
        yield
    finally:
        lock.release()


@contextmanager
def alone(file: Path) -> Iterator[None]:
    """Be the only one who may touch a library; raises LibraryError where somebody has it open."""
    lock = _lock(file)
    try:
        held = lock.take()
    except OSError as error:
        raise LibraryError(str(file), LibraryFault.DENIED, error.strerror or "") from error
    if not held:
        raise LibraryError(str(file), LibraryFault.IN_USE)
    try:
        yield
    finally:
        lock.release()


def _lock(file: Path) -> UseLock:
    file.parent.mkdir(parents=True, exist_ok=True)
    return UseLock(paths.use_lock(file.resolve()))
