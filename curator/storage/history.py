"""Saved versions of posts, and the way back from an operation."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from typing import Any

from sqlalchemy import Row, delete, func, insert, select
from sqlalchemy.engine import Connection

from curator.domain.changes import Aspect, Operation, OperationKind
from curator.domain.errors import PostMissing, RevisionMissing, UndoError, UndoFault
from curator.domain.listing import Revision
from curator.domain.post import OperationId, PostFacts, PostId, Status
from curator.storage import (
    findables,
    likenesses,
    operations,
    placing,
    taxonomy,
    text_index,
    writing,
)
from curator.storage.blobs import chunks
from curator.storage.instants import from_milliseconds, to_milliseconds
from curator.storage.tables import blobs, placements, posts, revisions, sites
from curator.storage.tables import operations as acts

Derive = Callable[[bytes, str, str | None], PostFacts]
"""Derives a post's facts from its source text, its path or name, and the root of its site."""


def versions(connection: Connection, post: PostId) -> list[Revision]:
    """Return every saved version of a post, the newest first, gone posts included.

    Raises PostMissing where there never was such a post.
    """
    query = (
        select(revisions, acts.c.kind, acts.c.label, acts.c.author, blobs.c.size)
        .join(acts, acts.c.id == revisions.c.operation_id)
        .outerjoin(blobs, blobs.c.id == revisions.c.blob_id)
        .where(revisions.c.post_id == post)
        .order_by(revisions.c.number.desc())
    )
    rows = connection.execute(query).all()
    if not rows:
        raise PostMissing(post)
    return [
        Revision(
            post,
            row.number,
            row.operation_id,
            row.kind,
            row.label,
            from_milliseconds(row.saved),
            Status(row.status),
            row.size,
            row.author,
            before is not None and before.blob_id == row.blob_id,
        )
        for row, before in zip_longest(rows, rows[1:])
    ]


def foreign(connection: Connection, post: PostId, number: int) -> bool:
    """Tell whether a saved version was a guest's text; raises RevisionMissing."""
    query = select(revisions.c.foreign).where(
        revisions.c.post_id == post, revisions.c.number == number
    )
    found = connection.scalar(query)
    if found is None:
        raise RevisionMissing(post, number)
    return bool(found)


def text(connection: Connection, post: PostId, number: int) -> bytes:
    """Return the source text of one saved version; raise RevisionMissing where there is none."""
    query = (
        select(blobs.c.data)
        .join(revisions, revisions.c.blob_id == blobs.c.id)
        .where(revisions.c.post_id == post, revisions.c.number == number)
    )
    data = connection.execute(query).scalar()
    if data is None:
        raise RevisionMissing(post, number)
    return bytes(data)


def last_saved(connection: Connection, post: PostId, operation: OperationId) -> datetime | None:
    """Return when a post's newest version was saved, where it is one of that operation."""
    query = (
        select(revisions.c.operation_id, revisions.c.saved)
        .where(revisions.c.post_id == post)
        .order_by(revisions.c.number.desc())
        .limit(1)
    )
    row = connection.execute(query).first()
    if row is None or row.operation_id != operation:
        return None
    return from_milliseconds(row.saved)


def touched(
    connection: Connection, operation: OperationId, limit: int | None = None
) -> list[PostId]:
    """Return the posts that an operation touched."""
    query = select(revisions.c.post_id).where(revisions.c.operation_id == operation)
    query = query.order_by(revisions.c.post_id).limit(limit)
    return [PostId(number) for number in connection.execute(query).scalars()]


def hindrance(connection: Connection, operation: Operation) -> UndoError | None:
    """Return why an operation cannot be taken back now, as far as the library knows."""
    if operation.undone_by is not None:
        return UndoError(operation.id, UndoFault.ALREADY)
    if operation.kind is OperationKind.DELETE:
        return UndoError(operation.id, UndoFault.FOR_GOOD)
    if operation.thinned:
        return UndoError(operation.id, UndoFault.THINNED)
    for part in chunks(list(_steps(connection, operation.id))):
        current = writing.states(connection, [PostId(after.post_id) for after, _, _ in part])
        try:
            _refuse_later_work(connection, operation, part, current)
        except UndoError as error:
            return error
    return None


@dataclass(frozen=True, slots=True)
class Placed:
    """How an operation changed a file of a site, as blobs of the text agreed on."""

    post: PostId
    site: int
    path_before: str | None
    base_before: int | None
    path_after: str | None
    base_after: int | None


def placed(connection: Connection, operation: OperationId) -> list[Placed]:
    """Return what the operation changed in sites."""
    found = []
    for after, _, earlier in _steps(connection, operation):
        if after.site_id is not None:
            path, base = (earlier.path, earlier.base_id) if earlier is not None else (None, None)
            post = PostId(after.post_id)
            found.append(Placed(post, after.site_id, path, base, after.path, after.base_id))
    return found


def revert(
    connection: Connection, undone: Operation, way_back: OperationId, derive: Derive, now: datetime
) -> tuple[frozenset[PostId], Aspect]:
    """Bring every post that `undone` touched back to what it was before.

    Refuses the whole with UndoError(LATER_WORK) where one of them was changed since.
    """
    if undone.thinned or undone.kind is OperationKind.DELETE:
        gone = UndoFault.THINNED if undone.thinned else UndoFault.FOR_GOOD
        raise UndoError(undone.id, gone)
    moment = to_milliseconds(now)
    changed: set[PostId] = set()
    aspects = Aspect(0)
    for part in chunks(list(_steps(connection, undone.id))):
        ids = [PostId(after.post_id) for after, _, _ in part]
        current = writing.states(connection, ids)
        _refuse_later_work(connection, undone, part, current)
        aspects |= _write_back(connection, way_back, part, current, derive, moment)
        changed.update(ids)
    operations.grow(connection, way_back, len(changed))
    return frozenset(changed), aspects


_Step = tuple[Row[Any], Row[Any] | None, Row[Any] | None]
"""What an operation made of a post, the version before, and the version that last placed it."""


def _steps(connection: Connection, operation: OperationId) -> Iterator[_Step]:
    query = (
        select(revisions)
        .where(revisions.c.operation_id == operation)
        .order_by(revisions.c.post_id, revisions.c.number)
    )
    for part in chunks(_strides(connection.execute(query).all())):
        earlier: dict[int, list[Row[Any]]] = {}
        ids = {last.post_id for _, last in part}
        past = select(revisions).where(revisions.c.post_id.in_(ids))
        for row in connection.execute(past.order_by(revisions.c.number)):
            earlier.setdefault(row.post_id, []).append(row)
        for first, after in part:
            before = [row for row in earlier[after.post_id] if row.number < first.number]
            there = [row for row in before if row.site_id == after.site_id]
            yield after, before[-1] if before else None, there[-1] if there else None


def _strides(rows: Sequence[Row[Any]]) -> list[tuple[Row[Any], Row[Any]]]:
    """Return the first and the last of the versions that an operation made of each post in turn.

    An import that adds a post and then takes another text for it makes two, which go together. What
    concerns other sites stays apart.
    """
    strides: list[tuple[Row[Any], Row[Any]]] = []
    for row in rows:
        first, last = strides[-1] if strides else (row, None)
        if last is not None and (last.post_id, last.site_id) == (row.post_id, row.site_id):
            strides[-1] = first, row
        else:
            strides.append((row, row))
    return strides


def _refuse_later_work(
    connection: Connection,
    undone: Operation,
    part: Sequence[_Step],
    current: dict[PostId, dict[str, Any]],
) -> None:
    ids = [after.post_id for after, _, _ in part if after.site_id is not None]
    query = select(placements).where(placements.c.post_id.in_(ids))
    places = {
        (row.post_id, row.site_id): (row.path, row.base_id) for row in connection.execute(query)
    }
    for after, _, _ in part:
        state = current.get(after.post_id)
        now = _state(state["blob_id"], state["status"], state["foreign"]) if state else None
        then = _state(after.blob_id, after.status, after.foreign) if after.blob_id else None
        there = places.get((after.post_id, after.site_id), (None, None))
        if now != then or (after.site_id is not None and there != (after.path, after.base_id)):
            title = state["title"] if state else ""
            later = _later(connection, after, now)
            post = str(after.post_id)
            raise UndoError(undone.id, UndoFault.LATER_WORK, post, title=title, later=later)


def _later(
    connection: Connection, after: Row[Any], now: tuple[int | None, str, bool] | None
) -> int:
    """Return the operation behind a version that made a post what it is now.

    Not a way back that only returned to that, and the newest of all where there is no other.
    """
    query = (
        select(revisions.c.blob_id, revisions.c.status, revisions.c.foreign, acts.c.id, acts.c.kind)
        .join(acts, acts.c.id == revisions.c.operation_id)
        .where(revisions.c.post_id == after.post_id, revisions.c.number > after.number)
        .order_by(revisions.c.number.desc())
    )
    ways_back = (OperationKind.UNDO, OperationKind.REDO)
    rows = connection.execute(query).all()
    for row in rows:
        state = (row.blob_id, row.status, row.foreign) if row.blob_id is not None else None
        if row.kind not in ways_back and state == now:
            return int(row.id)
    return int(rows[0].id) if rows else 0


def _state(blob: int, status: str, foreign: bool) -> tuple[int, str, bool]:
    return blob, status, foreign


def _write_back(
    connection: Connection,
    way_back: OperationId,
    part: Sequence[_Step],
    current: dict[PostId, dict[str, Any]],
    derive: Derive,
    moment: int,
) -> Aspect:
    aspects = Aspect(0)
    last = _last_numbers(connection, [after.post_id for after, _, _ in part])
    roots = _roots(connection, part)
    updates, inserts, gone, history, facts = [], [], [], [], {}
    for after, before, there in part:
        post = PostId(after.post_id)
        old = before if before is not None and before.blob_id is not None else None
        number = last[post] + 1
        row = writing.revision_row(
            post,
            number,
            way_back,
            old.blob_id if old is not None else None,
            Status(old.status if old is not None else after.status),
            old.name if old is not None else after.name,
            moment,
            foreign=(old if old is not None else after).foreign,
        )
        if after.site_id is not None:
            row["site_id"] = after.site_id
            if there is not None:
                row.update(path=there.path, base_id=there.base_id)
            aspects |= Aspect.PLACEMENT
        history.append(row)
        if old is None:
            gone.append(post)
            continue
        values = {"revision": number, "blob_id": old.blob_id, "status": old.status}
        values |= {"saved": moment, "foreign": old.foreign, "name": old.name}
        known = current.get(post)
        if known is None or known["blob_id"] != old.blob_id:
            source = bytes(
                connection.execute(
                    select(blobs.c.data).where(blobs.c.id == old.blob_id)
                ).scalar_one()
            )
            path = row["path"] or (known["path"] if known else None) or old.name
            facts[post] = derive(source, path, roots.get(post))
            values |= writing.derived(facts[post], path)
            aspects |= Aspect.TEXT
        if known is None:
            inserts.append({"id": post, "added": moment, **values})
        else:
            aspects |= Aspect.STATUS if known["status"] != old.status else Aspect(0)
            aspects |= Aspect.FOREIGN if known["foreign"] != old.foreign else Aspect(0)
            updates.append({"key": post, **values})
    if gone:
        likenesses.forget(connection, gone)
        connection.execute(delete(posts).where(posts.c.id.in_(gone)))
        aspects |= Aspect.REMOVED
    if inserts:
        connection.execute(insert(posts), inserts)
        aspects |= Aspect.ADDED
    for update in updates:  # the columns that change differ from post to post
        writing.update_posts(connection, [update])
    writing.remember(connection, history)
    placing.put(connection, [row for row in history if row["blob_id"] is not None])
    placing.settle(connection, [*facts, *(row["id"] for row in inserts)])
    taxonomy.assign(connection, facts, new=False)
    likenesses.assign(connection, facts, new=False)
    findables.assign(connection, facts, new=False)
    text_index.refresh(connection, [PostId(after.post_id) for after, _, _ in part])
    return aspects


def _last_numbers(connection: Connection, ids: Sequence[int]) -> dict[PostId, int]:
    query = (
        select(revisions.c.post_id, func.max(revisions.c.number).label("last"))
        .where(revisions.c.post_id.in_(ids))
        .group_by(revisions.c.post_id)
    )
    return {PostId(row.post_id): row.last for row in connection.execute(query)}


def _roots(connection: Connection, part: Sequence[_Step]) -> dict[PostId, str]:
    """Return the root of the site that each post lies in, or lay in before."""
    named = {row.id: row.root for row in connection.execute(select(sites))}
    found = {
        PostId(there.post_id): named[there.site_id]
        for _, _, there in part
        if there is not None and there.site_id is not None
    }
    ids = [after.post_id for after, _, _ in part]
    query = select(placements.c.post_id, placements.c.site_id).where(placements.c.post_id.in_(ids))
    for row in connection.execute(query):
        found.setdefault(PostId(row.post_id), named[row.site_id])
    return found
