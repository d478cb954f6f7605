"""The preview in the web engine: one profile that keeps nothing, one page that is patched in place.

Owns the order of patches: one at a time, the latest wanted page next, so that fast typing never
queues up. An empty shell is loaded once for articles and once for each site whose whole pages are
shown, at the page's own address. Recovers when the engine's process ends or stops answering.
"""

import json
import math
import os
import signal
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QMenu, QWidget

from curator.gui.preview.blocker import Blocker
from curator.gui.preview.deltas import Delta
from curator.gui.preview.frame import PaneFrame
from curator.gui.preview.lookups import Lookup, SiteLookup, nothing_of_a_site
from curator.gui.preview.patch_script import LOAD_NEEDED, WHOLE_NEEDED
from curator.gui.preview.scheme import SchemeHandler
from curator.gui.preview.viewport import Viewport
from curator.gui.preview.web_page import GuardedPage, refuse_download
from curator.gui.preview.words import engine_failed
from curator.services.preview import SCHEME, PreviewPage, blank_page
from curator.translation import gettext as _

_PATIENCE_MS = 15_000
"""After that long without an answer the engine's process is taken to hang."""

_PAUSE_MS = 100
"""Before the engine is started again: not from within the report that it ended."""


@dataclass(frozen=True, slots=True)
class Layers:
    """The three layers that keep a page inert; tests take them away one by one."""

    scripts_off: bool = True
    policy: bool = True
    blocker: bool = True


ALL_LAYERS = Layers()


_PAPER = QColor("white")
"""Behind a site's page, as in every browser."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    page: PreviewPage
    key: object

    @property
    def address(self) -> str:
        """Where the page is shown; empty for an article in the program's own frame."""
        return self.page.address if self.page.document is not None else ""


@dataclass(frozen=True, slots=True)
class _Lead:
    """The source line at the page's top."""

    line: float
    total: int
    at_end: bool


class WebPreviewPane(PaneFrame):
    """Shows pages in a QWebEngineView.

    `lookup` finds their pictures, `lookup_site` the files of a site whose whole pages are shown;
    both are called off the GUI thread.
    """

    def __init__(
        self,
        lookup: Lookup,
        parent: QWidget | None = None,
        *,
        lookup_site: SiteLookup = nothing_of_a_site,
        layers: Layers = ALL_LAYERS,
    ) -> None:
        super().__init__(parent)
        # The view and its page are made before the profile, so that they also go before it.
        self._view = QWebEngineView(self)
        self._view.setObjectName("preview_view")
        self._view.setAcceptDrops(False)
        self._view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._view.customContextMenuRequested.connect(self._show_menu)
        self._profile = QWebEngineProfile(self)
        self._profile.setPersistentCookiesPolicy(
            QWebEngineProfile.PersistentCookiesPolicy.NoPersistentCookies
        )
        self._profile.setHttpCacheType(QWebEngineProfile.HttpCacheType.NoCache)
        self._profile.setSpellCheckEnabled(False)
        self._profile.downloadRequested.connect(refuse_download)
        self._handler = SchemeHandler(
            lookup, self._profile, lookup_site=lookup_site, policy=layers.policy
        )
        self._profile.installUrlSchemeHandler(SCHEME.encode("ascii"), self._handler)
        self._blocker = Blocker(self._profile)
        if layers.blocker:
            self._profile.setUrlRequestInterceptor(self._blocker)
        self._page = GuardedPage(self._profile, self._view, scripts_off=layers.scripts_off)
        self._connect_page()
        self._view.setPage(self._page)
        self._viewport = Viewport(self)
        self._viewport.hold(self._view)
        self._viewport.factor_changed.connect(self._page.setZoomFactor)
        self.setFocusProxy(self._view)
        self._set_surface(self._viewport)
        self._ready = False
        self._host = ""  # the host whose shell is loaded; empty for the articles' shell
        self._location = ""  # the address in that site at which the page stands
        self._deltas = {name: Delta() for name in ("fragment", "document")}
        self._lead: _Lead | None = None
        self._top = 0.0  # where a page stood whose shell is loaded again
        self._under_way: _Wanted | None = None
        self._next: _Wanted | None = None
        self._latest: _Wanted | None = None
        self._shown_key: object = None
        self._blank = True
        self._number = 0
        self._keys: dict[int, object] = {}
        self._endings = 0
        self._watch = QTimer(self)
        self._watch.setSingleShot(True)
        self._watch.setInterval(_PATIENCE_MS)
        self._watch.timeout.connect(self._stopped_answering)
        self._reload = QTimer(self)
        self._reload.setSingleShot(True)
        self._reload.setInterval(_PAUSE_MS)
        self._reload.timeout.connect(self._load_shell)
        self._load_shell()

    def _connect_page(self) -> None:
        self._page.link_clicked.connect(self.link_clicked)
        self._page.linkHovered.connect(self.link_hovered)
        self._page.picture_requested.connect(self.picture_requested)
        self._page.site_link_clicked.connect(self.site_link_clicked)
        self._page.line_chosen.connect(self.line_chosen)
        self._page.line_scrolled.connect(self._reader_scrolled)
        self._page.patch_painted.connect(self._patch_painted)
        self._page.loadFinished.connect(self._shell_loaded)
        self._page.renderProcessTerminated.connect(self._process_ended)

    @property
    def page(self) -> GuardedPage:
        """The engine's page, for printing and for tests."""
        return self._page

    @property
    def handler(self) -> SchemeHandler:
        """What serves the pane's own scheme."""
        return self._handler

    @property
    def blocker(self) -> Blocker:
        """What refuses every other request."""
        return self._blocker

    def show_page(self, page: PreviewPage, key: object) -> None:
        """Show a page: with another key from its top, with the same key changed in place."""
        if self._latest is None or self._latest.key != key:
            self._lead, self._top = None, 0.0
        self._latest = self._next = _Wanted(page, key)
        self._endings = 0
        self._show_surface(page)
        self._send_next()

    def show_line(self, line: float, total: int = 0, *, at_end: bool = False) -> None:
        """Bring what a source line became to the top, where text and page scroll together.

        `line` counts from 1 and may have a fraction, `total` is the text's number of lines;
        `at_end` asks for the page's end.
        """
        if self.together:
            self._lead = _Lead(line, total, at_end)
            self._follow()

    def reload_page(self) -> None:
        """Load a site's page with all its files anew; the place stays."""
        if self._host and self._ready:
            self._page.run_own("scrollY", self._reload_at)

    def show_hint(self, text: str | None = None) -> None:
        """Show a sentence instead of a page; without one, that no post is chosen."""
        self._next = self._latest = None
        self._blank = True
        super().show_hint(text)

    def close_engine(self) -> None:
        """End what runs in the background; the pane is of no use afterwards."""
        self._watch.stop()
        self._reload.stop()
        self._handler.close()

    # --- the page -------------------------------------------------------------------------

    def _load_shell(self) -> None:
        """Load the empty page into which articles or a site's pages are patched."""
        wanted = self._next or self._latest
        address = wanted.address if wanted is not None else ""
        self._ready = False
        self._under_way = None
        self._host = QUrl(address).host()
        self._location = address
        self._blocker.site = self._host
        self._watch.start()
        self._page.setBackgroundColor(self._ground())
        if wanted is not None and address:
            self._page.open_own(self._handler.add_shell(address, _site_shell(wanted.page)))
        else:
            self._page.open_own(self._handler.add_page(blank_page(dark=self._look.dark)))

    def _shell_loaded(self, ok: bool) -> None:
        if not ok:
            if not self._ready:  # its process ended over it, or just before
                self._reload.start()
            return  # else it is a navigation that was refused
        self._watch.stop()
        self._ready = True
        self._blank = True
        self._under_way = None
        for delta in self._deltas.values():
            delta.forget()
        self._dress()
        self._page.setZoomFactor(self._viewport.factor)
        if self._next is None:
            self._next = self._latest
        self._send_next()

    def _send_next(self) -> None:
        if not self._ready or self._under_way is not None or self._next is None:
            return
        if QUrl(self._next.address).host() != self._host:
            self._load_shell()
            return
        wanted, self._next = self._next, None
        again = wanted.key == self._shown_key
        fresh = self._blank or not again
        self._under_way = wanted
        self._shown_key, self._blank = wanted.key, False
        self._number += 1
        self._keys[self._number] = wanted.key
        parts: dict[str, object] = {
            "number": self._number,
            "fresh": fresh,
            "top": self._top if again else 0,
            "total": self._lead.total if self._lead else 0,
        }
        self._top = 0.0
        self._watch.start()
        call = self._site_parts(wanted, parts) if self._host else self._article_parts(wanted, parts)
        self._page.run_own(f"curatorPreview.{call}", self._patched)
        if fresh and again:
            self._follow()

    def _article_parts(self, wanted: _Wanted, parts: dict[str, object]) -> str:
        page = wanted.page
        fragment = self._deltas["fragment"].to(page.fragment)
        parts |= {"lang": page.lang, "title": page.title, "header": page.header}
        return f"showArticle({_json(parts | {'fragment': fragment})})"

    def _site_parts(self, wanted: _Wanted, parts: dict[str, object]) -> str:
        document = self._deltas["document"].to(wanted.page.document or "")
        parts |= {"address": wanted.address, "settled": wanted.address == self._location}
        self._location = wanted.address
        return f"showSite({_json(parts | {'document': document})})"

    def _patched(self, number: object) -> None:
        if not shiboken6.isValid(self):
            return
        self._watch.stop()
        unshown, self._under_way = self._under_way, None
        if number in {WHOLE_NEEDED, LOAD_NEEDED}:
            for delta in self._deltas.values():
                delta.forget()
            self._next = self._next or unshown
            if number == LOAD_NEEDED:
                self._load_shell()
        self._send_next()

    def _reload_at(self, top: object) -> None:
        if shiboken6.isValid(self):
            self._top = float(top) if isinstance(top, int | float) else 0.0
            self._load_shell()

    # --- lines ----------------------------------------------------------------------------

    def _follow(self) -> None:
        lead = self._lead
        if lead is not None and self._ready:
            end = "true" if lead.at_end else "false"
            self._page.run_own(f"curatorPreview.lead({lead.line:.4f}, {lead.total}, {end})")

    def _reader_scrolled(self, line: float) -> None:
        total = self._lead.total if self._lead else 0
        at_end = math.isinf(line)
        self._lead = _Lead(1.0 if at_end else line, total, at_end)
        if self.together:
            self.line_shown.emit(line)

    def _patch_painted(self, number: int) -> None:
        key = self._keys.pop(number, None)
        for older in [known for known in self._keys if known < number]:
            del self._keys[older]
        self.painted.emit(key)

    def _stopped_answering(self) -> None:
        """End the engine's process of this page, which hangs over it."""
        process = self._page.renderProcessPid()
        if process > 0:
            os.kill(process, signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
        else:
            self._reload.start()

    def _process_ended(
        self, _status: QWebEnginePage.RenderProcessTerminationStatus, _code: int
    ) -> None:
        """Start anew; a page over which it ends twice is not tried a third time."""
        self._watch.stop()
        self._ready = False
        self._endings += 1
        if self._endings >= 2:
            self.show_hint(engine_failed())
        self._reload.start()

    # --- looks ----------------------------------------------------------------------------

    def _apply_zoom(self) -> None:
        self._viewport.set_zoom(self._zoom)

    def _apply_width(self) -> None:
        self._viewport.set_page_width(self._page_width)

    def _apply_look(self) -> None:
        self._page.setBackgroundColor(self._ground())
        if self._ready:
            self._dress()

    def _ground(self) -> QColor:
        return _PAPER if self._host else self._look.ground

    def _dress(self) -> None:
        look = {
            "site": bool(self._host),
            "dark": self._look.dark,
            "family": f"'{self._look.family}'" if self._look.family else "",
            "size": self._look.pixels,
        }
        self._page.run_own(f"curatorPreview.dress({_json(look)})")

    # --- the menu -------------------------------------------------------------------------

    def _show_menu(self, place: QPoint) -> None:
        """Offer what makes sense on an inert page."""
        menu = QMenu(self)
        menu.setObjectName("preview_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        copy = menu.addAction(_("Copy"))
        copy.setObjectName("preview_copy")
        copy.setEnabled(self._view.hasSelection())
        copy.triggered.connect(lambda: self._page.triggerAction(QWebEnginePage.WebAction.Copy))
        everything = menu.addAction(_("Select all"))
        everything.setObjectName("preview_select_all")
        everything.triggered.connect(
            lambda: self._page.triggerAction(QWebEnginePage.WebAction.SelectAll)
        )
        request = self._view.lastContextMenuRequest()
        address = request.linkUrl().toString() if request is not None else ""
        if address and not address.startswith(f"{SCHEME}:"):
            link = menu.addAction(_("Copy link address"))
            link.setObjectName("preview_copy_link")
            link.triggered.connect(lambda: QGuiApplication.clipboard().setText(address))
        menu.popup(self._view.mapToGlobal(place))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _site_shell(page: PreviewPage) -> str:
    """Return the empty page of a site; only a document with a doctype is laid out by the standard."""
    beginning = (page.document or "").lstrip()[:9].lower()
    return (
        f"{'<!doctype html>' if beginning == '<!doctype' else ''}<html><head></head><body></body>"
    )
