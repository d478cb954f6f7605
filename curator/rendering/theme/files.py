"""Files below one folder, read again only when they change, and never through a link that leaves it.

Owns reading and the stamps by which a changed file is noticed; what is in a file is for others.
"""

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

LARGEST = 50 * 1024 * 1024

Stamp = tuple[int, int, int]
"""Time of change in nanoseconds, size, number of the file."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class FileText:
    """A file that could be read."""

    stamp: Stamp
    data: bytes

    @property
    def version(self) -> str:
        """Return the stamp as a short text."""
        return version_of(self.stamp)


def version_of(stamp: Stamp) -> str:
    """Return a stamp as a short text."""
    return f"{stamp[0]:x}-{stamp[1]:x}-{stamp[2]:x}"


def stamp_of(path: str) -> Stamp | None:
    """Return the stamp of a file, links followed; None where there is no ordinary file."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    return (found.st_mtime_ns, found.st_size, found.st_ino)


class Folder:
    """A folder whose files may be read."""

    def __init__(self, root: Path | str) -> None:
        self.root = os.path.realpath(root)
        self._prefix = self.root.rstrip(os.sep) + os.sep

    def locate(self, relative: str) -> str | None:
        """Return the absolute path of an ordinary file that really lies below the folder."""
        parts = relative.replace("\\", "/").split("/")
        if "\0" in relative or any(part == ".." for part in parts):
            return None
        path = os.path.join(self.root, *[part for part in parts if part not in {"", "."}])
        return path if self.holds(path) and os.path.isfile(path) else None

    def holds(self, path: str) -> bool:
        """Tell whether an absolute path leads to a place below the folder, links followed."""
        try:
            real = os.path.realpath(path)
        except (OSError, ValueError):
            return False
        return real == self.root or real.startswith(self._prefix)

    def read(self, relative: str) -> FileText | None:
        """Read a file below the folder; None where there is none, or none that may be read."""
        path = self.locate(relative)
        return None if path is None else self.read_located(path)

    def read_located(self, path: str) -> FileText | None:
        """Read a file that `locate` found, looked at again after it is opened."""
        try:
            with open(path, "rb") as file:
                opened = os.fstat(file.fileno())
                if not stat.S_ISREG(opened.st_mode) or opened.st_size > LARGEST:
                    return None
                real = os.path.realpath(path)
                if not real.startswith(self._prefix) or not os.path.samestat(opened, os.stat(real)):
                    return None
                stamp = (opened.st_mtime_ns, opened.st_size, opened.st_ino)
                return FileText(stamp, file.read(LARGEST))
        except (OSError, ValueError):
            return None


class Remembered(Generic[_T]):
    """What was made of files, made again where a file has changed."""

    def __init__(self, folder: Folder, make: Callable[[str, bytes], _T]) -> None:
        self._folder = folder
        self._make = make
        self._known: dict[str, tuple[Stamp, _T]] = {}

    def get(self, relative: str) -> _T | None:
        """Return what is made of a file; None where there is none."""
        path = os.path.join(self._folder.root, relative)
        known = self._known.get(relative)
        if known is not None and stamp_of(path) == known[0]:
            return known[1]
        found = self._folder.read(relative)
        if found is None:
            self._known.pop(relative, None)
            return None
        made = self._make(relative, found.data)
        self._known[relative] = (found.stamp, made)
        return made
