"""Every change of a post: the text, what is derived from it, its status, its place in a site.

Each function is one step of an operation: it writes the new state and the revision that remembers
it, in the caller's transaction. Nothing here reads files or derives facts.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.engine import Connection

from curator.domain.post import (
    ContentHash,
    OperationId,
    PostFacts,
    PostId,
    Problem,
    SiteId,
    Status,
)
from curator.domain.text import fold
from curator.storage import (
    blobs,
    findables,
    likenesses,
    numbers,
    operations,
    placing,
    taxonomy,
    text_index,
)
from curator.storage.instants import to_milliseconds, to_seconds
from curator.storage.tables import placements, posts, revisions

JOINT = "\x1f"
"""Stands between the values of a column that holds several; no term can contain it."""


@dataclass(frozen=True, slots=True)
class NewPost:
    """A post that the library does not hold yet."""

    source: bytes
    content: ContentHash
    facts: PostFacts
    status: Status
    name: str
    site: SiteId | None = None
    path: str | None = None
    """Where it lies in `site`; library and file agree on `source`."""
    foreign: bool | None = None
    """Whether it is a guest's text; None for what its place says: one that lies in a site is not."""

    @property
    def is_foreign(self) -> bool:
        """Tell whether it is a guest's text."""
        return self.foreign if self.foreign is not None else self.site is None


@dataclass(frozen=True, slots=True)
class NewText:
    """Another source text for a post, written by someone who saw `expected`."""

    post: PostId
    expected: ContentHash
    source: bytes
    content: ContentHash
    facts: PostFacts
    site: SiteId | None = None
    path: str | None = None
    """Set where library and the file at `path` now agree on `source`."""
    foreign: bool | None = None
    """Whether it is a guest's text from now on; None leaves that as it is."""
    name: str | None = None
    """What the post is called from now on; None leaves that as it is."""
    same_article: bool = False
    """The words, the address and the number by which it is known again are those of `expected`."""


@dataclass(frozen=True, slots=True)
class NewPlace:
    """Library and the file at `path` agree on `base`; a missing path takes the placement away."""

    post: PostId
    site: SiteId
    path: str | None
    base: ContentHash | None


def add(
    connection: Connection,
    operation: OperationId,
    new: Sequence[NewPost],
    now: datetime,
    *,
    numbered: Sequence[PostId] = (),
) -> list[PostId]:
    """Store new posts as the first revision of each; return their numbers in order.

    They get the next numbers, or those that they are `numbered` with, which must be free.
    """
    if not new:
        return []
    stored = blobs.store(connection, {post.content: post.source for post in new})
    if numbered:
        numbers.reserve(connection, "posts", max(numbered))
        ids = list(numbered)
    else:
        first = numbers.take(connection, "posts", len(new))
        ids = [PostId(first + index) for index in range(len(new))]
    moment = to_milliseconds(now)
    rows, history, placed = [], [], []
    for post_id, post in zip(ids, new, strict=True):
        blob = stored[post.content]
        rows.append(
            {"id": post_id, "revision": 1, "blob_id": blob, "status": post.status.value}
            | {"name": post.name, "added": moment, "saved": moment, "foreign": post.is_foreign}
            | {"loose": post.site is None or post.path is None}
            | derived(post.facts, post.path or post.name)
        )
        history.append(
            revision_row(
                post_id,
                1,
                operation,
                blob,
                post.status,
                post.name,
                moment,
                foreign=post.is_foreign,
            )
        )
        if post.site is not None and post.path is not None:
            place = {"site_id": post.site, "path": post.path, "base_id": blob}
            history[-1].update(place)
            placed.append({"post_id": post_id, **place})
    connection.execute(insert(posts), rows)
    placing.add(connection, placed)
    connection.execute(insert(revisions), history)
    facts = {post_id: post.facts for post_id, post in zip(ids, new, strict=True)}
    taxonomy.assign(connection, facts, new=True)
    likenesses.assign(connection, facts, new=True)
    findables.assign(connection, facts, new=True)
    text_index.refresh(connection, ids)
    operations.grow(connection, operation, len(ids))
    return ids


def save(
    connection: Connection,
    operation: OperationId,
    changes: Sequence[NewText],
    now: datetime,
    *,
    coalesce: bool = False,
    status: Status | None = None,
) -> frozenset[PostId]:
    """Store other texts of posts; return those that were stored, with `status` where one is given.

    A post is left alone, and missing in the answer, where its text is no longer the `expected` one
    or where it is gone. With `coalesce`, a version that this same operation saved last is replaced
    instead of kept: typing does not fill the history.
    """
    current = states(connection, [change.post for change in changes])
    wanted = {change.content: change.source for change in changes}
    stored = blobs.store(connection, wanted)
    seen = blobs.find(connection, {change.expected for change in changes})
    moment = to_milliseconds(now)
    fresh: list[dict[str, Any]] = []
    again: list[dict[str, Any]] = []
    rows, facts = [], {}
    same_article: set[PostId] = set()
    for change in changes:
        state = current.get(change.post)
        if state is None or seen.get(change.expected) != state["blob_id"]:
            continue
        same = coalesce and state["operation_id"] == operation
        number = state["revision"] + (0 if same else 1)
        foreign = state["foreign"] if change.foreign is None else change.foreign
        name = state["name"] if change.name is None else change.name
        revision = revision_row(
            change.post,
            number,
            operation,
            stored[change.content],
            status or Status(state["status"]),
            name,
            moment,
            foreign=foreign,
        )
        if change.site is not None and change.path is not None:
            base = stored[change.content]
            revision.update(site_id=change.site, path=change.path, base_id=base)
        (again if same else fresh).append(revision)
        path = change.path or state["path"] or name
        rows.append(
            {"key": change.post, "revision": number, "blob_id": stored[change.content]}
            | {"saved": moment, "status": (status or Status(state["status"])).value}
            | {"foreign": foreign, "name": name}
            | derived(change.facts, path)
        )
        facts[change.post] = change.facts
        if change.same_article:
            same_article.add(change.post)
    if not rows:
        return frozenset()
    update_posts(connection, rows)
    for revision in again:
        key = (revisions.c.post_id == revision["post_id"]) & (
            revisions.c.number == revision["number"]
        )
        values = {"blob_id": revision["blob_id"], "saved": moment}
        connection.execute(update(revisions).where(key).values(**values))
    remember(connection, fresh)
    placing.put(connection, fresh)
    placing.compare(connection, facts)
    reassign(connection, facts, current, same_article)
    text_index.refresh(connection, list(facts))
    operations.grow(connection, operation, len(fresh))
    return frozenset(facts)


def reassign(
    connection: Connection,
    facts: Mapping[PostId, PostFacts],
    before: Mapping[PostId, Mapping[str, Any]],
    same_article: Collection[PostId],
) -> None:
    """Bring what lies beside texts in line with new ones, which differ from the states `before`.

    Of those that are the `same_article` only what follows from title, day and terms is written, and only
    where these changed.
    """
    other_terms = {
        post: fact for post, fact in facts.items() if _terms(fact) != _known_terms(before[post])
    }
    taxonomy.assign(connection, other_terms, new=False)
    others = {post: fact for post, fact in facts.items() if post not in same_article}
    likenesses.assign(connection, others, new=False)
    retitled = {
        post: fact
        for post, fact in facts.items()
        if post in same_article and _named(fact) != _known_name(before[post])
    }
    likenesses.rename(connection, retitled)
    findables.assign(connection, facts, new=False)


def _terms(facts: PostFacts) -> tuple[str, str]:
    return JOINT.join(facts.categories), JOINT.join(facts.tags)


def _known_terms(state: Mapping[str, Any]) -> tuple[str, str]:
    return state["categories"], state["tags"]


def _named(facts: PostFacts) -> tuple[str, int | None, int | None]:
    date = facts.date
    return facts.title, to_seconds(date) if date is not None else None, _offset(date)


def _known_name(state: Mapping[str, Any]) -> tuple[str, int | None, int | None]:
    return state["title"], state["date"], state["offset"]


def set_status(
    connection: Connection,
    operation: OperationId,
    ids: Collection[PostId],
    status: Status,
    now: datetime,
) -> frozenset[PostId]:
    """Move posts on the desk; return those that were elsewhere before."""
    moment = to_milliseconds(now)
    rows, history = [], []
    for post, state in states(connection, ids).items():
        if state["status"] == status:
            continue
        number = state["revision"] + 1
        rows.append({"key": post, "revision": number, "status": status.value, "saved": moment})
        history.append(
            revision_row(
                post,
                number,
                operation,
                state["blob_id"],
                status,
                state["name"],
                moment,
                foreign=state["foreign"],
            )
        )
    if rows:
        update_posts(connection, rows)
        remember(connection, history)
        operations.grow(connection, operation, len(rows))
    return frozenset(row["key"] for row in rows)


def set_foreign(
    connection: Connection,
    operation: OperationId,
    ids: Collection[PostId],
    foreign: bool,
    now: datetime,
) -> frozenset[PostId]:
    """Say whether posts are guests' texts; return those of which the opposite was said before."""
    moment = to_milliseconds(now)
    rows, history = [], []
    for post, state in states(connection, ids).items():
        if state["foreign"] == foreign:
            continue
        number, status = state["revision"] + 1, Status(state["status"])
        rows.append({"key": post, "revision": number, "foreign": foreign, "saved": moment})
        history.append(
            revision_row(
                post,
                number,
                operation,
                state["blob_id"],
                status,
                state["name"],
                moment,
                foreign=foreign,
            )
        )
    if rows:
        update_posts(connection, rows)
        remember(connection, history)
        operations.grow(connection, operation, len(rows))
    return frozenset(row["key"] for row in rows)


def mark(connection: Connection, marks: Mapping[PostId, tuple[Problem, ...]]) -> frozenset[PostId]:
    """Replace the problems that lists mark posts with; return the posts where they differ."""
    changed: list[dict[str, Any]] = []
    for part in blobs.chunks(list(marks)):
        query = select(posts.c.id, posts.c.problems).where(posts.c.id.in_(part))
        for row in connection.execute(query):
            joined = JOINT.join(marks[PostId(row.id)])
            if joined != row.problems:
                changed.append({"key": PostId(row.id), "problems": joined})
    if changed:
        update_posts(connection, changed)
    return frozenset(row["key"] for row in changed)


def place(
    connection: Connection,
    operation: OperationId,
    places: Sequence[NewPlace],
    now: datetime,
    *,
    status: Status | None = None,
) -> frozenset[PostId]:
    """Remember where posts lie and on which text library and file agree."""
    done: set[PostId] = set()
    for part in blobs.chunks(places):
        done |= _place(connection, operation, part, to_milliseconds(now), status)
    operations.grow(connection, operation, len(done))
    return frozenset(done)


def _place(
    connection: Connection,
    operation: OperationId,
    places: Sequence[NewPlace],
    moment: int,
    status: Status | None,
) -> set[PostId]:
    current = states(connection, [place.post for place in places])
    bases = blobs.find(connection, {place.base for place in places if place.base is not None})
    rows, history = [], []
    for new in places:
        state = current.get(new.post)
        if state is None:
            continue
        base = bases[new.base] if new.base is not None else None
        number = state["revision"] + 1
        to = status if status is not None else Status(state["status"])
        texts = (state["title"], *_split(state["categories"]), *_split(state["tags"]))
        folded = _folded(texts, new.path or state["name"])
        rows.append(
            {"key": new.post, "revision": number, "status": to.value, "saved": moment}
            | {"folded": folded}
        )
        revision = revision_row(
            new.post,
            number,
            operation,
            state["blob_id"],
            to,
            state["name"],
            moment,
            foreign=state["foreign"],
        )
        revision.update(site_id=new.site, path=new.path, base_id=base)
        history.append(revision)
    if rows:
        placing.put(connection, history)
        update_posts(connection, rows)
        remember(connection, history)
        text_index.refresh(connection, [row["key"] for row in rows])
    return {row["key"] for row in rows}


def states(connection: Connection, ids: Collection[PostId]) -> dict[PostId, dict[str, Any]]:
    """Return what is needed of each post to write its next revision."""
    found: dict[PostId, dict[str, Any]] = {}
    path = (
        select(func.min(placements.c.path))
        .where(placements.c.post_id == posts.c.id)
        .scalar_subquery()
        .label("path")
    )
    newest = (revisions.c.post_id == posts.c.id) & (revisions.c.number == posts.c.revision)
    for part in blobs.chunks(list(ids)):
        query = (
            select(
                posts.c.id,
                posts.c.revision,
                posts.c.blob_id,
                posts.c.status,
                posts.c.foreign,
                posts.c.name,
                posts.c.title,
                posts.c.date,
                posts.c.offset,
                posts.c.categories,
                posts.c.tags,
                revisions.c.operation_id,
                path,
            )
            .join(revisions, newest)
            .where(posts.c.id.in_(part))
        )
        for row in connection.execute(query):
            found[PostId(row.id)] = dict(row._mapping)
    return found


def revision_row(
    post: PostId,
    number: int,
    operation: OperationId,
    blob: int | None,
    status: Status,
    name: str,
    moment: int,
    *,
    foreign: bool,
) -> dict[str, Any]:
    return {
        "post_id": post,
        "number": number,
        "operation_id": operation,
        "blob_id": blob,
        "status": status.value,
        "foreign": foreign,
        "name": name,
        "saved": moment,
        "site_id": None,
        "path": None,
        "base_id": None,
    }


def update_posts(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    changed: dict[str, Any] = {name: bindparam(name) for name in rows[0] if name != "key"}
    connection.execute(update(posts).where(posts.c.id == bindparam("key")).values(**changed), rows)


def remember(connection: Connection, history: Sequence[Mapping[str, Any]]) -> None:
    if history:
        connection.execute(insert(revisions), list(history))


def derived(facts: PostFacts, path: str) -> dict[str, Any]:
    texts = (facts.title, *facts.categories, *facts.tags)
    return {
        "title": facts.title,
        "date": to_seconds(facts.date) if facts.date is not None else None,
        "offset": _offset(facts.date),
        "date_text": facts.date_text,
        "categories": JOINT.join(facts.categories),
        "tags": JOINT.join(facts.tags),
        "slug": facts.slug,
        "layout": facts.layout,
        "source": facts.source,
        "problems": JOINT.join(facts.problems),
        "hidden": facts.hidden,
        "folded": _folded(texts, path),
        **findables.columns(facts),
    }


def _folded(texts: Iterable[str], path: str) -> str:
    """Return what a filter looks through; it begins with the title, so it also sorts by it."""
    return fold("\n".join((*texts, path)))


def _split(joined: str) -> list[str]:
    return joined.split(JOINT) if joined else []


def _offset(moment: datetime | None) -> int | None:
    """Return the seconds by which a moment's zone is ahead of UTC."""
    ahead = moment.utcoffset() if moment is not None else None
    return int(ahead.total_seconds()) if ahead is not None else None
