"""Where exports wrote the pictures of posts: which file of which site is which picture.

A row belongs to the export that told of it. It stands until that is taken back, and again when that is
taken back in turn. Of the rows for one file, the one that is `created` says that the file is Curator's.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import and_, insert, select, update
from sqlalchemy.engine import Connection

from curator.domain.changes import Operation
from curator.domain.post import ContentHash, OperationId, PostId, SiteId
from curator.storage.assets import AssetKind
from curator.storage.blobs import chunks
from curator.storage.tables import asset_places, assets, blobs


@dataclass(frozen=True, slots=True)
class NewAssetPlace:
    """A picture's file that an export made or found."""

    asset: int
    path: str
    """Posix, relative to the site's root."""
    blob: int
    """The bytes that were written."""
    created: bool
    """The export made the file."""


@dataclass(frozen=True, slots=True)
class Belonging:
    """A file that a post's text may refer to, with its places in sites."""

    asset: int
    post: PostId
    name: str
    origin: str
    place: str = ""
    """Its path in the site that was asked for, empty where it has none there."""
    elsewhere: tuple[str, ...] = ()
    """Its paths in other sites."""


def belongings(
    connection: Connection, posts: Collection[PostId], site: SiteId | None
) -> dict[PostId, list[Belonging]]:
    """Return the files of posts by post, in the order they were added, with their places."""
    found: dict[int, Belonging] = {}
    for part in chunks(sorted(posts)):
        standing = and_(asset_places.c.asset_id == assets.c.id, asset_places.c.stands)
        query = (
            select(
                assets.c.id,
                assets.c.post_id,
                assets.c.name,
                assets.c.origin,
                asset_places.c.site_id,
                asset_places.c.path,
            )
            .outerjoin(asset_places, standing)
            .where(assets.c.post_id.in_(part), assets.c.kind == AssetKind.FILE.value)
            .order_by(assets.c.id, asset_places.c.operation_id)
        )
        for row in connection.execute(query):
            one = found.get(row.id) or Belonging(row.id, PostId(row.post_id), row.name, row.origin)
            if row.site_id is not None and row.site_id == site:
                one = replace(one, place=row.path)
            elif row.path is not None:
                one = replace(one, elsewhere=(*one.elsewhere, row.path))
            found[row.id] = one
    by_post: dict[PostId, list[Belonging]] = {}
    for one in found.values():
        by_post.setdefault(one.post, []).append(one)
    return by_post


def files_with(connection: Connection, site: SiteId, content: ContentHash) -> list[str]:
    """Return the files of a site into which pictures with these bytes were written."""
    query = (
        select(asset_places.c.path)
        .join(blobs, blobs.c.id == asset_places.c.blob_id)
        .where(blobs.c.hash == content, asset_places.c.site_id == site, asset_places.c.stands)
        .order_by(asset_places.c.operation_id)
    )
    return list(dict.fromkeys(connection.execute(query).scalars()))


def standing(connection: Connection, site: SiteId, wanted: Sequence[int]) -> dict[int, str]:
    """Return the files that pictures have in a site."""
    found: dict[int, str] = {}
    for part in chunks(wanted):
        query = (
            select(asset_places.c.asset_id, asset_places.c.path)
            .where(asset_places.c.asset_id.in_(part), asset_places.c.site_id == site)
            .where(asset_places.c.stands)
            .order_by(asset_places.c.operation_id)
        )
        found.update((row.asset_id, row.path) for row in connection.execute(query))
    return found


def add(
    connection: Connection, operation: OperationId, site: SiteId, new: Sequence[NewAssetPlace]
) -> None:
    """Remember the files of one export."""
    rows = [
        {
            "asset_id": one.asset,
            "site_id": site,
            "operation_id": operation,
            "path": one.path,
            "blob_id": one.blob,
            "created": one.created,
            "stands": True,
        }
        for one in new
    ]
    if rows:
        connection.execute(insert(asset_places), rows)


@dataclass(frozen=True, slots=True)
class WrittenPicture:
    """A file that one export made or found, as its undo or redo sees it."""

    site: SiteId
    path: str
    hash: ContentHash
    blob: int
    stands: bool
    created: bool
    shared: bool
    """Another export that stands uses the file too."""


def of_operation(connection: Connection, operation: OperationId) -> list[WrittenPicture]:
    """Return the files of one export, each once."""
    query = (
        select(asset_places, blobs.c.hash)
        .join(blobs, blobs.c.id == asset_places.c.blob_id)
        .where(asset_places.c.operation_id == operation)
        .order_by(asset_places.c.path)
    )
    found: dict[tuple[int, str], WrittenPicture] = {}
    for row in connection.execute(query):
        key = (row.site_id, row.path)
        before = found.get(key)
        found[key] = WrittenPicture(
            SiteId(row.site_id),
            row.path,
            ContentHash(bytes(row.hash)),
            row.blob_id,
            row.stands,
            row.created or (before is not None and before.created),
            _heir(connection, operation, row.site_id, row.path) is not None,
        )
    return list(found.values())


def turn(
    connection: Connection, operation: Operation, made: Collection[tuple[int, str]] = ()
) -> None:
    """Let the rows of an export stand no more, or again.

    A file that others use becomes theirs. `made` are the files, by site and path, that are made anew for
    an export that stands again.
    """
    for one in of_operation(connection, operation.id):
        there = and_(asset_places.c.site_id == one.site, asset_places.c.path == one.path)
        mine = and_(asset_places.c.operation_id == operation.id, there)
        created = (one.site, one.path) in made
        if one.stands:
            heir = _heir(connection, operation.id, one.site, one.path) if one.created else None
            created = one.created and heir is None
            if heir is not None:
                theirs = and_(asset_places.c.operation_id == heir, there)
                connection.execute(update(asset_places).where(theirs).values(created=True))
        changed = {"stands": not one.stands, "created": created}
        connection.execute(update(asset_places).where(mine).values(**changed))


def _heir(connection: Connection, operation: int, site: int, path: str) -> int | None:
    """Return another export that stands and uses a file."""
    query = (
        select(asset_places.c.operation_id)
        .where(
            asset_places.c.site_id == site,
            asset_places.c.path == path,
            asset_places.c.stands,
            asset_places.c.operation_id != operation,
        )
        .order_by(asset_places.c.operation_id)
        .limit(1)
    )
    return connection.scalar(query)
