"""Looks at things in a thread of its own while what it found before is judged and stored.

So the process of the readers works on, and both have something to do. Hands over parts, in order, each
with a spool of its own; goes only so far ahead as a few parts take in memory. Stores and decides nothing.
"""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Self

from curator.domain.errors import FileError, FileFault
from curator.domain.post import ContentHash
from curator.domain.work import Cancelled, CancelToken
from curator.importing import sources
from curator.importing.candidates import Candidate, Kind, Thing
from curator.importing.guard import Readers
from curator.importing.spool import Spool
from curator.services.import_items import ImportItem, Outcome
from curator.services.unfolding import Seen, Unfolding
from curator.site.likeness import Print

Found = tuple[int, ImportItem | Thing]
"""A row of a session, and what it stands for."""

SECONDS = 0.3
"""So old does a part become before it is handed over: a table that fills looks alive."""

_BYTES = 4 * 1024 * 1024
"""Of one part."""
_AHEAD = 2
"""Parts that wait to be stored."""
_WAIT = 0.05
_KNOWN_AT_ONCE = 32
_KNOWN_BYTES = 256 * 1024
_WORTH_A_PROCESS = 100
"""So many plain files are worth starting the readers, which have no other part in them."""
_PAGES = (".html", ".htm", ".xhtml")


@dataclass(frozen=True, slots=True)
class Look:
    """One thing that was looked at, or one of several inside it."""

    row: int
    item: ImportItem
    content: ContentHash | None
    last: bool
    """Nothing more comes of its row."""
    alone: bool
    """It is all that came of its row."""


@dataclass(slots=True)
class Part:
    """What is stored at once."""

    looks: list[Look] = field(default_factory=list)
    spool: Spool = field(default_factory=Spool)
    begun: float = field(default_factory=time.monotonic)


class LookingAhead:
    """The thread, as a context: it has ended when the block is left."""

    def __init__(
        self,
        unfold: Callable[[CancelToken], Unfolding],
        readers: Readers,
        found: Iterable[Found],
        cancel: CancelToken | None,
    ) -> None:
        self._own = CancelToken()
        """Asked to stop where the block is left early, whoever wanted that."""
        self._unfolding = unfold(self._own)
        self._readers = readers
        self._found = found
        self._cancel = cancel
        self.most = 50
        """Looks of one part; whoever stores them may want more or fewer."""
        self.reading: tuple[int, str, int] | None = None
        """The row that is read, its name, and how much was found in it so far."""
        self._pending: list[tuple[Look, Seen]] = []
        self._pending_bytes = 0
        self._plain = 0
        self._condition = threading.Condition()
        self._part: Part | None = None
        self._ready: list[Part] = []
        self._ended = False
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._work, name="looking-ahead", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        self._own.cancel()
        with self._condition:
            self._condition.notify_all()
        self._thread.join()

    def parts(self, idle: Callable[[], None]) -> Iterator[Part]:
        """Yield what was looked at, and call `idle` while waiting for it.

        Raises Cancelled, and what the thread ran into.
        """
        while True:
            if self._cancel is not None:
                self._cancel.check()
            with self._condition:
                part, ended = self._next(), self._ended
                if part is None and not ended:
                    self._condition.wait(_WAIT)
                self._condition.notify_all()
            if part is not None:
                yield part
            elif ended:
                if self._error is not None:
                    raise self._error
                return
            else:
                idle()

    def _next(self) -> Part | None:
        """Return the part whose turn it is; called with the lock."""
        if self._ready:
            return self._ready.pop(0)
        part = self._part
        if part is not None and (self._ended or time.monotonic() - part.begun > SECONDS):
            self._part = None
            return part
        return None

    # In the thread

    def _work(self) -> None:
        try:
            for row, one in self._found:
                self._own.check()
                if self._pending and not _looks_plain(one):
                    self._know()  # reading may take long
                self._look(row, one)
            self._know()
        except Cancelled:
            pass
        except BaseException as error:  # whoever waits for the parts raises it
            self._error = error
        with self._condition:
            self._ended = True
            self._condition.notify_all()

    def _look(self, row: int, one: ImportItem | Thing) -> None:
        """Look at a thing; what came is held back until it is known whether it was the last."""
        held: Seen | None = None
        count = 0
        name = one.name if isinstance(one, Thing) else one.source.name

        def put(seen: Seen) -> None:
            nonlocal held, count
            if held is not None:
                self._put(_look_of(row, held, last=False, alone=False), held)
            held = seen
            count += 1
            self.reading = row, name, count

        self._unfolding.into(one, put)
        if held is not None:
            self._put(_look_of(row, held, last=True, alone=count == 1), held)

    def _put(self, look: Look, seen: Seen) -> None:
        if seen.plain is None:
            # In the midst of a reading nothing else can be asked of the readers.
            self._know(ask=False)
            self._hand_over([(look, seen.candidate)])
            return
        self._plain += 1
        if self._plain == _WORTH_A_PROCESS and look.item.root is None:
            self._readers.warm()
        self._pending.append((look, seen))
        self._pending_bytes += len(seen.plain)
        if len(self._pending) >= _KNOWN_AT_ONCE or self._pending_bytes > _KNOWN_BYTES:
            self._know()

    def _know(self, *, ask: bool = True) -> None:
        """Find out by what plain texts are known, where that keeps nobody waiting; hand them over."""
        pending, self._pending, self._pending_bytes = self._pending, [], 0
        if not pending:
            return
        # Files of a site are not asked about.
        loose = [seen for look, seen in pending if look.item.root is None]
        known: dict[ContentHash | None, Print | None] = {}
        if ask and loose and self._readers.ready:
            texts = [seen.plain for seen in loose if seen.plain is not None]
            prints = self._readers.know(texts, self._own)
            known = {seen.content: one for seen, one in zip(loose, prints, strict=True)}
        made: list[tuple[Look, Candidate | None]] = []
        for look, seen in pending:
            kind = seen.item.kind or Kind.TEXT
            plain = Candidate("", seen.item.source.name, kind, original=seen.plain or b"")
            made.append((look, replace(plain, known=known.get(seen.content))))
        self._hand_over(made)

    def _hand_over(self, made: list[tuple[Look, Candidate | None]]) -> None:
        with self._condition:
            for look, candidate in made:
                while len(self._ready) >= _AHEAD and not self._own.cancelled:
                    self._condition.wait(_WAIT)
                self._own.check()
                if (
                    self._part is not None
                    and look.item.root is None
                    and self._part.looks[-1].item.root is not None
                ):
                    # An article is compared with the posts of a site that was dropped before it.
                    self._ready.append(self._part)
                    self._part = None
                part = self._part = self._part or Part()
                part.looks.append(_spooled(look, candidate, part.spool))
                if len(part.looks) >= self.most or part.spool.size >= _BYTES:
                    self._ready.append(part)
                    self._part = None
            self._condition.notify_all()


def _look_of(row: int, seen: Seen, *, last: bool, alone: bool) -> Look:
    return Look(row, replace(seen.item, row=row), seen.content, last, alone)


def _spooled(look: Look, candidate: Candidate | None, spool: Spool) -> Look:
    if candidate is None:
        return look
    try:
        return replace(look, item=replace(look.item, held=spool.put(candidate)))
    except OSError as error:
        full = FileError(look.item.source, FileFault.DISK_FULL, error.strerror or "")
        failed = replace(look.item, outcome=Outcome.FAILED, error=full)
        return replace(look, item=failed, content=None)


def _looks_plain(one: ImportItem | Thing) -> bool:
    """Tell whether nothing long is to be expected of a thing, by its name."""
    if isinstance(one, Thing) or one.address:
        return False
    suffix = one.source.suffix.lower()
    return suffix in sources.SUFFIXES and suffix not in _PAGES
