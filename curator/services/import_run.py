"""Carrying out an import: batch by batch, each stored whole, all of them one operation."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from curator.domain.changes import NOTHING_CHANGED, Aspect, OperationKind, PostsChanged
from curator.domain.errors import FileError, FileFault
from curator.domain.post import OperationId, PostFacts, PostId, SiteId, Status
from curator.importing import sources
from curator.services.deriving import Build, facts_of
from curator.services.import_items import ImportItem, Outcome
from curator.services.sites import Sites
from curator.storage import operations, places, writing
from curator.storage.blobs import content_hash
from curator.storage.database import Connection, Database


class ImportRun:
    """One execution of a plan: an operation that grows with each batch."""

    def __init__(self, database: Database, sites: Sites, label: str) -> None:
        self._database = database
        self._sites = sites
        self._label = label
        self._operation: OperationId | None = None
        self._aspects = Aspect(0)
        # Asked once a run: whether a site's settings changed costs four system calls.
        self._builds: dict[str | None, Build] = {}
        self.touched: set[PostId] = set()

    def changed(self, origin: object) -> PostsChanged:
        """Return what the run did so far."""
        if not self.touched:
            return NOTHING_CHANGED
        return PostsChanged(frozenset(self.touched), self._aspects, self._operation, origin)

    def store(self, batch: Sequence[ImportItem]) -> list[ImportItem]:
        """Read and derive outside the transaction, then store the batch in one."""
        read = [self._read(item) for item in batch]
        now = datetime.now(UTC)
        ready = [(item, source, facts) for item, source, facts in read if facts is not None]
        if not ready:
            return [item for item, _, _ in read]
        numbers: dict[Path, PostId] = {}
        with self._database.write() as connection:
            if self._operation is None:
                kind = OperationKind.IMPORT
                self._operation = operations.begin(connection, kind, now, label=self._label)
            site_of = self._register(connection, [item for item, _, _ in ready])
            new = [
                (
                    item,
                    writing.NewPost(
                        source,
                        item.content,
                        facts,
                        _first_status(item.path),
                        item.source.name,
                        site_of(item.root),
                        item.path,
                    ),
                )
                for item, source, facts in ready
                if item.outcome is Outcome.ADDED and item.content is not None
            ]
            ids = writing.add(connection, self._operation, [post for _, post in new], now)
            numbers.update((item.source, post) for (item, _), post in zip(new, ids, strict=True))
            others = [
                writing.NewText(
                    item.post,
                    item.expected,
                    source,
                    item.content,
                    facts,
                    site_of(item.root),
                    item.path,
                )
                for item, source, facts in ready
                if item.outcome is Outcome.UPDATED
                and item.content is not None
                and item.post is not None
                and item.expected is not None
            ]
            saved = writing.save(connection, self._operation, others, now)
        if ids:
            self._aspects |= Aspect.ADDED
        if saved:
            self._aspects |= Aspect.TEXT | Aspect.PLACEMENT
        self.touched.update(ids, saved)
        return [_after(item, facts, numbers.get(item.source), saved) for item, _, facts in read]

    def _register(
        self, connection: Connection, items: Iterable[ImportItem]
    ) -> Callable[[str | None], SiteId | None]:
        known: dict[str | None, SiteId | None] = {None: None}
        for item in items:
            if item.root not in known and item.root is not None:
                title = self._sites.title(item.root)
                known[item.root] = places.register(connection, item.root, title)
        return known.__getitem__

    def _read(self, item: ImportItem) -> tuple[ImportItem, bytes, PostFacts | None]:
        try:
            source = sources.read(item.source)
        except FileError as error:
            failed = replace(item, outcome=Outcome.FAILED, error=error)
            return failed, b"", None
        if content_hash(source) != item.content:
            change = FileError(item.source, FileFault.CHANGED)
            changed = replace(item, outcome=Outcome.FAILED, error=change)
            return changed, b"", None
        build = self._builds.get(item.root)
        if build is None:
            build = self._builds[item.root] = self._sites.build(item.root)
        return item, source, facts_of(source, item.path, item.source.name, build)


def _after(
    item: ImportItem, facts: PostFacts | None, post: PostId | None, saved: frozenset[PostId]
) -> ImportItem:
    if facts is None:
        return item
    if item.outcome is Outcome.UPDATED and item.post not in saved:
        return replace(item, outcome=Outcome.UNCHANGED, conflict=True)
    return replace(item, post=post or item.post, problems=facts.problems)


def _first_status(path: str | None) -> Status:
    """Return where a new post starts: what a site shows is published, its drafts are in work."""
    if path is None:
        return Status.INBOX
    return Status.REVIEW if "_drafts" in path.split("/") else Status.PUBLISHED
