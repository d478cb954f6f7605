"""How many posts stand where, as triggers keep it: a reading costs what is told, not what there is.

Must not count anything itself but for `recount`, which mends what a damaged file may have lost.
"""

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy import literal as text
from sqlalchemy.engine import Connection

from curator.domain.listing import Counts
from curator.domain.post import SiteId, Status, TermKind
from curator.storage.tables import placements, post_terms, posts, tallies, terms
from curator.storage.writing import JOINT

STATUS, SOURCE, PROBLEM, SITE, PATH = "status", "source", "problem", "site", "path"
_SEEN = posts.c.status != Status.TRASH.value


def counts(connection: Connection) -> Counts:
    """Return how many posts stand where; what lies in the trash counts for its status alone."""
    by_status = dict.fromkeys(Status, 0)
    by_status.update((Status(name), number) for name, number in _of(connection, STATUS))
    problems = dict(_of(connection, PROBLEM)).get("", 0)
    return Counts(
        by_status,
        tuple(of_terms(connection, TermKind.CATEGORY)),
        tuple(of_terms(connection, TermKind.TAG)),
        tuple(_of(connection, SOURCE)),
        problems,
        tuple((tuple(name.split(JOINT)), number) for name, number in _of(connection, PATH)),
    )


def of_terms(connection: Connection, kind: TermKind) -> list[tuple[str, int]]:
    """Return each term in use with its number of posts, the most used first."""
    query = (
        select(terms.c.name, terms.c.posts)
        .where(terms.c.kind == kind, terms.c.posts > 0)
        .order_by(terms.c.posts.desc(), terms.c.name)
    )
    return [(row.name, row.posts) for row in connection.execute(query)]


def of_sites(connection: Connection) -> dict[SiteId, int]:
    """Return the number of posts in each site that has any."""
    return {SiteId(int(name)): number for name, number in _of(connection, SITE)}


def recount(connection: Connection) -> bool:
    """Count everything anew; tell whether something was wrong."""
    before = _all(connection)
    connection.execute(delete(tallies))
    status = select(text(STATUS), posts.c.status, func.count()).group_by(posts.c.status)
    source = (
        select(text(SOURCE), posts.c.source, func.count())
        .where(_SEEN, posts.c.source != "")
        .group_by(posts.c.source)
    )
    problem = select(text(PROBLEM), text(""), func.count()).where(_SEEN, posts.c.problems != "")
    path = (
        select(text(PATH), posts.c.categories, func.count())
        .where(_SEEN, posts.c.categories != "")
        .group_by(posts.c.categories)
    )
    for kind in (status, source, problem, path):
        connection.execute(insert(tallies).from_select(["kind", "name", "number"], kind))
    placed = (
        select(placements.c.site_id, func.count().label("number"))
        .join(posts, posts.c.id == placements.c.post_id)
        .where(_SEEN)
        .group_by(placements.c.site_id)
    )
    rows = [
        {"kind": SITE, "name": str(row.site_id), "number": row.number}
        for row in connection.execute(placed)
    ]
    if rows:
        connection.execute(insert(tallies), rows)
    used = (
        select(func.count())
        .select_from(post_terms.join(posts, posts.c.id == post_terms.c.post_id))
        .where(post_terms.c.term_id == terms.c.id, _SEEN)
        .scalar_subquery()
    )
    connection.execute(update(terms).values(posts=used))
    return _all(connection) != before


def _of(connection: Connection, kind: str) -> list[tuple[str, int]]:
    query = (
        select(tallies.c.name, tallies.c.number)
        .where(tallies.c.kind == kind, tallies.c.number > 0)
        .order_by(tallies.c.number.desc(), tallies.c.name)
    )
    return [(row.name, row.number) for row in connection.execute(query)]


def _all(connection: Connection) -> tuple[set[tuple[str, str, int]], set[tuple[int, int]]]:
    kept = select(tallies.c.kind, tallies.c.name, tallies.c.number).where(tallies.c.number != 0)
    used = select(terms.c.id, terms.c.posts)
    return (
        {(kind, name, number) for kind, name, number in connection.execute(kept)},
        {(term, number) for term, number in connection.execute(used)},
    )
