"""Versions and operations for one window: read in the read lane, gone back to in the write lane."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QObject, QTimer

from curator.domain.changes import Operation, PostsChanged
from curator.domain.errors import CuratorError, UndoError
from curator.domain.listing import Revision
from curator.domain.post import OperationId, PostId
from curator.gui.desk import Commands, Desk
from curator.gui.history.operations_window import OperationsWindow
from curator.gui.history.versions_window import VersionsWindow
from curator.gui.history.wording import Shown, freed_words, taken_back_words
from curator.gui.tasks import Lane
from curator.sentences import error_sentence
from curator.services.history import BODY, Comparison, Detail, FieldChange
from curator.services.retention import Keeping, Place
from curator.translation import gettext as _

_PAGE = 200
_AFTER_START = 20_000  # milliseconds: the window has better things to do at first
_PIECE = 0.05
"""So many seconds at once old versions are given up."""
_BREATH = 150  # milliseconds between two pieces, for whatever else is to be written
_TIDIED = "history/tidied"


class HistoryDesk(QObject):
    """Shows the history of a library, and goes back in it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._desk = desk
        self.versions: VersionsWindow | None = None
        self.operations: OperationsWindow | None = None
        self._tidying = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._tidy_daily)
        self._timer.start(_AFTER_START)
        desk.events.posts_changed.connect(self._posts_changed)

    def commands(self) -> Commands:
        """Return what the menu runs."""
        return {
            "versions": self._desk.with_chosen(self._show_first),
            "operations": self._desk.after_typing(self.show_operations),
        }

    def _posts_changed(self, changed: PostsChanged) -> None:
        if self.versions is not None and self.versions.post in changed.posts:
            self._list_versions(self.versions)
        if self.operations is not None and not changed.empty:
            self.operations.refresh()

    # Versions of one post

    def _show_first(self, posts: Sequence[PostId]) -> None:
        if posts:
            self.show_versions(posts[0])

    def show_versions(self, post: PostId) -> None:
        """Show the versions of a post."""
        if self.versions is not None:
            self.versions.close()
        window = VersionsWindow(self._desk.window, self._desk.theme, post)
        window.comparison_wanted.connect(self._compare)
        window.restore_requested.connect(lambda number: self._restore(post, number))
        window.field_requested.connect(lambda number, key: self._take_back(post, number, key))
        window.finished.connect(lambda: self._forget(window))
        self.versions = window
        self._list_versions(window)
        window.show()

    def _list_versions(self, window: VersionsWindow) -> None:
        services, post = self._desk.services, window.post

        def read() -> tuple[str, list[Revision]]:
            rows = services.library.rows([post])
            title = (rows[0].title or rows[0].path) if rows else str(post)
            return title, services.history.versions(post)

        def show(found: tuple[str, list[Revision]]) -> None:
            if self.versions is window:
                window.show_versions(*found)

        # Behind what is being stored, so that what was typed is among them.
        self._desk.tasks.run(
            Lane.WRITE, lambda _token: read(), show, failed=self._tell, topic="versions"
        )

    def _compare(self, number: int, other: int, current: int) -> None:
        window, history = self.versions, self._desk.services.history
        if window is None:
            return
        post = window.post
        older, newer = sorted((number, other))

        def read() -> tuple[Comparison, tuple[FieldChange, ...]]:
            shown = history.difference(post, older, newer)
            if number == current:
                return shown, ()
            return shown, history.difference(post, number, current).fields

        def show(found: tuple[Comparison, tuple[FieldChange, ...]]) -> None:
            if self.versions is window:
                window.show_comparison(number, *found)

        self._desk.tasks.run(
            Lane.READ, lambda _token: read(), show, failed=self._tell, topic="versions-compare"
        )

    def _restore(self, post: PostId, number: int) -> None:
        history = self._desk.services.history
        self._write(
            lambda: history.restore(post, number, origin=self),
            _("The post is as it was in that version."),
        )

    def _take_back(self, post: PostId, number: int, key: str) -> None:
        history = self._desk.services.history
        self._write(
            lambda: history.restore_field(post, number, key or BODY, origin=self),
            taken_back_words(key),
        )

    def _write(self, act: Callable[[], PostsChanged], words: str) -> None:
        def done(changed: PostsChanged) -> None:
            self._desk.events.announce(changed)
            if changed.empty:
                self._desk.notices.say(_("It is so already."))
            else:
                self._desk.notices.say(words, action=_("Undo"), act=self._desk.undo)

        self._desk.finish_typing()
        self._desk.tasks.run(Lane.WRITE, lambda _token: act(), done, failed=self._tell)

    def _forget(self, window: VersionsWindow) -> None:
        if self.versions is window:
            self.versions = None

    # Operations

    def show_operations(self) -> None:
        """Show what was done in the library."""
        if self.operations is not None:
            self.operations.raise_()
            self.operations.activateWindow()
            return
        window = OperationsWindow(self._desk.window, self._desk.settings.current.history_days)
        window.page_wanted.connect(self._fetch_page)
        window.detail_wanted.connect(self._fetch_detail)
        window.turn_requested.connect(self._turn)
        window.post_requested.connect(self._desk.show_post)
        window.versions_requested.connect(self.show_versions)
        window.retention.days_chosen.connect(self._keep_days)
        window.retention.tidy_requested.connect(lambda: self._tidy(asked=True))
        window.finished.connect(lambda: self._forget_operations(window))
        self.operations = window
        window.refresh()
        window.show()

    def _forget_operations(self, window: OperationsWindow) -> None:
        if self.operations is window:
            self.operations = None

    def _fetch_page(self, before: OperationId | None, shown: Shown, at_least: int) -> None:
        limit = max(_PAGE, at_least)
        window, history = self.operations, self._desk.services.history

        def show(page: list[Operation]) -> None:
            if self.operations is window and window is not None:
                window.show_page(before, shown, page, whole=len(page) < limit)

        self._desk.tasks.run(
            Lane.READ,
            lambda _token: history.operations(limit, before, shown.value),
            show,
            failed=self._tell,
            topic="operations",
        )

    def _fetch_detail(self, operation: OperationId) -> None:
        window, history = self.operations, self._desk.services.history

        def show(detail: Detail | None) -> None:
            if detail is not None and self.operations is window and window is not None:
                window.show_detail(detail)

        self._desk.tasks.run(
            Lane.READ,
            lambda _token: history.detail(operation),
            show,
            failed=self._tell,
            topic="operation",
        )

    def _turn(self, operation: OperationId, again: bool) -> None:
        undoing = self._desk.services.undoing

        def turn() -> PostsChanged:
            if again:
                return undoing.again(operation, origin=self)
            return undoing.undo(operation, origin=self)

        def done(changed: PostsChanged) -> None:
            self._desk.events.announce(changed)
            self._desk.notices.say(
                _("Done again.") if again else _("Taken back."),
                action=_("Undo") if again else _("Redo"),
                act=lambda: self._turn(operation, not again),
            )

        def failed(error: CuratorError) -> None:
            self._tell(error)
            if self.operations is not None:
                self.operations.refresh()

        self._desk.finish_typing()
        self._desk.tasks.run(Lane.WRITE, lambda _token: turn(), done, failed=failed)

    # How much is kept

    def _keep_days(self, days: int) -> None:
        try:
            self._desk.settings.change(history_days=days)
        except OSError:
            self._desk.notices.say(_("The choice holds until Curator is closed."), tone="warning")

    def _tidy_daily(self) -> None:
        if self._desk.memory.value(_TIDIED) != _today():
            self._tidy(asked=False)

    def _tidy(self, *, asked: bool) -> None:
        current = self._desk.settings.current
        keeping = Keeping(current.history_days, current.history_daily_days)
        if keeping.everything or self._tidying:
            return
        self._tidying = True
        self._go_on(keeping, Place(), asked=asked)

    def _go_on(self, keeping: Keeping, place: Place, *, asked: bool) -> None:
        retention = self._desk.services.retention

        def moved(found: tuple[Place, bool]) -> None:
            reached, done = found
            if done:
                self._tidied(reached, asked=asked)
            else:
                QTimer.singleShot(_BREATH, self, lambda: self._go_on(keeping, reached, asked=asked))

        def failed(error: CuratorError) -> None:
            self._tidying = False
            if asked:
                self._tell(error)

        self._desk.tasks.run(
            Lane.WRITE,
            lambda token: retention.step(keeping, place, seconds=_PIECE, cancel=token),
            moved,
            failed=failed,
        )

    def _tidied(self, place: Place, *, asked: bool) -> None:
        self._tidying = False
        self._desk.memory.setValue(_TIDIED, _today())
        if place.freed.versions or place.freed.blobs:
            self._desk.notices.say(freed_words(place.freed))
            if self.operations is not None:
                self.operations.refresh()
            if self.versions is not None:
                self._list_versions(self.versions)
        elif asked:
            self._desk.notices.say(_("No version is old enough to be given up."))

    def _tell(self, error: CuratorError) -> None:
        tone = "info" if isinstance(error, UndoError) else "danger"
        self._desk.notices.say(error_sentence(error), tone=tone)


def _today() -> str:
    return datetime.now().astimezone().date().isoformat()
