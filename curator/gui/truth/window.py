"""The window that shows Jekyll's page beside Curator's: building, verdict, differences, messages.

Shows values and asks; it neither builds nor compares.
"""

import time

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from curator.gui import icons
from curator.gui.theme import Theme, Token, set_role
from curator.gui.truth.page_difference import PageDifference
from curator.gui.truth.trust_panel import TrustPanel
from curator.gui.truth.wording import building_words, how_words
from curator.sentences import comparison_notes, comparison_sentence
from curator.services.truth import Compared, JekyllName, Part, Question, SiteCode
from curator.translation import gettext as _
from curator.translation import ngettext

NEIGHBOURS = 10
_TICK = 500  # milliseconds
_PATIENCE = 0.3  # seconds before the wait is measured aloud


class TruthWindow(QDialog):
    """Compares one post with what Jekyll makes of it."""

    asked = Signal(object)
    """A Question to be answered anew; trust is not its business."""
    cancelled = Signal()
    trusted = Signal()
    """The editor allows the site's own programs to run."""

    def __init__(self, parent: QWidget, title: str, theme: Theme) -> None:
        super().__init__(parent)
        self.setObjectName("truth_window")
        self.setWindowTitle(_("Jekyll's page of “{title}”").format(title=title))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(1180, 760)
        self._theme = theme
        self._compared: Compared | None = None
        self._code: SiteCode | None = None
        self._jekyll: JekyllName | None = None
        self._begun = time.monotonic()
        self._building = False
        self._tone = Token.MUTED
        self._icon_name = "info"
        self._icon = QLabel()
        self._heading = QLabel()
        self._how = QLabel()
        self._notes = QLabel()
        self._bar = QProgressBar()
        self._cancel = QPushButton(_("Cancel"))
        self._whole = self._choice("truth_page", _("Whole page"))
        self._article = self._choice("truth_article", _("Article only"))
        self._beside = self._choice("truth_beside", _("Side by side"))
        self._below = self._choice("truth_below", _("One below the other"))
        self._neighbours = QCheckBox(_("With neighbouring posts"))
        self.difference = PageDifference(theme)
        self.trust = TrustPanel()
        self._middle = QStackedWidget()
        self._card = QFrame()
        self._empty = QLabel()
        self._fold = QToolButton()
        self.messages = QPlainTextEdit()
        self._ask_trust = QPushButton(_("Build with the site's own plug-ins…"))
        self._again = QPushButton(_("Build again"))
        self._timer = QTimer(self)
        self._lay_out()
        self._connect()
        self._say(_("Jekyll is at work"), "info", Token.ACCENT)

    # Arrangement

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(12)
        layout.addLayout(self._head())
        layout.addWidget(self.trust)
        layout.addLayout(self._choices())
        layout.addWidget(self._stage(), 100)
        layout.addWidget(self._fold)
        layout.addWidget(self.messages, 1)
        layout.addLayout(self._footer())
        self.trust.hide()

    def _head(self) -> QHBoxLayout:
        self._heading.setObjectName("truth_heading")
        self._heading.setWordWrap(True)
        set_role(self._heading, "heading")
        self._how.setObjectName("truth_how")
        self._how.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        set_role(self._how, "muted")
        self._notes.setObjectName("truth_notes")
        self._notes.setWordWrap(True)
        self._bar.setObjectName("truth_progress")
        self._bar.setAccessibleName(_("Jekyll is at work"))
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._cancel.setObjectName("truth_cancel")
        self._cancel.setAutoDefault(False)
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addWidget(self._heading)
        words.addWidget(self._how)
        words.addWidget(self._notes)
        words.addSpacing(4)
        words.addWidget(self._bar)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self._cancel, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _choice(self, name: str, text: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName(name)
        button.setText(text)
        button.setCheckable(True)
        return button

    def _choices(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        self._parts = QButtonGroup(self)
        self._views = QButtonGroup(self)
        for group, buttons in (
            (self._parts, (self._whole, self._article)),
            (self._views, (self._beside, self._below)),
        ):
            for button in buttons:
                group.addButton(button)
                row.addWidget(button)
            row.addSpacing(16)
        self._whole.setChecked(True)
        self._beside.setChecked(True)
        self._neighbours.setObjectName("truth_neighbours")
        self._neighbours.setToolTip(
            ngettext(
                "Also gives Jekyll up to {number} other post of the site: for lists of the newest "
                "posts and links to the next one.",
                "Also gives Jekyll up to {number} other posts of the site: for lists of the newest "
                "posts and links to the next one.",
                NEIGHBOURS,
            ).format(number=NEIGHBOURS)
        )
        row.addWidget(self._neighbours)
        row.addStretch(1)
        return row

    def _stage(self) -> QFrame:
        self._empty.setObjectName("truth_empty")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        set_role(self._empty, "muted")
        set_role(self._card, "card")
        inner = QVBoxLayout(self._card)
        inner.setContentsMargins(1, 1, 1, 1)
        self.difference.setFrameShape(QFrame.Shape.NoFrame)
        self.difference.setStyleSheet("border: none;")
        self._middle.addWidget(self._empty)
        self._middle.addWidget(self.difference)
        inner.addWidget(self._middle)
        return self._card

    def _footer(self) -> QHBoxLayout:
        self._fold.setObjectName("truth_fold")
        self._fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._fold.hide()
        self.messages.setObjectName("truth_messages")
        self.messages.setAccessibleName(_("What Jekyll printed"))
        self.messages.setReadOnly(True)
        self.messages.setMinimumHeight(150)
        set_role(self.messages, "code")
        self.messages.hide()
        self._ask_trust.setObjectName("truth_trust")
        self._ask_trust.hide()
        self._again.setObjectName("truth_again")
        close = QPushButton(_("Close"))
        close.setObjectName("truth_close")
        close.clicked.connect(self.close)
        for button in (self._ask_trust, self._again):
            button.setAutoDefault(False)
        close.setDefault(True)
        row = QHBoxLayout()
        row.addWidget(self._ask_trust)
        row.addStretch(1)
        row.addWidget(self._again)
        row.addWidget(close)
        return row

    def _connect(self) -> None:
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self._tick)
        self._cancel.clicked.connect(self._stop)
        self._again.clicked.connect(self._ask)
        self._parts.buttonClicked.connect(lambda _button: self._ask())
        self._views.buttonClicked.connect(lambda _button: self._draw())
        self._neighbours.clicked.connect(lambda _on: self._ask())
        self._fold.clicked.connect(lambda: self._unfold(self.messages.isHidden()))
        self._ask_trust.clicked.connect(self._show_trust)
        self.trust.refused.connect(self.trust.hide)
        self.trust.agreed.connect(self._agree)
        self._theme.changed.connect(self._recolour)

    # What the caller tells

    def show_building(self) -> None:
        """Say that Jekyll is at work."""
        self._building = True
        self._jekyll = None
        self._begun = time.monotonic()
        self._compared = None
        self._say(_("Jekyll is at work"), "info", Token.ACCENT)
        self._notes.hide()
        self._show_log("")
        self._blank(_("The page is built in a folder of its own; nothing in the site changes."))
        self._how.show()
        self._enable()
        self._tick()
        self._timer.start()

    def show_jekyll(self, jekyll: JekyllName) -> None:
        """Say which Jekyll it is, now that one was found."""
        if self._building:
            self._jekyll = jekyll
            self._tick()

    def show_compared(self, compared: Compared) -> None:
        """Show what came of it."""
        self._rest()
        self._compared = compared
        self._code = compared.code
        self._jekyll = compared.jekyll
        if compared.equal:
            self._say(comparison_sentence(compared), "check", Token.SUCCESS)
        else:
            self._say(comparison_sentence(compared), "warning", Token.WARNING)
        self._how.setText(how_words(compared))
        self._how.show()
        notes = comparison_notes(compared)
        self._notes.setText("\n".join(notes))
        self._notes.setVisible(bool(notes))
        self._whole.setEnabled(not compared.themeless)
        (self._article if compared.part is Part.ARTICLE else self._whole).setChecked(True)
        self._ask_trust.setVisible(compared.code.any and not compared.trusted)
        self._show_log(compared.log)
        self._draw()

    def show_fault(self, sentence: str, log: str, code: SiteCode | None) -> None:
        """Say why there is no page of Jekyll's."""
        self._rest()
        self._code = code
        self._say(_("There is no page to compare with"), "error", Token.DANGER)
        self._how.hide()
        self._notes.setText(sentence)
        self._notes.setVisible(bool(log))
        self._ask_trust.setVisible(code is not None and code.any)
        self._blank("" if log else sentence)
        self._show_log(log)
        self._card.setVisible(not log)
        if log:
            self._unfold(True)

    # What the editor does

    def question(self) -> Question:
        """Return what is to be compared, as chosen."""
        part = Part.ARTICLE if self._article.isChecked() else Part.PAGE
        return Question(part, neighbours=NEIGHBOURS if self._neighbours.isChecked() else 0)

    def _ask(self) -> None:
        self.asked.emit(self.question())

    def _stop(self) -> None:
        self.cancelled.emit()
        self._rest()
        self._say(_("The build was cancelled"), "info", Token.MUTED)
        self._how.hide()

    def _show_trust(self) -> None:
        if self._code is not None:
            self.trust.ask(self._code)

    def _agree(self) -> None:
        self.trust.hide()
        self.trusted.emit()
        self._ask()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._building:
            self.cancelled.emit()
        super().closeEvent(event)

    # Showing

    def _rest(self) -> None:
        self._building = False
        self._timer.stop()
        self._enable()

    def _enable(self) -> None:
        self._bar.setVisible(self._building)
        self._cancel.setVisible(self._building)
        for control in (self._whole, self._article, self._neighbours, self._again):
            control.setEnabled(not self._building)
        self._ask_trust.setEnabled(not self._building)
        if self._building:
            self.trust.hide()

    def _tick(self) -> None:
        waited = time.monotonic() - self._begun
        self._how.setText(building_words(self._jekyll, waited) if waited > _PATIENCE else " ")

    def _say(self, text: str, icon: str, tone: Token) -> None:
        self._heading.setText(text)
        self._icon_name, self._tone = icon, tone
        self._recolour()

    def _recolour(self) -> None:
        picture = icons.icon(self._icon_name, self._theme.colour(self._tone))
        self._icon.setPixmap(picture.pixmap(22, 22))

    def _draw(self) -> None:
        compared = self._compared
        if compared is None:
            return
        if compared.equal:
            lines = compared.difference.left_lines
            text = ngettext(
                "{number} line of HTML was compared.",
                "{number} lines of HTML were compared.",
                lines,
            )
            self._blank(text.format(number=f"{lines:,}"))
            return
        self._middle.setCurrentWidget(self.difference)
        self.difference.show_difference(compared.difference, beside=self._beside.isChecked())

    def _blank(self, text: str) -> None:
        self._empty.setText(text)
        self._middle.setCurrentWidget(self._empty)

    def _show_log(self, log: str) -> None:
        self.messages.setPlainText(log)
        self._fold.setVisible(bool(log))
        self._card.show()
        self._unfold(False)

    def _unfold(self, shown: bool) -> None:
        lines = self.messages.toPlainText().count("\n") + 1
        text = ngettext(
            "What Jekyll printed ({number} line)", "What Jekyll printed ({number} lines)", lines
        )
        self._fold.setText(text.format(number=lines))
        self._fold.setIcon(icons.icon("chevron-down" if shown else "chevron-right"))
        self.messages.setVisible(shown)
