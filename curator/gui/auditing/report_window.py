"""The report on a whole site: problems by kind, the posts that have each, and what can be done.

Shows what an audit found; it neither audits, mends nor writes files.
"""

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from curator.domain.post import PostId
from curator.domain.problems import Severity
from curator.gui import icons
from curator.gui.auditing.results import Results
from curator.gui.theme import Theme, Token, set_role
from curator.reports.summary import Group, Line
from curator.sentences import severity_word
from curator.translation import gettext as _
from curator.translation import listed, ngettext, pgettext

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_TOKENS = {
    Severity.ERROR: Token.DANGER,
    Severity.WARNING: Token.WARNING,
    Severity.NOTE: Token.MUTED,
}
_ICONS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "info"}
_SortRole = Qt.ItemDataRole.UserRole


class LinesModel(QAbstractTableModel):
    """The posts with one problem."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[Line] = []

    def show_group(self, group: Group | None) -> None:
        """Show the posts of a group."""
        self.beginResetModel()
        self._lines = group.lines if group is not None else []
        self.endResetModel()

    def line(self, row: int) -> Line:
        """Return a row."""
        return self._lines[row]

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else 3

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self._lines[index.row()]
        if role == _SortRole and index.column() == 1:
            return line.line
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, _SortRole}:
            return None
        place = str(line.line) if line.line else ""
        return (line.path, place, line.message)[index.column()]

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (
                pgettext("column", "File"),
                pgettext("column", "Line"),
                pgettext("column", "What is wrong"),
            )[section]
        return None


class ReportWindow(QDialog):
    """Problems on the left, posts on the right."""

    post_requested = Signal(object, int)
    """A PostId to show, and the line to go to, 0 for none."""
    fix_requested = Signal(str)
    """The code of a problem to be mended wherever that is safe."""
    html_requested = Signal()
    json_requested = Signal()

    def __init__(self, parent: QWidget, results: Results, theme: Theme) -> None:
        super().__init__(parent)
        self.setObjectName("report_window")
        self.setWindowTitle(_("Check of {site}").format(site=results.title))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(1120, 660)
        self._results = results
        self._groups = results.summary.groups()
        self._lines = LinesModel()
        self._sorted = QSortFilterProxyModel()
        self._sorted.setSourceModel(self._lines)
        self._sorted.setSortRole(_SortRole)
        self.kinds = self._kinds(theme)
        self.table = self._table()
        self._fix = QPushButton()
        self._lay_out()
        self.kinds.currentRowChanged.connect(self._choose)
        if self._groups:
            self.kinds.setCurrentRow(0)
        else:
            self._choose(-1)

    def _lay_out(self) -> None:
        heading = QLabel(heading_words(self._results))
        heading.setObjectName("report_heading")
        heading.setWordWrap(True)
        set_role(heading, "heading")
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.kinds)
        split.addWidget(self.table)
        split.setSizes([330, 760])
        html = QPushButton(_("Save as a page…"))
        html.setObjectName("report_html")
        html.clicked.connect(self.html_requested)
        json = QPushButton(_("Save as JSON…"))
        json.setObjectName("report_json")
        json.clicked.connect(self.json_requested)
        self._fix.setObjectName("report_fix")
        set_role(self._fix, "primary")
        self._fix.clicked.connect(self._ask_to_fix)
        close = QPushButton(_("Close"))
        close.setObjectName("report_close")
        close.clicked.connect(self.close)
        for button in (html, json, self._fix):
            button.setAutoDefault(False)
        close.setDefault(True)
        row = QHBoxLayout()
        row.addWidget(html)
        row.addWidget(json)
        row.addStretch(1)
        row.addWidget(self._fix)
        row.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(12)
        layout.addWidget(heading)
        layout.addWidget(split, 1)
        layout.addLayout(row)

    def _kinds(self, theme: Theme) -> QListWidget:
        kinds = QListWidget()
        kinds.setObjectName("report_kinds")
        kinds.setAccessibleName(_("Kinds of problems"))
        for group in self._groups:
            text = ngettext("{number} post", "{number} posts", group.posts)
            item = QListWidgetItem(f"{group.code}\n{text.format(number=f'{group.posts:,}')}")
            colour = theme.colour(_TOKENS[group.severity])
            item.setIcon(icons.icon(_ICONS[group.severity], colour))
            item.setToolTip(f"{severity_word(group.severity)}: {group.lines[0].message}")
            kinds.addItem(item)
        return kinds

    def _table(self) -> QTableView:
        table = QTableView()
        table.setObjectName("report_table")
        table.setAccessibleName(_("Posts with this problem"))
        table.setModel(self._sorted)
        table.setSortingEnabled(True)
        table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        table.setColumnWidth(0, 320)
        table.setColumnWidth(1, 60)
        table.activated.connect(self._go)
        table.doubleClicked.connect(self._go)
        return table

    def _choose(self, row: int) -> None:
        group = self._groups[row] if 0 <= row < len(self._groups) else None
        self._lines.show_group(group)
        number = self._results.fixable(group.code) if group is not None else 0
        text = ngettext("Fix this in {number} post", "Fix this in {number} posts", number)
        self._fix.setText(text.format(number=number))
        self._fix.setVisible(number > 0)

    def _ask_to_fix(self) -> None:
        row = self.kinds.currentRow()
        if 0 <= row < len(self._groups):
            self.fix_requested.emit(self._groups[row].code)

    def _go(self, index: QModelIndex) -> None:
        line = self._lines.line(self._sorted.mapToSource(index).row())
        post: PostId | None = self._results.posts.get(line.path)
        if post is not None:
            self.post_requested.emit(post, line.line)


def heading_words(results: Results) -> str:
    """Return what an audit comes to, in one line."""
    summary = results.summary
    counts = (
        (ngettext("{number} post", "{number} posts", summary.posts), summary.posts),
        (_("{number} shown by the site"), summary.visible),
        *(
            (_severity_count(severity, summary.severities[severity]), summary.severities[severity])
            for severity in Severity
        ),
    )
    return listed(text.format(number=f"{number:,}") for text, number in counts)


def _severity_count(severity: Severity, number: int) -> str:
    return {
        Severity.ERROR: ngettext("{number} error", "{number} errors", number),
        Severity.WARNING: ngettext("{number} warning", "{number} warnings", number),
        Severity.NOTE: ngettext("{number} note", "{number} notes", number),
    }[severity]
