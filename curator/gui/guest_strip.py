"""One line above a guest's text: what is done with it, and the switch that ends that."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QSizePolicy

from curator.gui.theme import set_role
from curator.translation import gettext as _


class GuestStrip(QFrame):
    """Shown while the post is a guest's."""

    switched = Signal(bool)
    """Whether the post is to be a guest's from now on."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("guest_strip")
        set_role(self, "bar")
        self.switch = QCheckBox()
        self.switch.setObjectName("guest_switch")
        self.switch.setChecked(True)
        self.switch.clicked.connect(self.switched)
        self._text = QLabel()
        self._text.setObjectName("guest_text")
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        set_role(self._text, "small")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 3, 10, 3)
        row.setSpacing(10)
        row.addWidget(self.switch)
        row.addWidget(self._text, 1)
        self.retranslate()
        self.hide()

    def show_state(self, foreign: bool) -> None:
        """Say whether the post is a guest's."""
        self.switch.setChecked(foreign)
        self.setVisible(foreign)

    def retranslate(self) -> None:
        """Word everything anew in the language of the moment."""
        self.switch.setText(_("A guest's text"))
        self._text.setText(
            _(
                "Liquid, kramdown attributes and scripts in it are shown, not run, here and exported."
            )
        )

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
