"""The right of the window: one post, as the site will show it, as its source, or both.

Loads the chosen post, keeps what is typed through `Sitting`, shows it through `Previewing`. Editor
and preview know nothing of each other or of the library.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QEvent, QSettings, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from curator.domain.changes import Aspect, PostsChanged
from curator.domain.errors import CuratorError, PostMissing
from curator.domain.listing import StoredPost
from curator.domain.post import PostId
from curator.domain.problems import Finding
from curator.gui import icons
from curator.gui.editor.context import EditorContext
from curator.gui.editor.editor_pane import EditorPane
from curator.gui.events import Events
from curator.gui.guest_strip import GuestStrip
from curator.gui.judging import Judging
from curator.gui.notices import NoticeBar
from curator.gui.preview.pane import PreviewPane
from curator.gui.preview.words import page_words
from curator.gui.previewing import Previewing
from curator.gui.sitting import Sitting
from curator.gui.tasks import Lane, TaskRunner
from curator.gui.theme import Theme, set_role
from curator.gui.verdict.strip import VerdictStrip
from curator.gui.vocabulary import Vocabulary
from curator.sentences import error_sentence
from curator.services import Services
from curator.services.sites import PostSetting
from curator.translation import gettext as _
from curator.translation import ngettext, pgettext

_COUNT_PAUSE = 400  # milliseconds: counting a long text takes several


class Mode(StrEnum):
    """What the pane shows of a post."""

    PREVIEW = "preview"
    SPLIT = "split"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class _Loaded:
    post: StoredPost
    setting: PostSetting


class PostPane(QWidget):
    """Shows and edits the chosen post."""

    words_counted = Signal(str)
    opened = Signal(object)
    """The PostId that is shown now, or None."""
    left = Signal()
    """The keyboard goes back to the list."""

    def __init__(
        self,
        services: Services,
        tasks: TaskRunner,
        events: Events,
        theme: Theme,
        notices: NoticeBar,
    ) -> None:
        super().__init__()
        self.setObjectName("post_pane")
        self._services = services
        self._tasks = tasks
        self._notices = notices
        self._events = events
        self._awaited: tuple[PostId, int] | None = None
        self._loaded: _Loaded | None = None
        self._wanted: PostId | None = None  # what was chosen last, read already or not
        self._source = b""
        self.vocabulary = Vocabulary(services, tasks, events)
        self.sitting = Sitting(services.library, tasks, events)
        self.editor = EditorPane()
        self.preview = PreviewPane(
            services.preview.resource, lookup_site=services.preview.site_resource
        )
        self.previewing = Previewing(services.preview, self.preview, self.editor, tasks, notices)
        self.verdict = VerdictStrip(theme)
        self.editor.set_footer(self.verdict)
        self.judging = Judging(services.verdicts, tasks, events)
        self.guest = GuestStrip()
        self._state = QLabel()
        self._saving = ""
        self._path = QLabel()
        self._modes = QButtonGroup(self)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._count_timer = QTimer(self)
        self._lay_out()
        self._connect(events, theme)
        self.retranslate()
        self.set_mode(Mode.SPLIT)

    def _lay_out(self) -> None:
        bar = QFrame()
        set_role(bar, "bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(10, 5, 10, 5)
        row.setSpacing(4)
        self._path.setObjectName("post_path")
        self._path.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        set_role(self._path, "muted")
        self._state.setObjectName("save_state")
        set_role(self._state, "muted")
        row.addWidget(self._path, 1)
        row.addWidget(self._state)
        row.addSpacing(8)
        for mode in Mode:
            row.addWidget(self._mode_button(mode))
        self._splitter.setObjectName("post_splitter")
        self._splitter.setChildrenCollapsible(False)
        self.editor.setMinimumWidth(250)
        self.preview.setMinimumWidth(200)
        self._splitter.addWidget(self.editor)
        self._splitter.addWidget(self.preview)
        self._splitter.setSizes([480, 520])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        layout.addWidget(self.guest)
        layout.addWidget(self._splitter, 1)

    def _mode_button(self, mode: Mode) -> QToolButton:
        button = QToolButton()
        button.setObjectName(f"mode_{mode.value}")
        button.setIcon(icons.icon(mode.value))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setCheckable(True)
        button.setAutoRaise(True)
        self._modes.addButton(button, list(Mode).index(mode))
        return button

    def _connect(self, events: Events, theme: Theme) -> None:
        self._count_timer.setSingleShot(True)
        self._count_timer.setInterval(_COUNT_PAUSE)
        self._count_timer.timeout.connect(self._count)
        self.judging.judged.connect(self.verdict.show_verdict)
        self.verdict.fix_requested.connect(self._fix)
        self.verdict.place_requested.connect(
            lambda place: self.editor.show_place(place.line, place.column)
        )
        self._modes.idClicked.connect(lambda number: self.set_mode(list(Mode)[number]))
        self.editor.source_changed.connect(self._typed)
        self.editor.editing_paused.connect(self.sitting.save)
        self.editor.left.connect(self.left)
        self.guest.switched.connect(self.treat_as_guest)
        self.sitting.state_changed.connect(self._show_state)
        self.sitting.failed.connect(self._save_failed)
        self.sitting.copied.connect(self._save_copied)
        self.preview.link_clicked.connect(self._ask_to_open)
        self.preview.place_requested.connect(self._show_problem)
        self.preview.set_dark(theme.dark)
        theme.changed.connect(self.preview.set_dark)
        events.posts_changed.connect(self._posts_changed)

    def retranslate(self) -> None:
        """Word everything anew in the language of the moment."""
        for mode, text in (
            (Mode.PREVIEW, pgettext("mode", "Preview")),
            (Mode.SPLIT, pgettext("mode", "Split")),
            (Mode.SOURCE, pgettext("mode", "Source")),
        ):
            button = self._modes.button(list(Mode).index(mode))
            button.setText(text)
            button.setToolTip(text)
        self._services.preview.words = page_words()
        self._show_state(self._saving)
        if self._loaded is not None:
            self._count()
            self.previewing.render()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def find_in_text(self) -> None:
        """Look for words in the body."""
        if self.mode is Mode.PREVIEW:
            self.set_mode(Mode.SPLIT)
        self.editor.body.find_bar.open_bar()

    @property
    def mode(self) -> Mode:
        """Return what is shown of the post."""
        return list(Mode)[self._modes.checkedId()]

    def set_mode(self, mode: Mode) -> None:
        """Show the page, the source, or both side by side."""
        self._modes.button(list(Mode).index(mode)).setChecked(True)
        self.editor.setVisible(mode is not Mode.PREVIEW)
        self.preview.setVisible(mode is not Mode.SOURCE)
        self.previewing.arrange(page=mode is not Mode.SOURCE, text=mode is not Mode.PREVIEW)

    def go_to(self, post: PostId, line: int) -> None:
        """Go to a line of a post, now or as soon as it is shown."""
        if self.post == post:
            self.editor.show_place(line)
        else:
            self._awaited = post, line

    @property
    def title(self) -> str:
        """Return what the shown post is called, its file's name where it has no title."""
        loaded = self._loaded
        return (loaded.post.title or loaded.post.name) if loaded is not None else ""

    @property
    def post(self) -> PostId | None:
        """Return the post that is shown."""
        return self._loaded.post.id if self._loaded is not None else None

    def open_post(self, post: PostId | None) -> None:
        """Show another post."""
        self.finish_typing()
        self._wanted = post
        if post is None:
            self._show(None)
            return
        self._tasks.run(
            Lane.READ,
            lambda _token: self._load(post),
            self._loaded_one,
            failed=self._missing,
            topic="open-post",
        )

    def _loaded_one(self, loaded: _Loaded) -> None:
        if loaded.post.id == self._wanted:  # nothing was chosen instead while it was read
            self._show(loaded)

    def finish_typing(self) -> None:
        """Take over what is half typed, and hand everything to the library."""
        self.editor.finish_typing()
        self.sitting.save()

    def _load(self, post: PostId) -> _Loaded:
        stored = self._services.library.load(post)
        place = stored.placements[0] if stored.placements else None
        setting = self._services.sites.setting(
            place.root if place else None, place.path if place else None
        )
        return _Loaded(stored, setting)

    def _missing(self, error: CuratorError) -> None:
        if isinstance(error, PostMissing):
            self._show(None)
        else:
            self._tasks.failed.emit(error)

    def _show(self, loaded: _Loaded | None) -> None:
        if loaded is not None and loaded.post.id == self.sitting.post and self.sitting.unsaved:
            return  # what was typed while the text was read is newer than it
        self._loaded = loaded
        self.sitting.begin(loaded.post if loaded else None)
        self.judging.begin(loaded.post if loaded else None)
        self._show_state("")
        self.guest.show_state(loaded is not None and loaded.post.foreign)
        if loaded is None:
            self._source = b""
            self._path.clear()
            self.editor.clear()
            self.verdict.clear()
            self.previewing.begin(None, None)
            self.words_counted.emit("")
            self.opened.emit(None)
            return
        post = loaded.post
        self._source = post.source
        place = post.placements[0] if post.placements else None
        self._path.setText(place.path if place else post.name)
        self._path.setToolTip(f"{place.root}/{place.path}" if place else post.name)
        if self.editor.key == post.id:
            self.editor.replace_source(post.source)
        else:
            setting = loaded.setting
            context = EditorContext(
                zone=setting.zone,
                zone_name=setting.zone_name or _("the zone of this machine"),
                defaults=setting.defaults,
                complete=self.vocabulary.complete,
            )
            self.editor.show_draft(post.id, post.source, context)
        self._count()
        self.previewing.begin(post, loaded.setting)
        if self._awaited is not None and self._awaited[0] == post.id:
            self.editor.show_place(self._awaited[1])
        self._awaited = None
        self.opened.emit(post.id)

    def _typed(self, source: bytes) -> None:
        self._source = source
        self.sitting.typed(source)
        self.judging.typed(source)
        if not self._count_timer.isActive():
            self._count_timer.start()
        self.previewing.typed(source)

    def _count(self) -> None:
        counts = self.editor.counts()
        words = ngettext("{number} word", "{number} words", counts.words)
        parts = [words.format(number=f"{counts.words:,}")] if counts.words or not counts.han else []
        if counts.han:
            characters = ngettext(
                "{number} Chinese character", "{number} Chinese characters", counts.han
            )
            parts.insert(0, characters.format(number=f"{counts.han:,}"))
        self.words_counted.emit(" · ".join(parts))

    # Preview

    def _show_problem(self, line: int, column: int) -> None:
        if self.mode is Mode.PREVIEW:
            self.set_mode(Mode.SPLIT)
        self.editor.show_place(line, column)

    def _ask_to_open(self, address: str) -> None:
        box = QMessageBox(self)
        box.setObjectName("open_link")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(_("Open this address in the browser?"))
        box.setInformativeText(address)
        box.setTextFormat(Qt.TextFormat.PlainText)
        open_button = box.addButton(_("Open"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        open_button.clicked.connect(lambda: QDesktopServices.openUrl(QUrl(address)))
        box.open()

    # Guests

    @property
    def foreign(self) -> bool:
        """Tell whether the post that is shown is a guest's text."""
        return self._loaded is not None and self._loaded.post.foreign

    def treat_as_guest(self, foreign: bool) -> None:
        """Say whether the post that is shown is a guest's text."""
        post = self.post
        if post is None:
            return
        self.finish_typing()
        self._tasks.run(
            Lane.WRITE,
            lambda _token: self._services.library.set_foreign([post], foreign),
            self._events.announce,
        )

    # Verdict

    def _fix(self, finding: Finding) -> None:
        try:
            source = self._services.verdicts.mended(self._source, finding)
        except CuratorError as error:
            self._notices.say(error_sentence(error), tone="warning")
            return
        self.editor.change_source(source)

    # Saving

    def _show_state(self, state: str) -> None:
        if state == "saved":
            self.judging.keep_marks()
        self._saving = state
        texts = {
            "": "",
            "unsaved": _("Typing…"),
            "saving": _("Saving…"),
            "saved": _("Saved"),
            "failed": _("Not saved; kept aside"),
        }
        self._state.setText(texts[state])

    def _save_failed(self, error: CuratorError) -> None:
        self._notices.say(error_sentence(error), tone="danger")

    def _save_copied(self, copy: PostId) -> None:
        text = _(
            "This post was changed by someone else meanwhile. Your text is kept as post {number}."
        )
        self._notices.say(text.format(number=copy), tone="warning")
        if self._wanted is not None:
            self.open_post(self._wanted)

    def _posts_changed(self, changed: PostsChanged) -> None:
        if (
            changed.aspects == Aspect.MARKS
            or changed.origin is self.sitting
            or self._wanted not in changed.posts
        ):
            return
        if not self.sitting.unsaved and self._wanted is not None:
            self.open_post(self._wanted)

    # The window's memory

    def remember(self, settings: QSettings) -> None:
        """Write down how the pane was arranged."""
        settings.setValue("post/splitter", self._splitter.saveState())
        settings.setValue("post/mode", self.mode.value)
        settings.setValue("post/editor", self.editor.save_layout())
        self.preview.remember(settings)

    def recall(self, settings: QSettings) -> None:
        """Arrange the pane as it was."""
        self.previewing.keep_in(settings)
        self.preview.recall(settings)
        state: Any = settings.value("post/splitter")
        if state is not None:
            self._splitter.restoreState(state)
        layout: Any = settings.value("post/editor")
        if layout is not None:
            self.editor.restore_layout(layout)
        mode = settings.value("post/mode")
        if mode in list(Mode):
            self.set_mode(Mode(str(mode)))
