"""Paints an entry of the sidebar: its name, and its count at the right end of the same row."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

CountRole = Qt.ItemDataRole.UserRole + 1
_MARGIN = 8


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
        count = index.data(CountRole) or ""
        room = shown.fontMetrics.horizontalAdvance(count) + 2 * _MARGIN if count else 0
        style = shown.widget.style()
        element = QStyle.SubElement.SE_ItemViewItemText
        width = style.subElementRect(element, shown, shown.widget).width() - room
        shown.text = shown.fontMetrics.elidedText(
            shown.text, Qt.TextElideMode.ElideRight, max(width, 0)
        )
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, shown.widget)
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
