"""What was done in the library: on the left all operations, on the right what one of them touched.

Shows values and asks by signals; it takes nothing back itself. Never blocks the window.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from curator.domain.changes import Operation
from curator.domain.post import OperationId, PostId
from curator.gui.history.retention_row import RetentionRow
from curator.gui.history.wording import (
    Shown,
    first_upper,
    moment_words,
    posts_words,
    shown_word,
    state_words,
    way_words,
)
from curator.gui.theme import set_role
from curator.gui.words import operation_words
from curator.services.history import Detail
from curator.translation import gettext as _
from curator.translation import ngettext

_OperationRole = Qt.ItemDataRole.UserRole
_PostRole = Qt.ItemDataRole.UserRole


class OperationsWindow(QDialog):
    """Shows the operations of a library, a page at a time."""

    page_wanted = Signal(object, object, int)
    """The OperationId behind which the page begins, None for the first; a Shown; how many there are at least."""
    detail_wanted = Signal(object)
    """An OperationId."""
    turn_requested = Signal(object, bool)
    """An OperationId, and whether it is to be done again instead of taken back."""
    post_requested = Signal(object)
    versions_requested = Signal(object)

    def __init__(self, parent: QWidget, keep_days: int) -> None:
        super().__init__(parent)
        self.setObjectName("operations_window")
        self.setWindowTitle(_("History of the library"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(1180, 720)
        self._detail: Detail | None = None
        self._whole = False
        self._waiting = False
        self.filter = QComboBox()
        self.tree = QTreeWidget()
        self.heading = QLabel()
        self.about = QLabel()
        self.way = QLabel()
        self.posts = QListWidget()
        self.turn = QPushButton()
        self.open_post = QPushButton(_("&Show the post"))
        self.versions = QPushButton(_("&Versions of the post…"))
        self.retention = RetentionRow(keep_days)
        self._close = QPushButton(_("Close"))
        self._lay_out()
        self._connect()
        self._show_nothing()

    def _lay_out(self) -> None:
        self.filter.setObjectName("operations_filter")
        self.filter.setAccessibleName(_("Which operations are listed"))
        for shown in Shown:
            self.filter.addItem(shown_word(shown), shown)
        self.tree.setObjectName("operations_list")
        self.tree.setAccessibleName(_("Operations, the newest first"))
        self.tree.setRootIsDecorated(False)
        self.tree.setUniformRowHeights(True)
        self.tree.setHeaderLabels([_("When"), _("What"), _("Posts"), _("Who"), ""])
        header = self.tree.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setStretchLastSection(False)
        for column, width in ((0, 165), (2, 64), (3, 90), (4, 96)):
            self.tree.setColumnWidth(column, width)
        self.heading.setObjectName("operations_heading")
        self.heading.setWordWrap(True)
        set_role(self.heading, "heading")
        self.about.setObjectName("operations_about")
        set_role(self.about, "muted")
        self.way.setObjectName("operations_way")
        self.way.setWordWrap(True)
        self.posts.setObjectName("operations_posts")
        self.posts.setAccessibleName(_("Posts that it touched"))
        names = {
            self.turn: "operations_turn",
            self.open_post: "operations_open",
            self.versions: "operations_versions",
            self._close: "operations_close",
        }
        for button, name in names.items():
            button.setObjectName(name)
            button.setAutoDefault(False)
        self._lay_out_columns()

    def _lay_out_columns(self) -> None:
        left = QWidget()
        column_left = QVBoxLayout(left)
        column_left.setContentsMargins(0, 0, 0, 0)
        column_left.setSpacing(8)
        column_left.addWidget(self.filter)
        column_left.addWidget(self.tree, 1)
        right = QWidget()
        column_right = QVBoxLayout(right)
        column_right.setContentsMargins(8, 0, 0, 0)
        column_right.setSpacing(8)
        for widget in (self.heading, self.about, self.way):
            column_right.addWidget(widget)
        column_right.addWidget(self.posts, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.turn)
        buttons.addStretch(1)
        buttons.addWidget(self.open_post)
        buttons.addWidget(self.versions)
        column_right.addLayout(buttons)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(right)
        split.setSizes([680, 480])
        row = QHBoxLayout()
        row.addWidget(self.retention, 1)
        row.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(12)
        layout.addWidget(split, 1)
        layout.addLayout(row)

    def _connect(self) -> None:
        self.filter.currentIndexChanged.connect(lambda _place: self.refresh(anew=True))
        self.tree.currentItemChanged.connect(lambda _item, _before: self._ask())
        self.tree.verticalScrollBar().valueChanged.connect(lambda _value: self._go_on())
        self.posts.currentItemChanged.connect(lambda _item, _before: self._offer_post())
        self.posts.itemActivated.connect(lambda _item: self._open())
        self.turn.clicked.connect(self._turn)
        self.open_post.clicked.connect(self._open)
        self.versions.clicked.connect(self._ask_for_versions)
        self._close.clicked.connect(self.close)

    # The list

    @property
    def shown(self) -> Shown:
        """Return which operations are listed."""
        shown = self.filter.currentData()
        assert isinstance(shown, Shown)
        return shown

    def refresh(self, *, anew: bool = False) -> None:
        """Ask for the first page again; `anew` leaves what was chosen."""
        if anew:
            self.tree.clear()
            self._show_nothing()
        self._waiting = True
        self.page_wanted.emit(None, self.shown, self.tree.topLevelItemCount())

    def _go_on(self) -> None:
        bar = self.tree.verticalScrollBar()
        last = self.tree.topLevelItem(self.tree.topLevelItemCount() - 1)
        if self._whole or self._waiting or last is None or bar.value() < bar.maximum() - 20:
            return
        self._waiting = True
        self.page_wanted.emit(_operation_of(last).id, self.shown, 0)

    def show_page(
        self, before: OperationId | None, shown: Shown, page: Sequence[Operation], *, whole: bool
    ) -> None:
        """List a page; `whole` says that none follows."""
        if shown is not self.shown:
            return
        self._waiting = False
        self._whole = whole
        self._show(before, page)
        # A first page that does not fill the view has no bar that could ask for more.
        QTimer.singleShot(0, self, self._go_on)

    def _show(self, before: OperationId | None, page: Sequence[Operation]) -> None:
        chosen, bar = self.operation(), self.tree.verticalScrollBar()
        place = bar.value()
        if before is None:
            self.tree.blockSignals(True)
            self.tree.clear()
            self.tree.blockSignals(False)
        self.tree.addTopLevelItems([_item(operation) for operation in page])
        if before is not None:
            return
        items = [_item_at(self.tree, place) for place in range(self.tree.topLevelItemCount())]
        again = [one for one in items if chosen and _operation_of(one).id == chosen.id]
        if items:
            self.tree.setCurrentItem((again or items)[0])
            bar.setValue(place)
        else:
            self._show_nothing()

    def operation(self) -> Operation | None:
        """Return the operation that is chosen."""
        item = self.tree.currentItem()
        return _operation_of(item) if item is not None else None

    # One of them

    def _show_nothing(self) -> None:
        self._detail = None
        self.heading.setText(_("Nothing was done yet."))
        for label in (self.about, self.way):
            label.clear()
        self.posts.clear()
        self.turn.setText(_("&Take this back"))
        self.turn.setEnabled(False)
        self._offer_post()

    def _ask(self) -> None:
        operation = self.operation()
        if operation is not None:
            self.turn.setEnabled(False)
            self.detail_wanted.emit(operation.id)

    def show_detail(self, detail: Detail) -> None:
        """Show what the chosen operation touched, and whether there is a way back."""
        operation = detail.operation
        chosen = self.operation()
        if chosen is None or chosen.id != operation.id:
            return
        self._detail = detail
        self.heading.setText(first_upper(operation_words(operation)))
        told = [
            _("Operation {number}").format(number=operation.id),
            moment_words(operation.at),
            operation.author,
            posts_words(operation.posts),
        ]
        self.about.setText(" · ".join(part for part in told if part))
        self.way.setText(way_words(detail))
        undone = operation.undone_by is not None
        self.turn.setText(_("Do it &again") if undone else _("&Take this back"))
        self.turn.setEnabled(detail.hindrance is None)
        self.posts.clear()
        for post in detail.posts:
            item = QListWidgetItem(post.title or _("Post {number}, gone").format(number=post.post))
            if post.title:
                item.setData(_PostRole, post.post)
            self.posts.addItem(item)
        if detail.more:
            more = ngettext("and {number} more post", "and {number} more posts", detail.more)
            self.posts.addItem(more.format(number=f"{detail.more:,}"))
        gone = operation.posts - len(detail.posts) - detail.more
        if gone > 0:
            text = ngettext(
                "{number} post of which this version is kept no more",
                "{number} posts of which this version is kept no more",
                gone,
            )
            self.posts.addItem(text.format(number=f"{gone:,}"))
        self.posts.setCurrentRow(0)
        self._offer_post()

    def post(self) -> PostId | None:
        """Return the post that is chosen on the right."""
        item = self.posts.currentItem()
        number = item.data(_PostRole) if item is not None else None
        return PostId(number) if number is not None else None

    def _offer_post(self) -> None:
        for button in (self.open_post, self.versions):
            button.setEnabled(self.post() is not None)

    def _turn(self) -> None:
        if self._detail is not None:
            operation = self._detail.operation
            self.turn.setEnabled(False)
            self.turn_requested.emit(operation.id, operation.undone_by is not None)

    def _open(self) -> None:
        if (post := self.post()) is not None:
            self.post_requested.emit(post)

    def _ask_for_versions(self) -> None:
        if (post := self.post()) is not None:
            self.versions_requested.emit(post)


def _item(operation: Operation) -> QTreeWidgetItem:
    item = QTreeWidgetItem(
        [
            moment_words(operation.at),
            first_upper(operation_words(operation)),
            f"{operation.posts:,}",
            operation.author,
            state_words(operation),
        ]
    )
    item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    item.setToolTip(1, item.text(1))
    item.setData(0, _OperationRole, operation)
    return item


def _item_at(tree: QTreeWidget, place: int) -> QTreeWidgetItem:
    item = tree.topLevelItem(place)
    assert item is not None
    return item


def _operation_of(item: QTreeWidgetItem) -> Operation:
    operation = item.data(0, _OperationRole)
    assert isinstance(operation, Operation)
    return operation
