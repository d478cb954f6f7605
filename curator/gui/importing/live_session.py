"""One import as the window follows it: its rows, how far it is, and what may be done about it.

Hears the events of a session in whichever thread tells them and shows them in the GUI thread. What
was stored is announced in steps, since every announcement makes all panes look again.
"""

import time
from datetime import datetime
from enum import Enum

from PySide6.QtCore import QObject, Qt, Signal

from curator.domain.changes import Aspect, PostsChanged
from curator.domain.post import OperationId, PostId
from curator.gui.events import Events
from curator.gui.importing.session_model import SessionModel, Shown
from curator.gui.tasks import Task
from curator.gui.theme import Theme
from curator.sentences import label_words
from curator.services.import_items import Outcome
from curator.services.import_session_values import (
    Began,
    Ended,
    Event,
    Listed,
    Preparing,
    Reading,
    Session,
    SessionId,
    Settled,
)

_ANNOUNCED_EVERY = 1.5  # seconds


class State(Enum):
    """Where an import stands."""

    QUEUED = "queued"
    RUNNING = "running"
    ENDED = "ended"


class LiveSession(QObject):
    """An import that is to come, goes on, or is over."""

    moved = Signal()
    """Its state, its numbers or what is being read are others now."""
    progressed = Signal(int, int)

    _told = Signal(object)

    def __init__(self, parent: QObject, label: str, theme: Theme, events: Events) -> None:
        super().__init__(parent)
        self.label = label_words(label)
        self.model = SessionModel(theme)
        self.session: SessionId | None = None
        self.state = State.QUEUED
        self.task: Task | None = None
        self.started: datetime | None = None
        self.operation: OperationId | None = None
        self.taken_back = False
        self.cancelled = False
        self.loaded = True
        """Whether the rows are here; those of earlier sessions are fetched when looked at."""
        self.reading = ""
        """What is being read that takes its time."""
        self.preparing: Preparing | None = None
        """How far the posts that are there were looked through, before articles are compared."""
        self.elsewhere = False
        """Another window or terminal is at work on it: nothing can be done with it here."""
        self.first_post: PostId | None = None
        self._events = events
        self._unannounced: list[PostsChanged] = []
        self._announced = 0.0
        self._counts: dict[Outcome, int] = {}
        self._waiting = 0
        self._told.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self.model.counted.connect(self.moved)

    @property
    def counts(self) -> dict[Outcome, int]:
        """Return the numbers of rows by outcome."""
        if not self.loaded:
            return self._counts
        return {
            outcome: number
            for outcome in Outcome
            if (number := self.model.count(Shown(outcome.value)))
        }

    @property
    def waiting(self) -> int:
        """Return the number of rows that were not looked at."""
        return self.model.count(Shown.WAITING) if self.loaded else self._waiting

    @property
    def total(self) -> int:
        """Return the number of rows."""
        return self.waiting + sum(self.counts.values())

    @property
    def needs_attention(self) -> bool:
        """Tell whether somebody should look at it."""
        if self.counts.get(Outcome.FAILED) or self.model.count(Shown.CONFLICT):
            return True
        duplicates = map(self.model.find, self.model.numbers(Shown.DUPLICATE))
        return any(one and one.match and not one.match.reason.certain for one in duplicates)

    def tell(self, event: Event) -> None:
        """Hear an event, in any thread."""
        self._told.emit(event)

    def remember(self, session: Session) -> None:
        """Take over what the library knows of a session."""
        self.session = session.id
        self.label = label_words(session.label)
        self.started = session.started
        self.operation = session.operation
        self._counts = dict(session.counts)
        self._waiting = session.waiting
        self.elsewhere = session.running and self.task is None

    def end(self) -> None:
        """The run is over, whatever came of it."""
        self.state = State.ENDED
        self.reading = ""
        self.preparing = None
        self._announce()
        self.moved.emit()

    def _take(self, event: Event) -> None:
        match event:
            case Began():
                self.session = event.session
                self.label = label_words(event.label) or self.label
                self.state = State.RUNNING
                self.taken_back = False
                self.moved.emit()
            case Listed():
                self.model.put(event.items)
            case Preparing():
                self.preparing = event if event.done < event.total else None
                self.moved.emit()
            case Reading():
                self.reading = event.name
                self.moved.emit()
            case Settled():
                self.reading = ""
                self.preparing = None
                self._settle(event)
            case Ended():
                self.cancelled = event.cancelled
                self.remember(event.session)
                self.end()
        self.progressed.emit(self.total - self.waiting, self.total)

    def _settle(self, event: Settled) -> None:
        self.model.remove(event.gone)
        self.model.put(event.items)
        if event.changed.empty:
            return
        if self.first_post is None:
            stored = (item.post for item in event.items if item.post in event.changed.posts)
            self.first_post = next(stored, None)
        self._unannounced.append(event.changed)
        if time.monotonic() - self._announced > _ANNOUNCED_EVERY:
            self._announce()

    def _announce(self) -> None:
        if not self._unannounced:
            return
        posts: frozenset[PostId] = frozenset().union(*(one.posts for one in self._unannounced))
        aspects = Aspect(0)
        for one in self._unannounced:
            aspects |= one.aspects
        last = self._unannounced[-1]
        self._unannounced = []
        self._announced = time.monotonic()
        self._events.announce(PostsChanged(posts, aspects, last.operation, last.origin))
