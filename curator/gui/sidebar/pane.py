"""The left of the window: statuses, sites, sources and terms with their counts.

Choosing an entry narrows the list by a query; nothing here knows the list.
"""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from curator.domain.changes import PostsChanged
from curator.domain.listing import Counts, KnownSite
from curator.domain.post import Status
from curator.domain.query import Field, Match, Term
from curator.domain.query_text import text as query_text
from curator.gui import icons
from curator.gui.events import Events
from curator.gui.sidebar.count_delegate import CountDelegate, CountRole
from curator.gui.sidebar.searches import SearchSection
from curator.gui.tasks import Lane, TaskRunner
from curator.gui.theme import set_role
from curator.gui.words import status_word
from curator.services.library import Library
from curator.translation import gettext as _
from curator.translation import pgettext

QueryRole = Qt.ItemDataRole.UserRole
_MOST = 30
"""How many terms or sources are listed; the filter field finds the others."""


class Sidebar(QWidget):
    """Where posts stand, as a tree to choose from."""

    chosen = Signal(str)
    """The query of the chosen entry."""

    def __init__(self, library: Library, tasks: TaskRunner, events: Events) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self._library = library
        self._tasks = tasks
        self.tree = _tree()
        self._delegate = CountDelegate()
        self.tree.setItemDelegate(self._delegate)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tree)
        self._groups: dict[str, QTreeWidgetItem] = {}
        self._build()
        self.tree.currentItemChanged.connect(self._choose)
        events.posts_changed.connect(self._posts_changed)
        self.refresh()

    def refresh(self) -> None:
        """Count anew."""
        self._tasks.run(
            Lane.READ,
            lambda _token: (self._library.counts(), self._library.sites()),
            lambda found: self._show(*found),
            topic="sidebar",
        )

    def choose_all(self) -> None:
        """Narrow the list by nothing."""
        self.tree.setCurrentItem(self._groups["all"])

    def _posts_changed(self, _changed: PostsChanged) -> None:
        self.refresh()

    def _choose(self, item: QTreeWidgetItem | None) -> None:
        query = item.data(0, QueryRole) if item is not None else None
        if isinstance(query, str):
            self.chosen.emit(query)

    def _build(self) -> None:
        self._add("all", "library", "")
        for status in Status:
            self._add(status.value, status.value, f"status:{status.value}")
        self._add("problems", "warning", "has:problem")
        for key in ("searches", "sites", "sources", "categories", "tags"):
            self._section(key)
        self.searches = SearchSection(self.tree, self._groups["searches"], QueryRole)
        self.retranslate()
        self.choose_all()

    def retranslate(self) -> None:
        """Word everything anew in the language of the moment."""
        self.tree.setAccessibleName(_("Where posts stand"))
        texts = {
            "all": pgettext("sidebar", "All posts"),
            **{status.value: status_word(status) for status in Status},
            "problems": pgettext("sidebar", "Problems"),
            "searches": pgettext("sidebar", "Saved searches"),
            "sites": pgettext("sidebar", "Sites"),
            "sources": pgettext("sidebar", "Sources"),
            "categories": pgettext("sidebar", "Categories"),
            "tags": pgettext("sidebar", "Tags"),
        }
        for key, text in texts.items():
            self._groups[key].setText(0, text)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _add(self, key: str, icon: str, query: str) -> None:
        item = QTreeWidgetItem()
        item.setIcon(0, icons.icon(icon))
        item.setData(0, QueryRole, query)
        self.tree.addTopLevelItem(item)
        self._groups[key] = item

    def _section(self, key: str) -> None:
        item = QTreeWidgetItem()
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        font = item.font(0)
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * 0.92)
        item.setFont(0, font)
        item.setSizeHint(0, QSize(0, self.tree.fontMetrics().height() + 22))
        item.setTextAlignment(0, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft)
        self.tree.addTopLevelItem(item)
        item.setExpanded(True)
        item.setHidden(True)
        self._groups[key] = item

    def _show(self, counts: Counts, sites: Iterable[KnownSite]) -> None:
        everything = sum(
            number for status, number in counts.by_status.items() if status is not Status.TRASH
        )
        self._count("all", everything)
        for status, number in counts.by_status.items():
            self._count(status.value, number)
        self._count("problems", counts.problems)
        self._fill("sites", "site", ((one.title, one.posts, one.root) for one in sites), "site")
        plain = ((name, number, name) for name, number in counts.sources[:_MOST])
        self._fill("sources", "link", plain, "source")
        plain = ((name, number, name) for name, number in counts.categories[:_MOST])
        self._fill("categories", "category", plain, "category")
        plain = ((name, number, name) for name, number in counts.tags[:_MOST])
        self._fill("tags", "tag", plain, "tag")

    def _count(self, key: str, number: int) -> None:
        self._groups[key].setData(0, CountRole, f"{number:,}" if number else "")

    def _fill(
        self, key: str, icon: str, entries: Iterable[tuple[str, int, str]], field: str
    ) -> None:
        """Change the entries of a section in place, so that the chosen one stays chosen."""
        section = self._groups[key]
        # Exactly as written, so that an entry shows as many posts as it counts.
        wanted = [
            (name, number, query_text(Term(Field(field), value, Match.EXACT)))
            for name, number, value in entries
        ]
        children = (section.child(row) for row in range(section.childCount()))
        known = {child.data(0, QueryRole): child for child in children if child is not None}
        for query in known.keys() - {entry[2] for entry in wanted}:
            section.removeChild(known.pop(query))
        for row, (name, number, query) in enumerate(wanted):
            item = known.get(query)
            if item is None:
                item = QTreeWidgetItem([name])
                item.setIcon(0, icons.icon(icon))
                item.setData(0, QueryRole, query)
                item.setToolTip(0, name)
                section.insertChild(row, item)
            item.setData(0, CountRole, f"{number:,}")
        section.setHidden(not wanted)


def _tree() -> QTreeWidget:
    tree = QTreeWidget()
    tree.setObjectName("sidebar_tree")
    set_role(tree, "sidebar")
    tree.setColumnCount(1)
    tree.setHeaderHidden(True)
    tree.setRootIsDecorated(False)
    tree.setIndentation(0)
    tree.setUniformRowHeights(False)
    tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    tree.setIconSize(QSize(18, 18))
    header = tree.header()
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    return tree
