"""Indenting the lines of a selection, as edits that leave everything else alone."""

from collections.abc import Iterator

from PySide6.QtGui import QTextBlock, QTextCursor

Edit = tuple[int, int, str]
"""Start and end of a span in the document, and what takes its place."""


def indentation_of(source: str) -> str:
    """Return one step of indentation as `source` writes it."""
    return "\t" if "\n\t" in source else "  "


def leading_blank(line: str) -> str:
    """Return the blanks with which a line begins; two ideographic ones begin a Chinese paragraph."""
    return line[: len(line) - len(line.lstrip(" \t\u3000"))]


def selected_lines(cursor: QTextCursor) -> Iterator[QTextBlock]:
    """Give the lines that a selection touches; a selection ends before the line end it includes."""
    document = cursor.document()
    block = document.findBlock(cursor.selectionStart())
    last = document.findBlock(max(cursor.selectionStart(), cursor.selectionEnd() - 1))
    while block.isValid() and block.blockNumber() <= last.blockNumber():
        yield block
        block = block.next()


def indented(cursor: QTextCursor, step: str) -> list[Edit]:
    """Return the edits that move each selected line but empty ones one step to the right."""
    return [
        (block.position(), block.position(), step)
        for block in selected_lines(cursor)
        if block.text()
    ]


def unindented(cursor: QTextCursor, step: str) -> list[Edit]:
    """Return the edits that move each selected line one step to the left, as far as it can go."""
    edits = []
    for block in selected_lines(cursor):
        line = block.text()
        blanks = len(line) - len(line.lstrip(" "))
        width = 1 if line.startswith("\t") else min(len(step), blanks)
        if width:
            edits.append((block.position(), block.position() + width, ""))
    return edits
