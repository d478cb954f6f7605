"""The order of what a search finds: titles that say it first, then texts by weight, then the newest.

Texts are weighed (bm25) while few match; where thousands do, a weight says little and takes long.
"""

from array import array
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain

from sqlalchemy import select
from sqlalchemy.engine import Connection

from curator.domain.listing import Grouping, Sort, SortKey
from curator.domain.query import All, Any, Field, Node, Not, Term
from curator.domain.query_words import asks_for_words, wanted_terms, wanted_words
from curator.domain.searching import Parts
from curator.storage import ordering, posts, search, text_index
from curator.storage.tables import posts as table


def ids(
    connection: Connection,
    query: Node,
    sort: Sort,
    now: datetime,
    *,
    grouping: Grouping = Grouping.NOTHING,
    limit: int | None = None,
) -> "array[int]":
    """Return what `posts.ids` does, in the order of relevance too; groups are ordered by date."""
    query = text_index.look_up(connection, query)
    if sort.key is not SortKey.RELEVANCE:
        return _ordered_by(connection, query, sort, now, grouping, limit)
    terms = [*wanted_terms(query), *wanted_terms(query, Field.TITLE)]
    if not terms or grouping is not Grouping.NOTHING:
        dated = Sort(descending=sort.descending)
        return _ordered_by(connection, query, dated, now, grouping, limit)
    if limit is not None and sort.descending and any(_many(terms)):
        titles = Any(tuple(Term(Field.TITLE, term.value) for term in terms))
        told = text_index.look_up(connection, titles)
        first = _newest(connection, All((query, told)), now, limit)
        rest = limit - len(first)
        if not rest:
            return first
        return first + _newest(connection, All((query, Not(told))), now, rest)
    found = _newest(connection, query, now, None)
    words = wanted_words(query)
    ordered = _ordered(connection, found, [*words, *wanted_words(query, Field.TITLE)], words)
    return (ordered if sort.descending else ordered[::-1])[:limit]


def _newest(connection: Connection, query: Node, now: datetime, limit: int | None) -> "array[int]":
    return _ordered_by(connection, query, Sort(), now, Grouping.NOTHING, limit)


def _ordered_by(
    connection: Connection,
    query: Node,
    sort: Sort,
    now: datetime,
    grouping: Grouping,
    limit: int | None,
) -> "array[int]":
    if not asks_for_words(query):
        return posts.ids(connection, query, sort, now, grouping=grouping, limit=limit)
    # Words that were looked up say by themselves whether they lead or the order does.
    where = search.condition(posts.without_trash(query), now)
    order = ordering.order(sort, grouping)
    statement = select(table.c.id).where(where).order_by(*order).limit(limit)
    return array("q", connection.execute(statement).scalars())


def _many(terms: Sequence[Term]) -> Iterator[bool]:
    return (isinstance(term, text_index.Looked) and term.many for term in terms)


def _ordered(
    connection: Connection, found: "array[int]", sought: Sequence[Parts], words: Sequence[Parts]
) -> "array[int]":
    titles = text_index.title_hits(connection, sought)
    said = array("q", (post for post in found if post in titles))
    others = array("q", (post for post in found if post not in titles))
    if 1 < len(found) <= text_index.MANY and words:
        weights = text_index.weights(connection, words)
        said, others = (
            array("q", sorted(part, key=lambda post: weights.get(post, 0.0)))
            for part in (said, others)
        )
    return array("q", chain(said, others))
