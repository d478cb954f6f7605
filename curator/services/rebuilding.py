"""Makes a library from the plain files of another one: every text and file is checked by its hash.

All of it or nothing: the new library gets its name once it is whole. What is in the folder was
perhaps written by somebody else, so only names of our own making are read.
"""

import json
import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from curator.domain import plain_files as names
from curator.domain.changes import OperationKind
from curator.domain.errors import LibraryError, LibraryFault, PlainError, PlainFault
from curator.domain.post import ContentHash, OperationId, PostId, SiteId, Status
from curator.domain.work import CancelToken, Progress, ignore_progress
from curator.services.deriving import facts_of, known_as
from curator.services.sites import Sites
from curator.services.using import file_of
from curator.storage import (
    assets,
    blobs,
    operations,
    places,
    plain,
    saved_searches,
    writing,
)
from curator.storage.assets import AssetKind, NewAsset
from curator.storage.database import Connection, Database
from curator.storage.files import put_in_place
from curator.storage.instants import from_milliseconds

_BATCH = 200
_HELD = 16 * 1024 * 1024
"""So many bytes of pictures are held before they are stored."""
_PAIRS = 5_000


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A library that was made from plain files."""

    library: Path
    posts: int
    files: int


def rebuild(
    folder: Path,
    location: str,
    *,
    cancel: CancelToken | None = None,
    progress: Progress = ignore_progress,
) -> Rebuilt:
    """Make the library at `location`, which must not be there, from a folder of plain files.

    Posts keep their numbers; their history begins anew. Raises PlainError, LibraryError, Cancelled;
    nothing is left then.
    """
    file = file_of(location)
    if os.path.lexists(file):
        raise LibraryError(location, LibraryFault.EXISTS)
    source = _Folder(folder.expanduser().absolute())
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.", suffix=".part")
        os.close(handle)
    except OSError as error:
        raise LibraryError(location, LibraryFault.DENIED, error.strerror or "") from error
    part = Path(name)
    try:
        database = Database.open(str(part))
        try:
            files = _Rebuilding(database, source, cancel, progress).run()
        finally:
            database.close()
        try:
            put_in_place(part, file, replace=False)
        except FileExistsError as error:
            raise LibraryError(location, LibraryFault.EXISTS) from error
    finally:
        for suffix in ("", "-journal", "-wal", "-shm"):
            Path(f"{part}{suffix}").unlink(missing_ok=True)
    return Rebuilt(file, source.posts, files)


class _Folder:
    """A folder of plain files, read with suspicion."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        try:
            manifest = json.loads((folder / names.MANIFEST).read_bytes())
            known = manifest["format"] == names.FORMAT
            self.posts = int(manifest["posts"])
            version = int(manifest["version"])
            self._hashes = {name: str(manifest["sha256"][name]) for name in names.LISTS}
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise PlainError(folder, PlainFault.NOT_PLAIN) from error
        if not known:
            raise PlainError(folder, PlainFault.NOT_PLAIN)
        if version > names.VERSION:
            raise PlainError(folder, PlainFault.NEWER)

    def lines(self, name: str) -> Iterator[Any]:
        """Yield what the lines of a list say; raises PlainError where it is not as it was exported."""
        seen = sha256()
        try:
            with (self._folder / name).open("rb") as stream:
                for line in stream:
                    seen.update(line)
                    yield json.loads(line)
        except OSError as error:
            raise PlainError(self._folder, PlainFault.MISSING, name) from error
        except ValueError as error:
            raise PlainError(self._folder, PlainFault.CHANGED, name) from error
        if seen.hexdigest() != self._hashes[name]:
            raise PlainError(self._folder, PlainFault.CHANGED, name)

    def read(self, name: str, key: str) -> bytes:
        """Return the bytes of a file that must have the hash `key`."""
        path = self._folder / name
        if not names.is_safe(name) or path.is_symlink():
            raise PlainError(self._folder, PlainFault.CHANGED, name)
        try:
            data = path.read_bytes()
        except OSError as error:
            raise PlainError(self._folder, PlainFault.MISSING, name) from error
        if sha256(data).hexdigest() != key:
            raise PlainError(self._folder, PlainFault.CHANGED, name)
        return data

    def wrong(self, name: str) -> PlainError:
        """Return what to raise where a list says something that no export writes."""
        return PlainError(self._folder, PlainFault.CHANGED, name)

    @property
    def name(self) -> str:
        """Return what the folder is called."""
        return self._folder.name


class _Rebuilding:
    def __init__(
        self, database: Database, source: _Folder, cancel: CancelToken | None, progress: Progress
    ) -> None:
        self._database = database
        self._source = source
        self._cancel = cancel
        self._progress = progress
        self._builds = Sites()
        self._sites: dict[int, tuple[SiteId, str]] = {}
        self._now = datetime.now(UTC)
        self._files = 0

    def run(self) -> int:
        try:
            return self._run()
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise self._source.wrong(names.POSTS) from error

    def _run(self) -> int:
        with self._database.write() as connection:
            for row in self._source.lines(names.SITES):
                site = places.register(connection, row["root"], row["title"])
                places.use_picture_pattern(connection, site, row["pictures"])
                self._sites[row["id"]] = (site, row["root"])
            for row in self._source.lines(names.SEARCHES):
                when = from_milliseconds(row["saved"])
                saved_searches.keep(connection, row["name"], row["text"], when)
            # Nobody takes a library back post by post; the folder is still there.
            kind, label = OperationKind.IMPORT, self._source.name
            operation = operations.begin(connection, kind, self._now, label=label)
            operations.thin(connection, [operation])
        rows, done = self._source.lines(names.POSTS), 0
        while batch := list(islice(rows, _BATCH)):
            if self._cancel is not None:
                self._cancel.check()
            self._store(operation, batch)
            done += len(batch)
            self._progress(done, self._source.posts)
        if done != self._source.posts:
            raise self._source.wrong(names.POSTS)
        pairs = self._source.lines(names.DISTINCT)
        while part := [(int(one), int(other)) for one, other in islice(pairs, _PAIRS)]:
            with self._database.write() as connection:
                plain.call_distinct(connection, part)
        return self._files

    def _store(self, operation: OperationId, batch: Sequence[dict[str, Any]]) -> None:
        new = [self._post(row) for row in batch]
        ids = [PostId(int(row["id"])) for row in batch]
        with self._database.write() as connection:
            writing.add(connection, operation, new, self._now, numbered=ids)
            moved = [
                writing.NewPlace(
                    post,
                    self._sites[place["site"]][0],
                    place["path"],
                    self._base(connection, place, one),
                )
                for post, one, row in zip(ids, new, batch, strict=True)
                for place in row["places"][0 if one.site is None else 1 :]
            ]
            # A version tells of one place: those after a post's first are versions of their own.
            while moved:
                first = {place.post: place for place in reversed(moved)}
                writing.place(connection, operation, list(first.values()), self._now)
                moved = [place for place in moved if first[place.post] is not place]
            self._keep_files(connection, ids, batch)
            ages = [(int(row["added"]), int(row["saved"])) for row in batch]
            plain.age(connection, [(post, *age) for post, age in zip(ids, ages, strict=True)])

    def _post(self, row: dict[str, Any]) -> writing.NewPost:
        source = self._source.read(row["file"], row["sha256"])
        content = blobs.content_hash(source)
        place = row["places"][0] if row["places"] else None
        site, root = self._sites[place["site"]] if place is not None else (None, None)
        path = place["path"] if place is not None else None
        looked = row["address"] is not None
        build = self._builds.build(root)
        facts = facts_of(source, path, row["name"], build, likeness=looked)
        if looked:
            facts = known_as(facts, row["address"], row["number"])
        agreed = place is not None and place["base"] == row["sha256"]
        return writing.NewPost(
            source,
            content,
            facts,
            Status(row["status"]),
            row["name"],
            site if agreed else None,
            path if agreed else None,
            foreign=bool(row["guest"]),
        )

    def _base(
        self, connection: Connection, place: dict[str, Any], post: writing.NewPost
    ) -> ContentHash | None:
        if place["base"] is None:
            return None
        key = ContentHash(bytes.fromhex(place["base"]))
        if key != post.content:
            blobs.store(connection, {key: self._source.read(names.base_file(key), place["base"])})
        return key

    def _keep_files(
        self, connection: Connection, ids: Sequence[PostId], batch: Sequence[dict[str, Any]]
    ) -> None:
        held: list[NewAsset] = []
        size = 0
        for post, row in zip(ids, batch, strict=True):
            for one in row["files"]:
                data = self._source.read(one["file"], one["sha256"])
                held.append(
                    NewAsset(
                        *(post, data, one["name"], one["type"], one["origin"]),
                        kind=AssetKind(one["kind"]),
                        added=from_milliseconds(one["added"]),
                    )
                )
                self._files += 1
                size += len(data)
                if size > _HELD:
                    assets.add_all(connection, held, self._now)
                    held, size = [], 0
        assets.add_all(connection, held, self._now)
