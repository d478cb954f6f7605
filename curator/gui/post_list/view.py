"""The table that shows posts: rows of one height, a selection and a place that stay.

What is chosen and what is looked at outlive every answer of the library: an import under way, an
edit elsewhere, another order.
"""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from curator.domain.listing import Group, Sort
from curator.domain.post import PostId
from curator.gui.list_columns import COLUMNS
from curator.gui.lit_text import smaller
from curator.gui.post_list.cell_editors import CellEditors
from curator.gui.post_list.header import PostHeader
from curator.gui.post_list.model import PostListModel
from curator.gui.post_list.rows import Rows
from curator.gui.post_list.snippets import Snippets
from curator.gui.tasks import Lane, TaskRunner
from curator.gui.theme import Theme
from curator.translation import gettext as _

_AT_ONCE = 5_000
"""So many chosen posts are found again in one frame; more of them are looked for in a lane."""


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A row that stays where it is on the screen."""

    row: PostId | str
    """A post, or the key of a group whose heading it is."""
    offset: int
    """Pixels below the upper edge."""


class PostListView(QTableView):
    """Posts, one a row; any number can be chosen."""

    current_changed = Signal(object)
    """The PostId of the row the keyboard stands on, None where there is none."""
    selection_changed = Signal()
    activated_post = Signal(object)
    """A PostId, by Return or a double click."""
    dragged_out = Signal()
    """The chosen posts are being dragged."""
    key_pressed = Signal(str)
    """A key that means nothing to the list, as the text it types."""

    def __init__(
        self, model: PostListModel, tasks: TaskRunner, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("post_list")
        self._posts = model
        self._tasks = tasks
        self._kept: array[int] = array("q")
        self._hidden: array[int] = array("q")
        self._restoring = False
        self._current: PostId | None = None
        self._heading: str | None = None
        self._anchors: list[_Anchor] = []
        self._to_top = False
        self.header = PostHeader(self)
        self.setHorizontalHeader(self.header)
        self.delegate = CellEditors(model, theme, self)
        self.setItemDelegate(self.delegate)
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(False)
        rows = self.verticalHeader()
        rows.hide()
        # One height for all: the view never has to ask 100,000 rows how tall they are.
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.fontMetrics().height() + 14)
        self.header.set_up()
        self.header.show_order(model.sort_order)
        self.header.order_requested.connect(self._order_by)
        self.doubleClicked.connect(lambda index: self._activate(index.row()))
        self.selectionModel().selectionChanged.connect(self._selection_moved)
        model.arranged_otherwise.connect(self._order_changed)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)
        self.retranslate()

    def show_snippets(self, snippets: Snippets) -> None:
        """Show below each post where the words of a query stand, while it has words."""
        self.delegate.snippets = snippets
        snippets.arrived.connect(self.viewport().update)
        snippets.shown_changed.connect(self._heighten)

    def _heighten(self, lines: bool) -> None:
        height = self.fontMetrics().height() + 14
        if lines:
            height += QFontMetrics(smaller(self.font())).height()
        self.verticalHeader().setDefaultSectionSize(height)

    def retranslate(self) -> None:
        """Word everything anew in the language of the moment."""
        self.setAccessibleName(_("Posts"))
        # The model words its headings and cells whenever it is asked.
        self.header.viewport().update()
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    # Order

    def _order_by(self, sort: Sort) -> None:
        self._posts.set_order(sort, self._posts.grouping)

    def _order_changed(self) -> None:
        self.header.show_order(self._posts.sort_order)
        self._to_top = True

    # Choice

    @property
    def current(self) -> PostId | None:
        """Return the post the keyboard stands on."""
        return self._current

    def chosen(self) -> list[PostId]:
        """Return all chosen posts in the order shown."""
        return [PostId(number) for number in self._chosen_numbers()]

    def _chosen_numbers(self) -> "array[int]":
        rows = self._posts.rows
        parts = sorted((part.top(), part.bottom()) for part in _ranges(self.selectionModel()))
        found = array("q")
        behind = -1
        for top, last in parts:
            first = max(top, behind + 1)
            if first <= last:
                found += rows.ids_between(first, last)
                behind = last
        return found

    def show_post(self, post: PostId) -> bool:
        """Choose a post and bring it into sight; tell whether it is in the list."""
        row = self._posts.row_of(post)
        if row < 0:
            self._posts.open_around(post)
            row = self._posts.row_of(post)
        if row < 0:
            return False
        self._choose(row)
        self.scrollTo(self._posts.index(row, 0), QAbstractItemView.ScrollHint.EnsureVisible)
        return True

    def step(self, rows: int) -> None:
        """Move to another post, as the arrow keys do, over headings."""
        row = self.currentIndex().row() + rows
        while 0 <= row < self._posts.rowCount():
            if self._posts.id_at(row) is not None:
                self._choose(row)
                return
            row += 1 if rows > 0 else -1

    def _choose(self, row: int) -> None:
        """Choose this row alone. `selectRow` would toggle it while a shortcut's Ctrl is held down."""
        flags = QItemSelectionModel.SelectionFlag
        column = max(self.currentIndex().column(), 0)
        self.selectionModel().setCurrentIndex(
            self._posts.index(row, column), flags.ClearAndSelect | flags.Rows
        )

    def _activate(self, row: int) -> None:
        post = self._posts.id_at(row)
        if post is not None:
            self.activated_post.emit(post)

    def _selection_moved(self, _chosen: QItemSelection, _left: QItemSelection) -> None:
        if not self._restoring:
            self._hidden = array("q")
        self.selection_changed.emit()
        index = self.currentIndex()
        current = self._posts.id_at(index.row()) if index.isValid() else None
        if current is None or not self.selectionModel().isRowSelected(index.row()):
            if index.isValid() and current is None:
                return  # the keyboard is on a heading: what was shown last stays
            current = self._first_chosen()
        if current != self._current:
            self._current = current
            self.current_changed.emit(current)

    def _first_chosen(self) -> PostId | None:
        parts = sorted((part.top(), part.bottom()) for part in _ranges(self.selectionModel()))
        for first, last in parts:
            for row in range(first, last + 1):
                post = self._posts.id_at(row)
                if post is not None:
                    return post
        return None

    # The keyboard and the mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() is QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)  # what a cell's editor left over
            return
        key, index = event.key(), self.currentIndex()
        group = self._posts.group_at(index.row()) if index.isValid() else None
        if group is not None and self._heading_key(key, index.row(), group):
            return
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and index.isValid():
            if not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                self._activate(index.row())
                return
            event.ignore()
            return
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and len(event.text()) == 1 and event.text().isprintable() and event.text() != " ":
            # Looking for titles by their first letter would ask for every row.
            self.key_pressed.emit(event.text())
            return
        super().keyPressEvent(event)

    def _heading_key(self, key: int, row: int, group: Group) -> bool:
        """Open and close a group by the keyboard; tell whether the key meant that."""
        closed = self._posts.closed(group)
        toggles = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
        if key in toggles or key == (Qt.Key.Key_Right if closed else Qt.Key.Key_Left):
            self._posts.toggle_group(row)
            return True
        return key in {Qt.Key.Key_Left, Qt.Key.Key_Right}

    def keyboardSearch(self, _search: str) -> None:
        """Do nothing: it would ask for every row there is."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self.rowAt(event.position().toPoint().y())
        if event.button() is Qt.MouseButton.LeftButton and self._posts.group_at(row) is not None:
            flag = QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(self._posts.index(row, 0), flag)
            self._posts.toggle_group(row)
            return
        super().mousePressEvent(event)

    def startDrag(self, _actions: Qt.DropAction) -> None:
        self.dragged_out.emit()

    # Editing

    def edit_cell(self, section: int | None = None) -> None:
        """Type into a cell of the row the keyboard stands on, the title where none is named."""
        index = self.currentIndex()
        if not index.isValid() or self._posts.post_at(index.row()) is None:
            return
        wanted = index.column() if section is None else section
        if not COLUMNS[wanted].editable or self.isColumnHidden(wanted):
            wanted = 0
        cell = self._posts.index(index.row(), wanted)
        flag = QItemSelectionModel.SelectionFlag.NoUpdate
        self.selectionModel().setCurrentIndex(cell, flag)
        self.scrollTo(cell)
        self._posts.hold(held=True)
        self.edit(cell)
        if self.state() is not QAbstractItemView.State.EditingState:
            self._posts.hold(held=False)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        if self.state() is not QAbstractItemView.State.EditingState:
            self._posts.hold(held=False)

    # What stays

    def _remember(self) -> None:
        self._kept = self._chosen_numbers() + self._hidden
        index = self.currentIndex()
        group = self._posts.group_at(index.row()) if index.isValid() else None
        self._heading = group.key if group is not None else None
        self._anchors = list(self._visible())
        if self.verticalScrollBar().value() == 0 and not self._current_visible():
            self._anchors = []  # who looks at the first rows sees what comes before them

    def _current_visible(self) -> bool:
        return any(anchor.row == self._current for anchor in self._anchors)

    def _visible(self) -> Iterator[_Anchor]:
        """Yield the rows on the screen, the current one first."""
        current = self._posts.row_of(self._current) if self._current is not None else -1
        first = self.rowAt(0)
        last = self.rowAt(self.viewport().height() - 1)
        last = last if last >= 0 else self._posts.rowCount() - 1
        rows = list(range(first, last + 1)) if first >= 0 else []
        for row in sorted(rows, key=lambda row: row != current):
            group, post = self._posts.group_at(row), self._posts.id_at(row)
            named = group.key if group is not None else post
            if named is not None:
                yield _Anchor(named, self.rowViewportPosition(row))

    def _restore(self) -> None:
        self._restore_current()
        if len(self._kept) <= _AT_ONCE:
            self._choose_runs(self._posts.rows.runs_of(self._kept))
        else:
            self._choose_later(self._posts.rows, self._kept)
        self._restore_place()

    def _restore_current(self) -> None:
        row = -1
        if self._heading is not None:
            row = self._posts.rows.row_of_group(self._heading)
        elif self._current is not None:
            row = self._posts.row_of(self._current)
        if row >= 0:
            flag = QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(self._posts.index(row, 0), flag)

    def _choose_later(self, rows: Rows, kept: "array[int]") -> None:
        def choose(runs: list[tuple[int, int]]) -> None:
            if rows is self._posts.rows and not self.selectionModel().hasSelection():
                self._choose_runs(runs)

        self._tasks.run(Lane.READ, lambda _token: rows.runs_of(kept), choose, topic="selection")

    def _choose_runs(self, runs: Sequence[tuple[int, int]]) -> None:
        selection = QItemSelection()
        last = len(COLUMNS) - 1
        for first, end in runs:
            selection.append(
                QItemSelectionRange(self._posts.index(first, 0), self._posts.index(end, last))
            )
        self._restoring = True
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._restoring = False
        # Posts in closed groups are not chosen; they are again when their group is opened.
        rows = self._posts.rows
        few = self._kept if rows.closed and len(self._kept) <= _AT_ONCE else ()
        self._hidden = array("q", (number for number in few if rows.row_of(PostId(number)) < 0))
        if not runs and self._current is not None and not rows.holds(self._current):
            self._current = None
            self.current_changed.emit(None)

    def _restore_place(self) -> None:
        self.updateGeometries()
        bar, height = self.verticalScrollBar(), self.verticalHeader().defaultSectionSize()
        if self._to_top:
            self._to_top = False
            current = self._posts.row_of(self._current) if self._current is not None else -1
            if current < 0:
                bar.setValue(0)
            else:
                self.scrollTo(self._posts.index(current, 0))
            return
        for anchor in self._anchors:
            named = anchor.row
            row = self._row_named(named)
            if row >= 0:
                bar.setValue(row * height - anchor.offset)
                return
        if not self._anchors:
            bar.setValue(0)

    def _row_named(self, named: PostId | str) -> int:
        """Return the row of a heading or a post, of the heading above it where its group is closed."""
        rows = self._posts.rows
        if isinstance(named, str):
            return rows.row_of_group(named)
        row = rows.row_of(named)
        return row if row >= 0 else rows.heading_of(named)


def _ranges(model: QItemSelectionModel) -> Iterator[QItemSelectionRange]:
    """Yield the parts of a selection: a few, however many rows are chosen."""
    selection = model.selection()
    for number in range(selection.count()):
        yield selection.at(number)
