"""Filters for dates. What has no zone is read in the build's, and Jekyll's own filters write in it."""

from datetime import date as Day
from datetime import datetime

from curator.rendering.liquid import values
from curator.rendering.liquid.filter_calls import Filters
from curator.rendering.liquid.problems import Code, Fault
from curator.rendering.liquid.scope import Context
from curator.rendering.liquid.strftime import strftime
from curator.rendering.liquid.values import to_s
from curator.site.moments import read_moment

FILTERS = Filters()


def to_date(context: Context, value: object) -> Day | None:
    """Return the time or day that Liquid's `Utils.to_date` reads, None where it finds none."""
    if isinstance(value, Day):
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
    return read_moment(text, zone, context.site.now) if text else None


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
