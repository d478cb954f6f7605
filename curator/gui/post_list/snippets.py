"""Where the words of the query stand, for the rows on screen.

A row that is painted is asked for, all of a moment in one job; what comes late is dropped.
"""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from curator.domain.post import PostId
from curator.domain.query import EVERYTHING, Field, Node
from curator.domain.query_words import wanted_terms
from curator.gui.tasks import Lane, TaskRunner
from curator.services.search import Search, Snippet

_KEPT = 2_000
_NOWHERE = Snippet("", (), ())


class Snippets(QObject):
    """Lines of texts around the words of one query."""

    arrived = Signal()
    shown_changed = Signal(bool)
    """Whether there are lines to show from now on."""

    def __init__(self, search: Search, tasks: TaskRunner) -> None:
        super().__init__()
        self._search = search
        self._tasks = tasks
        self._query: Node = EVERYTHING
        self._held: dict[PostId, Snippet] = {}
        self._wanted: set[PostId] = set()
        self._shown = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._ask)

    @property
    def shown(self) -> bool:
        """Tell whether rows have a line below their title."""
        return self._shown

    def follow(self, query: Node) -> None:
        """Show the words of another query; a title alone needs no line."""
        if query == self._query:
            return
        self._query = query
        self._held.clear()
        self._wanted.clear()
        shown = bool(wanted_terms(query))
        if shown != self._shown:
            self._shown = shown
            self.shown_changed.emit(shown)

    def forget(self, posts: frozenset[PostId]) -> None:
        """Look anew at posts that changed."""
        for post in posts:
            self._held.pop(post, None)

    def of(self, post: PostId) -> Snippet:
        """Return what is known of a post, asking for it where nothing is."""
        found = self._held.get(post)
        if found is None:
            if self._shown or wanted_terms(self._query, Field.TITLE):
                self._wanted.add(post)
                self._soon.start()
            return _NOWHERE
        return found

    def _ask(self) -> None:
        query, wanted = self._query, sorted(self._wanted)
        if not wanted:
            return
        self._tasks.run(
            Lane.READ,
            lambda _token: self._search.snippets(wanted, query),
            lambda found: self._take(query, wanted, found),
            failed=lambda _error: None,  # the list itself tells what is wrong with the library
            topic="post-list-snippets",
        )

    def _take(self, query: Node, wanted: Sequence[PostId], found: dict[PostId, Snippet]) -> None:
        if query != self._query:
            return
        if len(self._held) > _KEPT:
            self._held.clear()
        for post in wanted:
            self._held[post] = found.get(post, _NOWHERE)
        self._wanted.difference_update(wanted)
        self.arrived.emit()
