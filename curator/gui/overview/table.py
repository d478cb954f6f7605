"""The table behind a chart: every mark in a row, in any order, to be copied."""

from collections.abc import Sequence
from datetime import date
from functools import cmp_to_key
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCollator,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from curator.gui.overview.marks import Mark

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class MarkModel(QAbstractTableModel):
    """Marks as rows."""

    def __init__(self) -> None:
        super().__init__()
        self._headings: tuple[str, str] = ("", "")
        self._marks: Sequence[Mark] = ()
        self._column, self._down = -1, False

    def show_marks(self, headings: tuple[str, str], marks: Sequence[Mark]) -> None:
        """Show other marks."""
        self.beginResetModel()
        self._headings = headings
        self._marks = self._ordered(marks)
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
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the rows; the place of the keyboard goes along."""
        self._column, self._down = column, order == Qt.SortOrder.DescendingOrder
        self.layoutAboutToBeChanged.emit()
        kept = self.persistentIndexList()
        marks = [self._marks[index.row()] for index in kept]
        self._marks = self._ordered(self._marks)
        places = {mark.label: row for row, mark in enumerate(self._marks)} if kept else {}
        moved = [
            self.index(places[mark.label], index.column())
            for index, mark in zip(kept, marks, strict=True)
        ]
        self.changePersistentIndexList(kept, moved)
        self.layoutChanged.emit()

    def _ordered(self, marks: Sequence[Mark]) -> Sequence[Mark]:
        if self._column < 0:
            return marks
        if self._column == 1:
            return sorted(marks, key=lambda mark: mark.number, reverse=self._down)
        if all(mark.day is not None for mark in marks):
            # The days of weeks stand in their order, not in that of their words.
            return sorted(marks, key=lambda mark: mark.day or date.min, reverse=self._down)
        collator = QCollator(QLocale())

        def by_word(one: Mark, other: Mark) -> int:
            return collator.compare(one.label, other.label)

        return sorted(marks, key=cmp_to_key(by_word), reverse=self._down)


class MarkTable(QTableView):
    """Marks in any order; Enter and double clicks choose, Ctrl+C copies."""

    chosen = Signal(object)
    """The Mark whose posts are wanted."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._model = MarkModel()
        self.setModel(self._model)
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
        for row in range(self._model.rowCount()):
            mark = self._model.mark(row)
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

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self._model.mark(index.row()))
