"""What every control of the form has in common: it shows one field and asks for edits of it."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from curator.gui.editor.context import EditorContext
from curator.gui.editor.line_input import PaneKeys
from curator.services.drafting import Draft, Field

DraftEdit = Callable[[Draft], Draft]
"""An edit as the pane makes it: it may raise EditError, and then nothing changes."""


class FieldControl(QWidget):
    """The base of the controls. A control writes nothing: it asks, and is then shown the result."""

    edit_requested = Signal(object, bool)
    """A DraftEdit, and whether it goes on with what was being typed (one step of undo)."""
    input_left = Signal()
    """The user went elsewhere, so that problems may be named now."""

    def __init__(self, keys: PaneKeys, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.keys = keys
        self.key = key

    def show_field(self, field: Field, context: EditorContext) -> None:
        """Show `field`; what is already shown must not move the cursor."""
        raise NotImplementedError

    def suits(self, field: Field) -> bool:
        """Tell whether this control can show `field`."""
        raise NotImplementedError

    def begin(self) -> None:
        """Forget what was typed: another post is about to be shown."""

    def finish(self) -> None:
        """Ask for the edit that still waits in the input."""

    def input(self) -> QWidget:
        """Return the widget that takes the keys."""
        raise NotImplementedError

    def typing(self) -> bool:
        """Tell whether the user is in the middle of this control."""
        return self.input().hasFocus()
