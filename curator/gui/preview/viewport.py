"""The room in which a page is shown: as wide as the pane, as a desktop's window, as a phone.

Knows no engine: it places one widget and says by which factor that has to shrink.
"""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget


class Width(StrEnum):
    """How wide a page is laid out."""

    FIT = "fit"
    """As wide as there is room."""
    DESKTOP = "desktop"
    """As in a window of 1,280 pixels, made smaller where there is less room."""
    PHONE = "phone"
    """As on a phone of 390 pixels."""


PIXELS = {Width.DESKTOP: 1280, Width.PHONE: 390}
_LEAST, _MOST = 0.25, 5.0
"""What the web engine can zoom."""


@dataclass(frozen=True, slots=True)
class Placement:
    """How wide the view is in its room, and by which factor its page is zoomed."""

    width: int
    factor: float


def placed(width: Width, room: int, zoom: float) -> Placement:
    """Return how a view is placed in `room` pixels; `zoom` is the reader's own, as in a browser."""
    wanted = PIXELS.get(width, 0)
    if not wanted:
        return Placement(room, zoom)
    shrunk = min(1.0, room / wanted) if room > 0 else 1.0
    factor = min(max(shrunk * zoom, _LEAST), _MOST)
    return Placement(min(room, round(wanted * shrunk)), factor)


class Viewport(QWidget):
    """Holds one view in its middle, over the whole height."""

    factor_changed = Signal(float)
    """The view's page must be zoomed by this."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preview_viewport")
        self._view: QWidget | None = None
        self._width = Width.FIT
        self._zoom = 1.0
        self._factor = 1.0

    @property
    def factor(self) -> float:
        """The factor by which the view's page is to be zoomed."""
        return self._factor

    def hold(self, view: QWidget) -> None:
        """Show a view."""
        view.setParent(self)
        self._view = view
        self.setFocusProxy(view)
        self._place()

    def set_zoom(self, zoom: float) -> None:
        """Take the reader's own zoom."""
        self._zoom = zoom
        self._place()

    def set_page_width(self, width: Width) -> None:
        """Lay pages out in another width."""
        self._width = width
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the view anew."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        if self._view is None:
            return
        made = placed(self._width, self.width(), self._zoom)
        left = (self.width() - made.width) // 2
        self._view.setGeometry(QRect(left, 0, made.width, self.height()))
        if made.factor != self._factor:
            self._factor = made.factor
            self.factor_changed.emit(made.factor)
