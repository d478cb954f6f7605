"""Which source line stands at the top of a source editor, and how to bring one there.

Lines count from 1 and carry a fraction: the share of a long line's characters above the top. Lines
of extreme length have extra paragraph ends in the document, which are no lines of the source.
"""

from bisect import bisect_left

from PySide6.QtCore import QPoint
from PySide6.QtGui import QTextBlock

from curator.gui.editor.source_edit import SourceEdit


def line_count(editor: SourceEdit) -> int:
    """Return how many source lines the editor shows."""
    return editor.blockCount() - len(_breaks(editor))


def at_end(editor: SourceEdit) -> bool:
    """Tell whether the last line is in sight because the editor was scrolled to it."""
    bar = editor.verticalScrollBar()
    return bar.maximum() > 0 and bar.value() >= bar.maximum()


def top_line(editor: SourceEdit) -> float:
    """Return the source line at the editor's top."""
    breaks = _breaks(editor)
    position = editor.cursorForPosition(QPoint(0, 1)).position()
    block = editor.document().findBlock(position)
    first, last = _line_around(editor, block, breaks)
    line = first.blockNumber() + 1 - bisect_left(breaks, first.position())
    length = last.position() + last.length() - first.position()
    return line + (position - first.position()) / max(length, 1)


def show_at_top(editor: SourceEdit, line: float) -> None:
    """Scroll so that a source line is the first one seen, as far as there is room below."""
    breaks = _breaks(editor)
    bar = editor.verticalScrollBar()
    if line >= line_count(editor) + 1:
        bar.setValue(bar.maximum())
        return
    line = max(line, 1.0)
    whole = int(line)
    first = editor.document().findBlockByNumber(whole - 1)
    if breaks:
        first = _block_of_line(editor, whole, breaks)
    first, last = _line_around(editor, first, breaks)
    length = last.position() + last.length() - first.position()
    position = first.position() + int((line - whole) * length + 1e-6)
    block = editor.document().findBlock(position)
    editor.blockBoundingRect(block)  # lays it out, so that its lines are known
    inside = block.layout().lineForTextPosition(position - block.position())
    step = inside.lineNumber() if inside.isValid() else 0
    bar.setValue(block.firstLineNumber() + step)


def _breaks(editor: SourceEdit) -> list[int]:
    return editor.searchable()[1]


def _block_of_line(editor: SourceEdit, line: int, breaks: list[int]) -> QTextBlock:
    """Return the first paragraph of a source line, where some lines have several."""
    document = editor.document()
    number = line - 1
    while True:
        block = document.findBlockByNumber(number)
        before = bisect_left(breaks, block.position()) if block.isValid() else len(breaks)
        if not block.isValid() or number - before >= line - 1:
            return block if block.isValid() else document.lastBlock()
        number = line - 1 + before


def _line_around(
    editor: SourceEdit, block: QTextBlock, breaks: list[int]
) -> tuple[QTextBlock, QTextBlock]:
    """Return the first and last paragraph of the source line that a paragraph belongs to."""
    first = last = block
    if breaks:
        while first.blockNumber() and editor.continues_line(first.position()):
            first = first.previous()
        while last.next().isValid() and editor.continues_line(last.next().position()):
            last = last.next()
    return first, last
