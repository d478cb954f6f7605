"""What a killed run left in a site: its files are finished or taken back, then the library agrees.

The writer's journal carries a note; this module writes the notes and understands them.
"""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from curator.domain.changes import (
    NOTHING_CHANGED,
    Aspect,
    Operation,
    OperationKind,
    PostsChanged,
)
from curator.domain.errors import UndoError
from curator.domain.listing import StoredPost
from curator.domain.post import ContentHash, OperationId, PostFacts, PostId, SiteId, Status
from curator.export.plan import PlannedFile
from curator.export.writer import recover
from curator.services.deriving import facts_of
from curator.services.export_places import PictureEntry, picture_entries, remember
from curator.services.sites import Sites
from curator.storage import asset_places, history, operations, places, posts, writing
from curator.storage.blobs import content_hash
from curator.storage.database import Connection, Database


@dataclass(frozen=True, slots=True)
class _Agreed:
    """A file that an export writes, as its journal remembers it."""

    post: int
    path: str
    content: str
    completed: str = ""
    """The library's text that the export completed, empty where it wrote that very text."""


def export_note(files: Sequence[PlannedFile]) -> bytes:
    """Return what a journal must know of an export."""
    agreed = [
        [
            file.post,
            file.path,
            file.after.hex(),
            file.completion.of.hex() if file.completion else "",
        ]
        for file in files
        if file.post is not None and file.after is not None
    ]
    pictures = [
        [entry.asset, entry.post, entry.path, entry.content, entry.created]
        for entry in picture_entries(files)
    ]
    return json.dumps({"export": agreed, "pictures": pictures}).encode()


def way_back_note(
    operation: Operation, kind: OperationKind, made: Collection[tuple[int, str]] = ()
) -> bytes:
    """Return what a journal must know of an undo or redo; `made` are pictures that it makes anew."""
    told = {"operation": operation.id, "kind": kind.value, "made": sorted(made)}
    return json.dumps(told).encode()


class Recovery:
    """Brings a library and the sites it writes into back together."""

    def __init__(self, database: Database, sites: Sites) -> None:
        self._database = database
        self._sites = sites

    def settle(self, root: Path) -> PostsChanged:
        """Finish or take back what was begun in the site at `root`; raises SiteError."""
        found = recover(root)
        if found is None or not found.note:
            return NOTHING_CHANGED
        told = json.loads(found.note)
        if "export" in told:
            pictures = [PictureEntry(*entry) for entry in told.get("pictures", ())]
            agreed = [_Agreed(*entry) for entry in told["export"]]
            changed = self._agree(str(root), agreed, pictures)
        else:
            made = {(site, path) for site, path in told.get("made", ())}
            changed = self._go_back(told["operation"], OperationKind(told["kind"]), made)
        found.finish()
        return changed

    def revert(
        self,
        connection: Connection,
        operation: Operation,
        kind: OperationKind,
        made: Collection[tuple[int, str]] = (),
    ) -> PostsChanged:
        """Take an operation back in the library; its files are somebody else's business.

        `made` are the pictures, by site and path, whose files come to be by it.
        """
        now = datetime.now(UTC)
        way_back = operations.begin(
            connection, kind, now, label=operation.label, undoes=operation.id
        )
        changed, aspects = history.revert(connection, operation, way_back, self._derive, now)
        asset_places.turn(connection, operations.root(connection, operation), made)
        if not changed:
            return NOTHING_CHANGED
        return PostsChanged(changed, aspects, OperationId(way_back))

    def _derive(self, source: bytes, path: str, root: str | None) -> PostFacts:
        placed = path if root is not None else None
        return facts_of(source, placed, path, self._sites.build(root))

    def _go_back(
        self, number: int, kind: OperationKind, made: Collection[tuple[int, str]]
    ) -> PostsChanged:
        with self._database.write() as connection:
            operation = operations.find(connection, number)
            if operation is None or operation.undone_by is not None:
                return NOTHING_CHANGED  # the library had committed before the end came
            try:
                return self.revert(connection, operation, kind, made)
            except UndoError:
                # Later work came in between; the next plan compares file and library anew.
                connection.rollback()
                return NOTHING_CHANGED

    def _agree(
        self, root: str, agreed: Sequence[_Agreed], pictures: Sequence[PictureEntry]
    ) -> PostsChanged:
        """Tell the library of files that an export wrote, unless it knows already.

        A post that has another text since is left alone: the next plan compares it anew. One whose
        text the export completed takes the file's.
        """
        title = self._sites.title(root)
        now = datetime.now(UTC)
        with self._database.write() as connection:
            site = places.register(connection, root, title)
            wanted = [PostId(entry.post) for entry in agreed]
            stored = {post.id: post for post in posts.load_many(connection, wanted)}
            new = []
            texts: list[writing.NewText] = []
            for entry in agreed:
                post = stored.get(PostId(entry.post))
                base = ContentHash(bytes.fromhex(entry.content))
                if post is None or _placed(post, site, entry.path, base):
                    continue
                if post.content == base:
                    new.append(writing.NewPlace(post.id, site, entry.path, base))
                elif entry.completed and post.content.hex() == entry.completed:
                    texts += self._completed(post, root, entry, base, site)
            if not new and not texts:
                return NOTHING_CHANGED
            kind = OperationKind.EXPORT
            operation = operations.begin(connection, kind, now, label=title)
            done = writing.place(connection, operation, new, now, status=Status.PUBLISHED)
            done |= writing.save(connection, operation, texts, now, status=Status.PUBLISHED)
            own = [entry for entry in pictures if entry.post in done]
            remember(connection, operation, site, Path(root), own)
        aspects = Aspect.PLACEMENT | Aspect.STATUS | (Aspect.TEXT if texts else Aspect(0))
        return PostsChanged(done, aspects, operation)

    def _completed(
        self, post: StoredPost, root: str, entry: _Agreed, base: ContentHash, site: SiteId
    ) -> Iterator[writing.NewText]:
        """Yield the text that an export wrote for a post, unless the file was changed since."""
        try:
            source = (Path(root) / entry.path).read_bytes()
        except OSError:
            return
        if content_hash(source) == base:
            facts = facts_of(source, entry.path, "", self._sites.build(root))
            yield writing.NewText(post.id, post.content, source, base, facts, site, entry.path)


def _placed(post: StoredPost, site: SiteId, path: str, base: ContentHash) -> bool:
    return any(
        place.site == site and place.path == path and place.base == base
        for place in post.placements
    )
