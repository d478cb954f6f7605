"""The list in a real window: first rows, scrolling, jumps, sorting, filtering.

Against raw SQLite queries for the same numbers and rows, and a plain table of texts in memory.
"""

import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil

from tests.benchmarks import corpora
from tests.benchmarks.measuring import Figures, best, repetitions, run_step, tree_memory
from tests.benchmarks.scrolling import TICK, Waiting, scroll
from tests.benchmarks.tables import Cell, Table, ratio

if TYPE_CHECKING:
    pass

STEPS = 200
SETTLE = 1_500
"""Milliseconds before memory is read: the web engine's processes take their time to start."""
WORDS = ("银行", "茶", "2019", "e", "不存在的词")
"""Filters: frequent and rare, Chinese and Latin, and one that nothing matches."""
NOT_IN_TRASH = "status <> 'trash'"


def run(sizes: Sequence[int], folder: Path) -> Iterator[Table]:
    """Yield a table for each size."""
    # Chromium sometimes keeps a renderer in reserve, which the smallest of a few runs lacks.
    times = repetitions(min(sizes))
    bare = best([run_step(bare_window, folder, settle=SETTLE) for _ in range(times)])
    for count in sizes:
        library = str(corpora.library(folder, count))
        home = str(folder / "browse")
        ours = run_step(browse, folder, library=library, home=home, steps=STEPS, settle=SETTLE)
        plain = run_step(browse_plainly, folder, count=count, steps=STEPS)
        raw = run_step(query, folder, library=library)
        yield table(count, ours, plain, raw)
        yield memory(count, ours, bare)


def table(count: int, ours: Figures, plain: Figures, raw: Figures) -> Table:
    """Return times beside their floors."""
    shown = Table(
        f"list of {count:,} posts, milliseconds", ("", "Curator", "floor", "× floor", "floor is")
    )

    def add(label: str, name: str, floors: Figures | None, what: str) -> None:
        floor = floors[name] if floors is not None else None
        compared = ratio(ours[name], floor) if floor is not None else None
        shown.add(label, ours[name], floor, compared, what)

    add("window made to rows painted", "open", raw, "all numbers by date, 64 rows")
    for name, label in (
        ("frame median", f"GUI thread CPU a frame, {STEPS} jumps, median"),
        ("frame p99", "the same, 99th percentile"),
        ("turn p99", "GUI thread CPU an event-loop turn, 99th percentile"),
        ("turn max", "the same, longest"),
        ("late p99", f"a {TICK} ms tick comes late by, 99th percentile"),
    ):
        add(label, name, plain, "texts in memory, same view")
    add("jump to the end to rows painted", "end", raw, "64 rows by number")
    add("sort by title to rows painted", "sort", raw, "all numbers by title, 64 rows")
    add("filter key to rows painted, median", "filter", raw, "all numbers that match, 64 rows")
    add("the same, longest", "filter max", raw, "")
    shown.notes.append(f"A filter key waits {ours['pause']:.0f} ms for the next one.")
    return shown


def memory(count: int, ours: Figures, bare: Figures) -> Table:
    """Return memory beside that of a bare window."""
    shown = Table(
        f"memory with {count:,} posts, MB",
        ("", "all processes", "over bare", "× bare", "own alone", "over bare", "× bare"),
    )
    shown.add("floor: bare window with web view", bare["memory"], 0.0, 1.0, bare["own"], 0.0, 1.0)
    for ending, label in (("", "Curator, list open"), (" after", "after all of the above")):
        cells: list[Cell] = []
        for name in ("memory", "own"):
            value, floor = ours[name + ending], bare[name]
            cells += [value, value - floor, ratio(value, floor)]
        shown.add(label, *cells)
    return shown


# Steps, each in a process of its own


def browse(library: str, home: str, steps: int, settle: int) -> Figures:
    """Work the list of the real window with the library."""
    from PySide6.QtCore import QEvent, QPoint, QSettings, Qt
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    from curator.composition import open_services
    from curator.domain.listing import ListedPost, SortKey
    from curator.gui.application import make_application, take_down
    from curator.gui.post_list.model import PostRole
    from curator.gui.search import bar
    from curator.gui.theme import Mode, Theme
    from curator.gui.window import MainWindow
    from curator.settings import SettingsFile

    place = Path(home)
    place.mkdir(exist_ok=True)
    figures: Figures = {"pause": float(bar.PAUSE)}
    app = make_application()
    theme = Theme(app, Mode.LIGHT)
    settings = SettingsFile(place / "settings.toml")
    settings.change(welcomed=True)
    (place / "window.ini").unlink(missing_ok=True)
    store = QSettings(str(place / "window.ini"), QSettings.Format.IniFormat)
    process = psutil.Process()
    with open_services(library) as services:
        began = time.perf_counter()
        window = MainWindow(services, settings, theme, store, lambda: place)
        view, model, field = window.posts.view, window.posts.model, window.posts.field

        def rows_there(*, at_end: bool = False) -> Callable[[], bool]:
            def there() -> bool:
                if not model.rowCount():
                    return True
                row = model.rowCount() - 1 if at_end else max(0, view.indexAt(QPoint(5, 5)).row())
                return isinstance(model.data(model.index(row, 0), PostRole), ListedPost)

            return there

        waiting = Waiting(view)
        waiting.painted(lambda: model.rowCount() > 0 and rows_there()(), act=window.show)
        figures["open"] = (time.perf_counter() - began) * 1000
        waiting.until(lambda: not window.tasks.busy)
        waiting.pause(settle)
        figures |= tree_memory(process)
        figures |= scroll(view, waiting, steps)
        waiting.until(lambda: not window.tasks.busy)

        view.scrollToTop()
        waiting.pause(300)
        began = time.perf_counter()
        waiting.painted(rows_there(at_end=True), act=view.scrollToBottom)
        figures["end"] = (time.perf_counter() - began) * 1000

        # From here on what is painted must be what was asked for, not what was there before.
        orders = [0]
        model.reordered.connect(lambda: orders.append(orders[-1] + 1))

        def asked_anew(act: Callable[[], None]) -> float:
            known = orders[-1]
            there = rows_there()
            started = time.perf_counter()
            waiting.painted(
                lambda: orders[-1] > known and there(),
                act=act,
                otherwise=lambda: orders[-1] > known and model.rowCount() == 0,
            )
            return (time.perf_counter() - started) * 1000

        def typed(text: str) -> None:
            key, none = Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier
            QApplication.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, key, none, text))

        by_title = partial(view.header.order_by, SortKey.TITLE, further=False)
        figures["sort"] = asked_anew(by_title)
        waiting.until(lambda: not window.tasks.busy)
        times = []
        for word in WORDS:
            field.setFocus()
            for key in word:
                times.append(asked_anew(partial(typed, key)))
                waiting.until(lambda: not window.tasks.busy)
            asked_anew(field.clear)
            waiting.until(lambda: not window.tasks.busy)
        figures["filter"], figures["filter max"] = statistics.median(times), max(times)
        waiting.pause(500)
        after = tree_memory(process)
        figures |= {f"{name} after": value for name, value in after.items()}
        window.close()
        take_down(window, services)
    return figures


def browse_plainly(count: int, steps: int) -> Figures:
    """Scroll a table view of the same shape over texts that are all in memory."""
    from PySide6.QtCore import QAbstractTableModel, Qt
    from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView

    class Texts(QAbstractTableModel):
        def rowCount(self, _parent: Any = None) -> int:
            return count

        def columnCount(self, _parent: Any = None) -> int:
            return 4

        def data(self, index: Any, role: int = 0) -> object:
            if role != Qt.ItemDataRole.DisplayRole:
                return None
            return (
                f"{index.row()} 茶业指数报价环比上涨" if index.column() == 0 else "2021-01-01 10:00"
            )

    app = QApplication(["plain"])
    view = QTableView()
    model = Texts()
    view.setModel(model)
    view.resize(500, 850)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    rows = view.verticalHeader()
    rows.hide()
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    rows.setDefaultSectionSize(view.fontMetrics().height() + 14)
    view.show()
    waiting = Waiting(view)
    waiting.pause(500)
    figures = scroll(view, waiting, steps)
    view.close()
    app.quit()
    return figures


def bare_window(settle: int) -> Figures:
    """Return the memory of a window with a web view and nothing else."""
    from PySide6.QtWebEngineWidgets import QWebEngineView
    from PySide6.QtWidgets import QApplication, QMainWindow

    app = QApplication(["bare"])
    window = QMainWindow()
    view = QWebEngineView()
    window.setCentralWidget(view)
    window.resize(1540, 940)
    waiting = Waiting(window)
    loaded: list[bool] = []
    view.loadFinished.connect(loaded.append)
    view.setHtml("<p>bare</p>")
    window.show()
    waiting.until(lambda: bool(loaded))
    waiting.pause(settle)
    figures = tree_memory(psutil.Process())
    page = view.page()
    view.deleteLater()
    page.deleteLater()
    app.quit()
    return figures


def query(library: str) -> Figures:
    """Ask SQLite itself for the same numbers and rows; milliseconds, best of five."""
    connection = sqlite3.connect(library)

    def numbers(where: str, order: str) -> list[int]:
        statement = f"SELECT id FROM posts WHERE {where} ORDER BY {order}"
        return [number for (number,) in connection.execute(statement)]

    def rows(ids: list[int]) -> None:
        marks = ", ".join("?" * len(ids))
        statement = (
            "SELECT posts.*, (SELECT min(path) FROM placements WHERE post_id = posts.id) "
            f"FROM posts WHERE id IN ({marks})"
        )
        connection.execute(statement, ids).fetchall()

    def timed(act: Callable[[], object]) -> float:
        times = []
        for _ in range(5):
            began = time.perf_counter()
            act()
            times.append(time.perf_counter() - began)
        return min(times) * 1000

    newest = "date DESC, id DESC"
    last = numbers(NOT_IN_TRASH, newest)[-64:]

    def match(start: str) -> None:
        rows(numbers(f"folded LIKE '%{start}%' AND {NOT_IN_TRASH}", "folded, id")[:64])

    starts = [word[: at + 1] for word in WORDS for at in range(len(word))]
    filters = [timed(partial(match, start)) for start in starts]
    figures = {
        "open": timed(lambda: rows(numbers(NOT_IN_TRASH, newest)[:64])),
        "end": timed(lambda: rows(last)),
        "sort": timed(lambda: rows(numbers(NOT_IN_TRASH, "folded, id")[:64])),
        "filter": statistics.median(filters),
        "filter max": max(filters),
    }
    connection.close()
    return figures
