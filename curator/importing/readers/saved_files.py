"""The folder that a browser saves beside a page: which of its files an article needs.

Only reads, follows no link, and never leaves the folder.
"""

import os
import re
import stat
from collections.abc import Iterable, Iterator
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import unquote

from curator.importing.candidates import CandidateFile, Limits

_SUFFIXES = (
    "_files",
    ".files",
    "-Dateien",
    "-filer",
    "_fichiers",
    "-bestanden",
    "_archivos",
    "_file",
)
_READING = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_SOURCE = re.compile(r"""\b(?:src|href|poster)=(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)


def folder_of(page: Path) -> Path | None:
    """Return the folder that was saved with a page, None where there is none."""
    for suffix in _SUFFIXES:
        folder = page.with_name(page.stem + suffix)
        try:
            if stat.S_ISDIR(os.lstat(folder).st_mode):
                return folder
        except OSError:
            continue
    return None


def references(body: str) -> list[str]:
    """Return what a body refers to, each once, as an address before entities were written."""
    found = (one[0] or one[1] for one in _SOURCE.findall(body))
    return list(dict.fromkeys(address.replace("&amp;", "&") for address in found))


def files_of(folder: Path, wanted: Iterable[str], limits: Limits) -> Iterator[CandidateFile | str]:
    """Yield the files of a folder that are referred to, or the reference of one that is not there."""
    left = limits.bytes_in_all
    for reference in wanted:
        parts = unquote(reference).split("?")[0].replace("\\", "/").removeprefix("./").split("/")
        if len(parts) < 2 or parts[0] != folder.name:
            continue
        if any(part in {"", ".", ".."} or "\0" in part for part in parts):
            yield reference
            continue
        data = _read(folder.joinpath(*parts[1:]), folder, min(left, limits.bytes_of_one))
        if data is None:
            yield reference
            continue
        left -= len(data)
        media_type = guess_type(parts[-1])[0] or "application/octet-stream"
        yield CandidateFile(parts[-1], media_type, data, reference)


def _read(path: Path, folder: Path, most: int) -> bytes | None:
    try:
        if path.parent.resolve() != folder.resolve().joinpath(*path.relative_to(folder).parts[:-1]):
            return None  # a link on the way
        descriptor = os.open(path, _READING)
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return None
            data = file.read(most + 1)
    except (OSError, ValueError):
        return None
    return data if len(data) <= most else None
