"""Lets the editor choose another charset for what was imported: preview, then one operation."""

from PySide6.QtCore import QObject

from curator.domain.changes import PostsChanged
from curator.domain.errors import CuratorError
from curator.gui.desk import Desk
from curator.gui.importing.imports_window import ImportsWindow
from curator.gui.importing.live_session import LiveSession, State
from curator.gui.tasks import Lane
from curator.sentences import error_sentence
from curator.services.charsets import (
    CharsetPreview,
    Original,
    charset_of,
    offers_charset,
)
from curator.services.import_session_values import SessionItem
from curator.translation import gettext as _


class Rereader(QObject):
    """Serves the charset panel of a window of imports."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._desk = desk
        self._charsets = desk.services.charsets
        self._window: ImportsWindow | None = None
        self._live: LiveSession | None = None
        self._item: SessionItem | None = None
        self._original: Original | None = None

    def serve(self, window: ImportsWindow) -> None:
        """Answer a window."""
        self._window = window
        window.item_chosen.connect(self._chosen)
        window.details.charset.preview_requested.connect(self._preview)
        window.details.charset.apply_requested.connect(self._apply)
        window.finished.connect(self._close)

    def _close(self) -> None:
        self._window = self._live = self._item = self._original = None

    def _chosen(self, live: LiveSession | None, item: SessionItem | None) -> None:
        self._live, self._item, self._original = live, item, None
        if live is None or item is None or item.post is None or not offers_charset(item):
            return
        post, charsets = item.post, self._charsets
        self._desk.tasks.run(
            Lane.READ,
            lambda _token: charsets.original(post),
            lambda original: self._offer(item, original),
            topic="charset-original",
            failed=lambda _error: None,  # the post is gone: there is nothing to read anew
        )

    def _offer(self, item: SessionItem, original: Original) -> None:
        if self._window is None or self._item is not item:
            return
        self._original = original
        panel = self._window.details.charset
        panel.show()
        panel.offer(charset_of(item) or original.read_as)

    def _preview(self, charset: str) -> None:
        item, original, charsets = self._item, self._original, self._charsets
        if item is not None and original is not None:
            self._desk.tasks.run(
                Lane.READ,
                lambda token: charsets.preview(item, original, charset, token),
                self._show,
                topic="charset-preview",
                failed=self._failed,
            )

    def _show(self, found: CharsetPreview) -> None:
        if self._window is not None and self._original is not None:
            self._window.details.charset.show_preview(found.text, found.broken)

    def _apply(self, charset: str) -> None:
        live, item, charsets = self._live, self._item, self._charsets
        if live is None or live.session is None or item is None or live.state is not State.ENDED:
            return
        session = live.session
        self._desk.tasks.run(
            Lane.WRITE,
            lambda token: charsets.reread(session, item.number, charset, cancel=token, origin=self),
            lambda done: self._applied(live, *done),
            failed=self._failed,
        )

    def _applied(self, live: LiveSession, item: SessionItem, changed: PostsChanged) -> None:
        live.model.put([item])
        self._desk.events.announce(changed)
        self._desk.notices.say(
            _("The post’s text was read anew; undo brings it back."), tone="success"
        )
        if self._window is not None and self._live is live:
            self._window.details.show_item(item)
            self._item = item
            if self._original is not None:
                self._window.details.charset.show()

    def _failed(self, error: CuratorError) -> None:
        self._desk.notices.say(error_sentence(error), tone="danger")
