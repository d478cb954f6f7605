"""The trash: where its posts stood before, and how they leave the library for good.

Deleting for good is the only thing here that history does not survive.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, delete, func, or_, select, union
from sqlalchemy.engine import Connection

from curator.domain.post import OperationId, PostId, Status
from curator.storage import compaction, likenesses, operations, text_index
from curator.storage.blobs import chunks
from curator.storage.tables import (
    asset_places,
    assets,
    distinct_pairs,
    placements,
    posts,
    revisions,
    search_initials,
)


def before(connection: Connection, ids: Collection[PostId]) -> dict[PostId, Status]:
    """Return where posts of the trash stood before they came there; the inbox where that is not known."""
    found: dict[PostId, Status] = {}
    for part in chunks(list(ids)):
        query = select(posts.c.id).where(posts.c.id.in_(part), posts.c.status == Status.TRASH.value)
        found.update((PostId(one), Status.INBOX) for one in connection.execute(query).scalars())
        last = (
            select(revisions.c.post_id, func.max(revisions.c.number).label("number"))
            .where(revisions.c.post_id.in_(part), revisions.c.status != Status.TRASH.value)
            .group_by(revisions.c.post_id)
            .subquery()
        )
        same = and_(revisions.c.post_id == last.c.post_id, revisions.c.number == last.c.number)
        told = select(revisions.c.post_id, revisions.c.status).join(last, same)
        for row in connection.execute(told):
            if row.post_id in found:
                found[PostId(row.post_id)] = Status(row.status)
    return found


def deletable(connection: Connection, ids: Collection[PostId]) -> list[PostId]:
    """Return those of some posts that lie in the trash and have no file in any site, in their order."""
    allowed: set[int] = set()
    for part in chunks(list(ids)):
        placed = select(placements.c.post_id).where(placements.c.post_id.in_(part))
        pictured = (
            select(assets.c.post_id)
            .join(asset_places, asset_places.c.asset_id == assets.c.id)
            .where(assets.c.post_id.in_(part), asset_places.c.stands)
        )
        query = (
            select(posts.c.id)
            .where(posts.c.id.in_(part), posts.c.status == Status.TRASH.value)
            .where(posts.c.id.not_in(union(placed, pictured)))
        )
        allowed.update(connection.execute(query).scalars())
    return [post for post in ids if post in allowed]


@dataclass(frozen=True, slots=True)
class Deleted:
    """What came of one step."""

    posts: list[PostId]
    blobs: int = 0
    bytes: int = 0


def delete_for_good(
    connection: Connection, operation: OperationId, ids: Sequence[PostId]
) -> Deleted:
    """Delete those of some posts that may go, with their versions, their pictures and their texts.

    `operation` is the one that tells of it. Operations of before touch so many posts fewer.
    """
    gone = deletable(connection, ids)
    for part in chunks(gone):
        _leave_operations(connection, part)
    left: set[int] = set()
    for part in chunks(gone):
        left |= _blobs(connection, part)
        own = select(assets.c.id).where(assets.c.post_id.in_(part))
        likenesses.forget(connection, part)
        connection.execute(delete(asset_places).where(asset_places.c.asset_id.in_(own)))
        connection.execute(delete(assets).where(assets.c.post_id.in_(part)))
        connection.execute(delete(revisions).where(revisions.c.post_id.in_(part)))
        connection.execute(delete(search_initials).where(search_initials.c.post_id.in_(part)))
        pairs = or_(distinct_pairs.c.first_id.in_(part), distinct_pairs.c.second_id.in_(part))
        connection.execute(delete(distinct_pairs).where(pairs))
        connection.execute(delete(posts).where(posts.c.id.in_(part)))
    text_index.refresh(connection, gone, everything=True)
    operations.grow(connection, operation, len(gone))
    return Deleted(gone, *compaction.forget(connection, left))


def _leave_operations(connection: Connection, part: Sequence[PostId]) -> None:
    query = (
        select(revisions.c.operation_id, func.count(revisions.c.post_id.distinct()).label("number"))
        .where(revisions.c.post_id.in_(part))
        .group_by(revisions.c.operation_id)
    )
    for row in connection.execute(query).all():
        operations.grow(connection, OperationId(row.operation_id), -row.number)


def _blobs(connection: Connection, part: Sequence[PostId]) -> set[int]:
    """Return the texts and pictures that posts refer to, now or in their history."""
    versions = revisions.c.post_id.in_(part)
    own = select(assets.c.id).where(assets.c.post_id.in_(part))
    query = union(
        select(revisions.c.blob_id).where(versions, revisions.c.blob_id.is_not(None)),
        select(revisions.c.base_id).where(versions, revisions.c.base_id.is_not(None)),
        select(assets.c.blob_id).where(assets.c.post_id.in_(part)),
        select(asset_places.c.blob_id).where(asset_places.c.asset_id.in_(own)),
    )
    return set(connection.execute(query).scalars())
