"""The conditions of a query as chips below it, each of which can be taken away."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from curator.gui import icons
from curator.gui.flow_layout import FlowLayout
from curator.gui.theme import set_role, set_trait
from curator.translation import gettext as _

_WIDEST = 260
_CROSS = 24  # pixels at the end of a chip


@dataclass(frozen=True, slots=True)
class Condition:
    """A part of a query as the desk tells it; `start` is -1 where it is chosen at the left."""

    word: str
    text: str
    start: int
    end: int
    negative: bool = False


class ConditionChip(QToolButton):
    """One condition. The cross at its end takes it away, as do Delete and Backspace."""

    removed = Signal(object)
    chosen = Signal(object)
    walked = Signal(int)
    left = Signal()

    def __init__(self, condition: Condition, parent: QWidget) -> None:
        super().__init__(parent)
        self.condition = condition
        self.setObjectName("condition_chip")
        set_role(self, "chip")
        if condition.start < 0:
            set_trait(self, "tone", "info")
        elif condition.negative:
            set_trait(self, "tone", "warning")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Icons stand before texts; the cross belongs behind the condition.
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIcon(icons.icon("close"))
        self.setIconSize(QSize(12, 12))
        self.retranslate()

    def retranslate(self) -> None:
        """Word everything anew in the language of the moment."""
        metrics = self.fontMetrics()
        elided = metrics.elidedText(self.condition.word, Qt.TextElideMode.ElideMiddle, _WIDEST - 50)
        self.setText(elided.replace("&", "&&"))
        self.setToolTip(self.condition.text)
        name = _("{term}, Delete removes it")
        self.setAccessibleName(name.format(term=self.condition.word))

    def sizeHint(self) -> QSize:
        """Return a width that a very long condition may not exceed."""
        size = super().sizeHint()
        return QSize(min(size.width(), _WIDEST), size.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk over the chips, go to the condition in the text, or take it away."""
        key = event.key()
        if key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.removed.emit(self.condition)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.chosen.emit(self.condition)
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self.walked.emit(-1 if key == Qt.Key.Key_Left else 1)
        elif key in {Qt.Key.Key_Escape, Qt.Key.Key_Up}:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take the condition away where the cross was hit, else go to it in the text."""
        super().mouseReleaseEvent(event)
        if not self.rect().contains(event.position().toPoint()):
            return
        if event.position().x() > self.width() - _CROSS:
            self.removed.emit(self.condition)
        else:
            self.chosen.emit(self.condition)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


class ConditionChips(QWidget):
    """All conditions of a query, hidden where there are none."""

    removed = Signal(object)
    chosen = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("condition_chips")
        self._flow = FlowLayout(self, last_width=0)
        self._flow.setContentsMargins(10, 0, 10, 6)
        self._rest = QWidget(self)
        self._flow.addWidget(self._rest)
        self._chips: list[ConditionChip] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    @property
    def chips(self) -> list[ConditionChip]:
        """Return the chips in the order of the conditions."""
        return list(self._chips)

    def show_conditions(self, conditions: Sequence[Condition]) -> None:
        """Show these conditions; one that stays keeps its chip and the focus on it."""
        if [chip.condition for chip in self._chips] == list(conditions):
            return
        focused = next((at for at, chip in enumerate(self._chips) if chip.hasFocus()), None)
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [self._new(at, one) for at, one in enumerate(conditions)]
        self.setVisible(bool(conditions))
        if focused is not None and self._chips:
            self._chips[min(focused, len(self._chips) - 1)].setFocus()
        elif focused is not None:
            self.left.emit()
        self._flow.invalidate()
        self.updateGeometry()

    def _new(self, at: int, condition: Condition) -> ConditionChip:
        chip = ConditionChip(condition, self)
        chip.removed.connect(self.removed)
        chip.chosen.connect(self.chosen)
        chip.walked.connect(self._walk)
        chip.left.connect(self.left)
        self._flow.insert(at, chip)
        chip.show()
        return chip

    def _walk(self, step: int) -> None:
        at = next((at for at, chip in enumerate(self._chips) if chip.hasFocus()), None)
        if at is None:
            return
        if at + step < 0:
            self.left.emit()
        elif at + step < len(self._chips):
            self._chips[at + step].setFocus(Qt.FocusReason.OtherFocusReason)
