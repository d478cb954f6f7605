"""A chart under its heading, and the table behind it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
)

from curator.gui.overview.chart import Chart
from curator.gui.overview.marks import Mark
from curator.gui.overview.table import MarkTable
from curator.gui.theme import set_role
from curator.translation import gettext as _

_TABLE = 230
"""Pixels."""


class Card(QFrame):
    """Shows marks as a chart or as a table."""

    chosen = Signal(object)
    """The Mark whose posts are wanted."""

    def __init__(self, name: str, chart: Chart, *, by_number: bool) -> None:
        super().__init__()
        self.setObjectName(f"{name}_card")
        set_role(self, "card")
        self._by_number = by_number
        self.chart = chart
        self.table = MarkTable(f"{name}_table")
        self.heading = QLabel()
        set_role(self.heading, "heading")
        self.note = QLabel()
        self.note.setObjectName(f"{name}_note")
        self.note.setWordWrap(True)
        set_role(self.note, "muted")
        self.as_table = QToolButton()
        self.as_table.setObjectName(f"{name}_as_table")
        self.as_table.setCheckable(True)
        self.copy = QToolButton()
        self.copy.setObjectName(f"{name}_copy")
        self._pages = QStackedWidget()
        self._pages.addWidget(chart)
        self._pages.addWidget(self.table)
        self._lay_out()
        self.as_table.toggled.connect(lambda on: self._turn(as_table=on))
        self.copy.clicked.connect(self.table.copy)
        chart.chosen.connect(self.chosen)
        self.table.chosen.connect(self.chosen)
        self._turn(as_table=False)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.heading, 1)
        row.addWidget(self.copy)
        row.addWidget(self.as_table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 12)
        layout.setSpacing(8)
        layout.addLayout(row)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self.note)

    def show_marks(
        self, title: str, headings: tuple[str, str], marks: Sequence[Mark], note: str = ""
    ) -> None:
        """Show other marks under a heading, with what is to be said below."""
        self.heading.setText(title)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.as_table.setText(_("Table"))
        # Translators: the chart's title stands in place of {title}.
        self.as_table.setAccessibleName(_("{title}: as a table").format(title=title))
        self.copy.setText(_("Copy"))
        self.copy.setToolTip(_("Copy the table, its columns parted by tabs"))
        self.copy.setAccessibleName(_("{title}: copy the table").format(title=title))
        self.chart.show_marks(title, marks)
        self.table.show_marks(title, headings, marks, by_number=self._by_number)

    def _turn(self, *, as_table: bool) -> None:
        shown, other = (self.table, self.chart) if as_table else (self.chart, self.table)
        # Only the page that is shown has a say in how high the card is.
        self.table.setMinimumHeight(_TABLE if as_table else 0)
        ignored = QSizePolicy.Policy.Ignored
        other.setSizePolicy(ignored, ignored)
        vertical = QSizePolicy.Policy.Fixed if shown is self.chart else QSizePolicy.Policy.Preferred
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, vertical)
        policy.setHeightForWidth(shown.hasHeightForWidth())
        shown.setSizePolicy(policy)
        had_focus = other.hasFocus()
        self._pages.setCurrentWidget(shown)
        if had_focus:
            shown.setFocus(Qt.FocusReason.OtherFocusReason)
        self.copy.setVisible(as_table)
        self._pages.updateGeometry()
        self.updateGeometry()
