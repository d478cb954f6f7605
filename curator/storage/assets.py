"""Pictures and other files that belong to a post."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.engine import Connection

from curator.domain.post import PostId
from curator.storage import blobs, numbers
from curator.storage.instants import from_milliseconds, to_milliseconds
from curator.storage.tables import assets
from curator.storage.tables import blobs as stored


@dataclass(frozen=True, slots=True)
class Asset:
    """A stored file of a post, without its bytes."""

    id: int
    post: PostId
    name: str
    media_type: str
    origin: str
    """The address it was fetched from, empty where it came as a file."""
    size: int
    added: datetime


def add(
    connection: Connection,
    post: PostId,
    data: bytes,
    *,
    name: str,
    media_type: str,
    origin: str,
    now: datetime,
) -> int:
    """Keep a file of a post and return its number; equal bytes are stored once."""
    key = blobs.content_hash(data)
    blob = blobs.store(connection, {key: data})[key]
    number = numbers.take(connection, "assets")
    connection.execute(
        insert(assets).values(
            id=number,
            post_id=post,
            blob_id=blob,
            name=name,
            media_type=media_type,
            origin=origin,
            added=to_milliseconds(now),
        )
    )
    return number


def of_post(connection: Connection, post: PostId) -> list[Asset]:
    """Return the files of a post in the order they were added."""
    query = (
        select(assets, stored.c.size)
        .join(stored, stored.c.id == assets.c.blob_id)
        .where(assets.c.post_id == post)
        .order_by(assets.c.id)
    )
    return [
        Asset(
            row.id,
            PostId(row.post_id),
            row.name,
            row.media_type,
            row.origin,
            row.size,
            from_milliseconds(row.added),
        )
        for row in connection.execute(query)
    ]


def read(connection: Connection, number: int) -> bytes:
    """Return the bytes of a stored file."""
    query = select(assets.c.blob_id).where(assets.c.id == number)
    return blobs.read(connection, connection.execute(query).scalar_one())
