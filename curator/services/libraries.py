"""What can be done with a library as a whole: copied, packed, written out; found out about before.

What works on a library that nobody has open, or on none, are functions: `restore`, `rebuild`, `probe`.
"""

from pathlib import Path

from curator.domain.errors import LibraryError, LibraryFault
from curator.domain.work import CancelToken, Progress, ignore_progress
from curator.services import backups, compacting, plain_export
from curator.services.backups import Backup, Restored, restore
from curator.services.compacting import Compacted
from curator.services.plain_export import PlainFiles
from curator.services.rebuilding import Rebuilt, rebuild
from curator.services.using import file_of, used
from curator.storage import pragmas, versions
from curator.storage.database import Database

__all__ = [
    "Backup",
    "Compacted",
    "Libraries",
    "PlainFiles",
    "Rebuilt",
    "Restored",
    "probe",
    "rebuild",
    "restore",
    "used",
]


class Libraries:
    """Copies and packs one open library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def back_up(
        self,
        target: Path,
        *,
        replace: bool = False,
        cancel: CancelToken | None = None,
        progress: Progress = ignore_progress,
    ) -> Backup:
        """Write a verified copy of the library into one file (`backups.back_up`)."""
        name = self._database.name
        return backups.back_up(name, target, replace=replace, cancel=cancel, progress=progress)

    def compact(
        self, *, cancel: CancelToken | None = None, progress: Progress = ignore_progress
    ) -> Compacted:
        """Make the library's file as small as its content (`compacting.compact`)."""
        return compacting.compact(self._database, cancel=cancel, progress=progress)

    def export_plain(
        self,
        folder: Path,
        *,
        cancel: CancelToken | None = None,
        progress: Progress = ignore_progress,
    ) -> PlainFiles:
        """Write the library as plain files into a new folder (`plain_export.export_plain`)."""
        return plain_export.export_plain(self._database, folder, cancel=cancel, progress=progress)


def probe(location: str, *, new: bool = False) -> str:
    """Return the full name of a library that can be opened, or be made where it is `new`.

    Raises LibraryError where it is missing, newer, damaged, locked or no library.
    """
    if "://" in location:
        return location
    file = file_of(location)
    found = pragmas.schema_version(file)
    if new:
        if file.exists():
            raise LibraryError(str(file), LibraryFault.EXISTS)
    elif not file.exists():
        raise LibraryError(str(file), LibraryFault.MISSING)
    elif found is not None and found not in versions.known():
        raise LibraryError(str(file), LibraryFault.NEWER, found)
    return str(file)
