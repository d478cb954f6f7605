"""A reader's mouse on a page in the real engine."""

from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

TOKEN = "0123456789abcdef" * 2 + "0123"
"""What a picture's token looks like."""


def middle(screen: Any, selector: str) -> tuple[float, float]:
    """Return where the middle of an element is on the view."""
    script = (
        "(r => `${r.x + r.width / 2} ${r.y + r.height / 2}`)"
        f"(document.querySelector({selector!r}).getBoundingClientRect())"
    )
    across, down = screen.run(script).split()
    return float(across), float(down)


def click(
    screen: Any,
    selector: str,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    button: Qt.MouseButton = Qt.MouseButton.LeftButton,
) -> None:
    """Click the middle of an element as a reader would."""
    screen.run("addEventListener('pointerup', () => { globalThis.arrived = true }, true)")
    across, down = middle(screen, selector)
    view = screen.pane.findChild(object, "preview_view")
    target = view.focusProxy()
    local = QPointF(target.mapFrom(view, QPoint(round(across), round(down))))
    for _attempt in range(20):  # the engine takes no input before its first frame is out
        for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
            held = button if kind == QEvent.Type.MouseButtonPress else Qt.MouseButton.NoButton
            QApplication.postEvent(
                target,
                QMouseEvent(
                    kind, local, QPointF(target.mapToGlobal(local)), button, held, modifiers
                ),
            )
        screen.rest(0.05)
        if screen.run("globalThis.arrived === true"):
            break
    screen.run("globalThis.arrived = false")
    screen.rest(0.15)
