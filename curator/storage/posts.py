"""Reading posts: numbers in an order, rows by window, whole posts, counts."""

from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select
from sqlalchemy.engine import Connection

from curator.domain.errors import PostMissing
from curator.domain.listing import Counts, ListedPost, Placement, Sort, SortKey, StoredPost
from curator.domain.post import (
    ContentHash,
    PostFacts,
    PostId,
    Problem,
    SiteId,
    Status,
    SyncState,
    TermKind,
)
from curator.domain.query import All, Node, Not, Term
from curator.domain.query import Field as QueryField
from curator.storage import search, taxonomy
from curator.storage.blobs import chunks
from curator.storage.instants import from_seconds
from curator.storage.tables import blobs, placements, posts, sites
from curator.storage.writing import JOINT

_PATH = (
    select(func.min(placements.c.path)).where(placements.c.post_id == posts.c.id).scalar_subquery()
)
_SHOWN_PATH = func.coalesce(_PATH, posts.c.name)


def ids(connection: Connection, query: Node, sort: Sort, now: datetime) -> "array[int]":
    """Return the numbers of all posts that match, in the order asked for.

    What lies in the trash is left out unless the query speaks of a status.
    """
    column = _order(sort.key)
    ordered = (column.desc(), posts.c.id.desc()) if sort.descending else (column, posts.c.id)
    where = search.condition(without_trash(query), now)
    statement = select(posts.c.id).where(where).order_by(*ordered)
    return array("q", connection.execute(statement).scalars())


def without_trash(query: Node) -> Node:
    """Return `query` without what lies in the trash, unless it asks for a status itself."""
    if _asks_for_status(query):
        return query
    return All((query, Not(Term(QueryField.STATUS, Status.TRASH.value))))


def _asks_for_status(node: Node) -> bool:
    if isinstance(node, Term):
        return node.field is QueryField.STATUS
    if isinstance(node, Not):
        return _asks_for_status(node.node)
    return any(_asks_for_status(part) for part in getattr(node, "nodes", ()))


def _order(key: SortKey) -> ColumnElement[Any]:
    if key is SortKey.PATH:
        return _SHOWN_PATH
    if key is SortKey.SYNC:
        return search.sync_state()
    if key is SortKey.TITLE:
        return posts.c.folded  # begins with the folded title
    column: ColumnElement[Any] = posts.c[key.value]
    return column


def rows(connection: Connection, wanted: Sequence[PostId]) -> list[ListedPost]:
    """Return the rows of the given posts in the given order; those that are gone are left out."""
    found: dict[int, ListedPost] = {}
    for part in chunks(wanted):
        query = select(posts, _SHOWN_PATH.label("path"), search.sync_state().label("sync")).where(
            posts.c.id.in_(part)
        )
        found.update((row.id, _listed(row)) for row in connection.execute(query))
    return [found[number] for number in wanted if number in found]


def _listed(row: Row[Any]) -> ListedPost:
    return ListedPost(
        PostId(row.id),
        row.title,
        from_seconds(row.date, row.offset or 0) if row.date is not None else None,
        Status(row.status),
        split_joint(row.categories),
        split_joint(row.tags),
        row.source,
        row.path,
        SyncState(row.sync),
        tuple(Problem(code) for code in split_joint(row.problems)),
    )


def split_joint(text: str) -> tuple[str, ...]:
    """Return the values that a joined column holds."""
    return tuple(text.split(JOINT)) if text else ()


def load(connection: Connection, post: PostId) -> StoredPost:
    """Return a whole post; raise PostMissing where there is none."""
    for found in load_many(connection, [post]):
        return found
    raise PostMissing(post)


def load_many(connection: Connection, wanted: Collection[PostId]) -> Iterator[StoredPost]:
    """Yield whole posts, in the order given, those that are gone left out."""
    columns = (
        posts.c.id,
        posts.c.revision,
        posts.c.status,
        posts.c.name,
        posts.c.title,
        posts.c.foreign,
    )
    for part in chunks(list(wanted)):
        places = _placements(connection, part)
        query = (
            select(*columns, blobs.c.data, blobs.c.hash)
            .join(blobs, blobs.c.id == posts.c.blob_id)
            .where(posts.c.id.in_(part))
        )
        found = {row.id: row for row in connection.execute(query)}
        for number in part:
            row = found.get(number)
            if row is not None:
                yield StoredPost(
                    PostId(row.id),
                    row.revision,
                    Status(row.status),
                    row.name,
                    row.title,
                    bytes(row.data),
                    ContentHash(bytes(row.hash)),
                    tuple(places.get(number, ())),
                    row.foreign,
                )


def texts(
    connection: Connection, wanted: Collection[PostId]
) -> dict[PostId, tuple[ContentHash, bytes]]:
    """Return hash and bytes of the posts' texts; those that are gone are left out."""
    found: dict[PostId, tuple[ContentHash, bytes]] = {}
    for part in chunks(list(wanted)):
        query = (
            select(posts.c.id, blobs.c.hash, blobs.c.data)
            .join(blobs, blobs.c.id == posts.c.blob_id)
            .where(posts.c.id.in_(part))
        )
        for number, key, data in connection.execute(query):
            found[PostId(number)] = (ContentHash(bytes(key)), bytes(data))
    return found


def hashes(connection: Connection, wanted: Collection[PostId]) -> dict[PostId, ContentHash]:
    """Return the hashes of posts' texts; those that are gone are left out."""
    found: dict[PostId, ContentHash] = {}
    for part in chunks(list(wanted)):
        query = (
            select(posts.c.id, blobs.c.hash)
            .join(blobs, blobs.c.id == posts.c.blob_id)
            .where(posts.c.id.in_(part))
        )
        for number, key in connection.execute(query):
            found[PostId(number)] = ContentHash(bytes(key))
    return found


@dataclass(frozen=True, slots=True)
class Head:
    """All that the library keeps of a post, but for its text."""

    id: PostId
    revision: int
    name: str
    content: ContentHash
    placements: tuple[Placement, ...]
    facts: PostFacts
    """As derived when the text was saved, at the first of `placements`."""
    foreign: bool


def heads(connection: Connection, wanted: Collection[PostId]) -> Iterator[Head]:
    """Yield posts without their texts, in the order given, those that are gone left out."""
    for part in chunks(list(wanted)):
        places = _placements(connection, part)
        query = (
            select(posts, blobs.c.hash)
            .join(blobs, blobs.c.id == posts.c.blob_id)
            .where(posts.c.id.in_(part))
        )
        found = {row.id: row for row in connection.execute(query)}
        for number in part:
            row = found.get(number)
            if row is not None:
                yield Head(
                    PostId(row.id),
                    row.revision,
                    row.name,
                    ContentHash(bytes(row.hash)),
                    tuple(places.get(number, ())),
                    _facts(row),
                    row.foreign,
                )


def _facts(row: Row[Any]) -> PostFacts:
    return PostFacts(
        row.title,
        from_seconds(row.date, row.offset or 0) if row.date is not None else None,
        row.date_text,
        split_joint(row.categories),
        split_joint(row.tags),
        row.slug,
        row.layout,
        row.source,
        tuple(Problem(code) for code in split_joint(row.problems)),
        row.hidden,
    )


def _placements(connection: Connection, part: Iterable[int]) -> dict[int, list[Placement]]:
    query = (
        select(placements, sites.c.root, blobs.c.hash)
        .join(sites, sites.c.id == placements.c.site_id)
        .outerjoin(blobs, blobs.c.id == placements.c.base_id)
        .where(placements.c.post_id.in_(part))
        .order_by(placements.c.site_id)
    )
    found: dict[int, list[Placement]] = {}
    for row in connection.execute(query):
        base = ContentHash(bytes(row.hash)) if row.hash is not None else None
        found.setdefault(row.post_id, []).append(
            Placement(SiteId(row.site_id), row.root, row.path, base)
        )
    return found


def holders(
    connection: Connection, hashes: Collection[ContentHash]
) -> dict[ContentHash, tuple[PostId, Status]]:
    """Return for each text that a post has right now the post's number and status."""
    found: dict[ContentHash, tuple[PostId, Status]] = {}
    for part in chunks(list(hashes)):
        query = (
            select(blobs.c.hash, posts.c.id, posts.c.status)
            .join(posts, posts.c.blob_id == blobs.c.id)
            .where(blobs.c.hash.in_(part))
            .order_by(posts.c.id.desc())
        )
        for row in connection.execute(query):
            found[ContentHash(bytes(row.hash))] = (PostId(row.id), Status(row.status))
    return found


def counts(connection: Connection) -> Counts:
    """Return how many posts stand where; terms count what lies in the trash too."""
    by_status = dict.fromkeys(Status, 0)
    grouped = select(posts.c.status, func.count()).group_by(posts.c.status)
    for status, number in connection.execute(grouped):
        by_status[Status(status)] = number
    total = func.count().label("number")
    by_source = select(posts.c.source, total).where(posts.c.source != "").group_by(posts.c.source)
    sources = connection.execute(by_source.order_by(total.desc(), posts.c.source).limit(200))
    troubled = select(func.count()).where(posts.c.problems != "", posts.c.status != Status.TRASH)
    return Counts(
        by_status,
        tuple(taxonomy.counts(connection, TermKind.CATEGORY)),
        tuple(taxonomy.counts(connection, TermKind.TAG)),
        tuple((row.source, row.number) for row in sources),
        connection.scalar(troubled) or 0,
    )
