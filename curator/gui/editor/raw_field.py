"""The control for values that no other control can show: their YAML."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from curator.gui.editor.context import EditorContext
from curator.gui.editor.field_control import FieldControl
from curator.gui.editor.highlighting import YamlHighlighter
from curator.gui.editor.line_input import PaneKeys
from curator.gui.editor.text_field import FieldArea
from curator.gui.theme import source_font
from curator.services.drafting import Draft, Field, FieldKind


class RawControl(FieldControl):
    """The YAML of one value, its first line break left out."""

    def __init__(self, keys: PaneKeys, key: str, parent: QWidget | None = None) -> None:
        super().__init__(keys, key, parent)
        self._lead = ""
        self.area = FieldArea(keys, self, most=12)
        self.area.set_base_font(source_font(self.font()))
        self.area.colour_with(YamlHighlighter(self.area.document(), self.palette()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.area)
        self.setFocusProxy(self.area)
        self.area.edited.connect(self._write)
        self.area.installEventFilter(self)

    def show_field(self, field: Field, context: EditorContext) -> None:
        """Show the value as it is written."""
        self.area.setReadOnly(context.read_only)
        text = field.raw.lstrip("\r\n")
        self._lead = field.raw[: len(field.raw) - len(text)]
        if not (self.typing() and self._lead + self.area.source == field.raw):
            self.area.update_source(text, "\r\n" if "\r\n" in field.raw else "\n")

    def suits(self, field: Field) -> bool:
        """Tell whether `field` has no better control."""
        return field.kind is FieldKind.RAW or self.typing()

    def input(self) -> QWidget:
        """Return the area."""
        return self.area

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell when the area loses the keys."""
        if event.type() == QEvent.Type.FocusOut:
            self.input_left.emit()
        return super().eventFilter(watched, event)

    def _write(self) -> None:
        key, raw = self.key, self._lead + self.area.source

        def edit(draft: Draft) -> Draft:
            return draft.with_raw(key, raw)

        self.edit_requested.emit(edit, True)
