"""Jekyll's filters for lists of documents and data: choosing, grouping, sorting, changing."""

import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import cast

from curator.rendering.liquid import comparison, numerals, values
from curator.rendering.liquid.conditions import strict
from curator.rendering.liquid.filter_calls import Filters
from curator.rendering.liquid.filters.lists import attribute, has_attributes, identity
from curator.rendering.liquid.problems import Code, Fault
from curator.rendering.liquid.scope import Context
from curator.rendering.liquid.values import array, to_s, truthy
from curator.rendering.liquid.variables import Variable

FILTERS = Filters()

_WHOLE = re.compile(r"\s*-?\d+\s*", re.ASCII)
_DECIMAL = re.compile(r"\s*-?(?:\d+\.?\d*|\.\d+)\s*", re.ASCII)


def _walkable(value: object) -> bool:
    return isinstance(value, (Mapping, range)) or values.is_list(value)


def _items(value: object) -> Iterable[object]:
    """Return what Jekyll walks over: the values of a mapping."""
    return value.values() if isinstance(value, Mapping) else cast(Iterable[object], value)


def item_property(item: object, name: object) -> object:
    """Return a property of an item, followed through dots; what looks like a number is one."""
    text = to_s(name)
    if "." in text:
        found: object = item
        for part in text.split("."):
            found = attribute(found, part) if has_attributes(found) else False
    else:
        found = attribute(item, text)
    return _sortable(found)


def _sortable(value: object) -> object:
    if isinstance(value, (Mapping, bool)) or value is None or values.is_list(value):
        return value
    text = to_s(value)
    if _WHOLE.fullmatch(text):
        return numerals.whole(text)
    if _DECIMAL.fullmatch(text):
        return float(text) if isinstance(value, str) else value
    return value


def _fits(found: object, target: object) -> bool:
    if target is None:
        return found is None
    text = to_s(target)
    if isinstance(target, values.Emptiness):
        return found == text or values.joined(array(found), "") == text
    if isinstance(found, str):
        return found == text
    return any(to_s(one) == text for one in array(found))


def _matches(value: object, name: object, target: object) -> Iterator[object] | None:
    """Return the items whose property is a value, None where the filter gives its input back."""
    if not truthy(name) or isinstance(target, Mapping) or values.is_list(target):
        return None
    if not _walkable(value):
        return None
    return (item for item in _items(value) if _fits(item_property(item, name), target))


@FILTERS.add
def where(value: object, name: object, target: object) -> object:
    """Return the items whose property is a value."""
    found = _matches(value, name, target)
    return value if found is None else list(found)


@FILTERS.add
def find(value: object, name: object, target: object) -> object:
    """Return the first item whose property is a value."""
    found = _matches(value, name, target)
    return value if found is None else next(found, None)


def _chosen(
    context: Context, value: object, variable: object, expression: object
) -> Iterator[object]:
    test = strict(to_s(expression), literally=True)
    frame: dict[str, object] = {}
    with context.frame(frame):
        for item in _items(value):
            frame[to_s(variable)] = item
            if truthy(test.evaluate(context)):
                yield item


@FILTERS.add_contextual
def where_exp(context: Context, value: object, variable: object, expression: object) -> object:
    """Return the items for which a condition holds."""
    if not _walkable(value):
        return value
    return list(_chosen(context, value, variable, expression))


@FILTERS.add_contextual
def find_exp(context: Context, value: object, variable: object, expression: object) -> object:
    """Return the first item for which a condition holds."""
    if not _walkable(value):
        return value
    chosen = _chosen(context, value, variable, expression)
    try:
        return next(chosen, None)
    finally:
        chosen.close()  # type: ignore[attr-defined]  # leaves the frame


def _grouped(value: object, key: Callable[[object], object]) -> list[object]:
    groups: dict[object, tuple[object, list[object]]] = {}
    for item in value.items() if isinstance(value, Mapping) else cast(Iterable[object], value):
        name = key(item)
        groups.setdefault(identity(name), (name, []))[1].append(item)
    return [
        {"name": name, "items": members, "size": len(members)} for name, members in groups.values()
    ]


@FILTERS.add
def group_by(value: object, name: object) -> object:
    """Return groups of the items with the same property."""
    if not _walkable(value):
        return value
    return _grouped(value, lambda item: to_s(item_property(item, name)))


@FILTERS.add_contextual
def group_by_exp(context: Context, value: object, variable: object, expression: object) -> object:
    """Return groups of the items for which an expression gives the same."""
    if not _walkable(value):
        return value
    key = Variable(to_s(expression))
    frame: dict[str, object] = {}

    def keyed(item: object) -> object:
        frame[to_s(variable)] = item
        return key.evaluate(context)

    with context.frame(frame):
        return _grouped(value, keyed)


@FILTERS.add
def sort(value: object, name: object = None, nils: object = "first") -> object:
    """Sort, by a property if one is named; nil comes first or last."""
    if value is None:
        raise Fault(Code.BAD_ARGUMENT, "Cannot sort a null object.")
    if name is None:
        if not _walkable(value):
            raise Fault(Code.BAD_ARGUMENT, "cannot sort what is no list")
        return comparison.ordered(array(value), _compared)
    if nils not in ("first", "last"):
        what = f"Invalid nils order: '{to_s(nils)}' is not a valid nils order. It must be 'first' or 'last'."
        raise Fault(Code.BAD_ARGUMENT, what)
    order = -1 if nils == "first" else 1
    if not _walkable(value):
        raise Fault(Code.BAD_ARGUMENT, f"undefined method `map' for {values.inspect(value)}")
    keyed: list[object] = [(item_property(item, name), item) for item in array(value)]

    def compared(one: object, other: object) -> int:
        first = cast(tuple[object, object], one)[0]
        second = cast(tuple[object, object], other)[0]
        if (first is None) != (second is None):
            return order if first is None else -order
        found = comparison.compare(first, second)
        if found is None:
            found = comparison.compare(to_s(first), to_s(second))
        return found or 0

    return [cast(tuple[object, object], pair)[1] for pair in comparison.ordered(keyed, compared)]


def _compared(one: object, other: object) -> int:
    found = comparison.compare(one, other)
    if found is None:
        what = f"comparison of {values.inspect(one)} with {values.inspect(other)} failed"
        raise Fault(Code.BAD_ARGUMENT, what)
    return found


def _count(given: object) -> int:
    count = numerals.integer(given)
    if count < 0:
        raise Fault(Code.BAD_ARGUMENT, "negative array size")
    return count


@FILTERS.add
def pop(value: object, count: object = 1) -> object:
    """Leave out items at the end."""
    if not values.is_list(value):
        return value
    found, most = array(value), _count(count)
    return found[: max(len(found) - most, 0)]


@FILTERS.add
def push(value: object, item: object) -> object:
    """Add an item at the end."""
    return [*array(value), item] if values.is_list(value) else value


@FILTERS.add
def shift(value: object, count: object = 1) -> object:
    """Leave out items at the start."""
    return array(value)[_count(count) :] if values.is_list(value) else value


@FILTERS.add
def unshift(value: object, item: object) -> object:
    """Add an item at the start."""
    return [item, *array(value)] if values.is_list(value) else value


@FILTERS.add
def sample(value: object, count: object = 1) -> object:
    """Return items by chance; the same ones for the same list, so that a preview does not flicker."""
    if not values.is_list(value):
        return value
    found = array(value)
    try:
        most = numerals.integer(count)
    except Fault:
        most = 1
    # Nothing secret depends on the choice.
    shuffled = random.Random(len(found)).sample(found, len(found))  # noqa: S311
    if most == 1:
        return shuffled[0] if shuffled else None
    return shuffled[: _count(most)]


@FILTERS.add
def array_to_sentence_string(value: object, connector: object = "and") -> object:
    """Join items with commas and a word before the last."""
    if not _walkable(value) and not (isinstance(value, str) and len(value) < 3):
        raise Fault(Code.BAD_ARGUMENT, f"undefined method `length' for {values.inspect(value)}")
    found = cast(Sequence[object], value if isinstance(value, str) else array(value))
    word = to_s(connector)
    if isinstance(value, Mapping):  # whose members have no numbers
        if len(value) > 2:
            raise Fault(Code.BAD_ARGUMENT, "undefined method `join' for nil")
        return f" {word} " if len(value) == 2 else ""
    if len(found) == 0:
        return ""
    if len(found) == 1:
        return to_s(found[0])
    if len(found) == 2:
        return f"{to_s(found[0])} {word} {to_s(found[1])}"
    return f"{values.joined(list(found[:-1]), ', ')}, {word} {to_s(found[-1])}"
