"""Import sessions: everything that is dropped at once, taken in step by step and remembered.

What is stored and what is remembered of it are one transaction, so that a crash loses no row and
doubles no post. Calls work until they are done and tell what happens as events: they belong in a
lane of their own, not in that of writes, which they would keep waiting; each transaction is short.
"""

import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from curator import paths
from curator.domain.changes import NOTHING_CHANGED, PostsChanged
from curator.domain.errors import ReadError, ReadFault, UndoError, UndoFault
from curator.domain.work import Cancelled, CancelToken
from curator.importing.candidates import Thing
from curator.processes.file_lock import FileLock
from curator.services.import_items import OnDuplicate, Outcome
from curator.services.import_session_values import (
    Began,
    Ended,
    Event,
    Listed,
    Preparing,
    Reading,
    Session,
    SessionId,
    SessionItem,
    Settled,
    Tell,
    item_of,
    session_of,
)
from curator.services.import_work import Work, thing_of
from curator.services.ingest import Ingest, apart_from_page_folders, label_of
from curator.services.links import link
from curator.services.undoing import Undoing
from curator.storage import import_sessions as stored
from curator.storage import import_things
from curator.storage.database import Connection, Database

__all__ = [
    "Began",
    "Ended",
    "Event",
    "ImportSessions",
    "Listed",
    "Preparing",
    "Reading",
    "Session",
    "SessionId",
    "SessionItem",
    "Settled",
    "Tell",
    "link",
]

_KEPT = 20
"""Sessions that are remembered."""

_LOCK_TRIES, _LOCK_PAUSE = 20, 0.05
"""So often a lock is tried, seconds apart: others look for a moment whether it is held."""


class ImportSessions:
    """Runs and remembers imports into one library."""

    def __init__(self, database: Database, ingest: Ingest, undoing: Undoing) -> None:
        self._database = database
        self._ingest = ingest
        self._undoing = undoing

    def start(
        self,
        things: Sequence[Path | Thing],
        choice: OnDuplicate = OnDuplicate.SKIP,
        *,
        cancel: CancelToken | None = None,
        tell: Tell = lambda _event: None,
        origin: object = None,
    ) -> Session:
        """Take in everything as one session; files, folders, and things: pasted, or a `link`.

        Returns when it is done or was cancelled, which takes less than a second; `Ended` is told.
        """
        now = datetime.now(UTC)
        things = apart_from_page_folders(things)
        label = label_of(things)
        with ExitStack() as held:
            with self._database.write() as connection:
                session = SessionId(stored.begin(connection, label, choice.value, now))
                held.enter_context(self._held(session))  # before anybody else can see it
                for old in stored.sessions(connection, _KEPT + 10)[_KEPT:]:
                    if old.ended is not None:
                        stored.forget(connection, old.id)
            work = Work(self._database, self._ingest, session, tell, cancel, origin)
            work.tell(Began(session, label))
            return self._finish(session, work, things)

    def retry(
        self,
        session: SessionId,
        numbers: Sequence[int] | None = None,
        *,
        cancel: CancelToken | None = None,
        tell: Tell = lambda _event: None,
        origin: object = None,
    ) -> Session:
        """Try again what failed, or those of the failed rows that are named; raises UndoError."""
        with self._held(session):
            with self._database.write() as connection:
                failed = stored.items(connection, session, outcome=Outcome.FAILED.value)
                again = [item for item in failed if numbers is None or item.number in numbers]
                gone = _wait(connection, session, again)
            return self._go_on(session, gone, cancel, tell, origin)

    def resume(
        self,
        session: SessionId,
        *,
        cancel: CancelToken | None = None,
        tell: Tell = lambda _event: None,
        origin: object = None,
    ) -> Session:
        """Go on with a session that was cancelled, or cut off by a crash.

        Raises UndoError where another process is at work on it.
        """
        with self._held(session):
            return self._go_on(session, [], cancel, tell, origin)

    def choose(
        self,
        session: SessionId,
        numbers: Collection[int],
        choice: OnDuplicate,
        *,
        cancel: CancelToken | None = None,
        tell: Tell = lambda _event: None,
        origin: object = None,
    ) -> Session:
        """Look again at rows that are there already, or are in conflict, and do as is chosen.

        Raises UndoError where another process is at work on the session.
        """
        with self._held(session):
            with self._database.write() as connection:
                rows = [one for one in stored.items(connection, session) if one.number in numbers]
                again = [one for one in rows if item_of(one).undecided]
                gone = _wait(connection, session, again)
            only = {one.number for one in again}
            return self._go_on(session, gone, cancel, tell, origin, choice, only)

    def undo(self, session: SessionId, *, origin: object = None) -> PostsChanged:
        """Take back everything that a session stored; raises UndoError."""
        found = self.session(session)
        if found is None or found.operation is None:
            raise UndoError(0, UndoFault.NOTHING)
        with self._held(session):
            return self._undoing.undo(found.operation, origin=origin)

    def dismiss(self, session: SessionId) -> None:
        """Let what waits in a session be: it is no longer offered to be resumed; raises UndoError."""
        with self._held(session), self._database.write() as connection:
            waiting = stored.items(connection, session, outcome="")
            stored.remove(connection, session, [item.number for item in waiting])
            stored.end(connection, session, datetime.now(UTC))

    def resumable(self) -> list[Session]:
        """Return the sessions in which something waits and nobody is at work, the newest first."""
        with self._database.read() as connection:
            found = [self._session_of(one) for one in stored.unfinished(connection)]
        return [session for session in found if not session.running]

    def recent(self) -> list[Session]:
        """Return the sessions that are remembered, the newest first."""
        with self._database.read() as connection:
            return [self._session_of(one) for one in stored.sessions(connection, _KEPT)]

    def session(self, session: SessionId) -> Session | None:
        """Return one session."""
        with self._database.read() as connection:
            found = stored.find(connection, session)
        return self._session_of(found) if found is not None else None

    def thing(self, number: int) -> Thing:
        """Return what was pasted, by the number that its rows have.

        Raises ReadError where its session is forgotten.
        """
        with self._database.read() as connection:
            kept = import_things.read(connection, number)
        if kept is None:
            raise ReadError("", ReadFault.LOST)
        return thing_of(kept)

    def items(self, session: SessionId) -> list[SessionItem]:
        """Return the rows of a session."""
        with self._database.read() as connection:
            return [item_of(one) for one in stored.items(connection, session)]

    def _session_of(self, known: stored.StoredSession) -> Session:
        unfinished = known.ended is None or known.counts.get("", 0) > 0
        return session_of(known, running=unfinished and self._lock(known.id).is_held())

    def _lock(self, session: int) -> FileLock:
        return FileLock(paths.import_lock(self._database.name, session))

    @contextmanager
    def _held(self, session: SessionId) -> Iterator[None]:
        """Keep others from working on a session, until this one is done or its process is dead."""
        lock = self._lock(session)
        for _ in range(_LOCK_TRIES):
            if lock.take():
                break
            time.sleep(_LOCK_PAUSE)
        else:
            raise UndoError(0, UndoFault.GOES_ON)
        try:
            yield
        finally:
            lock.release()

    def _go_on(
        self,
        session: SessionId,
        gone: Sequence[int],
        cancel: CancelToken | None,
        tell: Tell,
        origin: object,
        choice: OnDuplicate | None = None,
        only: Collection[int] | None = None,
    ) -> Session:
        """Look at what waits, or at the rows of it that are named."""
        with self._database.write() as connection:
            known = stored.find(connection, session)
            if known is None:
                raise UndoError(0, UndoFault.UNKNOWN)
            waiting = stored.items(connection, session, outcome="")
            stored.end(connection, session, None)
        work = Work(self._database, self._ingest, session, tell, cancel, origin, choice)
        work.tell(Began(session, known.label))
        rows = tuple(item_of(item) for item in waiting)
        work.tell(Settled(session, rows, tuple(gone), NOTHING_CHANGED))
        return self._finish(session, work, None, only)

    def _finish(
        self,
        session: SessionId,
        work: Work,
        things: Sequence[Path | Thing] | None,
        only: Collection[int] | None = None,
    ) -> Session:
        cancelled = False
        try:
            found = work.listed(things) if things is not None else work.waiting(only)
            work.through(found)
        except Cancelled:
            cancelled = True
        with self._database.write() as connection:
            stored.end(connection, session, datetime.now(UTC))
            known = stored.find(connection, session)
        assert known is not None
        ended = session_of(known)
        work.tell(Ended(ended, cancelled))
        return ended


def _wait(
    connection: Connection, session: SessionId, again: Sequence[stored.StoredItem]
) -> list[int]:
    """Let one row of each thing wait for it to be read again; return those that go meanwhile."""
    first: dict[tuple[str, int | None], stored.StoredItem] = {}
    for item in again:
        first.setdefault((item.source, item.thing), item)
    waiting = [
        stored.StoredItem(item.number, item.source, kind=item.kind, thing=item.thing)
        for item in first.values()
    ]
    stored.put(connection, session, waiting)
    kept = {item.number for item in waiting}
    gone = [item.number for item in again if item.number not in kept]
    stored.remove(connection, session, gone)
    return gone
