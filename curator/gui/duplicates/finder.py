"""Searches for duplicates for one window, and carries out what is decided about them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from curator.domain.changes import Aspect, PostsChanged
from curator.domain.errors import CuratorError
from curator.domain.likeness import Pair
from curator.domain.post import PostId, Status
from curator.domain.work import CancelToken
from curator.gui.duplicates.window import DuplicatesWindow, Found
from curator.gui.events import Events
from curator.gui.job_bar import JobBar, ProgressRelay
from curator.gui.notices import NoticeBar
from curator.gui.tasks import Lane, TaskRunner
from curator.gui.theme import Theme
from curator.sentences import error_sentence
from curator.services import Services
from curator.services.duplicates import Beside
from curator.translation import gettext as _

_PIECE = 0.5
"""So many seconds at once posts are made known again."""


class DuplicateFinder(QObject):
    """Finds duplicates for one window."""

    post_requested = Signal(object)
    """A PostId to show."""

    def __init__(
        self,
        window: QWidget,
        services: Services,
        tasks: TaskRunner,
        events: Events,
        theme: Theme,
        notices: NoticeBar,
        jobs: JobBar,
        undo: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._services = services
        self._tasks = tasks
        self._events = events
        self._theme = theme
        self._notices = notices
        self._jobs = jobs
        self._undo = undo
        self.window: DuplicatesWindow | None = None
        events.posts_changed.connect(self._posts_changed)

    def prepare(self) -> None:
        """Make posts known again that were stored without that, unseen and in the background.

        In short pieces: other work of the lane comes in between.
        """
        duplicates = self._services.duplicates
        self._tasks.run(
            Lane.AUDIT,
            lambda token: duplicates.fill(seconds=_PIECE, cancel=token),
            self._go_on,
            failed=lambda _error: None,  # nobody asked for it; whoever asks for duplicates is told
            topic="duplicates-fill",
        )

    def _go_on(self, left: int) -> None:
        if left:
            self.prepare()

    def _posts_changed(self, changed: PostsChanged) -> None:
        if Aspect.ADDED in changed.aspects:
            self.prepare()

    def start(self) -> None:
        """Search the library and show what is found."""
        relay = ProgressRelay(self)
        duplicates, library = self._services.duplicates, self._services.library

        def work(token: CancelToken) -> Found:
            groups = duplicates.groups(cancel=token, progress=relay)
            posts = [post for group in groups for post in group.posts]
            return Found(groups, {row.id: row for row in library.rows(posts)})

        task = self._tasks.run(Lane.AUDIT, work, self._show, failed=self._failed)
        self._jobs.follow(task, _("Comparing"), relay)

    def _show(self, found: Found) -> None:
        self._jobs.release()
        if not found.groups:
            self._notices.say(_("No article is there more than once."))
            return
        if self.window is not None:
            self.window.close()
        window = DuplicatesWindow(self._window, self._theme)
        window.pair_chosen.connect(self._compare)
        window.different.connect(self._keep_both)
        window.discarded.connect(self._discard)
        window.post_requested.connect(self.post_requested)
        window.finished.connect(lambda: self._forget(window))
        self.window = window
        window.show_found(found)
        window.show()

    def _forget(self, window: DuplicatesWindow) -> None:
        if self.window is window:
            self.window = None

    def _compare(self, pair: Pair | None) -> None:
        if pair is None:
            return
        duplicates = self._services.duplicates

        def show(rows: Sequence[Beside]) -> None:
            if self.window is not None:
                self.window.show_pair(pair, rows)

        self._tasks.run(
            Lane.READ,
            lambda _token: duplicates.beside(pair.first, pair.second),
            show,
            failed=self._tell,
            topic="duplicates-beside",
        )

    def _keep_both(self, pair: Pair) -> None:
        duplicates = self._services.duplicates

        def take_back() -> None:
            self._tasks.run(
                Lane.WRITE,
                lambda _token: duplicates.forget_different(pair.first, [pair.second]),
                lambda _nothing: self.start(),
                failed=self._tell,
            )

        def done(_nothing: object) -> None:
            self._settle([pair])
            self._notices.say(
                _("Remembered: these are two articles."), action=_("Undo"), act=take_back
            )

        self._tasks.run(
            Lane.WRITE,
            lambda _token: duplicates.call_different(pair.first, [pair.second]),
            done,
            failed=self._tell,
        )

    def _discard(self, pair: Pair, post: PostId) -> None:
        library = self._services.library

        def done(changed: PostsChanged) -> None:
            self._events.announce(changed)
            window = self.window
            self._settle(window.pairs_of(post) if window is not None else [pair])
            self._notices.say(
                _("The post was moved to the trash."), action=_("Undo"), act=self._undo
            )

        self._tasks.run(
            Lane.WRITE,
            lambda _token: library.set_status([post], Status.TRASH, origin=self),
            done,
            failed=self._tell,
        )

    def _settle(self, pairs: Sequence[Pair]) -> None:
        if self.window is not None:
            self.window.settle(pairs)

    def _failed(self, error: CuratorError) -> None:
        self._jobs.release()
        self._tell(error)

    def _tell(self, error: CuratorError) -> None:
        self._notices.say(error_sentence(error), tone="danger")
