"""The control for yes and no."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from curator.gui.editor.context import EditorContext
from curator.gui.editor.field_control import FieldControl
from curator.gui.editor.line_input import PaneKeys
from curator.services.drafting import Draft, Field, FieldKind
from curator.translation import gettext as _


class SwitchControl(FieldControl):
    """A check box; a key without a value shows neither state."""

    def __init__(self, keys: PaneKeys, key: str, parent: QWidget | None = None) -> None:
        super().__init__(keys, key, parent)
        self.box = _Box(keys, self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 5, 0, 5)
        layout.addWidget(self.box)
        layout.addStretch(1)
        self.setFocusProxy(self.box)
        self.box.clicked.connect(self._write)

    def show_field(self, field: Field, context: EditorContext) -> None:
        """Show the value and the word for it."""
        self.box.setEnabled(not context.read_only)
        self.box.setTristate(field.value is None)
        if field.value is None:
            self.box.setCheckState(Qt.CheckState.PartiallyChecked)
            self.box.setText(_("empty"))
        else:
            self.box.setChecked(field.value is True)
            self.box.setText(_("yes") if field.value is True else _("no"))

    def suits(self, field: Field) -> bool:
        """Tell whether `field` is a switch."""
        return field.kind is FieldKind.SWITCH

    def input(self) -> QWidget:
        """Return the check box."""
        return self.box

    def typing(self) -> bool:
        """Return no: a click is a whole edit."""
        return False

    def _write(self) -> None:
        key, value = self.key, self.box.checkState() is Qt.CheckState.Checked

        def edit(draft: Draft) -> Draft:
            return draft.with_value(key, value)

        self.edit_requested.emit(edit, False)


class _Box(QCheckBox):
    def __init__(self, keys: PaneKeys, parent: QWidget) -> None:
        super().__init__(parent)
        self._keys = keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the form with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self._keys.left.emit()
            return
        super().keyPressEvent(event)
