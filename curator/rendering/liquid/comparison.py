"""Values compared and ordered as Ruby does."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import cast

from curator.rendering.liquid.values import is_list, is_number


def equal(left: object, right: object) -> bool:
    """Compare as Ruby's `==`: 1 is 1.0 but neither true nor "1"."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, (list, dict)) or is_list(left):
        return _equal_collections(left, right)
    if isinstance(left, datetime) != isinstance(right, datetime):
        return False
    return bool(left == right)


def _equal_collections(left: object, right: object) -> bool:
    if isinstance(left, dict):
        return (
            isinstance(right, dict)
            and len(left) == len(right)
            and all(key in right and equal(item, right[key]) for key, item in left.items())
        )
    if not is_list(right):
        return False
    first, second = cast(Sequence[object], left), cast(Sequence[object], right)
    return len(first) == len(second) and all(map(equal, first, second))


def compare(left: object, right: object) -> int | None:
    """Compare as Ruby's `<=>`: None where two values have no order."""
    if is_number(left) and is_number(right):
        return _order(left, right)
    if isinstance(left, str) and isinstance(right, str):
        return _order(left, right)
    if isinstance(left, datetime) or isinstance(right, datetime):
        both = isinstance(left, datetime) and isinstance(right, datetime)
        return _order(left, right) if both else None
    if isinstance(left, date) and isinstance(right, date):
        return _order(left, right)
    if is_list(left) and is_list(right):
        first, second = cast(Sequence[object], left), cast(Sequence[object], right)
        for one, other in zip(first, second, strict=False):
            found = compare(one, other)
            if found != 0:
                return found
        return _order(len(first), len(second))
    return 0 if equal(left, right) else None


def _order(left: object, right: object) -> int | None:
    first, second = cast(float, left), cast(float, right)
    if first == second:
        return 0
    if first < second:
        return -1
    return 1 if first > second else None


def ordered(values: Iterable[object], comparison: Callable[[object, object], int]) -> list[object]:
    """Sort by a comparison with the C library's merge sort, which Ruby uses.

    The steps matter only for comparisons that contradict themselves, as Liquid's do for nil.
    """
    found = list(values)
    width = len(found)
    return found if width < 2 else _merged(found, 0, width, comparison)


def _merged(
    found: list[object], start: int, count: int, comparison: Callable[[object, object], int]
) -> list[object]:
    if count < 2:
        return found[start : start + count]
    half = count // 2
    left = _merged(found, start, half, comparison)
    right = _merged(found, start + half, count - half, comparison)
    out: list[object] = []
    first = second = 0
    while first < len(left) and second < len(right):
        if comparison(left[first], right[second]) <= 0:
            out.append(left[first])
            first += 1
        else:
            out.append(right[second])
            second += 1
    return [*out, *left[first:], *right[second:]]
