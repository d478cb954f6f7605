"""The editor of a post's body, with its search."""

from PySide6.QtCore import QEvent, QMargins, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from curator.gui.editor import line_places
from curator.gui.editor.counts import Counts, count
from curator.gui.editor.find_bar import FindBar
from curator.gui.editor.highlighting import BodyHighlighter
from curator.gui.editor.source_edit import SourceEdit
from curator.gui.theme import source_font

_WIDEST_LINE = 46
"""Ems of a line; longer ones are hard to read."""
_MARGIN = 14


class BodyEditor(SourceEdit):
    """Markdown, HTML and Liquid; lines wrap softly at a readable width."""

    find_requested = Signal()
    find_next_requested = Signal()
    find_previous_requested = Signal()
    line_shown = Signal(float)
    """The user scrolled: the line of the body now at the top, from 1, with its fraction."""

    _led = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("body_editor")
        self.setStyleSheet("QPlainTextEdit { border: none; border-radius: 0; }")
        self.document().setDocumentMargin(_MARGIN)
        self.set_base_font(source_font(self.font()))
        self.colour_with(BodyHighlighter(self.document(), self.palette(), self.continues_line))

        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    @property
    def top_line(self) -> float:
        """Return the line of the body at the top, from 1; a fraction is a share of a long line."""
        return line_places.top_line(self)

    @property
    def line_count(self) -> int:
        """Return how many lines the body has."""
        return line_places.line_count(self)

    @property
    def at_end(self) -> bool:
        """Tell whether the body is scrolled to its end."""
        return line_places.at_end(self)

    def scroll_to_line(self, line: float) -> None:
        """Bring a line of the body to the top; `line_shown` is not told of it."""
        self._led = True
        line_places.show_at_top(self, line)
        self._led = False

    def _scrolled(self) -> None:
        if not self._led and not self.showing:
            self.line_shown.emit(self.top_line)

    def counts(self) -> Counts:
        """Count words and Chinese characters; some milliseconds for a very long text."""
        return count(self.source)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep lines readable in a wide window."""
        widest = _WIDEST_LINE * self.fontMetrics().height()
        spare = max(0, self.width() - widest - 2 * _MARGIN) // 2
        margins = QMargins(spare, 0, spare, 0)
        if self.viewportMargins() != margins:
            self.setViewportMargins(margins)
        super().resizeEvent(event)

    def own_key(self, event: QKeyEvent) -> bool:
        """Claim the keys of the search as well."""
        return super().own_key(event) or _find_key(event) is not None

    def handle_key(self, event: QKeyEvent) -> bool:
        """Open the search with Ctrl+F, walk with F3."""
        key = _find_key(event)
        if key is QKeySequence.StandardKey.Find:
            self.find_requested.emit()
        elif key is QKeySequence.StandardKey.FindNext:
            self.find_next_requested.emit()
        elif key is QKeySequence.StandardKey.FindPrevious:
            self.find_previous_requested.emit()
        else:
            return super().handle_key(event)
        return True


class BodyView(QWidget):
    """The body editor with its search bar above it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("body_view")
        self.editor = BodyEditor(self)
        self.find_bar = FindBar(self.editor, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.find_bar)
        layout.addWidget(self.editor, 1)
        self.setFocusProxy(self.editor)
        self.editor.find_requested.connect(self.find_bar.open_bar)
        self.editor.find_next_requested.connect(self._find_next)
        self.editor.find_previous_requested.connect(self._find_previous)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.find_bar.retranslate()

    def _find_next(self) -> None:
        self._walk(forwards=True)

    def _find_previous(self) -> None:
        self._walk(forwards=False)

    def _walk(self, *, forwards: bool) -> None:
        if not self.find_bar.isVisible():
            self.find_bar.open_bar()
        elif forwards:
            self.find_bar.go_next()
        else:
            self.find_bar.go_previous()


def _find_key(event: QKeyEvent) -> QKeySequence.StandardKey | None:
    for key in (
        QKeySequence.StandardKey.Find,
        QKeySequence.StandardKey.FindNext,
        QKeySequence.StandardKey.FindPrevious,
    ):
        if event.matches(key):
            return key
    return None
