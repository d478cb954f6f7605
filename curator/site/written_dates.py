"""Dates of front matter moved and put into other zones, in the form in which they are written.

Owns the arithmetic on written dates: order and width of the numbers, separators, quotes, seconds, fractions
and the manner of the offset stay. What a date means to Jekyll is said by `moments` (jekyll.md §2).
"""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from curator.domain.bulk import BulkError, BulkFault, Keep
from curator.formats.front_matter import Entry, Style, Value, parse, set_raw
from curator.site.moments import read_date

_FORM = re.compile(
    r"""(?P<open>["']?)
    (?P<year>\d{4})(?P<first>[-/.])(?P<month>\d\d?)(?P<second>[-/.])(?P<day>\d\d?)
    (?:(?P<gap>[Tt]|[ \t]+[Tt]?[ \t]*)
       (?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<sec>\d\d)(?P<fraction>[.,]\d*)?)?
       (?P<before>[ \t]*)(?P<zone>[Zz]|UTC|GMT|[+-]\d\d(?::?\d\d)?)?
    )?
    (?P<close>["']?)""",
    re.VERBOSE | re.ASCII,
)
_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d\d?)(?::?([0-5]\d))?", re.ASCII | re.IGNORECASE)
_NO_OFFSET = frozenset({"Z", "UTC", "GMT"})
_LONGEST_OFFSET = timedelta(hours=15)
_DAY = timedelta(days=1)


def shifted(text: str, key: str, by: timedelta, zone: tzinfo) -> str:
    """Return front matter with the date under `key` moved; `zone` is that of the build.

    Raises BulkError: NO_DATE, NO_TIME, DATE_FORM, OUT_OF_RANGE; EditError where another key shares it.
    """
    entry, form = _written(text, key)
    if form["hour"] is None and by % _DAY:
        raise BulkError(BulkFault.NO_TIME, entry.raw)
    try:
        clock = _clock(form, entry) + by
    except OverflowError as error:
        raise BulkError(BulkFault.OUT_OF_RANGE, entry.raw) from error
    changed = set_raw(text, key, _rewritten(form, clock, form["before"], form["zone"]))
    after = _proven(changed, key, entry, zone)
    old, new = _moment(entry.value, zone), _moment(parse(after).values[key], zone)
    if form["zone"] is not None and old is not None and new is not None and new - old != by:
        raise BulkError(BulkFault.DATE_FORM, entry.raw)
    return after


def zoned(text: str, key: str, target: tzinfo, keep: Keep, zone: tzinfo) -> str:
    """Return front matter with the date under `key` written in the zone `target`.

    Kept is the moment, or what the clock shows. A date that is so already stays as it is. Raises as
    `shifted` does.
    """
    entry, form = _written(text, key)
    if form["hour"] is None:
        raise BulkError(BulkFault.NO_TIME, entry.raw)
    clock = _clock(form, entry)
    moment = _moment(entry.value, zone)
    if moment is None:
        raise BulkError(BulkFault.DATE_FORM, entry.raw)
    try:
        if keep is Keep.MOMENT:
            # The fraction of a second is no part of the moment; it stays as it is written.
            new = moment.astimezone(target)
            clock = new.replace(tzinfo=None, microsecond=0)
        else:
            new = clock.replace(tzinfo=target)
        ahead = new.utcoffset()
    except (OverflowError, ValueError) as error:
        raise BulkError(BulkFault.OUT_OF_RANGE, entry.raw) from error
    if ahead is None or ahead % timedelta(minutes=1):
        raise BulkError(BulkFault.BAD_ZONE, str(ahead))
    if (
        form["zone"] is not None
        and _offset_of(form["zone"]) == ahead
        and _clock(form, entry) == clock
    ):
        return text
    before, written = _offset_like(form, ahead)
    changed = set_raw(text, key, _rewritten(form, clock, before, written))
    after = _proven(changed, key, entry, zone)
    if keep is Keep.MOMENT and _moment(parse(after).values[key], zone) != moment:
        raise BulkError(BulkFault.DATE_FORM, entry.raw)
    return after


def zone_named(name: str) -> tzinfo:
    """Return the zone that a name or an offset stands for; raises BulkError (BAD_ZONE)."""
    wanted = name.strip()
    if wanted.upper() in _NO_OFFSET:
        return UTC
    ahead = _offset_of(wanted)
    if ahead is not None:
        if abs(ahead) >= _LONGEST_OFFSET:
            raise BulkError(BulkFault.BAD_ZONE, name)
        return timezone(ahead)
    try:
        return ZoneInfo(wanted)
    except (KeyError, ValueError, OSError) as error:  # no such zone; a path; a folder
        raise BulkError(BulkFault.BAD_ZONE, name) from error


def _moment(value: Value, zone: tzinfo) -> datetime | None:
    """Return the moment in UTC: in one zone, Python subtracts what clocks show."""
    moment = read_date(value, zone)
    return moment.astimezone(UTC) if moment is not None else None


def _written(text: str, key: str) -> tuple[Entry, re.Match[str]]:
    entry = parse(text).entry(key)
    if entry is None or entry.value is None or entry.value == "":
        raise BulkError(BulkFault.NO_DATE, key)
    form = _FORM.fullmatch(entry.raw)
    if form is None or form["open"] != form["close"] or entry.style not in _SCALARS:
        raise BulkError(BulkFault.DATE_FORM, entry.raw)
    return entry, form


_SCALARS = {Style.PLAIN, Style.SINGLE, Style.DOUBLE}


def _clock(form: re.Match[str], entry: Entry) -> datetime:
    year, month, day, hour, minute, second = (
        int(form[name] or 0) for name in ("year", "month", "day", "hour", "minute", "sec")
    )
    try:
        # What the clock shows; the zone is dealt with beside it.
        return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001  as above
    except ValueError as error:  # 30 February
        raise BulkError(BulkFault.DATE_FORM, entry.raw) from error


def _rewritten(form: re.Match[str], clock: datetime, before: str | None, zone: str | None) -> str:
    """Write a time as wide as the old one was."""

    def number(name: str, value: int) -> str:
        return f"{value:0{len(form[name])}d}"

    text = form["open"] + number("year", clock.year) + form["first"]
    text += number("month", clock.month) + form["second"] + number("day", clock.day)
    if form["hour"] is not None:
        text += form["gap"] + number("hour", clock.hour) + ":" + number("minute", clock.minute)
        if form["sec"] is not None:
            text += ":" + number("sec", clock.second) + (form["fraction"] or "")
        text += (before or "") + (zone or "")
    return text + form["close"]


def _offset_of(zone: str) -> timedelta | None:
    if zone.upper() in _NO_OFFSET:
        return timedelta(0)
    found = _OFFSET.fullmatch(zone)
    if found is None:
        return None
    size = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return -size if found[1] == "-" else size


def _offset_like(form: re.Match[str], ahead: timedelta) -> tuple[str, str]:
    """Write an offset in the manner of the old one, or in the documented one where there was none."""
    old = form["zone"]
    minutes = abs(ahead) // timedelta(minutes=1)
    sign = "-" if ahead < timedelta(0) else "+"
    hours, rest = divmod(minutes, 60)
    if old is None:
        if form["gap"] in {"T", "t"}:
            return "", f"{sign}{hours:02d}:{rest:02d}"
        return " ", f"{sign}{hours:02d}{rest:02d}"
    if old.upper() in _NO_OFFSET:
        if not ahead:
            return form["before"], old
        colon = ":" if old in {"Z", "z"} and not form["before"] else ""
        return form["before"], f"{sign}{hours:02d}{colon}{rest:02d}"
    if len(old) == 3 and not rest:
        return form["before"], f"{sign}{hours:02d}"
    colon = ":" if ":" in old else ""
    return form["before"], f"{sign}{hours:02d}{colon}{rest:02d}"


def _proven(text: str, key: str, before: Entry, zone: tzinfo) -> str:
    """Return `text` where its date is one to Jekyll still, and of the same kind."""
    value = parse(text).values.get(key)
    if type(value) is not type(before.value) and not isinstance(value, datetime | str):
        raise BulkError(BulkFault.DATE_FORM, before.raw)
    if read_date(value, zone) is None:
        raise BulkError(BulkFault.OUT_OF_RANGE, before.raw)
    return text
