"""Terms and which posts carry them."""

from collections.abc import Iterable, Mapping

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Connection

from curator.domain.post import PostFacts, PostId, TermKind
from curator.domain.text import fold
from curator.storage import numbers
from curator.storage.blobs import chunks
from curator.storage.tables import post_terms, terms

TermKey = tuple[str, str]
"""Kind and name."""


def assign(connection: Connection, facts: Mapping[PostId, PostFacts], *, new: bool) -> None:
    """Make the terms of each post those of its facts; `new` posts have none to replace."""
    wanted = {post: _keys(fact) for post, fact in facts.items()}
    ids = _ids(connection, {key for keys in wanted.values() for key in keys})
    if not new:
        for part in chunks(list(wanted)):
            connection.execute(delete(post_terms).where(post_terms.c.post_id.in_(part)))
    rows = [{"post_id": post, "term_id": ids[key]} for post, keys in wanted.items() for key in keys]
    if rows:
        connection.execute(insert(post_terms), rows)


def _keys(facts: PostFacts) -> tuple[TermKey, ...]:
    keys = [(TermKind.CATEGORY.value, name) for name in facts.categories]
    keys += [(TermKind.TAG.value, name) for name in facts.tags]
    return tuple(dict.fromkeys(keys))


def _ids(connection: Connection, keys: Iterable[TermKey]) -> dict[TermKey, int]:
    found: dict[TermKey, int] = {}
    wanted = sorted(keys)
    for part in chunks(wanted):
        names = {name for _, name in part}
        query = select(terms).where(terms.c.name.in_(names))
        found.update(((row.kind, row.name), row.id) for row in connection.execute(query))
    missing = [key for key in wanted if key not in found]
    if missing:
        first = numbers.take(connection, "terms", len(missing))
        rows = [
            {"id": first + index, "kind": kind, "name": name, "folded": fold(name)}
            for index, (kind, name) in enumerate(missing)
        ]
        connection.execute(insert(terms), rows)
        found.update((key, first + index) for index, key in enumerate(missing))
    return found
