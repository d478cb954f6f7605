"""A layout that sets widgets in lines, as words are set in a paragraph."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Items from left to right, then in the next line; the last item takes what its line leaves.

    The last item is the input behind the chips; it wants at least `last_width` pixels.
    """

    def __init__(self, parent: QWidget, *, spacing: int = 4, last_width: int = 90) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._last_width = last_width
        self.setSpacing(spacing)

    def insert(self, index: int, widget: QWidget) -> None:
        """Put a widget before the item at `index`."""
        self.addWidget(widget)
        self._items.insert(index, self._items.pop())
        self.invalidate()

    # Qt's overrides

    def addItem(self, item: QLayoutItem) -> None:
        """Append an item."""
        self._items.append(item)

    def count(self) -> int:
        """Return the number of items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return one item."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove one item."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Take no more height than needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Return yes: narrower is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height that all lines take."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rectangle: QRect) -> None:
        """Place all items."""
        super().setGeometry(rectangle)
        self._arrange(rectangle, move=True)

    def sizeHint(self) -> QSize:
        """Return the size of one line of typical width."""
        return QSize(240, self.heightForWidth(240))

    def minimumSize(self) -> QSize:
        """Return the size of the widest item."""
        margins = self.contentsMargins()
        width = max([item.minimumSize().width() for item in self._items] or [0])
        height = max([item.minimumSize().height() for item in self._items] or [0])
        return QSize(
            width + margins.left() + margins.right(), height + margins.top() + margins.bottom()
        )

    def _arrange(self, rectangle: QRect, *, move: bool) -> int:
        margins = self.contentsMargins()
        inner = rectangle.marginsRemoved(margins)
        line: list[tuple[QLayoutItem, QSize]] = []
        x, y = inner.x(), inner.y()
        height = 0
        for item in self._items:
            size = self._wanted(item)
            size.setWidth(min(size.width(), max(inner.width(), 1)))
            if line and x + size.width() > inner.right() + 1:
                self._place(line, y, height, inner, move=move)
                x, y, height, line = inner.x(), y + height + self.spacing(), 0, []
            line.append((item, size))
            x += size.width() + self.spacing()
            height = max(height, size.height())
        self._place(line, y, height, inner, move=move)
        return y + height - rectangle.y() + margins.bottom()

    def _wanted(self, item: QLayoutItem) -> QSize:
        size = item.sizeHint()
        return QSize(self._last_width, size.height()) if item is self._items[-1] else size

    def _place(
        self,
        line: list[tuple[QLayoutItem, QSize]],
        y: int,
        height: int,
        inner: QRect,
        *,
        move: bool,
    ) -> None:
        if not move:
            return
        x = inner.x()
        for item, size in line:
            width = inner.right() + 1 - x if item is self._items[-1] else size.width()
            top = y + (height - size.height()) // 2
            item.setGeometry(QRect(QPoint(x, top), QSize(width, size.height())))
            x += width + self.spacing()
