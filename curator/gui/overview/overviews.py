"""Counts for one window: what the page shows is read beside it, and anew after changes."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from curator.domain.changes import PostsChanged
from curator.domain.errors import CuratorError
from curator.domain.overview import Overview
from curator.gui.desk import Commands, Desk
from curator.gui.overview.marks import Mark
from curator.gui.overview.page import OverviewPage
from curator.gui.tasks import Lane
from curator.sentences import error_sentence

PAUSE = 800
"""Milliseconds from a change to the next count: a long change is counted now and then, not at every step."""


class OverviewDesk(QObject):
    """The overview of one window's library; `page` is where it is shown."""

    shown = Signal(bool)
    """The page is to stand where the post stands, or to leave that place."""

    def __init__(
        self, desk: Desk, searched: Callable[[], str], show_query: Callable[[str], None]
    ) -> None:
        """Take what the list is asked for, and a way to ask it for something else."""
        super().__init__(desk.window)
        self._desk = desk
        self._searched = searched
        self._show_query = show_query
        self._query = ""
        self._stale = True
        self.page = OverviewPage(desk.theme)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._refresh)
        self.page.scope_chosen.connect(self._choose_scope)
        self.page.mark_chosen.connect(self._show_posts)
        self.page.close_requested.connect(lambda: self.shown.emit(False))
        desk.events.posts_changed.connect(self._posts_changed)

    def commands(self) -> Commands:
        """Return what the menu runs."""
        return {"overview": self.toggle}

    def toggle(self) -> None:
        """Show the overview, or the post again."""
        if self.page.isVisible():
            self.shown.emit(False)
            return
        self.shown.emit(True)
        self.page.focus_first()
        if self._stale:
            self._count()

    def look_again(self) -> None:
        """Count anew what others may have changed."""
        self._stale = True
        self._refresh()

    def _choose_scope(self, searched: bool) -> None:
        self._query = self._searched() if searched else ""
        self.page.show_scope(self._query)
        self._count()

    def _count(self) -> None:
        self._stale = False
        self.page.show_loading()
        overviews, query = self._desk.services.overviews, self._query
        self._desk.tasks.run(
            Lane.READ,
            lambda token: overviews.of(query, cancel=token),
            self._show,
            failed=self._failed,
            topic="overview",
        )

    def _show(self, overview: Overview) -> None:
        self.page.show_overview(overview)

    def _failed(self, error: CuratorError) -> None:
        self._stale = True
        self._desk.notices.say(error_sentence(error), tone="danger")

    def _posts_changed(self, _changed: PostsChanged) -> None:
        self._stale = True
        if not self._timer.isActive():
            self._timer.start()

    def _refresh(self) -> None:
        if self._stale and self.page.isVisible():
            self._count()

    def _show_posts(self, mark: Mark) -> None:
        base = f"({self._query})" if " OR " in f" {self._query} " else self._query
        self._show_query(f"{base} {mark.query}".strip())
