"""The list of posts as a table: all numbers in order, rows only for what is on screen.

Asks the library for windows of rows in the read lane; until they come a row is blank. Never holds
more than a few pages, so memory does not grow with the library (performance.md: "all ids in an
order").
"""

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

from curator.domain.arrangement import Arrangement
from curator.domain.errors import CuratorError
from curator.domain.listing import Group, Grouping, ListedPost, Sort, SortKey
from curator.domain.post import PostId, Status
from curator.domain.query import EVERYTHING, Field, Node
from curator.domain.query_words import asks_for_words, wanted_terms
from curator.gui.list_columns import COLUMNS, cell_text, group_title, marks_text, tool_tip
from curator.gui.post_list.rows import Rows
from curator.gui.tasks import Lane, TaskRunner
from curator.services.library import Library
from curator.translation import ngettext

PAGE = 64
PAGES_KEPT = 24
_BEGINNING = 200
"""So many posts are shown before all numbers are known."""

PostRole = Qt.ItemDataRole.UserRole
"""The ListedPost of a row, None while it is on its way and for headings."""
IdRole = Qt.ItemDataRole.UserRole + 1
"""The number of a row's post, at once; None for headings."""
GroupRole = Qt.ItemDataRole.UserRole + 2
"""The Group whose heading stands in a row, None for posts."""

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class PostListModel(QAbstractTableModel):
    """Posts in an order and in groups, filtered by a query."""

    reordered = Signal()
    """What the library answered is in place; rows are being fetched."""
    arranged_otherwise = Signal()
    """Another order or grouping was asked for."""

    def __init__(self, library: Library, tasks: TaskRunner) -> None:
        super().__init__()
        self._library = library
        self._tasks = tasks
        self._arrangement = Arrangement()
        self._rows = Rows(self._arrangement)
        self._pages: OrderedDict[int, tuple[ListedPost | None, ...]] = OrderedDict()
        self._asked: set[int] = set()
        self._generation = 0
        self._query: Node = EVERYTHING
        self._sort = Sort()
        self._grouping = Grouping.NOTHING
        self._closed: frozenset[str] = frozenset()
        self._asking = False
        self._stale = False
        self._held = False
        self._waiting: Arrangement | None = None

    # What is shown

    @property
    def sort_order(self) -> Sort:
        """Return the order of the rows."""
        return self._sort

    @property
    def grouping(self) -> Grouping:
        """Return what the rows are divided by."""
        return self._grouping

    @property
    def query(self) -> Node:
        """Return what the rows are filtered by."""
        return self._query

    @property
    def complete(self) -> bool:
        """Tell whether all posts are known, not only the first ones."""
        return self._arrangement.complete

    @property
    def post_count(self) -> int:
        """Return how many posts there are, in closed groups too."""
        return len(self._arrangement.ids)

    def set_query(self, query: Node) -> None:
        """Show the posts that match."""
        self._query = query
        self._ask()

    def set_order(self, sort: Sort, grouping: Grouping) -> None:
        """Show the posts in another order or in other groups."""
        if (sort, grouping) == (self._sort, self._grouping):
            return
        if grouping is not self._grouping:
            self._closed = frozenset()
        self._sort, self._grouping = sort, grouping
        self.arranged_otherwise.emit()
        self._ask()

    def refresh(self) -> None:
        """Ask the library again, after what is being asked was answered.

        Changes may come faster than answers, as while an import runs: none of them may hold up
        what is on its way.
        """
        if self._asking:
            self._stale = True
        else:
            self._ask()

    def follow(self, posts: frozenset[PostId]) -> None:
        """Show posts as they are now; ask for the order anew only where it may have changed."""
        if self._query != EVERYTHING or len(posts) > PAGE:
            self.forget_rows(posts)
            self.refresh()
            return
        wanted = sorted(posts)
        self._tasks.run(
            Lane.READ,
            lambda _token: self._library.rows(wanted),
            lambda rows: self._compare(posts, rows),
        )

    def forget_rows(self, posts: frozenset[PostId]) -> None:
        """Fetch the rows of some posts anew, in place."""
        for page in {place // PAGE for one in posts if (place := self._place_of(one)) >= 0}:
            if page in self._pages or page in self._asked:
                self._asked.discard(page)
                self._fetch(page)

    def _compare(self, posts: frozenset[PostId], rows: Sequence[ListedPost]) -> None:
        moved = len(rows) < len(posts)
        for row in rows:
            place = self._place_of(row.id)
            page = self._pages.get(place // PAGE) if place >= 0 else None
            known = page[place % PAGE] if page is not None else None
            if page is None or known is None or self._order_of(known) != self._order_of(row):
                moved = True
            if page is not None:
                within = place % PAGE
                self._pages[place // PAGE] = (*page[:within], row, *page[within + 1 :])
                self._tell(place, place)
        if moved:
            self.refresh()

    def _order_of(self, row: ListedPost) -> tuple[object, ...]:
        """Return what decides where a post stands, or whether it stands in the list at all."""
        values = {
            SortKey.TITLE: row.title,
            SortKey.DATE: row.date,
            SortKey.STATUS: row.status,
            SortKey.SOURCE: row.source,
            SortKey.CATEGORIES: row.categories,
            SortKey.TAGS: row.tags,
            SortKey.PATH: row.path,
            SortKey.SYNC: row.sync,
        }
        grouped = {
            Grouping.NOTHING: None,
            Grouping.DAY: row.date,
            Grouping.MONTH: row.date,
            Grouping.SOURCE: row.source,
            Grouping.CATEGORY: row.categories,
            Grouping.STATUS: row.status,
        }[self._grouping]
        keys = tuple(values.get(one.key) for one in self._sort)
        return (row.status is Status.TRASH, grouped, *keys)

    @property
    def by_relevance(self) -> bool:
        """Tell whether the best come first: words are looked for, and nobody chose another order."""
        return (
            self._sort == Sort()
            and self._grouping is Grouping.NOTHING
            and bool(wanted_terms(self._query) or wanted_terms(self._query, Field.TITLE))
        )

    def _ask(self) -> None:
        query, sort, grouping = self._query, self._order(), self._grouping
        self._asking, self._stale = True, False
        slow = not self._generation or asks_for_words(query)
        if slow and grouping is Grouping.NOTHING:
            # The first rows are there long before a million numbers are.
            self._tasks.run(
                Lane.READ,
                lambda _token: self._first_rows(query, sort),
                lambda found: self._begin(*found),
                failed=self._not_answered,
                topic="post-list",
            )
        else:
            self._ask_for_all()

    def _order(self) -> Sort:
        return Sort(SortKey.RELEVANCE) if self.by_relevance else self._sort

    def _ask_for_all(self) -> None:
        query, sort, grouping = self._query, self._order(), self._grouping
        self._tasks.run(
            Lane.READ,
            lambda _token: self._library.arrange(query, sort, grouping),
            self._take,
            failed=self._not_answered,
            topic="post-list",
        )

    def _first_rows(self, query: Node, sort: Sort) -> tuple[Arrangement, list[ListedPost]]:
        beginning = self._library.beginning(query, sort, _BEGINNING)
        wanted = [PostId(number) for number in beginning.ids[:PAGE]]
        return beginning, self._library.rows(wanted)

    def _begin(self, beginning: Arrangement, rows: Sequence[ListedPost]) -> None:
        self._show(beginning)
        if beginning.ids:
            self._asked.add(0)
            wanted = [PostId(number) for number in beginning.ids[:PAGE]]
            self._put(0, wanted, rows, self._generation)
        self._ask_for_all()

    def _not_answered(self, error: CuratorError) -> None:
        self._asking = False
        self._tasks.failed.emit(error)

    def hold(self, *, held: bool) -> None:
        """Leave all rows where they are while something is typed in one of them."""
        self._held = held
        if not held and self._waiting is not None:
            waiting, self._waiting = self._waiting, None
            self._take(waiting)

    def _take(self, arrangement: Arrangement) -> None:
        self._asking = False
        if self._held:
            self._waiting = arrangement
            return
        if self._generation and arrangement.same_as(self._arrangement):
            self._refetch()
            self.reordered.emit()
        else:
            self._show(arrangement)
        if self._stale:
            self._ask()

    def _show(self, arrangement: Arrangement) -> None:
        self.beginResetModel()
        self._arrangement = arrangement
        self._rows = Rows(arrangement, self._closed)
        self._pages.clear()
        self._asked.clear()
        self._generation += 1
        self.endResetModel()
        self.reordered.emit()

    # Groups

    def close_groups(self, keys: frozenset[str]) -> None:
        """Hide the posts of these groups and of no other."""
        if keys == self._closed:
            return
        self.beginResetModel()
        self._closed = keys
        self._rows = Rows(self._arrangement, keys)
        self.endResetModel()

    def toggle_group(self, row: int) -> None:
        """Hide or show the posts below a heading."""
        group = self._rows.group_at(row)
        if group is not None:
            self.close_groups(self._closed ^ {group.key})

    def close_all(self) -> None:
        """Hide the posts of all groups."""
        self.close_groups(frozenset(group.key for group in self._rows.groups))

    def open_all(self) -> None:
        """Show the posts of all groups."""
        self.close_groups(frozenset())

    def group_at(self, row: int) -> Group | None:
        """Return the group whose heading stands in a row."""
        return self._rows.group_at(row)

    def closed(self, group: Group) -> bool:
        """Tell whether the posts of a group are hidden."""
        return group.key in self._closed

    def open_around(self, post: PostId) -> None:
        """Open the group in which a post stands."""
        heading = self._rows.heading_of(post)
        group = self._rows.group_at(heading) if heading >= 0 else None
        if group is not None and group.key in self._closed:
            self.close_groups(self._closed - {group.key})

    # Rows

    def row_of(self, post: PostId) -> int:
        """Return the row of a post, -1 where it is not shown."""
        return self._rows.row_of(post)

    def id_at(self, row: int) -> PostId | None:
        """Return the number of the post in a row."""
        return self._rows.id_at(row)

    def ids(self) -> Sequence[int]:
        """Return all numbers in the order shown; not to be changed."""
        return self._arrangement.ids

    @property
    def rows(self) -> Rows:
        """Return which row is what; a value that never changes."""
        return self._rows

    def post_at(self, row: int) -> ListedPost | None:
        """Return what is known of the post in a row, asking for it where it is not there yet."""
        place = self._rows.place_at(row)
        if place is None:
            return None
        page = self._pages.get(place // PAGE)
        if page is None:
            self._fetch(place // PAGE)
            return None
        within = place % PAGE
        return page[within] if within < len(page) else None

    def _place_of(self, post: PostId) -> int:
        return self._arrangement.place_of(post)

    def _refetch(self) -> None:
        """Fetch anew what is held, in place: the order is the same."""
        held = list(self._pages)
        self._asked.clear()
        for page in held[-4:]:
            self._fetch(page)
        for page in held[:-4]:
            del self._pages[page]

    def _fetch(self, page: int) -> None:
        if page in self._asked:
            return
        self._asked.add(page)
        start = page * PAGE
        wanted = [PostId(number) for number in self._arrangement.ids[start : start + PAGE]]
        generation = self._generation
        self._tasks.run(
            Lane.READ,
            lambda _token: self._library.rows(wanted),
            lambda rows: self._put(page, wanted, rows, generation),
        )

    def _put(
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
        self._tell(page * PAGE, page * PAGE + len(wanted) - 1)

    def _tell(self, first_place: int, last_place: int) -> None:
        """Say that posts look otherwise now; some of them may stand in closed groups."""
        first = self._rows.row_of_place(first_place)
        last = self._rows.row_of_place(last_place)
        if first < 0 or last < 0:
            first, last = 0, self._rows.count - 1
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(COLUMNS) - 1))

    # Qt's interface

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self._rows.count

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flag = Qt.ItemFlag
        if self._rows.group_at(index.row()) is not None:
            return flag.ItemIsEnabled
        shown = flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemIsDragEnabled
        return shown | flag.ItemIsEditable if COLUMNS[index.column()].editable else shown

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in _ROLES or not index.isValid():
            return None
        row = index.row()
        if role == IdRole:
            return self._rows.id_at(row)
        group = self._rows.group_at(row)
        if role == GroupRole:
            return group
        if group is not None:
            return self._heading(group) if role != PostRole and not index.column() else None
        post = self.post_at(row)
        if role == PostRole or post is None:
            return post
        column = COLUMNS[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(post, column, datetime.now().astimezone())
        if role == Qt.ItemDataRole.AccessibleTextRole and column.key is SortKey.TITLE:
            return ", ".join((cell_text(post, column), *marks_text(post)))
        return cell_text(post, column)

    def _heading(self, group: Group) -> str:
        text = ngettext("{title}: {number} post", "{title}: {number} posts", group.posts)
        title = group_title(group, self._grouping)
        return text.format(title=title, number=f"{group.posts:,}")

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


_ROLES = frozenset(
    {
        int(Qt.ItemDataRole.DisplayRole),
        int(Qt.ItemDataRole.ToolTipRole),
        int(Qt.ItemDataRole.AccessibleTextRole),
        int(PostRole),
        int(IdRole),
        int(GroupRole),
    }
)
