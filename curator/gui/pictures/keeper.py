"""Keeps pictures of other sites for one window: found, listed, fetched in the network lane, stored in its own.

Also keeps those of new articles, where the editor chose that once for all.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal

from curator.domain.changes import Aspect, PostsChanged
from curator.domain.errors import CuratorError
from curator.domain.post import PostId
from curator.domain.work import Cancelled, CancelToken
from curator.gui.desk import Commands, Desk
from curator.gui.job_bar import ProgressRelay
from curator.gui.pictures.pictures_window import PicturesWindow
from curator.gui.tasks import Lane, Task
from curator.sentences import error_sentence
from curator.services.pictures import PictureOutcome, PictureReport, RemotePicture
from curator.translation import gettext as _
from curator.translation import ngettext


class _Reports(QObject):
    """Brings how pictures went to the GUI thread, where it must be made."""

    came = Signal(object)

    def __init__(self, parent: QObject, take: Callable[[PictureReport], None]) -> None:
        super().__init__(parent)
        self._take = take
        # A method of an object of this thread: a bare function would run in the lane's.
        self.came.connect(self._deliver)

    def _deliver(self, report: PictureReport) -> None:
        self._take(report)


@dataclass(slots=True)
class _Store:
    """What waits to be stored: one write is under way at a time, all that came meanwhile is the next."""

    waiting: list[PictureReport] = field(default_factory=list)
    busy: bool = False


class Keeper(QObject):
    """Runs the keeping of pictures for one window."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._desk = desk
        self._pictures = desk.services.pictures
        self._store = _Store()
        self._task: Task | None = None
        self.window: PicturesWindow | None = None
        desk.events.posts_changed.connect(self._posts_changed)

    def commands(self) -> Commands:
        """Return what the menu runs."""
        return {"keep_pictures": self._desk.with_chosen(self.start)}

    def start(self, posts: Sequence[PostId]) -> None:
        """Show which pictures some posts take from other sites, ready to be kept."""
        wanted = tuple(posts)
        if not wanted:
            return
        window = self._open()
        self._task = self._desk.tasks.run(
            Lane.NETWORK,
            lambda token: list(self._pictures.find(wanted, cancel=token)),
            window.show_found,
            failed=lambda error: window.say(error_sentence(error)),
        )

    def _open(self) -> PicturesWindow:
        if self.window is not None:
            self.window.close()
        current = self._desk.settings.current
        window = PicturesWindow(
            self._desk.window,
            self._desk.theme,
            without_positions=current.strip_positions,
            always=current.keep_pictures,
        )
        window.keep_requested.connect(lambda found: self._keep(window, found))
        window.stop_requested.connect(self._stop)
        window.post_requested.connect(self._desk.show_post)
        window.options_changed.connect(self._choose)
        window.finished.connect(lambda: self._forget(window))
        self.window = window
        window.show()
        return window

    def _choose(self, without_positions: bool, always: bool) -> None:
        try:
            self._desk.settings.change(strip_positions=without_positions, keep_pictures=always)
        except OSError:
            self._desk.notices.say(
                _("The choice holds until Curator is closed: its settings cannot be written."),
                tone="warning",
            )

    def _keep(self, window: PicturesWindow, found: Sequence[RemotePicture]) -> None:
        if self._task is not None:
            self._task.cancel()
        window.begin(len(found))
        relay = ProgressRelay(window)
        relay.moved.connect(window.advance)
        reports = _Reports(self, lambda report: self._came(report, self._show_report))

        def ended(_none: None) -> None:
            if self.window is window:
                window.end()

        def failed(error: CuratorError) -> None:
            ended(None)
            self._desk.notices.say(error_sentence(error), tone="danger")

        job = self._fetching(found, reports, relay)
        self._task = self._desk.tasks.run(Lane.NETWORK, job, ended, failed=failed)

    def _fetching(
        self, found: Sequence[RemotePicture], reports: _Reports, relay: ProgressRelay
    ) -> Callable[[CancelToken], None]:
        pictures = self._pictures
        bare = self._desk.settings.current.strip_positions

        def job(token: CancelToken) -> None:
            try:
                for report in pictures.fetch(
                    found, without_position=bare, cancel=token, progress=relay
                ):
                    reports.came.emit(report)
            except Cancelled:
                return  # what came before is kept

        return job

    def _show_report(self, report: PictureReport) -> None:
        if self.window is not None:
            self.window.take(report)

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _forget(self, window: PicturesWindow) -> None:
        if self.window is window:
            self.window = None
            self._stop()

    # storing

    def _came(self, report: PictureReport, show: Callable[[PictureReport], None]) -> None:
        """Store a picture before it is shown as kept; several at once where they come faster."""
        if report.outcome is not PictureOutcome.KEPT:
            show(report)
            return
        self._store.waiting.append(report)
        self._store_on(show)

    def _store_on(self, show: Callable[[PictureReport], None]) -> None:
        store = self._store
        if store.busy or not store.waiting:
            return
        batch, store.waiting = store.waiting, []
        store.busy = True

        def stored(changed: PostsChanged) -> None:
            store.busy = False
            self._desk.events.announce(changed)
            for report in batch:
                show(report)
            self._store_on(show)

        def failed(error: CuratorError) -> None:
            store.busy = False
            self._stop()
            self._desk.notices.say(error_sentence(error), tone="danger")

        self._desk.tasks.run(
            Lane.WRITE,
            lambda _token: self._pictures.store(batch, origin=self),
            stored,
            failed=failed,
        )

    # new articles

    def _posts_changed(self, changed: PostsChanged) -> None:
        if Aspect.ADDED in changed.aspects and self._desk.settings.current.keep_pictures:
            self._keep_quietly(tuple(changed.posts))

    def _keep_quietly(self, posts: Sequence[PostId]) -> None:
        relay = ProgressRelay(self)
        seen: list[PictureOutcome] = []
        reports = _Reports(
            self, lambda report: self._came(report, lambda shown: seen.append(shown.outcome))
        )
        pictures = self._pictures

        def job(token: CancelToken) -> None:
            try:
                found = [one for one in pictures.find(posts, cancel=token) if not one.kept]
            except Cancelled:
                return
            self._fetching(found, reports, relay)(token)

        def ended(_none: None) -> None:
            self._desk.jobs.release()
            failed = seen.count(PictureOutcome.FAILED)
            if failed:
                text = ngettext(
                    "{number} picture could not be kept; its link stays as it is.",
                    "{number} pictures could not be kept; their links stay as they are.",
                    failed,
                )
                self._desk.notices.say(
                    text.format(number=failed),
                    tone="warning",
                    action=_("Show"),
                    act=lambda: self.start(posts),
                )

        task = self._desk.tasks.run(Lane.NETWORK, job, ended, failed=self._failed)
        self._desk.jobs.follow(task, _("Fetching pictures"), relay)

    def _failed(self, error: CuratorError) -> None:
        self._desk.jobs.release()
        self._desk.notices.say(error_sentence(error), tone="danger")
