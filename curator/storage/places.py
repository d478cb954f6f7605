"""Sites that the library knows, and which post lies in which file."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Connection

from curator.domain.listing import KnownSite
from curator.domain.post import ContentHash, PostId, SiteId, Status
from curator.storage import numbers, tallies
from curator.storage.blobs import chunks
from curator.storage.tables import blobs, placements, posts, sites


def register(connection: Connection, root: str, title: str) -> SiteId:
    """Return the number of the site at `root`, learning of it where it is new."""
    row = connection.execute(select(sites).where(sites.c.root == root)).first()
    if row is None:
        number = numbers.take(connection, "sites")
        connection.execute(insert(sites).values(id=number, root=root, title=title))
        return SiteId(number)
    if row.title != title:
        connection.execute(update(sites).where(sites.c.id == row.id).values(title=title))
    return SiteId(row.id)


def find(connection: Connection, root: str) -> SiteId | None:
    """Return the number of the site at `root`, None where the library does not know it."""
    number = connection.scalar(select(sites.c.id).where(sites.c.root == root))
    return SiteId(number) if number is not None else None


def picture_pattern(connection: Connection, root: str) -> str:
    """Return the pattern that was chosen for the pictures of the site at `root`, or nothing."""
    return connection.scalar(select(sites.c.pictures).where(sites.c.root == root)) or ""


def use_picture_pattern(connection: Connection, site: SiteId, pattern: str) -> None:
    """Choose a pattern for the pictures of a site."""
    connection.execute(update(sites).where(sites.c.id == site).values(pictures=pattern))


def known(connection: Connection) -> list[KnownSite]:
    """Return all sites with the number of posts in each, what lies in the trash left out."""
    numbers_by_site = tallies.of_sites(connection)
    query = select(sites).order_by(sites.c.title, sites.c.id)
    return [
        KnownSite(SiteId(row.id), row.root, row.title, numbers_by_site.get(SiteId(row.id), 0))
        for row in connection.execute(query)
    ]


@dataclass(frozen=True, slots=True)
class Occupant:
    """The post that lies in a file of a site."""

    post: PostId
    status: Status
    content: ContentHash
    base: ContentHash | None


def occupants(connection: Connection, site: SiteId, paths: Sequence[str]) -> dict[str, Occupant]:
    """Return which post lies in each of the given files."""
    base = blobs.alias("base")
    found: dict[str, Occupant] = {}
    for part in chunks(paths):
        query = (
            select(
                placements.c.path,
                posts.c.id,
                posts.c.status,
                blobs.c.hash,
                base.c.hash.label("base"),
            )
            .join(posts, posts.c.id == placements.c.post_id)
            .join(blobs, blobs.c.id == posts.c.blob_id)
            .outerjoin(base, base.c.id == placements.c.base_id)
            .where(placements.c.site_id == site, placements.c.path.in_(part))
        )
        for row in connection.execute(query):
            found[row.path] = Occupant(
                PostId(row.id),
                Status(row.status),
                ContentHash(bytes(row.hash)),
                ContentHash(bytes(row.base)) if row.base is not None else None,
            )
    return found


def posts_of(connection: Connection, root: str) -> dict[str, PostId]:
    """Return the posts that lie in the site at `root`, by path."""
    query = (
        select(placements.c.path, placements.c.post_id)
        .join(sites, sites.c.id == placements.c.site_id)
        .where(sites.c.root == root)
    )
    return {row.path: PostId(row.post_id) for row in connection.execute(query)}


def elsewhere(connection: Connection, root: str) -> frozenset[int]:
    """Return the posts that lie in other sites and not in the one at `root`."""
    here = (
        select(placements.c.post_id)
        .join(sites, sites.c.id == placements.c.site_id)
        .where(sites.c.root == root)
    )
    query = select(placements.c.post_id).where(placements.c.post_id.not_in(here))
    return frozenset(connection.execute(query).scalars())
