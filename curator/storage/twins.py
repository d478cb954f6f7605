"""Which posts are one article, as far as they were compared, for lists and queries.

A post whose text changed, or that is new, waits to be compared again; judging is not done here.
"""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import delete, func, insert, or_, select, tuple_, update
from sqlalchemy.engine import Connection

from curator.domain.post import ContentHash, PostId
from curator.storage.blobs import chunks
from curator.storage.tables import blobs, duplicates, likenesses, posts

Pairs = Iterable[tuple[PostId, PostId]]


def uncompared(connection: Connection, limit: int) -> list[PostId]:
    """Return posts that wait to be compared, the newest first."""
    query = select(likenesses.c.post_id).where(likenesses.c.compared.is_(False))
    newest = query.order_by(likenesses.c.post_id.desc()).limit(limit)
    return [PostId(one) for one in connection.execute(newest).scalars()]


def count_uncompared(connection: Connection) -> int:
    """Return how many posts wait to be compared."""
    waiting = select(func.count()).select_from(likenesses).where(likenesses.c.compared.is_(False))
    return connection.scalar(waiting) or 0


def same_texts(connection: Connection, wanted: Collection[PostId]) -> list[tuple[PostId, PostId]]:
    """Return pairs of some posts with others that have the same text, byte by byte."""
    other = posts.alias("other")
    found: list[tuple[PostId, PostId]] = []
    for part in chunks(list(wanted)):
        query = (
            select(posts.c.id, func.min(other.c.id), func.max(other.c.id))
            .join(other, (other.c.blob_id == posts.c.blob_id) & (other.c.id != posts.c.id))
            .where(posts.c.id.in_(part))
            .group_by(posts.c.id)
        )
        for post, first, last in connection.execute(query):
            found += [(PostId(post), PostId(one)) for one in {first, last}]
    return found


def keep(
    connection: Connection, compared: dict[PostId, ContentHash], pairs: Pairs
) -> frozenset[PostId]:
    """Keep what comparing posts told, of those that still have the texts it is of.

    Return the posts of which something else was known.
    """
    still: set[PostId] = set()
    for part in chunks(list(compared)):
        query = (
            select(posts.c.id, blobs.c.hash)
            .join(blobs, blobs.c.id == posts.c.blob_id)
            .where(posts.c.id.in_(part))
        )
        rows = connection.execute(query)
        still.update(PostId(post) for post, key in rows if bytes(key) == compared[PostId(post)])
    told = {pair for one in pairs if still & set(one) for pair in (one, one[::-1])}
    there = {post for pair in told for post in pair}
    here: set[int] = set()
    known: set[tuple[PostId, PostId]] = set()
    for part in chunks(list(there | still)):
        here.update(connection.execute(select(posts.c.id).where(posts.c.id.in_(part))).scalars())
        query = select(duplicates).where(duplicates.c.post_id.in_(part))
        known.update(
            (PostId(row.post_id), PostId(row.other_id)) for row in connection.execute(query)
        )
    told = {pair for pair in told if set(pair) <= here}
    known = {pair for pair in known if still & set(pair)}
    _drop(connection, known - told)
    fresh = [{"post_id": post, "other_id": other} for post, other in sorted(told - known)]
    if fresh:
        connection.execute(insert(duplicates), fresh)
    for part in chunks(list(still)):
        done = update(likenesses).where(likenesses.c.post_id.in_(part)).values(compared=True)
        connection.execute(done)
    return frozenset(post for pair in told ^ known for post in pair)


def forget(connection: Connection, gone: Collection[PostId]) -> None:
    """Keep nothing more of posts; their texts are changing, or they are going."""
    for part in chunks(list(gone)):
        either = or_(duplicates.c.post_id.in_(part), duplicates.c.other_id.in_(part))
        connection.execute(delete(duplicates).where(either))


def set_distinct(connection: Connection, pairs: Pairs, distinct: bool) -> None:
    """Take pairs away that somebody called different, or let them be compared again."""
    pairs = list(pairs)
    if distinct:
        _drop(connection, {pair for one in pairs for pair in (one, one[::-1])})
        return
    for part in chunks([post for pair in pairs for post in pair]):
        again = update(likenesses).where(likenesses.c.post_id.in_(part)).values(compared=False)
        connection.execute(again)


def _drop(connection: Connection, pairs: Collection[tuple[PostId, PostId]]) -> None:
    key: Any = tuple_(duplicates.c.post_id, duplicates.c.other_id)
    for part in chunks(sorted(pairs)):
        connection.execute(delete(duplicates).where(key.in_(part)))
