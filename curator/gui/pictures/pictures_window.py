"""The window that lists the pictures of other sites and how keeping them goes.

Shows and asks; it fetches and stores nothing itself.
"""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from curator.gui.pictures.model import SORT_ROLE, PicturesModel
from curator.gui.theme import Theme, set_role
from curator.services.pictures import PictureOutcome, PictureReport, RemotePicture
from curator.translation import gettext as _
from curator.translation import listed, ngettext


class PicturesWindow(QDialog):
    """A table of pictures, and buttons to keep them, stop, and try again."""

    keep_requested = Signal(object)
    """A list of RemotePicture to be fetched."""
    stop_requested = Signal()
    post_requested = Signal(object)
    """The PostId of a row."""
    options_changed = Signal(bool, bool)
    """Whether positions are taken out; whether pictures are kept of every article taken in."""

    def __init__(
        self, parent: QWidget, theme: Theme, *, without_positions: bool, always: bool
    ) -> None:
        super().__init__(parent)
        self.setObjectName("pictures_window")
        self.setWindowTitle(_("Pictures of other sites"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(1080, 600)
        self.model = PicturesModel(theme)
        self._sorted = QSortFilterProxyModel()
        self._sorted.setSourceModel(self.model)
        self._sorted.setSortRole(SORT_ROLE)
        self._working = False
        self.heading = QLabel(_("Looking for pictures…"))
        self.heading.setObjectName("pictures_heading")
        self.heading.setWordWrap(True)
        set_role(self.heading, "heading")
        self.table = self._table()
        self.bar = QProgressBar()
        self.bar.setObjectName("pictures_progress")
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.positions = QCheckBox(_("Remove the place &where pictures were taken"))
        self.positions.setObjectName("pictures_positions")
        self.positions.setToolTip(
            _("Cameras write the place into the file. No pixel changes when it is removed.")
        )
        self.positions.setChecked(without_positions)
        self.always = QCheckBox(_("Keep the pictures of &every article that is taken in"))
        self.always.setObjectName("pictures_always")
        self.always.setChecked(always)
        self.keep = QPushButton()
        self.keep.setObjectName("pictures_keep")
        set_role(self.keep, "primary")
        self.again = QPushButton()
        self.again.setObjectName("pictures_again")
        self.stop = QPushButton(_("&Stop"))
        self.stop.setObjectName("pictures_stop")
        self._close = QPushButton(_("Close"))
        self._close.setObjectName("pictures_close")
        self._lay_out()
        self._connect()
        self._refresh()

    def show_found(self, found: Sequence[RemotePicture]) -> None:
        """Show what there is to keep."""
        self.model.show_found(found)
        self.bar.hide()
        self._refresh()

    def begin(self, number: int) -> None:
        """Show that so many pictures are being fetched."""
        self._working = True
        self.bar.setRange(0, number)
        self.bar.setValue(0)
        self.bar.show()
        self._refresh()

    def advance(self, done: int, total: int) -> None:
        """Show how far the fetching is."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def take(self, report: PictureReport) -> None:
        """Show how a picture went."""
        self.model.take(report)
        self._refresh()

    def end(self) -> None:
        """Show that nothing is under way any more."""
        self._working = False
        self.bar.hide()
        self._refresh()

    def say(self, text: str) -> None:
        """Tell what stopped the search."""
        self.bar.hide()
        self.heading.setText(text)

    def _lay_out(self) -> None:
        for button in (self.keep, self.again, self.stop):
            button.setAutoDefault(False)
        row = QHBoxLayout()
        row.addWidget(self.again)
        row.addStretch(1)
        for button in (self.stop, self.keep, self._close):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(12)
        layout.addWidget(self.heading)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.bar)
        layout.addWidget(self.positions)
        layout.addWidget(self.always)
        layout.addLayout(row)

    def _connect(self) -> None:
        waiting, failed = PictureOutcome.WAITING, PictureOutcome.FAILED
        self.keep.clicked.connect(lambda: self.keep_requested.emit(self.model.of(waiting)))
        self.again.clicked.connect(lambda: self.keep_requested.emit(self.model.of(failed)))
        self.stop.clicked.connect(self.stop_requested)
        self._close.clicked.connect(self.close)
        self.table.activated.connect(self._go)
        for box in (self.positions, self.always):
            box.toggled.connect(
                lambda _on: self.options_changed.emit(
                    self.positions.isChecked(), self.always.isChecked()
                )
            )

    def _table(self) -> QTableView:
        table = QTableView()
        table.setObjectName("pictures_table")
        table.setAccessibleName(_("Pictures of other sites"))
        table.setModel(self._sorted)
        table.setSortingEnabled(True)
        table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)  # as the posts show them
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        for column, width in ((0, 220), (1, 340), (3, 150)):
            table.setColumnWidth(column, width)
        return table

    def _refresh(self) -> None:
        waiting = self.model.count(PictureOutcome.WAITING)
        failed = self.model.count(PictureOutcome.FAILED)
        text = ngettext("&Keep {number} picture", "&Keep {number} pictures", waiting)
        self.keep.setText(text.format(number=waiting))
        self.keep.setVisible(waiting > 0 and not self._working)
        text = ngettext("&Try {number} again", "&Try {number} again", failed)
        self.again.setText(text.format(number=failed))
        self.again.setVisible(failed > 0 and not self._working)
        self.stop.setVisible(self._working)
        first = self._close if self.keep.isHidden() else self.keep
        first.setDefault(True)
        self.positions.setEnabled(not self._working)
        if self.bar.isHidden() or self._working:
            self.heading.setText(self._words())

    def _words(self) -> str:
        if not self.model.rowCount():
            return _("These posts show no pictures of other sites.")
        kept = self.model.count(PictureOutcome.KEPT, PictureOutcome.ALREADY)
        failed = self.model.count(PictureOutcome.FAILED)
        waiting = self.model.count(PictureOutcome.WAITING)
        counts = (
            (ngettext("{number} picture kept", "{number} pictures kept", kept), kept),
            (_("{number} not fetched yet"), waiting),
            (
                ngettext(
                    "{number} could not be kept; its link stays as it is",
                    "{number} could not be kept; their links stay as they are",
                    failed,
                ),
                failed,
            ),
        )
        return listed([text.format(number=f"{number:,}") for text, number in counts if number])

    def _go(self, index: QModelIndex) -> None:
        report = self.model.report(self._sorted.mapToSource(index).row())
        self.post_requested.emit(report.picture.post)
