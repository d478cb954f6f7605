"""The left of the window: statuses, sites, sources and terms with their counts.

Choosing entries narrows the list by a query; nothing here knows the list. Counts follow every change:
the library keeps them, so that asking costs what the pane shows.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QPoint,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from curator.domain.changes import PostsChanged
from curator.domain.errors import CuratorError
from curator.domain.listing import Counts, KnownSite
from curator.domain.post import Status
from curator.gui import icons
from curator.gui.events import Events
from curator.gui.sidebar import entries
from curator.gui.sidebar.count_delegate import CountDelegate
from curator.gui.sidebar.entries import Entry
from curator.gui.sidebar.initials import initial
from curator.gui.sidebar.model import Forest, SidebarModel
from curator.gui.sidebar.searches import SearchSection
from curator.gui.tasks import Lane, TaskRunner
from curator.gui.theme import set_role
from curator.services.library import Library
from curator.translation import gettext as _

_PAUSE = 120  # milliseconds after a key before the entries are searched
_INDENT = 14
_NO_COUNTS = Counts(dict.fromkeys(Status, 0), (), (), (), 0)


class Sidebar(QWidget):
    """Where posts stand, as a tree to choose from."""

    chosen = Signal(str)
    """The query of the chosen entries."""
    query_added = Signal(str)
    """A query to be typed beside what is asked for already."""
    menu_opened = Signal(object, object)
    """An Entry and the QMenu that is about to be shown for it, so that others add to it."""

    def __init__(self, library: Library, tasks: TaskRunner, events: Events) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self._library = library
        self._tasks = tasks
        self._counts = _NO_COUNTS
        self._sites: Sequence[KnownSite] = ()
        self._saved: Sequence[Entry] = ()
        self._busy = self._stale = False
        self._told = ""
        self._opened: set[str] = set()
        self._closed: set[str] = set()
        self.search = _SearchField()
        self.tree = _Tree()
        self.model = SidebarModel(self.tree.font(), self.tree.fontMetrics().height(), self)
        self.tree.setModel(self.model)
        self.searches = SearchSection(self.tree, self.model, self.set_saved)
        self._late: Forest | None = None
        self._delegate = CountDelegate()
        self.tree.setItemDelegate(self._delegate)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        above = QHBoxLayout()
        above.setContentsMargins(8, 8, 8, 2)
        above.addWidget(self.search)
        layout.addLayout(above)
        layout.addWidget(self.tree, 1)
        self._connect(events)
        self.retranslate()
        self.tree.setCurrentIndex(self.model.index(0, 0))
        self.refresh()

    def _connect(self, events: Events) -> None:
        self.tree.selectionModel().selectionChanged.connect(self._choose)
        self.tree.expanded.connect(lambda index: self._folded(index, is_open=True))
        self.tree.collapsed.connect(lambda index: self._folded(index, is_open=False))
        self.tree.customContextMenuRequested.connect(self._offer)
        self.tree.edited.connect(self._show_late)
        self.menu_opened.connect(self.searches.offer)
        self.search.textChanged.connect(self._timer.start)
        self.search.left_downwards.connect(self.tree.setFocus)
        self._timer.timeout.connect(self._rebuild)
        events.posts_changed.connect(self._posts_changed)

    # Entries

    @property
    def busy(self) -> bool:
        """Tell whether counts are on their way."""
        return self._busy

    def refresh(self) -> None:
        """Ask for the counts anew, after what is being asked was answered."""
        if self._busy:
            self._stale = True
            return
        self._busy, self._stale = True, False
        saved, wanted = self._saved, self.search.text().strip()

        def ask() -> tuple[Counts, Sequence[KnownSite], Forest]:
            counts, sites = self._library.counts(), self._library.sites()
            return counts, sites, _forest(counts, sites, saved, wanted)

        self._tasks.run(
            Lane.READ, lambda _token: ask(), lambda found: self._take(*found), failed=self._not_told
        )

    def set_saved(self, saved: Sequence[Entry]) -> None:
        """List saved searches; their section is `Section.SAVED`."""
        if list(saved) != list(self._saved):
            self._saved = saved
            self._rebuild()

    def retranslate(self) -> None:
        """Word everything anew in the language of the moment."""
        self.tree.setAccessibleName(_("Where posts stand"))
        self._show(_forest(self._counts, self._sites, self._saved, self.search.text().strip()))

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _posts_changed(self, _changed: PostsChanged) -> None:
        self.refresh()

    def _not_told(self, error: CuratorError) -> None:
        self._busy = False
        self._tasks.failed.emit(error)

    def _take(self, counts: Counts, sites: Sequence[KnownSite], forest: Forest) -> None:
        self._busy = False
        self._counts, self._sites = counts, sites
        self._show(forest)
        if self._stale:
            self.refresh()

    def _rebuild(self) -> None:
        """Show the counts that are there in another way."""
        counts, sites, saved = self._counts, self._sites, self._saved
        wanted = self.search.text().strip()
        self._tasks.run(
            Lane.READ,
            lambda _token: _forest(counts, sites, saved, wanted),
            self._show,
            topic="sidebar-search",
        )

    def _show_late(self) -> None:
        if self._late is not None:
            late, self._late = self._late, None
            self._show(late)

    def _show(self, forest: Forest) -> None:
        if self.tree.state() is QAbstractItemView.State.EditingState:
            self._late = forest  # whoever names something is not disturbed
            return
        chosen = {entry.key for entry in self._chosen()}
        bar = self.tree.verticalScrollBar()
        place = bar.value()
        blocked = self.tree.selectionModel().blockSignals(True)
        if self.model.show_forest(forest):
            self._unfold()
            self._choose_again(chosen)
            bar.setValue(place)
        self.tree.selectionModel().blockSignals(blocked)
        self.tree.viewport().update()
        self.searches.go_on()

    def _unfold(self) -> None:
        """Open what was open: sections by themselves, the rest where somebody opened it."""
        searched = bool(self.search.text().strip())
        blocked = self.tree.blockSignals(True)
        for entry, index in self.model.branches():
            opened = entry.key in self._opened or (entry.heading and entry.key not in self._closed)
            self.tree.setExpanded(index, searched or opened)
        self.tree.blockSignals(blocked)

    def _folded(self, index: object, *, is_open: bool) -> None:
        entry = self.model.entry(index)  # type: ignore[arg-type]  # a QModelIndex, from a signal
        if entry is None or self.search.text().strip():
            return
        (self._opened if is_open else self._closed).add(entry.key)
        (self._closed if is_open else self._opened).discard(entry.key)

    # Choice

    def _chosen(self) -> list[Entry]:
        found = (self.model.entry(index) for index in self.tree.selectionModel().selectedIndexes())
        return [entry for entry in found if entry is not None]

    def _choose_again(self, keys: set[str]) -> None:
        selection, model = QItemSelection(), self.tree.selectionModel()
        for key in keys:
            index = self.model.index_of(key)
            if index.isValid():
                selection.select(index, index)
                model.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        model.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _choose(self, _chosen: QItemSelection, _left: QItemSelection) -> None:
        query = entries.together(self._chosen())
        if query != self._told:
            self._told = query
            self.chosen.emit(query)

    def choose_all(self) -> None:
        """Narrow the list by nothing."""
        self.choose("all")

    def choose(self, key: str, *, further: bool = False) -> None:
        """Choose the entry with a key, `further` beside those that are chosen."""
        index = self.model.index_of(key)
        flags = QItemSelectionModel.SelectionFlag
        flag = flags.Select if further else flags.ClearAndSelect
        if index.isValid():
            self.tree.selectionModel().setCurrentIndex(index, flag)

    def _offer(self, place: QPoint) -> None:
        index = self.tree.indexAt(place)
        entry = self.model.entry(index)
        if entry is None or not entry.query:
            return
        query = entry.query
        menu = QMenu(self)
        menu.setObjectName("sidebar_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        _add(menu, _("Show only these"), lambda: self.choose(entry.key))
        _add(menu, _("Show these too"), lambda: self.choose(entry.key, further=True))
        left_out = f"-({query})" if " " in query else f"-{query}"
        _add(menu, _("Leave these out"), lambda: self.query_added.emit(left_out))
        menu.addSeparator()
        _add(menu, _("Copy as a query"), lambda: QGuiApplication.clipboard().setText(query))
        self.menu_opened.emit(entry, menu)
        menu.popup(self.tree.viewport().mapToGlobal(place))


class _Tree(QTreeView):
    """The entries; a click on the name of a section opens and closes it."""

    edited = Signal()
    """A name was typed, or not."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sidebar_tree")
        set_role(self, "sidebar")
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(_INDENT)
        self.setExpandsOnDoubleClick(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setIconSize(QSize(18, 18))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        if self.state() is not QAbstractItemView.State.EditingState:
            self.edited.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        model = self.model()
        entry = model.entry(index) if isinstance(model, SidebarModel) else None
        if (
            entry is not None
            and entry.query is None
            and event.button() is Qt.MouseButton.LeftButton
        ):
            self.setExpanded(index, not self.isExpanded(index))
            return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        model = self.model()
        entry = model.entry(index) if isinstance(model, SidebarModel) else None
        toggles = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
        if entry is not None and entry.query is None and event.key() in toggles:
            self.setExpanded(index, not self.isExpanded(index))
            return
        super().keyPressEvent(event)


class _SearchField(QLineEdit):
    """Where letters of a tag, a category or a source are typed."""

    left_downwards = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sidebar_search")
        self.setClearButtonEnabled(True)
        set_role(self, "search")
        self._glass = self.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.retranslate()

    def retranslate(self) -> None:
        """Word everything anew in the language of the moment."""
        self.setAccessibleName(_("Find a tag, a category or a source"))
        self.setPlaceholderText(_("Tags, categories, sources"))
        self._glass.setText(_("Find a tag, a category or a source"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Escape}:
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)


def _forest(
    counts: Counts, sites: Sequence[KnownSite], saved: Sequence[Entry], wanted: str
) -> Forest:
    return Forest.of(entries.tree(counts, sites, initial, saved=saved, wanted=wanted))


def _add(menu: QMenu, text: str, act: Callable[[], object]) -> None:
    action = QAction(text, menu)
    action.triggered.connect(lambda _checked=False: act())
    menu.addAction(action)
