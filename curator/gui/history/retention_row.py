"""The choice for how long every version is kept, in one line."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QWidget

from curator.gui.theme import set_role
from curator.translation import gettext as _
from curator.translation import ngettext

_CHOICES = (0, 30, 90, 365)


class RetentionRow(QWidget):
    """Asks how much history is kept."""

    days_chosen = Signal(int)
    """So many days every version is kept; nothing for all of them for ever."""
    tidy_requested = Signal()

    def __init__(self, days: int) -> None:
        super().__init__()
        self.choice = QComboBox()
        self.choice.setObjectName("retention_choice")
        for one in sorted({*_CHOICES, max(0, days)}):
            self.choice.addItem(_choice_words(one), one)
        self.choice.setCurrentIndex(self.choice.findData(max(0, days)))
        self.about = QLabel()
        self.about.setObjectName("retention_about")
        self.about.setWordWrap(True)
        set_role(self.about, "muted")
        self.tidy = QPushButton(_("T&hin out now"))
        self.tidy.setObjectName("retention_tidy")
        self.tidy.setAutoDefault(False)
        label = QLabel(_("Old versions"))
        label.setBuddy(self.choice)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(label)
        layout.addWidget(self.choice)
        layout.addWidget(self.tidy)
        layout.addWidget(self.about, 1)
        self.choice.currentIndexChanged.connect(lambda _place: self._chosen())
        self.tidy.clicked.connect(self.tidy_requested.emit)
        self._tell()

    @property
    def days(self) -> int:
        """Return the choice."""
        return int(self.choice.currentData())

    def _chosen(self) -> None:
        self._tell()
        self.days_chosen.emit(self.days)

    def _tell(self) -> None:
        some = self.days > 0
        self.tidy.setVisible(some)
        self.about.setVisible(some)
        self.about.setText(
            _(
                "Older than that one a day stays for a year, then one a week. What needs the others "
                "cannot be taken back any more."
            )
        )


def _choice_words(days: int) -> str:
    if not days:
        return _("Keep everything")
    text = ngettext("Keep all of {number} day", "Keep all of {number} days", days)
    return text.format(number=days)
