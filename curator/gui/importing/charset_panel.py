"""Offers to read an article in another charset, with its text as that would show it.

Shows what it is given and asks; it neither decodes nor stores.
"""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from curator.gui.importing.wording import charset_word
from curator.gui.theme import set_role
from curator.translation import gettext as _
from curator.translation import ngettext


class CharsetPanel(QWidget):
    """A choice of charsets over a preview."""

    preview_requested = Signal(str)
    apply_requested = Signal(str)

    def __init__(self, charsets: Sequence[str]) -> None:
        super().__init__()
        self.setObjectName("charset_panel")
        self.choice = QComboBox()
        self.choice.setObjectName("charset_choice")
        self.choice.setAccessibleName(_("Charset"))
        for charset in charsets:
            self.choice.addItem(charset_word(charset), charset)
        self.preview = QPlainTextEdit()
        self.preview.setObjectName("charset_preview")
        self.preview.setAccessibleName(_("The text in this charset"))
        self.preview.setReadOnly(True)
        self.preview.setTabChangesFocus(True)
        self._broken = QLabel()
        self._broken.setObjectName("charset_broken")
        self._broken.setWordWrap(True)
        set_role(self._broken, "error-text")
        self.apply = QPushButton(_("Read it so"))
        self.apply.setObjectName("charset_apply")
        self.apply.setAutoDefault(False)
        self.apply.setToolTip(
            _(
                "Replaces the post's text by what was dropped, read in this charset; undo is at hand."
            )
        )
        label = QLabel(_("Characters &read as:"))
        label.setBuddy(self.choice)
        self.choice.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.choice.setMinimumContentsLength(8)
        row = QHBoxLayout()
        row.addWidget(label)
        row.addWidget(self.choice, 1)
        row.addWidget(self.apply)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(row)
        layout.addWidget(self.preview, 1)
        layout.addWidget(self._broken)
        self.choice.currentIndexChanged.connect(self._chosen)
        self.apply.clicked.connect(lambda: self.apply_requested.emit(self.charset))

    @property
    def charset(self) -> str:
        """Return the charset that is chosen."""
        return str(self.choice.currentData())

    def offer(self, read_as: str) -> None:
        """Offer others than the charset that was read."""
        self.preview.clear()
        self._broken.hide()
        row = self.choice.findData(read_as)
        self.choice.blockSignals(True)
        self.choice.setCurrentIndex(max(row, 0))
        self.choice.blockSignals(False)
        self._chosen()

    def show_preview(self, text: str, broken: int) -> None:
        """Show the text in the charset that is chosen, and how much of it is no character."""
        self.preview.setPlainText(text)
        words = ngettext(
            "{number} character would be broken.", "{number} characters would be broken.", broken
        )
        self._broken.setText(words.format(number=f"{broken:,}"))
        self._broken.setVisible(broken > 0)

    def _chosen(self) -> None:
        self.preview_requested.emit(self.charset)
