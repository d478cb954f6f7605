"""Verdicts on the post under edit: asked for after each pause, kept as marks after each save."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from curator.domain.changes import PostsChanged
from curator.domain.listing import StoredPost
from curator.domain.post import PostId
from curator.gui.events import Events
from curator.gui.tasks import Lane, TaskRunner
from curator.services.live_verdicts import LiveVerdicts
from curator.services.site_audit import Audited

_PAUSE = 250  # milliseconds after a key


@dataclass(frozen=True, slots=True)
class _Subject:
    post: PostId
    root: str | None
    path: str
    foreign: bool


class Judging(QObject):
    """Asks what Jekyll would make of one post's text, off the GUI thread."""

    judged = Signal(object)
    """An Audited of the post that is judged now."""

    def __init__(self, verdicts: LiveVerdicts, tasks: TaskRunner, events: Events) -> None:
        super().__init__()
        self._verdicts = verdicts
        self._tasks = tasks
        self._events = events
        self._subject: _Subject | None = None
        self._source = b""
        self._audited: Audited | None = None
        self._prepared: set[str] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._look)

    def begin(self, post: StoredPost | None) -> None:
        """Judge another post from now on; its whole site is audited in the background, once."""
        self._timer.stop()
        self._audited = None
        if post is None:
            self._subject = None
            return
        place = post.placements[0] if post.placements else None
        root, path = (place.root, place.path) if place else (None, post.name)
        self._subject = _Subject(post.id, root, path, post.foreign)
        self._source = post.source
        self._look()
        if root is not None and root not in self._prepared and not self._verdicts.knows(root):
            self._prepared.add(root)
            self._tasks.run(
                Lane.AUDIT,
                lambda token: self._verdicts.prepare(root, token),
                self._site_known,
            )

    def typed(self, source: bytes) -> None:
        """Judge the text as it stands, after a pause."""
        self._source = source
        self._timer.start()

    def keep_marks(self) -> None:
        """Mark the post in the library with what was found, once its text is stored."""
        audited = self._audited
        if audited is not None:
            self._tasks.run(
                Lane.WRITE, lambda _token: self._verdicts.mark(audited), self._events.announce
            )

    def _look(self) -> None:
        subject, source = self._subject, self._source
        if subject is None:
            return
        self._tasks.run(
            Lane.READ,
            lambda _token: self._verdicts.look(
                subject.post, source, subject.root, subject.path, foreign=subject.foreign
            ),
            self._show,
            topic="verdict",
        )

    def _show(self, audited: Audited) -> None:
        if self._subject is not None and audited.post == self._subject.post:
            self._audited = audited
            self.judged.emit(audited)

    def _site_known(self, changed: PostsChanged) -> None:
        self._events.announce(changed)
        self._look()
