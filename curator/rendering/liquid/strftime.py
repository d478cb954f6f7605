"""Ruby's `strftime`: Python's has other directives on every system."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

from curator.rendering.liquid.problems import Code, Fault, LimitReached

_DIRECTIVE = re.compile(
    r"%([-0^#_]*)(\d*)(:*)(E(?=[cCxXyY])|O(?=[deHkIlmMSuUVwWy]))?([A-Za-z%+])", re.ASCII
)
_UNFINISHED = re.compile(r"%[-0^#_]*\d*[EO]?%?\Z", re.ASCII)
_WIDEST = 65_535
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_NUMBERS: dict[str, tuple[int, str, Callable[[datetime], int]]] = {
    "C": (2, "0", lambda at: at.year // 100),
    "y": (2, "0", lambda at: at.year % 100),
    "m": (2, "0", lambda at: at.month),
    "d": (2, "0", lambda at: at.day),
    "e": (2, " ", lambda at: at.day),
    "j": (3, "0", lambda at: at.timetuple().tm_yday),
    "H": (2, "0", lambda at: at.hour),
    "k": (2, " ", lambda at: at.hour),
    "I": (2, "0", lambda at: (at.hour - 1) % 12 + 1),
    "l": (2, " ", lambda at: (at.hour - 1) % 12 + 1),
    "M": (2, "0", lambda at: at.minute),
    "S": (2, "0", lambda at: at.second),
    "u": (1, "0", lambda at: at.isoweekday()),
    "w": (1, "0", lambda at: at.isoweekday() % 7),
    "G": (4, "0", lambda at: at.isocalendar().year),
    "g": (2, "0", lambda at: at.isocalendar().year % 100),
    "V": (2, "0", lambda at: at.isocalendar().week),
    "U": (2, "0", lambda at: (at.timetuple().tm_yday + 6 - at.isoweekday() % 7) // 7),
    "W": (2, "0", lambda at: (at.timetuple().tm_yday + 6 - at.weekday()) // 7),
    "s": (1, "0", lambda at: (at - _EPOCH) // timedelta(seconds=1)),
    "Y": (4, "0", lambda at: at.year),
}
_WORDS: dict[str, Callable[[datetime], str]] = {
    "B": lambda at: _MONTHS[at.month - 1],
    "b": lambda at: _MONTHS[at.month - 1][:3],
    "h": lambda at: _MONTHS[at.month - 1][:3],
    "A": lambda at: _DAYS[at.weekday()],
    "a": lambda at: _DAYS[at.weekday()][:3],
    "p": lambda at: "AM" if at.hour < 12 else "PM",
    "P": lambda at: "am" if at.hour < 12 else "pm",
    "n": lambda _: "\n",
    "t": lambda _: "\t",
    "%": lambda _: "%",
}
_COMPOSED = {
    "c": "%a %b %e %H:%M:%S %Y",
    "D": "%m/%d/%y",
    "x": "%m/%d/%y",
    "F": "%Y-%m-%d",
    "v": "%e-%^b-%Y",
    "X": "%H:%M:%S",
    "T": "%H:%M:%S",
    "r": "%I:%M:%S %p",
    "R": "%H:%M",
    "+": "%a %b %e %H:%M:%S %Z %Y",
}


def strftime(moment: date, pattern: str) -> str:
    """Write an aware time or a day (at midnight, offset zero) after a pattern.

    Raises Fault for a time where the pattern ends in the midst of a directive.
    """
    day = not isinstance(moment, datetime)
    at = (
        moment
        if isinstance(moment, datetime)
        else datetime(moment.year, moment.month, moment.day, tzinfo=UTC)
    )
    if not day and "%" in pattern[-4:] and _ends_unfinished(pattern):
        raise Fault(Code.BAD_ARGUMENT, f"invalid format: {pattern}")
    return _DIRECTIVE.sub(lambda match: _written(match, at, day), pattern)


def _ends_unfinished(pattern: str) -> bool:
    rest = _DIRECTIVE.sub("", pattern)
    return _UNFINISHED.search(rest) is not None


def _written(match: re.Match[str], at: datetime, day: bool) -> str:
    flags, width_text, colons, _, name = match.groups()
    if len(width_text) > 9 or int(width_text or 0) > _WIDEST:
        raise LimitReached("value")
    width = int(width_text or 0)
    if name == "z":
        return _offset(at, len(colons), flags, width)
    if colons:
        return match[0]
    if name in _NUMBERS:
        digits, fill, number = _NUMBERS[name]
        return _number(number(at), flags, width or digits, fill)
    if name in ("L", "N"):
        digits = width or (3 if name == "L" else 9)
        return f"{at.microsecond:06}000".ljust(digits, "0")[:digits]
    if name in ("+", "Q") and not day:
        return match[0]
    if name == "Q":
        return str((at - _EPOCH) // timedelta(milliseconds=1))
    if name in _COMPOSED:
        text = strftime(at.date() if day else at, _COMPOSED[name])
    elif name == "Z":
        text = "+00:00" if day else _zone_name(at)
    elif name in _WORDS:
        text = _WORDS[name](at)
    else:
        return match[0]
    return _text(text, name, flags, width)


def _number(number: int, flags: str, width: int, fill: str) -> str:
    pad = next((flag for flag in reversed(flags) if flag in "-0_"), None)
    if pad == "-":
        return str(number)
    fill = {"0": "0", "_": " "}.get(pad or "", fill)
    if fill == "0":
        return f"{'-' if number < 0 else ''}{str(abs(number)).rjust(width - (number < 0), '0')}"
    return str(number).rjust(width)


def _text(text: str, name: str, flags: str, width: int) -> str:
    if "^" in flags:
        text = text.upper()
    elif "#" in flags:
        text = text.lower() if name in ("p", "Z") else text.upper()
    if "-" in flags:
        return text
    return text.rjust(width, "0" if "0" in flags else " ")


def _zone_name(at: datetime) -> str:
    """Return a zone's abbreviation; a bare offset has none."""
    if isinstance(at.tzinfo, timezone) and at.tzinfo is not UTC:
        return ""
    return at.tzname() or ""


def _offset(at: datetime, colons: int, flags: str, width: int) -> str:
    total = int((at.utcoffset() or timedelta(0)).total_seconds())
    sign = "-" if total < 0 else "+"
    minutes, seconds = divmod(abs(total), 60)
    hours, minutes = divmod(minutes, 60)
    rest = [f"{hours:02}{minutes:02}", f":{minutes:02}", f":{minutes:02}:{seconds:02}"]
    if colons == 3:
        return f"{sign}{hours:02}" + (rest[1 + (seconds > 0)] if minutes or seconds else "")
    if colons > 3:
        return f"%{flags}{width or ''}{':' * colons}z"
    tail = f"{minutes:02}" if colons == 0 else rest[colons]
    if "-" in flags:
        return f"{sign}{hours}{tail}"
    room = width - len(tail) - 1
    if "_" in flags:
        return f"{sign}{hours}".rjust(max(room + 1, 3)) + tail
    return f"{sign}{str(hours).rjust(max(room, 2), '0')}{tail}"
