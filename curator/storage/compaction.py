"""Bytes that nothing refers to any more: found and deleted, some at a time.

Whoever stores bytes refers to them in the same transaction, so that what has no reference here has none
anywhere. Giving the freed room back to the disk is not this module's business.
"""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, delete, exists, func, not_, select
from sqlalchemy.engine import Connection

from curator.domain.post import ContentHash
from curator.storage.blobs import chunks
from curator.storage.tables import blobs, metadata

# Every column of the schema that names a row of `blobs`; a new table is seen by itself.
_REFERENCES = [
    column
    for table in metadata.sorted_tables
    for column in table.columns
    if any(key.column is blobs.c.id for key in column.foreign_keys)
]


@dataclass(frozen=True, slots=True)
class Swept:
    """What came of one step."""

    last: ContentHash | None
    """The hash up to which was looked; None where there was nothing left."""
    blobs: int = 0
    bytes: int = 0


def sweep(connection: Connection, *, after: ContentHash, limit: int) -> Swept:
    """Delete what nothing refers to among the next `limit` blobs behind `after`."""
    # By hash: its index alone is read, none of the texts.
    query = (
        select(blobs.c.hash, blobs.c.id)
        .where(blobs.c.hash > after)
        .order_by(blobs.c.hash)
        .limit(limit)
    )
    rows = connection.execute(query).all()
    if not rows:
        return Swept(None)
    number, size = forget(connection, [row.id for row in rows])
    return Swept(ContentHash(bytes(rows[-1].hash)), number, size)


def forget(connection: Connection, numbers: Collection[int]) -> tuple[int, int]:
    """Delete those of some blobs that nothing refers to; return how many, and of how many bytes."""
    count = size = 0
    for part in chunks(list(numbers)):
        these = select(blobs.c.id, blobs.c.size).where(blobs.c.id.in_(part), _unused())
        rows = connection.execute(these).all()
        if rows:
            ids = [row.id for row in rows]
            connection.execute(delete(blobs).where(blobs.c.id.in_(ids)))
            count += len(ids)
            size += sum(row.size for row in rows)
    return count, size


def count(connection: Connection) -> int:
    """Return how many blobs there are."""
    return connection.scalar(select(func.count()).select_from(blobs)) or 0


def unused(connection: Connection) -> tuple[int, int]:
    """Return how many blobs nothing refers to, and of how many bytes."""
    query = select(func.count(), func.coalesce(func.sum(blobs.c.size), 0)).where(_unused())
    number, size = connection.execute(query).one()
    return int(number), int(size)


def _unused() -> ColumnElement[bool]:
    return and_(*(not_(exists().where(column == blobs.c.id)) for column in _REFERENCES))
