"""How long old versions are kept, and what they leave behind: done in the background, in small pieces."""

from dataclasses import dataclass
from datetime import datetime
from time import monotonic

from curator.domain.post import ContentHash, PostId
from curator.domain.retention import Keeping
from curator.domain.work import CancelToken
from curator.storage import compaction, retention
from curator.storage.database import Database

__all__ = ["Freed", "Keeping", "Retention"]

_POSTS = 50
_BLOBS = 300
_BEGINNING = PostId(0)
_FIRST = ContentHash(b"")


@dataclass(frozen=True, slots=True)
class Freed:
    """What was given up so far."""

    versions: int = 0
    operations: int = 0
    """So many operations can be taken back no more."""
    blobs: int = 0
    bytes: int = 0
    """Of texts and pictures, before the database packs them."""

    def __add__(self, other: "Freed") -> "Freed":
        return Freed(
            self.versions + other.versions,
            self.operations + other.operations,
            self.blobs + other.blobs,
            self.bytes + other.bytes,
        )


@dataclass(frozen=True, slots=True)
class Place:
    """How far a round has come; a new one begins it."""

    post: PostId = _BEGINNING
    blob: ContentHash | None = None
    """Set once all histories were looked at."""
    freed: Freed = Freed()


class Retention:
    """Gives up what need not be kept."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def step(
        self, keeping: Keeping, place: Place, *, seconds: float, cancel: CancelToken | None = None
    ) -> tuple[Place, bool]:
        """Go on for about so many seconds, one short transaction after the other.

        Returns how far it came, and whether the round is done. Histories come first, then bytes that nothing refers to.
        """
        ends = monotonic() + seconds
        while True:
            place, done = self._piece(keeping, place)
            if done or monotonic() > ends or (cancel is not None and cancel.cancelled):
                return place, done

    def tidy(self, keeping: Keeping, *, cancel: CancelToken | None = None) -> Freed:
        """Go through the whole library once."""
        place, done = Place(), False
        while not done and not (cancel is not None and cancel.cancelled):
            place, done = self._piece(keeping, place)
        return place.freed

    def compact(self, *, cancel: CancelToken | None = None) -> Freed:
        """Delete every byte that nothing refers to; no version goes."""
        return self.tidy(Keeping(0), cancel=cancel)

    def _piece(self, keeping: Keeping, place: Place) -> tuple[Place, bool]:
        with self._database.write() as connection:
            if place.blob is None:
                now = datetime.now().astimezone()
                thinned = retention.thin(connection, keeping, now, after=place.post, limit=_POSTS)
                freed = place.freed + Freed(thinned.versions, thinned.operations)
                if thinned.last is None:
                    return Place(place.post, _FIRST, freed), False
                return Place(thinned.last, None, freed), False
            swept = compaction.sweep(connection, after=place.blob, limit=_BLOBS)
        freed = place.freed + Freed(blobs=swept.blobs, bytes=swept.bytes)
        if swept.last is None:
            return Place(place.post, place.blob, freed), True
        return Place(place.post, swept.last, freed), False
