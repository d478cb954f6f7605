"""Whether later work stands on a large operation, answered by the database without reading its versions.

`history.hindrance` says the same post by post, which takes long over 100,000 posts. What undo itself
refuses is decided there.
"""

from sqlalchemy import and_, exists, func, not_, or_, select
from sqlalchemy.engine import Connection

from curator.domain.changes import Operation, OperationKind
from curator.domain.errors import UndoError, UndoFault
from curator.storage.tables import operations, placements, posts, revisions

_WAYS_BACK = (OperationKind.UNDO.value, OperationKind.REDO.value)


def find(connection: Connection, operation: Operation) -> UndoError | None:
    """Return the first post that is no longer what the operation made of it, None where all are."""
    own = revisions.alias("own")
    last = (
        select(own.c.post_id, func.max(own.c.number).label("number"))
        .where(own.c.operation_id == operation.id)
        .group_by(own.c.post_id)
        .subquery()
    )
    then = revisions
    same = and_(then.c.post_id == last.c.post_id, then.c.number == last.c.number)
    other_text = or_(
        posts.c.blob_id != then.c.blob_id,
        posts.c.status != then.c.status,
        posts.c.foreign != then.c.foreign,
    )
    there = and_(placements.c.post_id == then.c.post_id, placements.c.site_id == then.c.site_id)
    as_told = and_(
        there,
        placements.c.path == then.c.path,
        placements.c.base_id.is_not_distinct_from(then.c.base_id),
    )
    moved = or_(
        and_(then.c.path.is_(None), exists().where(there)),
        and_(then.c.path.is_not(None), not_(exists().where(as_told))),
    )
    query = (
        select(then.c.post_id, then.c.number, posts.c.title)
        .join(last, same)
        .outerjoin(posts, posts.c.id == then.c.post_id)
        .where(
            or_(
                and_(then.c.blob_id.is_(None), posts.c.id.is_not(None)),
                and_(then.c.blob_id.is_not(None), posts.c.id.is_(None)),
                and_(then.c.blob_id.is_not(None), other_text),
                and_(then.c.site_id.is_not(None), moved),
            )
        )
        .limit(1)
    )
    row = connection.execute(query).first()
    if row is None:
        return None
    later = (
        select(operations.c.id)
        .join(revisions, revisions.c.operation_id == operations.c.id)
        .where(revisions.c.post_id == row.post_id, revisions.c.number > row.number)
        # What stands, before what only went back.
        .order_by(
            or_(operations.c.kind.in_(_WAYS_BACK), operations.c.undone_by.is_not(None)),
            revisions.c.number.desc(),
        )
        .limit(1)
    )
    number = connection.scalar(later) or 0
    fault = UndoFault.LATER_WORK
    return UndoError(operation.id, fault, str(row.post_id), title=row.title or "", later=number)


def touched(connection: Connection, operation: int) -> int:
    """Return how many posts there are of which a version of the operation is kept."""
    query = select(func.count(revisions.c.post_id.distinct()))
    return connection.scalar(query.where(revisions.c.operation_id == operation)) or 0
