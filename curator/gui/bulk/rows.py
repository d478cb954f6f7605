"""The posts that a change concerns, as a list of any length: numbers are kept, rows fetched as they are seen."""

from array import array
from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from curator.domain.bulk import Outcome
from curator.domain.listing import ListedPost
from curator.domain.post import PostId
from curator.gui import icons
from curator.translation import gettext as _

Index = QModelIndex | QPersistentModelIndex

_PAGE = 100
_KEPT = 2_000
"""Rows kept in memory."""


class BulkRows(QAbstractListModel):
    """Posts that change, with a tick, and posts that cannot."""

    rows_wanted = Signal(object)
    """PostIds whose rows are missing on the screen."""
    ticked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.ids: array[int] = array("q")
        self._outcomes = bytearray()
        self._hits: array[int] = array("L")
        self.left: set[PostId] = set()
        self._rows: OrderedDict[PostId, ListedPost] = OrderedDict()
        self._asked: set[PostId] = set()

    def clear(self) -> None:
        """Forget everything."""
        self.beginResetModel()
        self.ids, self._outcomes, self._hits = array("q"), bytearray(), array("L")
        self.left, self._asked = set(), set()
        self._rows.clear()
        self.endResetModel()

    def append(self, ids: Sequence[int], outcomes: bytes, hits: Sequence[int]) -> None:
        """List more posts."""
        if not ids:
            return
        first = len(self.ids)
        self.beginInsertRows(QModelIndex(), first, first + len(ids) - 1)
        self.ids.extend(ids)
        self._outcomes.extend(outcomes)
        self._hits.extend(hits)
        self.endInsertRows()

    def show_rows(self, rows: Sequence[ListedPost]) -> None:
        """Take rows that were asked for."""
        for row in rows:
            self._rows[row.id] = row
        while len(self._rows) > _KEPT:
            self._rows.popitem(last=False)
        self._asked.clear()
        if self.ids:
            self.dataChanged.emit(self.index(0), self.index(len(self.ids) - 1))

    def post(self, index: Index) -> PostId | None:
        """Return the post in a row."""
        return PostId(self.ids[index.row()]) if 0 <= index.row() < len(self.ids) else None

    def refused(self, index: Index) -> bool:
        """Tell whether the post in a row cannot be changed."""
        return self._outcomes[index.row()] != Outcome.CHANGED

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.ids)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.isValid() and not self.refused(index):
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        post = self.post(index)
        if post is None:
            return None
        if role == Qt.ItemDataRole.CheckStateRole:
            if self.refused(index):
                return None
            return Qt.CheckState.Unchecked if post in self.left else Qt.CheckState.Checked
        if role == Qt.ItemDataRole.DecorationRole:
            return icons.icon("warning") if self.refused(index) else None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            row = self._rows.get(post)
            if row is None:
                self._ask(index.row())
                return "…"
            if role == Qt.ItemDataRole.ToolTipRole:
                return row.path
            hits = self._hits[index.row()]
            title = row.title or row.path
            return f"{hits:,} · {title}" if hits else title
        if role == Qt.ItemDataRole.AccessibleDescriptionRole and self.refused(index):
            return _("cannot be changed")
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        post = self.post(index)
        if role != Qt.ItemDataRole.CheckStateRole or post is None or self.refused(index):
            return False
        if Qt.CheckState(value) is Qt.CheckState.Checked:
            self.left.discard(post)
        else:
            self.left.add(post)
        self.dataChanged.emit(index, index, [Qt.ItemDataRole.CheckStateRole])
        self.ticked.emit()
        return True

    def _ask(self, row: int) -> None:
        start = row - row % _PAGE
        page = [PostId(number) for number in self.ids[start : start + _PAGE]]
        wanted = [post for post in page if post not in self._rows and post not in self._asked]
        if wanted:
            self._asked.update(wanted)
            self.rows_wanted.emit(wanted)
