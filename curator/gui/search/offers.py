"""The list of completions: what could be typed, and what it means, in one row each."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from curator.domain.query_completion import Offer
from curator.gui.search.wording import offer_word
from curator.gui.theme import Theme, Token

WordRole = Qt.ItemDataRole.UserRole
_GAP = 28
_Index = QModelIndex | QPersistentModelIndex


class OfferModel(QAbstractListModel):
    """What is offered at the moment."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._offers: list[Offer] = []

    def show_offers(self, offers: Sequence[Offer]) -> None:
        """Offer these and nothing else."""
        self.beginResetModel()
        self._offers = list(offers)
        self.endResetModel()

    def offer(self, row: int) -> Offer | None:
        """Return the offer in a row."""
        return self._offers[row] if 0 <= row < len(self._offers) else None

    def rowCount(self, parent: _Index | None = None) -> int:
        """Return how many are offered."""
        return 0 if parent is not None and parent.isValid() else len(self._offers)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Return an offer, or what it means."""
        offer = self.offer(index.row())
        if offer is None:
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole}:
            return offer.text
        if role == WordRole:
            return offer_word(offer)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{offer.text} {offer_word(offer)}"
        return None


class OfferList(QListView):
    """A list that looks like a menu; a QCompleter fills and shows it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("filter_offers")
        self.setUniformItemSizes(True)
        # As many are offered as there is room for.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setStyleSheet(
            "QListView { border: 1px solid palette(dark); padding: 0; }"
            "QListView::item { padding: 4px 8px; border-radius: 4px; }"
        )
        self._delegate = _OfferDelegate(theme)

    def wanted_width(self) -> int:
        """Return how wide the widest row is."""
        # The completer gives its popup a delegate of its own whenever it is set.
        if self.itemDelegate() is not self._delegate:
            self.setItemDelegate(self._delegate)
        model, metrics = self.model(), self.fontMetrics()
        widths = [240]
        for row in range(model.rowCount()):
            index = model.index(row, 0)
            words = (index.data(), index.data(WordRole))
            widths.append(sum(metrics.horizontalAdvance(word or "") for word in words) + _GAP + 40)
        return min(max(widths), 560)


class _OfferDelegate(QStyledItemDelegate):
    """Paints the offer at the left and what it means at the right, paler."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return a row of comfortable height."""
        return QSize(super().sizeHint(option, index).width(), option.fontMetrics.height() + 10)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        meaning = index.data(WordRole) or ""
        inner = QRect(shown.rect).adjusted(8, 0, -10, 0)
        room = shown.fontMetrics.horizontalAdvance(meaning)
        shown.text = shown.fontMetrics.elidedText(
            shown.text, Qt.TextElideMode.ElideMiddle, max(inner.width() - room - _GAP, 80)
        )
        style = shown.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, shown.widget)
        painter.save()
        chosen = bool(shown.state & QStyle.StateFlag.State_Selected)
        pen = shown.palette.highlightedText().color() if chosen else self._theme.colour(Token.MUTED)
        painter.setPen(pen)
        painter.setFont(shown.font)
        painter.drawText(
            inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, meaning
        )
        painter.restore()
