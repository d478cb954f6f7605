"""The list of posts as a table: all numbers in order, rows only for what is on screen.

Asks the library for windows of rows in the read lane; until they come a row is blank. Never holds
more than a few pages, so memory does not grow with the library (performance.md: "all ids in an
order").
"""

from array import array
from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from curator.domain.listing import ListedPost, Sort, SortKey
from curator.domain.post import PostId
from curator.domain.query import EVERYTHING, Node
from curator.gui.post_list.columns import COLUMNS, Column, cell_text, tool_tip
from curator.gui.tasks import Lane, TaskRunner
from curator.services.library import Library

PAGE = 64
PAGES_KEPT = 24

PostRole = Qt.ItemDataRole.UserRole
"""The ListedPost of a row, None while it is on its way."""
IdRole = Qt.ItemDataRole.UserRole + 1
"""The number of a row's post, at once."""

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class PostListModel(QAbstractTableModel):
    """Posts in an order, filtered by a query."""

    reordered = Signal()
    """New numbers are in place; rows are being fetched."""

    def __init__(self, library: Library, tasks: TaskRunner) -> None:
        super().__init__()
        self._library = library
        self._tasks = tasks
        self._ids: array[int] = array("q")
        self._rows: dict[int, int] = {}
        self._pages: OrderedDict[int, tuple[ListedPost | None, ...]] = OrderedDict()
        self._asked: set[int] = set()
        self._generation = 0
        self._query: Node = EVERYTHING
        self._sort = Sort()

    @property
    def sort_order(self) -> Sort:
        """Return the order of the rows."""
        return self._sort

    @property
    def query(self) -> Node:
        """Return what the rows are filtered by."""
        return self._query

    def set_query(self, query: Node) -> None:
        """Show the posts that match."""
        self._query = query
        self.refresh()

    def refresh(self) -> None:
        """Ask the library for the numbers again."""
        query, order = self._query, self._sort
        self._tasks.run(
            Lane.READ,
            lambda _token: self._library.ids(query, order),
            self._take,
            topic="post-list",
        )

    def forget_rows(self, posts: frozenset[PostId]) -> None:
        """Fetch the rows of some posts anew, in place."""
        for page in {row // PAGE for post in posts if (row := self.row_of(post)) >= 0}:
            self._asked.discard(page)
            self._fetch(page)

    def row_of(self, post: PostId) -> int:
        """Return the row of a post, -1 where it is not shown."""
        if not self._rows and self._ids:
            self._rows = {number: row for row, number in enumerate(self._ids)}
        return self._rows.get(post, -1)

    def id_at(self, row: int) -> PostId | None:
        """Return the number of the post in a row."""
        return PostId(self._ids[row]) if 0 <= row < len(self._ids) else None

    def ids(self) -> Sequence[int]:
        """Return all numbers in the order shown; not to be changed."""
        return self._ids

    def _take(self, ids: "array[int]") -> None:
        self.beginResetModel()
        self._ids = ids
        self._rows = {}
        self._pages.clear()
        self._asked.clear()
        self._generation += 1
        self.endResetModel()
        self.reordered.emit()

    def _fetch(self, page: int) -> None:
        if page in self._asked:
            return
        self._asked.add(page)
        start = page * PAGE
        wanted = [PostId(number) for number in self._ids[start : start + PAGE]]
        generation = self._generation
        self._tasks.run(
            Lane.READ,
            lambda _token: self._library.rows(wanted),
            lambda rows: self._show(page, wanted, rows, generation),
        )

    def _show(
        self, page: int, wanted: Sequence[PostId], rows: Sequence[ListedPost], generation: int
    ) -> None:
        if generation != self._generation:
            return
        found = {row.id: row for row in rows}
        self._pages[page] = tuple(found.get(number) for number in wanted)
        self._pages.move_to_end(page)
        while len(self._pages) > PAGES_KEPT:
            old, _ = self._pages.popitem(last=False)
            self._asked.discard(old)
        first = self.index(page * PAGE, 0)
        last = self.index(page * PAGE + len(wanted) - 1, len(COLUMNS) - 1)
        self.dataChanged.emit(first, last)

    def post_at(self, row: int) -> ListedPost | None:
        """Return what is known of the post in a row, asking for it where it is not there yet."""
        page = self._pages.get(row // PAGE)
        if page is None:
            self._fetch(row // PAGE)
            return None
        place = row % PAGE
        return page[place] if place < len(page) else None

    # Qt's interface

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == IdRole:
            return self._ids[index.row()]
        if role not in _ROLES:
            return None
        post = self.post_at(index.row())
        if role == PostRole or post is None:
            return post
        column = COLUMNS[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(post, column)
        return cell_text(post, column, _now())

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section].heading()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if not 0 <= column < len(COLUMNS):
            return
        key: SortKey = COLUMNS[column].key
        self._sort = Sort(key, order is Qt.SortOrder.DescendingOrder)
        self.refresh()


_ROLES = frozenset(
    {
        int(Qt.ItemDataRole.DisplayRole),
        int(Qt.ItemDataRole.ToolTipRole),
        int(Qt.ItemDataRole.AccessibleTextRole),
        int(PostRole),
    }
)


def _now() -> datetime:
    return datetime.now().astimezone()


__all__ = ["Column", "IdRole", "PostListModel", "PostRole"]
