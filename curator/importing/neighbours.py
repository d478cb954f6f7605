"""The pictures that lie beside an article: found by the addresses in its text."""

import os
import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from curator.formats.encodings import decode
from curator.importing.candidates import CandidateFile
from curator.importing.readers.document_pictures import picture_type

_TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".jfif": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".bmp": "image/bmp",
    ".svg": "image/svg+xml",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
}
_ADDRESS = re.compile(
    r"""\b(?:src|data-src|data-original)\s*=\s*(?:"([^"<>]{1,500})"|'([^'<>]{1,500})'|([^\s"'<>]{1,500}))"""
    r"""|!\[[^\]\n]{0,300}\]\(<?([^\s<>()]{1,500})""",
    re.IGNORECASE,
)
_MOST = 500
_MOST_BYTES = 256 * 1024 * 1024
_MAY_NAME = re.compile(rb"!\[|src|data-original", re.IGNORECASE)


def media_type_of(name: str) -> str | None:
    """Return the media type of a picture by its name, None for anything else."""
    return _TYPES.get(PurePosixPath(name).suffix.lower())


def referenced(data: bytes, find: Callable[[str], bytes | None]) -> tuple[CandidateFile, ...]:
    """Return the pictures that a text names by a relative path, as far as `find` has them."""
    files: dict[str, CandidateFile] = {}
    for found in _ADDRESS.finditer(decode(data).text):
        address = next(group for group in found.groups() if group)
        if address in files or len(files) >= _MOST:
            continue
        path = _path(unescape(address))
        media_type = media_type_of(path) if path else None
        content = find(path) if media_type else None
        if content is not None and media_type is not None:
            name = PurePosixPath(path).name
            files[address] = CandidateFile(name, media_type, content, address)
    return tuple(files.values())


def beside(path: Path, data: bytes) -> tuple[CandidateFile, ...]:
    """Return the pictures that an article's file names and that lie in its folder or below.

    Known by what the text calls them, since that stays as it came. A link that leads out of the folder, a
    file that is no picture, and what is too large are left where they are.
    """
    if not _MAY_NAME.search(data):
        return ()
    folder = os.path.realpath(path.parent)
    left = _MOST_BYTES

    def find(name: str) -> bytes | None:
        nonlocal left
        real = os.path.realpath(os.path.join(folder, name))
        try:
            if os.path.commonpath((folder, real)) != folder or os.path.getsize(real) > left:
                return None
            with open(real, "rb") as stream:
                content = stream.read(left + 1)
        except (OSError, ValueError):
            return None
        if len(content) > left or picture_type(content) == "application/octet-stream":
            return None
        left -= len(content)
        return content

    files = referenced(data, find)
    return tuple(replace(file, name=unquote(unescape(file.reference))) for file in files)


def _path(address: str) -> str:
    """Return the path of a relative address, empty for any other."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme or parts.netloc or parts.path.startswith("/"):
        return ""
    return unquote(parts.path)
