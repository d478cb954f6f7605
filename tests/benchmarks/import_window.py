"""The window while many small mails are taken in: how long its event loop is kept from its next turn.

Against the same window at rest. The work's clock and the thread's own CPU are told apart: other programs
on a busy machine make the one longer and not the other.
"""

import gc
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from tests.benchmarks import corpora, intake_files
from tests.benchmarks.measuring import Figures, run_step
from tests.benchmarks.tables import Table, ratio

TICK = 16  # milliseconds
REST = 2_000
"""Milliseconds for which the window at rest is watched."""
PATIENCE = 1_800  # seconds


def run(sizes: Sequence[int], folder: Path) -> Iterator[Table]:
    """Yield a table for each number of mails."""
    for count in sizes:
        place = intake_files.mails(folder / "intake" / f"mails-{count}", count)
        library = folder / "window.db"
        corpora.remove_library(library)
        figures = run_step(
            take_in, folder, place=str(place), library=str(library), home=str(folder / "importing")
        )
        corpora.remove_library(library)
        yield table(count, figures)


def table(count: int, figures: Figures) -> Table:
    """Return what the window did meanwhile beside what it does at rest."""
    shown = Table(
        f"window during an import of {count:,} mails, milliseconds",
        ("", "importing", "at rest", "× at rest"),
    )
    for name, label in (
        ("turn median", "a turn of the event loop, median"),
        ("turn p99", "the same, 99th percentile"),
        ("turn max", "the same, longest"),
        ("cpu p99", "GUI thread CPU a turn, 99th percentile"),
        ("cpu max", "the same, longest"),
        ("late median", f"a {TICK} ms tick comes late by, median"),
        ("late p99", "the same, 99th percentile"),
        ("late max", "the same, longest"),
    ):
        ours, rest = figures[f"importing {name}"], figures[f"rest {name}"]
        shown.add(label, ours, rest, ratio(ours, rest))
    shown.notes.append(f"{count / figures['seconds']:.0f} mails/s in {figures['seconds']:.1f} s.")
    shown.notes.append(
        f"Collecting garbage: {figures['gc runs']:.0f} full runs, the longest {figures['gc max']:.0f} ms."
    )
    return shown


def take_in(place: str, library: str, home: str) -> Figures:
    """Take mails in through the window and watch its event loop."""
    from PySide6.QtCore import QSettings

    from curator.composition import open_services
    from curator.gui import garbage
    from curator.gui.application import SWITCH_SECONDS, make_application, take_down
    from curator.gui.theme import Mode, Theme
    from curator.gui.window import MainWindow
    from curator.settings import SettingsFile

    where = Path(home)
    where.mkdir(exist_ok=True)
    settings = SettingsFile(where / "settings.toml")
    settings.change(welcomed=True)
    (where / "window.ini").unlink(missing_ok=True)
    app = make_application()
    theme = Theme(app, Mode.LIGHT)
    store = QSettings(str(where / "window.ini"), QSettings.Format.IniFormat)
    pauses: list[float] = []
    begun = [0.0]

    def collecting(phase: str, info: dict[str, int]) -> None:
        if info["generation"] < 2:
            return
        if phase == "start":
            begun[0] = time.perf_counter()
        else:
            pauses.append((time.perf_counter() - begun[0]) * 1000)

    with open_services(library) as services:
        window = MainWindow(services, settings, theme, store, lambda: where)
        window.show()
        _until(lambda: not window.tasks.busy)
        _pause(1_000)
        garbage.spare_what_stays()
        sys.setswitchinterval(SWITCH_SECONDS)
        with _Watched() as rest:
            _pause(REST)
        gc.callbacks.append(collecting)
        started = time.perf_counter()
        with _Watched() as importing:
            window.take_in([Path(place)])
            _until(lambda: not window.tasks.busy)
        seconds = time.perf_counter() - started
        gc.callbacks.remove(collecting)
        window.close()
        take_down(window, services)
    figures = {
        "seconds": seconds,
        "gc runs": float(len(pauses)),
        "gc max": max(pauses, default=0.0),
    }
    return figures | importing.figures("importing") | rest.figures("rest")


def _pause(milliseconds: int) -> None:
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _until(condition: Callable[[], bool]) -> None:
    limit = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < limit, "waited in vain"
        _pause(50)


class _Watched:
    """Writes down the turns of the event loop and the ticks of a timer."""

    def __init__(self) -> None:
        from PySide6.QtCore import QAbstractEventDispatcher, Qt, QTimer

        self._turns: list[float] = []
        self._cpu: list[float] = []
        self._ticks: list[float] = []
        self._last = (0.0, 0.0)
        dispatcher = QAbstractEventDispatcher.instance()
        assert dispatcher is not None
        self._dispatcher = dispatcher
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(lambda: self._ticks.append(time.perf_counter()))

    def __enter__(self) -> "_Watched":
        self._awake()
        self._dispatcher.awake.connect(self._awake)
        self._dispatcher.aboutToBlock.connect(self._asleep)
        self._timer.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._timer.stop()
        self._dispatcher.awake.disconnect(self._awake)
        self._dispatcher.aboutToBlock.disconnect(self._asleep)

    def figures(self, name: str) -> Figures:
        """Return milliseconds under names that begin with one."""
        late = [max(0.0, (after - before) * 1000 - TICK) for before, after in pairwise(self._ticks)]
        told = {"turn": self._turns, "cpu": self._cpu, "late": late}
        figures: Figures = {}
        for what, values in told.items():
            ordered = sorted(values) or [0.0]
            figures[f"{name} {what} median"] = statistics.median(ordered)
            figures[f"{name} {what} p99"] = ordered[len(ordered) * 99 // 100]
            figures[f"{name} {what} max"] = ordered[-1]
        return figures

    def _awake(self) -> None:
        self._last = time.perf_counter(), time.thread_time()

    def _asleep(self) -> None:
        wall, cpu = self._last
        self._turns.append((time.perf_counter() - wall) * 1000)
        self._cpu.append((time.thread_time() - cpu) * 1000)
