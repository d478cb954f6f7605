"""Search in one source editor, above its text."""

import re
from bisect import bisect_right

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QTextEdit,
    QToolButton,
    QWidget,
)

from curator.gui import icons
from curator.gui.editor.colours import is_dark
from curator.gui.editor.lossless_text import units
from curator.gui.editor.source_edit import SourceEdit
from curator.gui.theme import Token, colour, set_role, set_trait
from curator.translation import gettext as _

_MOST_MARKED = 1_000


class FindBar(QFrame):
    """A search field with the number of matches; Enter and Shift+Enter walk over them."""

    closed = Signal()

    def __init__(self, editor: SourceEdit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("find_bar")
        set_role(self, "bar")
        self._editor = editor
        self._matches: list[tuple[int, int]] = []
        self.line = _FindLine(self)
        self.line.setObjectName("find_field")
        set_role(self.line, "search")
        self.match_case = QCheckBox(self)
        self.match_case.setObjectName("find_match_case")
        self.count = QLabel(self)
        self.count.setObjectName("find_count")
        set_role(self.count, "small")
        self.previous = self._button("chevron-up", "find_previous")
        self.next = self._button("chevron-down", "find_next")
        self.close_button = self._button("close", "find_close")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 5, 8, 5)
        layout.setSpacing(4)
        layout.addWidget(self.line, 1)
        layout.addSpacing(4)
        layout.addWidget(self.count)
        layout.addSpacing(4)
        layout.addWidget(self.previous)
        layout.addWidget(self.next)
        layout.addSpacing(6)
        layout.addWidget(self.match_case)
        layout.addSpacing(4)
        layout.addWidget(self.close_button)
        self.line.textChanged.connect(self._search)
        self.line.next_requested.connect(self.go_next)
        self.line.previous_requested.connect(self.go_previous)
        self.line.given_up.connect(self.close_bar)
        self.match_case.toggled.connect(self._search)
        self.next.clicked.connect(self.go_next)
        self.previous.clicked.connect(self.go_previous)
        self.close_button.clicked.connect(self.close_bar)
        self._editor.textChanged.connect(self._search_again)
        self.retranslate()
        self.hide()

    def open_bar(self) -> None:
        """Show the bar; what is selected in the text is what is looked for."""
        selected = self._editor.textCursor().selectedText()
        if selected and "\u2029" not in selected:
            self.line.setText(selected)
        self.show()
        self.line.selectAll()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search()

    def close_bar(self) -> None:
        """Hide the bar and go back to the text."""
        self.hide()
        self._matches = []
        self._editor.setExtraSelections([])
        self._editor.setFocus()
        self.closed.emit()

    def go_next(self) -> None:
        """Select the next match, from the end again at the start."""
        position = self._editor.textCursor().selectionEnd()
        self._select(next((m for m in self._matches if m[0] >= position), None), 0)

    def go_previous(self) -> None:
        """Select the match before, from the start again at the end."""
        position = self._editor.textCursor().selectionStart()
        before = [match for match in self._matches if match[1] <= position]
        self._select(before[-1] if before else None, -1)

    def retranslate(self) -> None:
        """Word everything anew in the language of the moment."""
        self.line.setPlaceholderText(_("Find in the text"))
        self.line.setAccessibleName(_("Find in the text"))
        self.match_case.setText(_("Match case"))
        for button, name in (
            (self.previous, _("Previous match (Shift+Enter)")),
            (self.next, _("Next match (Enter)")),
            (self.close_button, _("Close the search (Esc)")),
        ):
            button.setToolTip(name)
            button.setAccessibleName(name)

    def changeEvent(self, event: QEvent) -> None:
        """Mark the matches in the colours of the moment."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.isVisible():
            self._mark()

    def _button(self, icon: str, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setIcon(icons.icon(icon))
        return button

    def _select(self, match: tuple[int, int] | None, otherwise: int) -> None:
        if not self._matches:
            return
        start, end = match or self._matches[otherwise]
        cursor = self._editor.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self._editor.setTextCursor(cursor)
        self._editor.ensureCursorVisible()
        self._show_count()

    def _search_again(self) -> None:
        if self.isVisible():
            self._matches = self._find()
            self._mark()
            self._show_count()

    def _search(self) -> None:
        self._matches = self._find()
        self._mark()
        position = self._editor.textCursor().selectionStart()
        if self._matches:
            self._select(next((m for m in self._matches if m[0] >= position), None), 0)
        self._show_count()

    def _find(self) -> list[tuple[int, int]]:
        wanted = units(self.line.text())
        if not wanted:
            return []
        text, breaks = self._editor.searchable()
        flags = re.NOFLAG if self.match_case.isChecked() else re.IGNORECASE
        found = [match.span() for match in re.finditer(re.escape(wanted), text, flags)]
        if not breaks:
            return found
        # Extra paragraph ends are not in the searched text, but in the document.
        before = [at - index for index, at in enumerate(breaks)]
        return [
            (start + bisect_right(before, start), end + bisect_right(before, end - 1))
            for start, end in found
        ]

    def _mark(self) -> None:
        ground = colour(Token.WARNING_SOFT, dark=is_dark(self._editor.palette()))
        marks = []
        for start, end in self._matches[:_MOST_MARKED]:
            mark = QTextEdit.ExtraSelection()
            mark.cursor = QTextCursor(self._editor.document())
            mark.cursor.setPosition(start)
            mark.cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            mark.format.setBackground(ground)
            marks.append(mark)
        self._editor.setExtraSelections(marks)

    def _show_count(self) -> None:
        missing = bool(self.line.text()) and not self._matches
        set_trait(self.line, "invalid", missing)
        if not self.line.text():
            self.count.setText("")
            return
        start = self._editor.textCursor().selectionStart()
        current = next((i for i, m in enumerate(self._matches, 1) if m[0] == start), 0)
        self.count.setText(
            _("{current} of {total}").format(current=current, total=len(self._matches))
        )


class _FindLine(QLineEdit):
    next_requested = Signal()
    previous_requested = Signal()
    given_up = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._composing = False

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember whether a composition is open."""
        super().inputMethodEvent(event)
        self._composing = bool(event.preeditString())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with Enter, close with Esc; an open composition keeps its keys."""
        if self._composing:
            super().keyPressEvent(event)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            (self.previous_requested if shift else self.next_requested).emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)
