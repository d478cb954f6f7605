"""The quiet line that says which pictures of other sites wait for consent."""

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from curator.gui.theme import set_role
from curator.translation import gettext as _
from curator.translation import ngettext

_ROOM_FOR_ONE_ROW = 520


class RemoteLine(QFrame):
    """Counts what is not loaded and offers to load it, now or always."""

    load_requested = Signal()
    always_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preview_remote")
        set_role(self, "bar")
        self._count = 0
        self._has_site = False
        self._loading = False
        self._text = QLabel(self)
        self._text.setObjectName("preview_remote_text")
        self._text.setWordWrap(True)
        set_role(self._text, "small")
        self._load = self._button("preview_remote_load")
        self._always = self._button("preview_remote_always")
        buttons = QHBoxLayout()
        buttons.setSpacing(2)
        buttons.addWidget(self._load)
        buttons.addWidget(self._always)
        buttons.addStretch(1)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(14, 3, 8, 3)
        self._layout.setSpacing(4)
        self._layout.addWidget(self._text, 1)
        self._layout.addLayout(buttons)
        self._load.clicked.connect(self.load_requested)
        self._always.clicked.connect(self.always_requested)
        self.hide()

    def _button(self, name: str) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(name)
        set_role(button, "quiet")
        button.setStyleSheet("padding: 1px 8px; min-height: 20px;")
        return button

    def show_count(self, count: int, *, has_site: bool, loading: bool = False) -> None:
        """Say how many pictures wait; with none the line is not there."""
        self._count, self._has_site, self._loading = count, has_site, loading
        self._word()
        self.setVisible(bool(count))

    def _word(self) -> None:
        if self._loading:
            text = ngettext(
                "{number} picture of another site is being loaded…",
                "{number} pictures of other sites are being loaded…",
                self._count,
            )
        else:
            text = ngettext(
                "{number} picture of another site is not loaded.",
                "{number} pictures of other sites are not loaded.",
                self._count,
            )
        self._text.setText(text.format(number=self._count))
        self._load.setText(ngettext("Load it", "Load these", self._count))
        self._always.setText(_("Always for this site"))
        self._load.setVisible(not self._loading)
        self._always.setVisible(self._has_site and not self._loading)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons under the sentence where there is little room."""
        super().resizeEvent(event)
        direction = QBoxLayout.Direction
        wide = self.width() >= _ROOM_FOR_ONE_ROW
        wanted = direction.LeftToRight if wide else direction.TopToBottom
        if self._layout.direction() != wanted:
            self._layout.setDirection(wanted)

    def minimumSizeHint(self) -> QSize:
        """Never ask for more width than a narrow pane has."""
        return QSize(0, super().minimumSizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()
