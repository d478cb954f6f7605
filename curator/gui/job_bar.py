"""Long work in the status bar: what runs, how far it is, and a way to stop it."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QWidget

from curator.gui import icons
from curator.gui.tasks import Task
from curator.translation import gettext as _

_PATIENCE = 300  # milliseconds before work counts as long


class ProgressRelay(QObject):
    """Brings progress from a lane to the GUI thread, where it must be made."""

    moved = Signal(int, int)

    def __call__(self, done: int, total: int) -> None:
        """Report from any thread."""
        self.moved.emit(done, total)


class JobBar(QWidget):
    """Shows the newest long job."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("job_bar")
        self._label = QLabel()
        self._label.setObjectName("job_label")
        self._bar = QProgressBar()
        self._bar.setObjectName("job_progress")
        self._bar.setFixedWidth(160)
        self._bar.setTextVisible(False)
        self._cancel = QToolButton()
        self._cancel.setObjectName("job_cancel")
        self._cancel.setIcon(icons.icon("close"))
        self._cancel.setAutoRaise(True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._label)
        layout.addWidget(self._bar)
        layout.addWidget(self._cancel)
        self._task: Task | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE)
        self._patience.timeout.connect(self._appear)
        self._cancel.clicked.connect(self._stop)
        self.retranslate()
        self.hide()

    def follow(self, task: Task, label: str, relay: ProgressRelay) -> None:
        """Show a job from now until `release`."""
        self._task = task
        self._label.setText(label)
        self._bar.setAccessibleName(label)
        self._bar.setRange(0, 0)
        self._cancel.setEnabled(True)
        relay.moved.connect(self._move)
        self._patience.start()

    def release(self) -> None:
        """The job is over."""
        self._task = None
        self._patience.stop()
        self.hide()

    def retranslate(self) -> None:
        """Word everything anew in the language of the moment."""
        self._cancel.setToolTip(_("Stop"))
        self._cancel.setAccessibleName(_("Stop this work"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _appear(self) -> None:
        if self._task is not None and not self._task.finished:
            self.show()

    def _move(self, done: int, total: int) -> None:
        if total:
            self._bar.setRange(0, total)
            self._bar.setValue(done)

    def _stop(self) -> None:
        if self._task is not None:
            self._cancel.setEnabled(False)
            self._task.cancel()
