"""Liquid's filters for lists, and `default`. Jekyll replaces `sort` and `where` by its own."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import cast

from curator.rendering.liquid import comparison, values
from curator.rendering.liquid.filter_calls import Filters
from curator.rendering.liquid.problems import Code, Fault, LimitReached
from curator.rendering.liquid.values import MOST_ITEMS, items, to_s

FILTERS = Filters()

_FOLD = {ord(char): char.lower() for char in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}


def attribute(item: object, name: object) -> object:
    """Return Ruby's `item[name]`: of a mapping its value, of a text the part that is `name`.

    Raises Fault for values that have no such thing.
    """
    if isinstance(item, Mapping):
        try:
            return item[name]
        except (KeyError, TypeError):
            return None
    if isinstance(item, str):
        if isinstance(name, str):
            return name if name in item else None
        if isinstance(name, int) and not isinstance(name, bool):
            return item[name] if -len(item) <= name < len(item) else None
    elif values.is_list(item) and isinstance(name, int) and not isinstance(name, bool):
        sequence = cast(Sequence[object], item)
        return sequence[name] if -len(sequence) <= name < len(sequence) else None
    raise Fault(Code.BAD_ARGUMENT, f"cannot select the property '{to_s(name)}'")


def has_attributes(item: object) -> bool:
    """Tell whether a value answers to `[]`."""
    if isinstance(item, bool):
        return False
    return isinstance(item, (Mapping, str, int)) or values.is_list(item)


def identity(value: object) -> object:
    """Return what makes two values the same for Ruby's `uniq`: 1, 1.0 and "1" differ."""
    if isinstance(value, str):
        return value
    if values.is_list(value):
        return (list, *map(identity, cast(Sequence[object], value)))
    if isinstance(value, dict):
        return (dict, frozenset((key, identity(item)) for key, item in value.items()))
    if isinstance(value, Mapping):
        return (Mapping, id(value))
    return (type(value), value)


@FILTERS.add
def size(value: object) -> object:
    """Return the length of a text, list or mapping."""
    return values.length(value)


@FILTERS.add
def join(value: object, glue: object = " ") -> object:
    """Join the items with a text between."""
    return values.joined(items(value), to_s(glue))


@FILTERS.add
def sort_natural(value: object, name: object = None) -> object:
    """Sort without regard to capitals; nil comes last."""
    found = list(items(value))
    if name is None:
        return comparison.ordered(found, _natural)
    if not all(map(has_attributes, found)):
        return None
    return comparison.ordered(
        found, lambda one, other: _natural(attribute(one, name), attribute(other, name))
    )


def _natural(one: object, other: object) -> int:
    if one is None or other is None:
        return 1 if one is None else -1
    first, second = to_s(one).translate(_FOLD), to_s(other).translate(_FOLD)
    return (first > second) - (first < second)


@FILTERS.add
def uniq(value: object, name: object = None) -> object:
    """Return each item once."""
    found = items(value)
    if name is None:
        return _unique(found, identity)
    if len(found) < 2:
        return list(found)
    keys: list[object] = []
    for item in found:
        if not has_attributes(item):
            return None
        keys.append(identity(attribute(item, name)))
    kept = dict(zip(reversed(keys), reversed(found), strict=True))
    return [kept[key] for key in dict.fromkeys(keys)]


def _unique(found: Iterable[object], key: Callable[[object], object]) -> list[object]:
    kept: dict[object, object] = {}
    for item in found:
        kept.setdefault(key(item), item)
    return list(kept.values())


@FILTERS.add
def reverse(value: object) -> object:
    """Return the items from the last to the first."""
    return list(reversed(items(value)))


@FILTERS.add
def map_(value: object, name: object) -> object:
    """Return one property of each item."""
    found = items(value)
    return [attribute(item, name) if has_attributes(item) else None for item in found]


@FILTERS.add
def compact(value: object, name: object = None) -> object:
    """Leave out what is nil."""
    found = items(value)
    if name is None:
        return [item for item in found if item is not None]
    kept: list[object] = []
    for item in found:
        if not has_attributes(item):
            return None
        if attribute(item, name) is not None:
            kept.append(item)
    return kept


@FILTERS.add
def concat(value: object, other: object) -> object:
    """Return the items of two lists."""
    if not values.is_list(other):
        raise Fault(Code.BAD_ARGUMENT, "concat filter requires an array argument")
    first, second = items(value), cast(Sequence[object], other)
    if len(first) + len(second) > MOST_ITEMS:
        raise LimitReached("items")
    return [*first, *second]


@FILTERS.add
def first(value: object) -> object:
    """Return the first item."""
    if isinstance(value, Mapping):
        key = next(iter(value), None)
        return None if key is None else [key, value[key]]
    return _item(value, 0)


@FILTERS.add
def last(value: object) -> object:
    """Return the last item."""
    return _item(value, -1)


def _item(value: object, at: int) -> object:
    if isinstance(value, range) or values.is_list(value):
        sequence = cast(Sequence[object], value)
        return sequence[at] if len(sequence) else None
    return None


@FILTERS.add
def default(value: object, otherwise: object = "", options: object = None) -> object:
    """Return another value for nil, false and what is empty."""
    keeps_false = isinstance(options, dict) and values.truthy(options.get("allow_false"))
    missing = value is None if keeps_false else not values.truthy(value)
    if missing:
        return otherwise
    if isinstance(value, (str, dict)) or values.is_list(value):
        return value if len(cast(Sequence[object], value)) else otherwise
    return value
