"""Old versions given up, some posts at a time, as `domain.retention` says.

The operations whose undo would have needed them are marked, so that it is refused, not done wrong.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import Row, delete, func, select
from sqlalchemy.engine import Connection

from curator.domain.post import PostId
from curator.domain.retention import Keeping, Version, superfluous
from curator.storage import operations
from curator.storage.instants import from_milliseconds, to_milliseconds
from curator.storage.tables import revisions


@dataclass(frozen=True, slots=True)
class Thinned:
    """What came of one step."""

    last: PostId | None
    """The post up to which histories were looked at; None where there was nothing left."""
    versions: int = 0
    operations: int = 0
    """So many operations can be taken back no more."""


def thin(
    connection: Connection, keeping: Keeping, now: datetime, *, after: PostId, limit: int
) -> Thinned:
    """Give up versions of the next `limit` posts behind `after` that have old ones."""
    if keeping.everything:
        return Thinned(None)
    whole = to_milliseconds(now - timedelta(days=keeping.all_days))
    old = (
        select(revisions.c.post_id)
        .where(revisions.c.post_id > after, revisions.c.saved < whole)
        .group_by(revisions.c.post_id)
        .having(func.count() > 1)
        .order_by(revisions.c.post_id)
        .limit(limit)
    )
    ids = [PostId(number) for number in connection.execute(old).scalars()]
    if not ids:
        return Thinned(None)
    query = select(revisions).where(revisions.c.post_id.in_(ids))
    by_post: dict[int, list[Row[Any]]] = {}
    for row in connection.execute(query.order_by(revisions.c.post_id, revisions.c.number)):
        by_post.setdefault(row.post_id, []).append(row)
    versions, needing = 0, set[int]()
    for post, rows in by_post.items():
        gone = set(superfluous([_version(row, now) for row in rows], keeping, now))
        if not gone:
            continue
        needing |= _needing(rows, gone)
        this = (revisions.c.post_id == post) & revisions.c.number.in_(gone)
        versions += connection.execute(delete(revisions).where(this)).rowcount
    marked = operations.thin(connection, needing) if needing else 0
    return Thinned(ids[-1], versions, marked)


def _needing(rows: Sequence[Row[Any]], gone: set[int]) -> set[int]:
    """Return the operations that wrote versions which go, or versions right behind those."""
    found = {row.operation_id for row in rows if row.number in gone}
    return found | {after.operation_id for was, after in pairwise(rows) if was.number in gone}


def _version(row: Row[Any], now: datetime) -> Version:
    # A day is the editor's: that of the zone in which `now` is told.
    saved = from_milliseconds(row.saved).astimezone(now.tzinfo)
    state = (row.blob_id, row.status, row.foreign)
    return Version(row.number, saved, state, row.operation_id, row.site_id is not None)
