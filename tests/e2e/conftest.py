"""The real window on a real library, driven by events."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from curator.composition import open_services
from curator.gui.application import make_application, take_down
from curator.gui.theme import Mode, Theme
from curator.gui.window import MainWindow
from curator.services import Services
from curator.settings import SettingsFile


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """Return the application as the program makes it."""
    return make_application()


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    """Return the look of the application."""
    return Theme(qapp, Mode.LIGHT)


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    """Return the services of a new library."""
    with open_services(str(tmp_path / "library" / "library.db")) as opened:
        yield opened


OpenWindow = Callable[..., MainWindow]


@pytest.fixture
def open_window(
    qtbot: QtBot, theme: Theme, services: Services, tmp_path: Path
) -> Iterator[OpenWindow]:
    """Return a way to open a window on the library."""
    opened: list[MainWindow] = []

    def open_one(*, welcomed: bool = True) -> MainWindow:
        settings = SettingsFile(tmp_path / "settings.toml")
        settings.change(welcomed=welcomed)
        memory = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
        window = MainWindow(services, settings, theme, memory, lambda: tmp_path / "sample")
        window.show()
        qtbot.waitExposed(window, timeout=20_000)
        opened.append(window)
        return window

    yield open_one
    for window in opened:
        window.close()
        take_down(window, services)


@pytest.fixture
def window(open_window: OpenWindow) -> MainWindow:
    """Return an open window."""
    return open_window()


def settle(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until no lane has anything to do and nothing waits to be saved."""
    qtbot.waitUntil(
        lambda: not window.tasks.busy and not window.post.sitting.unsaved, timeout=20_000
    )


def drop(target: QWidget, *paths: Path) -> bool:
    """Drag files over a widget and let go of them, as a file manager does."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    middle = target.rect().center()
    actions = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(middle, actions, data, left, none)
    QApplication.sendEvent(target, enter)
    if not enter.isAccepted():
        return False
    # Qt sends the drop to whichever widget accepted the drag: the child, or the window behind it.
    QApplication.sendEvent(target.window(), QDropEvent(QPointF(middle), actions, data, left, none))
    return True
