"""JSON as Ruby's `to_json` writes it."""

import json
import math
from collections.abc import Mapping, Sequence
from typing import cast

from curator.rendering.liquid.problems import Code, Fault, LimitReached
from curator.rendering.liquid.values import MOST_ITEMS, is_list, to_s

_DEEPEST = 100


def written(value: object) -> str:
    """Return a value as JSON without blanks; raises Fault where Ruby refuses it."""
    parts: list[str] = []
    _write(value, parts, 0)
    return "".join(parts)


def _write(value: object, parts: list[str], depth: int) -> None:
    if len(parts) > 2 * MOST_ITEMS:
        raise LimitReached("value")
    if depth > _DEEPEST:
        raise Fault(Code.BAD_ARGUMENT, f"nesting of {depth} is too deep")
    if value is None:
        parts.append("null")
    elif isinstance(value, Mapping):
        parts.append("{")
        for at, (key, item) in enumerate(value.items()):
            parts.append(("," if at else "") + json.dumps(to_s(key), ensure_ascii=False) + ":")
            _write(item, parts, depth + 1)
        parts.append("}")
    elif is_list(value):
        parts.append("[")
        for at, item in enumerate(cast(Sequence[object], value)):
            parts.append("," if at else "")
            _write(item, parts, depth + 1)
        parts.append("]")
    elif isinstance(value, (bool, int, float)):
        if isinstance(value, float) and not math.isfinite(value):
            raise Fault(Code.BAD_ARGUMENT, f"{to_s(value)} not allowed in JSON")
        parts.append(to_s(value))
    else:
        parts.append(json.dumps(to_s(value), ensure_ascii=False))
