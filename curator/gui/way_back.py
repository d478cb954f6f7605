"""Undo and redo of the library's operations: the menu names the step, a notice offers the reverse."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from curator.domain.changes import Operation, PostsChanged
from curator.domain.errors import CuratorError, UndoError
from curator.gui.events import Events
from curator.gui.notices import NoticeBar
from curator.gui.tasks import Lane, TaskRunner
from curator.gui.words import operation_words
from curator.sentences import error_sentence
from curator.services import Services
from curator.translation import gettext as _


class WayBack(QObject):
    """Takes operations back for one window."""

    def __init__(
        self, services: Services, tasks: TaskRunner, events: Events, notices: NoticeBar
    ) -> None:
        super().__init__()
        self._services = services
        self._tasks = tasks
        self._events = events
        self._notices = notices
        self._undo_action: QAction | None = None
        self._redo_action: QAction | None = None
        events.posts_changed.connect(self.refresh)

    def name(self, undo: QAction, redo: QAction) -> None:
        """Keep the two menu entries saying what they would take back or bring back."""
        self._undo_action = undo
        self._redo_action = redo
        self.refresh()

    def undo(self) -> None:
        """Take back the newest operation."""
        undoing = self._services.undoing
        self._tasks.run(
            Lane.WRITE,
            lambda _token: undoing.undo(origin=self),
            lambda changed: self._done(changed, _("Taken back."), _("Redo"), self.redo),
            failed=self._failed,
        )

    def redo(self) -> None:
        """Bring back what the newest undo took."""
        undoing = self._services.undoing
        self._tasks.run(
            Lane.WRITE,
            lambda _token: undoing.redo(origin=self),
            lambda changed: self._done(changed, _("Done again."), _("Undo"), self.undo),
            failed=self._failed,
        )

    def refresh(self, _changed: PostsChanged | None = None) -> None:
        """Ask the library what the next undo would take back."""
        library = self._services.library
        self._tasks.run(
            Lane.READ, lambda _token: library.undoable(), self._word, topic="undo-names"
        )

    def _word(self, undoable: Operation | None) -> None:
        if self._undo_action is None or self._redo_action is None:
            return
        words = operation_words(undoable) if undoable is not None else ""
        self._undo_action.setText(_("&Undo: {what}").format(what=words) if words else _("&Undo"))
        self._undo_action.setIconText(_("Undo"))
        self._redo_action.setText(_("&Redo"))
        self._redo_action.setIconText(_("Redo"))

    def _done(self, changed: PostsChanged, text: str, action: str, act: Callable[[], None]) -> None:
        self._events.announce(changed)
        self._notices.say(text, action=action, act=act)

    def _failed(self, error: CuratorError) -> None:
        tone = "info" if isinstance(error, UndoError) else "danger"
        self._notices.say(error_sentence(error), tone=tone)
