"""What queries ask of texts, kept beside them: the keys of front matter, whether there are pictures, links.

Whoever stores a text calls `assign` in the same transaction; older libraries are filled bit by bit.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.engine import Connection

from curator.domain.post import ContentHash, Findable, PostFacts, PostId
from curator.storage.blobs import chunks
from curator.storage.distinct import distinct
from curator.storage.tables import blobs, post_keys, posts

_Row = tuple[int, str, str]


def columns(facts: PostFacts) -> dict[str, Any]:
    """Return the columns of `posts` that tell what a text shows."""
    told = facts.findable
    return {"image": told.image if told else None, "link": told.link if told else None}


def assign(connection: Connection, facts: Mapping[PostId, PostFacts], *, new: bool) -> None:
    """Keep the keys of posts' front matter; `new` posts have none to replace."""
    wanted: set[_Row] = {
        (post, name, value)
        for post, fact in facts.items()
        if fact.findable is not None
        for name, value in fact.findable.keys
    }
    _put(connection, [] if new else facts, wanted)


def _put(connection: Connection, posts_: Iterable[PostId], wanted: set[_Row]) -> None:
    known: set[_Row] = set()
    for part in chunks(list(posts_)):
        query = select(post_keys).where(post_keys.c.post_id.in_(part))
        known.update((row.post_id, row.name, row.value) for row in connection.execute(query))
    # Most edits leave most keys as they are.
    gone = [dict(zip("pnv", row, strict=True)) for row in known - wanted]
    if gone:
        this = (post_keys.c.post_id == bindparam("p")) & (post_keys.c.name == bindparam("n"))
        this &= post_keys.c.value == bindparam("v")
        connection.execute(delete(post_keys).where(this), gone)
    fresh = sorted(wanted - known)
    if fresh:
        rows = [{"post_id": post, "name": name, "value": value} for post, name, value in fresh]
        connection.execute(insert(post_keys), rows)


def missing(connection: Connection, limit: int) -> list[PostId]:
    """Return posts of whose texts nothing is kept, the newest first."""
    query = select(posts.c.id).where(posts.c.image.is_(None)).order_by(posts.c.id.desc())
    return [PostId(one) for one in connection.execute(query.limit(limit)).scalars()]


def count_missing(connection: Connection) -> int:
    """Return of how many posts' texts nothing is kept."""
    query = select(func.count()).select_from(posts).where(posts.c.image.is_(None))
    return connection.scalar(query) or 0


def fill(connection: Connection, found: Mapping[PostId, tuple[ContentHash, Findable]]) -> None:
    """Keep what was missing, where posts still have the texts it is of."""
    same: list[PostId] = []
    for part in chunks(list(found)):
        query = (
            select(posts.c.id, blobs.c.hash)
            .join(blobs, blobs.c.id == posts.c.blob_id)
            .where(posts.c.id.in_(part))
        )
        rows = connection.execute(query)
        same += [PostId(post) for post, key in rows if bytes(key) == found[PostId(post)][0]]
    if not same:
        return
    told = {post: found[post][1] for post in same}
    change = update(posts).where(posts.c.id == bindparam("key"))
    change = change.values(image=bindparam("with_image"), link=bindparam("with_link"))
    connection.execute(
        change,
        [
            {"key": post, "with_image": one.image, "with_link": one.link}
            for post, one in told.items()
        ],
    )
    wanted: set[_Row] = {
        (post, name, value) for post, one in told.items() for name, value in one.keys
    }
    _put(connection, same, wanted)


def known_keys(connection: Connection) -> frozenset[str] | None:
    """Return the keys that any post has, folded, None while not all texts were looked at."""
    if missing(connection, 1):
        return None
    return frozenset(connection.execute(distinct(post_keys.c.name)).scalars())
