"""The way to another field: a button that becomes an input for its name."""

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QPushButton, QVBoxLayout, QWidget

from curator.gui import icons
from curator.gui.editor.completions import Completions
from curator.gui.editor.line_input import LineInput, PaneKeys
from curator.gui.theme import set_role
from curator.translation import gettext as _


class AddField(QWidget):
    """A button that becomes an input for the name of another key."""

    key_chosen = Signal(str)

    def __init__(self, keys: PaneKeys, parent: QWidget) -> None:
        super().__init__(parent)
        self.button = QPushButton(self)
        self.button.setObjectName("add_field")
        self.button.setIcon(icons.icon("add"))
        set_role(self.button, "quiet")
        self.line = _NameLine(keys, self, pending=True)
        self.line.setObjectName("add_field_name")
        self.line.hide()
        self._known = QStringListModel(self)
        self._completer = QCompleter(self._known, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self._popup = Completions("add_field_names")
        self._completer.setPopup(self._popup)
        self.line.setCompleter(self._completer)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self._layout.addWidget(self.line)
        self.button.clicked.connect(self._ask)
        self.line.entered.connect(self._choose)
        self.line.given_up.connect(self._close)
        self.line.focus_lost.connect(self._hide_line)
        self.retranslate()

    def show_keys(self, keys: list[str]) -> None:
        """Offer these keys."""
        if self._known.stringList() != keys:
            self._known.setStringList(keys)

    def set_indent(self, width: int) -> None:
        """Stand below the controls of the rows."""
        self._layout.setContentsMargins(width, 0, 0, 0)

    def begin(self) -> None:
        """Become a button again."""
        self._popup.hide()
        self._hide_line()

    def retranslate(self) -> None:
        """Word everything anew in the language of the moment."""
        self.button.setText(_("Add field"))
        self.line.setPlaceholderText(_("Name of the field, then Enter"))
        self.line.setAccessibleName(_("Name of the new field"))

    def _ask(self) -> None:
        self.button.hide()
        self.line.show_text("")
        self.line.show()
        self.line.setFocus()

    def _choose(self) -> None:
        name = self.line.exact_text.strip()
        if name:
            self._hide_line()
            self.key_chosen.emit(name)

    def _close(self) -> None:
        self._hide_line()
        self.button.setFocus()

    def _hide_line(self) -> None:
        if self._popup.isVisible():
            return
        self.line.hide()
        self.button.show()


class _NameLine(LineInput):
    given_up = Signal()

    def handle_key(self, event: QKeyEvent) -> bool:
        """Give up with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
            return True
        return super().handle_key(event)
