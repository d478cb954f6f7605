"""A real view at work in the event loop: waiting for what it paints, and what scrolling costs.

Qt is imported where it is used: a step that needs none must not load it.
"""

import statistics
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from tests.benchmarks.measuring import Figures

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractItemView

TICK = 16  # milliseconds
PATIENCE = 120_000  # milliseconds for one wait


def scroll(view: "QAbstractItemView", waiting: "Waiting", steps: int) -> Figures:
    """Drag the scroll bar from top to bottom; return what that costs the GUI thread."""
    from PySide6.QtCore import QAbstractEventDispatcher, Qt, QTimer

    bar = view.verticalScrollBar()
    turns: list[float] = []
    frames: list[float] = []
    ticks: list[float] = []
    # CPU, not the clock: another program's work is none of this thread's.
    last = [time.thread_time(), time.thread_time()]

    def about_to_block() -> None:
        now = time.thread_time()
        turns.append((now - last[0]) * 1000)
        last[0] = now

    def step() -> None:
        now = time.thread_time()
        frames.append((now - last[1]) * 1000)
        last[1] = now
        ticks.append(time.perf_counter())
        bar.setValue(bar.maximum() * len(ticks) // steps)

    view.scrollToTop()
    waiting.pause(300)
    dispatcher = QAbstractEventDispatcher.instance()
    assert dispatcher is not None
    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.setInterval(TICK)
    timer.timeout.connect(step)
    last[:] = [time.thread_time()] * 2
    dispatcher.aboutToBlock.connect(about_to_block)
    timer.start()
    waiting.until(lambda: len(ticks) > steps, poll=100)
    timer.stop()
    dispatcher.aboutToBlock.disconnect(about_to_block)
    late = [max(0.0, (after - before) * 1000 - TICK) for before, after in pairwise(ticks)]
    frames, busy = frames[1 : steps + 1], [turn for turn in turns if turn > 0.05]
    return {
        "frame median": statistics.median(frames),
        "frame p99": percentile(frames, 0.99),
        "turn p99": percentile(busy, 0.99),
        "turn max": max(busy),
        "late p99": percentile(late, 0.99),
    }


def percentile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


class Waiting:
    """Lets the event loop run until something is so."""

    def __init__(self, view: Any) -> None:
        self._view = view

    def pause(self, milliseconds: int) -> None:
        """Let events come for a while."""
        from PySide6.QtCore import QEventLoop, QTimer

        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def until(self, condition: Callable[[], bool], poll: int = 1) -> None:
        """Let events come until a condition holds, asked every `poll` milliseconds."""
        from PySide6.QtCore import QEventLoop, QTimer

        if condition():
            return
        loop = QEventLoop()
        timer = QTimer()
        timer.setInterval(poll)
        timer.timeout.connect(lambda: loop.quit() if condition() else None)
        timer.start()
        QTimer.singleShot(PATIENCE, loop, loop.quit)
        loop.exec()
        timer.stop()
        assert condition(), "waited in vain"

    def painted(
        self,
        ready: Callable[[], bool],
        *,
        act: Callable[[], None] = lambda: None,
        otherwise: Callable[[], bool] = lambda: False,
    ) -> None:
        """Act and let events come until the view was painted while `ready` held, or `otherwise`."""
        from PySide6.QtCore import QEvent, QObject, QTimer

        seen: list[bool] = []

        class Watcher(QObject):
            def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
                if event.type() == QEvent.Type.Paint and ready():
                    # The filter sees the event before the view does; a timer runs after that.
                    QTimer.singleShot(0, lambda: seen.append(True))
                return False

        watcher = Watcher()
        viewport = self._view.viewport()
        viewport.installEventFilter(watcher)
        act()
        self.until(lambda: bool(seen) or otherwise())
        viewport.removeEventFilter(watcher)
