"""The page of charts: what it counts, the year, and five cards.

Shows an `Overview` that it is given and asks for nothing itself.
"""

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from curator.domain.overview import EMPTY, Overview
from curator.gui import icons
from curator.gui.overview.bars import SHOWN_NAMES, NameBars, WeekBars
from curator.gui.overview.calendar import Calendar
from curator.gui.overview.card import Card
from curator.gui.overview.marks import (
    Mark,
    calendar_marks,
    category_marks,
    source_marks,
    trouble_marks,
    week_marks,
)
from curator.gui.theme import Theme, Token, set_role
from curator.translation import gettext as _
from curator.translation import ngettext

_LONGEST = 40


class OverviewPage(QWidget):
    """Charts of a library, or of what a search finds."""

    scope_chosen = Signal(bool)
    """What is searched for is to be counted, or, where false, the whole library."""
    mark_chosen = Signal(object)
    """The Mark whose posts the list is to show."""
    close_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("overview_page")
        self._overview = EMPTY
        self._search = ""
        self._loading = True
        self.title = QLabel()
        self.summary = QLabel()
        self.whole, self.searched = _choice("overview_whole"), _choice("overview_searched")
        self.earlier, self.later = QToolButton(), QToolButton()
        self.year = QComboBox()
        self._close = QToolButton()
        self.calendar = Card("calendar", Calendar("calendar_chart", theme), by_number=False)
        self.weeks = Card("weeks", WeekBars("weeks_chart", theme, Token.ACCENT), by_number=False)
        self.troubles = Card(
            "troubles", WeekBars("troubles_chart", theme, Token.WARNING), by_number=False
        )
        self.sources = Card("sources", NameBars("sources_chart", theme), by_number=True)
        self.categories = Card("categories", NameBars("categories_chart", theme), by_number=True)
        self.cards = (self.calendar, self.weeks, self.troubles, self.sources, self.categories)
        self._lay_out()
        self._connect()
        self.show_overview(EMPTY)

    def _lay_out(self) -> None:
        set_role(self.title, "heading")
        set_role(self.summary, "muted")
        self.summary.setObjectName("overview_summary")
        self.year.setObjectName("overview_year")
        self._close.setObjectName("overview_close")
        self._close.setIcon(icons.icon("close"))
        self.earlier.setIcon(icons.icon("chevron-left"))
        self.later.setIcon(icons.icon("chevron-right"))
        scopes = QButtonGroup(self)
        for button in (self.whole, self.searched):
            scopes.addButton(button)
        self.whole.setChecked(True)
        bar = QFrame()
        set_role(bar, "bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(4)
        row.addWidget(self.title)
        row.addSpacing(10)
        row.addWidget(self.whole)
        row.addWidget(self.searched)
        row.addStretch(1)
        for widget in (self.earlier, self.year, self.later):
            row.addWidget(widget)
        row.addSpacing(8)
        row.addWidget(self._close)
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(14, 10, 14, 14)
        grid.setSpacing(12)
        grid.addWidget(self.summary, 0, 0, 1, 2)
        for place, card in enumerate((self.calendar, self.weeks, self.troubles), start=1):
            grid.addWidget(card, place, 0, 1, 2)
        grid.addWidget(self.sources, 4, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.categories, 4, 1, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(5, 1)
        self._scroll = QScrollArea()
        self._scroll.setObjectName("overview_scroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        layout.addWidget(self._scroll, 1)

    def _connect(self) -> None:
        self.whole.clicked.connect(lambda: self.scope_chosen.emit(False))
        self.searched.clicked.connect(lambda: self.scope_chosen.emit(True))
        self.year.currentIndexChanged.connect(lambda _index: self._show_year())
        # Years stand from the latest down.
        self.earlier.clicked.connect(lambda: self._step(1))
        self.later.clicked.connect(lambda: self._step(-1))
        self._close.clicked.connect(self.close_requested)
        for card in self.cards:
            card.chosen.connect(self.mark_chosen)

    def show_scope(self, search: str) -> None:
        """Say what is counted: what a search finds, or, where it is empty, everything."""
        self._search = search
        (self.searched if search else self.whole).setChecked(True)
        self._word()

    def show_loading(self) -> None:
        """Say that numbers are on their way."""
        self.summary.setText(_("Counting…"))

    def show_overview(self, overview: Overview) -> None:
        """Show other numbers; the year stays where there are posts of it."""
        self._overview = overview
        wanted = self.year.currentData()
        years = overview.years()
        with QSignalBlocker(self.year):
            self.year.clear()
            for year in reversed(years):
                self.year.addItem(str(year), year)
            if years:
                self.year.setCurrentIndex(
                    self.year.findData(wanted if wanted in years else years[-1])
                )
        self._word()

    def focus_first(self) -> None:
        """Put the keyboard on the calendar."""
        self.calendar.chart.setFocus(Qt.FocusReason.OtherFocusReason)

    def _step(self, by: int) -> None:
        place = self.year.currentIndex() + by
        if 0 <= place < self.year.count():
            self.year.setCurrentIndex(place)

    def _word(self) -> None:
        """Word everything anew in the language of the moment."""
        self.title.setText(_("Overview"))
        self.whole.setText(_("Whole library"))
        self.searched.setText(_("This search"))
        self.searched.setToolTip(_("Count what the list shows now"))
        self.earlier.setToolTip(_("The year before"))
        self.earlier.setAccessibleName(_("The year before"))
        self.later.setToolTip(_("The year after"))
        self.later.setAccessibleName(_("The year after"))
        self.year.setAccessibleName(_("Year"))
        self._close.setToolTip(_("Back to the post"))
        self._close.setAccessibleName(_("Back to the post"))
        self._summarise()
        self._show_year()
        self._show_names()

    def _summarise(self) -> None:
        total, undated = self._overview.total, self._overview.undated
        text = ngettext("{number} post", "{number} posts", total).format(number=f"{total:,}")
        if self._search:
            cut = self._search if len(self._search) <= _LONGEST else f"{self._search[:_LONGEST]}…"
            # Translators: how many posts a search finds.
            text = _("{posts} found by “{search}”").format(posts=text, search=cut)
        if undated:
            without = ngettext("{number} without a date", "{number} without a date", undated)
            text = f"{text} · {without.format(number=f'{undated:,}')}"
        self.summary.setText(text)

    def _show_year(self) -> None:
        year = self.year.currentData()
        some = self.year.count() > 0
        self.year.setEnabled(some)
        self.earlier.setEnabled(some and self.year.currentIndex() < self.year.count() - 1)
        self.later.setEnabled(some and self.year.currentIndex() > 0)
        overview = self._overview
        days = calendar_marks(overview, year) if some else []
        weeks = week_marks(overview, year) if some else []
        troubles = trouble_marks(overview, year) if some else []
        number = _("Posts")
        shown = f" {year}" if some else ""
        nothing = "" if some else _("No post has a date.")
        self.calendar.show_marks(_("Publishing days") + shown, (_("Day"), number), days, nothing)
        self.weeks.show_marks(_("Posts per week") + shown, (_("Week"), number), weeks)
        self.troubles.show_marks(
            _("Posts with problems per week") + shown,
            (_("Week"), number),
            troubles,
        )

    def _show_names(self) -> None:
        for card, title, heading, marks in (
            (self.sources, _("Sources"), _("Source"), source_marks(self._overview)),
            (self.categories, _("Categories"), _("Category"), category_marks(self._overview)),
        ):
            card.show_marks(title, (heading, _("Posts")), marks, _rest(marks))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_requested.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()


def _rest(marks: list[Mark]) -> str:
    """Say what is not drawn."""
    if not marks:
        return _("There are none.")
    more = len(marks) - SHOWN_NAMES
    text = ngettext("{number} more in the table", "{number} more in the table", max(more, 0))
    return text.format(number=f"{more:,}") if more > 0 else ""


def _choice(name: str) -> QToolButton:
    button = QToolButton()
    button.setObjectName(name)
    button.setCheckable(True)
    return button
