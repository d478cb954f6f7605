"""Which files of a site Jekyll reads as posts, drafts and documents of collections.

Follows Jekyll's reader and entry filter (jekyll.md §1, §7). Opens nothing but the first line of a
collection's files, changes nothing, and never follows a link out of the site.
"""

import logging
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from curator.domain.errors import SiteError, SiteFault
from curator.site.entries import EntryFilter
from curator.site.filenames import DRAFTS, POSTS, is_draft_name, is_post_name
from curator.site.folder import Site

_log = logging.getLogger(__name__)

_NOT_READ_AS_COLLECTIONS = frozenset({"posts", "data"})
_PROSE = frozenset({".html", ".htm", ".txt", ".textile"})


def content_files(site: Site, *, misnamed: bool = True) -> Iterator[str]:
    """Yield the paths of all posts, drafts and documents, posix, relative to the root, sorted.

    With `misnamed` also the articles below `_posts` whose names lack a date: Jekyll skips them without
    a word, and an editor wants to know. Raises SiteError (DENIED, MISSING) where the root cannot be
    read; folders below it that cannot be read are logged and passed over.
    """
    yield from sorted(_Scanner(site, misnamed=misnamed).found())


class _Scanner:
    def __init__(self, site: Site, *, misnamed: bool) -> None:
        config = site.config
        self._config = config
        self._misnamed = misnamed
        self._root = site.root
        self._source = site.root / config.source
        self._real_root = os.path.realpath(site.root)
        self._is_wanted = EntryFilter(config).wants
        self._prose = _PROSE | set(config.markdown_ext)
        self._files: set[str] = set()
        self._ancestors: set[str] = set()

    def found(self) -> set[str]:
        try:
            os.scandir(self._source).close()
        except PermissionError as error:
            raise SiteError(self._root, SiteFault.DENIED, error.strerror or "") from None
        except OSError as error:
            raise SiteError(self._root, SiteFault.MISSING, error.strerror or "") from None
        self._visit("")
        for label in self._config.collections:
            if label not in _NOT_READ_AS_COLLECTIONS:
                self._read_collection(label)
        prefix = f"{self._config.source}/" if self._config.source else ""
        return {prefix + path for path in self._files}

    def _visit(self, folder: str) -> None:
        """Read the posts of one folder and go on with the folders that become pages."""
        real = os.path.realpath(self._source / folder)
        if real in self._ancestors or not self._is_inside(real):
            return
        self._ancestors.add(real)
        collections_dir = self._config.collections_dir
        if not collections_dir or f"/{folder}".startswith(f"/{collections_dir}"):
            self._read_publishable(folder, POSTS, is_post_name)
            self._read_publishable(folder, DRAFTS, is_draft_name)
        for entry in self._entries(folder):
            path = f"{folder}/{entry.name}" if folder else entry.name
            if (
                path != self._config.destination
                and _is_folder(entry)
                and self._is_wanted(entry.name, f"/{path}", is_folder=True)
            ):
                self._visit(path)
        self._ancestors.discard(real)

    def _read_publishable(self, folder: str, special: str, is_named: Callable[[str], bool]) -> None:
        base = f"{folder}/{special}" if folder else special
        if not os.path.isdir(self._source / base) or not self._is_inside(
            os.path.realpath(self._source / base)
        ):
            return
        for name in self._walk(base, hidden=False):
            named = is_named(name) or (
                self._misnamed
                and special == POSTS
                and os.path.splitext(name)[1].lower() in self._prose
            )
            if named and self._is_wanted(name, f"/{base}/{name}", is_folder=False):
                self._files.add(f"{base}/{name}")

    def _read_collection(self, label: str) -> None:
        inner = f"_{label}"
        base = "/".join(part for part in (self._config.collections_dir, inner) if part)
        if not os.path.isdir(self._source / base) or not self._is_inside(
            os.path.realpath(self._source / base)
        ):
            return
        for name in self._walk(base, hidden=True):
            path = f"{base}/{name}"
            wanted = self._is_wanted(name, f"/{inner}/{name}", is_folder=False)
            if wanted and _has_front_matter(self._source / path):
                self._files.add(path)

    def _walk(self, base: str, *, hidden: bool) -> Iterator[str]:
        """Yield the files below `base`, relative to it; folders that are links are not entered."""
        folders = [""]
        while folders:
            inner = folders.pop()
            for entry in self._entries(f"{base}/{inner}" if inner else base):
                if entry.name.startswith(".") and not hidden:
                    continue
                name = f"{inner}/{entry.name}" if inner else entry.name
                if entry.is_dir(follow_symlinks=False):
                    folders.append(name)
                elif self._is_readable_file(entry):
                    yield name

    def _entries(self, folder: str) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(self._source / folder) as entries:
                return [entry for entry in entries if _is_text(entry.name)]
        except OSError as error:
            _log.info("cannot list %s: %s", folder, error.strerror)
            return []

    def _is_readable_file(self, entry: os.DirEntry[str]) -> bool:
        if entry.is_file(follow_symlinks=False):
            return True
        if not entry.is_symlink():
            return False
        try:
            is_file = stat.S_ISREG(entry.stat().st_mode)
        except OSError:
            return False
        return is_file and self._is_inside(os.path.realpath(entry.path))

    def _is_inside(self, real: str) -> bool:
        return real == self._real_root or real.startswith(self._real_root.rstrip(os.sep) + os.sep)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_text(name: str) -> bool:
    """Tell whether a name is UTF-8: one of stray bytes has no place in a library or a URL."""
    if any("\udc80" <= char <= "\udcff" for char in name):
        _log.info("a name that is no UTF-8 was passed over: %r", name)
        return False
    return True


def _has_front_matter(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            line = file.readline(1024)
    except OSError:
        return False
    return line.startswith(b"---") and line.endswith(b"\n") and not line[3:].strip(b" \t\r\n\f\v")
