"""The imports: on the left those of today and before, on the right what became of each thing.

Shows what sessions tell and asks for what the editor wants done; it imports, stores and undoes nothing.
Never blocks the window it belongs to.
"""

from collections.abc import Sequence

from PySide6.QtCore import QDateTime, QLocale, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from curator.gui.importing.item_details import ItemDetails
from curator.gui.importing.live_session import LiveSession, State
from curator.gui.importing.session_model import Column, Shown
from curator.gui.importing.wording import counts_sentence
from curator.gui.theme import set_role
from curator.services.import_items import OnDuplicate, Outcome, Reason
from curator.services.import_session_values import SessionItem
from curator.translation import gettext as _
from curator.translation import pgettext

_NARROW = 640  # pixels of the table below which it shows less
_PAUSE = 120  # milliseconds between two looks at the numbers


class ImportsWindow(QDialog):
    """One row an import, one row a thing."""

    looked_at = Signal(object)
    """A LiveSession whose rows are wanted."""
    cancel_requested = Signal(object)
    retry_requested = Signal(object)
    undo_requested = Signal(object)
    resume_requested = Signal(object)
    leave_requested = Signal(object)
    choice_requested = Signal(object, list, object)
    """A LiveSession, the numbers of its rows, an OnDuplicate."""
    compare_requested = Signal(object, object)
    """A LiveSession and the SessionItem to be shown beside the post that it is taken for."""
    post_requested = Signal(object)
    item_chosen = Signal(object, object)
    """A LiveSession and a SessionItem, None where no row is chosen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("imports_window")
        self.setWindowTitle(_("Imports"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(1160, 700)
        self._live: LiveSession | None = None
        self._detailed: SessionItem | None = None
        """The row as the details below the table tell of it."""
        self._sessions: list[LiveSession] = []
        self.list = QListWidget()
        self.heading = QLabel()
        self.filter = QComboBox()
        self.table = QTableView()
        self.details = ItemDetails()
        self._bar = QProgressBar()
        self._state = QLabel()
        self.cancel = self._button("imports_cancel", _("Cancel"))
        self.retry = self._button("imports_retry", _("Retry what failed"))
        self.resume = self._button("imports_resume", _("Go on"))
        self.leave = self._button("imports_leave", _("Leave the rest"))
        self.undo = self._button("imports_undo", _("Undo this import"))
        self.open_post = self._button("imports_open", _("Open the post"))
        self.compare = self._button("imports_compare", _("Compare…"))
        self.keep = self._button("imports_keep", _("Keep as a new post"))
        self.replace = self._button("imports_replace", _("Replace the post's text"))
        self.select_alike = self._button("imports_select_alike", "")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._refresh)
        self._lay_out()
        self._connect()
        self._refresh()

    @property
    def live(self) -> LiveSession | None:
        """Return the import that is shown."""
        return self._live

    def list_sessions(self, sessions: Sequence[LiveSession]) -> None:
        """Show which imports there are, the newest first."""
        self._sessions = list(sessions)
        self.list.blockSignals(True)
        self.list.clear()
        for live in self._sessions:
            self.list.addItem(QListWidgetItem(_list_text(live)))
        if self._live in self._sessions:
            self.list.setCurrentRow(self._sessions.index(self._live))
        self.list.blockSignals(False)
        if self._live is None and self._sessions:
            self.show_session(self._sessions[0])

    def show_session(self, live: LiveSession) -> None:
        """Show one import."""
        if self._live is live:
            return
        if self._live is not None:
            self._live.moved.disconnect(self._timer.start)
        self._live = live
        live.moved.connect(self._timer.start)
        self.table.setModel(live.model)
        self.table.selectionModel().currentRowChanged.connect(self._row_changed)
        self.table.selectionModel().selectionChanged.connect(self._offer)
        live.model.show_only(Shown.ALL)
        self.filter.setCurrentIndex(0)
        if live in self._sessions:
            self.list.setCurrentRow(self._sessions.index(live))
        self.looked_at.emit(live)
        self._row_changed()
        self._refresh()

    def point_out(self) -> None:
        """Choose the first row that somebody should look at, where none is chosen yet."""
        live = self._live
        if live is None or self.table.selectionModel().hasSelection():
            return
        for shown in (Shown.FAILED, Shown.CONFLICT, Shown.DUPLICATE):
            rows = [row for row in map(live.model.row_of, live.model.numbers(shown)) if row >= 0]
            if rows:
                self.table.selectRow(rows[0])
                return

    def chosen(self) -> list[SessionItem]:
        """Return the items of the rows that are selected."""
        if self._live is None:
            return []
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        items = (self._live.model.item(row) for row in rows)
        return [item for item in items if item is not None]

    def current(self) -> SessionItem | None:
        """Return the item of the row with the focus."""
        if self._live is None:
            return None
        return self._live.model.item(self.table.currentIndex().row())

    # Arrangement

    def _name_parts(self) -> None:
        self.list.setObjectName("imports_list")
        self.list.setAccessibleName(_("Imports"))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumWidth(150)
        self.heading.setObjectName("imports_heading")
        self.heading.setWordWrap(True)
        set_role(self.heading, "heading")
        self._state.setObjectName("imports_state")
        self._state.setWordWrap(True)
        set_role(self._state, "muted")
        self._bar.setObjectName("imports_progress")
        self._bar.setAccessibleName(_("Progress of the import"))
        self._bar.setTextVisible(False)
        self.filter.setObjectName("imports_filter")
        self.filter.setAccessibleName(_("Which rows are shown"))
        self.filter.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for shown in Shown:
            self.filter.addItem("", shown.value)
        self._lay_out_table()

    def _upper(self) -> QWidget:
        top = QHBoxLayout()
        top.addWidget(self.heading, 1)
        top.addWidget(self.filter)
        going = QHBoxLayout()
        going.addWidget(self._state, 1)
        going.addWidget(self._bar, 1)
        going.addWidget(self.cancel)
        upper = QWidget()
        column = QVBoxLayout(upper)
        column.setContentsMargins(12, 0, 0, 8)
        column.setSpacing(8)
        column.addLayout(top)
        column.addLayout(going)
        column.addWidget(self.table, 1)
        choices = QHBoxLayout()
        for button in (self.open_post, self.compare, self.keep, self.replace, self.select_alike):
            choices.addWidget(button)
        choices.addStretch(1)
        column.addLayout(choices)
        return upper

    def _lay_out(self) -> None:
        self._name_parts()
        right = QSplitter(Qt.Orientation.Vertical)
        right.setChildrenCollapsible(False)
        right.addWidget(self._upper())
        right.addWidget(self.details)
        right.setSizes([410, 220])
        right.setStretchFactor(0, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setObjectName("imports_split")
        split.setChildrenCollapsible(False)
        split.addWidget(self.list)
        split.addWidget(right)
        split.setSizes([230, 900])
        split.setStretchFactor(1, 1)
        close = self._button("imports_close", _("Close"))
        close.clicked.connect(self.close)
        row = QHBoxLayout()
        row.addWidget(self.undo)
        row.addWidget(self.retry)
        row.addStretch(1)
        row.addWidget(self.leave)
        row.addWidget(self.resume)
        row.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(12)
        layout.addWidget(split, 1)
        layout.addLayout(row)

    def _lay_out_table(self) -> None:
        table = self.table
        table.setObjectName("imports_table")
        table.setAccessibleName(_("What became of each thing"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        # Rows of one height: a table of 100,000 must not ask each for its own.
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)

    def _button(self, name: str, text: str) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.setAutoDefault(False)
        return button

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._list_chosen)
        self.filter.activated.connect(self._filter)
        self.table.activated.connect(self._open)
        self.open_post.clicked.connect(lambda: self._open(self.table.currentIndex()))
        for button, signal in (
            (self.cancel, self.cancel_requested),
            (self.retry, self.retry_requested),
            (self.undo, self.undo_requested),
            (self.resume, self.resume_requested),
            (self.leave, self.leave_requested),
        ):
            button.clicked.connect(lambda _on=False, signal=signal: signal.emit(self._live))
        self.compare.clicked.connect(
            lambda: self.compare_requested.emit(self._live, self.current())
        )
        self.keep.clicked.connect(lambda: self._choose(OnDuplicate.KEEP))
        self.replace.clicked.connect(lambda: self._choose(OnDuplicate.REPLACE))
        self.select_alike.clicked.connect(self._select_alike)
        QShortcut(QKeySequence.StandardKey.Close, self, self.close)

    # What is shown

    def _refresh(self) -> None:
        live = self._live
        for number, one in enumerate(self._sessions):
            entry = self.list.item(number)
            if entry.text() != (text := _list_text(one)):
                entry.setText(text)
                entry.setToolTip(text)
        if live is None:
            self.heading.setText(_("Nothing was imported yet."))
            self._state.setText("")
        else:
            self.heading.setText(counts_sentence(live.counts, live.waiting))
            self._state.setText(state_sentence(live))
            self._bar.setRange(0, live.total if live.total > 1 else 0)
            self._bar.setValue(live.total - live.waiting)
        running = live is not None and live.state is not State.ENDED
        self._bar.setVisible(running)
        self.cancel.setVisible(running)
        self.cancel.setEnabled(running and live is not None and not live.cancelled)
        self._state.setVisible(bool(self._state.text()))
        self._word_filter()
        self._size_columns()
        if self.current() != self._detailed:
            self._row_changed()  # something became of it meanwhile
        else:
            self._offer()

    def _word_filter(self) -> None:
        words = {
            Shown.ALL: pgettext("filter", "All"),
            Shown.ADDED: pgettext("filter", "New"),
            Shown.UPDATED: pgettext("filter", "Updated"),
            Shown.UNCHANGED: pgettext("filter", "Unchanged"),
            Shown.DUPLICATE: pgettext("filter", "Duplicates"),
            Shown.CONFLICT: pgettext("filter", "Conflicts"),
            Shown.FAILED: pgettext("filter", "Failed"),
            Shown.WAITING: pgettext("filter", "Waiting"),
            Shown.NOTED: pgettext("filter", "With notes"),
        }
        for row, shown in enumerate(Shown):
            number = self._live.model.count(shown) if self._live is not None else 0
            text = f"{words[shown]} ({number:,})"
            if self.filter.itemText(row) != text:
                self.filter.setItemText(row, text)

    def _size_columns(self) -> None:
        header = self.table.horizontalHeader()
        if not header.count() or header.sectionResizeMode(Column.NOTES.value) is (
            QHeaderView.ResizeMode.Stretch
        ):
            self._hide_empty_columns()
            return
        header.setSectionResizeMode(Column.NOTES.value, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(60)
        for column, width in (
            (Column.NAME, 230),
            (Column.KIND, 110),
            (Column.OUTCOME, 110),
            (Column.DUPLICATE_OF, 150),
        ):
            self.table.setColumnWidth(column.value, width)
        self._hide_empty_columns()

    def _hide_empty_columns(self) -> None:
        duplicates = self._live is not None and self._live.model.count(Shown.DUPLICATE) > 0
        narrow = self.table.width() < _NARROW
        self.table.setColumnHidden(Column.DUPLICATE_OF.value, narrow or not duplicates)
        # What became of a thing and why matters more than what it is; the details tell that too.
        self.table.setColumnHidden(Column.KIND.value, narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._timer.start()

    def _offer(self) -> None:
        """Offer what can be done with the import and the rows that are chosen."""
        live = self._live
        ended = live is not None and live.state is State.ENDED and not live.elsewhere
        waiting = live.waiting if live is not None else 0
        stored = live is not None and live.operation is not None and not live.taken_back
        failed = live.counts.get(Outcome.FAILED, 0) if live is not None else 0
        self.retry.setVisible(bool(ended and failed))
        self.undo.setVisible(bool(ended and stored))
        self.resume.setVisible(bool(ended and waiting))
        self.leave.setVisible(bool(ended and waiting))
        item = self.current()
        gone = live is not None and live.taken_back and item is not None and _came_with(item)
        self.open_post.setEnabled(item is not None and item.post is not None and not gone)
        chosen = self.chosen()
        undecided = [one for one in chosen if one.undecided]
        shown = _kind_of_choice(undecided)
        number = live.model.count(shown) if live is not None and shown is not None else 0
        self.compare.setVisible(
            item is not None
            and item.post is not None
            and item.undecided
            and _replaceable(item)
            and not gone
        )
        self.keep.setVisible(bool(ended and shown is Shown.DUPLICATE))
        self.replace.setVisible(bool(ended and any(_replaceable(one) for one in undecided)))
        words = {
            Shown.DUPLICATE: _("Select all {number} duplicates"),
            Shown.CONFLICT: _("Select all {number} conflicts"),
        }
        if shown is not None:
            self.select_alike.setText(words[shown].format(number=f"{number:,}"))
        self.select_alike.setVisible(bool(ended and number > 1))

    def _row_changed(self) -> None:
        item = self._detailed = self.current()
        self.details.show_item(item)
        self._offer()
        self.item_chosen.emit(self._live, item)

    # What is asked for

    def _filter(self) -> None:
        if self._live is not None:
            # Qt hands back a plain text for an enum of texts.
            self._live.model.show_only(Shown(self.filter.currentData()))
            self._row_changed()

    def _list_chosen(self, row: int) -> None:
        if 0 <= row < len(self._sessions):
            self.show_session(self._sessions[row])

    def _open(self, index: QModelIndex) -> None:
        item = self._live.model.item(index.row()) if self._live is not None else None
        if item is not None and item.post is not None:
            self.post_requested.emit(item.post)

    def _choose(self, choice: OnDuplicate) -> None:
        wanted = [item for item in self.chosen() if item.undecided]
        if choice is OnDuplicate.KEEP:
            wanted = [item for item in wanted if item.outcome is Outcome.DUPLICATE]
        else:
            wanted = [item for item in wanted if _replaceable(item)]
        self.choice_requested.emit(self._live, [item.number for item in wanted], choice)

    def _select_alike(self) -> None:
        shown = _kind_of_choice(self.chosen())
        if self._live is None or shown is None:
            return
        self._live.model.show_only(shown)
        self.filter.setCurrentIndex(self.filter.findData(shown.value))
        self.table.selectAll()
        self.table.setFocus()


def _kind_of_choice(items: Sequence[SessionItem]) -> Shown | None:
    """Return of which kind the rows are that something may be chosen for."""
    if any(one.outcome is Outcome.DUPLICATE for one in items):
        return Shown.DUPLICATE
    return Shown.CONFLICT if any(one.conflict for one in items) else None


def _replaceable(item: SessionItem) -> bool:
    """Tell whether an item stands beside a post that has another text."""
    same = item.match is not None and item.match.reason is Reason.SAME_TEXT
    return item.conflict or (item.post is not None and not same)


def _came_with(item: SessionItem) -> bool:
    """Tell whether the post of an item came with its import, and goes when that is taken back."""
    twin = item.match is not None and item.match.post is None
    return item.outcome is Outcome.ADDED or twin


def _list_text(live: LiveSession) -> str:
    when = ""
    if live.started is not None:
        moment = QDateTime.fromSecsSinceEpoch(int(live.started.timestamp()))
        stamp = QLocale().toString(moment, QLocale.FormatType.ShortFormat)
        when = f"{stamp} · "
    return f"{live.label}\n{when}{counts_sentence(live.counts, live.waiting)}"


def state_sentence(live: LiveSession) -> str:
    """Return where an import stands, in one sentence; empty where nothing needs saying."""
    if live.state is State.QUEUED:
        return _("Waits until the import before it is done.")
    if live.elsewhere:
        return _("Goes on in another window or terminal.")
    if live.preparing is not None:
        text = _("Looking through the posts that are there: {done} of {total}…")
        done, total = live.preparing.done, live.preparing.total
        return text.format(done=f"{done:,}", total=f"{total:,}")
    if live.state is State.RUNNING:
        return _("Reading {name}…").format(name=live.reading) if live.reading else ""
    if live.taken_back:
        return _("This import was taken back.")
    if live.waiting:
        return _("Stopped before the end; go on whenever you like.")
    return ""
