"""Acts of the editor: begun with the first row they write, grown batch by batch."""

import getpass
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, insert, select, update
from sqlalchemy.engine import Connection

from curator.domain.changes import Operation, OperationKind
from curator.domain.post import OperationId
from curator.storage import numbers
from curator.storage.instants import from_milliseconds, to_milliseconds
from curator.storage.tables import operations


def begin(
    connection: Connection,
    kind: OperationKind,
    now: datetime,
    *,
    label: str = "",
    undoes: OperationId | None = None,
) -> OperationId:
    """Write down a new operation, which has no posts yet."""
    number = OperationId(numbers.take(connection, "operations"))
    values = {"id": number, "kind": kind, "label": label, "at": to_milliseconds(now), "posts": 0}
    values |= {"undoes": undoes, "undone_by": None, "author": _user()}
    connection.execute(insert(operations).values(**values))
    if undoes is not None:
        standing = operations.c.undone_by
        connection.execute(
            update(operations).where(operations.c.id == undoes).values(undone_by=number)
        )
        # Taking back an undo makes the operation that it had taken back stand again.
        connection.execute(update(operations).where(standing == undoes).values(undone_by=None))
    return number


def _user() -> str:
    """Return the name of the system's user, empty where the system has none for this process."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def grow(connection: Connection, operation: OperationId, posts: int) -> None:
    """Count `posts` more posts as touched by the operation."""
    raised = operations.c.posts + posts
    connection.execute(update(operations).where(operations.c.id == operation).values(posts=raised))


def find(connection: Connection, operation: int) -> Operation | None:
    """Return one operation."""
    row = connection.execute(select(operations).where(operations.c.id == operation)).first()
    return _operation(row) if row else None


def root(connection: Connection, operation: Operation) -> Operation:
    """Return what an operation takes back or brings back in the end; itself where it is none."""
    told = operation
    while told.undoes is not None and (earlier := find(connection, told.undoes)) is not None:
        told = earlier
    return told


def latest(connection: Connection, limit: int) -> list[Operation]:
    """Return the newest operations, the newest first."""
    query = select(operations).order_by(operations.c.id.desc()).limit(limit)
    return [_operation(row) for row in connection.execute(query)]


def page(
    connection: Connection,
    limit: int,
    before: OperationId | None = None,
    kinds: Collection[OperationKind] = (),
) -> list[Operation]:
    """Return the newest operations older than `before`, of some kinds or of all; empty ones are left out."""
    query = select(operations).where(operations.c.posts > 0)
    if before is not None:
        query = query.where(operations.c.id < before)
    if kinds:
        query = query.where(operations.c.kind.in_([kind.value for kind in kinds]))
    query = query.order_by(operations.c.id.desc()).limit(limit)
    return [_operation(row) for row in connection.execute(query)]


def newest(connection: Connection) -> OperationId | None:
    """Return the operation that began last."""
    number = connection.scalar(select(func.max(operations.c.id)))
    return OperationId(number) if number is not None else None


def thin(connection: Connection, numbers: Collection[int]) -> int:
    """Note of operations that versions they need are given up; return of how many that is new."""
    this = operations.c.id.in_(numbers) & operations.c.thinned.is_(False)
    return connection.execute(update(operations).where(this).values(thinned=True)).rowcount


def next_undone(connection: Connection) -> Operation | None:
    """Return what undo takes back: the newest operation that stands and is no way back itself.

    What has no way back is passed over.
    """
    ways_back = (OperationKind.UNDO, OperationKind.REDO, OperationKind.DELETE)
    return _newest_standing(connection, ways_back)


def next_redone(connection: Connection) -> Operation | None:
    """Return the undo that redo takes back, None where other work came after it."""
    last = _newest_standing(connection, (OperationKind.REDO, OperationKind.DELETE))
    return last if last is not None and last.kind is OperationKind.UNDO else None


def _newest_standing(
    connection: Connection, without: tuple[OperationKind, ...]
) -> Operation | None:
    query = (
        select(operations)
        .where(operations.c.undone_by.is_(None))
        .where(operations.c.kind.not_in(without))
        .where(operations.c.posts > 0, operations.c.thinned.is_(False))
        .order_by(operations.c.id.desc())
        .limit(1)
    )
    row = connection.execute(query).first()
    return _operation(row) if row else None


def _operation(row: Row[Any]) -> Operation:
    fields = row._mapping
    return Operation(
        OperationId(fields["id"]),
        OperationKind(fields["kind"]),
        from_milliseconds(fields["at"]),
        fields["posts"],
        fields["label"],
        fields["undone_by"],
        fields["undoes"],
        fields["author"],
        fields["thinned"],
    )
