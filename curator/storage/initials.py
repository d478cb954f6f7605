"""First letters of titles in pinyin, for those who want to find titles by them.

Kept beside the posts and made later than their change: a row counts only while the title it was made
of is the post's. Nothing is kept, and nothing costs anything, while nobody wants it.
"""

import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, and_, delete, exists, insert, not_, select
from sqlalchemy.engine import Connection

from curator.domain.post import PostId
from curator.storage.blobs import chunks
from curator.storage.tables import posts, search_initials

_LETTERS = re.compile("[a-zA-Z]{2,20}")


def found(text: str) -> list[Select[Any]]:
    """Return a query for the posts whose title's first letters hold `text`, if these can be letters."""
    if not _LETTERS.fullmatch(text):
        return []
    fits = search_initials.c.initials.contains(text.lower())
    same = and_(posts.c.id == search_initials.c.post_id, posts.c.title == search_initials.c.title)
    return [select(search_initials.c.post_id).join(posts, same).where(fits)]


def missing(connection: Connection, limit: int) -> dict[PostId, str]:
    """Return the titles of some posts of which no letters are kept, or those of another title."""
    columns = search_initials.c
    kept = exists().where(columns.post_id == posts.c.id, columns.title == posts.c.title)
    query = select(posts.c.id, posts.c.title).where(not_(kept), posts.c.title != "").limit(limit)
    return {PostId(post): title for post, title in connection.execute(query)}


def put(connection: Connection, found: Mapping[PostId, tuple[str, str]]) -> None:
    """Keep titles with their letters."""
    for part in chunks(list(found)):
        connection.execute(delete(search_initials).where(search_initials.c.post_id.in_(part)))
    if found:
        rows = [
            {"post_id": post, "title": title, "initials": letters}
            for post, (title, letters) in found.items()
        ]
        connection.execute(insert(search_initials), rows)


def kept(connection: Connection) -> bool:
    """Tell whether letters of any title are kept."""
    return connection.execute(select(search_initials.c.post_id).limit(1)).first() is not None


def clear(connection: Connection) -> None:
    """Keep nothing more."""
    connection.execute(delete(search_initials))
