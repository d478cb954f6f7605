"""Days and spans of days as a query names them: `2022-01`, `2022-01-11..2022-03`, `7d`, `today`.

Days are absolute in what is returned; what was typed stays relative in the text.
"""

import re
import unicodedata
from datetime import date, timedelta

from curator.domain.query import Days, Field

UNITS = {"d": 1, "w": 7, "m": 30, "y": 365}
"""Days in each unit of `7d` and its like."""
NAMED = {"today": 0, "yesterday": 1}
"""Days back of each named day."""

_Period = tuple[date, date]
"""First day, and the day after the last."""

_CHINESE = re.compile(r"(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})[日号])?)?")
_DOTS = re.compile(r"\.{2,}|[…‥~〜～]+")


def days(field: Field, value: str, today: date) -> Days | None:
    """Return the days that `value` names, None where it names none.

    `7d` is the last seven days up to now and beyond: whatever is to come counts too.
    """
    text = _CHINESE.sub(_plain, unicodedata.normalize("NFKC", value)).lower()
    first, dots, last = _split(text)
    try:
        if not dots and (back := _back(first)) is not None and first not in NAMED:
            return Days(field, today - timedelta(days=back), None)
        start = _period(first, today) if first else None
        end = (_period(last, today) if last else None) if dots else start
    except (ValueError, OverflowError):
        return None
    if start is None and end is None:
        return None
    return Days(field, start[0] if start else None, end[1] if end else None)


def text_of(days: Days) -> str:
    """Return days as a query writes them."""
    first = days.first.isoformat() if days.first else ""
    last = (days.end - timedelta(days=1)).isoformat() if days.end else ""
    return first if first == last else f"{first}..{last}"


def _split(text: str) -> tuple[str, str, str]:
    found = _DOTS.search(text)
    if found is None:
        return text, "", ""
    return text[: found.start()], found.group(), text[found.end() :]


def _plain(found: re.Match[str]) -> str:
    return "-".join(part for part in found.groups() if part)


def _back(text: str) -> int | None:
    """Return how many days ago something was, None where `text` is a date."""
    if text in NAMED:
        return NAMED[text]
    if text[:-1].isdecimal() and text[-1] in UNITS:
        return int(text[:-1]) * UNITS[text[-1]]
    return None


def _period(text: str, today: date) -> _Period:
    """Raise ValueError or OverflowError where `text` is no period of the calendar."""
    back = _back(text)
    if back is not None:
        day = today - timedelta(days=back)
        return day, day + timedelta(days=1)
    told = text.split("-")
    if not all(part.isdecimal() for part in told) or len(told) > 3:
        raise ValueError(text)
    parts = [int(part) for part in told]
    if len(parts) == 1:
        return date(parts[0], 1, 1), date(parts[0] + 1, 1, 1)
    if len(parts) == 2:
        year, month = parts
        return date(year, month, 1), date(year + month // 12, month % 12 + 1, 1)
    day = date(*parts)
    return day, day + timedelta(days=1)
