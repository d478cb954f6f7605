"""Bars: upright ones for the weeks of a year, lying ones for names."""

from PySide6.QtCore import QDate, QLocale, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy

from curator.gui.overview.chart import Chart, small
from curator.gui.theme import Theme, Token

SHOWN_NAMES = 12
"""So many names are drawn; the table has them all."""
_HEIGHT = 150
_Key = Qt.Key
_Align = Qt.AlignmentFlag


class WeekBars(Chart):
    """The weeks of a year, an upright bar each."""

    def __init__(self, name: str, theme: Theme, ink: Token) -> None:
        super().__init__(name, theme)
        self._ink = ink
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the usual size."""
        return QSize(760, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size."""
        return QSize(380, _HEIGHT)

    def first_place(self) -> int:
        """Begin at the last week that has posts."""
        return max((place for place, mark in enumerate(self.marks) if mark.number), default=0)

    def steps(self) -> dict[Qt.Key, int]:
        """Go by weeks to the sides."""
        return {_Key.Key_Left: -1, _Key.Key_Right: 1}

    def rect_of(self, place: int) -> QRectF:
        """Return the whole column of a week, which takes clicks however low its bar is."""
        step = (self.width() - self._left() - 2) / max(len(self.marks), 1)
        return QRectF(self._left() + place * step, self._top(), step, self._base() - self._top())

    def paint_marks(self, painter: QPainter) -> None:
        """Draw the bars over lines for round numbers, and the names of months."""
        if not self.marks:
            return
        most = rounded_up(max(mark.number for mark in self.marks))
        painter.setFont(small(painter.font()))
        self._draw_scale(painter, most)
        self._draw_months(painter)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(self._ink))
        height = self._base() - self._top()
        for place, mark in enumerate(self.marks):
            if mark.number:
                column = self.rect_of(place)
                tall = max(2.0, height * mark.number / most)
                gap = max(1.0, column.width() * 0.18)
                wide = column.width() - 2 * gap
                painter.drawRoundedRect(
                    QRectF(column.x() + gap, self._base() - tall, wide, tall), 1.5, 1.5
                )

    def _draw_scale(self, painter: QPainter, most: int) -> None:
        steps = (0, most) if most % 2 else (0, most // 2, most)
        for number in steps:
            y = self._base() - (self._base() - self._top()) * number / most
            painter.setPen(QPen(self._theme.colour(Token.BORDER), 1))
            painter.drawLine(int(self._left()), int(y), self.width() - 2, int(y))
            painter.setPen(self._theme.colour(Token.MUTED))
            area = QRectF(0, y - 10, self._left() - 6, 20)
            painter.drawText(area, _Align.AlignRight | _Align.AlignVCenter, f"{number:,}")

    def _draw_months(self, painter: QPainter) -> None:
        painter.setPen(self._theme.colour(Token.MUTED))
        locale, month, free = QLocale(), 0, 0.0
        for place, mark in enumerate(self.marks):
            # A week belongs to the month of its Thursday, as it does to its year.
            day = (
                QDate.fromString(mark.day.isoformat(), Qt.DateFormat.ISODate).addDays(3)
                if mark.day
                else QDate()
            )
            x = self.rect_of(place).x()
            if day.month() != month and x >= free:
                name = locale.toString(day, "MMM")
                month, free = day.month(), x + painter.fontMetrics().horizontalAdvance(name) + 6
                area = QRectF(x, self._base() + 3, 80, self.height() - self._base() - 3)
                painter.drawText(area, _Align.AlignLeft | _Align.AlignTop, name)

    def _left(self) -> float:
        most = rounded_up(max((mark.number for mark in self.marks), default=0))
        return self.fontMetrics().horizontalAdvance(f"{most:,}") + 10

    def _top(self) -> float:
        return 10.0

    def _base(self) -> float:
        return self.height() - self.fontMetrics().height() - 6.0


class NameBars(Chart):
    """Names with a lying bar each, the longest first."""

    def __init__(self, name: str, theme: Theme) -> None:
        super().__init__(name, theme)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size for the names that are shown."""
        return QSize(360, max(self.shown(), 1) * self._row() + 4)

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size."""
        return QSize(200, self.sizeHint().height())

    def shown(self) -> int:
        """Return how many names are drawn."""
        return min(len(self.marks), SHOWN_NAMES)

    def steps(self) -> dict[Qt.Key, int]:
        """Go by names up and down."""
        return {_Key.Key_Up: -1, _Key.Key_Down: 1}

    def rect_of(self, place: int) -> QRectF:
        """Return the whole row of a name."""
        return QRectF(1, place * self._row() + 1, self.width() - 2, self._row() - 2)

    def paint_marks(self, painter: QPainter) -> None:
        """Draw names, bars and numbers."""
        if not self.marks:
            return
        most = max(self.marks[0].number, 1)
        metrics = self.fontMetrics()
        names = min(
            self.width() * 0.4,
            max(metrics.horizontalAdvance(one.label) for one in self.marks[:SHOWN_NAMES]) + 8.0,
        )
        numbers = metrics.horizontalAdvance(f"{most:,}") + 10.0
        for place, mark in enumerate(self.marks[: self.shown()]):
            row = self.rect_of(place).adjusted(4, 0, -4, 0)
            painter.setPen(self._theme.colour(Token.TEXT))
            area = QRectF(row.x(), row.y(), names - 6, row.height())
            name = metrics.elidedText(mark.label, Qt.TextElideMode.ElideMiddle, int(names - 6))
            painter.drawText(area, _Align.AlignLeft | _Align.AlignVCenter, name)
            room = row.width() - names - numbers
            wide = max(2.0, room * mark.number / most)
            thick = row.height() * 0.56
            bar = QRectF(row.x() + names, row.center().y() - thick / 2, wide, thick)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour(Token.ACCENT))
            painter.drawRoundedRect(bar, 2, 2)
            painter.setPen(self._theme.colour(Token.MUTED))
            area = QRectF(bar.right() + 6, row.y(), numbers, row.height())
            painter.drawText(area, _Align.AlignLeft | _Align.AlignVCenter, f"{mark.number:,}")

    def _row(self) -> int:
        return self.fontMetrics().height() + 8


def rounded_up(most: int) -> int:
    """Return a round number that a scale ends with."""
    if most <= 5:
        return max(most, 1)
    power = 1
    while True:
        for lead in (10, 12, 15, 20, 25, 30, 40, 50, 60, 80):
            if lead * power >= most:
                return lead * power
        power *= 10
