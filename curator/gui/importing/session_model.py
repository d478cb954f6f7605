"""The rows of an import session: a table over plain values that grows and changes while it works.

Rows stand in the order of their numbers, which is that of the drop; a table asks only for those on
screen, so 100,000 of them cost what a dictionary of them costs. It decides and loads nothing.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from curator.domain.post import PostId
from curator.gui import icons
from curator.gui.importing.wording import outcome_icon, outcome_word, place, sentences
from curator.gui.theme import Theme
from curator.sentences import kind_word
from curator.services.import_items import Outcome
from curator.services.import_session_values import SessionItem
from curator.translation import pgettext

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()

ItemRole = Qt.ItemDataRole.UserRole


class Column(Enum):
    """The columns of the table, in order."""

    NAME = 0
    KIND = 1
    OUTCOME = 2
    NOTES = 3
    DUPLICATE_OF = 4


class Shown(Enum):
    """Which rows are wanted."""

    ALL = "all"
    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    CONFLICT = "conflict"
    FAILED = "failed"
    WAITING = "waiting"
    NOTED = "noted"


class SessionModel(QAbstractTableModel):
    """What became of each thing of one session."""

    counted = Signal()
    """The numbers of rows by filter are others now."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._items: dict[int, SessionItem] = {}
        self._numbers: list[int] = []
        """Of the rows that are shown, ascending."""
        self._shown = Shown.ALL
        self._counts: Counter[Shown] = Counter()
        self._titles: dict[PostId, str] = {}

    @property
    def shown(self) -> Shown:
        """Return which rows are shown."""
        return self._shown

    def count(self, shown: Shown) -> int:
        """Return how many rows a filter would show."""
        return self._counts[shown]

    def numbers(self, shown: Shown) -> list[int]:
        """Return the numbers of the rows that a filter would show."""
        items = self._items.values()
        # Spelled out, since 100,000 rows are looked through between two frames.
        match shown:
            case Shown.ALL:
                return sorted(self._items)
            case Shown.CONFLICT:
                return sorted(item.number for item in items if item.conflict)
            case Shown.NOTED:
                return sorted(item.number for item in items if item.noted)
            case _:
                wanted = None if shown is Shown.WAITING else Outcome(shown.value)
                return sorted(item.number for item in items if item.outcome is wanted)

    def item(self, row: int) -> SessionItem | None:
        """Return what a row shows, None beyond the last."""
        return self._items[self._numbers[row]] if 0 <= row < len(self._numbers) else None

    def find(self, number: int) -> SessionItem | None:
        """Return the item of a number."""
        return self._items.get(number)

    def row_of(self, number: int) -> int:
        """Return the row of a number, -1 where it is not shown."""
        row = bisect_left(self._numbers, number)
        return row if row < len(self._numbers) and self._numbers[row] == number else -1

    def show_only(self, shown: Shown) -> None:
        """Filter the rows."""
        if shown is self._shown:
            return
        self.beginResetModel()
        self._shown = shown
        self._numbers = self.numbers(shown)
        self.endResetModel()

    def put(self, items: Iterable[SessionItem]) -> None:
        """Add rows, in place of those that have their numbers."""
        entering: list[int] = []
        leaving: list[int] = []
        staying: list[int] = []
        for item in items:
            old = self._items.get(item.number)
            was = old is not None and _fits(old, self._shown)
            if old is not None:
                self._counts.subtract(_filters(old))
            self._counts.update(_filters(item))
            self._items[item.number] = item
            now = _fits(item, self._shown)
            if now:
                (staying if was else entering).append(item.number)
            elif was:
                leaving.append(item.number)
        self._leave(leaving)
        self._enter(sorted(entering))
        if staying:
            rows = [self.row_of(number) for number in (min(staying), max(staying))]
            self.dataChanged.emit(self.index(rows[0], 0), self.index(rows[1], len(Column) - 1))
        self.counted.emit()

    def remove(self, numbers: Sequence[int]) -> None:
        """Take rows away."""
        gone = [number for number in numbers if number in self._items]
        self._leave([number for number in gone if self.row_of(number) >= 0])
        for number in gone:
            self._counts.subtract(_filters(self._items.pop(number)))
        if gone:
            self.counted.emit()

    def name_posts(self, titles: Mapping[PostId, str]) -> None:
        """Learn what posts are called that rows are duplicates of."""
        self._titles.update(titles)
        if self._numbers:
            column = Column.DUPLICATE_OF.value
            last = len(self._numbers) - 1
            self.dataChanged.emit(self.index(0, column), self.index(last, column))

    def nameless(self) -> set[PostId]:
        """Return the posts that rows are duplicates of and whose titles are not known."""
        return {
            item.post
            for item in self._items.values()
            if item.outcome is Outcome.DUPLICATE and item.post is not None
        } - self._titles.keys()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._numbers)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        item = self.item(index.row())
        if item is None:
            return None
        column = Column(index.column())
        if role == ItemRole:
            return item
        if role == Qt.ItemDataRole.DecorationRole and column is Column.OUTCOME:
            name, token = outcome_icon(item)
            return icons.icon(name, self._theme.colour(token))
        if role == Qt.ItemDataRole.ToolTipRole:
            return place(item) if column is Column.NAME else self._text(item, column)
        if role == Qt.ItemDataRole.AccessibleTextRole and column is Column.NAME:
            return ", ".join(filter(None, (self._text(item, one) for one in Column)))
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(item, column)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return {
                Column.NAME: pgettext("column", "Name"),
                Column.KIND: pgettext("column", "Kind"),
                Column.OUTCOME: pgettext("column", "Outcome"),
                Column.NOTES: pgettext("column", "Notes"),
                Column.DUPLICATE_OF: pgettext("column", "Duplicate of"),
            }[Column(section)]
        return None

    def _text(self, item: SessionItem, column: Column) -> str:
        match column:
            case Column.NAME:
                return f"{item.name} ‹ {item.inside}" if _lies_elsewhere(item) else item.name
            case Column.KIND:
                return kind_word(item.kind) if item.kind is not None else ""
            case Column.OUTCOME:
                return outcome_word(item.outcome, conflict=item.conflict)
            case Column.NOTES:
                return " ".join(sentences(item))
            case Column.DUPLICATE_OF:
                if item.outcome is not Outcome.DUPLICATE:
                    return ""
                known = self._titles.get(item.post, "") if item.post is not None else ""
                return known or (item.match.title if item.match is not None else "")

    def _enter(self, numbers: Sequence[int]) -> None:
        for at, part in _neighbours(self._numbers, numbers):
            self.beginInsertRows(_NOWHERE, at, at + len(part) - 1)
            self._numbers[at:at] = part
            self.endInsertRows()

    def _leave(self, numbers: Sequence[int]) -> None:
        rows = sorted((self.row_of(number) for number in numbers), reverse=True)
        for first, last in _runs(rows):
            self.beginRemoveRows(_NOWHERE, first, last)
            del self._numbers[first : last + 1]
            self.endRemoveRows()


def _fits(item: SessionItem, shown: Shown) -> bool:
    return shown in _filters(item)


def _filters(item: SessionItem) -> tuple[Shown, ...]:
    own = Shown(item.outcome.value) if item.outcome is not None else Shown.WAITING
    conflict = (Shown.CONFLICT,) if item.conflict else ()
    noted = (Shown.NOTED,) if item.noted else ()
    return (Shown.ALL, own, *conflict, *noted)


def _lies_elsewhere(item: SessionItem) -> bool:
    return bool(item.inside) and item.inside != item.name


def _neighbours(held: list[int], new: Sequence[int]) -> Iterator[tuple[int, list[int]]]:
    """Yield where runs of new numbers belong among those that are held, the last run first."""
    parts: list[tuple[int, list[int]]] = []
    for number in new:
        at = bisect_left(held, number)
        if parts and parts[-1][0] == at:
            parts[-1][1].append(number)
        else:
            parts.append((at, [number]))
    yield from reversed(parts)


def _runs(falling: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield runs of rows, the last first, so that the rows before keep their places."""
    runs: list[list[int]] = []
    for row in falling:
        if runs and runs[-1][0] == row + 1:
            runs[-1][0] = row
        else:
            runs.append([row, row])
    yield from ((first, last) for first, last in runs)
