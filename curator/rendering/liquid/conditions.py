"""Conditions of `if`, `unless`, `when` and of filters like `where_exp`."""

import math
import re
from collections.abc import Mapping
from typing import NamedTuple, cast

from liquid.context import RenderContext

from curator.rendering.liquid import comparison, values
from curator.rendering.liquid.expressions import FRAGMENT, NOTHING, Expression, Literal, parse
from curator.rendering.liquid.grammar import Grammar
from curator.rendering.liquid.problems import Code, Fault

_SYNTAX = re.compile(rf"({FRAGMENT})\s*([=!<>a-z_]+)?\s*({FRAGMENT})?", re.ASCII)
_PARTS = re.compile(
    rf"\b(?:\s?and\s?|\s?or\s?)\b|(?:\s*(?!\b(?:\s?and\s?|\s?or\s?)\b)(?:{FRAGMENT}|\S+)\s*)+",
    re.ASCII,
)


class _Emptiness(values.Emptiness):
    """`empty` and `blank` in tags, where they can be compared with."""

    def __init__(self, *, answers: bool) -> None:
        self.answers = answers
        """Only `empty` is a method of Ruby's own; `blank` is never true."""

    def of(self, value: object) -> bool:
        """Tell whether a value is empty; what cannot be is not."""
        if not self.answers:
            return False
        if isinstance(value, (str, dict)) or values.is_list(value):
            return len(cast(str, value)) == 0
        return False


_EMPTINESS = {
    "empty": Literal(_Emptiness(answers=True)),
    "blank": Literal(_Emptiness(answers=False)),
}


def operand(markup: str | None) -> Expression:
    """Read one side of a comparison, where `empty` and `blank` are questions."""
    if markup is None:
        return NOTHING
    return _EMPTINESS.get(markup) or parse(markup)


class _Link(NamedTuple):
    left: Expression
    operator: str | None
    right: Expression
    joint: str | None
    """`and` or `or` before the next link, None at the end."""


class Condition(Expression):
    """Comparisons joined by `and` and `or`, which bind from the right and alike."""

    __slots__ = ("links",)

    def __init__(self, links: list[_Link]) -> None:
        super().__init__()
        self.links = links

    def evaluate(self, context: RenderContext) -> object:
        """Return the deciding comparison's result: a value where there is no operator."""
        result: object = None
        for link in self.links:
            result = compare(link.left, link.operator, link.right, context)
            true = values.truthy(result)
            if (link.joint == "or" and true) or (link.joint == "and" and not true):
                break
        return result


def equality(left: Expression, right: Expression) -> Condition:
    """Return the condition that two expressions are equal, for `case`."""
    return Condition([_Link(left, "==", right, None)])


def compare(
    left: Expression, operator: str | None, right: Expression, context: RenderContext
) -> object:
    """Return the result of one comparison; raises Fault for an unknown operator."""
    first = left.evaluate(context)
    if operator is None:
        return first
    second = right.evaluate(context)
    if operator == "==":
        return _equal(first, second)
    if operator in ("!=", "<>"):
        return not _equal(first, second)
    if operator == "contains":
        return _contains(first, second)
    if operator in ("<", ">", "<=", ">="):
        return _ordered(first, operator, second)
    raise Fault(Code.BAD_ARGUMENT, f"Unknown operator {operator}")


def _equal(left: object, right: object) -> bool:
    if isinstance(left, _Emptiness):
        return left.of(right)
    if isinstance(right, _Emptiness):
        return right.of(left)
    return comparison.equal(left, right)


def _contains(left: object, right: object) -> bool:
    if not values.truthy(left) or not values.truthy(right):
        return False
    if isinstance(left, str):
        return values.to_s(right) in left
    if isinstance(left, Mapping):
        try:
            return right in left
        except TypeError:
            return False
    if isinstance(left, range):
        return isinstance(right, (int, float)) and left.start <= right < left.stop
    if values.is_list(left):
        return any(comparison.equal(item, right) for item in cast(list[object], left))
    return False


def _ordered(left: object, operator: str, right: object) -> object:
    """Compare sizes. Nil has none, and a text and a number have no order in Ruby."""
    if not _has_order(left) or not _has_order(right):
        return None
    order = comparison.compare(left, right)
    if order is None:
        if any(isinstance(side, float) and math.isnan(side) for side in (left, right)):
            return False
        what = f"comparison of {_kind(left)} with {_shown(right)} failed"
        raise Fault(Code.BAD_ARGUMENT, what)
    return {"<": order < 0, ">": order > 0, "<=": order <= 0, ">=": order >= 0}[operator]


def _has_order(value: object) -> bool:
    if isinstance(value, bool) or value is None or isinstance(value, values.Emptiness):
        return False
    return not isinstance(value, (Mapping, range)) and not values.is_list(value)


def _kind(value: object) -> str:
    names = {int: "Integer", float: "Float", str: "String"}
    return names.get(type(value), type(value).__name__)


def _shown(value: object) -> str:
    return values.inspect(value) if values.is_number(value) else _kind(value)


def condition(markup: str, *, mode: str = "warn") -> Condition:
    """Read a condition as `mode` says: strict, warn (strictly, else laxly) or lax; raises Fault."""
    if mode == "lax":
        return _lax(markup)
    try:
        return strict(markup)
    except Fault as fault:
        if mode == "strict" or fault.code is not Code.BAD_SYNTAX:
            raise
        return _lax(markup)


def strict(markup: str, *, literally: bool = False) -> Condition:
    """Read a condition strictly; `literally` lets `empty` equal nothing, as in Jekyll's filters."""
    read = parse if literally else operand
    words = Grammar(markup)
    links: list[_Link] = []
    while True:
        left = read(words.expression())
        operator = words.accept("comparison")
        right = read(words.expression()) if operator else NOTHING
        joint = "and" if words.accept_id("and") else "or" if words.accept_id("or") else None
        links.append(_Link(left, operator, right, joint))
        if joint is None:
            words.consume("end")
            return Condition(links)


def _lax(markup: str) -> Condition:
    parts = _PARTS.findall(markup)
    links: list[_Link] = []
    joint: str | None = None
    while True:
        match = _SYNTAX.search(parts.pop() if parts else "")
        if match is None:
            raise Fault(Code.BAD_SYNTAX, "Syntax Error in tag 'if' - Valid syntax: if [expression]")
        links.insert(0, _Link(operand(match[1]), match[2], operand(match[3]), joint))
        if not parts:
            return Condition(links)
        joint = parts.pop().strip(values.BLANKS)
        if joint not in ("and", "or"):
            raise Fault(Code.BAD_SYNTAX, "Syntax Error in tag 'if' - Valid syntax: if [expression]")
