"""Pictures and other files that belong to a post."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import insert, select
from sqlalchemy.engine import Connection

from curator.domain.post import PostId
from curator.storage import blobs, numbers
from curator.storage.instants import from_milliseconds, to_milliseconds
from curator.storage.tables import assets
from curator.storage.tables import blobs as stored


class AssetKind(StrEnum):
    """What a file is to its post."""

    FILE = "file"
    """Its text refers to it."""
    ORIGINAL = "original"
    """The post was made of it."""


@dataclass(frozen=True, slots=True)
class NewAsset:
    """A file that the library does not hold yet."""

    post: PostId
    data: bytes
    name: str
    media_type: str
    origin: str = ""
    kind: AssetKind = AssetKind.FILE
    added: datetime | None = None
    """When it came into another library; None for now."""


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
    kind: AssetKind = AssetKind.FILE


def add_all(connection: Connection, new: Sequence[NewAsset], now: datetime) -> None:
    """Keep files of posts; equal bytes are stored once."""
    for part in blobs.chunks(new):
        keys = [blobs.content_hash(asset.data) for asset in part]
        stored_as = blobs.store(
            connection, {key: asset.data for key, asset in zip(keys, part, strict=True)}
        )
        first = numbers.take(connection, "assets", len(part))
        rows = [
            {
                "id": first + index,
                "post_id": asset.post,
                "blob_id": stored_as[key],
                "name": asset.name,
                "media_type": asset.media_type[:127],
                "origin": asset.origin,
                "kind": asset.kind.value,
                "added": to_milliseconds(asset.added or now),
            }
            for index, (key, asset) in enumerate(zip(keys, part, strict=True))
        ]
        if rows:
            connection.execute(insert(assets), rows)


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
            AssetKind(row.kind),
        )
        for row in connection.execute(query)
    ]


def read(connection: Connection, number: int) -> bytes:
    """Return the bytes of a stored file."""
    query = select(assets.c.blob_id).where(assets.c.id == number)
    return blobs.read(connection, connection.execute(query).scalar_one())
