"""Posts as sequences that ask for a window when they are walked over or looked into.

A walk ends after so many posts: a theme that goes through all of them would otherwise read a hundred
thousand files for one page. Numbers and single posts are always true.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import overload

from curator.rendering.theme.posts import PostKey

_FIRST_STEP = 12
_STEP = 50


class PostSequence(Sequence[object]):
    """A part of an ordered list of posts."""

    def __init__(
        self,
        window: Callable[[int, int], Sequence[PostKey]],
        start: int,
        stop: int,
        drop: Callable[[PostKey], object],
        most: int | None = None,
        cut: Callable[[], None] = lambda: None,
    ) -> None:
        """Begin at `start` and end before `stop`; a walk of more than `most` posts calls `cut`."""
        self._window = window
        self._start = start
        self._stop = max(start, stop)
        self._drop = drop
        self._most = most
        self._cut = cut

    def __len__(self) -> int:
        return self._stop - self._start

    @overload
    def __getitem__(self, at: int) -> object: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[object]: ...

    def __getitem__(self, at: int | slice) -> object:
        if isinstance(at, slice):
            start, stop, step = at.indices(len(self))
            if step == 1:
                begin, end = self._start + start, self._start + stop
                return PostSequence(self._window, begin, end, self._drop, self._most, self._cut)
            if step == -1:
                return list(self)[at]
            return [self[one] for one in range(start, stop, step)]
        if at < 0:
            at += len(self)
        found: Sequence[PostKey] = ()
        if 0 <= at < len(self):
            found = self._window(self._start + at, self._start + at + 1)
        if not found:
            raise IndexError(at)
        return self._drop(found[0])

    def __iter__(self) -> Iterator[object]:
        end = self._stop
        if self._most is not None and end - self._start > self._most:
            end = self._start + self._most
        step = _FIRST_STEP
        at = self._start
        while at < end:
            until = min(at + step, end)
            for key in self._window(at, until):
                yield self._drop(key)
            at = until
            step = _STEP
        if end < self._stop:
            self._cut()
