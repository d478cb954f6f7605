"""Changes of many posts: looked at first, then made as one operation that one undo takes back.

Works batch by batch, so that neither memory nor the time for which the library is locked grows with the number
of posts. A change that is stopped takes back what it had written; a killed program leaves an operation
of as many posts as were written, which undo takes back. Nothing is written over a text that is not the one
that was looked at.
"""

from array import array
from collections.abc import Generator, Iterator, Sequence

from curator.domain.bulk import (
    Action,
    Applied,
    BulkError,
    Difference,
    Done,
    Left,
    Plan,
    SetStatus,
)
from curator.domain.post import PostId
from curator.domain.work import CancelToken, Progress, ignore_progress
from curator.services.bulk_run import (
    BATCH,
    NOTHING_LEFT,
    BulkRun,
    editor_for,
    gone,
    load,
    part_of,
    statuses,
)
from curator.services.searching import Finder
from curator.services.sites import Sites
from curator.storage import posts
from curator.storage.database import Database

__all__ = ["Bulk", "BulkError"]


class Bulk:
    """Changes many posts of one library."""

    def __init__(self, database: Database, sites: Sites) -> None:
        self._database = database
        self._sites = sites
        self._finder = Finder()

    def close(self) -> None:
        """End what runs beside the program."""
        self._finder.close()

    # Looking

    def look(
        self, ids: Sequence[int], action: Action, *, cancel: CancelToken | None = None
    ) -> Iterator[list[Done]]:
        """Yield batch by batch what would come of posts.

        Raises BulkError where the action itself is at fault, Cancelled.
        """
        editor = editor_for(action, self._sites, self._finder)
        ids = _each_once(ids)
        for start in range(0, len(ids), BATCH):
            if cancel is not None:
                cancel.check()
            part = part_of(ids, start)
            if isinstance(action, SetStatus) or editor is None:
                assert isinstance(action, SetStatus)
                yield statuses(self._database, part, action)
                continue
            stored = load(self._database, part)
            yield [*editor.edit(stored, NOTHING_LEFT, cancel), *gone(part, stored)]

    def plan(
        self,
        ids: Sequence[int],
        action: Action,
        *,
        cancel: CancelToken | None = None,
        progress: Progress = ignore_progress,
    ) -> Plan:
        """Return what would come of posts; raises BulkError, Cancelled."""
        plan = Plan(action)
        for batch in self.look(ids, action, cancel=cancel):
            for done in batch:
                plan.add(done)
            progress(len(plan.ids), len(ids))
        return plan

    def difference(self, post: PostId, action: Action) -> Difference:
        """Return one post before and after; raises PostMissing, BulkError."""
        with self._database.read() as connection:
            stored = posts.load(connection, post)
        editor = editor_for(action, self._sites, self._finder)
        if editor is None:
            return Difference(post, "", "")
        return editor.difference(stored)

    # Changing

    def apply(
        self,
        plan: Plan,
        left: Left = NOTHING_LEFT,
        *,
        cancel: CancelToken | None = None,
        progress: Progress = ignore_progress,
        origin: object = None,
    ) -> Applied:
        """Make what was looked at true, but for what is `left`.

        A post whose text is another one by now is left alone and named in the answer.
        """
        wanted = [(post, mark) for post, mark in plan.changing() if post not in left.posts]
        work = self._run(plan.action, left, dict(wanted))
        for _ in work.over([post for post, _ in wanted], cancel, progress, origin):
            pass
        return work.applied

    def run(
        self,
        ids: Sequence[int],
        action: Action,
        *,
        cancel: CancelToken | None = None,
        progress: Progress = ignore_progress,
        origin: object = None,
    ) -> Generator[Done | Applied, None, None]:
        """Change posts that nobody looked at before; yields each one's outcome, then the whole.

        Closed before its end, it takes back what it had written.
        """
        work = self._run(action, NOTHING_LEFT, None)
        yield from work.over(_each_once(ids), cancel, progress, origin)
        yield work.applied

    def _run(self, action: Action, left: Left, known: dict[PostId, int] | None) -> BulkRun:
        return BulkRun(self._database, self._sites, self._finder, action, left, known)


def _each_once(ids: Sequence[int]) -> "array[int]":
    return array("q", dict.fromkeys(ids))
