"""The sentence under a control."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from curator.gui.theme import set_role


class FieldMessage(QWidget):
    """A sentence under a control, with a button where there is a way out."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("field_message")
        self.text = QLabel(self)
        self.text.setObjectName("field_message_text")
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.mend = QPushButton(self)
        self.mend.setObjectName("field_mend")
        set_role(self.mend, "quiet")
        self.mend.setStyleSheet("padding: 0 4px; min-height: 22px;")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.mend, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def show_sentence(self, sentence: str, *, serious: bool, mend: str = "") -> None:
        """Show a sentence; `mend` is what the button says, which is hidden without it."""
        self.text.setText(sentence)
        set_role(self.text, "error-text" if serious else "small")
        self.mend.setText(mend)
        self.mend.setVisible(bool(mend))
        self.show()
