"""A picture's address to a file of the site, and never to a file outside it.

Owns the rule that the preview reads nothing but ordinary files below the site's folder, symbolic
links followed and looked at again at the moment of reading (reliability.md T5, T17).
"""

import os
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

LARGEST_PICTURE = 50 * 1024 * 1024

MEDIA_TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".bmp": "image/bmp",
    ".svg": "image/svg+xml",
    ".ico": "image/x-icon",
}
"""What may be shown. SVG as a picture is inert in the engine: no scripts, nothing loaded."""


def locate(root: Path, address: str, beside: str | None) -> Path | None:
    """Return the file that an address in a post means, None where there is none to show.

    `address` is what stands in the page, without a host; `beside` is the post's own path in the
    site. A relative address is looked for below the root, then beside the post.
    """
    for candidate in _candidates(root, address, beside):
        if _below(candidate, root) and candidate.suffix.lower() in MEDIA_TYPES:
            return candidate
    return None


def _candidates(root: Path, address: str, beside: str | None) -> Iterator[Path]:
    plain = address.split("#", maxsplit=1)[0].split("?", maxsplit=1)[0].replace("\\", "/")
    for spelling in dict.fromkeys((plain, unquote(plain))):
        parts = PurePosixPath(spelling.lstrip("/")).parts
        if not parts or ".." in parts or "\0" in spelling or ":" in parts[0]:
            continue
        yield root.joinpath(*parts)
        if beside and not spelling.startswith("/"):
            yield root.joinpath(PurePosixPath(beside).parent, *parts)


def _below(path: Path, root: Path) -> bool:
    """Tell whether a path is an ordinary file whose real place is inside the root."""
    try:
        real = path.resolve(strict=True)
        return real.is_relative_to(root.resolve(strict=True)) and real.is_file()
    except (OSError, RuntimeError, ValueError):  # a loop of links, a name no file can have
        return False


def read(path: Path, root: Path) -> bytes | None:
    """Read a located file, None where it is gone, has grown too large or now leads elsewhere."""
    try:
        with path.open("rb") as file:
            opened = os.fstat(file.fileno())
            real = path.resolve(strict=True)
            inside = real.is_relative_to(root.resolve(strict=True))
            if not inside or not os.path.samestat(opened, real.stat()):
                return None
            if not stat.S_ISREG(opened.st_mode) or opened.st_size > LARGEST_PICTURE:
                return None
            return file.read(LARGEST_PICTURE + 1)
    except (OSError, RuntimeError):
        return None
