"""The preview of the post under edit: rendered at every key, its remote pictures loaded on consent.

One rendering is under way at a time and the latest text is the next, so that a key is answered at
once and fast typing never queues up. Text and page are kept at the same line.
"""

import math
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QTimer

from curator.domain.errors import CuratorError
from curator.domain.listing import StoredPost
from curator.domain.post import PostId
from curator.gui.editor.editor_pane import EditorPane
from curator.gui.notices import NoticeBar
from curator.gui.preview.consent import Consent
from curator.gui.preview.pane import PreviewPane
from curator.gui.remote_pictures import RemotePictures
from curator.gui.tasks import Lane, Task, TaskRunner
from curator.sentences import error_sentence
from curator.services.preview import PictureState, Preview, PreviewPage
from curator.services.sites import PostSetting
from curator.translation import gettext as _

_CONSENT_PAUSE = (
    700  # milliseconds without a key before addresses are fetched that may be half typed
)


@dataclass(frozen=True, slots=True)
class _Subject:
    post: PostId
    root: str | None
    path: str
    lang: str
    foreign: bool


class Previewing(QObject):
    """Shows one post in one pane, beside its editor."""

    def __init__(
        self,
        preview: Preview,
        pane: PreviewPane,
        editor: EditorPane,
        tasks: TaskRunner,
        notices: NoticeBar,
    ) -> None:
        super().__init__()
        self._preview = preview
        self._pane = pane
        self._editor = editor
        self._tasks = tasks
        self._notices = notices
        self._consent = Consent()
        self._pictures = RemotePictures(preview, tasks)
        self._pictures.loaded.connect(self._pictures_loaded)
        self._subject: _Subject | None = None
        self._source = b""
        self._allowed: frozenset[str] = frozenset()
        self._tried: set[str] = set()
        self._page: PreviewPage | None = None
        self._task: Task | None = None
        self._again = False
        self._shown = False  # whether the page is in sight
        self._beside = False  # whether the text is beside it
        self._placing = False
        self._reload = False
        self._awaited: PostId | None = None  # whose page has not been painted yet
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_CONSENT_PAUSE)
        self._timer.timeout.connect(self._load_consented)
        pane.picture_requested.connect(self._load_picture)
        pane.pictures_requested.connect(self._load_all)
        pane.consent_changed.connect(self._change_consent)
        pane.page_mode_changed.connect(lambda _mode: self.render())
        pane.reload_requested.connect(self.reload)
        pane.site_link_clicked.connect(self._say_path)
        pane.line_shown.connect(self._page_scrolled)
        pane.line_chosen.connect(self._line_chosen)
        pane.painted.connect(self._painted)
        editor.line_shown.connect(self._text_scrolled)

    def begin(self, post: StoredPost | None, setting: PostSetting | None) -> None:
        """Show another post, or the same one as it was stored meanwhile."""
        if post is None or setting is None:
            self._forget()
            self._subject = None
            self._pane.set_site(None)
            self._pane.show_hint()
            return
        place = post.placements[0] if post.placements else None
        root, path = (place.root, place.path) if place else (None, post.name)
        if self._subject is None or self._subject.post != post.id:
            self._forget()
            self._awaited = post.id
        self._subject = _Subject(post.id, root, path, setting.lang, post.foreign)
        self._source = post.source
        self._pane.set_site(root, consented=self._consent.holds(root))
        self.render()

    def typed(self, source: bytes) -> None:
        """Show the text as it stands now."""
        self._source = source
        self.render()

    def arrange(self, *, page: bool, text: bool) -> None:
        """Say what is in sight: a page that is not is not rendered."""
        self._shown, self._beside = page, page and text
        self.render()

    def render(self) -> None:
        """Render now, or as soon as the rendering that is under way has ended."""
        subject, source, allowed = self._subject, self._source, self._allowed
        if subject is None or not self._shown:
            return
        if self._task is not None and not self._task.finished:
            self._again = True
            return
        self._again = False
        root = Path(subject.root) if subject.root is not None else None
        preview, mode = self._preview, self._pane.wanted_mode
        self._task = self._tasks.run(
            Lane.READ,
            lambda token: preview.render(
                source,
                subject.path,
                root,
                lang=subject.lang,
                allow_remote=allowed,
                cancel=token,
                mode=mode,
                post=subject.post,
                foreign=subject.foreign,
            ),
            lambda page: self._rendered(page, subject),
            failed=self._failed,
        )

    def reload(self) -> None:
        """Read the site's theme anew."""
        subject, preview = self._subject, self._preview
        if subject is None or subject.root is None:
            return
        root = Path(subject.root)
        self._tasks.run(
            Lane.READ, lambda _token: preview.forget_site(root), lambda _none: self._forgotten()
        )

    def _forgotten(self) -> None:
        self._reload = True
        self.render()

    def keep_in(self, settings: QSettings) -> None:
        """Keep what the editor agrees to in these settings."""
        self._consent.keep_in(settings)

    def _forget(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self._task, self._again = None, False
        self._page = None
        self._allowed = frozenset()
        self._tried.clear()
        self._timer.stop()
        self._pictures.cancel()
        self._pane.set_loading(False)

    def _rendered(self, page: PreviewPage, subject: _Subject) -> None:
        if self._subject is None or self._subject.post != subject.post:
            return
        self._page = page
        self._pane.show_page(page, subject.post)
        if self._reload and not self._again:
            self._reload = False
            self._pane.reload_page()
        if self._consent.holds(subject.root):
            self._timer.start()
        if self._again:
            self.render()

    def _failed(self, error: CuratorError) -> None:
        self._tasks.failed.emit(error)
        if self._again:
            self.render()

    # pictures of other sites

    def _remote(self) -> list[tuple[str, str]]:
        """Return address and token of what the page does not show without consent."""
        pictures = self._page.pictures if self._page is not None else ()
        return [(one.address, one.token) for one in pictures if one.state is PictureState.REMOTE]

    def _load_all(self) -> None:
        self._load(self._remote())

    def _load_consented(self) -> None:
        """Load what is new on the page; what was tried waits for a click."""
        if self._subject is not None and self._consent.holds(self._subject.root):
            self._load([one for one in self._remote() if one[0] not in self._tried])

    def _load(self, pictures: list[tuple[str, str]]) -> None:
        if pictures:
            self._tried |= {address for address, _token in pictures}
            self._pane.set_loading(True)
            self._pictures.load(token for _address, token in pictures)

    def _pictures_loaded(self, addresses: frozenset[str]) -> None:
        self._pane.set_loading(False)
        self._allowed |= addresses
        self.render()

    def _change_consent(self, agreed: bool) -> None:
        if self._subject is None or self._subject.root is None:
            return
        self._consent.change(self._subject.root, agreed)
        if agreed:
            self._load_consented()
        else:
            self._allowed = frozenset()
            self._tried.clear()
            self._pictures.cancel()
            self._pane.set_loading(False)
            self.render()

    def _load_picture(self, token: str) -> None:
        self._tasks.run(
            Lane.NETWORK,
            lambda cancel: self._preview.fetch_remote(token, cancel),
            self._allow_picture,
            failed=self._picture_failed,
        )

    def _allow_picture(self, address: str | None) -> None:
        if address is not None:
            self._allowed |= {address}
            self.render()

    def _picture_failed(self, error: CuratorError) -> None:
        self._notices.say(error_sentence(error), tone="warning")
        self.render()

    # links

    def _say_path(self, path: str) -> None:
        text = _("This link leads to {path} on the site; the preview stays at this post.")
        self._notices.say(text.format(path=path))

    # lines

    def _text_scrolled(self, line: float) -> None:
        if self._beside and not self._placing:
            self._pane.show_line(line, self._editor.line_count, at_end=self._editor.at_end)

    def _page_scrolled(self, line: float) -> None:
        if self._beside:
            self._editor.scroll_to_line(
                line if math.isfinite(line) else self._editor.line_count + 1
            )

    def _line_chosen(self, line: int) -> None:
        """Put the cursor where a reader double-clicked; the page stays where it is."""
        if self._beside:
            self._placing = True
            self._editor.show_place(line)
            self._placing = False

    def _painted(self, key: object) -> None:
        """Bring a new page to the line of its text, which may have been gone to already."""
        if key == self._awaited:
            self._awaited = None
            if self._beside and self._editor.top_line > 1:
                self._text_scrolled(self._editor.top_line)
