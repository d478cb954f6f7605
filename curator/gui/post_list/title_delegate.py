"""Paints the title column: a dot in the status's colour, the title, a mark for problems."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from curator.domain.listing import ListedPost
from curator.gui import icons
from curator.gui.post_list.model import PostRole
from curator.gui.theme import Theme, Token

_DOT = 8
_MARK = 16
_GAP = 8


class TitleDelegate(QStyledItemDelegate):
    """Shows what stands where and what needs a look, without a column for each."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        text = shown.text
        shown.text = ""
        style = shown.widget.style()
        style.drawControl(
            QStyle.ControlElement.CE_ItemViewItem,
            shown,
            painter,
            shown.widget,
        )
        post = index.data(PostRole)
        if isinstance(post, ListedPost):
            self._paint_post(painter, shown, post, text)

    def _paint_post(
        self, painter: QPainter, option: QStyleOptionViewItem, post: ListedPost, text: str
    ) -> None:
        rect: QRect = option.rect.adjusted(_GAP, 0, -_GAP, 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.status_colour(post.status))
        top = rect.center().y() - _DOT // 2
        painter.drawEllipse(rect.left(), top + 1, _DOT, _DOT)
        rect.setLeft(rect.left() + _DOT + _GAP)
        if post.problems:
            serious = any(problem.serious for problem in post.problems)
            token = Token.DANGER if serious else Token.WARNING
            ratio = painter.device().devicePixelRatioF()
            mark = icons.pixmap("warning", _MARK, self._theme.colour(token), ratio)
            painter.drawPixmap(rect.right() - _MARK, rect.center().y() - _MARK // 2 + 1, mark)
            rect.setRight(rect.right() - _MARK - _GAP)
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        palette: QPalette = option.palette
        role = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text
        painter.setPen(palette.color(role) if post.title else self._theme.colour(Token.MUTED))
        metrics = option.fontMetrics
        fitting = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.setFont(option.font)
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, fitting)
        painter.restore()

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width() + _DOT + _MARK + 3 * _GAP, size.height())
