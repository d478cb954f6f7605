"""The headings of the post list: what orders it, in which direction, and which columns there are."""

from PySide6.QtCore import QByteArray, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QMouseEvent, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QMenu, QStyleOptionHeader, QWidget

from curator.domain.listing import Sort, SortKey
from curator.gui.list_columns import COLUMNS, SECTIONS
from curator.translation import gettext as _

_ARROW_ROOM = 20
_PADDING = 18
_LEAST_TITLE = 8
"""Chinese characters, twice as many letters."""
_MARKS = 40
"""Pixels that the marks beside a title take."""


class PostHeader(QHeaderView):
    """Orders by one column at a click, by several with Shift; a menu chooses columns."""

    order_requested = Signal(object)
    """A Sort."""
    columns_changed = Signal()
    """A column is shown or hidden."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName("post_list_header")
        self._sort = Sort()
        self._further = False
        self.setSectionsMovable(True)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setStretchLastSection(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setMinimumSectionSize(52)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._offer)
        self.sectionClicked.connect(self._clicked)
        self.sectionResized.connect(self._resized)

    def set_up(self) -> None:
        """Give every column its first width; a model must be there."""
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        metrics = self.fontMetrics()
        for section, column in enumerate(COLUMNS):
            texts = (column.sample, column.heading())
            widest = max(metrics.horizontalAdvance(text) for text in texts)
            self.resizeSection(section, widest + _PADDING)
            self.setSectionHidden(section, not column.shown)

    # Order

    def show_order(self, sort: Sort) -> None:
        """Mark the columns that order the list."""
        self._sort = sort
        self.viewport().update()

    def order_by(self, key: SortKey, *, further: bool) -> None:
        """Order by a column, `further` beside those that order already."""
        self.order_requested.emit(self._sort.turned(key, further=further))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._further = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        super().mouseReleaseEvent(event)

    def _clicked(self, section: int) -> None:
        self.order_by(COLUMNS[section].key, further=self._further)

    def initStyleOptionForIndex(self, option: QStyleOptionHeader, logical_index: int) -> None:
        super().initStyleOptionForIndex(option, logical_index)
        one = self._order_of(logical_index)
        if one is not None:
            arrows = QStyleOptionHeader.SortIndicator
            option.sortIndicator = arrows.SortUp if one.descending else arrows.SortDown

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        painter.save()
        super().paintSection(painter, rect, logical_index)
        painter.restore()
        one = self._order_of(logical_index)
        if one is None or not self._sort.then:
            return
        number = 1 + [part.key for part in self._sort].index(one.key)
        painter.save()
        font = painter.font()
        font.setPointSizeF(font.pointSizeF() * 0.8)
        painter.setFont(font)
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        place = rect.adjusted(0, 3, -_ARROW_ROOM + 1, 0)
        painter.drawText(
            place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, str(number)
        )
        painter.restore()

    def sectionSizeFromContents(self, logical_index: int) -> QSize:
        size = super().sectionSizeFromContents(logical_index)
        return QSize(size.width() + _ARROW_ROOM, size.height())

    def _order_of(self, section: int) -> Sort | None:
        key = COLUMNS[section].key
        return next((one for one in self._sort if one.key is key), None)

    # Columns

    def column_shown(self, key: SortKey) -> bool:
        """Tell whether a column is shown."""
        return not self.isSectionHidden(SECTIONS[key])

    def show_column(self, key: SortKey, *, shown: bool) -> None:
        """Show or hide a column; the title always stays."""
        if key is not SortKey.TITLE:
            self.setSectionHidden(SECTIONS[key], not shown)
            self.fit_title()
            self.columns_changed.emit()

    def recall(self, state: QByteArray) -> None:
        """Bring back widths, order and choice of columns."""
        if self.restoreState(state):
            self.setSortIndicatorShown(False)
            self.fit_title()

    def fit_title(self) -> None:
        """Give the title the room that the other columns leave, never too little to read it."""
        others = sum(self.sectionSize(one) for one in self.shown_sections() if one)
        least = self.fontMetrics().horizontalAdvance("文") * _LEAST_TITLE + _MARKS
        self.resizeSection(0, max(self.viewport().width() - others, least))

    def _resized(self, section: int, _old: int, _new: int) -> None:
        if section:
            self.fit_title()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_title()

    def shown_sections(self) -> list[int]:
        """Return the sections that are shown, from left to right."""
        order = (self.logicalIndex(visual) for visual in range(self.count()))
        return [section for section in order if not self.isSectionHidden(section)]

    def _offer(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setObjectName("column_menu")
        section = self.logicalIndexAt(place)
        if section >= 0:
            column = COLUMNS[section]
            _add(menu, _("Sort by this column"), lambda: self.order_by(column.key, further=False))
            _add(
                menu,
                _("Sort by this column within the others"),
                lambda: self.order_by(column.key, further=True),
            )
            menu.addSeparator()
        for column in COLUMNS:
            action = QAction(column.heading(), menu)
            action.setCheckable(True)
            action.setChecked(self.column_shown(column.key))
            action.setEnabled(column.key is not SortKey.TITLE)
            action.toggled.connect(lambda on, key=column.key: self.show_column(key, shown=on))
            menu.addAction(action)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.mapToGlobal(place))


def _add(menu: QMenu, text: str, act: object) -> None:
    action = QAction(text, menu)
    action.triggered.connect(act)
    menu.addAction(action)
