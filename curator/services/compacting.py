"""Makes a library's file as small as its content: nothing that anybody can reach goes."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from curator.domain.errors import LibraryError, LibraryFault
from curator.domain.post import ContentHash
from curator.domain.work import CancelToken, Progress, ignore_progress
from curator.services.using import file_of
from curator.storage import compaction, pragmas
from curator.storage.database import Database

_BLOBS = 1_000
_RESERVE = 16 * 1024 * 1024
"""So many bytes are left to others."""


@dataclass(frozen=True, slots=True)
class Compacted:
    """What came of it."""

    before: int
    """Bytes of the file."""
    after: int
    texts: int
    """Texts and pictures that nothing referred to."""
    packed: bool
    """Whether the file was written anew; not where that was stopped."""


def compact(
    database: Database,
    *,
    cancel: CancelToken | None = None,
    progress: Progress = ignore_progress,
) -> Compacted:
    """Delete the bytes that nothing refers to, then write the file anew without free room.

    Stopped at any point the library is whole. Readers wait for the last step. Raises LibraryError,
    also where the disk has no room for the work: nothing was changed then.
    """
    token = cancel if cancel is not None else CancelToken()
    file = file_of(database.name)
    with pragmas.faults(file):
        before, live = pragmas.sizes(file)
    _want_room(file, live)
    texts = _sweep(database, token, progress)
    packed = not token.cancelled
    if packed:
        progress(0, 0)
        with pragmas.faults(file):
            pragmas.pack(file, lambda: token.cancelled)
    with pragmas.faults(file):
        after, _live = pragmas.sizes(file)
    return Compacted(before, after, texts, packed)


def _sweep(database: Database, token: CancelToken, progress: Progress) -> int:
    last, texts, done = ContentHash(b""), 0, 0
    with database.read() as connection:
        total = compaction.count(connection)
    while not token.cancelled:
        with database.write() as connection:
            swept = compaction.sweep(connection, after=last, limit=_BLOBS)
        if swept.last is None:
            break
        last, texts, done = swept.last, texts + swept.blobs, done + _BLOBS
        progress(min(done, total), total)
    return texts


def _want_room(file: Path, live: int) -> None:
    """Raise LibraryError where there is no room for a second library and what guards the first."""
    passing = pragmas.passing_folder()
    one_disk = passing.stat().st_dev == file.parent.stat().st_dev
    for folder, needed in ((file.parent, live * (2 if one_disk else 1)), (passing, live)):
        if shutil.disk_usage(folder).free < needed + _RESERVE:
            megabytes = f"{(needed + _RESERVE) / 1_000_000:,.0f} MB"
            raise LibraryError(str(file), LibraryFault.NO_SPACE, megabytes)
