"""What stands for a value in a template: literals, ranges and lookups like `page.tags[0].size`."""

import functools
import re
from collections.abc import Mapping, Sequence
from typing import cast

from liquid.context import RenderContext
from liquid.expression import Expression as Base
from liquid.token import TOKEN_EXPRESSION, Token

from curator.rendering.liquid import numerals, values
from curator.rendering.liquid.problems import Code, Fault
from curator.rendering.liquid.scope import Context

QUOTED = r"""(?:"[^"]*"|'[^']*')"""
FRAGMENT = rf"""(?:{QUOTED}|(?:[^\s,|'"]|{QUOTED})+)"""
"""Liquid's QuotedFragment: what the lax reading takes for one value."""
ATTRIBUTE = re.compile(rf"(\w[\w-]*)\s*:\s*({FRAGMENT})", re.ASCII)
"""Liquid's TagAttributes: `limit: 3`."""

_WHOLE = re.compile(r"-?\d+", re.ASCII)
_DECIMAL = re.compile(r"-?\d[\d.]+", re.ASCII)
_RANGE_START = re.compile(r"\(\s*(\S+)\s*\.\.", re.ASCII)
_RANGE_END = re.compile(r"\s*(\S+)\s*\)", re.ASCII)
_STEP = re.compile(r"\[[^\]]+\]|[\w-]+\??", re.ASCII)
_LITERALS: dict[str, object] = {
    "nil": None,
    "null": None,
    "": None,
    "true": True,
    "false": False,
    "blank": values.Emptiness(),
    "empty": values.Emptiness(),
}
_NO_TOKEN = Token(TOKEN_EXPRESSION, "", -1, "")
_UNKNOWN = object()
_COMMANDS = frozenset({"size", "first", "last"})


class Expression(Base):
    """Something that has a value in a context."""

    def __init__(self) -> None:
        super().__init__(token=_NO_TOKEN)

    def evaluate(self, context: RenderContext) -> object:
        """Return the value."""
        raise NotImplementedError

    def children(self) -> list[Base]:
        """Return nothing: templates are not analysed."""
        return []


class Literal(Expression):
    """A value written down."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        super().__init__()
        self.value = value

    def evaluate(self, context: RenderContext) -> object:
        """Return the value."""
        return self.value


NOTHING = Literal(None)


class Range(Expression):
    """`(1..page.count)` whose ends are looked up."""

    __slots__ = ("first", "last")

    def __init__(self, first: Expression, last: Expression) -> None:
        super().__init__()
        self.first, self.last = first, last

    def evaluate(self, context: RenderContext) -> object:
        """Return a range of whole numbers."""
        first, last = self.first.evaluate(context), self.last.evaluate(context)
        return range(_end(first), _end(last) + 1)


def _end(value: object) -> int:
    return (
        numerals.to_i(value) if value is None or isinstance(value, str) else numerals.integer(value)
    )


class Lookup(Expression):
    """A name and the steps from its value to the value meant."""

    __slots__ = ("name", "steps")

    def __init__(self, markup: str) -> None:
        super().__init__()
        found = _STEP.findall(markup)
        self.name: str | Expression | None = found[0] if found else None
        if found and found[0].startswith("["):
            self.name = parse(found[0][1:-1])
        # Each step: the key or its expression, and whether `size` and the like may be asked of a value.
        self.steps: list[tuple[object, Expression | None, bool]] = [
            (None, parse(step[1:-1]), False)
            if step.startswith("[")
            else (step, None, step in _COMMANDS)
            for step in found[1:]
        ]

    def evaluate(self, context: RenderContext) -> object:
        """Return the value, None where anything on the way is missing."""
        assert isinstance(context, Context)
        name: object = self.name
        if isinstance(name, Expression):
            name = name.evaluate(context)
        value = context.find(name)
        for key, expression, command in self.steps:
            if expression is not None:
                key = expression.evaluate(context)  # noqa: PLW2901
            value = _step(value, key, command, context)
        return value


def _step(value: object, key: object, command: bool, context: Context) -> object:
    if isinstance(value, Mapping):
        try:
            return value[key]
        except (KeyError, TypeError):
            pass
    elif isinstance(key, int) and not isinstance(key, bool) and values.is_list(value):
        sequence = cast(Sequence[object], value)
        return sequence[key] if -len(sequence) <= key < len(sequence) else None
    if command and (found := _command(value, str(key))) is not _UNKNOWN:
        return found
    if context.strict_variables:
        raise Fault(Code.UNKNOWN_VARIABLE, f"undefined variable {values.to_s(key)}", str(key))
    return None


def _command(value: object, name: str) -> object:
    """Answer `size`, `first` or `last` of a value that has no such key."""
    if name == "size":
        sized = isinstance(value, (int, str, Sequence, dict)) and not isinstance(value, bool)
        return values.length(value) if sized else _UNKNOWN
    if isinstance(value, Mapping):
        if name == "last":
            return _UNKNOWN
        key = next(iter(value), None)
        return None if key is None else [key, value[key]]
    if isinstance(value, Sequence) and not isinstance(value, str):
        at = 0 if name == "first" else -1
        return cast(object, value[at]) if len(value) else None
    return _UNKNOWN


@functools.lru_cache(maxsize=4096)
def parse(markup: str) -> Expression:
    """Read one value as Liquid's `Expression.parse` does; nothing fails."""
    markup = markup.strip(values.BLANKS)
    if markup[:1] in ('"', "'") and markup.endswith(markup[0]):
        return Literal(markup[1:-1])
    if _WHOLE.fullmatch(markup):
        return Literal(numerals.whole(markup))
    if markup.startswith("("):
        found = _range(markup)
        if found is not None:
            return found
    if _DECIMAL.fullmatch(markup):
        return Literal(numerals.to_f(markup))
    if markup in _LITERALS:
        return Literal(_LITERALS[markup])
    return Lookup(markup)


def _range(markup: str) -> Expression | None:
    start = _RANGE_START.match(markup)
    if start is None:
        return None
    # The first end is the longest possible and is not taken back, as in Ruby.
    end = _RANGE_END.fullmatch(markup, start.end())
    if end is None:
        return None
    first, last = parse(start[1]), parse(end[1])
    if isinstance(first, Literal) and isinstance(last, Literal):
        return Literal(range(numerals.to_i(first.value), numerals.to_i(last.value) + 1))
    return Range(first, last)
