"""The raw YAML of the front matter, the line of a fault marked."""

from PySide6.QtGui import QTextCursor, QTextFormat
from PySide6.QtWidgets import QTextEdit, QWidget

from curator.gui.editor.colours import is_dark
from curator.gui.editor.highlighting import YamlHighlighter
from curator.gui.editor.source_edit import SourceEdit
from curator.gui.theme import Token, colour, source_font
from curator.services.drafting import YamlProblem


class YamlEditor(SourceEdit):
    """An editor of front matter. Its text has no newline at the end; the pane adds it back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("yaml_editor")
        self.setStyleSheet("QPlainTextEdit { border: none; border-radius: 0; }")
        self.document().setDocumentMargin(12)
        self.set_base_font(source_font(self.font()))
        self.colour_with(YamlHighlighter(self.document(), self.palette()))

    def mark_problem(self, problem: YamlProblem | None) -> None:
        """Mark the line of a fault, or none."""
        if problem is None:
            self.setExtraSelections([])
            return
        mark = QTextEdit.ExtraSelection()
        block = self.document().findBlockByNumber(problem.line - 1)
        if not block.isValid():
            block = self.document().lastBlock()
        mark.cursor = QTextCursor(block)
        mark.format.setBackground(colour(Token.DANGER_SOFT, dark=is_dark(self.palette())))
        mark.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
        self.setExtraSelections([mark])
