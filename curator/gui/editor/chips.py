"""The parts of a control for terms: its frame, its chips and its input."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QFrame, QToolButton, QWidget

from curator.gui import icons
from curator.gui.editor.line_input import LineInput, PaneKeys
from curator.gui.theme import set_role
from curator.translation import gettext as _

_WIDEST_CHIP = 260


class InputFrame(QFrame):
    """A frame that looks like a line edit around several widgets."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground and border; the border tells the focus."""
        focus = self.focusWidget()
        focused = focus is not None and focus.hasFocus()
        palette = self.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(palette.accent().color() if focused else palette.dark().color())
        painter.setBrush(palette.base() if self.isEnabled() else palette.window())
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Give the keys to the input, wherever the frame is hit."""
        super().mousePressEvent(event)
        if control := self.parentWidget():
            control.setFocus(Qt.FocusReason.MouseFocusReason)


class Chip(QToolButton):
    """One term. The cross at its end removes it, as do Delete and Backspace."""

    removed = Signal(str)
    walked = Signal(int)
    left = Signal()

    def __init__(self, term: str, parent: QWidget, *, removable: bool) -> None:
        super().__init__(parent)
        self.term = term
        self._removable = removable
        self.setObjectName("chip")
        set_role(self, "chip")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        # Icons stand before texts; the cross belongs behind the term.
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        if removable:
            self.setIcon(icons.icon("close"))
            self.setIconSize(QSize(12, 12))
        self._label()

    def sizeHint(self) -> QSize:
        """Return a width that a very long term may not exceed."""
        size = super().sizeHint()
        return QSize(min(size.width(), _WIDEST_CHIP), size.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk over the chips, or remove this one."""
        key = event.key()
        if key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and self._removable:
            self.removed.emit(self.term)
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self.walked.emit(-1 if key == Qt.Key.Key_Left else 1)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Remove the term where the cross was hit."""
        super().mouseReleaseEvent(event)
        inside = self.rect().contains(event.position().toPoint())
        if self._removable and inside and event.position().x() > self.width() - 24:
            self.removed.emit(self.term)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._label()

    def _label(self) -> None:
        metrics = self.fontMetrics()
        text = metrics.elidedText(self.term, Qt.TextElideMode.ElideMiddle, _WIDEST_CHIP - 50)
        self.setText(text.replace("&", "&&"))
        self.setToolTip(self.term)
        name = _("{term}, Delete removes it") if self._removable else "{term}"
        self.setAccessibleName(name.format(term=self.term))


class TermInput(LineInput):
    """The input behind the chips."""

    composed = Signal()
    """A word is being composed: completions wait."""
    walked_back = Signal()

    def __init__(self, keys: PaneKeys, frame: QFrame) -> None:
        super().__init__(keys, frame, pending=True)
        self._frame = frame
        # The frame around it stands for the whole control.
        self.setStyleSheet("border: none; padding: 0 3px; min-height: 0; background: transparent;")

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Close completions while a word is composed."""
        super().inputMethodEvent(event)
        if self.composing:
            self.composed.emit()

    def handle_key(self, event: QKeyEvent) -> bool:
        """Walk back into the chips from an empty input."""
        back = event.key() in {Qt.Key.Key_Backspace, Qt.Key.Key_Left}
        if back and not self.text() and not self.isReadOnly():
            self.walked_back.emit()
            return True
        return super().handle_key(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Let the frame show the focus."""
        super().focusInEvent(event)
        self._frame.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Let the frame show that the focus went."""
        super().focusOutEvent(event)
        self._frame.update()
