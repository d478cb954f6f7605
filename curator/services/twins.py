"""Compares posts that are new or changed with what may be the same, so that queries know duplicates.

Bit by bit and in the background: each post is compared once for each of its texts, with the few that
share keys with it. What somebody called different is none.
"""

import math
import time
from collections import Counter
from collections.abc import Iterator

from curator.domain.post import PostId
from curator.domain.work import CancelToken, Progress, ignore_progress
from curator.services.judging import ENOUGH, Side, compare, is_duplicate, known_side, weight
from curator.storage import likenesses, posts, twins
from curator.storage.database import Connection, Database
from curator.storage.likenesses import Known

BATCH = 50

_Pair = tuple[PostId, PostId]


class Twins:
    """Keeps which posts of one library are duplicates."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def look(
        self,
        *,
        seconds: float = math.inf,
        cancel: CancelToken | None = None,
        progress: Progress = ignore_progress,
    ) -> tuple[int, frozenset[PostId]]:
        """Compare posts that wait for it; return how many still wait, and what is known otherwise now.

        Raises Cancelled. Posts by which nothing is known again yet are left out (`Duplicates.fill`).
        """
        began = time.monotonic()
        with self._database.read() as connection:
            total = left = twins.count_uncompared(connection)
        changed: set[PostId] = set()
        while left and time.monotonic() - began < seconds:
            if cancel is not None:
                cancel.check()
            changed |= self._look_at_some()
            with self._database.read() as connection:
                left = twins.count_uncompared(connection)
            progress(max(total - left, 0), total)
        return left, frozenset(changed)

    def _look_at_some(self) -> frozenset[PostId]:
        with self._database.read() as connection:
            part = twins.uncompared(connection, BATCH)
            known = likenesses.known(connection, part)
            pairs = set(twins.same_texts(connection, part))
            pairs |= set(_alike(connection, known))
            pairs -= {
                pair
                for first, second in likenesses.distinct_of(connection, list(pairs))
                for pair in ((first, second), (second, first))
            }
        contents = {post: one.content for post, one in known.items()}
        with self._database.write() as connection:
            return twins.keep(connection, contents, pairs)


def _alike(connection: Connection, known: dict[PostId, Known]) -> Iterator[_Pair]:
    """Yield the pairs of posts with others that are the same article."""
    under = likenesses.keys_of_posts(connection, list(known))
    holders = likenesses.holders(connection, {key for keys in under.values() for key in keys})
    candidates: dict[PostId, list[PostId]] = {}
    for post, keys in under.items():
        shared = Counter[PostId]()
        for key in keys:
            for other in holders.get(key, ()):
                if other != post:
                    shared[other] += weight(key)
        candidates[post] = [other for other, number in shared.items() if number >= ENOUGH]
    others = {other for some in candidates.values() for other in some} - known.keys()
    everyone = known | likenesses.known(connection, others)
    sides: dict[PostId, Side] = {}

    def side(post: PostId) -> Side:
        if post not in sides:
            one = everyone[post]
            sides[post] = known_side(one, lambda: posts.texts(connection, [post])[post][1])
        return sides[post]

    for post, some in candidates.items():
        for other in some:
            if other in everyone:
                match = compare(side(post), side(other))
                if match is not None and is_duplicate(match):
                    yield post, other
