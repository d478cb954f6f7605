"""How the library writes moments: whole numbers since 1970 in UTC."""

from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)
_MILLISECOND = timedelta(milliseconds=1)


def to_seconds(moment: datetime) -> int:
    """Return `moment` in whole seconds, also before 1970 and beyond 2038."""
    return (moment - _EPOCH) // _SECOND


def from_seconds(seconds: int, offset: int = 0) -> datetime:
    """Return the moment, told in a zone that is `offset` seconds ahead of UTC."""
    zone = timezone(timedelta(seconds=offset)) if offset else UTC
    return (_EPOCH + timedelta(seconds=seconds)).astimezone(zone)


def to_milliseconds(moment: datetime) -> int:
    """Return `moment` in whole milliseconds."""
    return (moment - _EPOCH) // _MILLISECOND


def from_milliseconds(milliseconds: int) -> datetime:
    """Return the moment in UTC."""
    return _EPOCH + timedelta(milliseconds=milliseconds)


def midnight(day: date, zone: tzinfo | None = UTC) -> datetime:
    """Return the first moment of `day` in a zone, None for UTC."""
    return datetime.combine(day, time(), tzinfo=zone or UTC)
