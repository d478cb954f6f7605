"""Paints the cells of the list: posts, with marks for status and problems, and headings of groups.

Paints everything by itself: a style asks a model written in Python ten times a cell for fonts and
colours that no cell has.
"""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from curator.domain.listing import Group, ListedPost, SortKey
from curator.gui import icons
from curator.gui.list_columns import COLUMNS, cell_text, shorter_texts
from curator.gui.lit_text import paint_lit, smaller
from curator.gui.post_list.model import PostListModel
from curator.gui.post_list.snippets import Snippets
from curator.gui.theme import Theme, Token
from curator.services.search import Snippet

LINE_GAP = 6
"""Pixels below the line that shows where words stand."""
_MARK = 16
_GAP = 8
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.TextElideMode.ElideRight

_Index = QModelIndex | QPersistentModelIndex


class PostDelegate(QStyledItemDelegate):
    """Shows what stands where and what needs a look, without a column for each."""

    def __init__(self, model: PostListModel, theme: Theme, view: QTableView) -> None:
        super().__init__(view)
        self._posts = model
        self._theme = theme
        self._view = view
        self._marks: dict[tuple[str, int, float], QPixmap] = {}
        self.snippets: Snippets | None = None
        """Where the words of a query stand, while one has words."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row, section = index.row(), index.column()
        rect: QRect = option.rect
        group = self._posts.group_at(row)
        painter.save()
        if group is not None:
            self._paint_heading(painter, rect, index, group)
        else:
            self._paint_cell(painter, option, rect, row, section)
        if self._focused(index):
            painter.setPen(self._theme.colour(Token.ACCENT))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        painter.restore()

    def _paint_cell(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, row: int, section: int
    ) -> None:
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen:
            active = bool(state & QStyle.StateFlag.State_Active)
            ground = Token.SELECTION if active else Token.SELECTION_IDLE
            painter.fillRect(rect, self._theme.colour(ground))
        post = self._posts.post_at(row)
        if post is None:
            return
        column = COLUMNS[section]
        ink = self._theme.colour(Token.ON_SELECTION if chosen else Token.TEXT)
        place = self.snippets.of(post.id) if self.snippets is not None else None
        if self.snippets is not None and self.snippets.shown:
            rect = self._paint_line(painter, option, rect, place, chosen=chosen)
        room = rect.adjusted(_GAP, 0, -_GAP, 0)
        if column.key is SortKey.TITLE:
            self._paint_marks(painter, room, post)
            ink = ink if post.title else self._theme.colour(Token.MUTED)
        text = cell_text(post, column)
        metrics = option.fontMetrics
        if place is not None and place.title and text == post.title:
            painter.setFont(option.font)
            lit = self._lit(chosen=chosen)
            paint_lit(painter, room, text, place.title, ink=ink, ground=lit)
            return
        if metrics.horizontalAdvance(text) > room.width():
            text = next(
                (
                    shorter
                    for shorter in shorter_texts(post, column)
                    if metrics.horizontalAdvance(shorter) <= room.width()
                ),
                metrics.elidedText(text, _RIGHT, room.width()),
            )
        painter.setFont(option.font)
        painter.setPen(ink)
        painter.drawText(room, _MIDDLE, text)

    def _paint_line(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        rect: QRect,
        place: Snippet | None,
        *,
        chosen: bool,
    ) -> QRect:
        """Draw this cell's part of the line below a post; return the room above it."""
        font = smaller(option.font)
        painter.setFont(font)
        height = painter.fontMetrics().height() + LINE_GAP
        above = rect.adjusted(0, 0, 0, LINE_GAP - height)
        if place is None or not place.text:
            return above
        viewport = self._view.viewport().rect()
        left = viewport.left() + 2 * _GAP + _MARK - 2
        whole = QRect(
            left, above.bottom() - LINE_GAP, viewport.right() - _GAP - left, height - LINE_GAP
        )
        painter.save()
        painter.setClipRect(rect)
        ink = self._theme.colour(Token.ON_SELECTION if chosen else Token.MUTED)
        ground = self._lit(chosen=chosen)
        paint_lit(painter, whole, place.text, place.spans, ink=ink, ground=ground)
        painter.restore()
        return above

    def _lit(self, *, chosen: bool) -> QColor:
        """Return what lies behind the words that were looked for."""
        if not chosen:
            return self._theme.colour(Token.ACCENT_SOFT)
        ground = QColor(self._theme.colour(Token.ON_SELECTION))
        ground.setAlpha(60)
        return ground

    def _paint_marks(self, painter: QPainter, room: QRect, post: ListedPost) -> None:
        """Draw what tells the status by its shape, and whether something is wrong; narrow `room`."""
        top = room.center().y() - _MARK // 2 + 1
        ratio = painter.device().devicePixelRatioF()
        status = self._theme.status_colour(post.status)
        painter.drawPixmap(room.left(), top, self._mark(post.status.value, status, ratio))
        room.setLeft(room.left() + _MARK + _GAP - 2)
        if post.problems:
            serious = any(problem.serious for problem in post.problems)
            colour = self._theme.colour(Token.DANGER if serious else Token.WARNING)
            name = "error" if serious else "warning"
            painter.drawPixmap(room.right() - _MARK + 1, top, self._mark(name, colour, ratio))
            room.setRight(room.right() - _MARK - _GAP)

    def _paint_heading(self, painter: QPainter, rect: QRect, index: _Index, group: Group) -> None:
        """Draw this cell's part of a heading that runs through all columns."""
        painter.fillRect(rect, self._theme.colour(Token.RAISED))
        painter.setPen(self._theme.colour(Token.BORDER))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        viewport = self._view.viewport().rect()
        whole = QRect(
            viewport.left() + _GAP, rect.top(), viewport.width() - 2 * _GAP, rect.height()
        )
        painter.setClipRect(rect)
        closed = self._posts.closed(group)
        name = "chevron-right" if closed else "chevron-down"
        ratio = painter.device().devicePixelRatioF()
        muted = self._theme.colour(Token.MUTED)
        top = whole.center().y() - _MARK // 2 + 1
        painter.drawPixmap(whole.left(), top, self._mark(name, muted, ratio))
        whole.setLeft(whole.left() + _MARK + _GAP - 2)
        font = self._view.font()
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(self._theme.colour(Token.TEXT))
        text = str(self._posts.data(self._posts.index(index.row(), 0)))
        painter.drawText(
            whole, _MIDDLE, painter.fontMetrics().elidedText(text, _RIGHT, whole.width())
        )

    def _mark(self, name: str, colour: QColor, ratio: float) -> QPixmap:
        key = (name, colour.rgba(), ratio)
        found = self._marks.get(key)
        if found is None:
            found = self._marks[key] = icons.pixmap(name, _MARK, colour, ratio)
        return found

    def _focused(self, index: _Index) -> bool:
        """Tell whether the keyboard stands on this cell, or on this heading, and is seen to do so."""
        if not self._view.hasFocus():
            return False
        current = self._view.currentIndex()
        return current.row() == index.row() and current.column() == index.column()
