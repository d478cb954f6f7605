"""Where posts lie in sites: rows of `placements` with all that follows from them.

The only module that writes there, so that a path's folded form, whether it is a draft, and whether
library and file agree are never behind.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, delete, exists, insert, not_, select, update
from sqlalchemy.engine import Connection

from curator.domain.post import ContentHash, PostId, SiteId
from curator.domain.text import fold
from curator.storage.blobs import chunks
from curator.storage.tables import blobs, placements, posts

EDITED, MISSING = "edited", "missing"
"""What `outside` says of a file that is no longer what it was; empty for one that is, or was not seen."""


def is_draft(path: str) -> bool:
    """Tell whether a file of a site is one of its drafts."""
    return "_drafts" in path.split("/")[:-1]


def add(connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
    """Place posts that have the very text of their files; `rows` hold post, site, path and base."""
    placed = [_row(row) for row in rows]
    if placed:
        connection.execute(insert(placements), placed)


def put(connection: Connection, history: Iterable[Mapping[str, Any]]) -> None:
    """Make the placements those that the given revisions tell of."""
    told = [row for row in history if row["site_id"] is not None]
    if not told:
        return
    key = (placements.c.post_id == bindparam("post")) & (placements.c.site_id == bindparam("site"))
    old = [{"post": row["post_id"], "site": row["site_id"]} for row in told]
    connection.execute(delete(placements).where(key), old)
    kept = [_row(row) for row in told if row["path"] is not None]
    if kept:
        connection.execute(insert(placements), kept)
    settle(connection, [row["post_id"] for row in told])


def settle(connection: Connection, ids: Collection[int]) -> None:
    """Note of posts that came or were placed anew whether they lie in a site, and what `compare` notes."""
    lies = exists().where(placements.c.post_id == posts.c.id)
    for part in chunks(list(ids)):
        these = posts.c.id.in_(part) & (posts.c.loose == lies)
        connection.execute(update(posts).where(these).values(loose=not_(lies)))
    compare(connection, ids)


def compare(connection: Connection, ids: Collection[int]) -> None:
    """Note of posts whose text or base changed whether library and file agree."""
    text = select(posts.c.blob_id).where(posts.c.id == placements.c.post_id).scalar_subquery()
    apart = placements.c.base_id.is_(None) | (placements.c.base_id != text)
    for part in chunks(list(ids)):
        these = placements.c.post_id.in_(part) & (placements.c.apart != apart)
        connection.execute(update(placements).where(these).values(apart=apart))


def saw(connection: Connection, site: SiteId, seen: Mapping[PostId, str]) -> frozenset[PostId]:
    """Note what was seen of posts' files; return those of which something else was known."""
    changed: set[PostId] = set()
    for part in chunks(list(seen)):
        query = select(placements.c.post_id, placements.c.outside).where(
            placements.c.site_id == site, placements.c.post_id.in_(part)
        )
        changed.update(PostId(post) for post, was in connection.execute(query) if was != seen[post])
    if changed:
        key = (placements.c.post_id == bindparam("post")) & (placements.c.site_id == site)
        rows: Sequence[dict[str, Any]] = [{"post": one, "now": seen[one]} for one in changed]
        connection.execute(update(placements).where(key).values(outside=bindparam("now")), rows)
    return frozenset(changed)


def saw_files(
    connection: Connection, site: SiteId, files: Mapping[PostId, tuple[str, ContentHash | None]]
) -> dict[PostId, str]:
    """Return what there is to note of posts' files, seen at a path with a text or gone (`saw`).

    A file that has the library's text, or the text that both last had, is as it should be.
    """
    base, held = blobs.alias("base"), blobs.alias("held")
    found: dict[PostId, str] = {}
    for part in chunks(list(files)):
        query = (
            select(
                *(placements.c.post_id, placements.c.path, placements.c.outside),
                *(base.c.hash.label("base"), held.c.hash.label("held")),
            )
            .join(posts, posts.c.id == placements.c.post_id)
            .join(held, held.c.id == posts.c.blob_id)
            .outerjoin(base, base.c.id == placements.c.base_id)
            .where(placements.c.site_id == site, placements.c.post_id.in_(part))
        )
        for row in connection.execute(query):
            path, seen = files[PostId(row.post_id)]
            if path != row.path:
                continue
            agreed = {bytes(key) for key in (row.base, row.held) if key is not None}
            now = MISSING if seen is None else "" if seen in agreed else EDITED
            if now != row.outside:
                found[PostId(row.post_id)] = now
    return found


def _row(told: Mapping[str, Any]) -> dict[str, Any]:
    path = told["path"]
    row = {name: told[name] for name in ("post_id", "site_id", "path", "base_id")}
    return row | {"folded": fold(path), "draft": is_draft(path)}
