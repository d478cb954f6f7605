"""The kept queries among the entries of the left pane: counted, renamed in place, taken away."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QMenu, QTreeView

from curator.domain.saved_searches import SavedSearch, SearchId
from curator.gui import icons
from curator.gui.sidebar.entries import Entry, Section
from curator.gui.sidebar.model import SidebarModel
from curator.translation import gettext as _


class SearchSection(QObject):
    """Entries below one heading of the tree; what is asked of them is told, not done."""

    rename_requested = Signal(int, str)
    replace_requested = Signal(int)
    """The query of the moment should stand under the name of this one."""
    forget_requested = Signal(int)

    def __init__(
        self, tree: QTreeView, model: SidebarModel, put: Callable[[Sequence[Entry]], None]
    ) -> None:
        """`put` lists entries."""
        super().__init__(tree)
        self._tree = tree
        self._model = model
        self._put = put
        self._searches: dict[str, SavedSearch] = {}
        self._renamed: SearchId | None = None
        model.renamed.connect(self._typed)
        tree.installEventFilter(self)

    def show_searches(
        self, searches: Sequence[SavedSearch], counts: Mapping[SearchId, int | None]
    ) -> None:
        """Show these queries, with how many posts each finds, None for one that is not understood."""
        self._searches = {_key(search.id): search for search in searches}
        self._put([_entry(search, counts.get(search.id, 0)) for search in searches])

    def rename(self, search: SearchId) -> None:
        """Let a query be named where it stands, now or as soon as it is shown."""
        self._renamed = search
        self.go_on()

    def go_on(self) -> None:
        """Begin to name what could not be named before it was shown."""
        if self._renamed is None:
            return
        index = self._model.index_of(_key(self._renamed))
        if index.isValid():
            self._renamed = None
            self._tree.setCurrentIndex(index)
            self._tree.scrollTo(index)
            self._tree.edit(index)

    def offer(self, entry: Entry, menu: QMenu) -> None:
        """Add to a menu what can be done with a kept query."""
        search = self._searches.get(entry.key)
        if search is None:
            return
        menu.addSeparator()
        rename = menu.addAction(icons.icon("edit"), _("Rename"))
        rename.triggered.connect(lambda: self.rename(search.id))
        replace = menu.addAction(icons.icon("refresh"), _("Keep the present query instead"))
        replace.triggered.connect(lambda: self.replace_requested.emit(search.id))
        forget = menu.addAction(icons.icon("trash"), _("Remove"))
        forget.triggered.connect(lambda: self.forget_requested.emit(search.id))

    def _typed(self, entry: Entry, text: str) -> None:
        search, name = self._searches.get(entry.key), " ".join(text.split())
        if search is not None and name and name != search.name:
            self.rename_requested.emit(search.id, name)

    def _current(self) -> SavedSearch | None:
        entry = self._model.entry(self._tree.currentIndex())
        return self._searches.get(entry.key) if entry is not None else None

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take F2 and Delete where a kept query is chosen, before the window's commands do."""
        if not isinstance(event, QKeyEvent) or event.key() not in {
            Qt.Key.Key_F2,
            Qt.Key.Key_Delete,
        }:
            return False
        search = self._current()
        if search is None:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() == Qt.Key.Key_F2:
            self.rename(search.id)
        else:
            self.forget_requested.emit(search.id)
        return True


def _key(search: SearchId) -> str:
    return f"search {search}"


def _entry(search: SavedSearch, number: int | None) -> Entry:
    return Entry(
        _key(search.id),
        search.name,
        Section.SAVED,
        "filter",
        search.text,
        number,
        name=search.text,
        mark="!" if number is None else "",
    )
