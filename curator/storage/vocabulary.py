"""The words that posts use where a query can ask for them."""

from sqlalchemy import select
from sqlalchemy.engine import Connection

from curator.domain.post import TermKind
from curator.domain.text import value_key
from curator.storage.distinct import distinct
from curator.storage.folding import begins
from curator.storage.tables import post_keys, posts, sites, tallies, terms

MOST = 2_000
"""So many words of one kind complete a query."""


def terms_of(connection: Connection, kind: TermKind) -> list[str]:
    """Return the terms in use, the most used first."""
    query = select(terms.c.name).where(terms.c.kind == kind.value, terms.c.posts > 0)
    ordered = query.order_by(terms.c.posts.desc(), terms.c.name).limit(MOST)
    return list(connection.execute(ordered).scalars())


def sources(connection: Connection) -> list[str]:
    """Return the hosts that posts come from, the most frequent first."""
    query = select(tallies.c.name).where(tallies.c.kind == "source", tallies.c.number > 0)
    ordered = query.order_by(tallies.c.number.desc(), tallies.c.name).limit(MOST)
    return list(connection.execute(ordered).scalars())


def layouts(connection: Connection) -> list[str]:
    """Return the layouts that posts name."""
    found = connection.execute(distinct(posts.c.layout).limit(MOST)).scalars()
    return [name for name in found if name]


def sites_of(connection: Connection) -> list[str]:
    """Return the titles of the sites that posts lie in."""
    return list(connection.execute(select(sites.c.title).order_by(sites.c.title)).scalars())


def values(connection: Connection, key: str, beginning: str, limit: int) -> list[str]:
    """Return values that posts have under a key of front matter, folded, in order."""
    of_key = post_keys.c.name == value_key(key)
    fits = begins(post_keys.c.value, value_key(beginning))
    query = distinct(post_keys.c.value, of_key, fits).limit(limit)
    return [value for value in connection.execute(query).scalars() if value]
