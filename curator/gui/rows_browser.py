"""Long tables of rich text, drawn some rows at a time so that the window keeps its turn.

Knows neither what the rows say nor where they come from.
"""

from collections.abc import Iterator
from itertools import islice

from PySide6.QtCore import QTimer
from PySide6.QtGui import QTextBlockFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QTextBrowser

_ROWS_AT_ONCE = 12


class RowsBrowser(QTextBrowser):
    """Shows the rows of a table, each `<tr>…</tr>`; `padding` is that of its cells in pixels."""

    def __init__(self, *, padding: int) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setOpenLinks(False)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._padding = padding
        self._waiting: Iterator[str] = iter(())
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._draw_more)

    def draw_rows(self, rows: Iterator[str]) -> None:
        """Draw a table anew, from its top."""
        self._waiting = rows
        self.clear()
        self._draw_more()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def draw_nothing(self) -> None:
        """Show nothing, also of what was being drawn."""
        self._timer.stop()
        self.clear()

    def _draw_more(self) -> None:
        """Draw some rows, and the next ones when the window has had its turn."""
        rows = list(islice(self._waiting, _ROWS_AT_ONCE))
        if not rows:
            self._timer.stop()
            return
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertHtml(
            f'<table width="100%" cellspacing="0" cellpadding="{self._padding}">'
            f"{''.join(rows)}</table>"
        )
        # Qt puts an empty line below each table.
        thin = QTextBlockFormat()
        thin.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.setBlockFormat(thin)
        self._timer.start()
