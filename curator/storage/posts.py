"""Reading posts: numbers in an order, rows by window, whole posts, counts."""

from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select
from sqlalchemy.engine import Connection

from curator.domain.errors import PostMissing
from curator.domain.listing import Group, Grouping, ListedPost, Placement, Sort, SortKey, StoredPost
from curator.domain.post import (
    ContentHash,
    PostFacts,
    PostId,
    Problem,
    SiteId,
    Status,
    SyncState,
)
from curator.domain.query import All, Days, Node, Not, Term
from curator.domain.query import Field as QueryField
from curator.storage import ordering, search
from curator.storage.blobs import chunks
from curator.storage.instants import from_seconds
from curator.storage.membership import tried
from curator.storage.tables import blobs, placements, posts, sites
from curator.storage.writing import JOINT

_FIRST = 1_000
"""So many posts are looked at before an index is asked which ones match."""
_PAGE = 64
"""Where so many of the first match, many of all do."""


def ids(
    connection: Connection,
    query: Node,
    sort: Sort,
    now: datetime,
    *,
    grouping: Grouping = Grouping.NOTHING,
    limit: int | None = None,
) -> "array[int]":
    """Return the numbers of all posts that match, or of the first ones, in the order asked for.

    What lies in the trash is left out unless the query speaks of a status.
    """
    query = without_trash(query)
    order = ordering.order(sort, grouping)
    many = False
    if grouping is Grouping.NOTHING and sort.key is SortKey.DATE:
        found, complete = _among_the_first(connection, query, order, now, limit or _PAGE)
        if complete or len(found) == limit:
            return found
        many = len(found) == (limit or _PAGE)
    elif limit is None:
        many = True  # all of them are asked for: their order leads
    if many:
        where = search.condition(query, now, tried)
    else:
        # Found before they are ordered: an order's index would lead through all that do not match.
        where = posts.c.id.in_(
            select(posts.c.id).where(search.condition(query, now)).correlate(None)
        )
    statement = select(posts.c.id).where(where).order_by(*order)
    return array("q", connection.execute(statement.limit(limit)).scalars())


def _among_the_first(
    connection: Connection,
    query: Node,
    order: tuple[ColumnElement[Any], ...],
    now: datetime,
    limit: int,
) -> tuple["array[int]", bool]:
    """Return the posts that match among the first of an order, and whether no others can match.

    Where many match, the first make a page, and no index need tell of the others.
    """
    leading, others = _parted(query)
    first = select(posts.c.id).where(search.condition(leading, now)).order_by(*order)
    numbers = list(connection.execute(first.limit(_FIRST)).scalars())
    last = len(numbers) < _FIRST
    if not others:
        return array("q", numbers[:limit]), last and len(numbers) <= limit
    where = search.condition(All(others), now, tried)
    statement = select(posts.c.id).where(posts.c.id.in_(numbers), where).order_by(*order)
    found = array("q", connection.execute(statement.limit(limit)).scalars())
    return found, last and len(found) < limit


def _parted(query: Node) -> tuple[Node, tuple[Node, ...]]:
    """Return what the index of days and statuses knows, and the other conditions."""
    leading: list[Node] = []
    others: list[Node] = []
    waiting = [query]
    while waiting:
        node = waiting.pop(0)
        inner = node.node if isinstance(node, Not) else node
        if isinstance(node, All):
            waiting += node.nodes
        elif (isinstance(node, Days) and node.field is QueryField.DATE) or (
            isinstance(inner, Term) and inner.field is QueryField.STATUS
        ):
            leading.append(node)
        else:
            others.append(node)
    return All(tuple(leading)), tuple(others)


def count(connection: Connection, query: Node, now: datetime) -> int:
    """Return how many posts match, as a list of them would show."""
    where = search.condition(without_trash(query), now)
    return connection.scalar(select(func.count()).select_from(posts).where(where)) or 0


def groups(
    connection: Connection, query: Node, grouping: Grouping, now: datetime
) -> tuple[Group, ...]:
    """Return the groups of all posts that match, in the order in which `ids` tells their posts."""
    if grouping is Grouping.NOTHING:
        return ()
    where = search.condition(without_trash(query), now)
    key = ordering.group_key(grouping).label("key")
    statement = select(key, func.count()).where(where).group_by(key)
    found = [(row[0], row[1]) for row in connection.execute(statement)]
    if grouping is Grouping.STATUS:
        places = {status.value: place for place, status in enumerate(Status)}
        found.sort(key=lambda row: places[row[0]])
    else:
        # By bytes, as the database orders texts whatever its language.
        found.sort(key=lambda row: row[0].encode(), reverse=grouping.newest_first)
    return tuple(Group(ordering.key_text(grouping, name), number) for name, number in found)


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


def rows(connection: Connection, wanted: Sequence[PostId]) -> list[ListedPost]:
    """Return the rows of the given posts in the given order; those that are gone are left out."""
    found: dict[int, ListedPost] = {}
    for part in chunks(wanted):
        query = select(
            posts, ordering.SHOWN_PATH.label("path"), search.sync_state().label("sync")
        ).where(posts.c.id.in_(part))
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


def statuses(connection: Connection, wanted: Collection[PostId]) -> dict[PostId, Status]:
    """Return where posts stand on the desk; those that are gone are left out."""
    found: dict[PostId, Status] = {}
    for part in chunks(list(wanted)):
        query = select(posts.c.id, posts.c.status).where(posts.c.id.in_(part))
        found.update((PostId(row.id), Status(row.status)) for row in connection.execute(query))
    return found


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
