"""All that the library keeps of posts besides their history, read in the order of their numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.engine import Connection

from curator.domain.post import ContentHash, PostId
from curator.storage.blobs import chunks
from curator.storage.tables import (
    assets,
    blobs,
    distinct_pairs,
    likenesses,
    placements,
    posts,
    saved_searches,
    sites,
)


@dataclass(frozen=True, slots=True)
class Place:
    """A post's file in a site."""

    site: int
    path: str
    base: int | None
    base_hash: ContentHash | None


@dataclass(frozen=True, slots=True)
class File:
    """A file of a post, without its bytes."""

    blob: int
    hash: ContentHash
    name: str
    media_type: str
    origin: str
    kind: str
    added: int
    """Milliseconds since 1970, as everywhere here."""


@dataclass(frozen=True, slots=True)
class Post:
    """A post with all that cannot be derived from its text."""

    id: PostId
    source: bytes
    hash: ContentHash
    status: str
    name: str
    foreign: bool
    added: int
    saved: int
    address: str | None
    number: str | None
    """Where it came from and what its source calls it, which need not stand in its text; None where
    nobody looked yet."""
    places: tuple[Place, ...]
    files: tuple[File, ...]


def total(connection: Connection) -> int:
    """Return how many posts there are."""
    return connection.scalar(select(func.count()).select_from(posts)) or 0


def after(connection: Connection, last: int, limit: int) -> list[Post]:
    """Return the posts that follow the number `last`."""
    query = (
        select(
            *(posts.c.id, posts.c.status, posts.c.name, posts.c.foreign, posts.c.added),
            *(posts.c.saved, blobs.c.hash, blobs.c.data),
            *(likenesses.c.address, likenesses.c.number),
        )
        .join(blobs, blobs.c.id == posts.c.blob_id)
        .outerjoin(likenesses, likenesses.c.post_id == posts.c.id)
        .where(posts.c.id > last)
        .order_by(posts.c.id)
        .limit(limit)
    )
    rows = connection.execute(query).all()
    ids = [row.id for row in rows]
    places, files = _places(connection, ids), _files(connection, ids)
    return [
        Post(
            PostId(row.id),
            bytes(row.data),
            ContentHash(bytes(row.hash)),
            row.status,
            row.name,
            row.foreign,
            row.added,
            row.saved,
            row.address,
            row.number,
            tuple(places.get(row.id, ())),
            tuple(files.get(row.id, ())),
        )
        for row in rows
    ]


def _places(connection: Connection, ids: Sequence[int]) -> dict[int, list[Place]]:
    found: dict[int, list[Place]] = {}
    for part in chunks(ids):
        query = (
            select(placements, blobs.c.hash)
            .outerjoin(blobs, blobs.c.id == placements.c.base_id)
            .where(placements.c.post_id.in_(part))
            .order_by(placements.c.post_id, placements.c.site_id)
        )
        for row in connection.execute(query):
            key = ContentHash(bytes(row.hash)) if row.hash is not None else None
            place = Place(row.site_id, row.path, row.base_id, key)
            found.setdefault(row.post_id, []).append(place)
    return found


def _files(connection: Connection, ids: Sequence[int]) -> dict[int, list[File]]:
    found: dict[int, list[File]] = {}
    for part in chunks(ids):
        query = (
            select(assets, blobs.c.hash)
            .join(blobs, blobs.c.id == assets.c.blob_id)
            .where(assets.c.post_id.in_(part))
            .order_by(assets.c.post_id, assets.c.id)
        )
        for row in connection.execute(query):
            key = ContentHash(bytes(row.hash))
            file = File(
                *(row.blob_id, key, row.name, row.media_type, row.origin, row.kind, row.added)
            )
            found.setdefault(row.post_id, []).append(file)
    return found


def known_sites(connection: Connection) -> list[dict[str, Any]]:
    """Return `id, root, title, pictures` of all sites."""
    query = select(sites.c.id, sites.c.root, sites.c.title, sites.c.pictures).order_by(sites.c.id)
    return [dict(row._mapping) for row in connection.execute(query)]


def searches(connection: Connection) -> list[dict[str, Any]]:
    """Return `name, text, saved` of all kept searches."""
    columns = (saved_searches.c.name, saved_searches.c.text, saved_searches.c.saved)
    query = select(*columns).order_by(saved_searches.c.id)
    return [dict(row._mapping) for row in connection.execute(query)]


def distinct(connection: Connection) -> Iterator[tuple[int, int]]:
    """Yield the pairs of posts that somebody called different articles."""
    columns = (distinct_pairs.c.first_id, distinct_pairs.c.second_id)
    rows = connection.execute(select(*columns).order_by(*columns))
    yield from ((row.first_id, row.second_id) for row in rows)


def call_distinct(connection: Connection, pairs: Sequence[tuple[int, int]]) -> None:
    """Remember pairs of posts as different articles, in a library that knows none yet."""
    if pairs:
        rows = [{"first_id": first, "second_id": second} for first, second in pairs]
        connection.execute(insert(distinct_pairs), rows)


def age(connection: Connection, ages: Sequence[tuple[PostId, int, int]]) -> None:
    """Say of posts when they were added and saved."""
    for post, added, saved in ages:
        this = update(posts).where(posts.c.id == post)
        connection.execute(this.values(added=added, saved=saved))
