"""One line of text with some places in it lit, elided to the right."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

_ELLIPSIS = "…"
_CORNER = 2


def paint_lit(
    painter: QPainter,
    room: QRect,
    text: str,
    spans: Sequence[tuple[int, int]],
    *,
    ink: QColor,
    ground: QColor,
) -> None:
    """Draw `text` in `ink` and the font of the moment; `spans`, from and to, stand on `ground`.

    Laid out as one text, so that no letter moves for being lit.
    """
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    whole = len(shown) if shown == text else len(shown) - len(_ELLIPSIS)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    for start, end in spans:
        if start < whole:
            left = metrics.horizontalAdvance(shown[:start])
            right = metrics.horizontalAdvance(shown[: min(end, whole)])
            painter.drawRoundedRect(_behind(room, metrics, left, right), _CORNER, _CORNER)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(ink)
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


def smaller(font: QFont) -> QFont:
    """Return a font for what stands below a line of this one."""
    small = QFont(font)
    if font.pointSizeF() > 0:
        small.setPointSizeF(max(font.pointSizeF() - 1, 7))
    return small


def _behind(room: QRect, metrics: QFontMetrics, left: int, right: int) -> QRect:
    height = metrics.height()
    top = room.center().y() - height // 2 + 1
    return QRect(room.left() + left - 1, top, right - left + 2, height)
