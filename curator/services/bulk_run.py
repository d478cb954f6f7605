"""One change of many posts under way: batch by batch, and back again where it is stopped."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from curator.domain.bulk import (
    Action,
    Applied,
    Done,
    Left,
    MergeTerms,
    Outcome,
    ReplaceText,
    SetStatus,
)
from curator.domain.changes import NOTHING_CHANGED, Aspect, OperationKind, PostsChanged
from curator.domain.listing import StoredPost
from curator.domain.post import OperationId, PostFacts, PostId
from curator.domain.work import Cancelled, CancelToken, Progress
from curator.services.bulk_editor import Builds, FrontMatterEditor, TextReplacer, mark_of
from curator.services.deriving import facts_of
from curator.services.edits import keys_of
from curator.services.searching import Finder
from curator.services.sites import Sites
from curator.storage import operations, posts, withdrawing, writing
from curator.storage.blobs import content_hash
from curator.storage.database import Connection, Database

BATCH = 250
NOTHING_LEFT = Left()
_ATTEMPTS = 3
AT_ONCE = 1_000
"""So many posts are written in one transaction: fewer, and the same pages of indexes are written again and
again; more, and whoever waits to write waits for long."""
_BYTES = 32_000_000
"""Of texts before and after that wait to be written."""

Editor = FrontMatterEditor | TextReplacer


class BulkRun:
    """One change under way."""

    def __init__(
        self,
        database: Database,
        sites: Sites,
        finder: Finder,
        action: Action,
        left: Left = NOTHING_LEFT,
        known: Mapping[PostId, int] | None = None,
    ) -> None:
        """Prepare a change; `known` are the marks of the texts that somebody looked at.

        Raises BulkError where the action itself is at fault.
        """
        self._database = database
        self._sites = sites
        self._action = action
        self._left = left
        self._known = known
        self._builds = Builds(sites)
        self._editor = editor_for(action, sites, finder)
        self._operation: OperationId | None = None
        self._touched: set[PostId] = set()
        self._waiting: list[tuple[StoredPost, Done]] = []
        self._moved_on: list[PostId] = []
        self._refused = self._posts = self._hits = 0
        self.applied = Applied(NOTHING_CHANGED)

    def over(
        self,
        ids: Sequence[int],
        cancel: CancelToken | None,
        progress: Progress,
        origin: object,
    ) -> Iterator[Done]:
        """Change posts and yield what came of each; `applied` tells of all afterwards.

        Whatever ends it before its end takes back what was written.
        """
        whole = False
        try:
            for start in range(0, len(ids), BATCH):
                if cancel is not None and cancel.cancelled:
                    break
                last = start + BATCH >= len(ids)
                for one in self._batch(part_of(ids, start), cancel, last=last):
                    self._count(one)
                    yield one
                progress(min(start + BATCH, len(ids)), len(ids))
            else:
                whole = True
        except Cancelled:
            pass  # asked to stop while a pattern was looked for
        finally:
            kept = frozenset[PostId]() if whole else self._withdraw(progress)
            self._tell(origin, None if whole else kept)

    def _batch(
        self, part: Sequence[PostId], cancel: CancelToken | None, *, last: bool
    ) -> Iterator[Done]:
        editor = self._editor
        if editor is None:
            yield from self._statuses(part)
            return
        stored = load(self._database, part)
        yield from gone(part, stored)
        for post, done in zip(stored, self._edited(editor, stored, cancel), strict=True):
            if done.changed:
                self._waiting.append((post, done))
            else:
                yield done
        size = sum(len(one.before) + len(one.after) for _, one in self._waiting)
        if last or len(self._waiting) >= AT_ONCE or size >= _BYTES:
            yield from self._write(editor, cancel)

    def _count(self, done: Done) -> None:
        self._posts += 1
        self._hits += done.hits if done.changed else 0
        self._refused += done.outcome is Outcome.REFUSED
        if done.outcome is Outcome.MOVED_ON:
            self._moved_on.append(done.post)

    def _tell(self, origin: object, kept: frozenset[PostId] | None) -> None:
        touched = frozenset(self._touched) if kept is None else kept
        aspect = Aspect.STATUS if isinstance(self._action, SetStatus) else Aspect.TEXT
        changed = NOTHING_CHANGED
        if touched:
            changed = PostsChanged(touched, aspect, self._operation, origin)
        self.applied = Applied(
            changed,
            self._posts,
            self._hits,
            self._refused,
            tuple(self._moved_on),
            kept is not None,
            len(kept or ()),
        )

    def _begin(self, connection: Connection, now: datetime) -> OperationId:
        if self._operation is None:
            kind, label = _named(self._action)
            self._operation = operations.begin(connection, kind, now, label=label)
        return self._operation

    def _statuses(self, part: Sequence[PostId]) -> list[Done]:
        assert isinstance(self._action, SetStatus)
        done = statuses(self._database, part, self._action)
        wanted = [one.post for one in done if one.changed]
        if wanted:
            now = datetime.now(UTC)
            with self._database.write() as connection:
                operation = self._begin(connection, now)
                status = self._action.status
                self._touched |= writing.set_status(connection, operation, wanted, status, now)
        return done

    def _write(self, editor: Editor, cancel: CancelToken | None) -> Iterator[Done]:
        """Write what waits; texts that somebody else changed meanwhile are read again."""
        waiting, self._waiting = self._waiting, []
        for attempt in range(_ATTEMPTS):
            saved = self._save(editor, waiting)
            yield from (done for _, done in waiting if done.post in saved)
            missed = [post.id for post, _ in waiting if post.id not in saved]
            if not missed:
                return
            if attempt == _ATTEMPTS - 1:
                yield from (_moved_on(done) for _, done in waiting if done.post not in saved)
                return
            stored = load(self._database, missed)
            yield from gone(missed, stored)
            again = list(zip(stored, self._edited(editor, stored, cancel), strict=True))
            yield from (done for _, done in again if not done.changed)
            waiting = [(post, done) for post, done in again if done.changed]

    def _edited(
        self, editor: Editor, stored: Sequence[StoredPost], cancel: CancelToken | None
    ) -> list[Done]:
        done = editor.edit(stored, self._left, cancel)
        if self._known is None:
            return done
        return [
            _moved_on(one) if one.changed and self._known[post.id] != mark_of(post) else one
            for post, one in zip(stored, done, strict=True)
        ]

    def _save(self, editor: Editor, wanted: Sequence[tuple[StoredPost, Done]]) -> frozenset[PostId]:
        changes = [self._change(editor, post, done.after) for post, done in wanted]
        if not changes:
            return frozenset()
        now = datetime.now(UTC)
        with self._database.write() as connection:
            saved = writing.save(connection, self._begin(connection, now), changes, now)
        self._touched |= saved
        return saved

    def _change(self, editor: Editor, post: StoredPost, after: bytes) -> writing.NewText:
        path = post.placements[0].path if post.placements else None
        again = editor.knows_again and not editor.same_article
        facts = facts_of(after, path, post.name, self._builds.of(post), likeness=again)
        return writing.NewText(
            post.id,
            post.content,
            after,
            content_hash(after),
            facts,
            same_article=editor.same_article,
        )

    def _withdraw(self, progress: Progress) -> frozenset[PostId]:
        """Take back what was written; return the posts that somebody changed since."""
        if self._operation is None:
            return frozenset()
        same_article = self._editor is None or self._editor.same_article
        last, kept = PostId(0), set[PostId]()
        left = len(self._touched)
        while True:
            with self._database.write() as connection:
                part = withdrawing.withdraw(
                    connection,
                    self._operation,
                    self._derive,
                    after=last,
                    limit=BATCH,
                    same_article=same_article,
                )
            kept |= part.kept
            if part.last is None:
                return frozenset(kept)
            last = part.last
            left -= BATCH
            progress(max(left, 0), len(self._touched))

    def _derive(self, source: bytes, path: str, root: str | None) -> PostFacts:
        build = self._sites.build(root)
        # A path with a root is one in a site; without, it is the name of a file.
        return facts_of(source, path if root else None, path, build, likeness=False)


def editor_for(action: Action, sites: Sites, finder: Finder) -> Editor | None:
    """Return what makes new texts, None where no text changes; raises BulkError."""
    if isinstance(action, SetStatus):
        return None
    if isinstance(action, ReplaceText):
        return TextReplacer(action, finder)
    return FrontMatterEditor(action, Builds(sites))


def load(database: Database, part: Sequence[PostId]) -> list[StoredPost]:
    """Return whole posts; those that are gone are left out."""
    with database.read() as connection:
        return list(posts.load_many(connection, part))


def statuses(database: Database, part: Sequence[PostId], action: SetStatus) -> list[Done]:
    """Return what comes of posts that are moved on the desk."""
    with database.read() as connection:
        rows = {row.id: row for row in posts.rows(connection, part)}
    done = []
    for post in part:
        row = rows.get(post)
        if row is None:
            done.append(Done(post, "", "", Outcome.GONE))
            continue
        same = row.status is action.status
        kind = Outcome.UNCHANGED if same else Outcome.CHANGED
        done.append(Done(post, row.title, row.path, kind))
    return done


def part_of(ids: Sequence[int], start: int) -> list[PostId]:
    """Return the batch that begins at `start`."""
    return [PostId(number) for number in ids[start : start + BATCH]]


def gone(part: Sequence[PostId], stored: Sequence[StoredPost]) -> list[Done]:
    """Return what came of posts that the library holds no more."""
    there = {post.id for post in stored}
    return [Done(post, "", "", Outcome.GONE) for post in part if post not in there]


def _moved_on(done: Done) -> Done:
    return Done(done.post, done.title, done.path, Outcome.MOVED_ON)


def _named(action: Action) -> tuple[OperationKind, str]:
    """Return how an action is called in the history."""
    if isinstance(action, SetStatus):
        return OperationKind.STATUS, action.status.value
    if isinstance(action, ReplaceText):
        return OperationKind.REPLACE, action.find
    if len(action) == 1 and isinstance(action[0], MergeTerms):
        return OperationKind.TERMS, f"{', '.join(action[0].old)} → {action[0].new}"
    keys = dict.fromkeys(key for edit in action for key in keys_of(edit))
    return OperationKind.SET, ", ".join(keys)
