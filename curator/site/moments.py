"""Dates written in text, read as Ruby's `Time.parse` reads them (jekyll.md §2).

Jekyll turns every date into text and parses that, so a post's date is whatever `Time.parse` makes of
it. Owns the reading of such texts and of values that are written out to such texts.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from curator.formats.yaml_values import Value
from curator.site.moment_forms import Parts, read_parts
from curator.site.ruby_values import to_s

_LONGEST = 128
"""Ruby refuses longer texts."""
_DAY = 24 * 60 * 60
_LAST_YEAR_OF_ODD_OFFSETS = 1973
"""Since then no zone's offset has had seconds."""

_PLAIN = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d))?(?: ?([+-])(\d\d):?(\d\d))?)?", re.ASCII
)
_NUMERIC_OFFSET = re.compile(r"([+-])(\d\d)(:?)(\d\d)(?:\3(\d\d))?", re.ASCII)
_HOUR_OFFSET = re.compile(r"[+-]\d\d", re.ASCII)
_ZONE_HOURS = {
    "UTC": 0,
    "UT": 0,
    "GMT": 0,
    "EST": -5,
    "EDT": -4,
    "CST": -6,
    "CDT": -5,
    "MST": -7,
    "MDT": -6,
    "PST": -8,
    "PDT": -7,
    "Z": 0,
    **{letter: hours for hours, letter in enumerate("ABCDEFGHI", 1)},
    **{letter: hours for hours, letter in enumerate("KLM", 10)},
    **{letter: -hours for hours, letter in enumerate("NOPQRSTUVWXY", 1)},
}


def read_date(value: Value, zone: tzinfo, today: datetime | None = None) -> datetime | None:
    """Return the instant that Jekyll makes of a front-matter value, None where it would give up.

    Jekyll writes the value out and parses the text again, which drops fractions of a second.
    `today` is what `read_moment` takes.
    """
    if isinstance(value, str):
        return read_moment(value, zone, today)
    if isinstance(value, datetime):
        try:
            return value.replace(microsecond=0).astimezone(zone)
        except (ValueError, OverflowError):
            return None
    return read_moment(to_s(value), zone, today)


def read_moment(text: str, zone: tzinfo, today: datetime | None = None) -> datetime | None:
    """Return the instant that `Time.parse(text)` gives in a build in `zone`, aware in that zone.

    None where Ruby finds no date or where the date is impossible. A time without a day and a day
    without a year depend on the day of the build: they are read with `today`, and None without it.
    """
    plain = _PLAIN.fullmatch(text)
    if plain is not None:
        moment = _plain_moment(plain, zone)
        if moment is not None:
            return moment
    if len(text) > _LONGEST or "\0" in text:
        return None
    parts = read_parts(text)
    if parts is None:
        return None
    if parts.year is None:
        if today is None:
            return None
        _complete(parts, today, zone)
    if parts.yday is not None:
        return _day_of_year(parts, zone)
    return _moment(parts, zone)


def rewritten(moment: datetime, zone: tzinfo, times: int) -> datetime:
    """Return what is left of an instant that Jekyll writes out and parses again `times` times.

    Offsets are written without seconds, so that local mean times of old shift at each turn.
    """
    for _ in range(times if moment.year < _LAST_YEAR_OF_ODD_OFFSETS else 0):
        offset = moment.utcoffset() or timedelta(0)
        odd = abs(offset) % timedelta(minutes=1)
        if not odd:
            break
        step = odd if offset > timedelta(0) else -odd
        try:
            moment = (moment.astimezone(UTC) + step).astimezone(zone)
        except (ValueError, OverflowError):  # in the year 1
            break
    return moment


def utc_day_differs(moment: datetime) -> bool:
    """Tell whether a moment falls on another day in UTC than in its own zone."""
    offset = moment.utcoffset()
    if not offset:
        return False
    seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
    return not 0 <= seconds - offset.total_seconds() < _DAY


def _complete(parts: Parts, today: datetime, zone: tzinfo) -> None:
    """Fill in from today what a text leaves out, down to the first part that it has."""
    offset = _offset(parts.zone, zone, today.astimezone(zone).year) if parts.zone else None
    if offset is not None and abs(offset) < _DAY:
        now = today.astimezone(timezone(timedelta(seconds=offset)))
    else:
        now = today.astimezone(zone)
    if parts.yday is not None:
        parts.year = now.year
        return
    for name in ("year", "month", "day", "hour", "minute", "second"):
        if getattr(parts, name) is not None:
            return
        setattr(parts, name, getattr(now, name))


def _plain_moment(match: re.Match[str], zone: tzinfo) -> datetime | None:
    """Read the usual form quickly; None leaves the odd ones (30 February) to the long way."""
    year, month, day, hour, minute, second, sign, hours, minutes = match.groups()
    try:
        local = datetime(  # noqa: DTZ001  wall time: the zone is applied after
            int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0)
        )
        if sign is None:
            return _in_zone(local, zone)
        if int(hours) > 22:  # offsets of a day or more are refused below
            return None
        offset = timedelta(hours=int(hours), minutes=int(minutes))
        instant = local + offset if sign == "-" else local - offset
        return instant.replace(tzinfo=UTC).astimezone(zone)
    except (ValueError, OverflowError):
        return None


@dataclass(slots=True)
class _Clock:
    year: int
    month: int
    day: int
    hour: int
    minute: int
    second: int


def _moment(parts: Parts, zone: tzinfo) -> datetime | None:
    clock = _Clock(
        parts.year or 0,
        1 if parts.month is None else parts.month,
        1 if parts.day is None else parts.day,
        parts.hour or 0,
        parts.minute or 0,
        parts.second or 0,
    )
    offset = _offset(parts.zone, zone, clock.year) if parts.zone else None
    if offset is not None:
        if abs(offset) >= _DAY:
            return None
        _subtract(clock, offset)
    local = _checked(clock, parts.fraction)
    if local is None:
        return None
    try:
        if offset is not None:
            return local.replace(tzinfo=UTC).astimezone(zone)
        return _in_zone(local, zone)
    except (ValueError, OverflowError):
        return None


def _in_zone(local: datetime, zone: tzinfo) -> datetime:
    """Place a local time in its zone as Ruby does.

    One that a clock change skips becomes the one an hour later; of one that there is twice the
    second is meant.
    """
    moment = local.replace(tzinfo=zone)
    offset, other = moment.utcoffset(), moment.replace(fold=1).utcoffset()
    if offset is not None and other is not None and other != offset:
        return (local - min(offset, other)).replace(tzinfo=UTC).astimezone(zone)
    return moment


def _checked(clock: _Clock, fraction: float) -> datetime | None:
    """Return a naive time by Ruby's limits: 30 February is 2 March, 24:00 is the next midnight."""
    if not (1 <= clock.month <= 12 and 1 <= clock.day <= 31):
        return None
    if not (0 <= clock.minute <= 59 and 0 <= clock.second <= 60):
        return None
    if not (0 <= clock.hour <= 23 or (clock.hour, clock.minute, clock.second) == (24, 0, 0)):
        return None
    try:
        first = datetime(clock.year, clock.month, 1)  # noqa: DTZ001  wall time
        return first + timedelta(
            days=clock.day - 1,
            hours=clock.hour,
            minutes=clock.minute,
            seconds=clock.second + fraction,
        )
    except (ValueError, OverflowError):
        return None


def _subtract(clock: _Clock, offset: int) -> None:
    """Move a time by an offset from UTC before it is checked, as Ruby does it."""
    if offset == 0:
        return
    step = 1 if offset < 0 else -1
    rest, seconds = divmod(abs(offset), 60)
    rest, minutes = divmod(rest, 60)
    days, hours = divmod(rest, 24)
    if seconds:
        carry, clock.second = divmod(clock.second + step * seconds, 60)
        minutes += step * carry
    if minutes:
        carry, clock.minute = divmod(clock.minute + step * minutes, 60)
        hours += step * carry
    if hours:
        carry, clock.hour = divmod(clock.hour + step * hours, 24)
        days += step * carry
    if not days:
        return
    clock.day += step * days
    if step > 0:
        _wrap_forwards(clock)
    elif clock.day < 1:
        clock.month -= 1
        if clock.month < 1:
            clock.year, clock.month = clock.year - 1, 12
        clock.day = _month_days(clock.year, clock.month) or 0


def _wrap_forwards(clock: _Clock) -> None:
    days = _month_days(clock.year, clock.month)
    if days and days < clock.day:
        clock.month += 1
        if clock.month > 12:
            clock.year, clock.month = clock.year + 1, 1
        clock.day = 1


def _month_days(year: int, month: int) -> int | None:
    if not (1 <= month <= 12 and 1 <= year <= 9999):
        return None
    return calendar.monthrange(year, month)[1]


def _day_of_year(parts: Parts, zone: tzinfo) -> datetime | None:
    if parts.yday is None or parts.year is None or not 1 <= parts.yday <= 366:
        return None
    try:
        day = datetime(parts.year, 1, 1) + timedelta(days=parts.yday - 1)  # noqa: DTZ001  wall time
    except (ValueError, OverflowError):
        return None
    if day.year != parts.year:
        return None
    parts.month, parts.day, parts.yday = day.month, day.day, None
    return _moment(parts, zone)


def _offset(name: str, zone: tzinfo, year: int) -> int | None:
    """Return the seconds ahead of UTC that Ruby's `Time.zone_offset` finds, None where unknown."""
    name = name.upper()
    numeric = _NUMERIC_OFFSET.fullmatch(name)
    if numeric is not None:
        sign, hours, _, minutes, seconds = numeric.groups()
        size = (int(hours) * 60 + int(minutes)) * 60 + int(seconds or 0)
        return -size if sign == "-" else size
    if _HOUR_OFFSET.fullmatch(name):
        return int(name) * 3600
    if name in _ZONE_HOURS:
        return _ZONE_HOURS[name] * 3600
    for month in (1, 7):
        try:
            local = datetime(year, month, 1, tzinfo=zone)
        except ValueError:
            return None
        offset = local.utcoffset()
        if (local.tzname() or "").upper() == name and offset is not None:
            return int(offset.total_seconds())
    return None
