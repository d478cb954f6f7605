"""A plain text editor over source text that stays exact, the base of the body and YAML editors.

It owns the link between widget and LosslessText, keys that all source editors share, and zoom. It
keeps no history: the pane's history covers all views of a post, so undo is only asked for.
"""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFont,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from curator.gui.editor.highlighting import SourceHighlighter
from curator.gui.editor.indentation import (
    Edit,
    indentation_of,
    indented,
    leading_blank,
    selected_lines,
    unindented,
)
from curator.gui.editor.line_input import adopt_menu
from curator.gui.editor.line_spacing import SpacedLayout
from curator.gui.editor.lossless_text import (
    PARAGRAPH,
    LosslessText,
    characters,
    units,
)
from curator.gui.editor.splices import splice_between

_ZOOM_LIMITS = (7.0, 48.0)
_ZOOM_STEP = 1.1
_UNTYPEABLE = dict.fromkeys(set(range(0x20)) - {0x09, 0x0A} | set(range(0x7F, 0xA0)) | {0xFEFF})
_LINE_ENDS = ("\r\n", "\r", "\u2028", "\u2029", "\u0085")


class SourceEdit(QPlainTextEdit):
    """An editor of one source text.

    Only edited spans change in `source`; line ends, controls and undecodable bytes elsewhere
    survive. Shared keys: Esc leaves, Tab indents, Ctrl+Plus, Ctrl+Minus and Ctrl+0 zoom.
    """

    edited = Signal()
    """The source text changed by an act of the user."""
    undo_requested = Signal()
    redo_requested = Signal()
    left = Signal()
    """Esc was pressed: the user wants one level back."""

    # Qt sends changes of the palette while the object is still being made.
    _highlighter: SourceHighlighter | None = None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = LosslessText()
        self._newline = "\n"
        self._step = "  "
        self._composing = False
        self._showing = False
        self._changed = False
        self._base_size: float | None = None
        # Both are held here: the binding destroys the layout together with the last Python
        # reference to its document.
        self._document = document = self.document()
        self._layout = SpacedLayout(document)
        document.setUndoRedoEnabled(False)
        document.setDocumentLayout(self._layout)
        document.contentsChange.connect(self._follow)
        document.contentsChanged.connect(self._announce)

    @property
    def source(self) -> str:
        """Return the exact text."""
        return self._text.source

    @property
    def composing(self) -> bool:
        """Tell whether an input method is in the middle of a word."""
        return self._composing

    @property
    def showing(self) -> bool:
        """Tell whether another text is being put in."""
        return self._showing

    def colour_with(self, highlighter: SourceHighlighter) -> None:
        """Let `highlighter` follow this editor's palette."""
        self._highlighter = highlighter

    def continues_line(self, position: int) -> bool:
        """Tell whether the paragraph at `position` only goes on with the line before."""
        return self._text.is_break(position - 1)

    def searchable(self) -> tuple[str, list[int]]:
        """Return the shown text for a search, and where the document has extra paragraph ends."""
        return self._text.searchable

    def line_step(self) -> int:
        """Return the distance of two lines in pixels."""
        return self._layout.line_step()

    def show_source(self, source: str, newline: str) -> None:
        """Show another text from its start; `newline` is what Enter writes."""
        self._newline = newline
        self._text = LosslessText(source, newline)
        self._step = indentation_of(source)
        self._showing = True
        self.setPlainText(self._text.display)
        self._showing = False

    def replace_source(self, source: str, newline: str, *, select: bool = False) -> None:
        """Show a changed version of the same text; what is equal keeps cursor and scroll position.

        With `select`, the cursor goes to the end of what changed, as after undo.
        """
        self._newline = newline
        if source == self._text.source and not self._text.stale:
            return
        old, self._text = self._text.shown, LosslessText(source, newline)
        start, old_end, new_end = splice_between(old, self._text.shown)
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(old_end, QTextCursor.MoveMode.KeepAnchor)
        inserted = characters(self._text.shown[start:new_end]).replace(PARAGRAPH, "\n")
        self._showing = True
        cursor.insertText(inserted)
        self._showing = False
        if units(self.document().toRawText()) != self._text.shown:
            # The span began or ended between two halves of a character.
            self._showing = True
            self.setPlainText(self._text.display)
            self._showing = False
        if select:
            cursor.setPosition(new_end)
            self.setTextCursor(cursor)
            self.ensureCursorVisible()

    def show_line(self, line: int, column: int = 1) -> None:
        """Put the cursor at a 1-based line and column and bring it into view."""
        block = self.document().findBlockByNumber(max(line, 1) - 1)
        cursor = self.textCursor()
        cursor.setPosition(block.position() + min(max(column, 1) - 1, max(block.length() - 1, 0)))
        self.setTextCursor(cursor)
        self.centerCursor()

    def edit_spans(self, edits: Sequence[tuple[int, int, str]]) -> None:
        """Replace shown spans (start, end, text), in order, as one edit of the user."""
        if edits:
            self.replace_source(self._text.with_edits(edits), self._newline)
            self.edited.emit()

    def zoom_by(self, steps: int) -> None:
        """Enlarge or shrink the text; 0 steps restores its size."""
        font = self.font()
        if self._base_size is None:
            self._base_size = font.pointSizeF()
        size = font.pointSizeF() * _ZOOM_STEP**steps if steps else self._base_size
        font.setPointSizeF(min(max(size, _ZOOM_LIMITS[0]), _ZOOM_LIMITS[1]))
        self.setFont(font)

    def set_base_font(self, font: QFont) -> None:
        """Take the font that zoom starts from."""
        self._base_size = font.pointSizeF()
        self.setFont(font)

    # Qt's overrides

    def changeEvent(self, event: QEvent) -> None:
        """Colour the text anew when the palette changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._highlighter is not None:
            self._highlighter.set_palette(self.palette())

    def event(self, event: QEvent) -> bool:
        """Claim undo, redo and zoom before the window's own shortcuts see them."""
        if event.type() == QEvent.Type.ShortcutOverride:
            assert isinstance(event, QKeyEvent)
            if self.own_key(event):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle the keys of a source editor; an open composition keeps them all."""
        if self._composing or not self.handle_key(event):
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember whether a composition is open."""
        super().inputMethodEvent(event)
        self._composing = bool(event.preeditString())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the pane's history."""
        menu = self.createStandardContextMenu()
        adopt_menu(menu, self, self.undo_requested, self.redo_requested)
        menu.popup(event.globalPos())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl and the wheel."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            steps = event.angleDelta().y()
            if steps:
                self.zoom_by(1 if steps > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy the source, not its pictures of control characters."""
        cursor = self.textCursor()
        data = QMimeData()
        text = self._text.source_between(cursor.selectionStart(), cursor.selectionEnd())
        data.setText(text.encode("utf-8", "replace").decode("utf-8"))
        return data

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste plain text: every line end becomes the text's own, controls are left out."""
        text = source.text()
        for end in _LINE_ENDS:
            text = text.replace(end, "\n")
        self.textCursor().insertText(text.translate(_UNTYPEABLE))
        self.ensureCursorVisible()

    # keys

    def own_key(self, event: QKeyEvent) -> bool:
        """Tell whether a key is for this editor rather than for a shortcut of the window."""
        if self._composing:
            return False
        return _zoom_steps(event) is not None or any(
            event.matches(key)
            for key in (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
        )

    def handle_key(self, event: QKeyEvent) -> bool:
        """Answer one key outside a composition; return whether it was answered."""
        steps = _zoom_steps(event)
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo_requested.emit()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redo_requested.emit()
        elif steps is not None:
            self.zoom_by(steps)
        elif event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.left.emit()
        elif self.isReadOnly():
            return False
        else:
            return self._handle_editing_key(event)
        return True

    def _handle_editing_key(self, event: QKeyEvent) -> bool:
        shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and (plain or shift):
            # Qt would write U+2028 for Shift+Enter.
            self._insert_line()
        elif event.key() == Qt.Key.Key_Tab and plain and not self.tabChangesFocus():
            self._indent()
        elif event.key() == Qt.Key.Key_Backtab and not self.tabChangesFocus():
            self._edit_lines(unindented(self.textCursor(), self._step))
        elif event.key() in {Qt.Key.Key_Backspace, Qt.Key.Key_Delete} and plain:
            return self._delete_across_break(backwards=event.key() == Qt.Key.Key_Backspace)
        else:
            return False
        return True

    def _insert_line(self) -> None:
        cursor = self.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        cursor.insertText("\n" + leading_blank(before))
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _indent(self) -> None:
        cursor = self.textCursor()
        if cursor.hasSelection():
            self._edit_lines(indented(cursor, self._step))
        else:
            cursor.insertText(self._step)

    def _edit_lines(self, edits: list[Edit]) -> None:
        """Make edits at line starts; the selected lines stay selected, a bare cursor its letter."""
        cursor = self.textCursor()
        numbers = [block.blockNumber() for block in selected_lines(cursor)]
        from_end = cursor.block().length() - cursor.positionInBlock()
        self.edit_spans(edits)
        first, last = map(self.document().findBlockByNumber, (numbers[0], numbers[-1]))
        if cursor.hasSelection():
            cursor.setPosition(first.position())
            end = last.position() + last.length() - 1
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        else:
            cursor.setPosition(max(first.position(), first.position() + first.length() - from_end))
        self.setTextCursor(cursor)

    def _delete_across_break(self, *, backwards: bool) -> bool:
        """Delete the character beyond a paragraph end that is only shown."""
        cursor = self.textCursor()
        at = cursor.position() - 1 if backwards else cursor.position()
        if cursor.hasSelection() or at < 0 or not self._text.is_break(at):
            return False
        move = QTextCursor.MoveOperation
        step = move.PreviousCharacter if backwards else move.NextCharacter
        cursor.movePosition(step, QTextCursor.MoveMode.KeepAnchor, 2)
        cursor.removeSelectedText()
        return True

    # the link between document and source

    def _follow(self, position: int, removed: int, added: int) -> None:
        if self._showing:
            return
        if self._text.follow(self._raw_text(), position, removed, added):
            self._changed = True
        if self._text.stale:
            QTimer.singleShot(0, self._show_anew)

    def _announce(self) -> None:
        if self._changed:
            self._changed = False
            self.edited.emit()

    def _raw_text(self) -> str:
        """Return the document's text in units; half a character reads as U+FFFD."""
        document = self.document()
        text = document.toRawText()
        length = document.characterCount() - 1
        try:
            # One step tells whether there are halves, and whether characters have two units.
            if len(text.encode("utf-16-le")) == 2 * length:
                return text if len(text) == length else units(text)
        except UnicodeEncodeError:
            pass
        # Halves of surrogate pairs, which only odd programs can put there; the binding drops some.
        self._text.stale = True
        return "".join(self._whole_characters(length))

    def _whole_characters(self, length: int) -> Iterator[str]:
        document, cursor, at = self.document(), QTextCursor(self.document()), 0
        while at < length:
            unit = document.characterAt(at)
            if not unit or not _is_whole(unit):
                cursor.setPosition(at)
                cursor.setPosition(min(at + 2, length), QTextCursor.MoveMode.KeepAnchor)
                pair = units(cursor.selectedText())
                unit = pair if len(pair) == 2 and _is_whole(cursor.selectedText()) else "\ufffd"
            yield unit
            at += len(unit)

    def _show_anew(self) -> None:
        if self._text.stale and not self._composing:
            self.replace_source(self._text.source, self._newline)


def _is_whole(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _zoom_steps(event: QKeyEvent) -> int | None:
    if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return None
    steps = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_0: 0}
    return steps.get(Qt.Key(event.key()))
