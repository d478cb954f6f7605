"""Import sessions: everything that is dropped at once, taken in step by step and remembered.

What is stored and what is remembered of it are one transaction, so that a crash loses no row and
doubles no post. Calls work until they are done and tell what happens as events: they belong in a
lane of their own, not in that of writes, which they would keep waiting; each transaction is short.
"""

import os
import time
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from curator.domain.changes import NOTHING_CHANGED, Aspect, PostsChanged
from curator.domain.errors import ReadError, ReadFault, UndoError, UndoFault
from curator.domain.post import OperationId, PostId
from curator.domain.work import Cancelled, CancelToken
from curator.importing.candidates import Thing
from curator.services.import_items import ImportItem, OnDuplicate, Outcome
from curator.services.import_run import ImportRun
from curator.services.import_session_values import (
    Began,
    Ended,
    Event,
    Listed,
    Reading,
    Session,
    SessionId,
    SessionItem,
    Settled,
    Tell,
    item_of,
    session_of,
    stored_item,
)
from curator.services.ingest import BATCH, Ingest, Taken, chosen, label_of
from curator.services.links import is_link, link
from curator.services.undoing import Undoing
from curator.services.unfolding import Looked, Unfolding, named
from curator.storage import import_sessions as stored
from curator.storage import operations
from curator.storage.database import Connection, Database

__all__ = [
    "Began",
    "Ended",
    "Event",
    "ImportSessions",
    "Listed",
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

_STEP_LEAST, _STEP_MOST = 10, 400
_STEP_SECONDS = 0.3
"""So often what was read is stored: a table that fills looks alive."""

_TELL_SECONDS = 0.1


_Found = tuple[int, ImportItem | Thing]
"""A row, and what it stands for."""


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
        label = label_of(things)
        with self._database.write() as connection:
            session = SessionId(stored.begin(connection, label, choice.value, now))
            for old in stored.sessions(connection, _KEPT + 10)[_KEPT:]:
                if old.ended is not None:
                    stored.forget(connection, old.id)
        work = _Work(self._database, self._ingest, session, tell, cancel, origin)
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
        """Try again what failed, or those of the failed rows that are named."""
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
        """Go on with a session that was cancelled, or cut off by a crash."""
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

        What was pasted is gone and stays as it is.
        """
        with self._database.write() as connection:
            rows = [one for one in stored.items(connection, session) if one.number in numbers]
            again = [one for one in rows if item_of(one).undecided]
            gone = _wait(connection, session, again)
        return self._go_on(
            session, gone, cancel, tell, origin, choice, {one.number for one in again}
        )

    def undo(self, session: SessionId, *, origin: object = None) -> PostsChanged:
        """Take back everything that a session stored; raises UndoError."""
        found = self.session(session)
        if found is None or found.operation is None:
            raise UndoError(0, UndoFault.NOTHING)
        return self._undoing.undo(found.operation, origin=origin)

    def dismiss(self, session: SessionId) -> None:
        """Let what waits in a session be: it is no longer offered to be resumed."""
        with self._database.write() as connection:
            waiting = stored.items(connection, session, outcome="")
            stored.remove(connection, session, [item.number for item in waiting])
            stored.end(connection, session, datetime.now(UTC))

    def resumable(self) -> list[Session]:
        """Return the sessions in which something waits, the newest first."""
        with self._database.read() as connection:
            return [session_of(one) for one in stored.unfinished(connection)]

    def recent(self) -> list[Session]:
        """Return the sessions that are remembered, the newest first."""
        with self._database.read() as connection:
            return [session_of(one) for one in stored.sessions(connection, _KEPT)]

    def session(self, session: SessionId) -> Session | None:
        """Return one session."""
        with self._database.read() as connection:
            found = stored.find(connection, session)
        return session_of(found) if found is not None else None

    def items(self, session: SessionId) -> list[SessionItem]:
        """Return the rows of a session."""
        with self._database.read() as connection:
            return [item_of(one) for one in stored.items(connection, session)]

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
        work = _Work(self._database, self._ingest, session, tell, cancel, origin, choice)
        work.tell(Began(session, known.label))
        rows = tuple(item_of(item) for item in waiting)
        work.tell(Settled(session, rows, tuple(gone), NOTHING_CHANGED))
        return self._finish(session, work, None, only)

    def _finish(
        self,
        session: SessionId,
        work: "_Work",
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
        ended = self.session(session)
        assert ended is not None
        work.tell(Ended(ended, cancelled))
        return ended


class _Work:
    """One run through a session: looks at what waits, decides, stores, tells."""

    def __init__(
        self,
        database: Database,
        ingest: Ingest,
        session: SessionId,
        tell: Tell,
        cancel: CancelToken | None,
        origin: object,
        choice: OnDuplicate | None = None,
    ) -> None:
        self._database = database
        self._ingest = ingest
        self._session = session
        self.tell = tell
        self._cancel = cancel
        self._origin = origin
        self._taken = Taken()
        self._told = 0.0
        self._step = 50
        self._row = 0
        with database.read() as connection:
            known = stored.find(connection, session)
            assert known is not None
            self._choice = choice or OnDuplicate(known.choice)
            self._next = stored.next_number(connection, session)
            self._known = {
                (item.source, item.inside)
                for item in stored.items(connection, session)
                if item.outcome
            }
            standing = operations.find(connection, known.operation) if known.operation else None
        undone = standing is None or standing.undone_by is not None
        operation = known.operation if not undone else None
        self._run: ImportRun = ingest.run(known.label, operation, self._record)
        self._numbers: list[int] = []
        self._gone: list[int] = []

    def listed(self, things: Sequence[Path | Thing]) -> list[_Found]:
        """Write down what there is to take in, before any of it is looked at.

        A folder has a row until all of it is listed, so that a crash in between forgets nothing.
        """
        first = self._next
        rows = [(first + place, _named(thing)) for place, thing in enumerate(things)]
        self._next += len(rows)
        for start in range(0, len(rows), BATCH):
            self._list(rows[start : start + BATCH])
        found: list[_Found] = []
        seen: set[str] = set()
        for number, thing in enumerate(things, first):
            if isinstance(thing, Thing):
                found.append((number, thing))
            else:
                found += self._within(number, thing, seen)
        return found

    def waiting(self, only: Collection[int] | None) -> list[_Found]:
        """Return what waits in the session, or the named rows of it, as it lies on the disk now."""
        with self._database.read() as connection:
            rows = stored.items(connection, self._session)
        seen = {row.source for row in rows}
        found: list[_Found] = []
        for row in rows:
            if row.outcome or (only is not None and row.number not in only):
                continue
            if is_link(row.source):
                found.append((row.number, link(row.source)))
            elif not Path(row.source).is_absolute():
                lost = ReadError(row.source, ReadFault.LOST)
                failed = ImportItem(Path(row.source), Outcome.FAILED, error=lost)
                found.append((row.number, failed))
            else:
                seen.discard(row.source)
                found += self._within(row.number, Path(row.source), seen)
        return found

    def _within(self, row: int, path: Path, seen: set[str]) -> Iterator[_Found]:
        """Yield a file, or list what lies in a folder, each once."""
        if not path.is_dir():
            for one in self._ingest.find([path], self._cancel):
                if isinstance(one, ImportItem) and one.origin not in seen:
                    seen.add(one.origin)
                    yield row, one
                else:
                    self._drop(row)
            return
        part: list[tuple[int, ImportItem]] = []
        for one in self._ingest.find([path], self._cancel):
            if not isinstance(one, ImportItem) or one.origin in seen:
                continue
            seen.add(one.origin)
            part.append((self._next, one))
            yield self._next, one
            self._next += 1
            if len(part) == BATCH:
                self._list(part)
                part = []
        self._list(part)
        self._drop(row)

    def _drop(self, row: int) -> None:
        with self._database.write() as connection:
            stored.remove(connection, self._session, [row])
        self.tell(Settled(self._session, (), (row,), NOTHING_CHANGED))

    def through(self, found: Iterable[_Found]) -> None:
        """Look at everything and store it in small steps; raises Cancelled.

        What was looked at and not stored yet when it is cancelled waits on.
        """
        looks: list[Looked] = []
        unfolding = self._unfolding()
        begun = time.monotonic()
        for row, one in found:
            if self._cancel is not None:
                self._cancel.check()
            self._row = row
            looks += [(replace(item, row=row), key) for item, key in unfolding.of(one)]
            if len(looks) >= self._step or time.monotonic() - begun > _STEP_SECONDS:
                self._store(looks, unfolding)
                looks, unfolding, begun = [], self._unfolding(), time.monotonic()
        self._store(looks, unfolding)

    def _unfolding(self) -> Unfolding:
        return self._ingest.unfolding(self._cancel, self._reading)

    def _reading(self, item: ImportItem, found: int) -> None:
        now = time.monotonic()
        if now - self._told > _TELL_SECONDS:
            self._told = now
            self.tell(Reading(self._session, self._row, item.source.name, found))

    def _list(self, part: Sequence[tuple[int, ImportItem]]) -> None:
        if not part:
            return
        rows = [stored.StoredItem(number, item.origin) for number, item in part]
        with self._database.write() as connection:
            stored.put(connection, self._session, rows)
        self.tell(Listed(self._session, tuple(item_of(row) for row in rows)))

    def _store(self, looks: Sequence[Looked], unfolding: Unfolding) -> None:
        """Decide and store; what one row unfolded to takes its place when all of it is stored."""
        left = Counter(item.row for item, _ in looks)
        alone = {row for row, number in left.items() if number == 1}
        self._run.spool = unfolding.spool
        start = 0
        while start < len(looks):
            if self._cancel is not None:
                self._cancel.check()
            begun = time.monotonic()
            step = looks[start : start + self._step]
            decided = self._ingest.decide(step, self._taken, unfolding.spool)
            part: list[ImportItem] = []
            self._numbers, self._gone = [], []
            for item in (chosen(one, self._choice) for one in decided):
                left[item.row] -= 1
                if item.row in alone:
                    self._numbers.append(item.row)
                    part.append(item)
                    continue
                if left[item.row] == 0:
                    self._gone.append(item.row)
                # What a run before this one stored of the same thing has its row already.
                if (item.origin, item.inside) not in self._known:
                    self._numbers.append(self._next)
                    self._next += 1
                    part.append(item)
            self._tell_stored(self._run.store(part))
            start += len(step)
            # As many as take so long that cancelling is answered and a transaction hinders nobody.
            each = (time.monotonic() - begun) / len(step)
            self._step = min(max(int(_STEP_SECONDS / max(each, 1e-6)), _STEP_LEAST), _STEP_MOST)
        if unfolding.spool is not None:
            unfolding.spool.close()

    def _record(
        self, connection: Connection, operation: OperationId | None, done: Sequence[ImportItem]
    ) -> None:
        rows = [stored_item(item, number) for item, number in zip(done, self._numbers, strict=True)]
        stored.remove(connection, self._session, self._gone)
        stored.put(connection, self._session, rows)
        if operation is not None:
            stored.bind(connection, self._session, operation)

    def _tell_stored(self, done: Sequence[ImportItem]) -> None:
        rows = tuple(
            item_of(stored_item(item, number))
            for item, number in zip(done, self._numbers, strict=True)
        )
        changed = _changed(done, self._run.operation, self._origin)
        self.tell(Settled(self._session, rows, tuple(self._gone), changed))


def _named(thing: Path | Thing) -> ImportItem:
    if isinstance(thing, Thing):
        return named(thing)
    return ImportItem(Path(os.path.abspath(thing)), Outcome.ADDED)


def _wait(
    connection: Connection, session: SessionId, again: Sequence[stored.StoredItem]
) -> list[int]:
    """Let one row of each thing wait for it to be read again; return those that go meanwhile."""
    first: dict[str, stored.StoredItem] = {}
    for item in again:
        first.setdefault(item.source, item)
    waiting = [
        stored.StoredItem(item.number, item.source, kind=item.kind) for item in first.values()
    ]
    stored.put(connection, session, waiting)
    kept = {item.number for item in waiting}
    gone = [item.number for item in again if item.number not in kept]
    stored.remove(connection, session, gone)
    return gone


def _changed(
    done: Sequence[ImportItem], operation: OperationId | None, origin: object
) -> PostsChanged:
    aspects = Aspect(0)
    posts: set[PostId] = set()
    for item in done:
        if item.post is None or item.outcome not in {Outcome.ADDED, Outcome.UPDATED}:
            continue
        posts.add(item.post)
        added = item.outcome is Outcome.ADDED
        aspects |= Aspect.ADDED if added else Aspect.TEXT | Aspect.PLACEMENT
    return PostsChanged(frozenset(posts), aspects, operation, origin) if posts else NOTHING_CHANGED
