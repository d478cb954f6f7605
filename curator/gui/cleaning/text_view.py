"""One of the two texts of a clean-up, with what differs coloured."""

import re

from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from curator.gui.cleaning.marks import Run
from curator.gui.theme import Theme, Token, set_role

# What a text widget cannot show as it is; one character stands for one.
_UNSHOWN = re.compile("[\ud800-\udfff\x00-\x08\x0b-\x1f\u2028\u2029\ufeff]")
_MOST_RUNS = 3000


class TextView(QPlainTextEdit):
    """Shows a text to read."""

    def __init__(self, name: str, title: str, theme: Theme, ink: Token, ground: Token) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        set_role(self, "code")
        self._theme, self._ink, self._ground = theme, ink, ground

    def show_text(self, text: str, runs: tuple[Run, ...]) -> None:
        """Show a text and colour runs of it; goes to the first."""
        self.setPlainText(_UNSHOWN.sub("\ufffd", text))
        look = QTextCharFormat()
        look.setForeground(self._theme.colour(self._ink))
        look.setBackground(self._theme.colour(self._ground))
        units = _Units(text)
        chosen = []
        for start, count in runs[:_MOST_RUNS]:
            cursor = self.textCursor()
            cursor.setPosition(units.at(start))
            cursor.setPosition(units.at(start + count), QTextCursor.MoveMode.KeepAnchor)
            selection = QTextEdit.ExtraSelection()
            selection.cursor = cursor
            selection.format = look
            chosen.append(selection)
        self.setExtraSelections(chosen)
        if runs:
            cursor = self.textCursor()
            cursor.setPosition(units.at(runs[0][0]))
            self.setTextCursor(cursor)
            self.centerCursor()


class _Units:
    """Counts UTF-16 units, as Qt does, for characters asked in ascending order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._plain = not any(character > "\uffff" for character in text)
        self._asked = self._units = 0

    def at(self, character: int) -> int:
        if self._plain:
            return character
        if character < self._asked:
            self._asked = self._units = 0
        part = self._text[self._asked : character]
        self._units += len(part) + sum(one > "\uffff" for one in part)
        self._asked = character
        return self._units
