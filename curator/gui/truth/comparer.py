"""Comparisons with real Jekyll for one window: builds off the GUI thread, one window for the result."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from curator.domain.errors import CuratorError, JekyllError
from curator.domain.post import PostId
from curator.domain.work import CancelToken
from curator.gui.notices import NoticeBar
from curator.gui.tasks import Lane, Task, TaskRunner
from curator.gui.theme import Theme
from curator.gui.truth.window import TruthWindow
from curator.sentences import error_sentence
from curator.services.truth import Compared, JekyllName, Question, SiteCode, Truth

_TOPIC = "truth"


class BuildingRelay(QObject):
    """Brings the name of the Jekyll that builds to the GUI thread, where it must be made."""

    found = Signal(object)

    def __call__(self, jekyll: JekyllName) -> None:
        """Report from any thread."""
        self.found.emit(jekyll)


class Comparer(QObject):
    """Runs comparisons for one window.

    `is_trusted` and `trust` know and remember which sites may run programs of their own.
    """

    def __init__(
        self,
        window: QWidget,
        truth: Truth,
        tasks: TaskRunner,
        theme: Theme,
        notices: NoticeBar,
        *,
        is_trusted: Callable[[Path], bool],
        trust: Callable[[Path], None],
        site: Callable[[], Path | None] = lambda: None,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._truth = truth
        self._tasks = tasks
        self._theme = theme
        self._notices = notices
        self._is_trusted = is_trusted
        self._trust = trust
        self._site = site
        self._post: PostId | None = None
        self._task: Task | None = None
        self._code: SiteCode | None = None
        self.window: TruthWindow | None = None
        self._relay = BuildingRelay(self)
        self._relay.found.connect(self._found)

    def start(self, post: PostId | None, title: str) -> None:
        """Build the post as the library holds it now and show both pages."""
        if post is None:
            return
        self._post = post
        window = TruthWindow(self._window, title, self._theme)
        window.asked.connect(self._compare)
        window.cancelled.connect(self._cancel)
        window.trusted.connect(self._remember)
        window.finished.connect(lambda: self._forget(window))
        if self.window is not None:
            self.window.close()
        self.window = window
        window.show()
        self._compare(window.question())

    def _compare(self, question: Question) -> None:
        window, post = self.window, self._post
        if window is None or post is None:
            return
        self._cancel()
        window.show_building()
        relay = self._relay
        chosen = self._site()

        def work(token: CancelToken) -> Compared:
            root = self._truth.site_of(post, chosen)
            self._code = self._truth.code(root)
            asked = Question(
                question.part,
                self._is_trusted(root),
                question.neighbours,
                question.seconds,
            )
            return self._truth.post(post, asked, site=chosen, cancel=token, building=relay)

        self._task = self._tasks.run(
            Lane.AUDIT,
            work,
            lambda compared: self._show(window, compared),
            failed=lambda error: self._failed(window, error),
            topic=_TOPIC,
        )

    def _found(self, jekyll: JekyllName) -> None:
        if self.window is not None:
            self.window.show_jekyll(jekyll)

    def _show(self, window: TruthWindow, compared: Compared) -> None:
        if self.window is window:
            window.show_compared(compared)

    def _failed(self, window: TruthWindow, error: CuratorError) -> None:
        if self.window is not window:
            self._notices.say(error_sentence(error), tone="danger")
            return
        log = error.log if isinstance(error, JekyllError) else ""
        code = self._code
        asked = code is None or self._is_trusted(code.root)
        window.show_fault(error_sentence(error), log, None if asked else code)

    def _remember(self) -> None:
        if self._code is not None:
            self._trust(self._code.root)

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _forget(self, window: TruthWindow) -> None:
        if self.window is window:
            self._cancel()
            self.window = None
