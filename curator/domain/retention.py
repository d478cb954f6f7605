"""How many old versions are kept: which of one post's versions may go, decided from plain values.

Nothing is read or deleted here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta


@dataclass(frozen=True, slots=True)
class Keeping:
    """For how long which versions are kept; what is older than both keeps one version a week."""

    all_days: int
    """Every version of so many days; nothing or less keeps everything for ever."""
    daily_days: int = 365
    """After that, the last version of each day, for so many days."""

    @property
    def everything(self) -> bool:
        """Tell whether nothing ever goes."""
        return self.all_days <= 0


@dataclass(frozen=True, slots=True)
class Version:
    """A saved version of a post, as far as it matters here."""

    number: int
    saved: datetime
    """Aware, in the zone whose days count."""
    state: tuple[int | None, str, bool]
    """The number of its text, where it stood on the desk, whether it was a guest's text."""
    operation: int
    """The operation that made it; one may make several in a row."""
    placed: bool
    """It tells of a place in a site: exports refer to it as their base."""


def superfluous(versions: Sequence[Version], keeping: Keeping, now: datetime) -> list[int]:
    """Return the numbers of versions that may go, of one post's in their order.

    Kept are always the first, the current one, those that tell of sites, those that a restoring from the
    trash goes back to, and all that the undo of any operation needs that could be taken back now:
    the versions that are what the post is now, with those before them.
    """
    if keeping.everything or len(versions) < 3:
        return []
    current = versions[-1]
    kept = {0, len(versions) - 1}
    for place, version in enumerate(versions):
        if version.placed:
            kept.add(place)
        if version.state == current.state:
            kept.update(range(_before(versions, place), place + 1))
    elsewhere = [
        place for place, version in enumerate(versions) if version.state[1] != current.state[1]
    ]
    kept.update(elsewhere[-1:])
    kept.update(_by_age(versions, keeping, now))
    return [version.number for place, version in enumerate(versions) if place not in kept]


def _before(versions: Sequence[Version], place: int) -> int:
    """Return the place of the version to which the undo of a version's operation goes back."""
    made_by = versions[place].operation
    while place and versions[place].operation == made_by:
        place -= 1
    return place


def _by_age(versions: Sequence[Version], keeping: Keeping, now: datetime) -> set[int]:
    whole = now - timedelta(days=keeping.all_days)
    daily = now - timedelta(days=max(keeping.all_days, keeping.daily_days))
    kept: set[int] = set()
    last: dict[tuple[str, date | tuple[int, int]], int] = {}
    for place, version in enumerate(versions):
        if version.saved >= whole:
            kept.add(place)
        elif version.saved >= daily:
            last["day", version.saved.date()] = place
        else:
            year, week, _ = version.saved.isocalendar()
            last["week", (year, week)] = place
    return kept | set(last.values())
