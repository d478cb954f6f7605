"""The posts of one site that a build would show, in its order: what layouts and neighbours ask for.

A build orders posts by date and then by path; here the newest comes first. Whole texts are read by
number only. Dates count in whole seconds.
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select, true
from sqlalchemy.engine import Connection

from curator.domain.post import ContentHash, PostId, SiteId, Status, TermKind
from curator.storage.blobs import chunks
from curator.storage.instants import from_seconds, to_seconds
from curator.storage.tables import blobs, counters, placements, post_terms, posts, terms
from curator.storage.writing import JOINT


@dataclass(frozen=True, slots=True)
class Shown:
    """Which posts of a site count: those below `_posts`, not hidden, not later than `before`."""

    site: SiteId
    before: datetime | None
    """None where future posts are shown as well."""

    def where(self) -> ColumnElement[bool]:
        """Return the condition on `posts` joined with `placements`."""
        path = placements.c.path
        parts: list[ColumnElement[bool]] = [
            placements.c.site_id == self.site,
            or_(path.startswith("_posts/"), path.contains("/_posts/")),
            posts.c.hidden.is_(False),
            posts.c.date.is_not(None),
            posts.c.status != Status.TRASH.value,
        ]
        if self.before is not None:
            parts.append(posts.c.date <= to_seconds(self.before))
        return and_(true(), *parts)


@dataclass(frozen=True, slots=True)
class SitePost:
    """One post of a site as its order knows it."""

    post: PostId
    path: str
    date: datetime
    content: ContentHash


def state(connection: Connection) -> int:
    """Return a number that is another one after whatever was written."""
    return connection.scalar(select(func.sum(counters.c.next))) or 0


def ids(connection: Connection, shown: Shown) -> "array[int]":
    """Return the numbers of all shown posts, the newest first."""
    query = _joined(select(posts.c.id)).where(shown.where())
    newest = query.order_by(posts.c.date.desc(), placements.c.path.desc())
    return array("q", connection.execute(newest).scalars())


def ids_with_term(connection: Connection, shown: Shown, kind: TermKind, name: str) -> "array[int]":
    """Return the numbers of the shown posts that have a term, the newest first."""
    query = (
        _joined(select(posts.c.id))
        .join(post_terms, post_terms.c.post_id == posts.c.id)
        .join(terms, terms.c.id == post_terms.c.term_id)
        .where(shown.where(), terms.c.kind == kind, terms.c.name == name)
    )
    newest = query.order_by(posts.c.date.desc(), placements.c.path.desc())
    return array("q", connection.execute(newest).scalars())


def newest(connection: Connection, shown: Shown, count: int) -> list[SitePost]:
    """Return the newest posts; needs no list of all of them."""
    query = _keys().where(shown.where())
    ordered = query.order_by(posts.c.date.desc(), placements.c.path.desc()).limit(count)
    return [_key(row) for row in connection.execute(ordered)]


def by_ids(connection: Connection, site: SiteId, wanted: Sequence[int]) -> list[SitePost]:
    """Return the posts of these numbers in this order; those that are gone are left out."""
    found: dict[int, SitePost] = {}
    for part in chunks(wanted):
        query = _keys().where(placements.c.site_id == site, posts.c.id.in_(part))
        found.update((row.id, _key(row)) for row in connection.execute(query))
    return [found[number] for number in wanted if number in found]


def at(connection: Connection, shown: Shown, path: str) -> SitePost | None:
    """Return the shown post whose file lies at a path."""
    query = _keys().where(shown.where(), placements.c.path == path)
    row = connection.execute(query).first()
    return _key(row) if row is not None else None


def named(connection: Connection, shown: Shown, name: str) -> list[SitePost]:
    """Return the shown posts whose file has this name but for its extension, the oldest first."""
    tail = f"_posts/{name}."
    deep = placements.c.path.contains(f"/{name}.", autoescape=True)
    straight = placements.c.path.startswith(tail, autoescape=True)
    query = _keys().where(shown.where(), or_(straight, deep))
    ordered = query.order_by(posts.c.date, placements.c.path)
    found = (_key(row) for row in connection.execute(ordered))
    return [one for one in found if _stem(one.path) == name]


def beside(
    connection: Connection, shown: Shown, path: str, date: datetime
) -> tuple[SitePost | None, SitePost | None]:
    """Return the next older and the next newer post of a path and date."""
    second, other = to_seconds(date), placements.c.path != path
    where = and_(shown.where(), other)
    older = or_(posts.c.date < second, and_(posts.c.date == second, placements.c.path < path))
    newer = or_(posts.c.date > second, and_(posts.c.date == second, placements.c.path > path))
    before = _keys().where(where, older, posts.c.date <= second)
    after = _keys().where(where, newer, posts.c.date >= second)
    found = (
        connection.execute(
            before.order_by(posts.c.date.desc(), placements.c.path.desc()).limit(1)
        ).first(),
        connection.execute(after.order_by(posts.c.date, placements.c.path).limit(1)).first(),
    )
    previous, following = (_key(row) if row is not None else None for row in found)
    return previous, following


def term_counts(connection: Connection, shown: Shown, kind: TermKind) -> dict[str, int]:
    """Return how many posts each term has, in the order in which the oldest posts bring them up."""
    column = posts.c.categories if kind is TermKind.CATEGORY else posts.c.tags
    query = (
        _joined(select(column.label("terms"), func.count().label("number")))
        .where(shown.where(), column != "")
        .group_by(column)
        .order_by(func.min(posts.c.date), func.min(placements.c.path))
    )
    found: dict[str, int] = {}
    for row in connection.execute(query):
        for name in row.terms.split(JOINT):
            found[name] = found.get(name, 0) + row.number
    return found


def source(connection: Connection, site: SiteId, path: str) -> bytes | None:
    """Return the text of the post whose file lies at a path, None where there is none."""
    query = (
        _joined(select(blobs.c.data))
        .join(blobs, blobs.c.id == posts.c.blob_id)
        .where(placements.c.site_id == site, placements.c.path == path)
    )
    data = connection.scalar(query)
    return bytes(data) if data is not None else None


def _joined(query: Select[Any]) -> Select[Any]:
    return query.select_from(posts).join(placements, placements.c.post_id == posts.c.id)


def _keys() -> Select[Any]:
    columns = select(posts.c.id, posts.c.date, posts.c.offset, placements.c.path, blobs.c.hash)
    return _joined(columns).join(blobs, blobs.c.id == posts.c.blob_id)


def _key(row: Row[Any]) -> SitePost:
    values = row._mapping
    date = from_seconds(values["date"], values["offset"] or 0)
    return SitePost(PostId(values["id"]), values["path"], date, ContentHash(bytes(values["hash"])))


def _stem(path: str) -> str:
    name = path.rpartition("/")[2]
    return name.rpartition(".")[0] or name
