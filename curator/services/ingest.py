"""Taking articles in: first a plan, then its execution in batches.

Files are only ever read. Each succeeds or fails by itself; what is stored is stored whole.
"""

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from curator.domain.changes import NOTHING_CHANGED, Aspect, OperationKind, PostsChanged
from curator.domain.errors import CuratorError, FileError, FileFault
from curator.domain.post import (
    ContentHash,
    OperationId,
    PostId,
    Status,
)
from curator.domain.work import CancelToken, Progress, ignore_progress
from curator.fetching.session import Fetcher
from curator.importing import sources
from curator.importing.candidates import Thing
from curator.importing.guard import Readers
from curator.importing.kinds import CONTAINER_SUFFIXES
from curator.importing.spool import Spool
from curator.services import seen_files
from curator.services.deriving import facts_of
from curator.services.duplicates import Duplicates
from curator.services.import_items import ImportItem, ImportPlan, ImportReport, OnDuplicate, Outcome
from curator.services.import_judging import judged
from curator.services.import_run import ImportRun, Record
from curator.services.judging import Judge
from curator.services.links import Fetch, fetching
from curator.services.looking_ahead import Found, LookingAhead
from curator.services.sites import Sites
from curator.services.unfolding import Looked, Unfolding
from curator.site.scanning import content_files
from curator.storage import operations, places, posts, writing
from curator.storage.blobs import chunks, content_hash
from curator.storage.database import Connection, Database

BATCH = 500


@dataclass(frozen=True, slots=True)
class Paste:
    """An article that came through the clipboard."""

    source: bytes
    name: str


class Ingest:
    """Plans and carries out imports into one library."""

    def __init__(
        self,
        database: Database,
        sites: Sites,
        readers: Readers | None = None,
        fetch: Fetch | None = None,
        duplicates: Duplicates | None = None,
    ) -> None:
        self._duplicates = duplicates or Duplicates(database)
        self._database = database
        self._sites = sites
        self._readers = readers or Readers()
        self._fetch = fetch or fetching(Fetcher())

    def close(self) -> None:
        """End the process that reads."""
        self._readers.close()

    def plan(
        self,
        things: Sequence[Path | Thing],
        *,
        cancel: CancelToken | None = None,
        progress: Progress = ignore_progress,
    ) -> ImportPlan:
        """Read every source and tell what is new and what is already there.

        Raises Cancelled; a source that cannot be read becomes an item that failed.
        """
        found = list(self.find(apart_from_page_folders(things), cancel))
        items: list[ImportItem] = []
        taken = Taken()
        filled = False
        unfolding = self.unfolding(cancel)
        for start in range(0, len(found), BATCH):
            looks: list[Looked] = []
            for number, one in enumerate(found[start : start + BATCH], start + 1):
                if cancel is not None:
                    cancel.check()
                looks += unfolding.of(one)
                if not isinstance(one, ImportItem) or one.root is None:
                    progress(number, len(found))
            if not filled and any(item.root is None and key for item, key in looks):
                self._duplicates.fill(cancel=cancel, progress=progress)
                filled = True
            items += self.decide(looks, taken, unfolding.spool)
            progress(min(start + BATCH, len(found)), len(found))
        return ImportPlan(tuple(items), label_of(things), unfolding.spool)

    def unfolding(self, cancel: CancelToken | None) -> Unfolding:
        """Return what looks at things."""
        return Unfolding(self._readers, self._fetch, cancel)

    def looking_ahead(self, found: Iterable[Found], cancel: CancelToken | None) -> LookingAhead:
        """Return what looks at things while others are stored."""
        return LookingAhead(self.unfolding, self._readers, found, cancel)

    def make_known(self, cancel: CancelToken | None, progress: Progress = ignore_progress) -> None:
        """Let every post of the library be known again, before articles are compared with them.

        Raises Cancelled.
        """
        self._duplicates.fill(cancel=cancel, progress=progress)

    def decide(
        self, looks: Sequence[Looked], taken: "Taken", spool: Spool | None
    ) -> list[ImportItem]:
        """Tell what of things that were looked at is new, and what is already there.

        `spool` holds what they unfolded to.
        """
        items: list[ImportItem] = []
        build = self._sites.build(None)
        for part in chunks(looks):
            with self._database.read() as connection:
                decided = list(self._decide(connection, part, taken))
                items += judged(connection, taken.judge, decided, spool, build)
            self._notice(part, decided)
        return items

    def _notice(self, looks: Sequence[Looked], decided: Sequence[ImportItem]) -> None:
        """Note which files of sites are not what they were when the library last agreed with them."""
        seen: dict[str, dict[PostId, tuple[str, ContentHash | None]]] = {}
        for (_, look), item in zip(looks, decided, strict=True):
            if look is not None and item.root is not None and item.path is not None and item.post:
                seen.setdefault(item.root, {})[item.post] = (item.path, look)
        for root, files in seen.items():
            seen_files.notice(self._database, root, files)

    def run(self, label: str, operation: OperationId | None, record: Record) -> ImportRun:
        """Begin to store, or go on with an operation; `record` takes part in each transaction."""
        return ImportRun(self._database, self._sites, label, operation=operation, record=record)

    def apply(
        self,
        plan: ImportPlan,
        on_duplicate: OnDuplicate = OnDuplicate.SKIP,
        *,
        cancel: CancelToken | None = None,
        progress: Progress = ignore_progress,
        origin: object = None,
    ) -> ImportReport:
        """Carry out a plan as one operation; when cancelled, what was stored so far stays."""
        items = [chosen(item, on_duplicate) for item in plan.items]
        work = [
            index
            for index, item in enumerate(items)
            if item.outcome in {Outcome.ADDED, Outcome.UPDATED}
        ]
        run = ImportRun(self._database, self._sites, plan.label)
        run.spool = plan.spool
        cancelled = False
        for start in range(0, len(work), BATCH):
            if cancel is not None and cancel.cancelled:
                cancelled = True
                break
            part = work[start : start + BATCH]
            for index, item in zip(part, run.store([items[i] for i in part]), strict=True):
                items[index] = item
            progress(min(start + BATCH, len(work)), len(work))
        done = items if not cancelled else [item for item in items if _settled(item, run.touched)]
        return ImportReport(tuple(done), run.changed(origin), cancelled)

    def paste(
        self, pastes: Sequence[Paste], *, zone_of: str | None = None, origin: object = None
    ) -> ImportReport:
        """Take in what came through the clipboard; a text that is already there is a duplicate."""
        build = self._sites.build(zone_of)
        items: list[ImportItem] = []
        now = datetime.now(UTC)
        added: list[PostId] = []
        operation: OperationId | None = None
        with self._database.write() as connection:
            for paste in pastes:
                key = content_hash(paste.source)
                held = posts.holders(connection, [key]).get(key)
                if held is not None:
                    items.append(_item(paste.name, Outcome.DUPLICATE, key, held[0]))
                    continue
                if operation is None:
                    kind = OperationKind.IMPORT
                    operation = operations.begin(connection, kind, now, label=paste.name)
                facts = facts_of(paste.source, None, paste.name, build)
                new = writing.NewPost(paste.source, key, facts, Status.INBOX, paste.name)
                (post,) = writing.add(connection, operation, [new], now)
                added.append(post)
                items.append(_item(paste.name, Outcome.ADDED, key, post))
        changed = PostsChanged(frozenset(added), Aspect.ADDED, operation, origin)
        return ImportReport(tuple(items), changed if added else NOTHING_CHANGED)

    def find(
        self, things: Sequence[Path | Thing], cancel: CancelToken | None = None
    ) -> Iterator[ImportItem | Thing]:
        """Yield each file that is named or lies in a named folder, once; other things as they are."""
        seen: set[Path] | None = set() if len(things) > 1 else None
        for thing in things:
            if isinstance(thing, Thing):
                yield thing
                continue
            for item in self._articles(Path(os.path.abspath(thing))):  # links are not followed
                if cancel is not None:
                    cancel.check()
                if seen is None:
                    yield item
                elif item.source not in seen:
                    seen.add(item.source)
                    yield item

    def site_around(self, thing: Path) -> Path | None:
        """Return the root of the site that a file or a folder lies in."""
        return self._sites.around(Path(os.path.abspath(thing)))

    def _articles(self, thing: Path) -> Iterator[ImportItem]:
        root = self._sites.around(thing)
        if not thing.is_dir():
            yield placed(thing, root)
        elif root is not None and thing.resolve() == root:
            try:
                site = self._sites.open(root, config_required=False)
            except CuratorError as error:
                yield ImportItem(thing, Outcome.FAILED, error=error)
                return
            for inside in content_files(site):
                yield ImportItem(root / inside, Outcome.ADDED, str(root), inside)
        else:
            empty = True
            wanted = sources.SUFFIXES if root is not None else sources.SUFFIXES | CONTAINER_SUFFIXES
            for path in sources.walk(thing, wanted):
                empty = False
                yield placed(path, root)
            if empty:
                nothing = FileError(thing, FileFault.UNSUPPORTED)
                yield ImportItem(thing, Outcome.FAILED, error=nothing)

    def _decide(
        self,
        connection: Connection,
        looks: Sequence[Looked],
        taken: "Taken",
    ) -> Iterator[ImportItem]:
        batch = [item for item, _ in looks]
        held = posts.holders(connection, [look for _, look in looks if look is not None])
        occupied: dict[tuple[str, str], places.Occupant] = {}
        for root in {item.root for item in batch if item.root is not None}:
            site = places.find(connection, root)
            if site is None:
                continue
            paths = [item.path for item in batch if item.root == root and item.path is not None]
            for path, occupant in places.occupants(connection, site, paths).items():
                occupied[root, path] = occupant
        for item, look in looks:
            if look is None:
                yield item
            elif (there := occupied.get((item.root or "", item.path or ""))) is not None:
                yield _against(item, look, there)
            else:
                yield taken.decide(item, look, held.get(look))


def apart_from_page_folders(things: Sequence[Path | Thing]) -> list[Path | Thing]:
    """Leave out folders of files that are named together with the page they were saved with."""
    folders = sources.page_folders(one for one in things if isinstance(one, Path))
    return [
        one for one in things if not (isinstance(one, Path) and one in folders and one.is_dir())
    ]


class Taken:
    """What this plan already takes in, so that an article dropped twice is noticed."""

    def __init__(self) -> None:
        self._texts: set[ContentHash] = set()
        self.judge = Judge()

    def decide(
        self, item: ImportItem, content: ContentHash, held: tuple[PostId, Status] | None
    ) -> ImportItem:
        """Judge an article that lies in no file the library knows."""
        # Two files of one site may have the same text: both are posts, and both must come back.
        if item.root is None and (held is not None or content in self._texts):
            post = held[0] if held else None
            return replace(item, outcome=Outcome.DUPLICATE, content=content, post=post)
        self._texts.add(content)
        return replace(item, outcome=Outcome.ADDED, content=content)

    def stored(self, contents: Collection[ContentHash]) -> None:
        """Forget what the library has by now."""
        self._texts.difference_update(contents)
        self.judge.stored(contents)


def _against(item: ImportItem, content: ContentHash, occupant: places.Occupant) -> ImportItem:
    """Compare a site's file with the post that the library keeps for it."""
    post = occupant.post
    if content in {occupant.content, occupant.base}:
        return replace(item, outcome=Outcome.UNCHANGED, content=content, post=post)
    expected = occupant.content
    if expected == occupant.base:
        updated = Outcome.UPDATED
        return replace(item, outcome=updated, content=content, post=post, expected=expected)
    return replace(
        item,
        outcome=Outcome.UNCHANGED,
        content=content,
        post=post,
        expected=expected,
        conflict=True,
    )


def placed(path: Path, root: Path | None) -> ImportItem:
    """Return the item of a file that was found in a site, or in none."""
    if root is None:
        return ImportItem(path, Outcome.ADDED)
    # The root is free of links and the path may not be: what lies elsewhere is in no site.
    real = path.parent.resolve() / path.name
    if not real.is_relative_to(root):
        return ImportItem(path, Outcome.ADDED)
    return ImportItem(path, Outcome.ADDED, str(root), real.relative_to(root).as_posix())


def label_of(things: Sequence[Path | Thing]) -> str:
    """Return by what history calls an import: its first thing, and `\\n+3` where there were 3 more.

    Words are made of it where it is shown.
    """
    if not things:
        return ""
    name = things[0].name or str(things[0])
    return f"{name}\n+{len(things) - 1}" if len(things) > 1 else name


def chosen(item: ImportItem, choice: OnDuplicate) -> ImportItem:
    """Return an item as the editor wants it, where it is there already."""
    choice = item.choice or choice
    if item.outcome is Outcome.DUPLICATE and choice is OnDuplicate.KEEP:
        return replace(item, outcome=Outcome.ADDED, post=None, choice=choice)
    if item.outcome is Outcome.DUPLICATE and choice is OnDuplicate.REPLACE and item.expected:
        return replace(item, outcome=Outcome.UPDATED)
    if item.conflict and choice is OnDuplicate.REPLACE:
        return replace(item, outcome=Outcome.UPDATED, conflict=False)
    return item


def _settled(item: ImportItem, touched: Collection[PostId | None]) -> bool:
    return item.outcome not in {Outcome.ADDED, Outcome.UPDATED} or item.post in touched


def _item(name: str, outcome: Outcome, key: ContentHash, post: PostId) -> ImportItem:
    return ImportItem(Path(name), outcome, content=key, post=post)
