"""The days of a year, week beside week, the darker the more posts."""

from PySide6.QtCore import QDate, QLocale, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter

from curator.domain.overview import monday
from curator.gui.overview.chart import Chart, small
from curator.gui.theme import Token

_LEVELS = (0.30, 0.52, 0.76, 1.0)
"""How much of the accent each level of posts takes; none takes none."""
_SMALLEST, _LARGEST = 6.0, 17.0
_WEEKS = 54
_Key = Qt.Key
_Align = Qt.AlignmentFlag


class Calendar(Chart):
    """A year by day."""

    def sizeHint(self) -> QSize:
        """Return the size for cells of the usual size."""
        return QSize(int(self._left() + 14 * _WEEKS), int(self._top() + 7 * self._cell() + 6))

    def minimumSizeHint(self) -> QSize:
        """Return the size for the smallest cells."""
        return QSize(int(self._left() + _SMALLEST * _WEEKS), int(self._top() + 7 * _SMALLEST + 6))

    def hasHeightForWidth(self) -> bool:
        """Cells are square."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of seven rows of cells that fill a width."""
        return int(self._top() + 7 * self._cell(width) + 6)

    def first_place(self) -> int:
        """Begin at the last day that has posts."""
        return max((place for place, mark in enumerate(self.marks) if mark.number), default=0)

    def steps(self) -> dict[Qt.Key, int]:
        """Go by days up and down, by weeks to the sides."""
        return {_Key.Key_Up: -1, _Key.Key_Down: 1, _Key.Key_Left: -7, _Key.Key_Right: 7}

    def rect_of(self, place: int) -> QRectF:
        """Return the cell of a day."""
        day, first = self.marks[place].day, self.marks[0].day
        assert day is not None
        assert first is not None
        week = (monday(day) - monday(first)).days // 7
        cell = self._cell()
        x, y = self._left() + week * cell, self._top() + day.weekday() * cell
        return QRectF(x + 1, y + 1, cell - 2, cell - 2)

    def place_at(self, x: float, y: float) -> int | None:
        """Return the day at a point."""
        first = self.marks[0].day if self.marks else None
        cell = self._cell()
        week, weekday = int((x - self._left()) // cell), int((y - self._top()) // cell)
        if first is None or not 0 <= weekday < 7:
            return None
        place = week * 7 + weekday - first.weekday()
        return place if 0 <= place < len(self.marks) else None

    def paint_marks(self, painter: QPainter) -> None:
        """Draw the days, and the names of weekdays and months."""
        if not self.marks:
            return
        self._draw_names(painter)
        colours = self._colours()
        most = max(mark.number for mark in self.marks)
        painter.setPen(Qt.PenStyle.NoPen)
        for place, mark in enumerate(self.marks):
            painter.setBrush(colours[level(mark.number, most)])
            painter.drawRoundedRect(self.rect_of(place), 2, 2)

    def _draw_names(self, painter: QPainter) -> None:
        painter.setPen(self._theme.colour(Token.MUTED))
        painter.setFont(small(painter.font()))
        locale, cell = QLocale(), self._cell()
        for weekday in (0, 2, 4):
            area = QRectF(0, self._top() + weekday * cell, self._left() - 6, cell)
            name = locale.standaloneDayName(weekday + 1, QLocale.FormatType.ShortFormat)
            painter.drawText(area, _Align.AlignRight | _Align.AlignVCenter, name)
        for place, mark in enumerate(self.marks):
            if mark.day is not None and mark.day.day == 1:
                x = self.rect_of(place).x() + (cell if mark.day.weekday() else 0)
                name = locale.toString(QDate(mark.day.year, mark.day.month, 1), "MMM")
                area = QRectF(x, 0, 4.4 * cell, self._top() - 3)
                painter.drawText(area, _Align.AlignLeft | _Align.AlignBottom, name)

    def _colours(self) -> list[QColor]:
        ground, ink = self._theme.colour(Token.SUNKEN), self._theme.colour(Token.ACCENT)
        return [ground, *(mixed(ground, ink, share) for share in _LEVELS)]

    def _left(self) -> float:
        locale, metrics = QLocale(), self.fontMetrics()
        names = (
            locale.standaloneDayName(day, QLocale.FormatType.ShortFormat) for day in range(1, 8)
        )
        return max(metrics.horizontalAdvance(name) for name in names) + 8

    def _top(self) -> float:
        return self.fontMetrics().height() + 3

    def _cell(self, width: int | None = None) -> float:
        room = (self.width() if width is None else width) - self._left() - 2
        return min(_LARGEST, max(_SMALLEST, room / _WEEKS))


def level(number: int, most: int) -> int:
    """Return how dark a day is, from 0 for no post to 4 for about as many as the fullest day."""
    if number <= 0:
        return 0
    return min(4, 1 + (4 * number - 1) // max(most, 1)) if most >= 4 else min(number, 4)


def mixed(ground: QColor, ink: QColor, share: float) -> QColor:
    """Return a colour between two, `share` of the second."""
    red, green, blue = (
        round(one + (other - one) * share)
        for one, other in (
            (ground.red(), ink.red()),
            (ground.green(), ink.green()),
            (ground.blue(), ink.blue()),
        )
    )
    return QColor(red, green, blue)
