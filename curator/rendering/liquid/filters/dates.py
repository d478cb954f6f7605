"""Filters for dates. What has no zone is read in the build's, and Jekyll's own filters write in it."""

import datetime as calendar
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from curator.rendering.liquid import values
from curator.rendering.liquid.filter_calls import Filters
from curator.rendering.liquid.problems import Code, Fault
from curator.rendering.liquid.scope import Context
from curator.rendering.liquid.strftime import strftime
from curator.rendering.liquid.values import to_s
from curator.site.moment_forms import read_parts
from curator.site.moments import read_moment

FILTERS = Filters()

_UTC = frozenset({"z", "utc", "-00:00", "-0000", "-00"})


def to_date(context: Context, value: object) -> calendar.date | None:
    """Return the time or day that Liquid's `Utils.to_date` reads, None where it finds none."""
    if isinstance(value, calendar.date):
        return value
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        return None
    zone = context.site.zone
    text = str(value).lower()
    if text in ("now", "today"):
        return context.site.now
    if isinstance(value, int) or (text.isascii() and text.isdecimal()):
        try:
            return datetime.fromtimestamp(int(text), zone)
        except (ValueError, OverflowError, OSError):
            return None
    return _read(text, zone, context.site.now) if text else None


def _read(text: str, zone: tzinfo, now: datetime) -> datetime | None:
    """Read a date as Ruby's `Time.parse` does, which keeps the offset that is written down."""
    moment = read_moment(text, zone, now)
    parts = read_parts(text) if moment is not None else None
    if moment is None or parts is None or not parts.zone or parts.year is None:
        return moment
    if parts.zone.lower() in _UTC:
        return moment.astimezone(UTC)
    given = (parts.hour or 0, parts.minute or 0, parts.second or 0)
    # The zone's name is not looked up again: the offset is what lies between both clocks.
    try:
        day = datetime(parts.year, parts.month or 1, parts.day or 1, tzinfo=UTC)
        written = day + timedelta(hours=given[0], minutes=given[1], seconds=given[2])
        offset = written - moment.astimezone(UTC)
        return moment if offset == moment.utcoffset() else moment.astimezone(timezone(offset, ""))
    except (ValueError, OverflowError):
        return moment


@FILTERS.add_contextual
def date(context: Context, value: object, pattern: object) -> object:
    """Write a date after a pattern; what is no date stays as it is."""
    form = to_s(pattern)
    found = to_date(context, value) if form else None
    return value if found is None else strftime(found, form)


def _local(context: Context, value: object) -> datetime:
    """Return a date in the build's zone; raises Fault where there is none."""
    found = to_date(context, value)
    if found is None:
        message = f"Invalid Date: '{values.inspect(value)}' is not a valid datetime."
        raise Fault(Code.BAD_ARGUMENT, message)
    zone = context.site.zone
    if isinstance(found, datetime):
        return found.astimezone(zone)
    return datetime(found.year, found.month, found.day, tzinfo=zone)


def _written(context: Context, value: object, month: str, kind: object, style: object) -> object:
    if not to_s(value):
        return value
    moment = _local(context, value)
    if kind == "ordinal":
        day = f"{moment.day}{_ordinal(moment.day)}"
        pattern = f"{month} {day}, %Y" if style == "US" else f"{day} {month} %Y"
        return strftime(moment, pattern)
    return strftime(moment, f"%d {month} %Y")


def _ordinal(number: int) -> str:
    if 11 <= number <= 13:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


@FILTERS.add_contextual
def date_to_string(
    context: Context, value: object, kind: object = None, style: object = None
) -> object:
    """Write a date like 27 Jan 2011."""
    return _written(context, value, "%b", kind, style)


@FILTERS.add_contextual
def date_to_long_string(
    context: Context, value: object, kind: object = None, style: object = None
) -> object:
    """Write a date like 27 January 2011."""
    return _written(context, value, "%B", kind, style)


@FILTERS.add_contextual
def date_to_xmlschema(context: Context, value: object) -> object:
    """Write a date like 2011-04-24T20:34:46+08:00."""
    if not to_s(value):
        return value
    return strftime(_local(context, value), "%Y-%m-%dT%H:%M:%S%:z")


@FILTERS.add_contextual
def date_to_rfc822(context: Context, value: object) -> object:
    """Write a date like Sun, 24 Apr 2011 12:34:46 +0800."""
    if not to_s(value):
        return value
    return strftime(_local(context, value), "%a, %d %b %Y %T %z")
