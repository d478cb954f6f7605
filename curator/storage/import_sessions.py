"""Imports as sessions: what was dropped at once, and what became of each part of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.engine import Connection

from curator.domain.post import OperationId, PostId
from curator.storage import numbers
from curator.storage.blobs import chunks
from curator.storage.instants import from_milliseconds, to_milliseconds
from curator.storage.tables import import_items, import_sessions, import_things


@dataclass(frozen=True, slots=True)
class StoredSession:
    """A session, with the number of its items by outcome; that of waiting ones stands under ''."""

    id: int
    label: str
    choice: str
    started: datetime
    ended: datetime | None
    operation: OperationId | None
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class StoredItem:
    """One part of a session; codes and JSON texts are whatever the caller wrote."""

    number: int
    source: str
    inside: str = ""
    name: str = ""
    kind: str = ""
    outcome: str = ""
    """Empty while it waits."""
    error: str = ""
    notes: str = ""
    problems: str = ""
    conflict: bool = False
    post: PostId | None = None
    pictures: int = 0
    thing: int | None = None
    """The number of what was pasted, of which it came (`import_things`)."""


def begin(connection: Connection, label: str, choice: str, now: datetime) -> int:
    """Write down a new session and return its number."""
    number = numbers.take(connection, "import_sessions")
    connection.execute(
        insert(import_sessions).values(
            id=number,
            label=label,
            choice=choice,
            started=to_milliseconds(now),
            ended=None,
            operation_id=None,
        )
    )
    return number


def bind(connection: Connection, session: int, operation: OperationId) -> None:
    """Remember by which operation a session stores its posts."""
    row = import_sessions.c.id == session
    connection.execute(update(import_sessions).where(row).values(operation_id=operation))


def end(connection: Connection, session: int, now: datetime | None) -> None:
    """Mark a session as ended, or with None as going on."""
    ended = to_milliseconds(now) if now is not None else None
    row = import_sessions.c.id == session
    connection.execute(update(import_sessions).where(row).values(ended=ended))


def next_number(connection: Connection, session: int) -> int:
    """Return the number of the next item of a session."""
    query = select(func.max(import_items.c.number)).where(import_items.c.session_id == session)
    return int(connection.scalar(query) or 0) + 1


def put(connection: Connection, session: int, items: Sequence[StoredItem]) -> None:
    """Write items, in place of those that have their numbers."""
    remove(connection, session, [item.number for item in items])
    if items:
        connection.execute(insert(import_items), [_row(session, item) for item in items])


def remove(connection: Connection, session: int, gone: Sequence[int]) -> None:
    """Forget items."""
    for part in chunks(gone):
        connection.execute(
            delete(import_items).where(
                import_items.c.session_id == session, import_items.c.number.in_(part)
            )
        )


def forget(connection: Connection, session: int) -> None:
    """Forget a session; what it stored stays."""
    connection.execute(delete(import_items).where(import_items.c.session_id == session))
    connection.execute(delete(import_things).where(import_things.c.session_id == session))
    connection.execute(delete(import_sessions).where(import_sessions.c.id == session))


def items(connection: Connection, session: int, *, outcome: str | None = None) -> list[StoredItem]:
    """Return the items of a session in order, all or those of one outcome."""
    query = select(import_items).where(import_items.c.session_id == session)
    if outcome is not None:
        query = query.where(import_items.c.outcome == outcome)
    return [_item(row) for row in connection.execute(query.order_by(import_items.c.number))]


def waiting_between(
    connection: Connection, session: int, first: int, last: int, limit: int
) -> list[StoredItem]:
    """Return the first items of a session that wait and have numbers from one to another, in order."""
    query = select(import_items).where(
        import_items.c.session_id == session,
        import_items.c.number.between(first, last),
        import_items.c.outcome == "",
    )
    query = query.order_by(import_items.c.number).limit(limit)
    return [_item(row) for row in connection.execute(query)]


def sessions(connection: Connection, limit: int) -> list[StoredSession]:
    """Return the newest sessions, the newest first."""
    query = select(import_sessions).order_by(import_sessions.c.id.desc()).limit(limit)
    rows = connection.execute(query).all()
    return [_session(connection, row) for row in rows]


def find(connection: Connection, session: int) -> StoredSession | None:
    """Return one session."""
    row = connection.execute(select(import_sessions).where(import_sessions.c.id == session)).first()
    return _session(connection, row) if row is not None else None


def unfinished(connection: Connection) -> list[StoredSession]:
    """Return the sessions in which something still waits, the newest first."""
    waiting = select(import_items.c.session_id).where(import_items.c.outcome == "").distinct()
    query = (
        select(import_sessions)
        .where(import_sessions.c.ended.is_(None) | import_sessions.c.id.in_(waiting))
        .order_by(import_sessions.c.id.desc())
    )
    return [_session(connection, row) for row in connection.execute(query).all()]


def _session(connection: Connection, row: Row[Any]) -> StoredSession:
    query = (
        select(import_items.c.outcome, func.count())
        .where(import_items.c.session_id == row.id)
        .group_by(import_items.c.outcome)
    )
    counts = {found.outcome: found[1] for found in connection.execute(query)}
    return StoredSession(
        row.id,
        row.label,
        row.choice,
        from_milliseconds(row.started),
        from_milliseconds(row.ended) if row.ended is not None else None,
        OperationId(row.operation_id) if row.operation_id is not None else None,
        counts,
    )


def _row(session: int, item: StoredItem) -> dict[str, Any]:
    return {
        "session_id": session,
        "number": item.number,
        "source": item.source,
        "inside": item.inside,
        "name": item.name,
        "kind": item.kind,
        "outcome": item.outcome,
        "error": item.error,
        "notes": item.notes,
        "problems": item.problems,
        "conflict": item.conflict,
        "post_id": item.post,
        "pictures": item.pictures,
        "thing_id": item.thing,
    }


def _item(row: Row[Any]) -> StoredItem:
    return StoredItem(
        row.number,
        row.source,
        row.inside,
        row.name,
        row.kind,
        row.outcome,
        row.error,
        row.notes,
        row.problems,
        row.conflict,
        PostId(row.post_id) if row.post_id is not None else None,
        row.pictures,
        row.thing_id,
    )
