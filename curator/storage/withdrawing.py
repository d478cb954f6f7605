"""Taking back an operation that was stopped half-way, as if it had never begun.

Unlike undo, which is an operation of its own, this leaves no trace in history: nobody was told that the versions
were saved. Posts that somebody changed since are kept as they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, delete, select
from sqlalchemy.engine import Connection

from curator.domain.post import OperationId, PostFacts, PostId
from curator.storage import operations, placing, text_index, writing
from curator.storage.history import Derive
from curator.storage.tables import blobs, placements, revisions, sites
from curator.storage.tables import operations as acts


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What came of one step."""

    last: PostId | None
    """The post up to which the operation is taken back; None where there was nothing left to do."""
    kept: frozenset[PostId] = frozenset()
    """Posts with later versions, which stand on what was to be taken back."""


def withdraw(
    connection: Connection,
    operation: OperationId,
    derive: Derive,
    *,
    after: PostId,
    limit: int,
    same_article: bool,
) -> Withdrawn:
    """Take back what an operation did to the next `limit` posts behind `after`.

    With `same_article` its texts have the words, address and number of those before. The operation is
    forgotten with its last version. It must have written no place in a site.
    """
    written = _written(connection, operation, after, limit)
    if not written:
        _forget(connection, operation)
        return Withdrawn(None)
    ids = [PostId(row.post_id) for row in written]
    current = writing.states(connection, ids)
    earlier = _earlier(connection, operation, ids)
    kept, back = set[PostId](), []
    for row in written:
        post = PostId(row.post_id)
        state, before = current.get(post), earlier.get(post)
        if state is None or before is None or state["revision"] != row.number:
            kept.add(post)
        else:
            back.append((state, before))
    _write(connection, back, derive, same_article)
    taken = [state["id"] for state, _ in back]
    this = (revisions.c.operation_id == operation) & revisions.c.post_id.in_(taken)
    connection.execute(delete(revisions).where(this))
    operations.grow(connection, operation, -len(taken))
    return Withdrawn(ids[-1], frozenset(kept))


def _written(
    connection: Connection, operation: OperationId, after: PostId, limit: int
) -> list[Row[Any]]:
    query = (
        select(revisions.c.post_id, revisions.c.number)
        .where(revisions.c.operation_id == operation, revisions.c.post_id > after)
        .order_by(revisions.c.post_id)
        .limit(limit)
    )
    return list(connection.execute(query))


def _earlier(
    connection: Connection, operation: OperationId, ids: Sequence[PostId]
) -> dict[PostId, Row[Any]]:
    """Return the version of each post before that of the operation."""
    later = revisions.alias()
    query = (
        select(revisions)
        .join(
            later,
            (later.c.post_id == revisions.c.post_id) & (later.c.number == revisions.c.number + 1),
        )
        .where(later.c.operation_id == operation, later.c.post_id.in_(ids))
        .where(revisions.c.blob_id.is_not(None))
    )
    return {PostId(row.post_id): row for row in connection.execute(query)}


def _write(
    connection: Connection,
    back: Sequence[tuple[dict[str, Any], Row[Any]]],
    derive: Derive,
    same_article: bool,
) -> None:
    other = [(state, before) for state, before in back if state["blob_id"] != before.blob_id]
    facts = _facts(connection, other, derive)
    texts, states = [], []
    for state, before in back:
        post = PostId(state["id"])
        values = {"key": post, "revision": before.number, "blob_id": before.blob_id}
        values |= {"status": before.status, "saved": before.saved, "foreign": before.foreign}
        values["name"] = before.name
        if post in facts:
            path = state["path"] or before.name
            texts.append(values | writing.derived(facts[post], path))
        else:
            states.append(values)
    for rows in (texts, states):
        if rows:
            writing.update_posts(connection, rows)
    placing.compare(connection, facts)
    known = {PostId(state["id"]): state for state, _ in other}
    writing.reassign(connection, facts, known, frozenset(facts) if same_article else ())
    text_index.refresh(connection, list(facts))


def _facts(
    connection: Connection, other: Sequence[tuple[dict[str, Any], Row[Any]]], derive: Derive
) -> dict[PostId, PostFacts]:
    if not other:
        return {}
    wanted = {before.blob_id for _, before in other}
    query = select(blobs.c.id, blobs.c.data).where(blobs.c.id.in_(wanted))
    data = {row.id: bytes(row.data) for row in connection.execute(query)}
    ids = [state["id"] for state, _ in other]
    place = select(placements.c.post_id, sites.c.root).join(
        sites, sites.c.id == placements.c.site_id
    )
    roots: dict[int, str] = {}
    for row in connection.execute(
        place.where(placements.c.post_id.in_(ids)).order_by(placements.c.site_id)
    ):
        roots.setdefault(row.post_id, row.root)
    return {
        PostId(state["id"]): derive(
            data[before.blob_id], state["path"] or before.name, roots.get(state["id"])
        )
        for state, before in other
    }


def _forget(connection: Connection, operation: OperationId) -> None:
    left = select(revisions.c.post_id).where(revisions.c.operation_id == operation).limit(1)
    if connection.execute(left).first() is None:
        connection.execute(delete(acts).where(acts.c.id == operation))
