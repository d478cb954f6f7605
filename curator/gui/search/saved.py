"""Keeps queries under names, for one window: beside the list, with live counts."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, SignalInstance

from curator.domain.changes import PostsChanged
from curator.domain.saved_searches import SavedSearch, SearchId
from curator.gui.desk import Commands, Desk
from curator.gui.tasks import Lane
from curator.translation import gettext as _

_PAUSE = 400  # milliseconds after a change before the posts are counted again
_PIECE = 0.5
"""So many seconds at once texts are read that were stored without what queries ask of them."""

_Counted = tuple[Sequence[SavedSearch], Mapping[SearchId, int | None]]


class Shelf(Protocol):
    """Where kept queries are shown."""

    rename_requested: SignalInstance
    replace_requested: SignalInstance
    forget_requested: SignalInstance

    def show_searches(
        self, searches: Sequence[SavedSearch], counts: Mapping[SearchId, int | None]
    ) -> None:
        """Show these, each with the number of posts that it finds."""

    def rename(self, search: SearchId) -> None:
        """Let one be named where it stands."""


class SavedSearches(QObject):
    """The kept queries of one window."""

    def __init__(
        self, desk: Desk, shelf: Shelf, text: Callable[[], str], learn: Callable[[], None]
    ) -> None:
        """`text` is the query of the moment; `learn` is called when more of the library is known."""
        super().__init__(desk.window)
        self._desk = desk
        self._queries = desk.services.queries
        self._shelf = shelf
        self._text = text
        self._learn = learn
        self._searches: Sequence[SavedSearch] = ()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self.refresh)
        shelf.rename_requested.connect(self._rename)
        shelf.replace_requested.connect(self._replace)
        shelf.forget_requested.connect(self._forget)
        desk.events.posts_changed.connect(self._posts_changed)
        self.refresh()
        self._fill(began=True)

    def commands(self) -> Commands:
        """Return what the menu runs."""
        return {"save_search": self.save}

    def save(self) -> None:
        """Keep the query of the moment, and let it be named."""
        text = self._text()
        if not text:
            self._desk.notices.say(_("Type a query above the list first; then it can be saved."))
            return
        self._desk.tasks.run(Lane.WRITE, lambda _token: self._queries.keep(text), self._kept)

    def refresh(self) -> None:
        """Count the posts of each query anew."""

        def work(_token: object) -> _Counted:
            searches = self._queries.saved()
            return searches, self._queries.counts(searches)

        self._desk.tasks.run(Lane.READ, work, self._show, topic="saved-searches")

    def _show(self, counted: _Counted) -> None:
        self._searches, counts = counted
        self._shelf.show_searches(self._searches, counts)

    def _kept(self, search: SavedSearch) -> None:
        self._shelf.rename(search.id)
        self.refresh()

    def _posts_changed(self, _changed: PostsChanged) -> None:
        self._timer.start()

    def _rename(self, search: int, name: str) -> None:
        self._write(lambda: self._queries.rename(SearchId(search), name))

    def _replace(self, search: int) -> None:
        if text := self._text():
            self._write(lambda: self._queries.replace(SearchId(search), text))

    def _forget(self, search: int) -> None:
        gone = next((one for one in self._searches if one.id == search), None)
        if gone is None:
            return
        self._write(lambda: self._queries.forget(gone.id))
        self._desk.notices.say(
            _("The saved search “{name}” was removed.").format(name=gone.name),
            action=_("Undo"),
            act=lambda: self._write(lambda: self._queries.put_back(gone)),
        )

    def _write(self, act: Callable[[], None]) -> None:
        self._desk.tasks.run(Lane.WRITE, lambda _token: act(), lambda _done: self.refresh())

    # What older programs did not keep

    def _fill(self, *, began: bool = False) -> None:
        """Read what is missing in short pieces: other work of the lane comes in between."""
        self._desk.tasks.run(
            Lane.AUDIT,
            lambda token: self._queries.fill(seconds=_PIECE, cancel=token),
            lambda left: self._filled(left, began=began),
            failed=lambda _error: None,  # nobody asked for it
            topic="queries-fill",
        )

    def _filled(self, left: int, *, began: bool) -> None:
        if left:
            self._fill()
        elif not began:
            self._learn()
            self.refresh()
