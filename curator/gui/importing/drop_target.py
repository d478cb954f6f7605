"""The whole window as a place to drop articles: it lights up and says what will happen.

Watches the window alone: Qt offers a drag to the widget below the mouse first and then to each of its
parents, and no child of the window takes files. (A filter on the whole application would see every
event there is, and crashes PySide6 6.11.3 together with the web engine.)
"""

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QRect, Qt, Signal
from PySide6.QtGui import QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from curator.gui.theme import Theme, Token
from curator.translation import gettext as _
from curator.translation import ngettext

_DRAGS = {QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop, QEvent.Type.DragLeave}


class DropTarget(QObject):
    """Takes files that are dropped anywhere on a window."""

    dropped = Signal(list)
    """Paths of files and folders."""

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self._veil = _Veil(window, theme)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() not in _DRAGS:
            return False
        if event.type() is QEvent.Type.DragLeave:
            self._veil.hide()
            return False
        assert isinstance(event, QDropEvent)
        paths = local_paths(event.mimeData())
        if not paths:
            return False
        event.setDropAction(Qt.DropAction.CopyAction)  # the files stay where they are
        event.accept()
        if event.type() is QEvent.Type.Drop:
            self._veil.hide()
            self.dropped.emit(paths)
        else:
            self._veil.announce(paths)
        return True


def local_paths(data: QMimeData) -> list[Path]:
    """Return the files of this machine that are dragged or copied."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


class _Veil(QWidget):
    """Lies over the window while files hover over it."""

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self._window = window
        self.setObjectName("drop_veil")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._theme = theme
        self._text = ""
        self.hide()

    def announce(self, paths: list[Path]) -> None:
        """Say what dropping would do."""
        folders = sum(1 for path in paths if path.is_dir())
        if folders == len(paths) == 1:
            self._text = _("Import the folder “{name}”").format(name=paths[0].name)
        elif folders:
            self._text = _("Import {number} files and folders").format(number=len(paths))
        else:
            text = ngettext("Import {number} file", "Import {number} files", len(paths))
            self._text = text.format(number=len(paths))
        if not self.isVisible():
            self.setGeometry(self._window.rect())
            self.raise_()
            self.show()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = self._theme.colour(Token.ACCENT_SOFT)
        ground.setAlpha(225)
        painter.fillRect(self.rect(), ground)
        frame = self.rect().adjusted(18, 18, -18, -18)
        pen = QPen(self._theme.colour(Token.ACCENT), 2.5, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRoundedRect(frame, 14, 14)
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 1.7)
        painter.setFont(font)
        painter.setPen(self._theme.colour(Token.ON_ACCENT_SOFT))
        painter.drawText(QRect(frame), Qt.AlignmentFlag.AlignCenter, self._text)
