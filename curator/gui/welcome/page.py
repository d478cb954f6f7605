"""What the first start shows: three ways to begin, none of which is final."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from curator.gui import icons
from curator.gui.theme import set_role
from curator.translation import gettext as _


class WelcomePage(QWidget):
    """Offers a Jekyll site, the sample site, or an empty desk."""

    site_requested = Signal()
    sample_requested = Signal()
    dismissed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("welcome")
        self._title = QLabel()
        set_role(self._title, "title")
        self._lead = QLabel()
        self._lead.setWordWrap(True)
        set_role(self._lead, "muted")
        cards = QGridLayout()
        cards.setSpacing(16)
        self._site, self._sample, self._empty = _Card("site"), _Card("library"), _Card("inbox")
        for column, (card, name, signal) in enumerate(
            (
                (self._site, "welcome_site", self.site_requested),
                (self._sample, "welcome_sample", self.sample_requested),
                (self._empty, "welcome_empty", self.dismissed),
            )
        ):
            card.button.setObjectName(name)
            card.button.clicked.connect(signal)
            cards.addWidget(card, 0, column)
            cards.setColumnStretch(column, 1)
        set_role(self._site.button, "primary")
        inner = QWidget()
        inner.setMaximumWidth(980)
        column_layout = QVBoxLayout(inner)
        column_layout.setSpacing(12)
        column_layout.addWidget(self._title)
        column_layout.addWidget(self._lead)
        column_layout.addSpacing(14)
        column_layout.addLayout(cards)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(40, 40, 40, 40)
        layout.addStretch(2)
        # Not aligned: an aligned widget is never as high as its texts need at its real width.
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(inner, 100)
        middle.addStretch(1)
        layout.addLayout(middle)
        layout.addStretch(3)
        self.retranslate()

    def retranslate(self) -> None:
        """Word everything anew in the language of the moment."""
        self._title.setText(_("Welcome to Curator"))
        self._lead.setText(
            _(
                "A desk for the articles of your Jekyll site. Nothing is written into a site "
                "until you have seen exactly what would change."
            )
        )
        self._site.say(
            _("Open your Jekyll site"),
            _("Choose the folder with _config.yml. Its posts are read, never changed."),
            _("Choose a folder…"),
        )
        self._sample.say(
            _("Try the sample site"),
            _("A small site in Chinese and English, with a draft and a broken post to look at."),
            _("Open the sample"),
        )
        self._empty.say(
            _("Begin with an empty desk"),
            _("Drop Markdown, HTML or text files on the window whenever you like."),
            _("Start empty"),
        )

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


class _Card(QFrame):
    """One way to begin."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        set_role(self, "card")
        self.setMinimumWidth(260)
        picture = QLabel()
        picture.setPixmap(icons.icon(icon).pixmap(QSize(32, 32)))
        self._heading = QLabel()
        self._heading.setWordWrap(True)
        set_role(self._heading, "heading")
        self._words = QLabel()
        self._words.setWordWrap(True)
        set_role(self._words, "muted")
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.button = QPushButton()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 22, 22, 20)
        layout.setSpacing(10)
        layout.addWidget(picture)
        layout.addWidget(self._heading)
        layout.addWidget(self._words, 1)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    def say(self, heading: str, words: str, button: str) -> None:
        """Say what this way is, and what its button does."""
        self._heading.setText(heading)
        self._words.setText(words)
        self.button.setText(button)
