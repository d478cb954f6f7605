"""One row of an import in words: what it is, where it lay, everything there is to say of it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from curator.gui.importing.charset_panel import CharsetPanel
from curator.gui.importing.wording import outcome_word, place, sentences
from curator.gui.theme import set_role
from curator.sentences import kind_word
from curator.services.charsets import CHARSETS
from curator.services.import_session_values import SessionItem
from curator.translation import gettext as _
from curator.translation import listed


class ItemDetails(QFrame):
    """What is known of one item, and the choice of its charset."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("import_details")
        set_role(self, "panel")
        self._title = self._label("import_details_title", "heading")
        self._facts = self._label("import_details_facts", "muted")
        self._notes = self._label("import_details_notes", "")
        words = QWidget()
        inner = QVBoxLayout(words)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(6)
        for label in (self._title, self._facts, self._notes):
            inner.addWidget(label)
        inner.addStretch(1)
        area = QScrollArea()
        area.setObjectName("import_details_words")
        area.setAccessibleName(_("About this item"))
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(words)
        # The ground of the panel, not that of a window.
        area.viewport().setAutoFillBackground(False)
        words.setAutoFillBackground(False)
        self.charset = CharsetPanel(CHARSETS)
        self.charset.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.setSpacing(14)
        layout.addWidget(area, 1)
        layout.addWidget(self.charset, 1)

    @property
    def text(self) -> str:
        """Return everything that is said of the item."""
        labels = (self._title, self._facts, self._notes)
        return "\n".join(label.text() for label in labels)

    def show_item(self, item: SessionItem | None) -> None:
        """Show an item, or that none is chosen."""
        self.charset.hide()
        if item is None:
            self._title.setText(_("Choose a row to read more."))
            self._facts.setText("")
            self._notes.setText("")
            return
        kind = kind_word(item.kind) if item.kind is not None else ""
        outcome = outcome_word(item.outcome, conflict=item.conflict)
        self._title.setText(item.name)
        self._facts.setText(f"{listed(filter(None, (kind, outcome)))}\n{place(item)}")
        self._notes.setText("\n".join(sentences(item)))

    def _label(self, name: str, role: str) -> QLabel:
        label = QLabel()
        label.setObjectName(name)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        if role:
            set_role(label, role)
        return label
