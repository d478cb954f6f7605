"""The preview where there is no web engine: a text browser, plain but safe.

Same interface as the engine's pane. It knows no style sheet worth the name, loads nothing but
pictures of the program's own scheme, and follows no link.
"""

import html
from typing import Any

from PySide6.QtCore import QByteArray, QTimer, QUrl
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QTextBrowser, QWidget

from curator.gui.preview.frame import PaneFrame
from curator.gui.preview.lookups import Lookup, SiteLookup, nothing_of_a_site
from curator.gui.theme import Token, colour
from curator.services.preview import (
    HOST,
    LOAD_PREFIX,
    PICTURE_PREFIX,
    SCHEME,
    PageMode,
    PreviewPage,
)

_MOST_TAGS = 20_000
"""A text document needs seconds for more, and its layout runs on the GUI thread."""

_LONGEST_PLAIN = 50_000
_OPENED_OUTSIDE = frozenset({"http", "https", "mailto"})
_BASE_PIXELS = 16


class _Browser(QTextBrowser):
    """A text browser that loads registered pictures and nothing else."""

    def __init__(self, lookup: Lookup, parent: QWidget) -> None:
        super().__init__(parent)
        self._lookup = lookup
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setAcceptDrops(False)

    def loadResource(self, _kind: int, url: QUrl | str) -> Any:
        """Return a registered picture's bytes."""
        address = QUrl(url).toString()
        if address.startswith(PICTURE_PREFIX):
            found = self._lookup(address.removeprefix(PICTURE_PREFIX))
            if found is not None:
                return QByteArray(found.data)
        return QByteArray()


class TextPreviewPane(PaneFrame):
    """Shows articles in a QTextBrowser; of a site's whole page it knows only the article."""

    def __init__(
        self,
        lookup: Lookup,
        parent: QWidget | None = None,
        *,
        lookup_site: SiteLookup = nothing_of_a_site,
    ) -> None:
        super().__init__(parent)
        self.bar.leave_out_engine()
        self._browser = _Browser(lookup, self)
        self._browser.setObjectName("preview_view")
        self._browser.anchorClicked.connect(self._anchor_clicked)
        self._browser.highlighted.connect(lambda url: self.link_hovered.emit(url.toString()))
        self._set_surface(self._browser)
        self._key: object = None
        self._apply_look()

    @property
    def wanted_mode(self) -> PageMode:
        """A text browser has no layouts: it is always the article."""
        return PageMode.ARTICLE

    def show_page(self, page: PreviewPage, key: object) -> None:
        """Show a page: with another key from its top, with the same key at the same place."""
        bar = self._browser.verticalScrollBar()
        place = bar.value() if key == self._key else 0
        self._key = key
        self._show_surface(page)
        if page.fragment.count("<") > _MOST_TAGS:
            self._browser.setPlainText(html.unescape(page.fragment[:_LONGEST_PLAIN]))
        else:
            self._browser.setHtml(f"{page.header}{page.fragment}")
        bar.setValue(place)
        QTimer.singleShot(0, self, lambda: self.painted.emit(key))

    def show_line(self, line: float, total: int = 0, *, at_end: bool = False) -> None:
        """Stay: a text browser knows no lines of the source."""

    def reload_page(self) -> None:
        """Nothing of a site is kept here."""

    def close_engine(self) -> None:
        """Nothing runs in the background here."""

    def _anchor_clicked(self, url: QUrl) -> None:
        address = url.toString()
        if address.startswith(LOAD_PREFIX):
            self.picture_requested.emit(address.removeprefix(LOAD_PREFIX))
        elif url.scheme() in _OPENED_OUTSIDE:
            self.link_clicked.emit(address)
        elif address.startswith("//"):
            self.link_clicked.emit(f"https:{address}")
        elif url.hasFragment() and url.host() in {"", HOST} and url.scheme() in {"", SCHEME}:
            self._browser.scrollToAnchor(url.fragment())

    def _apply_zoom(self) -> None:
        self._apply_font()

    def _apply_width(self) -> None:
        """A text browser lays its text out as wide as it is."""

    def _apply_look(self) -> None:
        look = self._browser.palette()
        look.setColor(QPalette.ColorRole.Base, self._look.ground)
        look.setColor(QPalette.ColorRole.Text, colour(Token.TEXT, dark=self._look.dark))
        look.setColor(QPalette.ColorRole.Link, colour(Token.ACCENT, dark=self._look.dark))
        self._browser.setPalette(look)
        self._apply_font()

    def _apply_font(self) -> None:
        font = QFont(self._look.family) if self._look.family else QFont(self.font())
        font.setPixelSize(round((self._look.pixels or _BASE_PIXELS) * self._zoom))
        self._browser.document().setDefaultFont(font)
