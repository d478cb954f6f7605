"""Undo and redo for one source text, over all views of it.

A step is the span in which two versions differ, so that a long text costs no more than what was
typed. Typing without a pause in one place is one step.
"""

import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace

from curator.gui.editor.splices import splice_between

_PAUSE = 1.5
"""Seconds without a key that end a step."""
_MOST_STEPS = 2_000
_MOST_BYTES = 64 << 20
_ENDS = ("\n", "。", "！", "？", ". ", "! ", "? ")
_END_BYTES = tuple(end.encode() for end in _ENDS)


@dataclass(frozen=True, slots=True)
class _Step:
    start: int
    before: bytes
    after: bytes
    place: Hashable
    at: float
    open: bool
    """More typing may join it."""


class History:
    """The steps of one text; the caller holds the text itself."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._done: list[_Step] = []
        self._undone: list[_Step] = []
        self._bytes = 0

    @property
    def can_undo(self) -> bool:
        """Tell whether there is a step to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Tell whether a step was taken back."""
        return bool(self._undone)

    def clear(self) -> None:
        """Forget everything."""
        self._done, self._undone, self._bytes = [], [], 0

    def close_step(self) -> None:
        """Let nothing more join the last step."""
        if self._done and self._done[-1].open:
            self._done[-1] = replace(self._done[-1], open=False)

    def record(self, before: bytes, after: bytes, place: Hashable, *, typing: bool) -> None:
        """Remember the way from one version to the next; `place` names the view it was made in."""
        step = self._step(before, after, place, typing)
        self._undone = []
        if self._done and _joins(self._done[-1], step):
            last = self._done.pop()
            self._bytes -= len(last.before) + len(last.after)
            oldest = _replaced(before, last.start, last.after, last.before)
            step = self._step(oldest, after, place, typing)
            if step.before == step.after:
                return  # what was typed is gone again
        self._done.append(step)
        self._bytes += len(step.before) + len(step.after)
        while len(self._done) > _MOST_STEPS or (self._bytes > _MOST_BYTES and len(self._done) > 1):
            oldest_step = self._done.pop(0)
            self._bytes -= len(oldest_step.before) + len(oldest_step.after)

    def undo(self, current: bytes) -> tuple[bytes, Hashable] | None:
        """Return the version before the last step and that step's place; None where all is done."""
        if not self._done:
            return None
        step = self._done.pop()
        self._undone.append(step)
        self.close_step()
        return _replaced(current, step.start, step.after, step.before), step.place

    def redo(self, current: bytes) -> tuple[bytes, Hashable] | None:
        """Return the version after the step that was taken back last."""
        if not self._undone:
            return None
        step = self._undone.pop()
        self._done.append(replace(step, open=False))
        return _replaced(current, step.start, step.before, step.after), step.place

    def _step(self, before: bytes, after: bytes, place: Hashable, typing: bool) -> _Step:
        """Find the span that differs; a step that was typed stays open but for a sentence's end."""
        start, old_end, new_end = splice_between(before, after)
        old, new = before[start:old_end], after[start:new_end]
        more = typing and not new.endswith(_END_BYTES)
        return _Step(start, old, new, place, self._clock(), more)


def _joins(last: _Step, step: _Step) -> bool:
    """Tell whether a step goes on with the last one: same place, same direction, no pause."""
    touches = step.start <= last.start + len(last.after) and last.start <= step.start + len(
        step.before
    )
    grows = len(step.after) > len(step.before)
    grew = len(last.after) > len(last.before)
    return (
        last.open
        and step.place == last.place
        and step.at - last.at <= _PAUSE
        and touches
        and grows == grew
    )


def _replaced(text: bytes, start: int, old: bytes, new: bytes) -> bytes:
    if text[start : start + len(old)] != old:
        raise ValueError("the history belongs to another text")
    return text[:start] + new + text[start + len(old) :]
