"""The entries of the left pane as a tree for Qt; counts change in place, so that the view stays."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont

from curator.gui import icons
from curator.gui.sidebar.entries import Entry, Section

EntryRole = Qt.ItemDataRole.UserRole
CountRole = Qt.ItemDataRole.UserRole + 1
_HEADING_ROOM = 22

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Forest:
    """A tree of entries, flattened: a node's number is its place in `entries`."""

    entries: tuple[Entry, ...]
    parents: tuple[int, ...]
    """The number of each node's parent, -1 for those that have none."""
    places: tuple[int, ...]
    """How many sisters stand before each node."""
    children: tuple[tuple[int, ...], ...]
    roots: tuple[int, ...]

    @classmethod
    def of(cls, roots: Iterable[Entry]) -> "Forest":
        """Flatten a tree."""
        entries: list[Entry] = []
        parents: list[int] = []
        places: list[int] = []
        children: list[tuple[int, ...]] = []

        def add(found: Iterable[Entry], parent: int) -> tuple[int, ...]:
            numbers = []
            for place, entry in enumerate(found):
                number = len(entries)
                numbers.append(number)
                entries.append(entry)
                parents.append(parent)
                places.append(place)
                children.append(())
                children[number] = add(entry.children, number)
            return tuple(numbers)

        top = add(roots, -1)
        return cls(tuple(entries), tuple(parents), tuple(places), tuple(children), top)

    def same_shape(self, other: "Forest") -> bool:
        """Tell whether the same entries stand at the same places."""
        return self.parents == other.parents and all(
            one.key == another.key for one, another in zip(self.entries, other.entries, strict=True)
        )


class SidebarModel(QAbstractItemModel):
    """Hands a forest to a view."""

    renamed = Signal(object, str)
    """Another name was typed for an Entry."""

    def __init__(self, font: QFont, line_height: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._forest = Forest.of(())
        self._font = QFont(font)
        self._font.setBold(True)
        self._font.setPointSizeF(font.pointSizeF() * 0.92)
        self._heading_size = QSize(0, line_height + _HEADING_ROOM)

    def show_forest(self, forest: Forest) -> bool:
        """Take other entries; tell whether everything was exchanged."""
        if len(forest.entries) == len(self._forest.entries) and forest.same_shape(self._forest):
            before, self._forest = self._forest, forest
            for number, entry in enumerate(forest.entries):
                if entry != before.entries[number]:
                    self.dataChanged.emit(self._index(number), self._index(number))
            return False
        self.beginResetModel()
        self._forest = forest
        self.endResetModel()
        return True

    def entry(self, index: _Index) -> Entry | None:
        """Return the entry at an index."""
        return self._forest.entries[index.internalId()] if index.isValid() else None

    def index_of(self, key: str) -> QModelIndex:
        """Return where the entry with a key stands, an invalid index where it does not."""
        for number, entry in enumerate(self._forest.entries):
            if entry.key == key:
                return self._index(number)
        return QModelIndex()

    def branches(self) -> Iterator[tuple[Entry, QModelIndex]]:
        """Yield every entry that has others below it."""
        for number, entry in enumerate(self._forest.entries):
            if entry.children:
                yield entry, self._index(number)

    def _index(self, number: int) -> QModelIndex:
        return self.createIndex(self._forest.places[number], 0, number)

    # Qt's interface

    def index(self, row: int, column: int, parent: _Index = _NOWHERE) -> QModelIndex:
        below = self._below(parent)
        if column or not 0 <= row < len(below):
            return QModelIndex()
        return self.createIndex(row, 0, below[row])

    def parent(self, index: _Index = _NOWHERE) -> QModelIndex:  # type: ignore[override]  # QObject has another
        if not index.isValid():
            return QModelIndex()
        number = self._forest.parents[index.internalId()]
        return self._index(number) if number >= 0 else QModelIndex()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return len(self._below(parent))

    def columnCount(self, _parent: _Index = _NOWHERE) -> int:
        return 1

    def flags(self, index: _Index) -> Qt.ItemFlag:
        entry = self.entry(index)
        if entry is None:
            return Qt.ItemFlag.NoItemFlags
        chosen = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if entry.section is Section.SAVED and not entry.heading:
            return chosen | Qt.ItemFlag.ItemIsEditable
        return chosen if entry.query is not None else Qt.ItemFlag.ItemIsEnabled

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.entry(index)
        if entry is None:
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole}:
            return entry.title
        if role == EntryRole:
            return entry
        if role == CountRole:
            return entry.mark or (f"{entry.count:,}" if entry.count else "")
        if role == Qt.ItemDataRole.DecorationRole:
            return icons.icon(entry.icon) if entry.icon else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return entry.name or None
        if entry.heading:
            return self._heading(role)
        return None

    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        entry = self.entry(index)
        if entry is None or role != Qt.ItemDataRole.EditRole:
            return False
        self.renamed.emit(entry, str(value))
        return True

    def _heading(self, role: int) -> object:
        if role == Qt.ItemDataRole.FontRole:
            return self._font
        if role == Qt.ItemDataRole.SizeHintRole:
            return self._heading_size
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft)
        return None

    def _below(self, parent: _Index) -> tuple[int, ...]:
        if not parent.isValid():
            return self._forest.roots
        return self._forest.children[parent.internalId()]
