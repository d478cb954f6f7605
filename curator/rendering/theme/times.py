"""Times in front matter and data as Ruby shows them: without a zone they are UTC, shown in the site's."""

from collections.abc import Mapping
from datetime import datetime, tzinfo

from curator.formats.yaml_scalars import UNSTATED
from curator.formats.yaml_values import Value


def shown(values: Mapping[str, Value], zone: tzinfo) -> Mapping[str, Value]:
    """Return a mapping with its times in the site's zone; the same object where nothing changes."""
    if not any(map(_holds, values.values())):
        return values
    return {key: _made(value, zone) for key, value in values.items()}


def shown_time(moment: datetime, zone: tzinfo) -> datetime:
    """Return a time in the site's zone unless it was written with a zone of its own."""
    if moment.tzinfo is not UNSTATED:
        return moment
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return moment


def _holds(value: Value) -> bool:
    if isinstance(value, datetime):
        return value.tzinfo is UNSTATED
    if isinstance(value, dict):
        return any(map(_holds, value.values()))
    return isinstance(value, list) and any(map(_holds, value))


def _made(value: Value, zone: tzinfo) -> Value:
    if isinstance(value, datetime):
        return shown_time(value, zone)
    if isinstance(value, dict):
        return {key: _made(inner, zone) for key, inner in value.items()}
    return [_made(one, zone) for one in value] if isinstance(value, list) else value
