"""What an import would do, or did: one row a source, and the choice before it begins."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from curator.domain.errors import FileError
from curator.gui.theme import set_role
from curator.sentences import error_sentence, problem_sentence
from curator.services.import_items import (
    ImportItem,
    ImportPlan,
    ImportReport,
    OnDuplicate,
    Outcome,
)
from curator.translation import gettext as _
from curator.translation import listed, pgettext

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ORDER = [Outcome.FAILED, Outcome.DUPLICATE, Outcome.UPDATED, Outcome.ADDED, Outcome.UNCHANGED]


class ImportItemsModel(QAbstractTableModel):
    """Sources and what becomes of them; what needs a look stands first."""

    def __init__(self, items: tuple[ImportItem, ...]) -> None:
        super().__init__()
        self._items = sorted(
            items, key=lambda item: (not item.needs_attention, _ORDER.index(item.outcome))
        )

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._items)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else 3

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        item = self._items[index.row()]
        if index.column() == 0:
            return outcome_word(item)
        if index.column() == 1:
            return str(item.source) if role == Qt.ItemDataRole.ToolTipRole else item.source.name
        return reason(item)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (
                pgettext("column", "Outcome"),
                pgettext("column", "Source"),
                pgettext("column", "Notes"),
            )[section]
        return None


def outcome_word(item: ImportItem) -> str:
    """Return an outcome in the user's language."""
    if item.conflict:
        return pgettext("outcome", "conflict")
    return {
        Outcome.ADDED: pgettext("outcome", "new"),
        Outcome.UPDATED: pgettext("outcome", "updated"),
        Outcome.UNCHANGED: pgettext("outcome", "unchanged"),
        Outcome.DUPLICATE: pgettext("outcome", "duplicate"),
        Outcome.FAILED: pgettext("outcome", "failed"),
    }[item.outcome]


def reason(item: ImportItem) -> str:
    """Return why a source ends as it does, and what is wrong with it."""
    if isinstance(item.error, FileError):
        # The name stands beside it; the whole path would leave no room for the reason.
        return error_sentence(replace(item.error, path=Path(item.source.name)))
    if item.error is not None:
        return error_sentence(item.error)
    if item.conflict:
        return _("The file and the library were both changed; the library's text stays.")
    if item.outcome is Outcome.DUPLICATE:
        return _("The same text is in the library already.")
    return " ".join(problem_sentence(problem) for problem in item.problems)


class ImportDialog(QDialog):
    """Shows a plan and asks, or shows a report; never blocks the window."""

    confirmed = Signal(object)
    """An OnDuplicate."""

    def __init__(self, parent: QWidget, items: tuple[ImportItem, ...], heading: str) -> None:
        super().__init__(parent)
        self.setObjectName("import_dialog")
        self.setWindowTitle(_("Import"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(820, 460)
        title = QLabel(heading)
        title.setWordWrap(True)
        set_role(title, "heading")
        self.table = QTableView()
        self.table.setObjectName("import_table")
        self.table.setAccessibleName(_("Sources"))
        self._model = ImportItemsModel(items)
        self.table.setModel(self._model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.table.setColumnWidth(0, 110)
        self.table.setColumnWidth(1, 260)
        self._footer = QHBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(12)
        layout.addWidget(title)
        layout.addWidget(self.table, 1)
        layout.addLayout(self._footer)

    @classmethod
    def of_plan(cls, parent: QWidget, plan: ImportPlan) -> "ImportDialog":
        """Ask whether and how to carry out a plan."""
        dialog = cls(parent, plan.items, _plan_heading(plan))
        dialog.add_choices(plan)
        return dialog

    @classmethod
    def of_report(cls, parent: QWidget, report: ImportReport) -> "ImportDialog":
        """Show what became of each source."""
        dialog = cls(parent, report.items, report_words(report))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(dialog.reject)
        dialog._footer.addWidget(buttons)
        return dialog

    def add_choices(self, plan: ImportPlan) -> None:
        """Add the buttons, and the choice for texts that are there already."""
        choice = QComboBox()
        choice.setObjectName("duplicate_choice")
        choice.setAccessibleName(_("Texts that are there already"))
        choice.addItem(_("Leave out what is there already"), OnDuplicate.SKIP)
        choice.addItem(_("Take duplicates in as posts of their own"), OnDuplicate.KEEP)
        choice.addItem(_("Where both changed, take the file's text"), OnDuplicate.REPLACE)
        conflicts = any(item.conflict for item in plan.items)
        choice.setVisible(bool(plan.count(Outcome.DUPLICATE)) or conflicts)
        cancel = QPushButton(_("Cancel"))
        cancel.setObjectName("import_cancel")
        go = QPushButton(_("Import"))
        go.setObjectName("import_confirm")
        go.setDefault(True)
        set_role(go, "primary")
        work = plan.count(Outcome.ADDED) + plan.count(Outcome.UPDATED)
        go.setEnabled(bool(work) or choice.isVisibleTo(self))
        self._footer.addWidget(choice)
        self._footer.addStretch(1)
        self._footer.addWidget(cancel)
        self._footer.addWidget(go)
        cancel.clicked.connect(self.reject)
        # Qt hands back a plain text for an enum of texts.
        go.clicked.connect(lambda: self._confirm(OnDuplicate(choice.currentData())))

    def _confirm(self, choice: OnDuplicate) -> None:
        self.confirmed.emit(choice)
        self.accept()


def _plan_heading(plan: ImportPlan) -> str:
    counts = (
        (_("{number} new"), plan.count(Outcome.ADDED)),
        (_("{number} changed outside"), plan.count(Outcome.UPDATED)),
        (_("{number} already here"), _known(plan)),
        (_("{number} cannot be taken in"), plan.count(Outcome.FAILED)),
    )
    return _told(counts)


def _known(done: ImportPlan | ImportReport) -> int:
    return done.count(Outcome.UNCHANGED) + done.count(Outcome.DUPLICATE)


def _told(counts: Iterable[tuple[str, int]]) -> str:
    told = [text.format(number=f"{number:,}") for text, number in counts if number]
    return listed(told) if told else _("Nothing to import.")


def report_words(report: ImportReport) -> str:
    """Return what an import did, in one sentence."""
    counts = (
        (_("{number} imported"), report.count(Outcome.ADDED)),
        (_("{number} updated"), report.count(Outcome.UPDATED)),
        (_("{number} already here"), _known(report)),
        (_("{number} failed"), report.count(Outcome.FAILED)),
    )
    text = _told(counts)
    return _("Stopped: {text}").format(text=text) if report.cancelled else text
