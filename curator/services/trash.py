"""The trash: posts go back to where they stood, or leave the library for good where somebody insists."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from curator.domain.changes import NOTHING_CHANGED, Aspect, OperationKind, PostsChanged
from curator.domain.post import OperationId, PostId
from curator.domain.work import CancelToken, Progress, ignore_progress
from curator.storage import operations, trash, writing
from curator.storage.database import Database

BATCH = 200


@dataclass(frozen=True, slots=True)
class Doomed:
    """What a deletion for good would do with some posts."""

    posts: tuple[PostId, ...]
    """They go."""
    in_sites: int
    """Posts of the trash that stay, because a site has files of theirs."""
    elsewhere: int
    """Posts that stay, because they do not lie in the trash."""


@dataclass(frozen=True, slots=True)
class Deleted:
    """What a deletion for good did."""

    changed: PostsChanged
    bytes: int
    """Of texts and pictures that nothing else refers to."""
    cancelled: bool = False


class Trash:
    """The trash of one library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def restore(self, ids: Sequence[PostId], *, origin: object = None) -> PostsChanged:
        """Move posts of the trash back to where each stood before, as one operation; others stay."""
        now = datetime.now(UTC)
        moved: set[PostId] = set()
        with self._database.write() as connection:
            standing = trash.before(connection, ids)
            if not standing:
                return NOTHING_CHANGED
            kind = OperationKind.UNTRASH
            operation = operations.begin(connection, kind, now)
            for status in dict.fromkeys(standing.values()):
                part = [post for post, was in standing.items() if was is status]
                moved |= writing.set_status(connection, operation, part, status, now)
        return PostsChanged(frozenset(moved), Aspect.STATUS, operation, origin)

    def doomed(self, ids: Sequence[PostId]) -> Doomed:
        """Return what deleting some posts for good would do; nothing changes."""
        with self._database.read() as connection:
            lying = trash.before(connection, ids)
            going = trash.deletable(connection, ids)
        return Doomed(tuple(going), len(lying) - len(going), len(set(ids)) - len(lying))

    def delete_for_good(
        self,
        ids: Sequence[PostId],
        *,
        cancel: CancelToken | None = None,
        progress: Progress = ignore_progress,
        origin: object = None,
    ) -> Deleted:
        """Delete posts of the trash with their history. There is no way back.

        What is not in the trash, and what has a file in a site, stays. Cancelled between batches, the
        rest stays too.
        """
        operation: OperationId | None = None
        gone: set[PostId] = set()
        size = 0
        cancelled = False
        for start in range(0, len(ids), BATCH):
            if cancel is not None and cancel.cancelled:
                cancelled = True
                break
            with self._database.write() as connection:
                part = trash.deletable(connection, ids[start : start + BATCH])
                if part:
                    if operation is None:
                        kind = OperationKind.DELETE
                        operation = operations.begin(connection, kind, datetime.now(UTC))
                    deleted = trash.delete_for_good(connection, operation, part)
                    gone.update(deleted.posts)
                    size += deleted.bytes
            progress(min(start + BATCH, len(ids)), len(ids))
        if not gone:
            return Deleted(NOTHING_CHANGED, 0, cancelled)
        changed = PostsChanged(frozenset(gone), Aspect.REMOVED, operation, origin)
        return Deleted(changed, size, cancelled)
