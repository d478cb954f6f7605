"""Decides what a dropped thing is, from its content first and its suffix second."""

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from curator.domain.errors import FileError, FileFault

LARGEST = 16 * 1024 * 1024
"""Bytes of the largest article that is taken in; the longest of 100,000 real posts had under 2 MB."""

SUFFIXES = frozenset(
    {".md", ".markdown", ".mkd", ".mkdn", ".mkdown", ".html", ".htm", ".xhtml", ".txt", ".text"}
    | {".textile"}
)
"""Articles that a folder is searched for. A file named by itself is judged by its content alone."""

_PAGES = frozenset({".html", ".htm", ".xhtml"})

PAGE_FOLDERS = ("_files", ".files", "-Dateien", "_fichiers", "_archivos")
"""What browsers append to a page's name for the folder of its files."""

PRIVATE_FOLDERS = frozenset(
    {"_site", "_layouts", "_includes", "_sass", "_data", "_plugins", "_cache"}
    | {"node_modules", "vendor", "__MACOSX"}
)
"""Folders of a site or a project that hold no articles."""

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM", b"II*\x00", b"MM\x00*")
_BINARIES = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x7fELF",
    b"MZ",
    b"\x1f\x8b",
    b"SQLite format 3",
    b"\xd0\xcf",
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_READING = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_CHUNK = 1 << 20
_TEXT_CONTROLS = frozenset(b"\t\n\v\f\r\x08\x1a\x1b\x1c\x1d\x1e\x1f")


@dataclass(frozen=True, slots=True)
class Found:
    """A file that may hold an article, named by itself or found in a folder."""

    path: Path
    named: bool


def walk(folder: Path, suffixes: frozenset[str] = SUFFIXES) -> Iterator[Path]:
    """Yield the articles below a folder in a stable order; hidden and linked folders are left out.

    So are the folders of files that browsers save beside a page. A folder that cannot be read is
    yielded itself, so that it is reported instead of skipped.
    """
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        yield folder
        return
    pages = {Path(entry.name).stem for entry in entries if Path(entry.name).suffix in _PAGES}
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            if entry.name not in PRIVATE_FOLDERS and not _of_a_page(entry.name, pages):
                yield from walk(Path(entry.path), suffixes)
        elif Path(entry.name).suffix.lower() in suffixes and not entry.is_symlink():
            # A link may lead anywhere; a file that is wanted all the same can be named by itself.
            yield Path(entry.path)


def page_folders(paths: Iterable[Path]) -> frozenset[Path]:
    """Return where browsers put the files of the pages that are among some paths."""
    return frozenset(
        path.with_name(path.stem + end)
        for path in paths
        if path.suffix.lower() in _PAGES
        for end in PAGE_FOLDERS
    )


def _of_a_page(name: str, pages: set[str]) -> bool:
    return any(name.endswith(end) and name.removesuffix(end) in pages for end in PAGE_FOLDERS)


def read(path: Path) -> bytes:
    """Return the bytes of an article.

    Raises FileError: not there, a directory, a socket or device, not allowed, too large, a picture
    or another binary file.
    """
    data, size = look(path)
    refuse_unfit(path, data, size)
    return data


def refuse_unfit(path: Path, data: bytes, size: int) -> None:
    """Raise FileError where what `look` returned is no article that is taken in as it is."""
    if size > LARGEST:
        raise FileError(path, FileFault.TOO_LARGE, str(size))
    refuse_binary(path, data)


def look(path: Path) -> tuple[bytes, int]:
    """Return the bytes of a file and their number; of one larger than any article only the first.

    Raises FileError: not there, a directory, a socket or device, not allowed.
    """
    try:
        # Opening a pipe would wait for its writer, so what it is comes before opening it.
        state = os.stat(path)
        if stat.S_ISDIR(state.st_mode):
            raise FileError(path, FileFault.DIRECTORY)
        if not stat.S_ISREG(state.st_mode):
            raise FileError(path, FileFault.SPECIAL)
        if state.st_size > LARGEST:
            return _read_head(path), state.st_size
        data = _read_whole(path, state.st_size)
    except OSError as error:
        raise FileError(path, _fault(error), error.strerror or "") from error
    return data, len(data)


def _read_head(path: Path) -> bytes:
    descriptor = os.open(path, _READING)
    try:
        return os.read(descriptor, _CHUNK)
    finally:
        os.close(descriptor)


def _read_whole(path: Path, size: int) -> bytes:
    """Return a file's bytes, of one beyond the limit only so many as show that; `size` is a guess."""
    # Straight from the system: setting up the buffers of `open` costs more than reading an article.
    descriptor = os.open(path, _READING)
    try:
        data = os.read(descriptor, size + 1)
        # A share on the network may give less than was asked for; only nothing means the end.
        while len(data) <= LARGEST and (more := os.read(descriptor, _CHUNK)):
            data += more
    finally:
        os.close(descriptor)
    return data


def _fault(error: OSError) -> FileFault:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return FileFault.MISSING
    if error.errno in {errno.EACCES, errno.EPERM}:
        return FileFault.DENIED
    if error.errno in {errno.ENXIO, errno.EOPNOTSUPP}:
        return FileFault.SPECIAL
    return FileFault.UNREADABLE


def refuse_binary(path: Path, data: bytes) -> None:
    """Raise FileError where the bytes are a picture or another file that is no text."""
    if data.startswith(_PICTURES) and _looks_binary(data):
        raise FileError(path, FileFault.PICTURE)
    if data.startswith(_BINARIES) and _looks_binary(data):
        raise FileError(path, FileFault.BINARY)
    if not data.startswith(_UTF16) and b"\0" in data and _looks_binary(data):
        raise FileError(path, FileFault.BINARY)


def _looks_binary(data: bytes) -> bool:
    """Tell whether more than one byte in a hundred is a control that no text has.

    One stray NUL in an article does not make it a program.
    """
    head = data[:65536]
    controls = sum(1 for byte in head if byte < 0x20 and byte not in _TEXT_CONTROLS)
    return controls * 100 > len(head)
