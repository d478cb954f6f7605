"""Two posts that somebody chose, side by side: their front matter, then their texts.

Asks by signals and changes nothing itself.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from curator.gui.duplicates.two_texts import TwoTexts
from curator.gui.theme import Theme, set_role
from curator.services.duplicates import Beside
from curator.services.merging import Comparison
from curator.translation import gettext as _
from curator.translation import ngettext


class CompareWindow(QDialog):
    """Shows two posts; never blocks the window."""

    merge_requested = Signal()
    post_requested = Signal(object)
    """A PostId to open."""

    def __init__(self, parent: QWidget, theme: Theme, comparison: Comparison) -> None:
        super().__init__(parent)
        self.setObjectName("compare_window")
        self.setWindowTitle(_("Two posts side by side"))
        self.resize(1080, 720)
        self.heading = QLabel(_heading(comparison))
        self.heading.setObjectName("compare_heading")
        set_role(self.heading, "heading")
        self.texts = TwoTexts(theme)
        open_left = _button("compare_open_left", _("&Open the left one"))
        open_right = _button("compare_open_right", _("O&pen the right one"))
        merge = _button("compare_merge", _("&Merge…"))
        close = _button("compare_close", _("Close"))
        row = QHBoxLayout()
        row.addWidget(open_left)
        row.addStretch(1)
        row.addWidget(merge)
        row.addStretch(1)
        row.addWidget(open_right)
        row.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(12)
        layout.addWidget(self.heading)
        layout.addWidget(self.texts, 1)
        layout.addLayout(row)
        self.texts.show_posts(comparison.left, comparison.right, rows_of(comparison))
        open_left.clicked.connect(lambda: self.post_requested.emit(comparison.left.id))
        open_right.clicked.connect(lambda: self.post_requested.emit(comparison.right.id))
        merge.clicked.connect(self.merge_requested)
        close.clicked.connect(self.close)
        self.texts.setFocus()


def rows_of(comparison: Comparison) -> tuple[Beside, ...]:
    """Return front matter and text of two posts, an empty row between them."""
    return (*comparison.front, Beside("", ""), *comparison.text)


def _heading(comparison: Comparison) -> str:
    differing = sum(not row.same for row in (*comparison.front, *comparison.text))
    if not differing:
        return _("Readers see the same in both.")
    text = ngettext("{number} place differs.", "{number} places differ.", differing)
    return text.format(number=f"{differing:,}")


def _button(name: str, text: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    button.setAutoDefault(False)
    return button
