"""A desk for tests of one feature: real parts around an empty window, and what was asked of it."""

from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from curator.domain.post import PostId
from curator.gui.desk import Desk
from curator.gui.events import Events
from curator.gui.job_bar import JobBar
from curator.gui.notices import NoticeBar
from curator.gui.tasks import TaskRunner
from curator.gui.theme import Mode, Theme
from curator.services import Services
from curator.settings import SettingsFile


class Workplace:
    """`desk` for a feature; `shown`, `chosen` and `undone` say what it asked of its window."""

    def __init__(self, services: Services, folder: Path, qtbot: QtBot, qapp: QApplication) -> None:
        parent = QWidget()
        qtbot.addWidget(parent)
        jobs = JobBar()
        jobs.setParent(parent)
        self.shown: list[tuple[PostId, int]] = []
        self.chosen: list[PostId] = []
        self.undone = 0
        self.desk = Desk(
            parent,
            services,
            SettingsFile(folder / "settings.toml"),
            QSettings(str(folder / "memory.ini"), QSettings.Format.IniFormat),
            Theme(qapp, Mode.LIGHT),
            TaskRunner(parent),
            Events(parent),
            NoticeBar(parent),
            jobs,
            chosen=lambda: list(self.chosen),
            show_post=self._show,
            finish_typing=lambda: None,
            undo=self._undo,
            redo=lambda: None,
        )

    def _show(self, post: PostId, line: int = 0) -> None:
        self.shown.append((post, line))

    def _undo(self) -> None:
        self.desk.services.undoing.undo()
        self.undone += 1
