"""The whole window as a place to drop articles: it lights up and says what will happen.

Watches the window alone: Qt offers a drag to the widget below the mouse first and then to each of its
parents, and no child of the window takes files. (A filter on the whole application would see every
event there is, and crashes PySide6 6.11.3 together with the web engine.)
"""

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from curator.gui.importing.dragged import Dragged, dragged, offer_sentence
from curator.gui.theme import Theme, Token

_DRAGS = {QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop, QEvent.Type.DragLeave}


class DropTarget(QObject):
    """Takes what is dropped anywhere on a window."""

    dropped = Signal(list)
    """Files and folders as paths, links as texts."""
    selection_dropped = Signal(object)
    """A QMimeData with a piece of a page or a text, to be looked at at once."""
    refused = Signal(str)
    """Why nothing came of a drop."""

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self._veil = _Veil(window, theme)
        self._offer = Dragged()
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() not in _DRAGS:
            return False
        if event.type() is QEvent.Type.DragLeave:
            self._veil.hide()
            return False
        assert isinstance(event, QDropEvent)
        if event.source() is not None:
            return False  # the window's own texts on the move
        if event.type() is not QEvent.Type.DragMove:
            self._offer = dragged(event.mimeData())
        if self._offer.nothing:
            return False
        event.setDropAction(Qt.DropAction.CopyAction)  # the files stay where they are
        event.accept()
        if event.type() is QEvent.Type.Drop:
            self._veil.hide()
            self._take(event)
            return True
        self._veil.announce(self._offer)
        if self._offer.refusal is not None and event.type() is QEvent.Type.DragMove:
            event.ignore()  # the mouse shows it; what entered unwanted would get no veil
        return True

    def _take(self, event: QDropEvent) -> None:
        if self._offer.refusal is not None:
            event.ignore()
            self.refused.emit(offer_sentence(self._offer))
        elif self._offer.selection:
            self.selection_dropped.emit(event.mimeData())
        else:
            self.dropped.emit(self._offer.things)


class _Veil(QWidget):
    """Lies over the window while something hovers over it."""

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self._window = window
        self.setObjectName("drop_veil")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._theme = theme
        self._refused = False
        self.hide()

    def announce(self, offer: Dragged) -> None:
        """Say what dropping would do."""
        self._refused = offer.refusal is not None
        self.setAccessibleName(offer_sentence(offer))
        if not self.isVisible():
            self.setGeometry(self._window.rect())
            self.raise_()
            self.show()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        soft, strong, words = (
            (Token.DANGER_SOFT, Token.DANGER, Token.DANGER)
            if self._refused
            else (Token.ACCENT_SOFT, Token.ACCENT, Token.ON_ACCENT_SOFT)
        )
        ground = self._theme.colour(soft)
        ground.setAlpha(238)
        painter.fillRect(self.rect(), ground)
        frame = self.rect().adjusted(18, 18, -18, -18)
        pen = QPen(self._theme.colour(strong), 2.5, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRoundedRect(frame, 14, 14)
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 1.7)
        painter.setFont(font)
        painter.setPen(self._theme.colour(words))
        painter.drawText(
            QRect(frame.adjusted(24, 24, -24, -24)),
            Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap,
            self.accessibleName(),
        )
