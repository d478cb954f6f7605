"""The pictures that lie beside an article: found by the addresses in its text."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from curator.formats.encodings import decode
from curator.importing.candidates import CandidateFile

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


def _path(address: str) -> str:
    """Return the path of a relative address, empty for any other."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme or parts.netloc or parts.path.startswith("/"):
        return ""
    return unquote(parts.path)
