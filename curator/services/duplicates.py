"""The posts of a library that are one article: groups with reasons, and what was called different.

Also fills in by what posts are known again where they were stored without that.
"""

import math
import threading
import time
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import combinations

from curator.domain.likeness import Group, Pair, Reason
from curator.domain.post import ContentHash, Likeness, PostId, Status
from curator.domain.work import CancelToken, Progress, ignore_progress
from curator.services.deriving import likeness_of
from curator.services.judging import ENOUGH, Side, compare, is_duplicate, known_side, weight
from curator.services.side_by_side import Beside, Spans, beside
from curator.services.twins import Twins
from curator.storage import likenesses, posts
from curator.storage.database import Connection, Database
from curator.storage.likenesses import Known

__all__ = ["Beside", "Duplicates", "Spans"]

BATCH = 200
_PAUSE = 0.1  # seconds between two looks whether it was cancelled
_PARTS = 16

_Pairs = list[tuple[PostId, PostId]]


class Duplicates:
    """Finds duplicates among the posts of one library and remembers what are none."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._filling = threading.Lock()
        self._twins = Twins(database)

    def fill(
        self,
        *,
        seconds: float = math.inf,
        cancel: CancelToken | None = None,
        progress: Progress = ignore_progress,
    ) -> int:
        """Make posts known again that are not; return how many are left. Raises Cancelled.

        Whole sites are stored without that, for speed, and so was everything by older programs.
        """
        began = time.monotonic()
        # One at a time: two would do the same work. Who comes later finds little left to do.
        alone = self._alone(seconds, cancel)
        try:
            return self._fill(began + seconds if alone else began, cancel, progress)
        finally:
            if alone:
                self._filling.release()

    def _alone(self, seconds: float, cancel: CancelToken | None) -> bool:
        """Wait until nobody else fills in, or so long; raises Cancelled."""
        until = time.monotonic() + seconds
        while not self._filling.acquire(timeout=_PAUSE):
            if cancel is not None:
                cancel.check()
            if time.monotonic() > until:
                return False
        return True

    def _fill(self, until: float, cancel: CancelToken | None, progress: Progress) -> int:
        with self._database.read() as connection:
            missing = likenesses.missing(connection)
        done = 0
        while done < len(missing) and time.monotonic() < until:
            if cancel is not None:
                cancel.check()
            part = missing[done : done + BATCH]
            with self._database.read() as connection:
                texts = posts.texts(connection, part)
            found: dict[PostId, tuple[ContentHash, Likeness]] = {
                post: (key, likeness_of(source)) for post, (key, source) in texts.items()
            }
            with self._database.write() as connection:
                likenesses.fill(connection, found)
            done += len(part)
            progress(done, len(missing))
        return len(missing) - done

    def look(
        self,
        *,
        seconds: float = math.inf,
        cancel: CancelToken | None = None,
        progress: Progress = ignore_progress,
    ) -> tuple[int, frozenset[PostId]]:
        """Compare posts that are new or changed, so that queries know duplicates; see `Twins.look`."""
        return self._twins.look(seconds=seconds, cancel=cancel, progress=progress)

    def groups(
        self, *, cancel: CancelToken | None = None, progress: Progress = ignore_progress
    ) -> list[Group]:
        """Return all groups of posts that are one article, the surest first; raises Cancelled.

        What lies in the trash, and what was called different, is left out.
        """
        self.fill(cancel=cancel, progress=progress)
        with self._database.read() as connection:
            same = likenesses.same_texts(connection)
            found = {
                (first, second): Pair(first, second, Reason.SAME_TEXT, 1.0)
                for held in same
                for first, second in _linked(held)
            }
            # Of posts with one text, one stands for all.
            copies = {post for held in same for post in held[1:]}
            wanted = _candidates(connection, copies)
            for start in range(0, len(wanted), BATCH):
                if cancel is not None:
                    cancel.check()
                for pair in _compared(connection, wanted[start : start + BATCH]):
                    found[pair.first, pair.second] = pair
                progress(min(start + BATCH, len(wanted)), len(wanted))
            different = likenesses.distinct_of(connection, list(found))
        return _grouped([pair for key, pair in found.items() if key not in different])

    def beside(self, first: PostId, second: PostId) -> tuple[Beside, ...]:
        """Return two posts paragraph by paragraph; raises PostMissing."""
        with self._database.read() as connection:
            texts = [posts.load(connection, post).source for post in (first, second)]
        return beside(*texts)

    def call_different(self, post: PostId, others: Collection[PostId]) -> None:
        """Remember that `post` is another article than each of `others`."""
        self._set([(post, other) for other in others if other != post], distinct=True)

    def forget_different(self, post: PostId, others: Collection[PostId]) -> None:
        """Forget what `call_different` remembered."""
        self._set([(post, other) for other in others], distinct=False)

    def _set(self, pairs: _Pairs, *, distinct: bool) -> None:
        with self._database.write() as connection:
            likenesses.set_distinct(connection, pairs, distinct)


def _linked(held: Sequence[PostId]) -> Iterable[tuple[PostId, PostId]]:
    """Return the pairs of posts with one text: all of few, of many those with the first."""
    if len(held) <= 10:
        return combinations(held, 2)
    return ((held[0], other) for other in held[1:])


def _candidates(connection: Connection, copies: Collection[PostId]) -> _Pairs:
    """Return the pairs worth comparing, the smaller number first."""
    held: list[tuple[int, array[int]]] = []
    for key, under in likenesses.shared_keys(connection):
        of = array("q", (post for post in under if post not in copies))
        if len(of) > 1:
            held.append((weight(key), of))
    found: _Pairs = []
    # Millions of pairs share a single mark: counted in parts, they fit into the memory.
    for part in range(_PARTS):
        shared = Counter[tuple[int, int]]()
        for says, of in held:
            for place, first in enumerate(of):
                if first % _PARTS == part:
                    for second in of[place + 1 :]:
                        shared[first, second] += says
        found += [
            (PostId(first), PostId(second))
            for (first, second), number in shared.items()
            if number >= ENOUGH
        ]
    return sorted(found)


def _compared(connection: Connection, pairs: _Pairs) -> Iterable[Pair]:
    known = likenesses.known(connection, {post for pair in pairs for post in pair})
    sides: dict[PostId, Side] = {}

    def side(one: Known) -> Side:
        if one.post not in sides:
            sides[one.post] = known_side(
                one, lambda: posts.texts(connection, [one.post])[one.post][1]
            )
        return sides[one.post]

    for first, second in pairs:
        one, other = known.get(first), known.get(second)
        if one is None or other is None or Status.TRASH in {one.status, other.status}:
            continue
        match = compare(side(one), side(other))
        if match is not None and is_duplicate(match):
            yield Pair(first, second, match.reason, match.score)


def _grouped(pairs: Sequence[Pair]) -> list[Group]:
    leader: dict[PostId, PostId] = {}

    def find(post: PostId) -> PostId:
        while leader.setdefault(post, post) != post:
            leader[post] = leader[leader[post]]
            post = leader[post]
        return post

    for pair in pairs:
        leader[find(pair.second)] = find(pair.first)
    members: dict[PostId, set[PostId]] = {}
    inside: dict[PostId, list[Pair]] = {}
    for pair in pairs:
        top = find(pair.first)
        members.setdefault(top, set()).update((pair.first, pair.second))
        inside.setdefault(top, []).append(pair)
    groups = [Group(tuple(sorted(members[top])), tuple(inside[top])) for top in members]
    order = list(Reason)
    return sorted(
        groups,
        key=lambda group: (order.index(group.best.reason), -group.best.score, group.posts),
    )
