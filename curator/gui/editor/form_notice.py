"""What stands in place of the form where there are no fields to show."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from curator.translation import gettext as _


class FormNotice(QFrame):
    """One sentence in place of the rows, and the way out."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("form_notice")
        self.text = QLabel(self)
        self.text.setObjectName("form_notice_text")
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.button = QPushButton(self)
        self.button.setObjectName("form_notice_button")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(10)
        layout.addWidget(self.text)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)

    def show_broken(self, sentence: str) -> None:
        """Say that the form cannot be shown, and lead to the YAML."""
        self.text.setText(sentence)
        self.button.setText(_("Open the YAML"))
        self.button.show()

    def show_missing(self, *, read_only: bool) -> None:
        """Say that there is no front matter, and offer to add it."""
        self.text.setText(
            _("This text has no front matter, so Jekyll copies it to the site as it is.")
        )
        self.button.setText(_("Add front matter"))
        self.button.setVisible(not read_only)
