"""Moves the selected posts to a place on the desk, as one operation with its way back."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject

from curator.domain.changes import PostsChanged
from curator.domain.post import PostId, Status
from curator.gui.desk import Commands, Desk
from curator.gui.tasks import Lane
from curator.gui.words import status_word
from curator.translation import gettext as _
from curator.translation import ngettext


class Moving(QObject):
    """Moves posts for one window."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._desk = desk

    def commands(self) -> Commands:
        """Return what the menu runs."""
        return {f"to_{status.value}": partial(self._move, status) for status in Status}

    def _move(self, status: Status) -> None:
        chosen = self._desk.chosen()
        if chosen:
            self._desk.finish_typing()
            self._store(chosen, status)

    def _store(self, posts: Sequence[PostId], status: Status) -> None:
        library = self._desk.services.library
        self._desk.tasks.run(
            Lane.WRITE,
            lambda _token: library.set_status(posts, status, origin=self),
            lambda changed: self._moved(changed, status),
        )

    def _moved(self, changed: PostsChanged, status: Status) -> None:
        self._desk.events.announce(changed)
        number = len(changed.posts)
        if number == 0:
            return
        text = ngettext(
            "{number} post moved to {status}", "{number} posts moved to {status}", number
        )
        self._desk.notices.say(
            text.format(number=number, status=status_word(status)),
            action=_("Undo"),
            act=self._desk.undo,
        )
