"""The command palette: every command of the menus, found by a few letters and run by Enter."""

from collections.abc import Iterator

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QMenuBar,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from curator.gui.actions import spoken
from curator.gui.desk import Commands, Desk
from curator.gui.palette.matching import Entry, fitting
from curator.gui.theme import set_role
from curator.translation import gettext as _

_ENTRY = Qt.ItemDataRole.UserRole
_WIDTH = 560
_ROWS = 12
_ROW_HEIGHT = 30
_MOVES = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}


class CommandPalette(QObject):
    """Opens the palette over one window."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._desk = desk
        self.dialog: PaletteDialog | None = None

    def commands(self) -> Commands:
        """Return what the menu runs."""
        return {"palette": self.show}

    def show(self) -> None:
        """Offer the commands of the menu bar as they are now."""
        actions = dict(_actions(self._desk.window.findChild(QMenuBar)))
        dialog = PaletteDialog(self._desk.window, list(actions))
        dialog.finished.connect(lambda: self._closed(dialog, actions))
        self.dialog = dialog
        dialog.open()

    def _closed(self, dialog: "PaletteDialog", actions: dict[Entry, QAction]) -> None:
        self.dialog = None
        if dialog.result() == QDialog.DialogCode.Accepted and dialog.chosen is not None:
            # The focus goes back first: what the command does depends on where it is.
            action = actions[dialog.chosen]
            QTimer.singleShot(0, action, action.trigger)


class PaletteDialog(QDialog):
    """A field and what fits it; `chosen` is the entry that was run."""

    def __init__(self, parent: QWidget, entries: list[Entry]) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("command_palette")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Commands"))
        self._entries = entries
        self.chosen: Entry | None = None
        self.field = QLineEdit()
        self.field.setObjectName("palette_field")
        self.field.setPlaceholderText(_("What would you like to do?"))
        self.field.setAccessibleName(_("Find a command"))
        self.field.textChanged.connect(self._fill)
        self.field.returnPressed.connect(self._run)
        self.field.installEventFilter(self)
        self.list = QListWidget()
        self.list.setObjectName("palette_list")
        self.list.setAccessibleName(_("Commands"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setItemDelegate(_Row(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFixedHeight(_ROWS * _ROW_HEIGHT + 8)
        self.list.itemClicked.connect(lambda _item: self._run())
        set_role(self, "overlay")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 10)
        layout.setSpacing(8)
        layout.addWidget(self.field)
        layout.addWidget(self.list)
        self.setFixedWidth(min(_WIDTH, max(parent.width() - 40, 240)))
        self.adjustSize()
        corner = parent.mapToGlobal(parent.rect().topLeft())
        self.move(corner.x() + (parent.width() - self.width()) // 2, corner.y() + 70)
        self._fill("")
        self.field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows move in the list while the field keeps the focus."""
        if (
            watched is self.field
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in _MOVES
        ):
            self.list.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def _fill(self, typed: str) -> None:
        self.list.clear()
        for entry in fitting(self._entries, typed):
            item = QListWidgetItem(_line(entry))
            item.setData(_ENTRY, entry)
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole,
                ", ".join(part for part in (_line(entry), entry.keys) if part),
            )
            if not entry.enabled:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
            self.list.addItem(item)
        for row in range(self.list.count()):
            if self.list.item(row).flags() & Qt.ItemFlag.ItemIsEnabled:
                self.list.setCurrentRow(row)
                break

    def _run(self) -> None:
        item = self.list.currentItem()
        if item is not None and item.flags() & Qt.ItemFlag.ItemIsEnabled:
            self.chosen = item.data(_ENTRY)
            self.accept()


class _Row(QStyledItemDelegate):
    """The words on the left, the keys on the right."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return a row of the height that the list counts on."""
        return QSize(super().sizeHint(option, index).width(), _ROW_HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint a row as every list does, and the keys at its end."""
        super().paint(painter, option, index)
        entry: Entry = index.data(_ENTRY)
        palette: QPalette = option.palette
        group = QPalette.ColorGroup.Active if entry.enabled else QPalette.ColorGroup.Disabled
        rect: QRect = option.rect.adjusted(0, 0, -12, 0)
        painter.save()
        painter.setPen(palette.color(group, QPalette.ColorRole.PlaceholderText))
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect, side, entry.keys)
        painter.restore()


def _line(entry: Entry) -> str:
    return " › ".join((*entry.menus, entry.text))


def _actions(
    bar: QMenuBar | QMenu | None, menus: tuple[str, ...] = ()
) -> Iterator[tuple[Entry, QAction]]:
    for action in bar.actions() if bar is not None else ():
        menu = action.menu()
        if isinstance(menu, QMenu):
            yield from _actions(menu, (*menus, spoken(action.text())))
        elif not action.isSeparator() and action.objectName() not in {"", "palette"}:
            keys = action.shortcut().toString()
            yield (
                Entry(action.objectName(), menus, spoken(action.text()), keys, action.isEnabled()),
                action,
            )
