"""The written forms of a date that Ruby's `Date._parse` recognises, tried in its order.

Owns the finding of year, month, day and time in a text; what they amount to is `moments`' business.
Week dates are found but of no use: `Time.parse` ignores them.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = f"({'|'.join(_MONTHS)})"
_ERA = r"(c(?:e|\.e\.)|b(?:ce|\.c\.e\.)|a(?:d|\.d\.)|b(?:c|\.c\.))?"
_ERAS_OF_JAPAN = {"m": 1867, "t": 1911, "s": 1925, "h": 1988, "r": 2018}

_NOISE = re.compile(r"[^-+',./:@\w\[\]]+|_+")


def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.ASCII)


_WEEKDAY = _form(r"\b(sun|mon|tue|wed|thu|fri|sat)[^-/\d\s]*")
_TIME = re.compile(
    r"""(
      [0-9]+\s*
      (?:
        (?: :\s*[0-9]+ (?: \s*:\s*[0-9]+(?:[,.][0-9]*)? )?
          | h(?:\s*[0-9]+m?(?:\s*[0-9]+s?)?)?
        )
        (?: \s*[ap](?:m\b|\.m\.) )?
        | [ap](?:m\b|\.m\.)
      )
    )
    (?: \s*
      ( (?:gmt|utc?)?[-+][0-9]+(?:[,.:][0-9]+(?::[0-9]+)?)?
      | (?:[^\W\d_]|[.\s])+(?:standard|daylight)\stime\b
      | [^\W\d_]+(?:\sdst)?\b
      )
    )?""",
    re.IGNORECASE | re.VERBOSE,
)
_CLOCK = _form(
    r"(\d+)\s*h?(?:\s*:?\s*(\d+)m?(?:\s*:?\s*(\d+)(?:[,.](\d*))?s?)?)?(?:\s*([ap])(?:m\b|\.m\.))?"
)
_EUROPEAN = _form(
    rf"('?\d+)[^-\d\s]*\s*{_MONTH}[^-\d\s']*(?:\s*{_ERA}\s*('?-?\d+(?:(?:st|nd|rd|th)\b)?))?"
)
_AMERICAN = _form(rf"\b{_MONTH}[^-\d\s']*\s*('?\d+)[^-\d\s']*(?:\s*,?\s*{_ERA}\s*('?-?\d+))?")
_ISO = _form(r"('?[-+]?\d+)-(\d+)-('?-?\d+)")
_JAPANESE = _form(r"\b([mtshr])(\d+)\.(\d+)\.(\d+)")
_VMS = _form(rf"('?-?\d+)-{_MONTH}[^-/.]*-('?-?\d+)")
_VMS_MONTH_FIRST = _form(rf"\b{_MONTH}[^-/.]*-('?-?\d+)(?:-('?-?\d+))?")
_SLASHES = _form(r"('?-?\d+)/\s*('?\d+)(?:\D\s*('?-?\d+))?")
_DOTS = _form(r"('?-?\d+)\.\s*('?\d+)\.\s*('?-?\d+)")
_WEEK = _form(r"\b(\d{2}|\d{4})?-?w(\d{2})(?:-?(\d))?\b")
_WEEK_DAY = _form(r"-w-(\d)\b")
_MONTH_DAY = _form(r"--(\d{2})?-(\d{2})\b")
_MONTH_ONLY = _form(r"--(\d{2})(\d{2})?\b")
_ORDINAL = _form(r"\b(\d{2}|\d{4})-(\d{3})\b")
_NOT_ORDINAL = _form(r"[,.](\d{2}|\d{4})-\d{3}\b")
_ORDINAL_DAY = _form(r"\b-(\d{3})\b")
_NOT_ORDINAL_DAY = _form(r"\d-\d{3}\b")
_YEAR = _form(r"'(\d+)\b")
_MONTH_NAME = _form(rf"\b{_MONTH}\S*")
_DAY = _form(r"(\d+)(st|nd|rd|th)\b")
_DIGITS = _form(
    r"([-+]?)(\d{2,14})(?:\s*t?\s*(\d{2,6})?(?:[,.](\d*))?)?(z\b|[-+]\d{1,4}\b|\[[-+]?\d[^\]]*\])?"
)
_BEFORE_CHRIST = _form(r"\b(bc\b|bce\b|b\.c\.|b\.c\.e\.)")
_LONE_NUMBER = _form(r"\s*(\d{1,2})\s*")


@dataclass(slots=True)
class Parts:
    """What was found in a text; absent parts are None."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    yday: int | None = None
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    fraction: float = 0.0
    zone: str | None = None
    century_known: bool = False
    before_christ: bool = False

    @property
    def empty(self) -> bool:
        """Tell whether nothing of use was found."""
        found = (self.year, self.month, self.day, self.yday, self.hour, self.minute, self.second)
        return all(part is None for part in found)


class _Text:
    """The text still unread; whatever a form matches is replaced by a blank."""

    def __init__(self, text: str) -> None:
        self.rest = _NOISE.sub(" ", text)

    def take(self, form: re.Pattern[str]) -> re.Match[str] | None:
        match = form.search(self.rest)
        if match is not None:
            self.rest = f"{self.rest[: match.start()]} {self.rest[match.end() :]}"
        return match


def read_parts(text: str) -> Parts | None:
    """Return the parts of a date in `text`, None where there are none."""
    source, parts = _Text(text), Parts()
    source.take(_WEEKDAY)
    _read_time(source, parts)
    for read in _FORMS:
        if read(source, parts):
            break
    if source.take(_BEFORE_CHRIST) and parts.year is not None:
        parts.year = 1 - parts.year
    lone = _LONE_NUMBER.fullmatch(source.rest)
    if lone is not None:
        _read_lone_number(int(lone[1]), parts)
    if parts.year is not None and not parts.century_known and 0 <= parts.year <= 99:
        parts.year += 1900 if parts.year >= 69 else 2000
    return None if parts.empty else parts


def _read_time(source: _Text, parts: Parts) -> None:
    found = source.take(_TIME)
    if found is None:
        return
    if found[2]:
        parts.zone = found[2]
    clock = _CLOCK.match(found[1])
    if clock is None:
        return
    hour, minute, second, fraction, half = clock.groups()
    parts.hour = int(hour)
    if minute is not None:
        parts.minute = int(minute)
    if second is not None:
        parts.second = int(second)
    if fraction:
        parts.fraction = float(f"0.{fraction}")
    if half is not None:
        parts.hour = parts.hour % 12 + (12 if half in "pP" else 0)


def _read_lone_number(number: int, parts: Parts) -> None:
    if parts.hour is not None and parts.day is None:
        if 1 <= number <= 31:
            parts.day = number
    elif parts.day is not None and parts.hour is None and 0 <= number <= 24:
        parts.hour = number


def _european(source: _Text, parts: Parts) -> bool:
    match = source.take(_EUROPEAN)
    if match is None:
        return False
    day, month, era, year = match.groups()
    _assign(parts, year, str(_month(month)), day, before_christ=_is_before_christ(era))
    return True


def _american(source: _Text, parts: Parts) -> bool:
    match = source.take(_AMERICAN)
    if match is None:
        return False
    month, day, era, year = match.groups()
    _assign(parts, year, str(_month(month)), day, before_christ=_is_before_christ(era))
    return True


def _iso(source: _Text, parts: Parts) -> bool:
    match = source.take(_ISO)
    if match is not None:
        _assign(parts, match[1], match[2], match[3])
    return match is not None


def _japanese(source: _Text, parts: Parts) -> bool:
    match = source.take(_JAPANESE)
    if match is None:
        return False
    parts.year = int(match[2]) + _ERAS_OF_JAPAN[match[1].lower()]
    parts.month, parts.day = int(match[3]), int(match[4])
    return True


def _vms(source: _Text, parts: Parts) -> bool:
    match = source.take(_VMS)
    if match is not None:
        _assign(parts, match[3], str(_month(match[2])), match[1])
        return True
    match = source.take(_VMS_MONTH_FIRST)
    if match is not None:
        _assign(parts, match[3], str(_month(match[1])), match[2])
    return match is not None


def _slashes(source: _Text, parts: Parts) -> bool:
    match = source.take(_SLASHES)
    if match is not None:
        _assign(parts, match[1], match[2], match[3])
    return match is not None


def _dots(source: _Text, parts: Parts) -> bool:
    match = source.take(_DOTS)
    if match is not None:
        _assign(parts, match[1], match[2], match[3])
    return match is not None


def _weeks_and_ordinals(source: _Text, parts: Parts) -> bool:
    if source.take(_WEEK) or source.take(_WEEK_DAY):
        return True
    match = source.take(_MONTH_DAY)
    if match is None:
        match = source.take(_MONTH_ONLY)
    if match is not None:
        parts.month = int(match[1]) if match[1] else parts.month
        parts.day = int(match[2]) if match[2] else parts.day
        return True
    if not _NOT_ORDINAL.search(source.rest):
        match = source.take(_ORDINAL)
        if match is not None:
            parts.year, parts.yday = int(match[1]), int(match[2])
            return True
    if not _NOT_ORDINAL_DAY.search(source.rest):
        match = source.take(_ORDINAL_DAY)
        if match is not None:
            parts.yday = int(match[1])
            return True
    return False


def _lone_year(source: _Text, parts: Parts) -> bool:
    match = source.take(_YEAR)
    if match is not None:
        parts.year = int(match[1])
    return match is not None


def _lone_month(source: _Text, parts: Parts) -> bool:
    match = source.take(_MONTH_NAME)
    if match is not None:
        parts.month = _month(match[1])
    return match is not None


def _lone_day(source: _Text, parts: Parts) -> bool:
    match = source.take(_DAY)
    if match is not None:
        parts.day = int(match[1])
    return match is not None


def _digits(source: _Text, parts: Parts) -> bool:
    match = source.take(_DIGITS)
    if match is None:
        return False
    sign, digits, time, fraction, zone = match.groups()
    if time is None and fraction is not None:
        _read_digits_backwards(digits, parts)
    else:
        _read_digits(sign, digits, parts)
    if time is not None and len(time) % 2 == 0:
        pairs: list[int | None] = [int(time[at : at + 2]) for at in range(0, len(time), 2)]
        if fraction is not None:  # counted from the seconds before the fraction
            pairs = [*(None for _ in range(3 - len(pairs))), *pairs]
        _set_time(parts, *pairs)
    if fraction:
        parts.fraction = float(f"0.{fraction}")
    if zone is not None:
        parts.zone = zone
    return True


def _set_time(
    parts: Parts, hour: int | None = None, minute: int | None = None, second: int | None = None
) -> None:
    parts.hour = hour if hour is not None else parts.hour
    parts.minute = minute if minute is not None else parts.minute
    parts.second = second if second is not None else parts.second


def _read_digits(sign: str, digits: str, parts: Parts) -> None:
    """Read digits in a row from the front: a day, month and day, or year, month, day and time."""
    size = len(digits)
    if size == 2:
        parts.day = int(digits)
    elif size == 3:
        parts.yday = int(digits)
    elif size == 4:
        parts.month, parts.day = int(digits[:2]), int(digits[2:])
    elif size == 5:
        parts.year, parts.yday = int(sign + digits[:2]), int(digits[2:])
    elif size == 6:
        parts.year, parts.month = int(sign + digits[:2]), int(digits[2:4])
        parts.day = int(digits[4:])
    elif size == 7:
        parts.year, parts.yday = int(sign + digits[:4]), int(digits[4:])
    elif size % 2 == 0:
        parts.year, parts.month = int(sign + digits[:4]), int(digits[4:6])
        parts.day = int(digits[6:8])
        parts.century_known = True
        _set_time(parts, *(int(digits[at : at + 2]) for at in range(8, size, 2)))


def _read_digits_backwards(digits: str, parts: Parts) -> None:
    """Read digits before a fraction from the back: seconds, minutes, hours, day, month, year."""
    size = len(digits)
    if size in {9, 11, 13}:
        return
    pairs = [int(digits[max(at - 2, 0) : at]) for at in range(size, 0, -2)]
    fields = ("second", "minute", "hour", "day", "month")
    for name, value in zip(fields, pairs, strict=False):
        setattr(parts, name, value)
    if size == 12:
        parts.year = int(digits[:2])
    elif size == 14:
        parts.year, parts.century_known = int(digits[:4]), True


_FORMS: tuple[Callable[[_Text, Parts], bool], ...] = (
    _european,
    _american,
    _iso,
    _japanese,
    _vms,
    _slashes,
    _dots,
    _weeks_and_ordinals,
    _lone_year,
    _lone_month,
    _lone_day,
    _digits,
)


def _month(name: str) -> int:
    return _MONTHS.index(name.lower()) + 1


def _is_before_christ(era: str | None) -> bool:
    return era is not None and era[:1] in "bB"


_NUMBER = _form(r"([-+]?)(\d+)")
_NUMBER_AND_REST = _form(r"(\d+)(.*)")


def _assign(
    parts: Parts,
    year: str | None,
    month: str | None,
    day: str | None,
    *,
    before_christ: bool = False,
) -> None:
    """Tell year, month and day apart, which may stand in any order: the longest is the year."""
    year, month, day = _in_order(year, month, day)
    if year is not None and (number := _NUMBER.search(year)) is not None:
        if number[1] or len(number[2]) > 2 or year.startswith("'"):
            parts.century_known = True
        parts.year = int(number[0])
        if before_christ:
            parts.year = 1 - parts.year
    if month is not None and (number := _NUMBER.search(month)) is not None:
        parts.month = int(number[2])
    if day is not None and (number := _NUMBER.search(day)) is not None:
        parts.day = int(number[2])


def _in_order(
    year: str | None, month: str | None, day: str | None
) -> tuple[str | None, str | None, str | None]:
    if year is not None and month is not None and day is None:
        year, month, day = day, year, month
    if year is None:
        if day is not None and len(day) > 2:
            year, day = day, None
        if day is not None and day.startswith("'"):
            year, day = day, None
    if year is not None:
        number = _NUMBER_AND_REST.search(year)
        if number is not None and number[2]:  # 11th is a day
            year, day = day, number[1]
    if month is not None and _looks_like_year(month):
        year, month, day = month, day, year
    if day is not None and _looks_like_year(day):
        year, day = day, year
    return year, month, day


def _looks_like_year(text: str) -> bool:
    return text.startswith("'") or len(text) > 2
