"""Paints an entry of the sidebar: its name, and its count at the right end of the same row."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from curator.gui import icons
from curator.gui.sidebar.entries import Entry
from curator.gui.sidebar.model import CountRole, EntryRole

_MARGIN = 8
_ARROW = 12


class CountDelegate(QStyledItemDelegate):
    """One row, one highlight: name and count never lie in two cells."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        shown.state &= ~QStyle.StateFlag.State_Open  # an open folder is nothing that is switched on
        entry = index.data(EntryRole)
        heading = isinstance(entry, Entry) and entry.heading
        count = index.data(CountRole) or ""
        room = shown.fontMetrics.horizontalAdvance(count) + 2 * _MARGIN if count else 0
        style = shown.widget.style()
        element = QStyle.SubElement.SE_ItemViewItemText
        width = style.subElementRect(element, shown, shown.widget).width() - room
        shown.text = shown.fontMetrics.elidedText(
            shown.text, Qt.TextElideMode.ElideRight, max(width, 0)
        )
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, shown.widget)
        if heading:
            self._paint_arrow(painter, shown, index)
        if not count:
            return
        chosen = bool(shown.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.PlaceholderText
        painter.save()
        painter.setPen(shown.palette.color(role))
        painter.setFont(shown.font)
        place = QRect(shown.rect).adjusted(0, 0, -_MARGIN, 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, count)
        painter.restore()

    def _paint_arrow(
        self,
        painter: QPainter,
        shown: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw at the right end of a section's name whether it is open."""
        view = shown.widget
        is_open = isinstance(view, QTreeView) and view.isExpanded(_plain(index))
        colour = shown.palette.color(QPalette.ColorRole.PlaceholderText)
        ratio = painter.device().devicePixelRatioF()
        name = "chevron-down" if is_open else "chevron-right"
        rect: QRect = shown.rect
        left, top = rect.right() - _MARGIN - _ARROW, rect.bottom() - _ARROW - 6
        painter.drawPixmap(left, top, icons.pixmap(name, _ARROW, colour, ratio))


def _plain(index: QModelIndex | QPersistentModelIndex) -> QModelIndex:
    return index if isinstance(index, QModelIndex) else index.model().index(index.row(), 0)
