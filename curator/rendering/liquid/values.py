"""Values as Ruby's Liquid writes, measures and compares them.

A template's values are plain Python: None, bool, int, float, str, list, dict, range, date and aware datetime,
and lazy mappings and sequences of the site model. Owns what Ruby's methods make of them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import cast

from curator.rendering.liquid.problems import LimitReached
from curator.site import ruby_values

MOST_ITEMS = 500_000
"""How many items a list may get."""
MOST_CHARS = 64 * 1024 * 1024
"""How many characters one value may get."""
MOST_BITS = 14_000
"""How large a whole number may get: Python writes no more than 4,300 digits."""
BLANKS = "\0\t\n\v\f\r "
"""What Ruby's `strip` takes away."""


_NO_LISTS = (str, int, float, dict, type(None), date, range, bytes)


class Emptiness:
    """`empty` and `blank` as values: they are written as nothing and equal nothing."""

    def __str__(self) -> str:
        return ""


def is_list(value: object) -> bool:
    """Tell whether a value is what Ruby calls an Array: a list or a lazy sequence."""
    if isinstance(value, list):
        return True
    # Asking an abstract class is slow; nearly all values are of these.
    return not isinstance(value, _NO_LISTS) and isinstance(value, Sequence)


def is_number(value: object) -> bool:
    """Tell whether a value is a number; True and False are none in Ruby."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def truthy(value: object) -> bool:
    """Tell whether Ruby takes a value for true: everything but nil and false."""
    return value is not None and value is not False


def to_s(value: object) -> str:
    """Return what Ruby's `to_s` makes of a value."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        check_size(value)
        return str(value)
    if isinstance(value, float):
        return ruby_values.float_text(value)
    if isinstance(value, datetime):
        return time_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, range):
        return f"{value.start}..{value.stop - 1}"
    return inspect(value)


def output(value: object) -> str:
    """Return what `{{ value }}` writes: lists are joined, anything else is its `to_s`."""
    return joined(value, "") if is_list(value) else to_s(value)


def time_text(moment: datetime) -> str:
    """Return a time as Ruby's `Time#to_s` does: `UTC` only for times that were given so."""
    zone = "UTC" if moment.tzinfo is UTC else moment.strftime("%z")[:5]
    return f"{moment.year:04}-{moment:%m-%d %H:%M:%S} {zone}"


def inspect(value: object) -> str:
    """Return what Ruby's `inspect` makes of a value; a drop is written by its own `str`."""
    parts: list[str] = []
    _inspect(value, parts, 0)
    return "".join(parts)


def _inspect(value: object, parts: list[str], depth: int) -> None:
    """Write a nested value with a budget, so that a list that holds another very often ends."""
    if len(parts) > 2 * MOST_ITEMS or depth > 200:
        raise LimitReached("value")
    if isinstance(value, dict):
        parts.append("{")
        for at, (key, item) in enumerate(value.items()):
            parts.append(", " if at else "")
            _inspect(key, parts, depth + 1)
            parts.append("=>")
            _inspect(item, parts, depth + 1)
        parts.append("}")
    elif isinstance(value, Sequence) and is_list(value):
        parts.append("[")
        for at, item in enumerate(value):
            parts.append(", " if at else "")
            _inspect(item, parts, depth + 1)
        parts.append("]")
    else:
        parts.append(_inspected(value))


def _inspected(value: object) -> str:
    if isinstance(value, range):
        return to_s(value)
    if isinstance(value, datetime):
        text = time_text(value)
        fraction = f".{value.microsecond:06}".rstrip("0").rstrip(".")
        return text[:19] + fraction + text[19:]
    if isinstance(value, date):
        return ruby_values.inspect([value])[1:-1]
    if value is None or isinstance(value, (bool, int, float, str)):
        return ruby_values.inspect(value)
    return str(value)


def joined(value: object, glue: str) -> str:
    """Join a list with its inner lists as Ruby's `Array#join` does."""
    parts = [to_s(item) for item in flat(value, hollow=[""])]
    if sum(map(len, parts)) + len(glue) * len(parts) > MOST_CHARS:
        raise LimitReached("value")
    return glue.join(parts)


def flat(value: object, *, hollow: Sequence[object] = ()) -> list[object]:
    """Return the items of a list and of the lists in it; `hollow` stands for an empty one in it."""
    out: list[object] = []
    stack: list[Iterator[object]] = [iter(cast(Iterable[object], value))]
    while stack:
        for item in stack[-1]:
            if is_list(item):
                inner = cast(Sequence[object], item)
                stack.append(iter(inner if len(inner) else hollow))
                break
            out.append(item)
            if len(out) > MOST_ITEMS:
                raise LimitReached("items")
        else:
            stack.pop()
        if len(stack) > 1000:
            raise LimitReached("value")
    return out


def items(value: object) -> Sequence[object]:
    """Return what Liquid's own filters for lists walk over (`InputIterator`)."""
    if is_list(value):
        sequence = cast(Sequence[object], value)
        return flat(sequence) if isinstance(value, list) else sequence
    if isinstance(value, range):
        return value
    return [] if value is None else [value]


def array(value: object) -> list[object]:
    """Return what Ruby's `Array()` makes of a value."""
    if value is None:
        return []
    if is_list(value) or isinstance(value, range):
        return limited(cast(Sequence[object], value))
    if isinstance(value, Mapping):
        return [[key, item] for key, item in value.items()]
    return [value]


def limited(value: Sequence[object]) -> list[object]:
    """Return a list of a sequence's items unless they are too many."""
    if len(value) > MOST_ITEMS:
        raise LimitReached("items")
    return list(value)


def check_size(value: int) -> None:
    """Refuse whole numbers that Python would not write; raises LimitReached."""
    if value.bit_length() > MOST_BITS:
        raise LimitReached("number")


def length(value: object) -> int:
    """Return what the filter `size` gives."""
    if isinstance(value, bool):
        return 0
    if isinstance(value, int):
        return max(8, (value.bit_length() + 63) // 64 * 8) if abs(value) >> 62 else 8
    if isinstance(value, (str, Sequence, dict)):
        return len(value)
    return 0
