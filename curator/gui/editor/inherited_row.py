"""One row of the form for a key that only the site's defaults give."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from curator.gui.editor.context import EditorContext
from curator.gui.editor.wording import flat
from curator.gui.theme import set_role, set_trait
from curator.services.drafting import Field
from curator.translation import gettext as _


class InheritedRow(QWidget):
    """A key that only the site's defaults give: shown, never written unless asked for."""

    override_requested = Signal(str)

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self.setObjectName(f"{key}_inherited")
        self.label = QLabel(key, self)
        self.value = QLabel(self)
        self.value.setObjectName(f"{key}_inherited_value")
        for label in (self.label, self.value):
            label.setTextFormat(Qt.TextFormat.PlainText)
            set_trait(label, "inherited", True)
        self.value.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.button = QPushButton(self)
        self.button.setObjectName(f"{key}_override")
        set_role(self.button, "quiet")
        self.button.setStyleSheet("padding: 1px 8px; min-height: 22px;")
        self.button.clicked.connect(self._override)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.label)
        layout.addWidget(self.value, 1)
        layout.addWidget(self.button)

    def show_field(self, field: Field, context: EditorContext) -> None:
        """Show the value and where it comes from."""
        text = _("{value} (from _config.yml)").format(value=flat(field.value))
        self.value.setText(text)
        self.value.setToolTip(text)
        self.button.setText(_("Set here"))
        self.button.setAccessibleName(_("Set “{key}” in this post").format(key=self.key))
        self.button.setVisible(not context.read_only)

    def set_label_width(self, width: int) -> None:
        """Align the value with the controls of the other rows."""
        self.label.setFixedWidth(width)
        metrics = self.label.fontMetrics()
        self.label.setText(metrics.elidedText(self.key, Qt.TextElideMode.ElideRight, width))

    def _override(self) -> None:
        self.override_requested.emit(self.key)
