"""Brings what was dropped, opened or pasted into the library, as sessions that the window can show.

Plain imports of what is new stay quiet: a notice with the way back. The window of imports opens
by itself where something needs a look, or where the work is long.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Qt, QTimer, Signal

from curator.domain.changes import PostsChanged
from curator.domain.errors import CuratorError, UndoError
from curator.domain.post import OperationId, PostId
from curator.domain.work import CancelToken
from curator.gui.desk import Commands, Desk
from curator.gui.importing.dragged import Dropped, dragged
from curator.gui.importing.imports_window import ImportsWindow
from curator.gui.importing.live_session import LiveSession, State
from curator.gui.importing.rereader import Rereader
from curator.gui.importing.session_model import Shown
from curator.gui.importing.wording import counts_sentence, interrupted_sentence
from curator.gui.job_bar import ProgressRelay
from curator.gui.tasks import Lane
from curator.sentences import error_sentence
from curator.services.import_items import OnDuplicate
from curator.services.import_session_values import Session, SessionId, SessionItem
from curator.services.library import Library
from curator.services.links import Thing, copied, link, written
from curator.translation import gettext as _

_LONG = 2_500  # milliseconds after which an import is worth a window
_AT_ONCE = 4_000
"""So many rows of an earlier import are shown between two turns of the window."""
_OPERATIONS = 500
"""So far back is looked whether an import was taken back; what lies farther stands."""


class Importer(QObject):
    """Runs imports for one window."""

    imported = Signal(object)
    """The PostId of the first new post."""
    compare_requested = Signal(object, object)
    """A LiveSession and one of its items, to be shown beside the post that it is taken for."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._desk = desk
        self._sessions: list[LiveSession] = []
        """Those of this run and those before that are remembered, the newest first."""
        self._rereader = Rereader(desk)
        self.window: ImportsWindow | None = None
        desk.events.posts_changed.connect(self._look_again)

    def commands(self) -> Commands:
        """Return what the menu runs."""
        return {"imports": self.show}

    # Taking in

    def take_in(self, things: Sequence[Dropped]) -> None:
        """Take in files, folders and addresses as one session."""
        first = things[0] if things else ""
        label = first if isinstance(first, str) else first.name
        self._start([link(one) if isinstance(one, str) else one for one in things], label)

    def paste(self, data: QMimeData) -> bool:
        """Take in what is on the clipboard; tell whether there was anything."""
        found = dragged(data)
        if found.things:
            self.take_in(found.things)
            return True
        paste = pasted(data)
        if paste is None:
            return False
        self._start([paste], _("Clipboard"))
        return True

    # Earlier imports

    def offer_interrupted(self) -> None:
        """Ask whether to go on with an import that did not come to its end."""
        sessions = self._desk.services.sessions
        self._desk.tasks.run(Lane.READ, lambda _token: sessions.resumable(), self._interrupted)

    def show(self, live: LiveSession | None = None) -> None:
        """Show the window of imports, with one of them in front."""
        if self.window is None:
            self.window = self._open_window()
        window = self.window
        window.list_sessions(self._sessions)
        if live is not None:
            window.show_session(live)
        window.show()
        window.raise_()
        sessions = self._desk.services.sessions
        self._desk.tasks.run(
            Lane.READ, lambda _token: sessions.recent(), self._recall, topic="recent-imports"
        )

    # One run

    def _start(self, things: Sequence[Path | Thing], label: str) -> None:
        live = LiveSession(self, label, self._desk.theme, self._desk.events)
        self._sessions.insert(0, live)
        sessions = self._desk.services.sessions
        self._run(
            live, lambda token: sessions.start(things, cancel=token, tell=live.tell, origin=self)
        )
        QTimer.singleShot(_LONG, live, lambda: self._worth_a_window(live))

    def _run(self, live: LiveSession, work: Callable[[CancelToken], Session]) -> None:
        relay = ProgressRelay(self)
        live.state = State.QUEUED
        live.cancelled = False
        live.progressed.connect(relay.moved)
        live.task = self._desk.tasks.run(
            Lane.IMPORT,
            work,
            lambda _session: self._ended(live, relay),
            failed=lambda error: self._failed(live, error, relay),
        )
        self._desk.jobs.follow(live.task, _("Importing"), relay)
        if self.window is not None:
            self.window.list_sessions(self._sessions)
        live.moved.emit()

    def _over(self, live: LiveSession, relay: ProgressRelay) -> None:
        live.progressed.disconnect(relay.moved)
        relay.deleteLater()
        live.task = None
        if all(one.task is None for one in self._sessions):
            self._desk.jobs.release()

    def _ended(self, live: LiveSession, relay: ProgressRelay) -> None:
        self._over(live, relay)
        self._name_duplicates(live)
        text = counts_sentence(live.counts, live.waiting)
        if live.cancelled:
            text = _("Stopped: {text}").format(text=text)
        show = _("Show")
        if live.needs_attention:
            self._desk.notices.say(text, tone="warning", action=show, act=lambda: self.show(live))
            self.show(live)
            if self.window is not None:
                self.window.point_out()
        elif live.first_post is None:
            self._desk.notices.say(text, action=show, act=lambda: self.show(live))
        else:
            self._desk.notices.say(
                text,
                tone="success",
                action=_("Undo"),
                act=lambda: self._undo(live),
                other=show,
                act_otherwise=lambda: self.show(live),
            )
        if live.first_post is not None:
            self.imported.emit(live.first_post)

    def _failed(self, live: LiveSession, error: CuratorError, relay: ProgressRelay) -> None:
        live.end()
        self._over(live, relay)
        self._desk.tasks.failed.emit(error)

    def _worth_a_window(self, live: LiveSession) -> None:
        if self.window is None and live.state is State.RUNNING:
            self.show(live)

    # What the window of imports asks for

    def _open_window(self) -> ImportsWindow:
        window = ImportsWindow(self._desk.window)
        # It shows itself while somebody types elsewhere.
        window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        window.looked_at.connect(self._load)
        window.cancel_requested.connect(self._cancel)
        window.retry_requested.connect(self._retry)
        window.undo_requested.connect(self._undo)
        window.resume_requested.connect(self._resume)
        window.leave_requested.connect(self._leave)
        window.choice_requested.connect(self.choose)
        window.compare_requested.connect(self.compare_requested)
        window.post_requested.connect(self._desk.show_post)
        self._rereader.serve(window)
        window.finished.connect(lambda: self._forget(window))
        return window

    def _forget(self, window: ImportsWindow) -> None:
        if self.window is window:
            self.window = None

    def _cancel(self, live: LiveSession) -> None:
        if live.task is not None:
            live.task.cancel()
            live.cancelled = True
            live.moved.emit()

    def _retry(self, live: LiveSession) -> None:
        self._again(live, self._desk.services.sessions.retry)

    def _resume(self, live: LiveSession) -> None:
        self._again(live, self._desk.services.sessions.resume)

    def _again(self, live: LiveSession, work: Callable[..., Session]) -> None:
        session = live.session
        if session is None or live.task is not None:
            return
        live.first_post = None
        self._load(live)
        self._run(live, lambda token: work(session, cancel=token, tell=live.tell, origin=self))

    def choose(self, live: LiveSession, numbers: Sequence[int], choice: OnDuplicate) -> None:
        """Do as is chosen with rows that are there already."""
        session, sessions = live.session, self._desk.services.sessions
        if session is None or live.task is not None or not numbers:
            return
        live.first_post = None
        self._run(
            live,
            lambda token: sessions.choose(
                session, numbers, choice, cancel=token, tell=live.tell, origin=self
            ),
        )

    def _undo(self, live: LiveSession) -> None:
        session, sessions = live.session, self._desk.services.sessions
        if session is None:
            return
        self._desk.tasks.run(
            Lane.WRITE,
            lambda _token: sessions.undo(session, origin=self),
            lambda changed: self._taken_back(changed, live),
            failed=self._not_taken_back,
        )

    def _taken_back(self, changed: PostsChanged, live: LiveSession) -> None:
        self._desk.events.announce(changed)
        self._stands(live, False)
        self._desk.notices.say(
            _("Taken back."), action=_("Redo"), act=lambda: self._bring_back(live)
        )

    def _bring_back(self, live: LiveSession) -> None:
        self._desk.redo()
        self._stands(live, True)

    def _not_taken_back(self, error: CuratorError) -> None:
        tone = "info" if isinstance(error, UndoError) else "danger"
        self._desk.notices.say(error_sentence(error), tone=tone)

    def _leave(self, live: LiveSession) -> None:
        session, sessions = live.session, self._desk.services.sessions
        if session is None:
            return

        def work(_token: CancelToken) -> list[SessionItem]:
            sessions.dismiss(session)
            return sessions.items(session)

        self._desk.tasks.run(Lane.WRITE, work, lambda items: self._left(live, items))

    def _left(self, live: LiveSession, items: Sequence[SessionItem]) -> None:
        live.model.remove(live.model.numbers(Shown.WAITING))
        live.model.put(items)
        live.loaded = True
        live.moved.emit()

    # What the library remembers

    def _interrupted(self, found: Sequence[Session]) -> None:
        self._know(found)
        waiting = [session for session in found if session.waiting]
        if not waiting or any(one.task is not None for one in self._sessions):
            return
        session = waiting[0]
        live = self._live_of(session.id)
        assert live is not None
        self._desk.notices.say(
            interrupted_sentence(session.total, session.total - session.waiting),
            tone="warning",
            action=_("Go on"),
            act=lambda: self._resume(live),
            other=_("Leave it"),
            act_otherwise=lambda: self._leave(live),
        )

    def _recall(self, sessions: Sequence[Session]) -> None:
        self._know(sessions)
        if self.window is not None:
            self.window.list_sessions(self._sessions)

    def _know(self, sessions: Sequence[Session]) -> None:
        """Add the sessions of earlier runs to those of this one."""
        for session in sessions:
            known = self._live_of(session.id)
            if known is not None and known.elsewhere:
                # What became of it there is fetched anew.
                known.model.remove(known.model.numbers(Shown.ALL))
                known.remember(session)
                known.loaded = False
                self._load(known)
            elif known is None:
                live = LiveSession(self, session.label, self._desk.theme, self._desk.events)
                live.state = State.ENDED
                live.loaded = False
                live.remember(session)
                self._sessions.append(live)
        self._sessions.sort(key=lambda live: -(live.session or 1 << 62))

    def _live_of(self, session: SessionId) -> LiveSession | None:
        return next((live for live in self._sessions if live.session == session), None)

    def _load(self, live: LiveSession) -> None:
        """Fetch the rows of an earlier session, and whether it still stands."""
        session, sessions, library = (
            live.session,
            self._desk.services.sessions,
            self._desk.services.library,
        )
        if live.loaded or session is None:
            return

        def work(_token: CancelToken) -> tuple[list[SessionItem], bool]:
            return sessions.items(session), _taken_back(library, live.operation)

        self._desk.tasks.run(Lane.READ, work, lambda found: self._loaded(live, *found))

    def _look_again(self, _changed: PostsChanged) -> None:
        """Notice that the import on show was taken back, or brought back, from elsewhere."""
        live = self.window.live if self.window is not None else None
        if live is None or live.operation is None or live.state is not State.ENDED:
            return
        library, operation = self._desk.services.library, live.operation
        self._desk.tasks.run(
            Lane.READ,
            lambda _token: _taken_back(library, operation),
            lambda undone: self._stands(live, not undone),
            topic="import-stands",
        )

    def _stands(self, live: LiveSession, standing: bool) -> None:
        live.taken_back = not standing
        live.moved.emit()

    def _loaded(self, live: LiveSession, items: Sequence[SessionItem], undone: bool) -> None:
        part, rest = items[:_AT_ONCE], items[_AT_ONCE:]
        live.model.put(item for item in part if live.model.find(item.number) is None)
        if rest:
            QTimer.singleShot(0, live, lambda: self._loaded(live, rest, undone))
            return
        live.taken_back = undone
        live.loaded = True
        self._name_duplicates(live)
        live.moved.emit()

    def _name_duplicates(self, live: LiveSession) -> None:
        wanted = sorted(live.model.nameless())
        library = self._desk.services.library

        def titles(_token: CancelToken) -> Mapping[PostId, str]:
            return {row.id: row.title for row in library.rows(wanted)}

        if wanted:
            self._desk.tasks.run(Lane.READ, titles, live.model.name_posts)


def _taken_back(library: Library, operation: OperationId | None) -> bool:
    return any(
        one.id == operation and one.undone_by is not None for one in library.operations(_OPERATIONS)
    )


def pasted(data: QMimeData) -> Thing | None:
    """Return the article on the clipboard: as HTML where there is any structure, else as text."""
    text = data.text()
    if data.hasHtml() and not text.lstrip().startswith("---"):
        html = data.html()
        # What Qt cannot read goes in as it came, so that another charset may be chosen.
        raw = bytes(data.data("text/html").data()) if "\ufffd" in html else b""
        return copied(raw or html.encode())
    return written(text) if text.strip() else None
