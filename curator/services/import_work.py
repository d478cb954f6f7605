"""One run through an import session: what waits is looked at, judged, stored in steps, and told.

What is stored and what is remembered of it are one transaction. Who may run is not decided here.
"""

import os
import time
from bisect import bisect_right, insort
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from curator.domain.changes import NOTHING_CHANGED, Aspect, PostsChanged
from curator.domain.errors import ReadError, ReadFault
from curator.domain.post import OperationId, PostId
from curator.domain.work import CancelToken
from curator.importing.candidates import Thing
from curator.services.import_items import ImportItem, OnDuplicate, Outcome
from curator.services.import_run import ImportRun
from curator.services.import_session_values import (
    Listed,
    Preparing,
    Reading,
    SessionId,
    Settled,
    Tell,
    item_of,
    stored_item,
)
from curator.services.ingest import BATCH, Ingest, Taken, chosen, placed
from curator.services.links import is_link, link
from curator.services.looking_ahead import SECONDS, Found, Part
from curator.services.unfolding import named
from curator.storage import import_sessions as stored
from curator.storage import import_things, operations
from curator.storage.database import Connection, Database

_STEP_LEAST, _STEP_MOST = 10, 400
_TELL_SECONDS = 0.1


class Work:
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
        with database.read() as connection:
            known = stored.find(connection, session)
            assert known is not None
            self._choice = choice or OnDuplicate(known.choice)
            self._next = stored.next_number(connection, session)
            self._known = {
                (item.source, item.inside, item.thing)
                for item in stored.items(connection, session)
                if item.outcome
            }
            standing = operations.find(connection, known.operation) if known.operation else None
        undone = standing is None or standing.undone_by is not None
        operation = known.operation if not undone else None
        self._things: dict[int, int] = {}
        """Where the session keeps what was dropped in a row, but lies in no file."""
        self._complete = False
        """Whether all posts of the library can be known again."""
        self._run: ImportRun = ingest.run(known.label, operation, self._record)
        self._numbers: list[int] = []
        self._gone: list[int] = []

    def listed(self, things: Sequence[Path | Thing]) -> Iterator[Found]:
        """Write down what there is to take in, before any of it is looked at.

        A folder has a row until all of it is listed, so that a crash in between forgets nothing. What
        is returned reads the rows again, some at a time: a list of all would grow with a drop.
        """
        first = self._next
        self._keep(first, things)
        rows = [
            (first + place, replace(_named(thing), thing=self._things.get(first + place)))
            for place, thing in enumerate(things)
        ]
        self._next += len(rows)
        for start in range(0, len(rows), BATCH):
            self._list(rows[start : start + BATCH])
        listing = _Listing()
        # What lies in one folder cannot be there twice.
        seen: set[str] | None = set() if len(things) > 1 else None
        for number, thing in enumerate(things, first):
            if isinstance(thing, Thing):
                listing.told[number] = thing
                listing.add(number, number, None)
                continue
            begun = self._next if thing.is_dir() else number
            failed = (
                (row, one)
                for row, one in self._within(number, thing, seen)
                if not isinstance(one, Thing) and one.outcome is Outcome.FAILED
            )
            listing.told.update(failed)
            ended = self._next - 1 if begun != number else number
            listing.add(begun, ended, self._ingest.site_around(thing))
        return self._listed_again(listing)

    def _listed_again(self, listing: "_Listing") -> Iterator[Found]:
        """Yield what waits, in the order in which it was dropped."""
        for first, last in listing.spans:
            begin = first
            while begin <= last:
                with self._database.read() as connection:
                    rows = stored.waiting_between(connection, self._session, begin, last, BATCH)
                for row in rows:
                    told = listing.told.pop(row.number, None)
                    yield row.number, told or placed(Path(row.source), listing.root_of(row.number))
                begin = rows[-1].number + 1 if rows else last + 1

    def waiting(self, only: Collection[int] | None) -> list[Found]:
        """Return what waits in the session, or the named rows of it, as it lies on the disk now."""
        with self._database.read() as connection:
            rows = stored.items(connection, self._session)
        seen = {row.source for row in rows}
        found: list[Found] = []
        for row in rows:
            if row.outcome or (only is not None and row.number not in only):
                continue
            if row.thing is not None:
                self._things[row.number] = row.thing
            if is_link(row.source):
                found.append((row.number, link(row.source)))
            elif (kept := self._kept(row.thing)) is not None:
                found.append((row.number, kept))
            elif not Path(row.source).is_absolute():
                lost = ReadError(row.source, ReadFault.LOST)
                failed = ImportItem(Path(row.source), Outcome.FAILED, error=lost)
                found.append((row.number, failed))
            else:
                seen.discard(row.source)
                found += self._within(row.number, Path(row.source), seen)
        return found

    def _keep(self, first: int, things: Sequence[Path | Thing]) -> None:
        """Keep what lies nowhere else: it can be looked at again, after a crash too."""
        pasted = [
            (
                number,
                import_things.StoredThing(thing.name, thing.data, thing.url, *_declared(thing)),
            )
            for number, thing in enumerate(things, first)
            if isinstance(thing, Thing) and thing.data and thing.path is None
        ]
        if pasted:
            with self._database.write() as connection:
                kept = import_things.keep(connection, self._session, [one for _, one in pasted])
            self._things = dict(zip((number for number, _ in pasted), kept, strict=True))

    def _kept(self, number: int | None) -> Thing | None:
        if number is None:
            return None
        with self._database.read() as connection:
            kept = import_things.read(connection, number)
        return thing_of(kept) if kept is not None else None

    def _within(self, row: int, path: Path, seen: set[str] | None) -> Iterator[Found]:
        """Yield a file, or list what lies in a folder, each once."""
        if not path.is_dir():
            for one in self._ingest.find([path], self._cancel):
                if isinstance(one, ImportItem) and _is_new(one, seen):
                    yield row, one
                else:
                    self._drop(row)
            return
        part: list[tuple[int, ImportItem]] = []
        for one in self._ingest.find([path], self._cancel):
            if not isinstance(one, ImportItem) or not _is_new(one, seen):
                continue
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

    def through(self, found: Iterable[Found]) -> None:
        """Look at everything and store it in small steps; raises Cancelled.

        What was looked at and not stored yet when it is cancelled waits on.
        """
        with self._ingest.looking_ahead(found, self._cancel) as ahead:
            for part in ahead.parts(lambda: self._reading(ahead.reading)):
                begun = time.monotonic()
                self._store(part)
                # As many as take so long that cancelling is answered and a transaction hinders nobody.
                each = (time.monotonic() - begun) / len(part.looks)
                ahead.most = min(max(int(SECONDS / max(each, 1e-6)), _STEP_LEAST), _STEP_MOST)

    def _reading(self, reading: tuple[int, str, int] | None) -> None:
        now = time.monotonic()
        if reading is not None and now - self._told > _TELL_SECONDS:
            self._told = now
            self.tell(Reading(self._session, *reading))

    def _list(self, part: Sequence[tuple[int, ImportItem]]) -> None:
        if not part:
            return
        rows = [stored.StoredItem(number, item.origin, thing=item.thing) for number, item in part]
        with self._database.write() as connection:
            stored.put(connection, self._session, rows)
        self.tell(Listed(self._session, tuple(item_of(row) for row in rows)))

    def _store(self, read: Part) -> None:
        """Decide and store; what one row unfolded to takes its place when all of it is stored."""
        looks = [
            (replace(look.item, thing=self._things.get(look.row)), look.content)
            for look in read.looks
        ]
        if any(item.root is None and key is not None for item, key in looks):
            self._complete_likeness()
        self._run.spool = read.spool
        decided = self._ingest.decide(looks, self._taken, read.spool)
        part: list[ImportItem] = []
        self._numbers, self._gone = [], []
        for look, one in zip(read.looks, decided, strict=True):
            item = chosen(one, self._choice)
            if look.alone:
                self._numbers.append(look.row)
                part.append(item)
                continue
            if look.last:
                self._gone.append(look.row)
            # What a run before this one stored of the same thing has its row already.
            if (item.origin, item.inside, item.thing) not in self._known:
                self._numbers.append(self._next)
                self._next += 1
                part.append(item)
        done = self._run.store(part)
        self._tell_stored(done)
        self._taken.stored([one.content for one in done if one.content and _is_post(one)])
        # Posts of a site are stored without what they are known by: the next article asks for that.
        self._complete = self._complete and all(item.root is None for item, _ in looks)
        read.spool.close()

    def _complete_likeness(self) -> None:
        """Make all posts known that an article could be a duplicate of; raises Cancelled."""
        if self._complete:
            return
        self._complete = True

        def progress(done: int, total: int) -> None:
            self.tell(Preparing(self._session, done, total))

        self._ingest.make_known(self._cancel, progress)

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


def _is_new(item: ImportItem, seen: set[str] | None) -> bool:
    """Tell whether an item was not seen before, and remember it, where that matters."""
    if seen is None:
        return True
    new = item.origin not in seen
    seen.add(item.origin)
    return new


def _is_post(item: ImportItem) -> bool:
    return item.post is not None and item.outcome in {Outcome.ADDED, Outcome.UPDATED}


class _Listing:
    """What the rows of a listing do not say: where no site is, and what is no file."""

    def __init__(self) -> None:
        self.told: dict[int, ImportItem | Thing] = {}
        self.spans: list[tuple[int, int]] = []
        """First and last rows, in the order in which they were dropped."""
        self._firsts: list[int] = []
        self._roots: dict[int, Path | None] = {}

    def add(self, first: int, last: int, root: Path | None) -> None:
        """Add rows that lie in a site, or in none."""
        insort(self._firsts, first)
        self._roots[first] = root
        if self.spans and self.spans[-1][1] + 1 == first:
            self.spans[-1] = self.spans[-1][0], last
        else:
            self.spans.append((first, last))

    def root_of(self, row: int) -> Path | None:
        """Return the root of the site of a row."""
        place = bisect_right(self._firsts, row) - 1
        return self._roots[self._firsts[place]]


def _declared(thing: Thing) -> tuple[str, str]:
    return thing.declared_type, thing.declared_charset


def _named(thing: Path | Thing) -> ImportItem:
    if isinstance(thing, Thing):
        return named(thing)
    return ImportItem(Path(os.path.abspath(thing)), Outcome.ADDED)


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


def thing_of(kept: import_things.StoredThing) -> Thing:
    return Thing(
        kept.name,
        kept.data,
        url=kept.url,
        declared_type=kept.declared_type,
        declared_charset=kept.declared_charset,
    )
