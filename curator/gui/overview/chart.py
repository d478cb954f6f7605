"""What every chart has: marks to step through, a pointer's words, colours of the theme.

A chart draws marks and says which was chosen; it counts nothing.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QFont,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QToolTip, QWidget

from curator.gui.overview.marks import Mark
from curator.gui.theme import Theme, Token

_Key = Qt.Key


class Chart(QWidget):
    """Marks drawn by hand; arrows step from one to the next, Enter chooses."""

    chosen = Signal(object)
    """The Mark whose posts are wanted."""

    def __init__(self, name: str, theme: Theme) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._theme = theme
        self._title = ""
        self.marks: Sequence[Mark] = ()
        self.current = 0
        self._hovered: int | None = None
        theme.changed.connect(lambda _dark: self.update())

    def show_marks(self, title: str, marks: Sequence[Mark]) -> None:
        """Draw other marks; the one that is stepped on stays where it is there again."""
        here = self.mark
        self._title = title
        self.marks = marks
        labels = (mark.label for mark in marks[: self.shown()])
        known = next(
            (place for place, label in enumerate(labels) if here and label == here.label), None
        )
        self.current = known if known is not None else self.first_place()
        self._hovered = None
        self._tell()
        self.updateGeometry()
        self.update()

    @property
    def mark(self) -> Mark | None:
        """Return the mark that is stepped on."""
        return self.marks[self.current] if self.current < len(self.marks) else None

    def first_place(self) -> int:
        """Return the mark to begin at."""
        return 0

    # What each kind of chart says of itself; Qt's classes cannot be abstract.

    def rect_of(self, place: int) -> QRectF:
        """Return where a mark takes clicks."""
        raise NotImplementedError

    def paint_marks(self, painter: QPainter) -> None:
        """Draw all marks and what stands around them."""
        raise NotImplementedError

    def steps(self) -> dict[Qt.Key, int]:
        """Return how many marks each arrow goes on."""
        raise NotImplementedError

    def shown(self) -> int:
        """Return how many of the marks are drawn."""
        return len(self.marks)

    def place_at(self, x: float, y: float) -> int | None:
        """Return the mark at a point."""
        for place in range(self.shown()):
            if self.rect_of(place).contains(x, y):
                return place
        return None

    # Drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_marks(painter)
        for place, token in ((self._hovered, Token.MUTED), (self._focused(), Token.TEXT)):
            if place is not None:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(self._theme.colour(token), 2))
                painter.drawRoundedRect(self.rect_of(place), 3, 3)
        painter.end()

    def _focused(self) -> int | None:
        return self.current if self.hasFocus() and self.current < self.shown() else None

    # Pointer

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(event.position().x(), event.position().y())
        if place != self._hovered:
            self._hovered = place
            hand = Qt.CursorShape.PointingHandCursor
            self.setCursor(hand if place is not None else Qt.CursorShape.ArrowCursor)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = None
        self.update()
        super().leaveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(event.position().x(), event.position().y())
        if event.button() == Qt.MouseButton.LeftButton and place is not None:
            self._go_to(place)
            self._choose()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self.place_at(event.pos().x(), event.pos().y())
            if place is None:
                QToolTip.hideText()
            else:
                area = self.rect_of(place).toAlignedRect()
                QToolTip.showText(event.globalPos(), self.marks[place].words, self, area)
            return True
        return super().event(event)

    # Keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = _Key(event.key())
        steps = self.steps()
        if key in {_Key.Key_Return, _Key.Key_Enter, _Key.Key_Space}:
            self._choose()
        elif key in steps:
            self._go_to(self.current + steps[key])
        elif key == _Key.Key_Home:
            self._go_to(0)
        elif key == _Key.Key_End:
            self._go_to(self.shown() - 1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _go_to(self, place: int) -> None:
        if 0 <= place < self.shown():
            self.current = place
            self._tell()
            self.update()

    def _choose(self) -> None:
        if (mark := self.mark) is not None:
            self.chosen.emit(mark)

    def _tell(self) -> None:
        """Let screen readers say where the keyboard is."""
        mark = self.mark
        self.setAccessibleName(f"{self._title}. {mark.words}" if mark is not None else self._title)
        if self.hasFocus():
            changed = QAccessibleEvent(self, QAccessible.Event.NameChanged)
            QAccessible.updateAccessibility(changed)


def small(font: QFont) -> QFont:
    """Return a font for what stands around a chart."""
    made = QFont(font)
    made.setPointSizeF(font.pointSizeF() * 0.85)
    return made
