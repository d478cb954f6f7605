"""Clean-ups for one window: looked at in the read lane, shown, done in the write lane, undone at a click."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from curator.domain.changes import NOTHING_CHANGED, PostsChanged
from curator.domain.errors import CuratorError
from curator.domain.post import PostId
from curator.domain.work import CancelToken
from curator.gui.cleaning.cleaning_window import CleaningWindow
from curator.gui.cleaning.marks import Marked, marked
from curator.gui.desk import Commands, Desk
from curator.gui.job_bar import ProgressRelay
from curator.gui.tasks import Lane
from curator.sentences import error_sentence
from curator.services.cleaning import CleanedPost, Step
from curator.translation import gettext as _
from curator.translation import ngettext


class Cleaner(QObject):
    """Runs clean-ups for one window."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._desk = desk
        self._cleaning = desk.services.cleaning
        self.window: CleaningWindow | None = None

    def commands(self) -> Commands:
        """Return what the menu runs."""
        return {"clean": self._desk.with_chosen(self.start)}

    def start(self, posts: Sequence[PostId]) -> None:
        """Look through posts and show what could be cleaned."""
        wanted = tuple(posts)
        if not wanted:
            return
        relay = ProgressRelay(self)

        def look(token: CancelToken) -> list[CleanedPost]:
            results = self._cleaning.clean(
                wanted, tuple(Step), dry_run=True, cancel=token, progress=relay
            )
            return [one for one in results if isinstance(one, CleanedPost)]

        task = self._desk.tasks.run(Lane.READ, look, self._show, failed=self._failed)
        self._desk.jobs.follow(task, _("Looking for clutter"), relay)

    def _show(self, results: list[CleanedPost]) -> None:
        self._desk.jobs.release()
        if not any(one.edits for one in results):
            self._desk.notices.say(_("There is nothing to clean in these posts."))
            return
        if self.window is not None:
            self.window.close()
        window = CleaningWindow(self._desk.window, results, self._desk.theme)
        window.difference_requested.connect(self._compare)
        window.clean_requested.connect(self._clean)
        window.finished.connect(lambda: self._forget(window))
        self.window = window
        window.show()
        current = window.posts.currentItem()
        if current is not None:
            window.posts.currentItemChanged.emit(current, None)

    def _forget(self, window: CleaningWindow) -> None:
        if self.window is window:
            self.window = None

    def _compare(self, post: PostId, steps: frozenset[Step]) -> None:
        def compare(_token: CancelToken) -> Marked:
            return marked(self._cleaning.difference(post, steps))

        def compared(found: Marked) -> None:
            if self.window is not None:
                self.window.show_difference(post, found)

        self._desk.tasks.run(
            Lane.READ, compare, compared, failed=self._failed, topic="clean-up difference"
        )

    def _clean(self, posts: Sequence[PostId], steps: frozenset[Step]) -> None:
        wanted = tuple(posts)
        if self.window is not None:
            self.window.close()
        relay = ProgressRelay(self)

        def work(token: CancelToken) -> tuple[PostsChanged, int]:
            changed, failed = NOTHING_CHANGED, 0
            for one in self._cleaning.clean(
                wanted, steps, cancel=token, progress=relay, origin=self
            ):
                if isinstance(one, PostsChanged):
                    changed = one
                else:
                    failed += one.fault is not None
            return changed, failed

        task = self._desk.tasks.run(
            Lane.WRITE, work, lambda done: self._cleaned(*done), failed=self._failed
        )
        self._desk.jobs.follow(task, _("Cleaning"), relay)

    def _cleaned(self, changed: PostsChanged, failed: int) -> None:
        self._desk.jobs.release()
        self._desk.events.announce(changed)
        number = len(changed.posts)
        text = ngettext("{number} post was cleaned.", "{number} posts were cleaned.", number)
        text = text.format(number=f"{number:,}")
        if failed:
            more = ngettext("{number} could not be.", "{number} could not be.", failed)
            text = f"{text} {more.format(number=f'{failed:,}')}"
        if changed.empty:
            self._desk.notices.say(text)
            return
        tone = "warning" if failed else "success"
        self._desk.notices.say(text, tone=tone, action=_("Undo"), act=self._desk.undo)

    def _failed(self, error: CuratorError) -> None:
        self._desk.jobs.release()
        self._desk.notices.say(error_sentence(error), tone="danger")
