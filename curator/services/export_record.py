"""What the library learns of an export: what was written, what was there already, what was lost.

Each is an operation of its own, so that undo takes back only what the export itself did.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from curator.domain.changes import NOTHING_CHANGED, Aspect, OperationKind, PostsChanged
from curator.domain.errors import SiteError, SiteFault
from curator.domain.post import OperationId, PostId, SiteId, Status
from curator.export.plan import Action, PlannedFile, Reason
from curator.services.deriving import Build, facts_of
from curator.services.export_places import PictureEntry, picture_entries, remember
from curator.services.sites import Sites
from curator.site.folder import Site
from curator.site.guests import has_live_liquid
from curator.storage import blobs, operations, places, posts, writing
from curator.storage.blobs import content_hash
from curator.storage.database import Connection, Database

BATCH = 500
WRITING = frozenset({Action.CREATE, Action.UPDATE, Action.RENAME, Action.DELETE})
"""What changes a file of the site."""
_FOREIGN = frozenset({Reason.EDITED_OUTSIDE, Reason.OTHER_FILE_THERE, Reason.DELETED_OUTSIDE})
"""Why a file that is written all the same is not what library and file last agreed on."""


class Bookkeeping:
    """Writes exports down in one library."""

    def __init__(self, database: Database, sites: Sites) -> None:
        self._database = database
        self._sites = sites

    def keep_overwritten(self, site: Site, files: Sequence[PlannedFile]) -> None:
        """Take what an export is about to overwrite into the library, so that undo can return it.

        These texts came from outside, so no version of the post holds them.
        """
        lost = [file for file in files if file.action in WRITING and file.reason in _FOREIGN]
        if not lost:
            return
        now = datetime.now(UTC)
        title = self._sites.title(str(site.root))
        with self._database.write() as connection:
            number = places.register(connection, str(site.root), title)
            operation = operations.begin(connection, OperationKind.ADOPT, now, label=title)
            new = []
            for file in lost:
                base = None
                if file.before is not None:
                    text = read(site.root / file.path)
                    base = content_hash(text)
                    blobs.store(connection, {base: text})
                if file.post is not None:
                    new.append(writing.NewPlace(file.post, number, file.path, base))
            writing.place(connection, operation, new, now)

    def record(self, site: Site, files: Sequence[PlannedFile], origin: object) -> PostsChanged:
        """Remember what was written, and apart from it what the site had already.

        Two operations, the written one last: undo takes it back first, and never takes away a
        file that was there before.
        """
        now = datetime.now(UTC)
        title = self._sites.title(str(site.root))
        done: frozenset[PostId] = frozenset()
        operation: OperationId | None = None
        texts = False
        with self._database.write() as connection:
            number = places.register(connection, str(site.root), title)
            for kind in (OperationKind.ADOPT, OperationKind.EXPORT):
                told = [file for file in files if file.picture is None and _news(file) is kind]
                if not told:
                    continue
                operation = operations.begin(connection, kind, now, label=title)
                replaced = [file for file in told if _has_new_text(file)]
                kept = [file for file in told if not _has_new_text(file)]
                texts = texts or bool(replaced)
                done |= self._save_texts(connection, operation, number, site, replaced, now)
                for status, group in _by_status(kept):
                    new = [
                        writing.NewPlace(file.post, number, file.path, file.after)
                        for file in group
                        if file.post is not None
                    ]
                    done |= writing.place(connection, operation, new, now, status=status)
                entries: list[PictureEntry] = picture_entries(told)
                remember(connection, operation, number, site.root, entries)
        if not done:
            return NOTHING_CHANGED
        aspects = Aspect.PLACEMENT | Aspect.STATUS | (Aspect.TEXT if texts else Aspect(0))
        return PostsChanged(done, aspects, operation, origin)

    def _save_texts(
        self,
        connection: Connection,
        operation: OperationId,
        number: SiteId,
        site: Site,
        files: Sequence[PlannedFile],
        now: datetime,
    ) -> frozenset[PostId]:
        """Store the texts that the export completed, or that were taken from the site."""
        build = Build(site.config.zone, site.config.content_dir)
        saved: frozenset[PostId] = frozenset()
        for status, group in _by_status(files):
            # A text is as long as it is: those of a whole site are never in memory at once.
            for start in range(0, len(group), BATCH):
                new = self._new_texts(connection, number, site, group[start : start + BATCH], build)
                saved |= writing.save(connection, operation, new, now, status=status)
        return saved

    def _new_texts(
        self,
        connection: Connection,
        number: SiteId,
        site: Site,
        files: Sequence[PlannedFile],
        build: Build,
    ) -> list[writing.NewText]:
        stored = posts.texts(connection, [file.post for file in files if file.post is not None])
        new = []
        for file in files:
            if file.post is None or file.post not in stored:
                continue
            expected, before = stored[file.post]
            if file.completion is not None:
                # From this transaction: another could wait for it for ever.
                source = file.completion.head + before[file.completion.rest_from :]
            else:
                source = read(site.root / file.path)
            key = content_hash(source)
            if file.completion is not None and key != file.after:
                raise SiteError(site.root / file.path, SiteFault.CHANGED)
            facts = facts_of(source, file.path, "", build)
            # What somebody wrote in the site is meant for Jekyll.
            own = file.completion is None and has_live_liquid(source)
            new.append(
                writing.NewText(
                    file.post,
                    expected,
                    source,
                    key,
                    facts,
                    number,
                    file.path,
                    False if own else None,
                )
            )
        return new


def _news(file: PlannedFile) -> OperationKind | None:
    """Return the kind of operation by which the library learns of this file."""
    if file.action in WRITING:
        return OperationKind.EXPORT
    if file.reason in {Reason.TAKE_THEIRS, Reason.ADOPTED}:
        return OperationKind.ADOPT
    return None


def _has_new_text(file: PlannedFile) -> bool:
    return file.completion is not None or file.reason is Reason.TAKE_THEIRS


def _by_status(files: Sequence[PlannedFile]) -> list[tuple[Status | None, list[PlannedFile]]]:
    """Group files by the status that their posts get: a draft in a site is not published."""
    drafts = [file for file in files if "_drafts" in file.path.split("/")]
    others = [file for file in files if "_drafts" not in file.path.split("/")]
    return [(Status.PUBLISHED, others), (None, drafts)]


def read(path: Path) -> bytes:
    """Return the bytes of a site's file; raise SiteError(CHANGED) where it is gone."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise SiteError(path, SiteFault.CHANGED, error.strerror or "") from error
