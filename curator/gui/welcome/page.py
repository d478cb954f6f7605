"""What the first start shows: three ways to begin, none of which is final."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

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
        title = QLabel(_("Welcome to Curator"))
        set_role(title, "title")
        lead = QLabel(
            _(
                "A desk for the articles of your Jekyll site. Nothing is written into a site "
                "until you have seen exactly what would change."
            )
        )
        lead.setWordWrap(True)
        set_role(lead, "muted")
        cards = QGridLayout()
        cards.setSpacing(16)
        site = _card(
            "site",
            _("Open your Jekyll site"),
            _("Choose the folder with _config.yml. Its posts are read, never changed."),
            _("Choose a folder…"),
        )
        sample = _card(
            "library",
            _("Try the sample site"),
            _("A small site in Chinese and English, with a draft and a broken post to look at."),
            _("Open the sample"),
        )
        empty = _card(
            "inbox",
            _("Begin with an empty desk"),
            _("Drop Markdown, HTML or text files on the window whenever you like."),
            _("Start empty"),
        )
        for column, (card, button, name, signal) in enumerate(
            (
                (*site, "welcome_site", self.site_requested),
                (*sample, "welcome_sample", self.sample_requested),
                (*empty, "welcome_empty", self.dismissed),
            )
        ):
            button.setObjectName(name)
            button.clicked.connect(signal)
            cards.addWidget(card, 0, column)
            cards.setColumnStretch(column, 1)
        set_role(site[1], "primary")
        inner = QWidget()
        inner.setMaximumWidth(980)
        column_layout = QVBoxLayout(inner)
        column_layout.setSpacing(12)
        column_layout.addWidget(title)
        column_layout.addWidget(lead)
        column_layout.addSpacing(14)
        column_layout.addLayout(cards)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(40, 40, 40, 40)
        layout.addStretch(2)
        layout.addWidget(inner, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)


def _card(icon: str, heading: str, text: str, button_text: str) -> tuple[QFrame, QPushButton]:
    card = QFrame()
    set_role(card, "card")
    card.setMinimumWidth(260)
    picture = QLabel()
    picture.setPixmap(icons.icon(icon).pixmap(QSize(32, 32)))
    title = QLabel(heading)
    title.setWordWrap(True)
    set_role(title, "heading")
    words = QLabel(text)
    words.setWordWrap(True)
    set_role(words, "muted")
    words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    button = QPushButton(button_text)
    layout = QVBoxLayout(card)
    layout.setContentsMargins(22, 22, 22, 20)
    layout.setSpacing(10)
    layout.addWidget(picture)
    layout.addWidget(title)
    layout.addWidget(words, 1)
    layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
    return card, button
