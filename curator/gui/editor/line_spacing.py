"""Line spacing for QPlainTextEdit, which has none of its own and sets Chinese text too tight."""

import math

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontInfo, QTextBlock, QTextDocument, QTextLayout, QTextLine
from PySide6.QtWidgets import QPlainTextDocumentLayout

_EMS = 1.65
"""Distance of base lines; Chinese text reads badly below 1.6 (desktop.md §2)."""


class SpacedLayout(QPlainTextDocumentLayout):
    """A plain text layout whose lines stand at an even distance, whatever fonts they mix.

    Qt lays a paragraph out at its natural height whenever its rectangle is asked for; this moves
    the lines apart afterwards, once per layout.
    """

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._step = 0
        self._size = 0

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        """Return the paragraph's rectangle, its lines moved apart: as many steps as lines."""
        rectangle = super().blockBoundingRect(block)
        layout = block.layout()
        count = 0 if layout is None else layout.lineCount()
        if layout is None or not count or not block.isVisible():
            return rectangle
        step = max(self.line_step(), math.ceil(layout.lineAt(0).height()))
        if self._space(layout, count, step):
            rectangle = super().blockBoundingRect(block)
        last = layout.lineAt(count - 1)
        rectangle.setHeight(rectangle.height() + count * step - last.y() - last.height())
        return rectangle

    def _space(self, layout: QTextLayout, count: int, step: int) -> bool:
        """Move the lines apart, unless they are; return whether they were moved."""
        # Lines are placed all together, so the first and the last tell for all of them.
        first, last = layout.lineAt(0), layout.lineAt(count - 1)
        if first.y() == _top(first, 0, step) and last.y() == _top(last, count - 1, step):
            return False
        for number in range(count):
            line = layout.lineAt(number)
            position = line.position()
            position.setY(_top(line, number, step))
            line.setPosition(position)
        return True

    def line_step(self) -> int:
        """Return the distance of base lines in pixels."""
        font = self.document().defaultFont()
        size = font.pixelSize() if font.pixelSize() > 0 else QFontInfo(font).pixelSize()
        if size != self._size:
            self._size, self._step = size, round(size * _EMS)
        return self._step


def _top(line: QTextLine, number: int, step: int) -> float:
    return number * step + max(0.0, (step - line.height()) // 2)
