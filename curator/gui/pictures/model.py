"""The pictures of some posts as rows: where they come from and what became of each."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from curator.gui.pictures.words import fault_words, outcome_word
from curator.gui.theme import Theme, Token
from curator.sentences import error_sentence
from curator.services.pictures import PictureOutcome, PictureReport, RemotePicture
from curator.translation import gettext as _
from curator.translation import pgettext

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_TOKENS = {PictureOutcome.FAILED: Token.DANGER, PictureOutcome.KEPT: Token.SUCCESS}
SORT_ROLE = Qt.ItemDataRole.UserRole


class PicturesModel(QAbstractTableModel):
    """One row for each picture of each post."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._reports: list[PictureReport] = []
        self._rows: dict[tuple[int, str], int] = {}
        self._counts: Counter[PictureOutcome] = Counter()

    def show_found(self, found: Sequence[RemotePicture]) -> None:
        """Show pictures of which nothing was fetched yet."""
        self.beginResetModel()
        self._reports = [
            PictureReport(one, PictureOutcome.ALREADY if one.kept else PictureOutcome.WAITING)
            for one in found
        ]
        self._rows = {(one.post, one.url): row for row, one in enumerate(found)}
        self._counts = Counter(one.outcome for one in self._reports)
        self.endResetModel()

    def take(self, report: PictureReport) -> None:
        """Show how a picture went; its bytes are not held."""
        row = self._rows.get((report.picture.post, report.picture.url))
        if row is None:
            return
        self._counts[self._reports[row].outcome] -= 1
        self._counts[report.outcome] += 1
        self._reports[row] = replace(report, data=b"")
        self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))

    def report(self, row: int) -> PictureReport:
        """Return a row."""
        return self._reports[row]

    def count(self, *outcomes: PictureOutcome) -> int:
        """Return how many pictures went like that."""
        return sum(self._counts[one] for one in outcomes)

    def of(self, *outcomes: PictureOutcome) -> list[RemotePicture]:
        """Return the pictures that went like that."""
        return [one.picture for one in self._reports if one.outcome in outcomes]

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._reports)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else 4

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        report, column = self._reports[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return _cells(report)[column]
        if role == SORT_ROLE:
            return report.size if column == 3 else _cells(report)[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            if column == 2 and report.error is not None:
                return error_sentence(report.error)
            return _cells(report)[column]
        if role == Qt.ItemDataRole.ForegroundRole and column == 2:
            token = _TOKENS.get(report.outcome)
            return self._theme.colour(token) if token is not None else None
        if role == Qt.ItemDataRole.TextAlignmentRole and column == 3:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (
                pgettext("column", "Post"),
                pgettext("column", "Address"),
                pgettext("column", "Outcome"),
                pgettext("column", "Size"),
            )[section]
        return None


def _cells(report: PictureReport) -> tuple[str, str, str, str]:
    measure = ""
    if report.size:
        kilobytes = f"{max(report.size / 1024, 0.1):,.1f}"
        measure = _("{width}×{height}, {size} KB").format(
            width=report.width, height=report.height, size=kilobytes
        )
    error = report.error
    told = outcome_word(report.outcome) if error is None else fault_words(error)
    return report.picture.title, report.picture.url, told, measure
