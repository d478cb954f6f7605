"""Values as Ruby handles them: written as text, inspected, split, united, flattened.

Jekyll turns whatever front matter holds into text at many places; what comes out there is Ruby's
`to_s`. Owns these conversions only, no rule of Jekyll's.
"""

import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from curator.formats.yaml_values import Value

SPACES = " \t\r\n\f\v"
"""What Ruby calls white space: full-width and no-break spaces are none."""

_TO_BLANKS = {ord(char): " " for char in SPACES}
_ESCAPES = {
    "\a": r"\a",
    "\b": r"\b",
    "\t": r"\t",
    "\n": r"\n",
    "\v": r"\v",
    "\f": r"\f",
    "\r": r"\r",
    "\x1b": r"\e",
    '"': r"\"",
    "\\": r"\\",
}
_JULIAN_DAY_BEFORE_YEAR_ONE = 1_721_425
_GREGORIAN_REFORM = "2299161j"


def to_s(value: Value) -> str:
    """Return what Ruby's `to_s` makes of a value."""
    if isinstance(value, str):
        return value
    return "" if value is None else inspect(value)


def inspect(value: Value) -> str:
    """Return what Ruby's `inspect` makes of a value, except that dates alone are written plainly.

    Of a time without a zone and one in `Z` the difference is lost: both are written with `UTC`.
    """
    if isinstance(value, str):
        return _quoted(value)
    if value is None:
        return "nil"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return float_text(value)
    if isinstance(value, datetime):
        offset = "UTC" if value.utcoffset() == timedelta(0) else value.strftime("%z")[:5]
        return f"{value.year:04}-{value:%m-%d %H:%M:%S} {offset}"
    if isinstance(value, list):
        return f"[{', '.join(map(_inner, value))}]"
    if isinstance(value, dict):
        pairs = (f"{_quoted(key)}=>{_inner(item)}" for key, item in value.items())
        return f"{{{', '.join(pairs)}}}"
    return str(value)


def _inner(value: Value) -> str:
    """Inspect a value inside a collection, where dates show what they are made of."""
    if isinstance(value, datetime):
        text = inspect(value)
        fraction = f".{value.microsecond:06}".rstrip("0").rstrip(".")
        return text[:19] + fraction + text[19:]
    if isinstance(value, date):
        day = value.toordinal() + _JULIAN_DAY_BEFORE_YEAR_ONE
        return f"#<Date: {value.isoformat()} (({day}j,0s,0n),+0s,{_GREGORIAN_REFORM})>"
    return inspect(value)


def _quoted(text: str) -> str:
    if text.isprintable() and not {'"', "\\", "#"} & set(text):
        return f'"{text}"'
    out: list[str] = []
    for at, char in enumerate(text):
        if char in _ESCAPES:
            out.append(_ESCAPES[char])
        elif char == "#" and text[at + 1 : at + 2] in {"{", "$", "@"}:
            out.append(r"\#")
        elif char.isprintable() or unicodedata.category(char) in {"Zs", "Cf", "Zl", "Zp"}:
            out.append(char)
        elif ord(char) > 0xFFFF:
            out.append(f"\\u{{{ord(char):X}}}")
        elif ord(char) == 0x7F:
            out.append(r"\x7F" if text.isascii() else r"\u007F")
        else:
            out.append(f"\\u{ord(char):04X}")
    return f'"{"".join(out)}"'


def float_text(value: float) -> str:
    """Return a float as Ruby writes it: `1.0e+20`, `Infinity`."""
    text = repr(value)
    mantissa, exponent, power = text.partition("e")
    if not exponent:
        return {"inf": "Infinity", "-inf": "-Infinity", "nan": "NaN"}.get(text, text)
    return f"{mantissa if '.' in mantissa else mantissa + '.0'}e{power}"


def split(text: str) -> list[str]:
    """Split at white space as Ruby does: full-width and no-break spaces stay."""
    if text.isascii() and not _CONTROL_SPACES & set(text):
        return text.split()
    return [word for word in text.translate(_TO_BLANKS).split(" ") if word]


_CONTROL_SPACES = frozenset("\x1c\x1d\x1e\x1f")
"""What Python also calls white space."""


def flatten(value: Value) -> list[Value]:
    """Return a list without its inner lists and empty values; anything else as its only item."""
    if not isinstance(value, list):
        return [] if value is None else [value]
    return [one for item in value for one in flatten(item)]


def unite(*groups: Iterable[Value]) -> list[Value]:
    """Return the values of all groups, each once as Ruby's `|` does: 1, 1.0 and "1" all stay."""
    found: dict[object, Value] = {}
    for group in groups:
        for value in group:
            found.setdefault(_identity(value), value)
    return list(found.values())


def _identity(value: Value) -> object:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return (list, *map(_identity, value))
    if isinstance(value, dict):
        return (dict, frozenset((key, _identity(item)) for key, item in value.items()))
    return (type(value), value)


def stem_and_extension(name: str) -> tuple[str, str]:
    """Split a file's name as Ruby does: dots at its start are no extension's."""
    stem, dot, extension = name.rpartition(".")
    return (stem, dot + extension) if stem and stem.strip(".") else (name, "")
