"""A walk through several libraries in one run of the program: `python -m tests.e2e.library_walk FOLDER`.

In a process of its own, because the web engine does not survive that the event loop ends.
"""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu

from curator.composition import open_services
from curator.gui import application
from curator.gui.window import MainWindow
from curator.settings import SettingsFile

Steps = Iterator[Callable[[], bool]]


def fill(library: Path, title: str) -> None:
    file = library.parent / f"{title}.md"
    file.write_text(f"---\ntitle: {title}\n---\nwords\n", "utf-8")
    with open_services(str(library)) as services:
        services.ingest.apply(services.ingest.plan([file]))


def choose(window: MainWindow, name: Path) -> None:
    dialog = window.findChild(QFileDialog, "library_dialog")
    assert dialog is not None
    dialog.setObjectName("answered")
    dialog.fileSelected.emit(str(name))
    dialog.close()


def recent(window: MainWindow) -> QMenu:
    menu = window.actions_by_name["recent_libraries"].menu()
    assert isinstance(menu, QMenu)
    return menu


def opens(menu: QMenu, place: int) -> bool:
    return menu.actions()[place].isEnabled()


def shows(window: MainWindow, library: Path) -> bool:
    return (
        str(library) in window.windowTitle()
        and window.isVisible()
        and window.posts.model.rowCount() == 1
        and not window.tasks.busy
    )


class Walk:
    """Goes on with the steps while the program runs: each waits for its condition."""

    def __init__(self, steps: Steps, windows: list[MainWindow]) -> None:
        self._steps = steps
        self._windows = windows
        self._condition: Callable[[], bool] = lambda: True
        self._patience = 1_200
        self.ended = False
        self._timer = QTimer()
        self._timer.setInterval(50)
        self._timer.timeout.connect(self._step)
        self._timer.start()

    def _step(self) -> None:
        self._patience -= 1
        if self._patience and not self._condition():
            return
        following = next(self._steps, None) if self._patience else None
        if following is None:
            self.ended = self._patience > 0
            self._timer.stop()
            self._windows[-1].close()
            QApplication.exit(0)
        else:
            self._condition = following


def walk_through(folder: Path) -> None:
    """Open another library, a wrong file, a recent one and a new one by the menu."""
    first, second, wrong = (folder / name for name in ("first.db", "second.db", "wrong.db"))
    fill(first, "one")
    fill(second, "two")
    wrong.write_text("no library")
    settings = SettingsFile(folder / "settings.toml")
    settings.change(welcomed=True)
    application.make_application()  # timers need it
    windows: list[MainWindow] = []

    def make(*arguments: Any) -> MainWindow:
        windows.append(MainWindow(*arguments))
        return windows[-1]

    vars(application)["MainWindow"] = make
    said: list[str] = []

    def steps() -> Steps:
        yield lambda: bool(windows) and shows(windows[-1], first)
        window = windows[-1]
        window.actions_by_name["open_library"].trigger()
        choose(window, wrong)
        yield lambda: "no Curator library" in window.notices.text
        window.actions_by_name["open_library"].trigger()
        choose(window, second)
        yield lambda: len(windows) == 2 and shows(windows[-1], second)
        window = windows[-1]
        first.rename(folder / "away.db")
        menu = recent(window)
        menu.aboutToShow.emit()
        yield lambda: not opens(menu, 1)
        assert str(second) in menu.actions()[0].text()
        assert str(first) in menu.actions()[1].text()
        (folder / "away.db").rename(first)
        menu.aboutToShow.emit()
        yield lambda: opens(menu, 1)
        menu.actions()[1].trigger()
        yield lambda: len(windows) == 3 and shows(windows[-1], first)
        windows[-1].actions_by_name["new_library"].trigger()
        choose(windows[-1], folder / "new.db")
        yield lambda: len(windows) == 4 and windows[-1].isVisible()
        said.append("end")

    walk = Walk(steps(), windows)
    assert application.open_window(open_services, str(first), settings) == 0
    assert walk.ended
    assert said == ["end"]
    assert (folder / "new.db").is_file()


if __name__ == "__main__":
    walk_through(Path(sys.argv[1]))
