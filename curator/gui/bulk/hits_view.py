"""The hits in one post, each with a tick: what is found struck out, what takes its place beside it."""

from collections.abc import Collection, Sequence
from html import escape

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QTextDocument
from PySide6.QtWidgets import (
    QApplication,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from curator.domain.bulk import ShownHit
from curator.gui.theme import Theme, Token
from curator.translation import gettext as _

_MOST = 500
"""Hits that are listed; all are replaced."""
_GAP = 6
"""Pixels between a tick and its text."""
_NumberRole = Qt.ItemDataRole.UserRole
_HitRole = Qt.ItemDataRole.UserRole + 1

Index = QModelIndex | QPersistentModelIndex


class HitsView(QListWidget):
    """Lists hits."""

    ticked = Signal(int, bool)
    """The number of a hit, and whether it is to be replaced."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("bulk_hits")
        self.setAccessibleName(_("Hits in this post"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self._delegate = _HitDelegate(theme)
        self.setItemDelegate(self._delegate)
        self.itemChanged.connect(self._changed)

    def show_hits(self, hits: Sequence[ShownHit], left: Collection[int]) -> None:
        """List hits; those whose numbers are in `left` are not ticked."""
        with QSignalBlocker(self):
            self.clear()
            for hit in hits[:_MOST]:
                item = QListWidgetItem(hit_words(hit))
                item.setData(_NumberRole, hit.number)
                item.setData(_HitRole, hit)
                item.setToolTip(hit_words(hit))
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                on = hit.number not in left
                item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
                self.addItem(item)

    def _changed(self, item: QListWidgetItem) -> None:
        self.ticked.emit(item.data(_NumberRole), item.checkState() is Qt.CheckState.Checked)


class _HitDelegate(QStyledItemDelegate):
    """Draws a hit on one line, in colours that struck-out and underlined text do not depend on."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        drawn = QStyleOptionViewItem(option)
        self.initStyleOption(drawn, index)
        hit = index.data(_HitRole)
        widget = option.widget
        style = widget.style() if widget is not None else QApplication.style()
        place = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, drawn, widget)
        place.setLeft(place.left() + _GAP)
        drawn.text = ""
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, drawn, painter, widget)
        document = QTextDocument()
        document.setDefaultFont(option.font)
        document.setDocumentMargin(0)
        document.setHtml(self._html(hit))
        painter.save()
        painter.translate(place.left(), place.center().y() - document.size().height() / 2)
        document.drawContents(painter, QRectF(0, 0, place.width(), document.size().height()))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, option.fontMetrics.height() + 10)

    def _html(self, hit: ShownHit) -> str:
        def name(token: Token) -> str:
            return self._theme.colour(token).name()

        def shown(text: str) -> str:
            return escape(text.replace("\n", "⏎")).replace(" ", "&nbsp;")

        new = (
            f'<span style="color:{name(Token.SUCCESS)};background:{name(Token.SUCCESS_SOFT)}">'
            f"{shown(hit.replacement)}</span>"
        )
        return (
            f'<span style="color:{name(Token.MUTED)}">{escape(_place(hit))}&nbsp; </span>'
            f'<span style="color:{name(Token.TEXT)}">{shown(hit.before[-16:])}'
            f'<s style="color:{name(Token.DANGER)};background:{name(Token.DANGER_SOFT)}">'
            f"{shown(hit.found)}</s>{new}{shown(hit.after)}</span>"
        )


def hit_words(hit: ShownHit) -> str:
    """Return a hit as plain text."""
    found, new = (text.replace("\n", "⏎") for text in (hit.found, hit.replacement))
    return _("{place}: {before}[{found} → {new}]{after}").format(
        place=_place(hit), before=hit.before, found=found, new=new, after=hit.after
    )


def _place(hit: ShownHit) -> str:
    return _("Title") if not hit.line else _("Line {number}").format(number=f"{hit.line:,}")
