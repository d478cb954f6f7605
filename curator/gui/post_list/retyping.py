"""Stores what was typed into cells of the list: one operation for each, told at the cell where it fails."""

from collections.abc import Iterable

from PySide6.QtCore import QObject

from curator.domain.changes import PostsChanged
from curator.domain.errors import CuratorError, EditError, EditFault
from curator.domain.listing import StoredPost
from curator.domain.post import PostId, Status
from curator.gui.desk import Commands, Desk
from curator.gui.list_columns import COLUMNS
from curator.gui.post_list.view import PostListView
from curator.gui.tasks import Lane
from curator.sentences import error_sentence
from curator.services.cell_edits import CellEdit
from curator.services.library import Rewritten
from curator.translation import gettext as _


class Retyping(QObject):
    """Writes cells."""

    def __init__(self, desk: Desk, view: PostListView) -> None:
        super().__init__(desk.window)
        self._desk = desk
        self._view = view
        view.delegate.edited.connect(self._store)
        view.delegate.status_chosen.connect(self._move)

    def commands(self) -> Commands:
        """Return what the menu runs."""
        return {"edit_cell": self._edit}

    def _edit(self) -> None:
        self._desk.finish_typing()
        self._view.setFocus()
        self._view.edit_cell()

    def _store(self, post: PostId, edit: CellEdit) -> None:
        services = self._desk.services

        def rewrite(stored: StoredPost) -> bytes:
            place = stored.placements[0] if stored.placements else None
            setting = services.sites.setting(
                place.root if place else None, place.path if place else None
            )
            return edit.of(stored.source, setting.zone)

        self._desk.finish_typing()
        self._desk.tasks.run(
            Lane.WRITE,
            lambda _token: list(services.library.rewrite([post], rewrite, edit.key)),
            lambda told: self._stored(post, edit, told),
        )

    def _stored(
        self, post: PostId, edit: CellEdit, told: Iterable[Rewritten | PostsChanged]
    ) -> None:
        for one in told:
            if isinstance(one, PostsChanged):
                self._desk.events.announce(one)
            elif one.fault is not None:
                self._tell(post, edit, one.fault)

    def _tell(self, post: PostId, edit: CellEdit, fault: CuratorError) -> None:
        """Open the cell again with what was typed, and say why it cannot stand there."""
        sentence = error_sentence(fault)
        if isinstance(fault, EditError) and fault.fault is EditFault.NO_SUCH_ITEM:
            words = _("“{term}” comes from the file's folder and cannot be taken out here.")
            sentence = words.format(term=fault.detail)
        sections = [
            section for section, column in enumerate(COLUMNS) if column.key.value == edit.key
        ]
        if self._view.current != post or self._view.state() is self._view.State.EditingState:
            self._desk.notices.say(sentence, tone="warning")
            return
        self._view.delegate.keep_for_retry(post, edit.text, sentence)
        self._view.edit_cell(sections[0])

    def _move(self, post: PostId, status: Status) -> None:
        library = self._desk.services.library
        self._desk.tasks.run(
            Lane.WRITE,
            lambda _token: library.set_status([post], status),
            self._desk.events.announce,
        )
