"""What can be wrong in a library's database, found by reading all of it.

Every function reads only; what SQLite alone can tell is asked of `pragmas`.
"""

from collections.abc import Iterator
from hashlib import sha256

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from curator.storage import pragmas
from curator.storage.tables import blobs

_BATCH = 200


def damage(connection: Connection) -> list[str]:
    """Return what the database says is wrong with itself; other databases than SQLite say nothing."""
    return pragmas.damage(connection) if connection.dialect.name == "sqlite" else []


def dangling(connection: Connection) -> list[str]:
    """Return references to rows that are not there; other databases than SQLite allow none."""
    return pragmas.dangling(connection) if connection.dialect.name == "sqlite" else []


def blob_count(connection: Connection) -> int:
    """Return how many texts and pictures there are."""
    return connection.scalar(select(func.count()).select_from(blobs)) or 0


def changed_blobs(connection: Connection) -> Iterator[tuple[int, list[int]]]:
    """Yield how many texts and pictures were read, and the numbers of those that are not what they were.

    A text is known by its hash: one that has another is not what was stored.
    """
    numbers = connection.execute(select(blobs.c.id).order_by(blobs.c.id)).scalars().all()
    for start in range(0, len(numbers), _BATCH):
        part = numbers[start : start + _BATCH]
        query = select(blobs).where(blobs.c.id.in_(part))
        wrong = [
            row.id
            for row in connection.execute(query)
            if len(row.data) != row.size or sha256(row.data).digest() != bytes(row.hash)
        ]
        yield start + len(part), wrong
