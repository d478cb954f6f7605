"""Keeps the index of words up with the library, unseen and in the background.

What one edit changes is indexed with it; what waits is what whole sites and changes of many posts
bring, and what older programs stored.
"""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel

from curator.domain.changes import Aspect, PostsChanged
from curator.domain.work import CancelToken
from curator.gui.desk import Commands, Desk
from curator.gui.tasks import Lane
from curator.gui.theme import set_role
from curator.services.search import Indexed
from curator.translation import gettext as _

_PIECE = 1.5
"""So many seconds at once posts are indexed: other work of the lane comes in between."""


class IndexLabel(QLabel):
    """Says in the status bar how much of the library cannot be searched yet."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("index_state")
        set_role(self, "muted")
        self._state = Indexed(0, 0)
        self.hide()

    def show_state(self, state: Indexed) -> None:
        """Say how far it is, or nothing once all of it is done."""
        self._state = state
        share = state.posts * 100 // state.all if state.all else 100
        text = _("Being indexed for search: {percent} %")
        self.setText(text.format(percent=share))
        self.setVisible(not state.complete)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.show_state(self._state)


class Indexer(QObject):
    """Indexes what waits, for one window."""

    moved = Signal(object)
    """How much is `Indexed` now, after each piece."""
    completed = Signal()
    """Nothing waits any more, after something did."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._desk = desk
        self.label = IndexLabel()
        self._behind = False
        self._pinyin: QAction | None = None
        self.moved.connect(self.label.show_state)
        desk.events.posts_changed.connect(self._posts_changed)

    def commands(self) -> Commands:
        """Return what the menu runs."""
        return {"pinyin": self._turn_pinyin}

    def check(self, actions: Mapping[str, QAction]) -> None:
        """Show in the menu what is chosen."""
        self._pinyin = actions["pinyin"]
        self._pinyin.setChecked(self._desk.settings.current.pinyin)

    def _turn_pinyin(self) -> None:
        wanted = not self._desk.settings.current.pinyin
        try:
            self._desk.settings.change(pinyin=wanted)
        except OSError as error:
            text = _("The settings could not be written: {reason}")
            self._desk.notices.say(text.format(reason=error.strerror), tone="warning")
        if self._pinyin is not None:
            self._pinyin.setChecked(wanted)
        self._behind = True  # what is searched for is asked once more
        self.prepare()

    def prepare(self) -> None:
        """Index the next piece, and so on until nothing waits."""
        search, pinyin = self._desk.services.search, self._desk.settings.current.pinyin

        def work(token: CancelToken) -> tuple[bool, Indexed]:
            waited = not search.state().complete
            return waited, search.go_on(seconds=_PIECE, pinyin=pinyin, cancel=token)

        self._desk.tasks.run(
            Lane.AUDIT,
            work,
            lambda found: self._go_on(*found),
            failed=lambda _error: None,  # nobody asked for it; a search says what it misses
            topic="index-fill",
        )

    def _go_on(self, waited: bool, state: Indexed) -> None:
        # Whoever searched while anything waited may have missed it, also where one piece was enough.
        self._behind = self._behind or waited
        self.moved.emit(state)
        if not state.complete:
            self.prepare()
        elif self._behind:
            self._behind = False
            self.completed.emit()

    def _posts_changed(self, changed: PostsChanged) -> None:
        # One post is indexed with its change.
        several = len(changed.posts) > 1
        if several and changed.aspects & (Aspect.ADDED | Aspect.TEXT | Aspect.REMOVED):
            self.prepare()
