"""Plain scalars as Ruby's Psych 4 reads them, which is what Debian's Jekyll 4.3.1 loads with.

Owns the retyping of one scalar's text and tag; nodes and collections belong to `yaml_values`.
PyYAML's resolver is no model (`jekyll.md` §8). Ruby's `^` and `$` are line anchors and its
character classes are ASCII, hence the explicit classes here.
"""

import binascii
import math
import re
from datetime import UTC, date, datetime, timedelta, timezone

Scalar = None | bool | int | float | str | date | datetime
"""What one scalar can be: datetimes are aware, a stated offset is kept, a missing one is UNSTATED."""
UNSTATED = timezone(timedelta(0), "UTC")
"""The zone of times without one: equal to UTC, which Ruby takes them to be in, though it then shows them
in the zone of the process. Only the same object, not an equal one, tells so."""

_SPACE = r"[ \t\r\n\f\v]"
_TIME = re.compile(
    rf"(-?[0-9]{{4}})-([0-9]{{1,2}})-([0-9]{{1,2}})(?:[Tt]|{_SPACE}+)"
    r"([0-9]{1,2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]*))?"
    rf"(?:{_SPACE}*(Z|[-+][0-9]{{1,2}}:?(?:[0-9]{{2}})?))?"
)
_DATE = re.compile(r"([0-9]{4})-(1[012]|0[0-9]|[0-9])-([12][0-9]|3[01]|0[0-9]|[0-9])")
_OFFSET = re.compile(r"([-+]?[0-9]{1,2}):?([0-9]{1,2})?")
_SEXAGESIMAL = re.compile(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9]){1,2}(\.[0-9_]*)?")
_FLOAT = re.compile(r"[-+]?(?:[0-9][0-9_,]*)?\.[0-9]*(?:[eE][-+][0-9]+)?")
_INTEGER = re.compile(
    r"(?P<binary>[-+]?0b[01_,]+)|(?P<octal>[-+]?0[0-7_,]+)"
    r"|(?P<decimal>[-+]?(?:0|[1-9](?:[0-9]|,[0-9]|_[0-9])*))|(?P<hex>[-+]?0x[0-9a-fA-F_,]+)"
)
_BASES = {"binary": 2, "octal": 8, "decimal": 10, "hex": 16}
_LEADING_NUMBER = re.compile(r"[-+]?[0-9]+(?:_[0-9]+)*(?:\.[0-9]+(?:_[0-9]+)*)?")
_RUBY_FLOAT = re.compile(
    r"[-+]?[0-9]+(?:_[0-9]+)*(?:\.[0-9]+(?:_[0-9]+)*)?(?:[eE][-+]?[0-9]+(?:_[0-9]+)*)?"
)
_RUBY_HEX = re.compile(r"[-+]?0[xX][0-9a-fA-F]+(?:_[0-9a-fA-F]+)*")

_WORDS: dict[str, bool | None] = {
    "~": None,
    "null": None,
    "yes": True,
    "true": True,
    "on": True,
    "no": False,
    "false": False,
    "off": False,
}
_INFINITIES = {".inf": math.inf, "+.inf": math.inf, "-.inf": -math.inf, ".nan": math.nan}
_NUMERIC_START = frozenset("+-.:0123456789")

# What other engines retype though Debian's does not (SafeYAML on GitHub Pages, YAML 1.2 tools):
# left unquoted it would mean different things on different machines.
_RETYPED_ELSEWHERE = re.compile(
    r"[-+]?(?:[0-9][0-9_,]*)?(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?"
    r"|[-+]?[0-9][0-9_]*(?::[0-9]{1,2})+(?:\.[0-9_]*)?"
    r"|[-+]?0[xob][0-9a-fA-F_,]+"
    r"|[-+]?\.(?:inf|nan)",
    re.IGNORECASE,
)


_TEXT_TAGS = frozenset({"!str", "!str:", "!ruby/string", "!ruby/string:", "tag:yaml.org,2002:str"})
_REFUSED_TAGS = re.compile(
    r"!str:|!ruby/(?:string:|sym|(?:object:(?:BigDecimal|DateTime|Complex|Rational)"
    r"|encoding|class|module|regexp|range)\Z)"
)


class ScalarFault(ValueError):
    """Jekyll's loader refuses this scalar, and with it the whole front matter."""


def resolve(text: str) -> Scalar:
    """Return what an untagged plain scalar means to Jekyll.

    Dates and times outside Python's years 1 to 9999 stay text. Raises ScalarFault for symbols
    (`:x`) and for numbers that Ruby's own conversion refuses.
    """
    if not text:
        return None
    if "\n" in text:
        return _several_lines(text)
    if text[0] not in _NUMERIC_START:
        # Ruby folds case by Unicode: `yeſ` is true there.
        return _WORDS.get(text.casefold(), text) if len(text) <= 5 else text
    if match := _TIME.fullmatch(text):
        return _time(text, match)
    if match := _DATE.fullmatch(text):
        return _date(text, match)
    if (infinity := _INFINITIES.get(text.casefold())) is not None:
        return infinity
    if text[0] == ":" and len(text) > 1:
        raise ScalarFault("symbols are not allowed")
    return _number(text)


def is_text(text: str) -> bool:
    """Tell whether a plain scalar reads as this very text, in Jekyll and in its kin."""
    if _RETYPED_ELSEWHERE.fullmatch(text) or _TIME.fullmatch(text) or _DATE.fullmatch(text):
        return False
    try:
        return resolve(text) == text
    except ScalarFault:
        return False


def resolve_tagged(text: str, tag: str) -> Scalar:
    """Return what a scalar with an explicit tag means to Jekyll, quoted or not.

    Raises ScalarFault for tags that make Ruby objects and for text that does not fit the tag.
    """
    if tag in {"!binary", "tag:yaml.org,2002:binary"}:
        return _binary(text)
    if tag in _TEXT_TAGS:
        return text
    if tag in {"!float", "tag:yaml.org,2002:float"}:
        return _as_float(resolve(text))
    if _REFUSED_TAGS.match(tag):
        raise ScalarFault(f"the tag {tag} is not allowed")
    return resolve(text)


def _several_lines(text: str) -> Scalar:
    """Read a folded plain scalar: Ruby asks each line of a short one, `on\\n\\non` is true."""
    if len(text) <= 5:
        lines = [line.casefold() for line in text.split("\n")]
        if all(line == "" or line[0] in "ytonf~" for line in lines) and "" not in lines:
            for answers in (("null",), ("yes", "true", "on"), ("no", "false", "off")):
                for answer in answers:
                    if answer in lines:
                        return _WORDS[answer]
    return text


def _number(text: str) -> int | float | str:
    if match := _SEXAGESIMAL.fullmatch(text):
        return _sexagesimal(text, fraction=match[1] is not None)
    if _FLOAT.fullmatch(text):
        if text.strip("+-") == ".":
            return text
        digits = re.sub(r"[,_]|\.([Ee]|\Z)", lambda found: found[1] or "", text)
        try:
            return float(digits)
        except ValueError:
            raise ScalarFault(f"{text} is no number") from None
    if match := _INTEGER.fullmatch(text):
        base = _BASES[match.lastgroup or "decimal"]
        digits = text.replace(",", "").replace("_", "")
        if digits.lstrip("+-") in {"0b", "0x"}:
            raise ScalarFault(f"{text} is no number")
        return int(digits, base)
    return text


def _sexagesimal(text: str, *, fraction: bool) -> int | float:
    """Add up hours, minutes and seconds; Psych counts the first part as hours even if of two."""
    parts = [_LEADING_NUMBER.match(part) for part in text.split(":")]
    numbers = [match.group().replace("_", "") if match else "0" for match in parts]
    units = (3600, 60, 1)
    if fraction:
        total = 0.0
        for number, unit in zip(numbers, units, strict=False):
            total += float(number) * unit
        return total
    return sum(int(number) * unit for number, unit in zip(numbers, units, strict=False))


def _date(text: str, match: re.Match[str]) -> date | str:
    year, month, day = (int(part) for part in match.groups())
    if (year, month) == (1582, 10) and 5 <= day <= 14:
        return text  # the days the Gregorian reform left out
    try:
        return date(year, month, day)
    except ValueError:
        return text


def _time(text: str, match: re.Match[str]) -> datetime | str:
    """Read a timestamp: Ruby lets 30 February, 24:00:00 and a 60th second roll over.

    Not followed: Ruby 3.1 goes a month back for a 31st that does not exist when a negative offset
    carries it past midnight.
    """
    separator = text[match.end(3) : match.start(4)]
    if " " not in separator and separator not in {"t", "T"}:
        raise ScalarFault("a tab between date and time")
    year, month, day, hour, minute, second = (int(match[group]) for group in range(1, 7))
    if not (1 <= month <= 12 and 1 <= day <= 31 and minute <= 59 and second <= 60):
        return text
    if hour > 24 or (hour == 24 and (minute or second)):
        return text
    zone = _zone(match[8])
    if zone is None:
        return text
    microseconds = int((match[7] or "0")[:6].ljust(6, "0"))
    try:
        return datetime(year, month, 1, tzinfo=zone) + timedelta(
            days=day - 1, hours=hour, minutes=minute, seconds=second, microseconds=microseconds
        )
    except (ValueError, OverflowError):
        return text


def _zone(written: str | None) -> timezone | None:
    """Return the offset Psych understands (`-0030` becomes +00:30), None for one beyond a day."""
    if written is None:
        return UNSTATED
    if written == "Z":
        return UTC
    match = _OFFSET.fullmatch(written.removesuffix(":"))
    assert match is not None
    hours, minutes = int(match[1]), int(match[2] or 0)
    offset = timedelta(hours=hours, minutes=-minutes if hours < 0 else minutes)
    return timezone(offset) if abs(offset) < timedelta(days=1) else None


def _as_float(value: Scalar) -> float:
    """Convert as Ruby's Float() does, which reads more than plain scalars may hold."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ScalarFault("no number")
    if not isinstance(value, str):
        return float(value)
    digits = value.strip(" \t\r\n\f\v")
    if _RUBY_FLOAT.fullmatch(digits):
        return float(digits.replace("_", ""))
    if _RUBY_HEX.fullmatch(digits):
        return float(int(digits.replace("_", ""), 16))
    raise ScalarFault(f"{value} is no number")


def _binary(text: str) -> str:
    """Decode base 64 as leniently as Ruby's unpack('m'); the bytes must be UTF-8 text."""
    digits = re.sub(r"[^A-Za-z0-9+/]", "", text.partition("=")[0])
    if len(digits) % 4 == 1:
        digits = digits[:-1]
    try:
        return binascii.a2b_base64(digits + "=" * (-len(digits) % 4)).decode()
    except UnicodeDecodeError:
        raise ScalarFault("binary data") from None
