"""The query language on one page: examples to read, and to take over."""

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from curator.gui.search.wording import examples
from curator.gui.theme import set_role
from curator.translation import gettext as _


class LanguagePage(QFrame):
    """A popover with examples; choosing one puts it into the field."""

    taken = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("query_language")
        set_role(self, "card")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        heading = QLabel(_("How to find posts"))
        set_role(heading, "heading")
        layout.addWidget(heading)
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(4)
        for row, (text, meaning) in enumerate(examples()):
            example = QPushButton(text.replace("&", "&&"))
            example.setObjectName("query_example")
            example.setAccessibleDescription(meaning)
            set_role(example, "quiet")
            example.setStyleSheet("text-align: left;")
            example.clicked.connect(lambda _checked=False, text=text: self._take(text))
            word = QLabel(meaning)
            word.setWordWrap(True)
            word.setMinimumWidth(330)
            set_role(word, "muted")
            grid.addWidget(example, row, 0)
            grid.addWidget(word, row, 1)
        grid.setColumnStretch(1, 1)
        layout.addLayout(grid)
        note = QLabel(
            _(
                "Case and width make no difference. The same language works after “curator list” "
                "and in saved searches."
            )
        )
        note.setWordWrap(True)
        set_role(note, "small")
        layout.addWidget(note)

    def show_below(self, widget: QWidget) -> None:
        """Open below a widget, inside its screen."""
        self.adjustSize()
        place = widget.mapToGlobal(QPoint(widget.width() - self.width(), widget.height() + 4))
        screen = widget.screen().availableGeometry()
        x = min(max(place.x(), screen.left() + 8), screen.right() - self.width() - 8)
        y = min(place.y(), max(screen.bottom() - self.height() - 8, screen.top()))
        self.move(x, y)
        self.show()
        first = self.findChild(QPushButton, "query_example")
        if isinstance(first, QPushButton):
            first.setFocus()

    def _take(self, text: str) -> None:
        self.close()
        self.taken.emit(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk over the examples by the arrow keys."""
        steps = {Qt.Key.Key_Down: True, Qt.Key.Key_Up: False}
        if event.key() in steps:
            self.focusNextPrevChild(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Close when the language changes: the next one is made in the new one."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.close()
