"""Starting Qt, opening the window, and what happens when something breaks."""

import logging
import os
import shutil
import sys
import traceback
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from curator import paths, resources
from curator.domain.errors import CuratorError
from curator.gui import garbage, languages
from curator.gui.preview.pane import register_scheme
from curator.gui.theme import Mode, Theme
from curator.gui.window import MainWindow
from curator.sentences import error_sentence
from curator.services import Services
from curator.settings import SettingsFile
from curator.translation import gettext as _

OpenServices = Callable[[str | None], AbstractContextManager[Services]]

SWITCH_SECONDS = 0.001
"""So long may another thread's work keep the window from going on; Python's own 5 ms, several times in
a row where several lanes work, are seen."""
_STARTED = 4_000  # milliseconds after which all that a start loads is there

_log = logging.getLogger("curator")


def make_application() -> QApplication:
    """Return Qt's application, with what must be set before it exists."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    # The wheel has no fcitx plugin; fcitx answers as ibus, so that Chinese can be typed.
    if os.environ.get("QT_IM_MODULE", "").startswith("fcitx"):
        os.environ["QT_IM_MODULE"] = "ibus"
    register_scheme()
    QApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    app = QApplication(["curator"])
    app.setApplicationName("curator")
    app.setApplicationDisplayName("Curator")
    app.setDesktopFileName("curator")
    return app


def open_window(open_services: OpenServices, location: str | None, settings: SettingsFile) -> int:
    """Open a library in a window and stay until it is closed; return the exit code."""
    if (refused := refuse_without_screen()) is not None:
        return refused
    app = make_application()
    sys.excepthook = _report_crash
    languages.speak(app, settings.current.language)
    theme = Theme(app, _theme_mode(settings.current.theme))
    windows = _Windows(app, open_services, settings, theme)
    try:
        windows.open(location)
    except CuratorError as error:
        return _refuse(error)
    code = app.exec()
    windows.shut()
    return code


class _Windows:
    """One window after the other, each with a library of its own, in one run of the event loop.

    The web engine does not survive that a loop ends and another one begins.
    """

    def __init__(
        self, app: QApplication, open_services: OpenServices, settings: SettingsFile, theme: Theme
    ) -> None:
        self._app = app
        self._open_services = open_services
        self._settings = settings
        self._theme = theme
        self._memory = QSettings(str(paths.window_file()), QSettings.Format.IniFormat)
        self._held = ExitStack()
        self._services: Services | None = None
        self._window: MainWindow | None = None
        self._wanted = ""

    def open(self, location: str | None) -> MainWindow:
        """Open a library and show its window; raises CuratorError."""
        services = self._held.enter_context(self._open_services(location))
        window = MainWindow(
            services, self._settings, self._theme, self._memory, copy_sample, self.go_to
        )
        self._services, self._window = services, window
        window.show()
        sys.setswitchinterval(SWITCH_SECONDS)
        QTimer.singleShot(_STARTED, window, garbage.spare_what_stays)
        return window

    def shut(self) -> None:
        """Take the closed window down and close its library."""
        if self._window is not None and self._services is not None:
            take_down(self._window, self._services)
        self._window = self._services = None
        self._held.close()

    def go_to(self, name: str) -> None:
        """Close the window, which stores what it has, and open one on another library."""
        self._wanted = name
        QTimer.singleShot(0, self._change)  # whoever asks is a part of the window

    def _change(self) -> None:
        if self._window is None or self._services is None:
            return
        left = self._services.library.name
        self._app.setQuitOnLastWindowClosed(False)
        self._window.close()
        self.shut()
        try:
            self._open_or_return(left)
        except CuratorError as error:
            self._app.exit(_refuse(error))
        self._app.setQuitOnLastWindowClosed(True)

    def _open_or_return(self, left: str) -> None:
        try:
            self.open(self._wanted)
        except CuratorError as error:
            self.open(left).notices.say(error_sentence(error), tone="danger")


def refuse_without_screen() -> int | None:
    """Say that there is no screen and return the exit code; None where there is one."""
    if has_screen():
        return None
    text = _("There is no screen to open the window on; `curator --help` lists the commands.")
    print(text, file=sys.stderr)  # noqa: T201  the only place left to say it
    return 2


def has_screen() -> bool:
    """Tell whether a window can be shown; Qt itself would end the process with a core dump."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def take_down(window: MainWindow, services: Services) -> None:
    """End a closed window at once: the web engine complains where Python's exit does it."""
    services.preview.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def copy_sample() -> Path:
    """Return the user's own copy of the sample site, made where there is none yet."""
    target = paths.sample_site()
    if not (target / "_config.yml").is_file():
        shutil.copytree(resources.path("sample-site"), target, dirs_exist_ok=True)
    return target


def _theme_mode(name: str) -> Mode:
    return Mode(name) if name in list(Mode) else Mode.SYSTEM


def _refuse(error: CuratorError) -> int:
    """Say why the window cannot open: on the terminal, and in a box for who has none."""
    text = error_sentence(error)
    print(text, file=sys.stderr)  # noqa: T201  for whoever started it from a terminal
    box = QMessageBox(QMessageBox.Icon.Critical, "Curator", text)
    box.setObjectName("cannot_open")
    box.exec()
    return 2


def _report_crash(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Show a bug with a report to copy; the program goes on, as what was typed is on the disk."""
    report = "".join(traceback.format_exception(kind, error, trace))
    _log.critical("crash\n%s", report)
    sys.__stderr__.write(report) if sys.__stderr__ else None
    box = QMessageBox(QMessageBox.Icon.Critical, "Curator", _("Something went wrong in Curator."))
    box.setObjectName("crash_report")
    box.setInformativeText(
        _("What you typed is kept. The details below help to mend the fault; copy them.")
    )
    box.setDetailedText(report)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
