"""Paints the two bitmaps among the resources anew: the harbour of the sample site, the app icon.

Run it by hand after changing a drawing; the results are committed.

    python tests/resources/paint_pictures.py
"""

import sys
from pathlib import Path
from random import Random

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QGuiApplication,
    QImage,
    QLinearGradient,
    QPainter,
    QPen,
    QPolygonF,
)
from PySide6.QtSvg import QSvgRenderer

RESOURCES = Path(__file__).parents[2] / "resources"
WATERLINE = 372.0


def main() -> None:
    """Write both pictures over the ones in the checkout."""
    _app = QGuiApplication([*sys.argv, "-platform", "offscreen"])
    harbour().save(str(RESOURCES / "sample-site" / "assets" / "pictures" / "harbour.png"))
    app_icon().save(str(RESOURCES / "icons" / "curator-256.png"))


def app_icon() -> QImage:
    image = QImage(256, 256, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(RESOURCES / "icons" / "curator.svg")).render(painter, QRectF(0, 0, 256, 256))
    painter.end()
    return image


def harbour() -> QImage:
    """Paint dusk over the pier: two cranes, one lit window and its light on the water."""
    image = QImage(960, 540, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    _gradient(painter, QRectF(0, 0, 960, WATERLINE), ("#1c2f4a", "#5b6a8c", "#d98e6a", "#f3c58c"))
    _gradient(painter, QRectF(0, WATERLINE, 960, 168), ("#b9806a", "#44557a", "#16253d"))
    _hills(painter)
    _crane(painter, 620, 1.0)
    _crane(painter, 790, 1.28)
    _ship(painter)
    _pier(painter)
    _ripples(painter)
    painter.end()
    return image


def _gradient(painter: QPainter, area: QRectF, colours: tuple[str, ...]) -> None:
    gradient = QLinearGradient(area.topLeft(), area.bottomLeft())
    for place, colour in enumerate(colours):
        gradient.setColorAt(place / (len(colours) - 1), QColor(colour))
    painter.fillRect(area, QBrush(gradient))


def _hills(painter: QPainter) -> None:
    for colour, heights in (
        ("#7a5f70", (330, 300, 318, 286, 312, 304, 332, 344)),
        ("#4a4a66", (352, 340, 330, 344, 350, 338, 352, 360)),
    ):
        ridge = QPolygonF([QPointF(0, WATERLINE)])
        for place, height in enumerate(heights):
            ridge.append(QPointF(place * 960 / (len(heights) - 1), height))
        ridge.append(QPointF(960, WATERLINE))
        painter.setBrush(QColor(colour))
        painter.drawPolygon(ridge)


def _crane(painter: QPainter, x: float, scale: float) -> None:
    painter.save()
    painter.translate(x, WATERLINE)
    painter.scale(scale, scale)
    painter.setPen(QPen(QColor("#1d2438"), 6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    for start, end in (
        ((-26, 0), (-20, -150)),
        ((26, 0), (20, -150)),
        ((-24, -60), (24, -60)),
        ((-120, -150), (86, -150)),
        ((0, -150), (0, -196)),
        ((0, -196), (-116, -152)),
        ((0, -196), (84, -152)),
    ):
        painter.drawLine(QPointF(*start), QPointF(*end))
    painter.setPen(QPen(QColor("#1d2438"), 2))
    painter.drawLine(QPointF(-88, -150), QPointF(-88, -78))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.fillRect(QRectF(-112, -78, 48, 20), QColor("#b5402f"))
    painter.fillRect(QRectF(8, -146, 16, 16), QColor("#ffd98a"))
    painter.restore()


def _ship(painter: QPainter) -> None:
    boxes = Random(7)
    colours = ("#b5402f", "#1f6299", "#c98a2b", "#3d7a5e", "#6a5a8c")
    for column in range(9):
        for row in range(1 + boxes.randrange(3)):
            colour = QColor(colours[boxes.randrange(len(colours))]).darker(135)
            painter.fillRect(QRectF(510 + column * 34, 330 - row * 17, 32, 15), colour)
    hull = QPolygonF([QPointF(492, 346), QPointF(868, 346), QPointF(846, 378), QPointF(516, 378)])
    painter.setBrush(QColor("#20283c"))
    painter.drawPolygon(hull)
    painter.fillRect(QRectF(826, 306, 28, 40), QColor("#d8cfc0"))
    painter.fillRect(QRectF(830, 312, 20, 5), QColor("#ffd98a"))


def _pier(painter: QPainter) -> None:
    # Rings of one colour instead of a gradient: flat like the rest, and a third of the bytes.
    painter.setBrush(QColor(255, 214, 130, 24))
    for radius in (170, 138, 108, 82, 58):
        painter.drawEllipse(QPointF(300, 330), radius, radius * 0.92)
    dark = QColor("#161d2e")
    painter.fillRect(QRectF(0, 366, 392, 12), dark)
    for x in range(14, 390, 46):
        painter.fillRect(QRectF(x, 376, 7, 46), dark)
    painter.fillRect(QRectF(248, 304, 106, 62), QColor("#2a2230"))
    painter.setBrush(dark)
    roof = [QPointF(234, 306), QPointF(262, 276), QPointF(340, 276), QPointF(368, 306)]
    painter.drawPolygon(QPolygonF(roof))
    for x in (260, 290, 320):
        painter.fillRect(QRectF(x, 318, 20, 24), QColor("#ffd27a"))
        painter.fillRect(QRectF(x + 9, 318, 2, 24), QColor("#2a2230"))
    painter.fillRect(QRectF(120, 318, 4, 50), dark)
    painter.setBrush(QColor("#ffe2a6"))
    painter.drawEllipse(QPointF(122, 316), 6, 6)


def _ripples(painter: QPainter) -> None:
    waves = Random(11)
    for _ in range(150):
        y = 382 + waves.random() ** 1.4 * 150
        near = (y - WATERLINE) / 168
        lit = waves.random() < 0.4
        middle = 300 + (waves.random() - 0.5) * (60 + 90 * near) if lit else waves.random() * 960
        colour = QColor(255, 210, 122, 170) if lit else QColor(235, 190, 150, 60)
        width = 14 + 46 * near * waves.random()
        painter.setPen(QPen(colour, 2 + 1.6 * near, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(middle - width / 2, y), QPointF(middle + width / 2, y))


if __name__ == "__main__":
    main()
