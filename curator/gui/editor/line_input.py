"""A one-line input of the form: keys that belong to the whole pane leave it, text stays exact."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal, SignalInstance
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from curator.gui.editor.lossless_text import LosslessText, characters, units

_LONGEST = 2**31 - 1


class PaneKeys(QObject):
    """What the keys of any input ask of the pane as a whole."""

    undo_requested = Signal()
    redo_requested = Signal()
    left = Signal()
    """Esc: the user wants one level back."""


class LineInput(QLineEdit):
    """A line edit over exact text; line ends, controls and broken bytes in it survive edits.

    A `pending` input holds words that are nowhere else yet: there undo takes back their letters.
    """

    typed = Signal(str)
    """The user changed the text; the exact text follows. Silent while a word is composed."""
    entered = Signal()
    focus_lost = Signal()

    def __init__(
        self, keys: PaneKeys, parent: QWidget | None = None, *, pending: bool = False
    ) -> None:
        super().__init__(parent)
        self._keys = keys
        self._pending = pending
        self._text = LosslessText(one_line=True)
        self._composing = False
        self.setMaxLength(_LONGEST)
        self.textEdited.connect(self._follow)

    @property
    def exact_text(self) -> str:
        """Return the text with everything that cannot be shown."""
        return self._text.source

    @property
    def composing(self) -> bool:
        """Tell whether an input method is in the middle of a word."""
        return self._composing

    def show_text(self, text: str) -> None:
        """Show another text; an equal one leaves the cursor alone."""
        if text == self._text.source:
            return
        self._text = LosslessText(text, one_line=True)
        self.setText(characters(self._text.shown))
        if not self.hasFocus():
            self.setCursorPosition(0)

    # Qt's overrides

    def event(self, event: QEvent) -> bool:
        """Claim undo and redo, which the pane's history answers, before the window sees them."""
        if event.type() == QEvent.Type.ShortcutOverride:
            assert isinstance(event, QKeyEvent)
            if not self._composing and _history_key(event) is not None:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand on what is not about this line; an open composition keeps every key."""
        if self._composing or not self.handle_key(event):
            super().keyPressEvent(event)

    def handle_key(self, event: QKeyEvent) -> bool:
        """Answer one key outside a composition; return whether it was answered."""
        key = _history_key(event)
        if key is not None and self._pending and self.text():
            return False
        if key is QKeySequence.StandardKey.Undo:
            self._keys.undo_requested.emit()
        elif key is QKeySequence.StandardKey.Redo:
            self._keys.redo_requested.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self._keys.left.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit()
        else:
            return False
        return True

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the pane's history and what the field around this line can do."""
        menu = self.createStandardContextMenu()
        adopt_menu(menu, self, self._keys.undo_requested, self._keys.redo_requested)
        menu.popup(event.globalPos())

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember whether a composition is open."""
        super().inputMethodEvent(event)
        self._composing = bool(event.preeditString())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell when the user goes elsewhere, not when a menu or completions open."""
        super().focusOutEvent(event)
        self._composing = False
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.focus_lost.emit()

    def _follow(self, shown: str) -> None:
        if "\n" in shown or "\u2029" in shown or "\u2028" in shown:
            # Pasted lines become one.
            position = self.cursorPosition()
            shown = " ".join(shown.replace("\r\n", "\n").split("\n"))
            shown = shown.replace("\u2029", " ").replace("\u2028", " ")
            self.setText(shown)
            self.setCursorPosition(position)
        length = len(self._text.shown)
        text = units(shown)
        if self._text.follow(text, 0, length, len(text)):
            self.typed.emit(self._text.source)


def adopt_menu(menu: QMenu, widget: QWidget, undo: SignalInstance, redo: SignalInstance) -> None:
    """Make Qt's menu of an input act on the pane's history, and add the widget's own actions."""
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for name, signal in (("edit-undo", undo), ("edit-redo", redo)):
        action = menu.findChild(QAction, name)
        if action is not None:
            action.triggered.disconnect()
            action.triggered.connect(lambda _checked=False, signal=signal: signal.emit())
            action.setEnabled(True)
    if widget.actions():
        menu.addSeparator()
        menu.addActions(widget.actions())


def _history_key(event: QKeyEvent) -> QKeySequence.StandardKey | None:
    for key in (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo):
        if event.matches(key):
            return key
    return None
