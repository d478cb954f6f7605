"""Posts as files outside of any site: their exact bytes under names that can stand side by side."""

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path, PurePosixPath

from curator.domain.errors import FileError, FileFault
from curator.domain.listing import StoredPost
from curator.domain.post import PostId
from curator.domain.work import CancelToken
from curator.formats.document import split

_ENDINGS = frozenset({".md", ".markdown", ".mkd", ".mkdn", ".mkdown", ".html", ".htm", ".textile"})
_UNSAFE = re.compile(r'[\x00-\x1f/\\:*?"<>|]')

Load = Callable[[Sequence[PostId]], Iterable[StoredPost]]


def write(
    load: Load, posts: Sequence[PostId], folder: Path, cancel: CancelToken | None = None
) -> list[Path]:
    """Write posts into an empty folder; return the files in order, fewer where it was cancelled.

    Raises FileError where the folder cannot be written.
    """
    taken: set[str] = set()
    files: list[Path] = []
    for post in load(posts):
        if cancel is not None and cancel.cancelled:
            break
        file = folder / _free(file_name(post), taken)
        try:
            file.write_bytes(post.source)
        except OSError as error:
            fault = FileFault.DISK_FULL if error.errno == 28 else FileFault.DENIED
            raise FileError(file, fault, error.strerror or "") from error
        files.append(file)
    return files


def file_name(post: StoredPost) -> str:
    """Return what a post's file is called: as in its site, else as it came, always as an article."""
    path = post.placements[0].path if post.placements else post.name
    name = _UNSAFE.sub("-", PurePosixPath(path).name).strip(" .") or f"post-{post.id}"
    return name if PurePosixPath(name).suffix.lower() in _ENDINGS else f"{name}.md"


def text(posts: Iterable[StoredPost]) -> str:
    """Return the texts of posts, one after the other, with an empty line between them."""
    texts = (split(post.source).text for post in posts)
    return "\n\n".join(part.rstrip("\r\n") for part in texts) + "\n"


def _free(name: str, taken: set[str]) -> str:
    """Return `name`, with a number where a file is called so already, in any case of letters."""
    stem, ending = PurePosixPath(name).stem, PurePosixPath(name).suffix
    number, free = 1, name
    while free.casefold() in taken:
        number += 1
        free = f"{stem}-{number}{ending}"
    taken.add(free.casefold())
    return free
