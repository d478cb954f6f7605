"""Writes a whole library as plain files from which it can be rebuilt, all of it or nothing.

The history and what imports remember of themselves stay behind. Each post is written as it was when
it was read: somebody may go on working meanwhile.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

from curator.domain import plain_files as names
from curator.domain.errors import FileError, FileFault
from curator.domain.work import CancelToken, Progress, ignore_progress
from curator.storage import blobs, plain
from curator.storage.database import Database
from curator.storage.files import sync_folder, sync_tree

_BATCH = 200


@dataclass(frozen=True, slots=True)
class PlainFiles:
    """A library in plain files."""

    folder: Path
    posts: int
    files: int


def export_plain(
    database: Database,
    folder: Path,
    *,
    cancel: CancelToken | None = None,
    progress: Progress = ignore_progress,
) -> PlainFiles:
    """Write the library into a folder that is not there yet, or is empty.

    Raises FileError where it is there or cannot be written, LibraryError, Cancelled; nothing is left then.
    """
    folder = folder.expanduser().absolute()
    if os.path.lexists(folder) and not (folder.is_dir() and not any(folder.iterdir())):
        raise FileError(folder, FileFault.EXISTS)
    with _named_when_whole(folder) as part:
        return _Export(database, part, cancel, progress).run(folder)


class _Export:
    def __init__(
        self, database: Database, part: Path, cancel: CancelToken | None, progress: Progress
    ) -> None:
        self._database = database
        self._part = part
        self._cancel = cancel
        self._progress = progress
        self._folders: set[str] = set()
        self._hashes: dict[str, str] = {}
        self._files = 0

    def run(self, folder: Path) -> PlainFiles:
        posts = self._posts()
        with self._database.read() as connection:
            sites, searches = plain.known_sites(connection), plain.searches(connection)
            with self._list(names.DISTINCT) as lines:
                for pair in plain.distinct(connection):
                    lines.write(_line(pair))
        for name, rows in ((names.SITES, sites), (names.SEARCHES, searches)):
            with self._list(name) as lines:
                for row in rows:
                    lines.write(_line(row))
        manifest = {
            "format": names.FORMAT,
            "version": names.VERSION,
            "posts": posts,
            "files": self._files,
            "sha256": {name: self._hashes[name] for name in names.LISTS},
        }
        text = json.dumps(manifest, ensure_ascii=False, indent=2)
        (self._part / names.MANIFEST).write_bytes(f"{text}\n".encode())
        return PlainFiles(folder, posts, self._files)

    def _posts(self) -> int:
        last = done = 0
        with self._database.read() as connection:
            total = plain.total(connection)
        with self._list(names.POSTS) as lines:
            while True:
                if self._cancel is not None:
                    self._cancel.check()
                with self._database.read() as connection:
                    batch = plain.after(connection, last, _BATCH)
                if not batch:
                    return done
                for post in batch:
                    lines.write(_line(self._post(post)))
                last, done = batch[-1].id, done + len(batch)
                self._progress(done, max(total, done))

    def _post(self, post: plain.Post) -> dict[str, Any]:
        file = names.post_file(post.id, post.name)
        self._write(file, post.source)
        return {
            "id": post.id,
            "file": file,
            "sha256": post.hash.hex(),
            "status": post.status,
            "name": post.name,
            "guest": post.foreign,
            "added": post.added,
            "saved": post.saved,
            "address": post.address,
            "number": post.number,
            "places": [self._place(post, place) for place in post.places],
            "files": [self._asset(one) for one in post.files],
        }

    def _place(self, post: plain.Post, place: plain.Place) -> dict[str, Any]:
        told: dict[str, Any] = {"site": place.site, "path": place.path, "base": None}
        if place.base is not None and place.base_hash is not None:
            told["base"] = place.base_hash.hex()
            if place.base_hash != post.hash:
                self._write_stored(names.base_file(place.base_hash), place.base)
        return told

    def _asset(self, one: plain.File) -> dict[str, Any]:
        file = names.asset_file(one.hash, one.name)
        self._files += 1
        self._write_stored(file, one.blob)
        return {
            "file": file,
            "sha256": one.hash.hex(),
            "name": one.name,
            "type": one.media_type,
            "origin": one.origin,
            "kind": one.kind,
            "added": one.added,
        }

    def _write_stored(self, file: str, number: int) -> None:
        """Write bytes that several posts may have; one after the other, as pictures are large."""
        if not (self._part / file).exists():
            with self._database.read() as connection:
                data = blobs.read(connection, number)
            self._write(file, data)

    def _write(self, file: str, data: bytes) -> None:
        folder = file.rpartition("/")[0]
        if folder not in self._folders:
            (self._part / folder).mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)
        (self._part / file).write_bytes(data)

    @contextmanager
    def _list(self, name: str) -> Iterator["_Lines"]:
        with (self._part / name).open("wb") as stream:
            lines = _Lines(stream)
            yield lines
        self._hashes[name] = lines.digest()


class _Lines:
    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._hash = sha256()

    def write(self, line: bytes) -> None:
        self._stream.write(line)
        self._hash.update(line)

    def digest(self) -> str:
        return self._hash.hexdigest()


def _line(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode() + b"\n"


@contextmanager
def _named_when_whole(folder: Path) -> Iterator[Path]:
    """Yield a folder that gets the name once everything in it is on the disk."""
    try:
        with ExitStack() as left:
            folder.parent.mkdir(parents=True, exist_ok=True)
            part = Path(
                tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}.", suffix=".part")
            )
            left.callback(shutil.rmtree, part, ignore_errors=True)
            yield part
            sync_tree(part)
            part.chmod(0o755)
            if folder.is_dir():
                folder.rmdir()  # empty, or it was filled meanwhile and stays
            os.rename(part, folder)
            left.pop_all()
            sync_folder(folder.parent)
    except OSError as error:
        full = error.errno == 28
        fault = FileFault.DISK_FULL if full else FileFault.DENIED if error.errno == 13 else None
        taken = error.errno in {17, 39}
        fault = fault or (FileFault.EXISTS if taken else FileFault.UNREADABLE)
        raise FileError(folder, fault, error.strerror or str(error)) from error
