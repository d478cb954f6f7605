"""The one place that decides where an export may write (reliability.md T15 to T17).

Paths come from titles, front matter, archives and old placements: none of them is trusted. A target
is always a plain file below the site's root, reached without following a link out of it, and never
one that makes up the site itself.
"""

import os
import re
import stat
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

LONGEST_NAME = 255


class TargetFault(StrEnum):
    """Why nothing may be written to a path."""

    OUTSIDE_SITE = "outside-site"
    """Absolute, or leading upwards."""
    BAD_NAME = "bad-name"
    """Empty, over-long, or with a character that no file name may have."""
    PROTECTED = "protected"
    """A part of the site itself: its settings, layouts, includes, plug-ins, git's own files."""
    SYMLINK = "symlink"
    """A link that leaves the site, or leads nowhere."""
    NOT_A_FILE = "not-a-file"
    """A folder or a device lies there, or a file lies where a folder would have to."""


@dataclass(frozen=True, slots=True)
class Target:
    """A place that may be written to."""

    path: str
    """Posix, relative to the root, links resolved."""
    exists: bool
    size: int = 0
    modified: int = 0
    """In nanoseconds."""

    @property
    def folder(self) -> str:
        """Return the folder, empty for the root."""
        return self.path.rpartition("/")[0]

    @property
    def name(self) -> str:
        """Return the file's name."""
        return self.path.rpartition("/")[2]


# Names that make up a site; Jekyll or the tools around it act on them.
_PROTECTED_FOLDERS = frozenset({"_includes", "_layouts", "_plugins", "_sass", "_site"})
_PROTECTED_FILES = frozenset({"gemfile", "gemfile.lock", "rakefile", "cname", "package.json"})
# What macOS drops from names before it compares them; git guards against the same set.
_DROPPED_BY_MACOS = re.compile("[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]")
_DRIVE = re.compile(r"[A-Za-z]:")


def resolve(root: Path, path: str, *, protected: Iterable[str] = ()) -> Target | TargetFault:
    """Return the target that `path` means in the site at `root`, or why it means none.

    `protected` are further folders of the site that no post may enter, such as its `layouts_dir`.
    """
    return Targets(root, protected).resolve(path)


class Targets:
    """Resolves many paths of one site; a folder is looked at once."""

    def __init__(self, root: Path, protected: Iterable[str] = ()) -> None:
        self._root = os.path.realpath(root)
        self._protected = frozenset(_plain(folder.strip("/")) for folder in protected if folder)
        self._folders: dict[str, str | TargetFault] = {"": ""}

    def resolve(self, path: str) -> Target | TargetFault:
        """Return the target that `path` means, or why it means none."""
        fault = self._refuse(path)
        if fault is not None:
            return fault
        folder, _, name = path.rpartition("/")
        real = self._folder(folder)
        if isinstance(real, TargetFault):
            return real
        inner = f"{real}/{name}" if real else name
        try:
            state = os.lstat(os.path.join(self._root, inner))
        except (FileNotFoundError, NotADirectoryError):
            return Target(inner, exists=False)
        except OSError:
            return TargetFault.BAD_NAME
        if stat.S_ISLNK(state.st_mode):
            return self._linked_file(inner)
        if not stat.S_ISREG(state.st_mode):
            return TargetFault.NOT_A_FILE
        return Target(inner, exists=True, size=state.st_size, modified=state.st_mtime_ns)

    def _refuse(self, path: str) -> TargetFault | None:
        """Judge a path by its text alone."""
        if not path or "\0" in path:
            return TargetFault.BAD_NAME
        try:
            path.encode()
        except UnicodeEncodeError:
            return TargetFault.BAD_NAME
        if path.startswith(("/", "\\")) or _DRIVE.match(path):
            return TargetFault.OUTSIDE_SITE
        parts = path.split("/")
        for part in parts:
            # A backslash parts names on Windows, where the same site may be checked out.
            if any(piece in {"..", "."} for piece in part.split("\\")):
                return TargetFault.OUTSIDE_SITE
            if not part or len(part.encode()) > LONGEST_NAME:
                return TargetFault.BAD_NAME
        return TargetFault.PROTECTED if self._is_protected(path) else None

    def _is_protected(self, path: str) -> bool:
        parts = [_plain(part) for part in re.split(r"[/\\]", path)]
        if any(part.startswith((".git", "git~")) for part in parts):
            return True
        first = parts[0]
        if first.startswith(".") or first in _PROTECTED_FOLDERS:
            return True
        if len(parts) == 1 and (first.startswith("_config") or first in _PROTECTED_FILES):
            return True
        whole = "/".join(parts)
        return any(whole == folder or whole.startswith(f"{folder}/") for folder in self._protected)

    def _folder(self, folder: str) -> str | TargetFault:
        """Return a folder with links resolved; parts that are not there yet stay as they are."""
        known = self._folders.get(folder)
        if known is None:
            known = self._look_at_folder(folder)
            self._folders[folder] = known
        return known

    def _look_at_folder(self, folder: str) -> str | TargetFault:
        above, _, name = folder.rpartition("/")
        real = self._folder(above)
        if isinstance(real, TargetFault):
            return real
        inner = f"{real}/{name}" if real else name
        try:
            state = os.lstat(os.path.join(self._root, inner))
        except FileNotFoundError:
            return inner
        except NotADirectoryError:
            return TargetFault.NOT_A_FILE
        except OSError:
            return TargetFault.BAD_NAME
        if stat.S_ISLNK(state.st_mode):
            linked = self._follow(inner)
            if isinstance(linked, TargetFault):
                return linked
            return (
                linked if os.path.isdir(os.path.join(self._root, linked)) else TargetFault.SYMLINK
            )
        return inner if stat.S_ISDIR(state.st_mode) else TargetFault.NOT_A_FILE

    def _linked_file(self, inner: str) -> Target | TargetFault:
        linked = self._follow(inner)
        if isinstance(linked, TargetFault):
            return linked
        try:
            state = os.lstat(os.path.join(self._root, linked))
        except OSError:
            return TargetFault.SYMLINK
        if not stat.S_ISREG(state.st_mode):
            return TargetFault.NOT_A_FILE
        return Target(linked, exists=True, size=state.st_size, modified=state.st_mtime_ns)

    def _follow(self, inner: str) -> str | TargetFault:
        """Return where a link leads, relative to the root; it must stay within what is allowed."""
        try:
            real = os.path.realpath(os.path.join(self._root, inner))
        except OSError:  # it stopped being a link while it was looked at
            return TargetFault.SYMLINK
        prefix = self._root.rstrip(os.sep) + os.sep
        if not real.startswith(prefix):
            return TargetFault.SYMLINK
        linked = real[len(prefix) :].replace(os.sep, "/")
        return self._refuse(linked) or linked


def _plain(name: str) -> str:
    """Return a name as the least careful file system compares it."""
    name = _DROPPED_BY_MACOS.sub("", name).partition(":")[0]
    return unicodedata.normalize("NFC", name.casefold()).rstrip(" .")
