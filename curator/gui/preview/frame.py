"""What both kinds of preview pane share: signals, the rows above the page, the hint in its place.

Knows no engine. A pane puts its view in with `_set_surface` and says what it can show.
"""

from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QSettings, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from curator.gui.preview.bar import PreviewBar
from curator.gui.preview.lookups import Lookup, SiteLookup
from curator.gui.preview.remarks import RemarkStrip
from curator.gui.preview.remote_line import RemoteLine
from curator.gui.preview.viewport import Width
from curator.gui.preview.words import nothing_selected, notice_sentence
from curator.gui.theme import Token, colour, set_role, set_trait
from curator.services.preview import PageMode, PictureState, PreviewPage, Trouble
from curator.translation import gettext as _

__all__ = ["ZOOM_STEPS", "Look", "Lookup", "PaneFrame", "SiteLookup"]

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
    site_link_clicked = Signal(str)
    """A reader chose a link to another page of the post's own site; the path there."""
    link_hovered = Signal(str)
    """The address under the pointer, empty when there is none."""
    picture_requested = Signal(str)
    """A reader asked for the remote picture of this token."""
    pictures_requested = Signal()
    """A reader asked for all pictures of other sites on this page."""
    consent_changed = Signal(bool)
    """Whether pictures of other sites are always loaded for the post's site from now on."""
    place_requested = Signal(int, int)
    """A reader chose a problem of the post: line and column of its text."""
    line_shown = Signal(float)
    """A reader scrolled: the source line now at the top, with its fraction; infinite at the end."""
    line_chosen = Signal(int)
    """A reader double-clicked what this source line became."""
    painted = Signal(object)
    """The page of this key is on the screen."""
    zoom_changed = Signal(float)
    page_mode_changed = Signal(object)
    """A PageMode: pages of this kind are wanted from now on."""
    reload_requested = Signal()
    """The site's theme is to be read anew."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preview_pane")
        self._look = Look()
        self._window_dark = False
        self._own_dark: bool | None = None
        self._zoom = 1.0
        self._page_mode = PageMode.ARTICLE
        self._page_width = Width.FIT
        self._together = True
        self._site: str | None = None
        self._consented = False
        self._loading = False
        self._remote = 0
        self._trouble: Trouble | None = None
        self._own_hint: str | None = None
        self.bar = PreviewBar(self)
        self.remarks = RemarkStrip(self)
        self.remote_line = RemoteLine(self)
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
        for widget in (self.bar, self.remarks, self.remote_line, self._notice):
            column.addWidget(widget)
        column.addWidget(self._stack, 1)
        self._connect()
        self.bar.show_mode(self._page_mode)
        self.bar.show_width(self._page_width)
        self.bar.offer_pages(False)
        self._retranslate()

    def _connect(self) -> None:
        self.bar.mode_requested.connect(self.set_page_mode)
        self.bar.width_requested.connect(self.set_page_width)
        self.bar.light_toggled.connect(self.toggle_light)
        self.bar.reload_requested.connect(self.reload_requested)
        self.bar.menu_requested.connect(self._show_more)
        self.remarks.place_requested.connect(self.place_requested)
        self.remote_line.load_requested.connect(self.pictures_requested)
        self.remote_line.always_requested.connect(lambda: self.set_consent(True))

    # --- what is shown ------------------------------------------------------------------------

    @property
    def page_mode(self) -> PageMode:
        """What is shown of a post that belongs to a site."""
        return self._page_mode

    @property
    def wanted_mode(self) -> PageMode:
        """What is to be rendered of the post that is shown now."""
        return self._page_mode if self._site is not None else PageMode.ARTICLE

    def set_page_mode(self, mode: PageMode) -> None:
        """Show the article alone or the site's whole page."""
        self.bar.show_mode(mode)
        if mode is not self._page_mode:
            self._page_mode = mode
            self.page_mode_changed.emit(mode)

    def switch_page_mode(self) -> None:
        """Show the other of the two modes."""
        article = self.wanted_mode is PageMode.ARTICLE
        if self._site is not None:
            self.set_page_mode(PageMode.PAGE if article else PageMode.ARTICLE)

    def set_site(self, root: str | None, *, consented: bool = False) -> None:
        """Say to which site the post belongs, and whether its remote pictures are always loaded."""
        self._site, self._consented = root, root is not None and consented
        self.bar.offer_pages(root is not None)
        self.bar.show_mode(self.wanted_mode)
        self._show_remote()

    def set_consent(self, consented: bool) -> None:
        """Load the pictures of other sites always, or no longer."""
        if self._site is not None and consented != self._consented:
            self._consented = consented
            self.consent_changed.emit(consented)
            self._show_remote()

    def set_loading(self, loading: bool) -> None:
        """Say whether pictures are on their way."""
        self._loading = loading
        self._show_remote()

    @property
    def page_width(self) -> Width:
        """How wide pages are laid out."""
        return self._page_width

    def set_page_width(self, width: Width) -> None:
        """Lay pages out as wide as there is room, as on a desktop, as on a phone."""
        self.bar.show_width(width)
        if width is not self._page_width:
            self._page_width = width
            self._apply_width()

    def next_page_width(self) -> None:
        """Go on to the next of the widths."""
        widths = list(Width)
        self.set_page_width(widths[(widths.index(self._page_width) + 1) % len(widths)])

    @property
    def together(self) -> bool:
        """Whether text and page scroll together."""
        return self._together

    def set_together(self, together: bool) -> None:
        """Scroll text and page together, or each by itself."""
        self._together = together

    def show_hint(self, text: str | None = None) -> None:
        """Show a sentence instead of a page; without one, that no post is chosen."""
        self._own_hint = text
        self._set_notice(None)
        self._remote = 0
        self._show_remote()
        self.remarks.show_remarks((), ())
        self._retranslate()
        self._stack.setCurrentWidget(self._hint)

    # --- zoom and look ------------------------------------------------------------------------

    @property
    def zoom(self) -> float:
        """The zoom factor, 1.0 for none."""
        return self._zoom

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
        """Follow the window: dress pages dark or light, unless the pane has a wish of its own."""
        self._window_dark = dark
        self._apply_light()

    def toggle_light(self) -> None:
        """Dress pages the other way; the way of the window is followed again."""
        wanted = not self._look.dark
        self._own_dark = None if wanted == self._window_dark else wanted
        self._apply_light()

    def _apply_light(self) -> None:
        dark = self._window_dark if self._own_dark is None else self._own_dark
        self.bar.show_light(dark=dark, differs=self._own_dark is not None)
        self._set_look(replace(self._look, dark=dark))

    def set_base_font(self, family: str, pixels: int = 0) -> None:
        """Set pages in a font family and size; an empty family or 0 leaves the style's own."""
        self._set_look(Look(self._look.dark, family, pixels))

    def _set_look(self, look: Look) -> None:
        if look != self._look:
            self._look = look
            self._apply_look()

    # --- memory -------------------------------------------------------------------------------

    def remember(self, settings: QSettings) -> None:
        """Write down how pages are shown."""
        settings.setValue("preview/page", self._page_mode.value)
        settings.setValue("preview/width", self._page_width.value)
        wish = {None: "", True: "dark", False: "light"}[self._own_dark]
        settings.setValue("preview/light", wish)
        settings.setValue("preview/together", "yes" if self._together else "no")

    def recall(self, settings: QSettings) -> None:
        """Show pages as they were shown."""
        mode, width = settings.value("preview/page"), settings.value("preview/width")
        if mode in list(PageMode):
            self._page_mode = PageMode(str(mode))
            self.bar.show_mode(self.wanted_mode)
        if width in list(Width):
            self.set_page_width(Width(str(width)))
        wish = settings.value("preview/light")
        self._own_dark = {"dark": True, "light": False}.get(str(wish))
        self._together = settings.value("preview/together") != "no"
        self._apply_light()

    # --- the parts ----------------------------------------------------------------------------

    def _set_surface(self, surface: QWidget) -> None:
        self._surface = surface
        self._stack.addWidget(surface)

    def _show_surface(self, page: PreviewPage) -> None:
        self._set_notice(page.notice)
        self._remote = sum(one.state is PictureState.REMOTE for one in page.pictures)
        self._show_remote()
        self.remarks.show_remarks(page.problems, page.approximations)
        self._stack.setCurrentWidget(self._surface)

    def _show_remote(self) -> None:
        loading = self._loading or self._consented
        self.remote_line.show_count(self._remote, has_site=self._site is not None, loading=loading)

    def _set_notice(self, trouble: Trouble | None) -> None:
        self._trouble = trouble
        self._notice_text.setText(notice_sentence(trouble) if trouble else "")
        self._notice.setVisible(trouble is not None)

    def _show_more(self) -> None:
        """Open the menu of what has no button."""
        menu = QMenu(self)
        menu.setObjectName("preview_more_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        together = menu.addAction(_("Scroll text and page together"))
        together.setObjectName("preview_together")
        together.setCheckable(True)
        together.setChecked(self._together)
        together.toggled.connect(self.set_together)
        menu.addSeparator()
        for name, text, act in (
            ("preview_zoom_in", _("Larger"), self.zoom_in),
            ("preview_zoom_out", _("Smaller"), self.zoom_out),
            ("preview_zoom_reset", _("In its own size"), self.zoom_reset),
        ):
            action = menu.addAction(text)
            action.setObjectName(name)
            action.triggered.connect(act)
        menu.addSeparator()
        load = menu.addAction(_("Load the pictures of other sites"))
        load.setObjectName("preview_load_pictures")
        load.setEnabled(self._remote > 0 and not self._consented)
        load.triggered.connect(self.pictures_requested)
        always = menu.addAction(_("Always load them for this site"))
        always.setObjectName("preview_always")
        always.setCheckable(True)
        always.setChecked(self._consented)
        always.setEnabled(self._site is not None)
        always.toggled.connect(self.set_consent)
        place = self.bar.more.rect().bottomRight()
        corner = self.bar.more.mapToGlobal(place)
        corner.setX(corner.x() - menu.sizeHint().width())
        menu.popup(corner)

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

    def _apply_width(self) -> None:
        raise NotImplementedError

    def _apply_look(self) -> None:
        raise NotImplementedError
