"""Backups of a library: a verified copy in one file, and the way back from it.

A copy has its name only once it was read again from end to end. What a restore replaces is put
aside under another name and never deleted.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from curator.domain.errors import FileError, FileFault, LibraryError, LibraryFault
from curator.domain.work import CancelToken, Progress, ignore_progress
from curator.services.using import alone, file_of
from curator.storage import pragmas, versions
from curator.storage.files import put_in_place, sync_folder

_BESIDE = ("-journal", "-wal", "-shm")
"""What SQLite keeps beside a library and reads with it."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A library in one file that was read from end to end and found whole."""

    file: Path
    posts: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Restored:
    """What came of a restore."""

    backup: Backup
    aside: Path | None
    """Where the library lies now that stood there before; None where there was none."""


def back_up(
    location: str,
    target: Path,
    *,
    replace: bool = False,
    cancel: CancelToken | None = None,
    progress: Progress = ignore_progress,
) -> Backup:
    """Write a verified copy of a library, which may be open and written to meanwhile.

    Raises LibraryError, FileError where `target` is there and may not be replaced, Cancelled.
    """
    file = file_of(location)
    if not file.exists():
        raise LibraryError(location, LibraryFault.MISSING)
    target = target.expanduser().absolute()
    if target.is_dir():
        raise FileError(target, FileFault.DIRECTORY)
    if os.path.lexists(target) and (not replace or target.resolve() == file.resolve()):
        raise FileError(target, FileFault.EXISTS)
    with _copied(file, target, cancel, progress) as copy:
        found = verify(copy, cancel=cancel, progress=progress)
        put_in_place(copy, target, replace=replace)
    return Backup(target, found.posts, found.bytes)


def verify(
    file: Path, *, cancel: CancelToken | None = None, progress: Progress = ignore_progress
) -> Backup:
    """Read a library's file from end to end; raises LibraryError where it is none, newer or damaged."""
    found = pragmas.schema_version(file)
    if found is None:
        fault = LibraryFault.NOT_A_LIBRARY if file.exists() else LibraryFault.MISSING
        raise LibraryError(str(file), fault)
    if found not in versions.known():
        raise LibraryError(str(file), LibraryFault.NEWER, found)
    with pragmas.faults(file):
        if not pragmas.intact(file):
            raise LibraryError(str(file), LibraryFault.CORRUPT, "integrity")
        for done, (number, key, data) in enumerate(pragmas.texts(file)):
            if sha256(data).digest() != key:
                raise LibraryError(str(file), LibraryFault.CORRUPT, key.hex())
            if done % 500 == 0:
                _check(cancel)
                progress(done, number)
        return Backup(file, pragmas.posts(file), file.stat().st_size)


def restore(
    backup: Path,
    location: str,
    *,
    cancel: CancelToken | None = None,
    progress: Progress = ignore_progress,
) -> Restored:
    """Put a backup in the place of a library, which is put aside under a name with the time.

    Raises LibraryError where the backup is no whole library, or where anybody has the present one
    open: nothing was changed then. Raises Cancelled.
    """
    file = file_of(location)
    backup = backup.expanduser().absolute()
    found = verify(backup, cancel=cancel, progress=progress)
    with alone(file), _copied(backup, file, cancel, progress) as copy:
        verify(copy, cancel=cancel, progress=progress)
        aside = _put_aside(file) if file.exists() else None
        put_in_place(copy, file, replace=True)
    return Restored(Backup(backup, found.posts, found.bytes), aside)


def _put_aside(file: Path) -> Path:
    """Give a library a second name, with all that belongs to it, and leave it alone under its own."""
    with suppress(LibraryError), pragmas.faults(file):
        pragmas.settle(file)  # a damaged one cannot; what lies beside it goes with it
    now = datetime.now().astimezone()
    name = f"{file.stem}.before-restore-{now:%Y-%m-%d-%H%M%S}"
    number = 1
    while os.path.lexists(aside := file.with_name(f"{name}{_again(number)}{file.suffix}")):
        number += 1
    _name_also(file, aside)
    for suffix in _BESIDE:
        beside = Path(f"{file}{suffix}")
        if beside.exists():
            _name_also(beside, Path(f"{aside}{suffix}"))
    sync_folder(file.parent)
    # Read with another library these would destroy it.
    for suffix in _BESIDE:
        Path(f"{file}{suffix}").unlink(missing_ok=True)
    sync_folder(file.parent)
    return aside


def _again(number: int) -> str:
    return "" if number == 1 else f"-{number}"


def _name_also(file: Path, name: Path) -> None:
    try:
        os.link(file, name)
    except OSError:
        file.rename(name)  # a file system without second names


@contextmanager
def _copied(
    file: Path, beside: Path, cancel: CancelToken | None, progress: Progress
) -> Iterator[Path]:
    """Yield a copy of a library in the folder of `beside`; it is gone afterwards unless it was moved."""

    def step(done: int, total: int) -> None:
        _check(cancel)
        progress(done, total)

    try:
        handle, name = tempfile.mkstemp(
            dir=beside.parent, prefix=f".{beside.name}.", suffix=".part"
        )
    except OSError as error:
        raise _written(beside, error) from error
    os.close(handle)
    copy = Path(name)
    try:
        with pragmas.faults(file):
            pragmas.copy(file, copy, step)
        copy.chmod(0o600)
        yield copy
    except OSError as error:
        raise _written(beside, error) from error
    finally:
        for suffix in ("", *_BESIDE):
            Path(f"{copy}{suffix}").unlink(missing_ok=True)


def _written(file: Path, error: OSError) -> FileError:
    faults = {
        17: FileFault.EXISTS,
        28: FileFault.DISK_FULL,
        13: FileFault.DENIED,
        2: FileFault.MISSING,
    }
    return FileError(
        file, faults.get(error.errno or 0, FileFault.UNREADABLE), error.strerror or str(error)
    )


def _check(cancel: CancelToken | None) -> None:
    if cancel is not None:
        cancel.check()
