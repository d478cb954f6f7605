"""One sitting at one post: what is typed reaches the disk within two seconds and the library soon.

Owns what the editor has typed and where it was stored. First the journal, a small file that needs
no library; then the library itself, as one operation for the whole sitting. Whatever fails stays in
the journal and is tried again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from curator.domain.errors import CuratorError, FileError, FileFault
from curator.domain.listing import StoredPost
from curator.domain.post import ContentHash, OperationId, PostId
from curator.gui.events import Events
from curator.gui.tasks import Lane, TaskRunner
from curator.services.library import Library, Saved

_JOURNAL_PAUSE = 400  # milliseconds from the first unsaved key to the journal
_SAVE_PAUSE = 1_200  # milliseconds after the last key to the library


@dataclass(eq=False)
class _Chain:
    """The saves of one sitting, each made from the one before; changed in the write lane only."""

    post: PostId
    expected: ContentHash
    operation: OperationId | None = None

    def save(self, library: Library, source: bytes, origin: object) -> Saved:
        saved = library.save(
            self.post, self.expected, source, session=self.operation, origin=origin
        )
        if saved.copy is None:
            self.expected = saved.content
            self.operation = saved.operation
        return saved


class Sitting(QObject):
    """Keeps the text of the post that is being edited."""

    state_changed = Signal(str)
    """`unsaved`, `saving`, `saved` or `failed`."""
    failed = Signal(object)
    """A CuratorError; the text is kept and tried again."""
    copied = Signal(object)
    """The PostId of a copy, made because someone else had changed the post."""

    def __init__(self, library: Library, tasks: TaskRunner, events: Events) -> None:
        super().__init__()
        self.setObjectName("sitting")
        self._library = library
        self._tasks = tasks
        self._events = events
        self._chain: _Chain | None = None
        self._unsaved: bytes | None = None
        self._left_over: list[tuple[_Chain, bytes]] = []
        self._journal = _timer(self, _JOURNAL_PAUSE, self._write_journal)
        self._pause = _timer(self, _SAVE_PAUSE, self.save)

    @property
    def post(self) -> PostId | None:
        """Return the post that is being edited."""
        return self._chain.post if self._chain is not None else None

    @property
    def unsaved(self) -> bool:
        """Tell whether something was typed that was not handed to the library yet."""
        return self._unsaved is not None or bool(self._left_over)

    def begin(self, post: StoredPost | None) -> None:
        """Sit down at another post, storing what was typed in the one before."""
        self.save()
        self._chain = _Chain(post.id, post.content) if post is not None else None

    def typed(self, source: bytes) -> None:
        """Take the whole text after an edit."""
        if self._chain is None:
            return
        self._unsaved = source
        self.state_changed.emit("unsaved")
        if not self._journal.isActive():
            self._journal.start()
        self._pause.start()

    def save(self) -> None:
        """Store what was typed; saves of one sitting follow each other in the write lane."""
        self._pause.stop()
        left_over, self._left_over = self._left_over, []
        for chain, source in left_over:
            self._store(chain, source)
        if self._chain is not None and self._unsaved is not None:
            source, self._unsaved = self._unsaved, None
            self.state_changed.emit("saving")
            self._store(self._chain, source)

    def close(self) -> None:
        """Hand everything over for the last time.

        Nobody hears how the library answers any more, so the journal keeps a copy; where the
        library took the text, the next start finds that out and forgets the copy.
        """
        self._write_journal()
        self.save()

    def _store(self, chain: _Chain, source: bytes) -> None:
        self._tasks.run(
            Lane.WRITE,
            lambda _token: chain.save(self._library, source, self),
            lambda saved: self._stored(chain, saved),
            failed=lambda error: self._not_stored(chain, source, error),
        )

    def _stored(self, chain: _Chain, saved: Saved) -> None:
        if chain is not self._chain or self._unsaved is None:
            library, post = self._library, chain.post
            self._tasks.run(Lane.JOURNAL, lambda _token: library.forget_unsaved(post))
        self._events.announce(saved.changed)
        if saved.copy is not None:
            self.copied.emit(saved.copy)
        if chain is self._chain and self._unsaved is None:
            self.state_changed.emit("saved")

    def _not_stored(self, chain: _Chain, source: bytes, error: CuratorError) -> None:
        if chain is self._chain:
            self._unsaved = self._unsaved if self._unsaved is not None else source
        else:
            self._left_over.append((chain, source))
        self._keep(chain, source)
        self.state_changed.emit("failed")
        self.failed.emit(error)
        self._pause.start(5 * _SAVE_PAUSE)

    def _write_journal(self) -> None:
        if self._chain is not None and self._unsaved is not None:
            self._keep(self._chain, self._unsaved)

    def _keep(self, chain: _Chain, source: bytes) -> None:
        library = self._library

        def keep(_token: object) -> None:
            try:
                library.keep_unsaved(chain.post, chain.expected, source)
            except OSError as error:
                fault = FileFault.DISK_FULL if error.errno == 28 else FileFault.UNREADABLE
                path = Path(error.filename or library.name)
                raise FileError(path, fault, error.strerror or "") from error

        self._tasks.run(Lane.JOURNAL, keep, failed=self.failed.emit)


def _timer(parent: QObject, pause: int, act: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(pause)
    timer.timeout.connect(act)
    return timer
