"""A window that tells when it was shown and painted: Curator's, or a bare one with a web view.

    python watched_window.py bare|curator STARTED SETTLE LIBRARY

Run by path as a process of its own, which imports nothing that a start of the program would not.
STARTED is the monotonic clock when the process was asked for. SETTLE are the milliseconds after
everything is there until memory is read: the web engine's processes take their time. Prints one
line of JSON.
"""

import json
import sys
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QMainWindow, QWidget


class Record:
    """What happened when, in seconds since the process was asked for."""

    def __init__(self, started: float, settle: int) -> None:
        self._started = started
        self.settle = settle
        self.figures: dict[str, float] = {}

    def mark(self, name: str) -> None:
        """Write down the first time that something happens."""
        if f"{name} wall" not in self.figures:
            self.figures[f"{name} wall"] = time.monotonic() - self._started
            self.figures[f"{name} cpu"] = time.process_time()

    def finish(self) -> None:
        """Read the memory of all processes and print everything."""
        import psutil

        from tests.benchmarks.measuring import tree_cpu, tree_memory

        process = psutil.Process()
        self.figures |= tree_memory(process)
        self.figures["tree cpu"] = tree_cpu(process)
        sys.stdout.write(json.dumps(self.figures) + "\n")
        sys.stdout.flush()


class Watcher(QObject):
    """Calls once, after a widget was painted while a condition held."""

    def __init__(
        self, widget: QWidget, done: Callable[[], None], ready: Callable[[], bool]
    ) -> None:
        super().__init__(widget)
        self._done: Callable[[], None] | None = done
        self._ready = ready
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if self._done is not None and event.type() == QEvent.Type.Paint and self._ready():
            # The filter sees the event before the widget does; a timer runs after it was painted.
            QTimer.singleShot(0, self._done)
            self._done = None
        return False


def bare(record: Record) -> int:
    """Show a main window with a web view and nothing else."""
    from PySide6.QtWebEngineWidgets import QWebEngineView
    from PySide6.QtWidgets import QApplication, QLabel

    app = QApplication(["bare"])
    window = QMainWindow()
    view = QWebEngineView()
    label = QLabel("bare")
    window.setCentralWidget(view)
    window.statusBar().addWidget(label)
    window.resize(1540, 940)
    Watcher(label, lambda: record.mark("painted"), lambda: True)
    view.loadFinished.connect(lambda _ok: record.mark("page"))
    view.loadFinished.connect(lambda _ok: QTimer.singleShot(record.settle, finish))

    def finish() -> None:
        record.finish()
        app.quit()

    view.setHtml("<p>bare</p>")
    window.show()
    record.mark("shown")
    code = app.exec()
    page = view.page()
    view.deleteLater()
    page.deleteLater()
    return code


def curator(record: Record, library: str) -> int:
    """Start the program as its command does, with a watched window in the place of its own."""
    import curator.app
    from curator.gui import application
    from curator.gui.post_list.model import PostRole
    from curator.gui.window import MainWindow

    class Watched(MainWindow):
        """The main window, which writes down what happens to it."""

        def __init__(self, *given: Any) -> None:
            super().__init__(*given)
            record.mark("built")
            Watcher(self.posts.field, lambda: record.mark("painted"), lambda: True)
            model = self.posts.model
            there = lambda: model.data(model.index(0, 0), PostRole) is not None  # noqa: E731
            Watcher(self.posts.view.viewport(), self._rows_painted, there)

        def show(self) -> None:
            super().show()
            record.mark("shown")

        def _rows_painted(self) -> None:
            record.mark("rows")
            QTimer.singleShot(record.settle, self._finish)

        def _finish(self) -> None:
            record.finish()
            self.close()

    vars(application)["MainWindow"] = Watched
    sys.argv = ["curator", "--library", library]
    return curator.app.main()


if __name__ == "__main__":
    which, began, pause, file = sys.argv[1:]
    kept = Record(float(began), int(pause))
    sys.exit(bare(kept) if which == "bare" else curator(kept, file))
