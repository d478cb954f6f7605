"""JSON as Ruby's `to_json` writes it."""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from curator.rendering.liquid.problems import Code, Fault, LimitReached
from curator.rendering.liquid.values import MOST_ITEMS, is_list, to_s

_DEEPEST = 100


def written(value: object) -> str:
    """Return a value as JSON without blanks; raises Fault where Ruby refuses it."""
    left = [MOST_ITEMS]
    return "".join(_parts(value, 0, left))


def _parts(value: object, depth: int, left: list[int]) -> Iterator[str]:
    left[0] -= 1
    if left[0] < 0:
        raise LimitReached("value")
    if depth > _DEEPEST:
        raise Fault(Code.BAD_ARGUMENT, f"nesting of {depth} is too deep")
    if value is None:
        yield "null"
    elif isinstance(value, Mapping):
        yield "{"
        for at, (key, item) in enumerate(value.items()):
            yield "," if at else ""
            yield json.dumps(to_s(key), ensure_ascii=False)
            yield ":"
            yield from _parts(item, depth + 1, left)
        yield "}"
    elif is_list(value):
        yield "["
        for at, item in enumerate(cast(Sequence[object], value)):
            yield "," if at else ""
            yield from _parts(item, depth + 1, left)
        yield "]"
    elif isinstance(value, (bool, int, float)):
        if isinstance(value, float) and not math.isfinite(value):
            raise Fault(Code.BAD_ARGUMENT, f"{to_s(value)} not allowed in JSON")
        yield to_s(value)
    else:
        yield json.dumps(to_s(value), ensure_ascii=False)
