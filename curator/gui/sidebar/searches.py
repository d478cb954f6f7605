"""The kept queries among the entries of the left pane: counted, renamed in place, taken away."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QTreeWidget, QTreeWidgetItem

from curator.domain.saved_searches import SavedSearch, SearchId
from curator.gui import icons
from curator.gui.sidebar.count_delegate import CountRole
from curator.translation import gettext as _

_SearchRole = Qt.ItemDataRole.UserRole + 7


class SearchSection(QObject):
    """Entries below one heading of a tree; what is asked of them is told, not done."""

    rename_requested = Signal(int, str)
    replace_requested = Signal(int)
    """The query of the moment should stand under the name of this one."""
    forget_requested = Signal(int)

    def __init__(self, tree: QTreeWidget, section: QTreeWidgetItem, query_role: int) -> None:
        super().__init__(tree)
        self._tree = tree
        self._section = section
        self._query_role = query_role
        self._searches: dict[SearchId, SavedSearch] = {}
        self._renamed: SearchId | None = None
        self._showing = False
        tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        tree.customContextMenuRequested.connect(self._open_menu)
        tree.itemChanged.connect(self._changed)
        tree.installEventFilter(self)

    def show_searches(
        self, searches: Sequence[SavedSearch], counts: Mapping[SearchId, int | None]
    ) -> None:
        """Show these queries, with how many posts each finds, None for one that is not understood."""
        if self._tree.state() is QTreeWidget.State.EditingState:
            return  # whoever renames one is not disturbed; the next change shows all
        self._showing = True
        self._searches = {search.id: search for search in searches}
        known = {self._search_of(item): item for item in self._items()}
        for gone in known.keys() - self._searches.keys():
            self._section.removeChild(known.pop(gone))
        for row, search in enumerate(searches):
            item = known.get(search.id)
            if item is None:
                item = QTreeWidgetItem()
                item.setIcon(0, icons.icon("filter"))
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
                item.setData(0, _SearchRole, search.id)
                self._section.insertChild(row, item)
            item.setText(0, search.name)
            item.setToolTip(0, search.text)
            item.setData(0, self._query_role, search.text)
            number = counts.get(search.id, 0)
            item.setData(0, CountRole, "!" if number is None else f"{number:,}" if number else "")
        self._section.setHidden(not searches)
        self._showing = False
        if self._renamed in self._searches:
            self.rename(self._renamed)

    def rename(self, search: SearchId) -> None:
        """Let a query be named where it stands, now or as soon as it is shown."""
        self._renamed = search
        for item in self._items():
            if self._search_of(item) == search:
                self._renamed = None
                self._tree.setCurrentItem(item)
                self._tree.scrollToItem(item)
                self._tree.editItem(item, 0)

    def _items(self) -> list[QTreeWidgetItem]:
        rows = range(self._section.childCount())
        return [item for row in rows if (item := self._section.child(row)) is not None]

    def _search_of(self, item: QTreeWidgetItem | None) -> SearchId | None:
        number = item.data(0, _SearchRole) if item is not None else None
        return SearchId(number) if isinstance(number, int) else None

    def _changed(self, item: QTreeWidgetItem) -> None:
        search = self._searches.get(self._search_of(item) or SearchId(0))
        if self._showing or search is None or item.text(0) == search.name:
            return
        name = " ".join(item.text(0).split())
        if not name:
            item.setText(0, search.name)
        else:
            self.rename_requested.emit(search.id, name)

    def _open_menu(self, place: QPoint) -> None:
        search = self._search_of(self._tree.itemAt(place))
        if search is None:
            return
        menu = QMenu(self._tree)
        menu.setObjectName("search_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        rename = menu.addAction(icons.icon("edit"), _("Rename"))
        rename.triggered.connect(lambda: self.rename(search))
        replace = menu.addAction(icons.icon("refresh"), _("Keep the present query instead"))
        replace.triggered.connect(lambda: self.replace_requested.emit(search))
        forget = menu.addAction(icons.icon("trash"), _("Remove"))
        forget.triggered.connect(lambda: self.forget_requested.emit(search))
        menu.popup(self._tree.viewport().mapToGlobal(place))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take F2 and Delete where a kept query is chosen, before the window's commands do."""
        if not isinstance(event, QKeyEvent) or self._search_of(self._tree.currentItem()) is None:
            return False
        if event.key() not in {Qt.Key.Key_F2, Qt.Key.Key_Delete}:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        search = self._search_of(self._tree.currentItem())
        if event.type() == QEvent.Type.KeyPress and search is not None:
            if event.key() == Qt.Key.Key_F2:
                self.rename(search)
            else:
                self.forget_requested.emit(search)
            return True
        return False
