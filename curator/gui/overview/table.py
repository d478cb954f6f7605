"""The table behind a chart: every mark in a row, in any order, to be copied."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from curator.gui.overview.marks import Mark

_Index = QModelIndex | QPersistentModelIndex
_ORDER = Qt.ItemDataRole.UserRole
_ROOT = QModelIndex()


class MarkModel(QAbstractTableModel):
    """Marks as rows."""

    def __init__(self) -> None:
        super().__init__()
        self._headings: tuple[str, str] = ("", "")
        self._marks: Sequence[Mark] = ()

    def show_marks(self, headings: tuple[str, str], marks: Sequence[Mark]) -> None:
        """Show other marks."""
        self.beginResetModel()
        self._headings = headings
        self._marks = marks
        self.endResetModel()

    def mark(self, row: int) -> Mark:
        """Return the mark of a row."""
        return self._marks[row]

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._marks)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else 2

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        mark = self._marks[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return mark.label if index.column() == 0 else f"{mark.number:,}"
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == 1:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == _ORDER:
            # The days of weeks stand in their order, not in that of their words.
            named = mark.day.isoformat() if mark.day is not None else mark.label
            return named if index.column() == 0 else mark.number
        return None


class MarkTable(QTableView):
    """Marks in any order; Enter and double clicks choose, Ctrl+C copies."""

    chosen = Signal(object)
    """The Mark whose posts are wanted."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._model = MarkModel()
        self._order = QSortFilterProxyModel(self)
        self._order.setSourceModel(self._model)
        self._order.setSortRole(_ORDER)
        self._order.setSortLocaleAware(True)
        self.setModel(self._order)
        self.setSortingEnabled(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.doubleClicked.connect(self._choose)

    def show_marks(
        self, title: str, headings: tuple[str, str], marks: Sequence[Mark], *, by_number: bool
    ) -> None:
        """Show other marks, in the order that was chosen, the first time by number or by name."""
        first = self._model.rowCount() == 0
        self.setAccessibleName(title)
        self._model.show_marks(headings, marks)
        if first:
            down = Qt.SortOrder.DescendingOrder
            self.sortByColumn(*((1, down) if by_number else (0, Qt.SortOrder.AscendingOrder)))

    def tsv(self) -> str:
        """Return all rows in their order, columns parted by tabs, with the headings."""
        rows = [[self._model.headerData(one, Qt.Orientation.Horizontal) for one in range(2)]]
        for row in range(self._order.rowCount()):
            mark = self._mark(self._order.index(row, 0))
            rows.append([" ".join(mark.label.split()), str(mark.number)])
        return "".join("\t".join(row) + "\n" for row in rows)

    def copy(self) -> None:
        """Put all rows on the clipboard."""
        QGuiApplication.clipboard().setText(self.tsv())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._choose(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _mark(self, index: QModelIndex) -> Mark:
        return self._model.mark(self._order.mapToSource(index).row())

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self._mark(index))
