"""What is wrong with a whole text, in lines under its front matter, each with a way out."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from curator.gui.theme import set_role, set_trait


@dataclass(frozen=True)
class Remark:
    """One sentence; `tone` is one of the theme's, `act` is what the button does."""

    sentence: str
    tone: str
    button: str = ""
    act: Callable[[], None] | None = None


class ProblemStrip(QWidget):
    """Remarks one below the other; no room is taken where there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("problem_strip")
        self._remarks: list[Remark] = []
        self._lines: list[_RemarkLine] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(12, 6, 12, 8)
        self._layout.setSpacing(6)
        self.hide()

    def show_remarks(self, remarks: list[Remark]) -> None:
        """Show these remarks in place of the last ones; new ones are spoken as well."""
        known = {remark.sentence for remark in self._remarks}
        self._remarks = list(remarks)
        for remark in remarks:
            if remark.sentence not in known:
                QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, remark.sentence))
        for line in self._lines[len(remarks) :]:
            self._layout.removeWidget(line)
            line.hide()
            line.deleteLater()
        del self._lines[len(remarks) :]
        while len(self._lines) < len(remarks):
            self._lines.append(_RemarkLine(self))
            self._layout.addWidget(self._lines[-1])
            self._lines[-1].show()
        for line, remark in zip(self._lines, remarks, strict=True):
            line.show_remark(remark)
        self.setVisible(bool(remarks))

    def sentences(self) -> list[str]:
        """Return what is said, for tests and for screen readers."""
        return [line.text.text() for line in self._lines]


class _RemarkLine(QFrame):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        set_role(self, "notice")
        self._act: Callable[[], None] | None = None
        self.text = QLabel(self)
        self.text.setObjectName("problem_text")
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.button = QPushButton(self)
        self.button.setObjectName("problem_button")
        set_role(self.button, "quiet")
        self.button.setStyleSheet("padding: 0 6px; min-height: 22px;")
        self.button.clicked.connect(self._answer)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 5, 6, 5)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)

    def show_remark(self, remark: Remark) -> None:
        set_trait(self, "tone", remark.tone)
        self.text.setText(remark.sentence)
        self._act = remark.act
        self.button.setText(remark.button)
        self.button.setVisible(bool(remark.button))

    def _answer(self) -> None:
        if self._act is not None:
            self._act()
