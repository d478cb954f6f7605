"""Examines a library from the ground up, and makes anew what can be made from its texts.

Texts and pictures themselves are never touched: what is wrong with them a backup mends.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from curator.domain.work import CancelToken, Progress, ignore_progress
from curator.services.duplicates import Duplicates
from curator.services.search import Search
from curator.storage import examination, likenesses, tallies, text_index
from curator.storage.database import Database

_SHOWN = 20
"""So many faults of one kind are named."""


class Check(StrEnum):
    """What is looked at, in this order."""

    DATABASE = "database"
    """The file and the order in it."""
    REFERENCES = "references"
    """Rows that name other rows."""
    TEXTS = "texts"
    """Texts and pictures against their hashes."""
    COUNTS = "counts"
    """How many posts stand where, as the left pane says."""
    SEARCH = "search"
    """The index of words against the texts."""
    LIKENESS = "likeness"
    """By what posts are known again."""


@dataclass(frozen=True, slots=True)
class Examined:
    """What one check found."""

    check: Check
    faults: int
    """How many things are wrong."""
    waiting: int = 0
    """How many posts are still to be worked through in the background, which is no fault."""
    details: tuple[str, ...] = ()
    """Some of the faults, as the database names them."""
    repaired: bool = False

    @property
    def healthy(self) -> bool:
        """Tell whether nothing is wrong, or not any more."""
        return not self.faults or self.repaired


class Doctor:
    """Looks after one library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def examine(
        self,
        *,
        repair: bool = False,
        cancel: CancelToken | None = None,
        progress: Progress = ignore_progress,
    ) -> Iterator[Examined]:
        """Yield what each check finds; with `repair`, make indexes anew that are wrong or behind.

        Reads the whole library, so that 100,000 posts take minutes. Raises Cancelled.
        """
        with self._database.read() as connection:
            damage = examination.damage(connection)
        yield Examined(Check.DATABASE, len(damage), details=tuple(damage[:_SHOWN]))
        with self._database.read() as connection:
            dangling = examination.dangling(connection)
        yield Examined(Check.REFERENCES, len(dangling), details=tuple(dangling[:_SHOWN]))
        yield self._texts(cancel, progress)
        yield self._counts(repair)
        yield self._search(repair, cancel, progress)
        yield self._likeness(repair, cancel, progress)

    def _texts(self, cancel: CancelToken | None, progress: Progress) -> Examined:
        wrong: list[int] = []
        with self._database.read() as connection:
            total = examination.blob_count(connection)
            for done, found in examination.changed_blobs(connection):
                if cancel is not None:
                    cancel.check()
                wrong += found
                progress(done, total)
        return Examined(Check.TEXTS, len(wrong), details=tuple(map(str, wrong[:_SHOWN])))

    def _counts(self, repair: bool) -> Examined:
        with self._database.write() as connection, connection.begin_nested() as counted:
            wrong = tallies.recount(connection)
            if not repair:
                counted.rollback()
        return Examined(Check.COUNTS, int(wrong), repaired=repair and wrong)

    def _search(self, repair: bool, cancel: CancelToken | None, progress: Progress) -> Examined:
        # SQLite compares an index by a command that begins like a write.
        with self._database.write() as connection:
            waiting = text_index.waiting(connection)
            astray = set(text_index.astray(connection)) - set(waiting)
            sound = text_index.sound(connection)
        faults = len(astray) + (not sound)
        if repair and faults:
            with self._database.write() as connection:
                text_index.clear(connection)
        if repair and (faults or waiting):
            Search(self._database).fill(cancel=cancel, progress=progress)
            waiting = []
        details = tuple(str(post) for post in sorted(astray)[:_SHOWN])
        return Examined(Check.SEARCH, faults, len(waiting), details, repaired=repair and faults > 0)

    def _likeness(self, repair: bool, cancel: CancelToken | None, progress: Progress) -> Examined:
        with self._database.read() as connection:
            waiting = len(likenesses.missing(connection))
        if repair and waiting:
            waiting = Duplicates(self._database).fill(cancel=cancel, progress=progress)
        return Examined(Check.LIKENESS, 0, waiting)
