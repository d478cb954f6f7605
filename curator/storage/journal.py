"""Unsaved typing on the disk: what a crash, a full disk or a locked library must not cost.

One small file per post beside the library, replaced whole and synced before `write` returns; it is
taken away once the library itself holds the text.
"""

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from curator.domain.post import ContentHash, PostId

_SUFFIX = ".unsaved"


@dataclass(frozen=True, slots=True)
class Unsaved:
    """A text that was typed and not yet stored."""

    post: PostId
    expected: ContentHash
    """The text that the library held when the typing began."""
    source: bytes


class Journal:
    """The folder of unsaved texts of one library."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, unsaved: Unsaved) -> None:
        """Keep a text, replacing an older one of the same post; raises OSError."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        target = self._file(unsaved.post)
        head = json.dumps({"post": unsaved.post, "expected": unsaved.expected.hex()})
        fresh = target.with_suffix(".new")
        with fresh.open("wb") as stream:
            stream.write(head.encode() + b"\n" + unsaved.source)
            stream.flush()
            os.fsync(stream.fileno())
        fresh.replace(target)
        self._sync_folder()

    def forget(self, post: PostId) -> None:
        """Take away the text of a post that the library holds now."""
        with suppress(FileNotFoundError):
            self._file(post).unlink()

    def entries(self) -> Iterator[Unsaved]:
        """Yield what an earlier run left behind; a torn file, which `write` never leaves, is kept
        aside under another name rather than thrown away.
        """
        if not self._folder.is_dir():
            return
        for file in sorted(self._folder.glob(f"*{_SUFFIX}")):
            head, _, source = file.read_bytes().partition(b"\n")
            try:
                told = json.loads(head)
                expected = ContentHash(bytes.fromhex(told["expected"]))
                yield Unsaved(PostId(int(told["post"])), expected, source)
            except (ValueError, KeyError, TypeError):
                file.rename(file.with_suffix(".unreadable"))

    def _file(self, post: PostId) -> Path:
        return self._folder / f"{post}{_SUFFIX}"

    def _sync_folder(self) -> None:
        if os.name != "posix":
            return
        folder = os.open(self._folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
