"""Time zones as a Jekyll build sees them: the configured one, else the machine's.

Jekyll hands `timezone:` to the C library through the TZ variable (jekyll.md §2), which takes names of
the zone database and short rules like `CST-8`, and takes anything else for UTC without a word.
"""

import functools
import re
import zoneinfo
from datetime import UTC, datetime, timedelta, timezone, tzinfo

_SHORT_RULE = re.compile(
    r":?(?:[A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)([+-]?)(\d{1,2})(?::(\d\d))?(?::(\d\d))?", re.ASCII
)


class MachineZone(tzinfo):
    """The zone of this machine, with the offset in force at each moment."""

    def utcoffset(self, moment: datetime | None) -> timedelta | None:
        """Return the offset in force at a local time."""
        return None if moment is None else _local(moment.replace(tzinfo=None)).utcoffset()

    def dst(self, moment: datetime | None) -> timedelta | None:
        """Return no answer: the C library tells offsets only."""
        return None

    def tzname(self, moment: datetime | None) -> str | None:
        """Return the zone's abbreviation at a local time."""
        return None if moment is None else _local(moment.replace(tzinfo=None)).tzname()

    def fromutc(self, moment: datetime) -> datetime:
        """Convert a moment given in UTC, fold included."""
        return _local(moment.replace(tzinfo=UTC)).replace(tzinfo=self)

    def __repr__(self) -> str:
        return "MachineZone()"


MACHINE_ZONE = MachineZone()


def build_zone(name: str | None) -> tzinfo:
    """Return the zone in which Jekyll builds a site whose `timezone:` is `name`."""
    if name is None:
        return MACHINE_ZONE
    return _named_zone(name)


@functools.lru_cache(maxsize=64)
def _named_zone(name: str) -> tzinfo:
    try:
        return zoneinfo.ZoneInfo(name.removeprefix(":"))
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        pass
    rule = _SHORT_RULE.fullmatch(name)
    if rule is None:
        return UTC
    sign, hours, minutes, seconds = rule.groups()
    offset = timedelta(hours=int(hours), minutes=int(minutes or 0), seconds=int(seconds or 0))
    try:
        # The rule counts westwards: CST-8 is eight hours ahead of UTC.
        return timezone(offset if sign == "-" else -offset)
    except ValueError:
        return UTC


def _local(moment: datetime) -> datetime:
    try:
        return moment.astimezone()
    except (OverflowError, OSError, ValueError):  # beyond the range of this machine's clock
        return moment.replace(tzinfo=UTC)
