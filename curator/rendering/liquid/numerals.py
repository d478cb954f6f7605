"""Texts and other values as numbers, the several ways in which Ruby and Liquid read them."""

import math
import re
from datetime import datetime
from decimal import Decimal

from curator.rendering.liquid.problems import Code, Fault, LimitReached
from curator.rendering.liquid.values import BLANKS, check_size, inspect, to_s
from curator.site import ruby_values

_WHOLE = re.compile(r"\s*([+-]?\d+(?:_\d+)*)", re.ASCII)
_DECIMAL = re.compile(r"-?\d+\.\d+", re.ASCII)
_FLOAT_START = re.compile(r"\s*[+-]?\d+(?:_\d+)*(?:\.\d+(?:_\d+)*)?(?:[eE][+-]?\d+)?", re.ASCII)


def to_i(value: object) -> int:
    """Return what Ruby's `to_i` makes of a value; raises Fault for values without it."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str, datetime, type(None))):
        raise Fault(Code.BAD_ARGUMENT, f"undefined method `to_i' for {inspect(value)}")
    if isinstance(value, str):
        match = _WHOLE.match(value)
        return whole(match[1].replace("_", "")) if match else 0
    if isinstance(value, datetime):
        return int(value.timestamp() // 1)
    if isinstance(value, float) and not math.isfinite(value):
        raise Fault(Code.BAD_ARGUMENT, to_s(value))
    return int(value or 0)


def whole(digits: str) -> int:
    """Read a whole number unless it is longer than Python writes."""
    if len(digits) > 4000:
        raise LimitReached("number")
    return int(digits)


def to_f(text: str) -> float:
    """Return what Ruby's `String#to_f` makes of a text."""
    match = _FLOAT_START.match(text)
    return float(match[0].replace("_", "")) if match else 0.0


def integer(value: object) -> int:
    """Return what Liquid's `Utils.to_integer` makes of a value; raises Fault for others."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    text = to_s(value).strip(BLANKS)
    match = re.fullmatch(
        r"([+-]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(\d+(?:_\d+)*))", text, re.ASCII
    )
    if match is None or (match[5] and len(match[5]) > 1 and match[5].startswith("0")):
        raise Fault(Code.BAD_ARGUMENT, "invalid integer")
    sign, sixteen, two, eight, ten = match.groups()
    size = (
        whole(ten.replace("_", ""))
        if ten
        else int(sixteen or two or eight, 16 if sixteen else 2 if two else 8)
    )
    return -size if sign == "-" else size


def number(value: object) -> int | Decimal:
    """Return what Liquid's `Utils.to_number` makes of a value: nothing fails, all else is 0."""
    if isinstance(value, float):
        text = ruby_values.float_text(value)
        return Decimal(text)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str):
        stripped = value.strip(BLANKS)
        return Decimal(stripped) if _DECIMAL.fullmatch(stripped) else to_i(value)
    return 0


def plain_number(value: int | Decimal) -> int | float:
    """Return a number as templates keep it: whole, or a float."""
    if isinstance(value, int):
        check_size(value)
        return value
    return float(value)
