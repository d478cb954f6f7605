"""What a date in front matter says to Jekyll, and how Curator writes one (`jekyll.md` §2)."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from curator.formats.yaml_values import Value
from curator.site.moments import read_moment

_WRITTEN_DAY = re.compile(r"\s*['\"]?(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)", re.ASCII)
_CLOCK = re.compile(r"\d{1,2}:\d{2}", re.ASCII)
_TIME_OF_DAY = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?", re.ASCII)
_ZONE = re.compile(r"(?:Z|[+-]\d{1,2}(?::?\d{2})?|(?![AP]M)[A-Z]{2,5})['\"]?\s*$", re.ASCII)
_ABBREVIATION = re.compile(r"\b(?!UTC\b|GMT\b|UT\b)([A-Z]{3,4})['\"]?\s*$", re.ASCII)


@dataclass(frozen=True, slots=True)
class DateReading:
    """One written date as a build in one zone reads it."""

    instant: datetime
    """Aware, in the build's zone."""
    utc: bool
    """A time without offset that YAML takes for UTC."""
    local: bool
    """A time without offset that Ruby takes for the build's zone."""
    abbreviation: str
    """A zone written as letters, such as CST, which Ruby takes for its American meaning."""
    shifted: bool
    """The build's day is another than the day that is written."""


def read_date(value: Value, raw: str, zone: tzinfo) -> DateReading | None:
    """Return how Jekyll reads a date of front matter in a build in `zone`; None for no date.

    `value` is what YAML makes of the characters `raw`.
    """
    instant = _instant(value, zone)
    if instant is None:
        return None
    bare = raw.split(" #", maxsplit=1)[0].rstrip()
    timed = _CLOCK.search(bare) is not None
    unzoned = timed and not _ZONE.search(bare)
    as_yaml = isinstance(value, datetime)
    letters = _ABBREVIATION.search(bare)
    day = _written_day(bare)
    return DateReading(
        instant,
        utc=unzoned and as_yaml,
        local=unzoned and not as_yaml,
        abbreviation=letters[1] if letters and timed else "",
        shifted=day is not None and day != instant.date(),
    )


def written_date(moment: datetime) -> str:
    """Write an aware moment as Curator always does: with seconds and offset."""
    return moment.strftime("%Y-%m-%d %H:%M:%S %z")


def with_offset(raw: str, zone: tzinfo) -> str | None:
    """Return a time that lacks an offset as the same wall-clock time in `zone`; None for no time.

    The zone may have changed its clocks since, so the offset of that very day is written.
    """
    moment = read_moment(raw.strip().strip("'\""), zone)
    return None if moment is None else written_date(moment)


def on_day(raw: str, day: date, zone: tzinfo, now: datetime) -> str:
    """Return a written date moved to another day: time and offset stay as they are written.

    What is missing is added: the present time where there was no date, midnight where there was
    no time, the zone's offset and seconds where there were none.
    """
    bare = raw.strip().strip("'\"")
    written = _WRITTEN_DAY.match(bare)
    clock = _TIME_OF_DAY.search(bare)
    if written and clock and clock[3] and _ZONE.search(bare):
        return day.isoformat() + bare[written.end() :]
    if clock:
        hour, minute, second = (int(part or 0) for part in clock.groups())
    elif written:
        hour = minute = second = 0
    else:
        local = now.astimezone(zone)
        hour, minute, second = local.hour, local.minute, local.second
    try:
        moment = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=zone)
    except ValueError:
        moment = datetime(day.year, day.month, day.day, tzinfo=zone)
    return written_date(moment)


def _instant(value: Value, zone: tzinfo) -> datetime | None:
    try:
        if isinstance(value, datetime):
            return value.astimezone(zone)
        if isinstance(value, date):
            return datetime(value.year, value.month, value.day, tzinfo=zone)
    except (OverflowError, ValueError):
        return None
    if value is None or isinstance(value, bool | list | dict):
        return None
    return read_moment(str(value), zone)


def _written_day(raw: str) -> date | None:
    day = _WRITTEN_DAY.match(raw)
    if day is None:
        return None
    try:
        # Ruby counts 30 February on into March.
        return date(int(day[1]), int(day[2]), 1) + timedelta(days=int(day[3]) - 1)
    except ValueError:
        return None
