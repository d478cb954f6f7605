"""What both kinds of preview pane share: signals, the notice above the page, the hint in its place.

Knows no engine. A pane puts its view in with `_set_surface` and says what it can show.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from curator.gui.preview.words import nothing_selected, notice_sentence
from curator.gui.theme import Token, colour, set_role, set_trait
from curator.services.preview import Resource, Trouble
from curator.translation import gettext as _

Lookup = Callable[[str], Resource | None]
"""Finds a picture by its token; called off the GUI thread."""

ZOOM_STEPS = (0.5, 0.67, 0.75, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)


@dataclass(frozen=True, slots=True)
class Look:
    """How pages are dressed: dark or light, and the base font where one is set."""

    dark: bool = False
    family: str = ""
    pixels: int = 0

    @property
    def ground(self) -> QColor:
        """Return the colour behind everything, the same as the page's own."""
        return colour(Token.SURFACE, dark=self.dark)


class PaneFrame(QWidget):
    """A preview pane without its view."""

    link_clicked = Signal(str)
    """A reader chose a web or mail address; the window asks before it opens anything."""
    link_hovered = Signal(str)
    """The address under the pointer, empty when there is none."""
    picture_requested = Signal(str)
    """A reader asked for the remote picture of this token."""
    painted = Signal(object)
    """The page of this key is on the screen."""
    zoom_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preview_pane")
        self._look = Look()
        self._zoom = 1.0
        self._trouble: Trouble | None = None
        self._own_hint: str | None = None
        self._notice = QFrame(self)
        self._notice.setObjectName("preview_notice")
        set_role(self._notice, "notice")
        set_trait(self._notice, "tone", "warning")
        self._notice_text = QLabel(self._notice)
        self._notice_text.setObjectName("preview_notice_text")
        self._notice_text.setWordWrap(True)
        row = QHBoxLayout(self._notice)
        row.addWidget(self._notice_text)
        self._notice.hide()
        self._hint = QLabel(self)
        self._hint.setObjectName("preview_hint")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setWordWrap(True)
        self._hint.setMargin(32)
        self._hint.setAutoFillBackground(True)
        set_role(self._hint, "muted")
        self._stack = QStackedWidget(self)
        self._stack.setObjectName("preview_stack")
        self._stack.addWidget(self._hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._notice)
        column.addWidget(self._stack, 1)
        self._retranslate()

    @property
    def zoom(self) -> float:
        """The zoom factor, 1.0 for none."""
        return self._zoom

    def show_hint(self, text: str | None = None) -> None:
        """Show a sentence instead of a page; without one, that no post is chosen."""
        self._own_hint = text
        self._set_notice(None)
        self._retranslate()
        self._stack.setCurrentWidget(self._hint)

    def zoom_in(self) -> None:
        """Make everything a step larger."""
        self.set_zoom(next((step for step in ZOOM_STEPS if step > self._zoom + 0.01), 3.0))

    def zoom_out(self) -> None:
        """Make everything a step smaller."""
        smaller = [step for step in ZOOM_STEPS if step < self._zoom - 0.01]
        self.set_zoom(smaller[-1] if smaller else 0.5)

    def zoom_reset(self) -> None:
        """Show everything in its own size."""
        self.set_zoom(1.0)

    def set_zoom(self, factor: float) -> None:
        """Zoom to a factor between 0.5 and 3."""
        wanted = min(max(factor, ZOOM_STEPS[0]), ZOOM_STEPS[-1])
        if wanted != self._zoom:
            self._zoom = wanted
            self._apply_zoom()
            self.zoom_changed.emit(wanted)

    def set_dark(self, dark: bool) -> None:
        """Dress pages dark or light."""
        self._set_look(Look(dark, self._look.family, self._look.pixels))

    def set_base_font(self, family: str, pixels: int = 0) -> None:
        """Set pages in a font family and size; an empty family or 0 leaves the style's own."""
        self._set_look(Look(self._look.dark, family, pixels))

    def _set_look(self, look: Look) -> None:
        if look != self._look:
            self._look = look
            self._apply_look()

    def _set_surface(self, surface: QWidget) -> None:
        self._surface = surface
        self._stack.addWidget(surface)

    def _show_surface(self, trouble: Trouble | None) -> None:
        self._set_notice(trouble)
        self._stack.setCurrentWidget(self._surface)

    def _set_notice(self, trouble: Trouble | None) -> None:
        self._trouble = trouble
        self._notice_text.setText(notice_sentence(trouble) if trouble else "")
        self._notice.setVisible(trouble is not None)

    def _retranslate(self) -> None:
        self.setAccessibleName(_("Preview"))
        self._hint.setText(nothing_selected() if self._own_hint is None else self._own_hint)
        self._set_notice(self._trouble)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    # --- what a pane adds -------------------------------------------------------------------

    def _apply_zoom(self) -> None:
        raise NotImplementedError

    def _apply_look(self) -> None:
        raise NotImplementedError
