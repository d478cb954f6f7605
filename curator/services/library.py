"""What the window and the command line can do with the posts of a library.

Reads return frozen values; every write is one operation and returns what changed.
"""

from array import array
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain, pairwise

from curator.domain.arrangement import Arrangement
from curator.domain.changes import (
    NOTHING_CHANGED,
    Aspect,
    Operation,
    OperationKind,
    PostsChanged,
)
from curator.domain.errors import CuratorError
from curator.domain.listing import (
    Counts,
    Grouping,
    KnownSite,
    ListedPost,
    Revision,
    Sort,
    StoredPost,
)
from curator.domain.post import (
    ContentHash,
    OperationId,
    PostId,
    Problem,
    Status,
    TermKind,
)
from curator.domain.query import Any, Field, Node, Term, asks_of_duplicates, asks_of_texts
from curator.domain.query_parsing import parse
from curator.domain.query_words import asks_for_words
from curator.domain.work import CancelToken, Progress, ignore_progress
from curator.services.deriving import Build, facts_of
from curator.services.duplicates import Duplicates
from curator.services.queries import Queries
from curator.services.search import Search
from curator.services.sites import Sites
from curator.storage import (
    assets,
    findables,
    history,
    operations,
    places,
    posts,
    relevance,
    tallies,
    writing,
)
from curator.storage.assets import AssetKind
from curator.storage.blobs import content_hash
from curator.storage.database import Connection, Database
from curator.storage.journal import Journal, Unsaved

BATCH = 500
PAUSE = timedelta(minutes=5)
"""After so long without a save, what is typed is a version of its own."""
TRIAGE = (Status.INBOX, Status.REVIEW, Status.READY)
"""The way of a post over the desk, until an export publishes it."""
UNREVIEWED = Any(tuple(Term(Field.STATUS, status.value) for status in TRIAGE[:-1]))
"""What somebody still has to look at."""


@dataclass(frozen=True, slots=True)
class Saved:
    """How saving one post went."""

    changed: PostsChanged
    content: ContentHash
    operation: OperationId | None
    copy: PostId | None = None
    """Where the text was kept instead, because the post had been changed by someone else."""


@dataclass(frozen=True, slots=True)
class Rewritten:
    """What a bulk edit did, or would do, with one post."""

    post: PostId
    title: str
    path: str
    before: bytes
    after: bytes
    fault: CuratorError | None = None

    @property
    def changed(self) -> bool:
        """Tell whether the text differs."""
        return self.before != self.after


Rewrite = Callable[[StoredPost], bytes]
"""Returns the new source text of a post; raises CuratorError where it cannot be edited so."""


class Library:
    """The posts of one open library."""

    def __init__(self, database: Database, sites: Sites, journal: Journal) -> None:
        self._database = database
        self._sites = sites
        self._journal = journal

    @property
    def name(self) -> str:
        """Return the library's file or address, without a password."""
        return self._database.name

    # Reading

    def ids(self, query: Node, sort: Sort) -> "array[int]":
        """Return the numbers of all posts that match, in order."""
        with self._database.read() as connection:
            return relevance.ids(connection, query, sort, datetime.now().astimezone())

    def arrange(
        self, query: Node, sort: Sort, grouping: Grouping = Grouping.NOTHING
    ) -> Arrangement:
        """Return the numbers of all posts that match, in order and in groups."""
        now = datetime.now().astimezone()
        with self._database.read() as connection:
            ids = relevance.ids(connection, query, sort, now, grouping=grouping)
            return Arrangement(ids, posts.groups(connection, query, grouping, now))

    def beginning(self, query: Node, sort: Sort, limit: int) -> Arrangement:
        """Return the first posts of an order, long before all of them are known."""
        with self._database.read() as connection:
            ids = relevance.ids(connection, query, sort, datetime.now().astimezone(), limit=limit)
        return Arrangement(ids, complete=len(ids) < limit)

    def find(self, query: str, sort: Sort | None = None) -> "array[int]":
        """Return the numbers of all posts that a typed query matches; raises QueryError."""
        return self.ids(self.understand(query), sort or Sort())

    def understand(self, query: str) -> Node:
        """Parse a typed query; raises QueryError.

        What it asks for and older programs did not keep is filled in, which may take its time.
        """
        with self._database.read() as connection:
            keys = findables.known_keys(connection)
        node = parse(query, datetime.now().astimezone().date(), keys)
        if asks_of_texts(node):
            Queries(self._database).fill()
            if keys is None:
                return self.understand(query)  # the keys are known by now
        if asks_of_duplicates(node):
            duplicates = Duplicates(self._database)
            duplicates.fill()
            duplicates.look()
        if asks_for_words(node):
            Search(self._database).fill()
        return node

    def rows(self, wanted: Sequence[PostId]) -> list[ListedPost]:
        """Return the list rows of some posts."""
        with self._database.read() as connection:
            return posts.rows(connection, wanted)

    def load(self, post: PostId) -> StoredPost:
        """Return a whole post; raises PostMissing."""
        with self._database.read() as connection:
            return posts.load(connection, post)

    def load_many(self, wanted: Sequence[PostId]) -> Iterator[StoredPost]:
        """Yield whole posts batch by batch, never all at once."""
        for start in range(0, len(wanted), BATCH):
            with self._database.read() as connection:
                batch = list(posts.load_many(connection, wanted[start : start + BATCH]))
            yield from batch

    def picture_names_of(self, post: PostId) -> Callable[[], frozenset[str]]:
        """Return what gives the names and addresses of the pictures kept with a post, when called."""

        def names() -> frozenset[str]:
            with self._database.read() as connection:
                kept = [
                    one for one in assets.of_post(connection, post) if one.kind is AssetKind.FILE
                ]
            return frozenset(name for one in kept for name in (one.name, one.origin) if name)

        return names

    def counts(self) -> Counts:
        """Return how many posts stand where."""
        with self._database.read() as connection:
            return tallies.counts(connection)

    def vocabulary(self, kind: TermKind) -> list[str]:
        """Return the terms in use, the most used first."""
        with self._database.read() as connection:
            return [name for name, _ in tallies.of_terms(connection, kind)]

    def sites(self) -> list[KnownSite]:
        """Return the sites that posts lie in."""
        with self._database.read() as connection:
            return places.known(connection)

    def versions(self, post: PostId) -> list[Revision]:
        """Return all saved versions of a post; raises PostMissing."""
        with self._database.read() as connection:
            return history.versions(connection, post)

    def version(self, post: PostId, number: int) -> bytes:
        """Return the source text of a saved version; raises RevisionMissing."""
        with self._database.read() as connection:
            return history.text(connection, post, number)

    def operations(self, limit: int = 50) -> list[Operation]:
        """Return the newest operations."""
        with self._database.read() as connection:
            return operations.latest(connection, limit)

    def undoable(self) -> Operation | None:
        """Return what the next undo takes back."""
        with self._database.read() as connection:
            return operations.next_undone(connection)

    # Writing

    def save(
        self,
        post: PostId,
        expected: ContentHash,
        source: bytes,
        *,
        session: OperationId | None = None,
        origin: object = None,
    ) -> Saved:
        """Store the text of a post that was edited from `expected`.

        `session` is the operation of the same sitting: its last version is replaced, not kept. After a
        pause, or where another operation came in between, a new version and a new operation begin.
        Where the post was changed by someone else meanwhile, the text becomes a post of its own.
        """
        key = content_hash(source)
        now = datetime.now(UTC)
        with self._database.write() as connection:
            stored = posts.load(connection, post)
            if stored.content == key:
                return Saved(NOTHING_CHANGED, key, session)
            place = stored.placements[0] if stored.placements else None
            build = self._sites.build(place.root if place else None)
            facts = facts_of(source, place.path if place else None, stored.name, build)
            operation = session
            if operation is None or not _goes_on(connection, post, operation, now):
                kind = OperationKind.EDIT
                operation = operations.begin(connection, kind, now, label=facts.title)
            change = writing.NewText(post, expected, source, key, facts)
            saved = writing.save(connection, operation, [change], now, coalesce=True)
            if saved:
                changed = PostsChanged(saved, Aspect.TEXT, operation, origin)
                return Saved(changed, key, operation)
            copy = writing.NewPost(
                source, key, facts, stored.status, stored.name, foreign=stored.foreign
            )
            (number,) = writing.add(connection, operation, [copy], now)
            changed = PostsChanged(frozenset({number}), Aspect.ADDED, operation, origin)
            return Saved(changed, key, None, number)

    def set_status(
        self, ids: Collection[PostId], status: Status, *, origin: object = None
    ) -> PostsChanged:
        """Move posts on the desk."""
        now = datetime.now(UTC)
        with self._database.write() as connection:
            kind = OperationKind.STATUS
            operation = operations.begin(connection, kind, now, label=status.value)
            moved = writing.set_status(connection, operation, ids, status, now)
        if not moved:
            return NOTHING_CHANGED
        return PostsChanged(moved, Aspect.STATUS, operation, origin)

    def advance(
        self, ids: Sequence[PostId], *, back: bool = False, origin: object = None
    ) -> PostsChanged:
        """Move posts one step on their way from the inbox over review to ready, or one back.

        What is published or in the trash stays where it is. All of it is one operation.
        """
        steps = TRIAGE[::-1] if back else TRIAGE
        now = datetime.now(UTC)
        moved: set[PostId] = set()
        with self._database.write() as connection:
            standing = posts.statuses(connection, ids)
            pairs = [pair for pair in pairwise(steps) if pair[0] in standing.values()]
            if not pairs:
                return NOTHING_CHANGED
            kind = OperationKind.STATUS
            operation = operations.begin(connection, kind, now, label=pairs[-1][1].value)
            for before, after in pairs:
                part = [post for post, status in standing.items() if status is before]
                moved |= writing.set_status(connection, operation, part, after, now)
        return PostsChanged(frozenset(moved), Aspect.STATUS, operation, origin)

    def next_unreviewed(
        self, ids: Sequence[int], start: int, leaving_out: Collection[PostId] = ()
    ) -> PostId | None:
        """Return the first post in `ids`, from the place `start` on and round, that is not ready yet."""
        now = datetime.now(UTC)
        with self._database.read() as connection:
            waiting = set(relevance.ids(connection, UNREVIEWED, Sort(), now)) - set(leaving_out)
        places = chain(range(start, len(ids)), range(start))
        return next((PostId(ids[place]) for place in places if ids[place] in waiting), None)

    def set_foreign(
        self, ids: Collection[PostId], foreign: bool, *, origin: object = None
    ) -> PostsChanged:
        """Say whether posts are guests' texts, in which Liquid and attributes are shown, not run.

        Their texts stay as they are: what a guest's text must not mean is taken from it on its way
        into a site.
        """
        now = datetime.now(UTC)
        with self._database.write() as connection:
            label = "foreign" if foreign else "own"
            kind = OperationKind.GUEST
            operation = operations.begin(connection, kind, now, label=label)
            touched = writing.set_foreign(connection, operation, ids, foreign, now)
        if not touched:
            return NOTHING_CHANGED
        return PostsChanged(touched, Aspect.FOREIGN, operation, origin)

    def posts_of(self, root: str) -> dict[str, PostId]:
        """Return the posts that lie in the site at `root`, by path."""
        with self._database.read() as connection:
            return places.posts_of(connection, root)

    def mark(self, marks: Mapping[PostId, tuple[Problem, ...]]) -> PostsChanged:
        """Keep what an audit found, for lists; no version comes of it, as no text changes."""
        with self._database.write() as connection:
            marked = writing.mark(connection, marks)
        if not marked:
            return NOTHING_CHANGED
        return PostsChanged(marked, Aspect.MARKS, None)

    def rewrite(
        self,
        ids: Sequence[PostId],
        rewrite: Rewrite,
        label: str,
        *,
        kind: OperationKind = OperationKind.SET,
        rename: Callable[[StoredPost], str] | None = None,
        dry_run: bool = False,
        cancel: CancelToken | None = None,
        progress: Progress = ignore_progress,
        origin: object = None,
    ) -> Iterator[Rewritten | PostsChanged]:
        """Edit many posts as one operation; yields each post's outcome, then what changed.

        A post that changes gets the name that `rename` gives it.
        Cancelled between batches, what was stored so far stays and can be undone as one.
        """
        operation: OperationId | None = None
        touched: set[PostId] = set()
        builds: dict[str | None, Build] = {}
        for start in range(0, len(ids), BATCH):
            if cancel is not None and cancel.cancelled:
                break
            with self._database.read() as connection:
                stored = list(posts.load_many(connection, ids[start : start + BATCH]))
            results = [_rewritten(post, rewrite) for post in stored]
            changes = [
                self._change(post, result, builds, rename(post) if rename else None)
                for post, result in zip(stored, results, strict=True)
                if result.changed
            ]
            if changes and not dry_run:
                now = datetime.now(UTC)
                with self._database.write() as connection:
                    if operation is None:
                        operation = operations.begin(connection, kind, now, label=label)
                    touched |= writing.save(connection, operation, changes, now)
            yield from results
            progress(min(start + BATCH, len(ids)), len(ids))
        if touched:
            yield PostsChanged(frozenset(touched), Aspect.TEXT, operation, origin)

    def _change(
        self,
        post: StoredPost,
        result: Rewritten,
        builds: dict[str | None, Build],
        name: str | None,
    ) -> writing.NewText:
        place = post.placements[0] if post.placements else None
        root = place.root if place else None
        build = builds.get(root)
        if build is None:
            build = builds[root] = self._sites.build(root)
        path = place.path if place else None
        facts = facts_of(result.after, path, name or post.name, build)
        key = content_hash(result.after)
        return writing.NewText(post.id, post.content, result.after, key, facts, name=name)

    # Unsaved typing

    def keep_unsaved(self, post: PostId, expected: ContentHash, source: bytes) -> None:
        """Write typing down on the disk before it is stored; raises OSError."""
        self._journal.write(Unsaved(post, expected, source))

    def forget_unsaved(self, post: PostId) -> None:
        """Take back what `keep_unsaved` wrote, once it is stored."""
        self._journal.forget(post)

    def recover(self) -> PostsChanged:
        """Store what an earlier run typed and could not store, then forget it."""
        recovered: set[PostId] = set()
        for unsaved in list(self._journal.entries()):
            recovered |= self._recover(unsaved)
            self._journal.forget(unsaved.post)
        if not recovered:
            return NOTHING_CHANGED
        return PostsChanged(frozenset(recovered), Aspect.TEXT | Aspect.ADDED, None)

    def _recover(self, unsaved: Unsaved) -> frozenset[PostId]:
        with self._database.read() as connection:
            there = list(posts.load_many(connection, [unsaved.post]))
        if there:
            return self.save(unsaved.post, unsaved.expected, unsaved.source).changed.posts
        key = content_hash(unsaved.source)
        now = datetime.now(UTC)
        facts = facts_of(unsaved.source, None, "", self._sites.build(None))
        name = f"recovered-{unsaved.post}.md"
        with self._database.write() as connection:
            operation = operations.begin(connection, OperationKind.RECOVER, now, label=name)
            new = writing.NewPost(unsaved.source, key, facts, Status.INBOX, name)
            return frozenset(writing.add(connection, operation, [new], now))


def _goes_on(connection: Connection, post: PostId, session: OperationId, now: datetime) -> bool:
    """Tell whether a save belongs to the operation of its sitting: undo then takes both back."""
    if operations.newest(connection) != session:
        return False
    last = history.last_saved(connection, post, session)
    return last is not None and now - last < PAUSE


def _rewritten(post: StoredPost, rewrite: Rewrite) -> Rewritten:
    path = post.placements[0].path if post.placements else post.name
    try:
        after = rewrite(post)
    except CuratorError as fault:
        return Rewritten(post.id, post.title, path, post.source, post.source, fault)
    return Rewritten(post.id, post.title, path, post.source, after)
