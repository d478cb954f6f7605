"""Colours and language as the user chose them, remembered in the settings."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from curator.gui import languages
from curator.gui.notices import NoticeBar
from curator.gui.theme import Mode, Theme
from curator.settings import SettingsFile
from curator.translation import gettext as _


class Appearance(QObject):
    """Switches the theme and the language of one window."""

    def __init__(self, theme: Theme, settings: SettingsFile, notices: NoticeBar) -> None:
        super().__init__()
        self._theme = theme
        self._settings = settings
        self._notices = notices
        self._actions: Mapping[str, QAction] = {}

    def commands(self) -> dict[str, Callable[[], None]]:
        """Return what the menu entries do, by name."""
        themes = {f"theme_{mode.value}": lambda mode=mode: self._show(mode) for mode in Mode}
        tongues = {
            f"language_{name}": lambda code=code: self._speak(code)
            for name, code in languages.CHOICES.items()
        }
        return {**themes, **tongues}

    def check(self, actions: Mapping[str, QAction]) -> None:
        """Mark the entries that are in force, now and after every switch."""
        self._actions = actions
        self._mark()

    def keep(self, **values: Any) -> None:
        """Write settings; where that fails, they hold for this run and a notice says why."""
        try:
            self._settings.change(**values)
        except OSError as error:
            text = _("The settings could not be written: {reason}")
            self._notices.say(text.format(reason=error.strerror), tone="warning")

    def _show(self, mode: Mode) -> None:
        self._theme.set_mode(mode)
        self.keep(theme=mode.value)
        self._mark()

    def _speak(self, code: str) -> None:
        self.keep(language=code)
        self._mark()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        languages.speak(app, code)

    def _mark(self) -> None:
        for mode in Mode:
            self._actions[f"theme_{mode.value}"].setChecked(mode is self._theme.mode)
        for name, code in languages.CHOICES.items():
            chosen = code == self._settings.current.language
            self._actions[f"language_{name}"].setChecked(chosen)
