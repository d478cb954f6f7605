"""By what posts are known again: kept beside their texts, found by keys without looking through all.

Every post stands under some twenty keys (`domain.likeness`). A key under which many posts stand
already says nothing and takes no more: so neither an import nor the index grows with the phrases
that a desk repeats. Judging what was found is not done here.
"""

import struct
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import and_, bindparam, delete, exists, func, insert, or_, select
from sqlalchemy.engine import Connection

from curator.domain.fingerprints import Fingerprint
from curator.domain.likeness import keys_of
from curator.domain.post import ContentHash, Likeness, PostFacts, PostId, Status
from curator.storage import twins
from curator.storage.blobs import chunks
from curator.storage.instants import from_seconds
from curator.storage.tables import blobs, distinct_pairs, likeness_keys, likenesses, posts

COMMON = 48
"""So many posts under one key make it a phrase that says nothing."""


@dataclass(frozen=True, slots=True)
class Known:
    """A post as far as its likeness goes."""

    post: PostId
    title: str
    date: datetime | None
    status: Status
    content: ContentHash
    likeness: Likeness


def assign(connection: Connection, facts: Mapping[PostId, PostFacts], *, new: bool) -> None:
    """Keep by what posts are known again; `new` posts have nothing to replace."""
    if not new:
        forget(connection, facts)
    rows, wanted = [], []
    for post, fact in facts.items():
        likeness = fact.likeness
        if likeness is None:
            continue  # `missing` tells of it
        keys = keys_of(fact)
        wanted += [(key, post) for key in keys]
        print_ = likeness.fingerprint
        rows.append(
            {
                "post_id": post,
                "address": likeness.address,
                "number": likeness.number,
                "simhash": _signed(print_.simhash),
                "marks": _packed(print_.marks),
                "under": _packed(keys),
                "words": print_.words,
            }
        )
    if rows:
        connection.execute(insert(likenesses), rows)
    _put(connection, wanted)


def rename(connection: Connection, facts: Mapping[PostId, PostFacts]) -> None:
    """Keep by what posts are known again that have another title or day, and the same words.

    Those of which nothing was kept stay `missing`.
    """
    if not facts:
        return
    kept = known(connection, list(facts))
    told = {post: replace(facts[post], likeness=one.likeness) for post, one in kept.items()}
    assign(connection, told, new=False)


def _put(connection: Connection, wanted: list[tuple[int, PostId]]) -> None:
    wanted.sort()  # neighbours in the index are written together
    held = Counter[int]()
    for part in chunks(sorted({key for key, _ in wanted})):
        query = (
            select(likeness_keys.c.key, func.count())
            .where(likeness_keys.c.key.in_(part))
            .group_by(likeness_keys.c.key)
        )
        held.update(dict(connection.execute(query).all()))
    kept = []
    for key, post in wanted:
        held[key] += 1
        if held[key] <= COMMON:
            kept.append({"key": key, "post_id": post})
    if kept:
        connection.execute(insert(likeness_keys), kept)


def forget(connection: Connection, gone: Iterable[PostId]) -> None:
    """Keep nothing more of posts; their texts are changing, or they are going."""
    this = (likeness_keys.c.key == bindparam("one")) & (likeness_keys.c.post_id == bindparam("of"))
    for part in chunks(list(gone)):
        columns = (likenesses.c.post_id, likenesses.c.under)
        query = select(*columns).where(likenesses.c.post_id.in_(part))
        rows = [
            {"one": key, "of": post}
            for post, under in connection.execute(query)
            for key in _unpacked(under)
        ]
        if rows:
            connection.execute(delete(likeness_keys).where(this), rows)
        connection.execute(delete(likenesses).where(likenesses.c.post_id.in_(part)))
        twins.forget(connection, part)


def keys_of_posts(
    connection: Connection, wanted: Collection[PostId]
) -> dict[PostId, tuple[int, ...]]:
    """Return the keys that posts stand under."""
    found: dict[PostId, tuple[int, ...]] = {}
    for part in chunks(list(wanted)):
        columns = (likenesses.c.post_id, likenesses.c.under)
        query = select(*columns).where(likenesses.c.post_id.in_(part))
        found.update((PostId(post), _unpacked(under)) for post, under in connection.execute(query))
    return found


def holders(connection: Connection, keys: Collection[int]) -> dict[int, list[PostId]]:
    """Return the posts under each key; those under a common one are left out."""
    found: dict[int, list[PostId]] = {}
    for part in chunks(sorted(set(keys))):
        query = select(likeness_keys).where(likeness_keys.c.key.in_(part))
        for key, post in connection.execute(query):
            found.setdefault(key, []).append(PostId(post))
    return {key: under for key, under in found.items() if len(under) < COMMON}


def known(connection: Connection, wanted: Collection[PostId]) -> dict[PostId, Known]:
    """Return posts as far as their likeness goes; those of which nothing is kept are left out."""
    found: dict[PostId, Known] = {}
    for part in chunks(list(wanted)):
        query = (
            select(
                *(posts.c.id, posts.c.title, posts.c.date, posts.c.offset, posts.c.status),
                *(blobs.c.hash, likenesses),
            )
            .join(likenesses, likenesses.c.post_id == posts.c.id)
            .join(blobs, blobs.c.id == posts.c.blob_id)
            .where(posts.c.id.in_(part))
        )
        for row in connection.execute(query):
            print_ = Fingerprint(row.simhash & 0xFFFFFFFFFFFFFFFF, _unpacked(row.marks), row.words)
            found[PostId(row.id)] = Known(
                PostId(row.id),
                row.title,
                from_seconds(row.date, row.offset or 0) if row.date is not None else None,
                Status(row.status),
                ContentHash(bytes(row.hash)),
                Likeness(row.address, row.number, print_),
            )
    return found


def shared_keys(connection: Connection) -> Iterator[tuple[int, list[PostId]]]:
    """Yield each key that two posts or more stand under, common ones left out."""
    query = select(likeness_keys).order_by(likeness_keys.c.key, likeness_keys.c.post_id)
    current: int | None = None
    under: list[PostId] = []
    for key, post in connection.execute(query):
        if key != current:
            if current is not None and 1 < len(under) < COMMON:
                yield current, under
            current, under = key, []
        under.append(PostId(post))
    if current is not None and 1 < len(under) < COMMON:
        yield current, under


def same_texts(connection: Connection) -> list[list[PostId]]:
    """Return the posts that have one text, byte by byte; what lies in the trash is left out."""
    out = posts.c.status != Status.TRASH.value
    twice = select(posts.c.blob_id).where(out).group_by(posts.c.blob_id).having(func.count() > 1)
    query = select(posts.c.blob_id, posts.c.id).where(out, posts.c.blob_id.in_(twice))
    found: dict[int, list[PostId]] = {}
    for blob, post in connection.execute(query.order_by(posts.c.id)):
        found.setdefault(blob, []).append(PostId(post))
    return list(found.values())


def missing(connection: Connection) -> list[PostId]:
    """Return the posts of which nothing is kept: they were stored without that."""
    there = exists().where(likenesses.c.post_id == posts.c.id)
    return [PostId(one) for one in connection.execute(select(posts.c.id).where(~there)).scalars()]


def fill(connection: Connection, found: Mapping[PostId, tuple[ContentHash, Likeness]]) -> None:
    """Keep the likeness of posts that were missing one, where they still have the text it is of."""
    from curator.storage.posts import heads  # noqa: PLC0415  posts import writing, which imports this

    facts = {
        head.id: replace(head.facts, likeness=found[head.id][1])
        for head in heads(connection, list(found))
        if head.content == found[head.id][0]
    }
    assign(connection, facts, new=False)


def set_distinct(
    connection: Connection, pairs: Collection[tuple[PostId, PostId]], distinct: bool
) -> None:
    """Remember that posts are different articles, or forget that."""
    ordered = {(min(pair), max(pair)) for pair in pairs} - (
        distinct_of(connection, pairs) if distinct else set()
    )
    for first, second in ordered:
        if distinct:
            connection.execute(insert(distinct_pairs).values(first_id=first, second_id=second))
        else:
            this = and_(distinct_pairs.c.first_id == first, distinct_pairs.c.second_id == second)
            connection.execute(delete(distinct_pairs).where(this))
    twins.set_distinct(connection, ordered, distinct)


def distinct_of(
    connection: Connection, pairs: Collection[tuple[PostId, PostId]]
) -> set[tuple[PostId, PostId]]:
    """Return those of some pairs, the smaller number first, that somebody called different."""
    wanted = {(min(pair), max(pair)) for pair in pairs}
    found = set()
    for part in chunks(sorted({post for pair in wanted for post in pair})):
        query = select(distinct_pairs).where(
            or_(distinct_pairs.c.first_id.in_(part), distinct_pairs.c.second_id.in_(part))
        )
        found |= {(PostId(one), PostId(other)) for one, other in connection.execute(query)}
    return found & wanted


def _packed(values: Collection[int]) -> bytes:
    return struct.pack(f"<{len(values)}I", *values)


def _unpacked(packed: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(packed) // 4}I", packed)


def _signed(value: int) -> int:
    """Return 64 bits as the number that databases keep in them."""
    return value - (1 << 64) if value >> 63 else value
