"""What was pasted or dragged into imports: kept with its session, since it lies in no file."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import insert, select
from sqlalchemy.engine import Connection

from curator.storage import blobs, numbers
from curator.storage.tables import import_things


@dataclass(frozen=True, slots=True)
class StoredThing:
    """A thing as it came."""

    name: str
    data: bytes
    url: str = ""
    """Where it says that it comes from."""
    declared_type: str = ""
    declared_charset: str = ""


def keep(connection: Connection, session: int, things: Sequence[StoredThing]) -> list[int]:
    """Keep things with a session; return their numbers, which are never used twice."""
    if not things:
        return []
    keys = [blobs.content_hash(thing.data) for thing in things]
    stored_as = blobs.store(
        connection, {key: thing.data for key, thing in zip(keys, things, strict=True)}
    )
    first = numbers.take(connection, "import_things", len(things))
    rows = [
        {
            "id": first + index,
            "session_id": session,
            "blob_id": stored_as[key],
            "name": thing.name,
            "url": thing.url,
            "declared_type": thing.declared_type,
            "declared_charset": thing.declared_charset,
        }
        for index, (key, thing) in enumerate(zip(keys, things, strict=True))
    ]
    connection.execute(insert(import_things), rows)
    return [first + index for index in range(len(things))]


def read(connection: Connection, number: int) -> StoredThing | None:
    """Return a thing that was kept; None where its session is forgotten."""
    query = select(import_things).where(import_things.c.id == number)
    row = connection.execute(query).first()
    if row is None:
        return None
    data = blobs.read(connection, row.blob_id)
    return StoredThing(row.name, data, row.url, row.declared_type, row.declared_charset)
