"""What is to be said about a page: what failed on it, and what only stands in for the real thing.

One quiet row that tells how much there is; opened, a line for each. Lines about the post itself
lead to their place in the text.
"""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from curator.gui import icons
from curator.gui.preview.words import approximation_sentence, problem_sentence
from curator.gui.theme import set_role, set_trait
from curator.services.preview import PageProblem
from curator.translation import gettext as _
from curator.translation import ngettext

_MOST_LINES = 100
_TALLEST = 168


class RemarkStrip(QFrame):
    """Problems and stand-ins of one page."""

    place_requested = Signal(int, int)
    """Line and column of the post's text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preview_remarks")
        set_role(self, "bar")
        self._problems: tuple[PageProblem, ...] = ()
        self._approximations: tuple[str, ...] = ()
        self._head = QToolButton(self)
        self._head.setObjectName("preview_remarks_head")
        self._head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._head.setIconSize(QSize(14, 14))
        self._head.setAutoRaise(True)
        self._head.setStyleSheet("QToolButton { padding: 2px 5px; }")
        self._head.clicked.connect(self._toggle)
        self._lines = QWidget(self)
        self._lines.setObjectName("preview_remarks_lines")
        self._column = QVBoxLayout(self._lines)
        self._column.setContentsMargins(24, 0, 8, 6)
        self._column.setSpacing(1)
        self._area = QScrollArea(self)
        self._area.setObjectName("preview_remarks_area")
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._lines)
        self._area.viewport().setAutoFillBackground(False)
        self._lines.setAutoFillBackground(False)
        self._area.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 2, 8, 2)
        layout.setSpacing(0)
        layout.addWidget(self._head, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._area)
        self.hide()

    @property
    def opened(self) -> bool:
        """Whether the lines are shown."""
        return self._area.isVisibleTo(self)

    def show_remarks(
        self, problems: tuple[PageProblem, ...], approximations: tuple[str, ...]
    ) -> None:
        """Show these in place of the last ones; whether the strip is open stays."""
        if (problems, approximations) == (self._problems, self._approximations):
            return
        self._problems, self._approximations = problems, approximations
        self._fill()

    def sentences(self) -> list[str]:
        """Return what is said, line by line."""
        return [problem_sentence(one) for one in self._problems] + [
            approximation_sentence(code) for code in self._approximations
        ]

    def _fill(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for problem in self._problems[:_MOST_LINES]:
            self._column.addWidget(self._problem_line(problem))
        for code in self._approximations:
            self._column.addWidget(_label(approximation_sentence(code), self._lines))
        self._column.addStretch(1)
        self._word()
        self.setVisible(bool(self._problems or self._approximations))
        self._fit()

    def _problem_line(self, problem: PageProblem) -> QWidget:
        sentence = problem_sentence(problem)
        if problem.file or not problem.line:
            return _label(sentence, self._lines)
        button = _LineButton(sentence, self._lines)
        place = problem.line, problem.column or 1
        button.clicked.connect(lambda: self.place_requested.emit(*place))
        return button

    def _word(self) -> None:
        parts = []
        if self._problems:
            text = ngettext(
                "{number} problem on this page",
                "{number} problems on this page",
                len(self._problems),
            )
            parts.append(text.format(number=len(self._problems)))
        if self._approximations:
            text = ngettext("{number} stand-in", "{number} stand-ins", len(self._approximations))
            parts.append(text.format(number=len(self._approximations)))
        self._head.setText(" · ".join(parts))
        self._head.setIcon(icons.icon("chevron-down" if self.opened else "chevron-right"))
        set_trait(self._head, "tone", "warning" if self._problems else "neutral")
        state = _("Hide what they are") if self.opened else _("Show what they are")
        self._head.setToolTip(state)
        self._head.setAccessibleName(f"{self._head.text()}. {state}")

    def _toggle(self) -> None:
        self._area.setVisible(not self.opened)
        self._word()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the lines anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        margins = self._column.contentsMargins()
        width = max(self.width() - 16 - margins.left() - margins.right(), 80)
        wanted = margins.top() + margins.bottom() + 2
        for at in range(self._column.count()):
            item = self._column.itemAt(at)
            line = item.widget() if item is not None else None
            if line is not None:
                wanted += line.heightForWidth(width) + self._column.spacing()
        self._area.setFixedHeight(min(wanted, _TALLEST))

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._fill()


class _LineButton(QPushButton):
    """A sentence that can be pressed; long ones wrap, which a button's own text does not."""

    def __init__(self, sentence: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("preview_problem")
        set_role(self, "quiet")
        self.setStyleSheet("padding: 0; min-height: 0;")
        self.setAccessibleName(sentence)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.text_label = _label(sentence, self)
        self.text_label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        set_role(self.text_label, "")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 2, 4, 2)
        layout.addWidget(self.text_label)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self.text_label.heightForWidth(width - 8) + 4


def _label(sentence: str, parent: QWidget) -> QLabel:
    label = QLabel(sentence, parent)
    label.setObjectName("preview_remark")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setMinimumWidth(1)
    set_role(label, "small")
    return label
