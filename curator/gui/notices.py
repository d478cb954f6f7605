"""The quiet notice: one line at the bottom of the window with at most two things to do about it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from curator.gui import icons
from curator.gui.theme import set_role, set_trait
from curator.translation import gettext as _

_SHOWN_FOR = 9_000  # milliseconds; a warning stays until it is closed


class NoticeBar(QFrame):
    """Shows one notice at a time; the newest wins."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice_bar")
        set_role(self, "notice")
        self._text = QLabel()
        self._text.setObjectName("notice_text")
        self._text.setWordWrap(True)
        self._action = QPushButton()
        self._action.setObjectName("notice_action")
        set_role(self._action, "quiet")
        self._other = QPushButton()
        self._other.setObjectName("notice_other")
        set_role(self._other, "quiet")
        self._close = QToolButton()
        self._close.setObjectName("notice_close")
        self._close.setIcon(icons.icon("close"))
        self._close.setAutoRaise(True)
        self._act: Callable[[], None] | None = None
        self._act_otherwise: Callable[[], None] | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 6, 8, 6)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._action)
        layout.addWidget(self._other)
        layout.addWidget(self._close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self._close.clicked.connect(self.hide)
        self._action.clicked.connect(lambda: self._do(self._act))
        self._other.clicked.connect(lambda: self._do(self._act_otherwise))
        self.retranslate()
        self.hide()

    @property
    def text(self) -> str:
        """Return what the notice says."""
        return self._text.text()

    def say(
        self,
        text: str,
        *,
        tone: str = "info",
        action: str = "",
        act: Callable[[], None] | None = None,
        other: str = "",
        act_otherwise: Callable[[], None] | None = None,
    ) -> None:
        """Show a notice; `tone` is info, success, warning or danger, `other` a second thing to do."""
        self._text.setText(text)
        self.setAccessibleName(text)
        self._act = act
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._act_otherwise = act_otherwise
        self._other.setText(other)
        self._other.setVisible(bool(other))
        set_trait(self, "tone", tone)
        self.show()
        if tone in {"info", "success"}:
            self._timer.start(_SHOWN_FOR)
        else:
            self._timer.stop()

    def retranslate(self) -> None:
        """Word everything anew in the language of the moment."""
        self._close.setAccessibleName(_("Close the notice"))
        self._close.setToolTip(_("Close"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _do(self, act: Callable[[], None] | None) -> None:
        self.hide()
        if act is not None:
            act()
