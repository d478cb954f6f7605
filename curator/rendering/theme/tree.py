"""Which files of a site are pages, static files and documents of collections, as Jekyll's reader walks.

Owns the listing; nothing is read but the first line of a file, and that once as long as it does not
change. Posts are the business of whoever implements `PostIndex`.
"""

import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass, field

from curator.rendering.theme.files import Stamp, stamp_of
from curator.site.entries import EntryFilter
from curator.site.folder import Site

_log = logging.getLogger(__name__)

_NEVER_WITH_HEADER = frozenset(
    {".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".ico", ".bmp", ".tif", ".tiff"}
    | {".woff", ".woff2", ".ttf", ".otf", ".eot", ".pdf", ".zip", ".gz", ".mp3", ".mp4", ".webm"}
)
_NOT_READ_AS_COLLECTIONS = frozenset({"posts", "data"})


@dataclass(frozen=True, slots=True)
class Listing:
    """The files of a site by what Jekyll makes of them; paths are relative to the source."""

    pages: tuple[str, ...] = ()
    """In Jekyll's order: by name."""
    statics: tuple[str, ...] = ()
    documents: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By label of their collection, without posts; by path."""
    files: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Files of collections that have no front matter."""


class Tree:
    """Walks one site, again and again."""

    def __init__(self, site: Site) -> None:
        self._config = site.config
        self._source = os.path.join(site.root, site.config.source)
        self._real = os.path.realpath(site.root)
        self._wants = EntryFilter(site.config).wants
        self._headers: dict[str, tuple[Stamp, bool]] = {}
        self._ancestors: set[str] = set()

    def listing(self) -> Listing:
        """Return what the site holds now."""
        pages: list[str] = []
        statics: list[str] = []
        self._ancestors.clear()
        self._visit("", pages, statics)
        self._included(pages, statics)
        pages.sort(key=lambda path: path.rpartition("/")[2])
        statics.sort(key=lambda path: f"/{path}")
        documents: dict[str, tuple[str, ...]] = {}
        files: dict[str, tuple[str, ...]] = {}
        for label in self._config.collections:
            if label not in _NOT_READ_AS_COLLECTIONS:
                documents[label], files[label] = self._collection(label)
        return Listing(tuple(pages), tuple(statics), documents, files)

    def _visit(self, folder: str, pages: list[str], statics: list[str]) -> None:
        real = os.path.realpath(os.path.join(self._source, folder))
        if real in self._ancestors or not self._is_inside(real):
            return
        self._ancestors.add(real)
        folders: list[str] = []
        files: list[str] = []
        for entry in self._entries(folder):
            path = f"{folder}/{entry.name}" if folder else entry.name
            is_folder = _is_folder(entry)
            if not self._wants(entry.name, f"/{path}", is_folder=is_folder):
                continue
            if is_folder:
                if path != self._config.destination:
                    folders.append(path)
            else:
                files.append(path)
        for inner in folders:
            self._visit(inner, pages, statics)
        for path in files:
            self._sort_in(path, pages, statics)
        self._ancestors.discard(real)

    def _included(self, pages: list[str], statics: list[str]) -> None:
        """Add single files that `include` names and the walk does not reach."""
        for name in self._config.include:
            path = name.strip("/")
            if path and path not in pages and path not in statics and ".." not in path.split("/"):
                absolute = os.path.join(self._source, path)
                if os.path.isfile(absolute) and self._is_inside(os.path.realpath(absolute)):
                    self._sort_in(path, pages, statics)

    def _sort_in(self, path: str, pages: list[str], statics: list[str]) -> None:
        begins = self.begins_with_header(os.path.join(self._source, path))
        if begins is not None:
            (pages if begins else statics).append(path)

    def _collection(self, label: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        inner = f"_{label}"
        base = "/".join(part for part in (self._config.collections_dir, inner) if part)
        root = os.path.join(self._source, base)
        if not os.path.isdir(root) or not self._is_inside(os.path.realpath(root)):
            return (), ()
        documents: list[str] = []
        files: list[str] = []
        for name in self._below(base):
            if self._wants(name, f"/{inner}/{name}", is_folder=False):
                path = f"{base}/{name}"
                begins = self.begins_with_header(os.path.join(self._source, path))
                if begins is not None:
                    (documents if begins else files).append(path)
        return tuple(sorted(documents)), tuple(sorted(files))

    def _below(self, base: str) -> Iterator[str]:
        folders = [""]
        while folders:
            inner = folders.pop()
            for entry in self._entries(f"{base}/{inner}" if inner else base):
                name = f"{inner}/{entry.name}" if inner else entry.name
                if entry.is_dir(follow_symlinks=False):
                    folders.append(name)
                elif entry.is_file():
                    yield name

    def _entries(self, folder: str) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(os.path.join(self._source, folder)) as found:
                return sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            _log.info("cannot list %s: %s", folder, error.strerror)
            return []

    def begins_with_header(self, absolute: str) -> bool | None:
        """Tell whether a file begins with front matter; None where it cannot be read."""
        if os.path.splitext(absolute)[1].lower() in _NEVER_WITH_HEADER:
            return False if os.path.isfile(absolute) else None
        stamp = stamp_of(absolute)
        if stamp is None or (
            os.path.islink(absolute) and not self._is_inside(os.path.realpath(absolute))
        ):
            return None
        known = self._headers.get(absolute)
        if known is not None and known[0] == stamp:
            return known[1]
        begins = _first_line_is_fence(absolute)
        if begins is not None:
            self._headers[absolute] = (stamp, begins)
        return begins

    def _is_inside(self, real: str) -> bool:
        return real == self._real or real.startswith(self._real.rstrip(os.sep) + os.sep)


def _first_line_is_fence(path: str) -> bool | None:
    try:
        with open(path, "rb") as file:
            line = file.readline(1024)
    except OSError:
        return None
    return line.startswith(b"---") and line.endswith(b"\n") and not line[3:].strip(b" \t\r\n\f\v")


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False
