"""The table that shows posts: rows of one height, columns that are remembered."""

from collections.abc import Iterator

from PySide6.QtCore import (
    QByteArray,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from curator.domain.post import PostId
from curator.gui.post_list.columns import COLUMNS
from curator.gui.post_list.model import PostListModel
from curator.gui.post_list.title_delegate import TitleDelegate
from curator.gui.theme import Theme
from curator.translation import gettext as _

_SELECTION_KEPT = 5_000
"""How many chosen posts are found again after the list was asked anew."""


class PostListView(QTableView):
    """Posts, one a row; any number can be chosen."""

    current_changed = Signal(object)
    """The PostId of the row the keyboard stands on, None where there is none."""
    selection_changed = Signal()
    activated_post = Signal(object)
    """A PostId, by Return or a double click."""

    def __init__(self, model: PostListModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("post_list")
        self._posts = model
        self._kept: set[PostId] = set()
        self._current: PostId | None = None
        self._delegate = TitleDelegate(theme)
        self.setItemDelegateForColumn(0, self._delegate)
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(False)
        self._set_up_headers()
        self.doubleClicked.connect(lambda index: self._activate(index.row()))
        self.selectionModel().selectionChanged.connect(self._selection_moved)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)
        self.retranslate()

    def retranslate(self) -> None:
        """Word everything anew in the language of the moment."""
        self.setAccessibleName(_("Posts"))
        # The model words its headings and cells whenever it is asked.
        self.horizontalHeader().viewport().update()
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _set_up_headers(self) -> None:
        rows = self.verticalHeader()
        rows.hide()
        # One height for all: the view never has to ask 100,000 rows how tall they are.
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.fontMetrics().height() + 14)
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        letter = self.fontMetrics().horizontalAdvance("0")
        for number, column in enumerate(COLUMNS):
            header.resizeSection(number, column.width * letter + 20)
            header.setSectionHidden(number, not column.shown)
        header.setMinimumSectionSize(60)
        order = self._posts.sort_order
        keys = [column.key for column in COLUMNS]
        direction = (
            Qt.SortOrder.DescendingOrder if order.descending else Qt.SortOrder.AscendingOrder
        )
        header.setSortIndicator(keys.index(order.key), direction)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._choose_columns)
        # After the indicator is set, so that this asks the library for nothing.
        self.setSortingEnabled(False)
        header.setSortIndicatorShown(True)
        header.setSectionsClickable(True)
        header.sortIndicatorChanged.connect(self._posts.sort)

    def header_state(self) -> QByteArray:
        """Return widths, order and choice of columns."""
        return self.horizontalHeader().saveState()

    def restore_header(self, state: QByteArray) -> None:
        """Bring back widths, order and choice of columns."""
        self.horizontalHeader().restoreState(state)

    @property
    def current(self) -> PostId | None:
        """Return the post the keyboard stands on."""
        return self._current

    def chosen(self) -> list[PostId]:
        """Return all chosen posts in the order shown."""
        rows = sorted(
            row
            for part in _ranges(self.selectionModel().selection())
            for row in range(part.top(), part.bottom() + 1)
        )
        ids = self._posts.ids()
        return [PostId(ids[row]) for row in dict.fromkeys(rows) if row < len(ids)]

    def show_post(self, post: PostId) -> bool:
        """Choose a post and bring it into sight; tell whether it is in the list."""
        row = self._posts.row_of(post)
        if row < 0:
            return False
        self._choose(row)
        self.scrollTo(self._posts.index(row, 0), QAbstractItemView.ScrollHint.EnsureVisible)
        return True

    def step(self, rows: int) -> None:
        """Move to another post, as the arrow keys do."""
        row = self.currentIndex().row() + rows
        if 0 <= row < self._posts.rowCount():
            self._choose(row)

    def _choose(self, row: int) -> None:
        """Choose this row alone. `selectRow` would toggle it while a shortcut's Ctrl is held down."""
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(
            self._posts.index(row, 0), flags.ClearAndSelect | flags.Rows
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self._activate(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def _activate(self, row: int) -> None:
        post = self._posts.id_at(row)
        if post is not None:
            self.activated_post.emit(post)

    def _selection_moved(self, _chosen: QItemSelection, _left: QItemSelection) -> None:
        index = self.currentIndex()
        if index.isValid() and not self.selectionModel().isRowSelected(index.row()):
            rows = self.selectionModel().selectedRows()
            index = rows[0] if rows else self._posts.index(-1, -1)
        current = self._posts.id_at(index.row()) if index.isValid() else None
        self.selection_changed.emit()
        if current != self._current:
            self._current = current
            self.current_changed.emit(current)

    def _remember(self) -> None:
        selection = self.selectionModel().selection()
        count = sum(part.height() for part in _ranges(selection))
        self._kept = set(self.chosen()) if count <= _SELECTION_KEPT else set()
        if self._current is not None:
            self._kept.add(self._current)

    def _restore(self) -> None:
        rows = sorted(row for post in self._kept if (row := self._posts.row_of(post)) >= 0)
        selection = QItemSelection()
        last = len(COLUMNS) - 1
        for row in rows:
            selection.select(self._posts.index(row, 0), self._posts.index(row, last))
        model = self.selectionModel()
        current = self._posts.row_of(self._current) if self._current is not None else -1
        if current >= 0:
            index = self._posts.index(current, 0)
            model.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        model.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if not rows and self._current is not None:
            self._current = None
            self.current_changed.emit(None)

    def _choose_columns(self, place: QPoint) -> None:
        header = self.horizontalHeader()
        menu = QMenu(self)
        for number, column in enumerate(COLUMNS):
            action = menu.addAction(column.heading())
            action.setCheckable(True)
            action.setChecked(not header.isSectionHidden(number))
            action.setEnabled(number > 0)
            action.toggled.connect(
                lambda on, section=number: header.setSectionHidden(section, not on)
            )
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(header.mapToGlobal(place))


def _ranges(selection: QItemSelection) -> Iterator[QItemSelectionRange]:
    """Yield the parts of a selection: a few, however many rows are chosen."""
    for number in range(selection.count()):
        yield selection.at(number)
