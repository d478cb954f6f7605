"""A lock on a file that dies with its process, whatever kills that.

Says nothing about what the file is for, and never reads or writes it.
"""

import contextlib
import os
import sys
from pathlib import Path

NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)

if sys.platform == "win32":
    import msvcrt

    def lock(descriptor: int) -> bool:
        """Lock an open file for this process alone; return whether nobody else holds it."""
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def lock(descriptor: int) -> bool:
        """Lock an open file for this process alone; return whether nobody else holds it."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def is_still_there(descriptor: int, path: Path) -> bool:
    """Tell whether an open file is still the one under its name."""
    try:
        return os.path.samestat(os.fstat(descriptor), os.stat(path))
    except OSError:
        return False


class FileLock:
    """A lock under a name of its own, whose file is there only while somebody holds it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor = -1

    def take(self) -> bool:
        """Return whether the lock is held now; not where somebody else holds it. Raises OSError."""
        while self._descriptor < 0:
            flags = os.O_RDWR | os.O_CREAT | NO_FOLLOW
            descriptor = os.open(self._path, flags, 0o666)
            if not lock(descriptor):
                os.close(descriptor)
                return False
            # Whoever held it took the file away as this one waited: its lock would be nobody's.
            if is_still_there(descriptor, self._path):
                self._descriptor = descriptor
            else:
                os.close(descriptor)
        return True

    def release(self) -> None:
        """Give the lock up and take its file away."""
        if self._descriptor < 0:
            return
        with contextlib.suppress(OSError):  # Windows takes no open file away: the next one does
            os.unlink(self._path)
        with contextlib.suppress(OSError):
            os.close(self._descriptor)
        self._descriptor = -1

    def is_held(self) -> bool:
        """Tell whether anybody holds the lock; what a dead process left is nobody's."""
        if self._descriptor >= 0:
            return True
        try:
            descriptor = os.open(self._path, os.O_RDWR | NO_FOLLOW)
        except OSError:
            return False
        try:
            return not lock(descriptor) and is_still_there(descriptor, self._path)
        finally:
            os.close(descriptor)
