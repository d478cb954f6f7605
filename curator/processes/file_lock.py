"""A lock on a file that dies with its process, whatever kills that.

Says nothing about what the file is for, and never reads or writes it.
"""

import contextlib
import os
import secrets
import sys
import time
from collections.abc import Callable
from pathlib import Path

NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_SHARES = 1_024
"""Windows knows no shared lock here: each of those who share has one of so many bytes."""
_TRIES, _PAUSE = 20, 0.05
"""Who gives a share up is alone for a moment: so often others try, seconds apart."""

if sys.platform == "win32":
    import msvcrt

    def lock(descriptor: int) -> bool:
        """Lock an open file for this process alone; return whether nobody else holds it."""
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def share(descriptor: int) -> bool:
        """Lock an open file beside others that share it; return whether nobody is alone with it."""
        for _try in range(_SHARES):
            os.lseek(descriptor, secrets.randbelow(_SHARES), os.SEEK_SET)
            if lock(descriptor):
                return True
        return False

    def lock_all(descriptor: int) -> bool:
        """Lock an open file for this process alone, with all its shares."""
        os.lseek(descriptor, 0, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, _SHARES)
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

    def share(descriptor: int) -> bool:
        """Lock an open file beside others that share it; return whether nobody is alone with it."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    lock_all = lock


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


class UseLock:
    """A lock that many share as they use something, and that one may have who must be alone with it.

    Its file is there only while somebody holds it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor = -1

    def share(self) -> bool:
        """Return whether this is one of the users now; not where somebody is alone. Raises OSError."""
        return self._held(share)

    def take(self) -> bool:
        """Return whether nobody else is a user, and none can become one. Raises OSError."""
        return self._held(lock_all)

    def release(self) -> None:
        """Be a user no more; the last one takes the file away."""
        if self._descriptor < 0:
            return
        with contextlib.suppress(OSError):
            if lock_all(self._descriptor) and is_still_there(self._descriptor, self._path):
                os.unlink(self._path)
        with contextlib.suppress(OSError):
            os.close(self._descriptor)
        self._descriptor = -1

    def _held(self, take: Callable[[int], bool]) -> bool:
        for _try in range(_TRIES):
            if self._descriptor >= 0:
                return True
            flags = os.O_RDWR | os.O_CREAT | NO_FOLLOW
            descriptor = os.open(self._path, flags, 0o600)
            if not take(descriptor):
                os.close(descriptor)
                time.sleep(_PAUSE)
            elif is_still_there(descriptor, self._path):
                self._descriptor = descriptor
            else:
                os.close(descriptor)
        return self._descriptor >= 0
