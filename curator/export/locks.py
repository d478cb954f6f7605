"""One writer per site: a lock that dies with its process."""

import contextlib
import os
from pathlib import Path

from curator.domain.errors import SiteError, SiteFault
from curator.processes.file_lock import NO_FOLLOW, is_still_there, lock

LOCK_NAME = "lock"


class Lock:
    """An exclusive lock on a file in a folder that exists only while somebody works there."""

    def __init__(self, root: Path, folder: Path) -> None:
        self._root = root
        self._path = folder / LOCK_NAME
        self._descriptor = -1

    def take(self) -> None:
        """Make the folder and lock it; raises SiteError (BUSY) where another process holds it."""
        try:
            self._take()
        except OSError:
            with contextlib.suppress(OSError):  # it stays where others work in it
                os.rmdir(self._path.parent)
            raise

    def _take(self) -> None:
        while self._descriptor < 0:
            if os.path.islink(self._path.parent):
                raise SiteError(self._path.parent, SiteFault.UNWRITABLE, "symlink")
            with contextlib.suppress(FileExistsError):
                os.mkdir(self._path.parent)
            try:
                descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | NO_FOLLOW, 0o666)
            except FileNotFoundError:  # its holder cleared the folder away just now
                continue
            if not lock(descriptor):
                os.close(descriptor)
                raise SiteError(self._root, SiteFault.BUSY)
            if is_still_there(descriptor, self._path):
                self._descriptor = descriptor
            else:
                os.close(descriptor)

    def release(self) -> None:
        """Give the lock up and clear the folder away if nothing else is in it."""
        if self._descriptor < 0:
            return
        # A leftover lock file is harmless and cleared by the next run.
        with contextlib.suppress(OSError):
            # Only an empty folder goes: a journal in it is for the next start.
            if os.listdir(self._path.parent) == [LOCK_NAME]:
                os.unlink(self._path)
                os.rmdir(self._path.parent)
        with contextlib.suppress(OSError):
            os.close(self._descriptor)
        self._descriptor = -1
