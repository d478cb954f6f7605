"""The export's plan to read through: which files change, why some do not, and each file's diff.

Shows values and asks; it neither plans nor writes.
"""

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from curator.gui.publishing.diff_view import DiffView
from curator.gui.theme import Theme, Token, set_role, set_trait
from curator.sentences import picture_sentence, reason_sentence
from curator.services.publish import (
    PLACEHOLDERS,
    Action,
    ConflictChoice,
    PlannedFile,
    PublishPlan,
    is_pattern,
)
from curator.translation import gettext as _
from curator.translation import listed, ngettext, pgettext

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ORDER = [
    Action.CONFLICT,
    Action.REFUSED,
    Action.CREATE,
    Action.UPDATE,
    Action.RENAME,
    Action.DELETE,
    Action.UNCHANGED,
]
_TOKENS = {
    Action.CONFLICT: Token.DANGER,
    Action.REFUSED: Token.DANGER,
    Action.CREATE: Token.SUCCESS,
    Action.UPDATE: Token.STATUS_INBOX,
    Action.RENAME: Token.STATUS_INBOX,
    Action.DELETE: Token.WARNING,
    Action.UNCHANGED: Token.MUTED,
}


class PlanModel(QAbstractTableModel):
    """Planned files; what blocks stands first, what stays the same last."""

    def __init__(self, plan: PublishPlan, theme: Theme) -> None:
        super().__init__()
        self._files = sorted(
            plan.files, key=lambda file: (_ORDER.index(file.action), not file.attention, file.path)
        )
        self._theme = theme

    def file(self, row: int) -> PlannedFile:
        """Return the file in a row."""
        return self._files[row]

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._files)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else 3

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        file = self._files[index.row()]
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 0:
            return QColor(self._theme.colour(_TOKENS[file.action]))
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        if index.column() == 0:
            return action_word(file.action)
        if index.column() == 1:
            return file.path
        if file.reason is not None:
            return reason_sentence(file.reason, file.other)
        return picture_sentence(file.title) if file.picture is not None else ""

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (
                pgettext("column", "Action"),
                pgettext("column", "File"),
                pgettext("column", "Reason"),
            )[section]
        return None


def action_word(action: Action) -> str:
    """Return an action in the user's language."""
    return {
        Action.CREATE: pgettext("export", "new file"),
        Action.UPDATE: pgettext("export", "change"),
        Action.RENAME: pgettext("export", "rename"),
        Action.DELETE: pgettext("export", "delete"),
        Action.UNCHANGED: pgettext("export", "unchanged"),
        Action.CONFLICT: pgettext("export", "conflict"),
        Action.REFUSED: pgettext("export", "refused"),
    }[action]


class _PatternField(QLineEdit):
    """A line whose Return changes the plan instead of confirming it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()


class PlanDialog(QDialog):
    """Lets the editor read the plan and decide."""

    confirmed = Signal()
    diff_requested = Signal(object)
    """A PlannedFile whose diff is to be shown."""
    other_site_requested = Signal()
    choice_changed = Signal(object)
    """A ConflictChoice with which the plan is to be made anew."""
    pattern_changed = Signal(str)
    """By what pictures are to be named in this site; empty for its own habit."""

    def __init__(
        self,
        parent: QWidget,
        plan: PublishPlan,
        choice: ConflictChoice,
        scope: str,
        theme: Theme,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("plan_dialog")
        self.setWindowTitle(_("Export to {site}").format(site=plan.title))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(1120, 680)
        self.plan = plan
        self._scope = scope
        self._model = PlanModel(plan, theme)
        self.table = self._table()
        self.diff = DiffView(theme)
        self._choice = self._choices(choice)
        self.pattern = self._patterns()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(12)
        layout.addLayout(self._heading())
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(self.diff)
        split.setSizes([260, 380])
        layout.addWidget(split, 1)
        if plan.pictures:
            layout.addLayout(self._naming())
        layout.addLayout(self._footer())
        if plan.files:
            self.table.selectRow(0)

    def _heading(self) -> QVBoxLayout:
        heading = QLabel(plan_words(self.plan))
        heading.setObjectName("plan_heading")
        set_role(heading, "heading")
        root = QLabel(f"{self._scope} → {self.plan.root}")
        root.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        set_role(root, "muted")
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(heading)
        column.addWidget(root)
        return column

    def _table(self) -> QTableView:
        table = QTableView()
        table.setObjectName("plan_table")
        table.setAccessibleName(_("Files of the plan"))
        table.setModel(self._model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        table.setColumnWidth(0, 110)
        table.setColumnWidth(1, 420)
        table.selectionModel().selectionChanged.connect(self._chosen)
        return table

    def _choices(self, chosen: ConflictChoice) -> QComboBox:
        box = QComboBox()
        box.setObjectName("conflict_choice")
        box.setAccessibleName(_("What to do with conflicts"))
        for choice, text in (
            (ConflictChoice.STOP, _("Write nothing while there are conflicts")),
            (ConflictChoice.SKIP, _("Leave conflicts out")),
            (ConflictChoice.THEIRS, _("Take the site's text for conflicts")),
            (ConflictChoice.OURS, _("Overwrite conflicts with the library's text")),
        ):
            box.addItem(text, choice)
        box.setCurrentIndex(box.findData(chosen))
        conflicts = self.plan.count(Action.CONFLICT) > 0 or chosen is not ConflictChoice.STOP
        box.setVisible(conflicts)
        # Qt hands back a plain text for an enum of texts.
        box.activated.connect(
            lambda _row: self.choice_changed.emit(ConflictChoice(box.currentData()))
        )
        return box

    def _patterns(self) -> QLineEdit:
        field = _PatternField(self.plan.picture_pattern)
        field.setObjectName("picture_pattern")
        field.setAccessibleName(_("Where pictures go"))
        field.setPlaceholderText(_("Where this site keeps its pictures"))
        field.setToolTip(
            _("{holders} stand for what is known of a picture.").format(
                holders=listed([f"{{{name}}}" for name in PLACEHOLDERS])
            )
        )
        field.textEdited.connect(self._judge_pattern)
        field.editingFinished.connect(self._change_pattern)
        return field

    def _naming(self) -> QHBoxLayout:
        label = QLabel(
            ngettext(
                "{number} picture goes to", "{number} pictures go to", self.plan.pictures
            ).format(number=self.plan.pictures)
        )
        label.setBuddy(self.pattern)
        set_role(label, "muted")
        self._fault = QLabel(_("A path in the site that ends with {ext}").format(ext=".{ext}"))
        self._fault.setObjectName("pattern_fault")
        set_role(self._fault, "error-text")
        self._fault.hide()
        row = QHBoxLayout()
        row.addWidget(label)
        row.addWidget(self.pattern, 1)
        row.addWidget(self._fault)
        return row

    def _judge_pattern(self, text: str) -> None:
        wrong = bool(text) and not is_pattern(text)
        self._fault.setVisible(wrong)
        set_trait(self.pattern, "invalid", wrong)
        # What is confirmed is what is shown.
        self.go.setEnabled(self.plan.can_apply and text.strip() == self.plan.picture_pattern)

    def _change_pattern(self) -> None:
        pattern = self.pattern.text().strip()
        if pattern != self.plan.picture_pattern and (not pattern or is_pattern(pattern)):
            self.pattern_changed.emit(pattern)

    def _footer(self) -> QHBoxLayout:
        cancel = QPushButton(_("Cancel"))
        cancel.setObjectName("export_cancel")
        number = self.plan.writes
        text = ngettext("Write {number} file", "Write {number} files", number)
        go = QPushButton(text.format(number=number))
        go.setObjectName("export_confirm")
        go.setDefault(True)
        go.setEnabled(self.plan.can_apply)
        self.go = go
        set_role(go, "primary")
        cancel.clicked.connect(self.reject)
        go.clicked.connect(self._confirm)
        other = QPushButton(_("Another site…"))
        other.setObjectName("export_other_site")
        other.setAutoDefault(False)
        other.clicked.connect(self.other_site_requested)
        row = QHBoxLayout()
        row.addWidget(other)
        row.addWidget(self._choice)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(go)
        return row

    def first_file(self) -> PlannedFile:
        """Return the file in the first row."""
        return self._model.file(0)

    def _confirm(self) -> None:
        self.confirmed.emit()
        self.accept()

    def _chosen(self, chosen: QItemSelection) -> None:
        indexes = chosen.indexes()
        if indexes:
            self.diff_requested.emit(self._model.file(indexes[0].row()))


def plan_words(plan: PublishPlan) -> str:
    """Return what a plan comes to, in one line."""
    told = []
    for action in _ORDER:
        number = plan.count(action)
        if number:
            told.append(_("{number} {action}").format(number=number, action=action_word(action)))
    return listed(told) if told else _("There is nothing to export.")
