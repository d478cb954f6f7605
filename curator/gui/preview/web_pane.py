"""The preview in the web engine: one profile that keeps nothing, one page that is patched in place.

Owns the order of patches: one at a time, the latest wanted page next, so that fast typing never
queues up. Recovers when the engine's process ends or stops answering over a page.
"""

import json
import os
import signal
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QMenu, QWidget

from curator.gui.preview.blocker import Blocker
from curator.gui.preview.frame import Lookup, PaneFrame
from curator.gui.preview.scheme import SchemeHandler
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


@dataclass(frozen=True, slots=True)
class _Wanted:
    page: PreviewPage
    key: object


class WebPreviewPane(PaneFrame):
    """Shows pages in a QWebEngineView; `lookup` finds their pictures off the GUI thread."""

    def __init__(
        self, lookup: Lookup, parent: QWidget | None = None, *, layers: Layers = ALL_LAYERS
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
        self._handler = SchemeHandler(lookup, self._profile, policy=layers.policy)
        self._profile.installUrlSchemeHandler(SCHEME.encode("ascii"), self._handler)
        self._blocker = Blocker(self._profile)
        if layers.blocker:
            self._profile.setUrlRequestInterceptor(self._blocker)
        self._page = GuardedPage(self._profile, self._view, scripts_off=layers.scripts_off)
        self._page.link_clicked.connect(self.link_clicked)
        self._page.linkHovered.connect(self.link_hovered)
        self._page.picture_requested.connect(self.picture_requested)
        self._page.patch_painted.connect(self._patch_painted)
        self._page.loadFinished.connect(self._shell_loaded)
        self._page.renderProcessTerminated.connect(self._process_ended)
        self._view.setPage(self._page)
        self._set_surface(self._view)
        self._ready = False
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
        self._latest = self._next = _Wanted(page, key)
        self._endings = 0
        self._show_surface(page.notice)
        self._send_next()

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
        """Load the empty page into which articles are patched."""
        self._ready = False
        self._under_way = None
        self._watch.start()
        self._page.setBackgroundColor(self._look.ground)
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
        self._dress()
        self._apply_zoom()
        if self._next is None:
            self._next = self._latest
        self._send_next()

    def _send_next(self) -> None:
        if not self._ready or self._under_way is not None or self._next is None:
            return
        wanted, self._next = self._next, None
        fresh = self._blank or wanted.key != self._shown_key
        self._under_way = wanted
        self._shown_key, self._blank = wanted.key, False
        self._number += 1
        self._keys[self._number] = wanted.key
        parts = {
            "number": self._number,
            "fresh": fresh,
            "lang": wanted.page.lang,
            "title": wanted.page.title,
            "header": wanted.page.header,
            "fragment": wanted.page.fragment,
        }
        self._watch.start()
        self._page.run_own(
            f"curatorPreview.show({json.dumps(parts, ensure_ascii=False)})", self._patched
        )

    def _patched(self, _number: object) -> None:
        if not shiboken6.isValid(self):
            return
        self._watch.stop()
        self._under_way = None
        self._send_next()

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
        self._page.setZoomFactor(self._zoom)

    def _apply_look(self) -> None:
        self._page.setBackgroundColor(self._look.ground)
        if self._ready:
            self._dress()

    def _dress(self) -> None:
        look = {
            "dark": self._look.dark,
            "family": f"'{self._look.family}'" if self._look.family else "",
            "size": self._look.pixels,
        }
        self._page.run_own(f"curatorPreview.dress({json.dumps(look, ensure_ascii=False)})")

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
