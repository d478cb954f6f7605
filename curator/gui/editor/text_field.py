"""Controls for text and numbers: one line, or an area where the text has lines or is long."""

import math
import re

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from curator.gui.editor.context import EditorContext
from curator.gui.editor.field_control import DraftEdit, FieldControl
from curator.gui.editor.line_input import LineInput, PaneKeys
from curator.gui.editor.source_edit import SourceEdit
from curator.gui.editor.typing_style import TypingStyle
from curator.services.drafting import Draft, Field, FieldKind

_TEXTS = {FieldKind.TEXT, FieldKind.NUMBER}
_LONG = 160
"""Characters beyond which a text gets an area."""
_MARGIN = 7
"""Pixels around the text, as in an input of one line."""
_NUMBER = re.compile(r"[-+]?(?:0|[1-9]\d*)(?:\.\d+)?", re.ASCII)


def wants_area(field: Field) -> bool:
    """Tell whether a text is better read in several lines."""
    return "\n" in field.text or "\r" in field.text or len(field.text) > _LONG


class TextLine(FieldControl):
    """Text or a number in one line; a number stays one while digits are typed."""

    def __init__(self, keys: PaneKeys, key: str, parent: QWidget | None = None) -> None:
        super().__init__(keys, key, parent)
        self._style = TypingStyle()
        self._numeric = False
        self.line = LineInput(keys, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line)
        self.setFocusProxy(self.line)
        self.line.typed.connect(self._write)
        self.line.focus_lost.connect(self._leave)

    def show_field(self, field: Field, context: EditorContext) -> None:
        """Show the text as Jekyll prints it."""
        if not self.typing():
            self._numeric = field.kind is FieldKind.NUMBER
        self.line.setReadOnly(context.read_only)
        text = field.raw.strip() if field.kind is FieldKind.NUMBER else field.text
        self._style.note(field, typed=self.line.exact_text == text)
        self.line.show_text(text)

    def suits(self, field: Field) -> bool:
        """Tell whether `field` is text without lines."""
        return field.kind in _TEXTS and (self.typing() or not wants_area(field))

    def begin(self) -> None:
        """Let the typing end."""
        self._style.forget()

    def input(self) -> QWidget:
        """Return the line."""
        return self.line

    def _write(self, text: str) -> None:
        numeric = self._numeric and (not text or _NUMBER.fullmatch(text))
        edit = (
            _raw_edit(self.key, text)
            if numeric
            else _text_edit(self.key, text, self._style.before())
        )
        self.edit_requested.emit(edit, True)

    def _leave(self) -> None:
        self._style.forget()
        self.input_left.emit()


class TextArea(FieldControl):
    """Text in several lines; grows with them up to a limit."""

    def __init__(self, keys: PaneKeys, key: str, parent: QWidget | None = None) -> None:
        super().__init__(keys, key, parent)
        self._style = TypingStyle()
        self.area = FieldArea(keys, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.area)
        self.setFocusProxy(self.area)
        self.area.edited.connect(self._write)
        self.area.installEventFilter(self)

    def show_field(self, field: Field, context: EditorContext) -> None:
        """Show the text with its lines."""
        self.area.setReadOnly(context.read_only)
        self._style.note(field, typed=self.area.source == field.text)
        self.area.update_source(field.text, "\n")

    def suits(self, field: Field) -> bool:
        """Tell whether `field` is text; an area once shown stays."""
        return field.kind in _TEXTS

    def begin(self) -> None:
        """Let the typing end."""
        self._style.forget()

    def input(self) -> QWidget:
        """Return the area."""
        return self.area

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell when the area loses the keys."""
        if event.type() == QEvent.Type.FocusOut:
            self._style.forget()
            self.input_left.emit()
        return super().eventFilter(watched, event)

    def _write(self) -> None:
        self.edit_requested.emit(_text_edit(self.key, self.area.source, self._style.before()), True)


class FieldArea(SourceEdit):
    """A source editor as small as its text, for use inside the form."""

    def __init__(self, keys: PaneKeys, parent: QWidget | None = None, *, most: int = 8) -> None:
        super().__init__(parent)
        self._most = most
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(_MARGIN)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.undo_requested.connect(keys.undo_requested)
        self.redo_requested.connect(keys.redo_requested)
        self.left.connect(keys.left)
        self.document().documentLayout().documentSizeChanged.connect(self.updateGeometry)

    def update_source(self, source: str, newline: str) -> None:
        """Show a text from its start, unless somebody is typing in it."""
        if self.hasFocus():
            self.replace_source(source, newline)
        elif source != self.source:
            self.show_source(source, newline)

    def sizeHint(self) -> QSize:
        """Return the height of the lines that are shown, within limits."""
        lines = min(max(self._shown_lines(), 2), self._most)
        step = math.ceil(self.line_step())
        frame = 2 * self.frameWidth() + round(2 * self.document().documentMargin()) + 4
        return QSize(200, lines * step + frame)

    def minimumSizeHint(self) -> QSize:
        """Return the same: the form scrolls, not its fields."""
        return QSize(60, self.sizeHint().height())

    def _shown_lines(self) -> int:
        block, lines = self.document().firstBlock(), 0
        while block.isValid() and lines < self._most:
            layout = block.layout()
            lines += max(1, layout.lineCount() if layout is not None else 1)
            block = block.next()
        return lines


def _text_edit(key: str, text: str, like: str | None) -> DraftEdit:
    def edit(draft: Draft) -> Draft:
        return draft.with_text(key, text, like)

    return edit


def _raw_edit(key: str, raw: str) -> DraftEdit:
    def edit(draft: Draft) -> Draft:
        return draft.with_raw(key, raw)

    return edit
