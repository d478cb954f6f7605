"""Liquid's filters for numbers. Floats are reckoned in decimals, as Ruby's Liquid does."""

import math
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

from curator.rendering.liquid.filter_calls import Filters
from curator.rendering.liquid.numerals import number, plain_number
from curator.rendering.liquid.problems import Code, Fault, LimitReached
from curator.rendering.liquid.values import MOST_BITS

FILTERS = Filters()

_PRECISION = 60
_Number = int | Decimal


def _reckoned(value: object, other: object, operation: Callable[..., _Number]) -> object:
    left, right = number(value), number(other)
    with localcontext(Context(prec=_PRECISION)):
        return plain_number(operation(left, right))


@FILTERS.add
def abs_(value: object) -> object:
    """Return a number without its sign."""
    given = number(value)
    return plain_number(abs(given) if isinstance(given, int) else given.copy_abs())


def _sum(left: _Number, right: _Number) -> _Number:
    return left + right


def _difference(left: _Number, right: _Number) -> _Number:
    return left - right


@FILTERS.add
def plus(value: object, other: object) -> object:
    """Add."""
    return _reckoned(value, other, _sum)


@FILTERS.add
def minus(value: object, other: object) -> object:
    """Subtract."""
    return _reckoned(value, other, _difference)


@FILTERS.add
def times(value: object, other: object) -> object:
    """Multiply."""
    return _reckoned(value, other, _product)


def _product(left: _Number, right: _Number) -> _Number:
    if isinstance(left, int) and isinstance(right, int):
        if left.bit_length() + right.bit_length() > MOST_BITS:
            raise LimitReached("number")
        return left * right
    return Decimal(left) * Decimal(right)


@FILTERS.add
def divided_by(value: object, other: object) -> object:
    """Divide; whole numbers give a whole number, rounded down."""
    return _reckoned(value, other, _quotient)


def _quotient(left: _Number, right: _Number) -> _Number:
    if isinstance(left, int) and isinstance(right, int):
        if right == 0:
            raise Fault(Code.BAD_ARGUMENT, "divided by 0")
        return left // right
    first, second = Decimal(left), Decimal(right)
    if second or not second.is_finite():
        return first / second
    if not first or first.is_nan():
        return Decimal("NaN")
    return Decimal("-Infinity" if first.is_signed() != second.is_signed() else "Infinity")


@FILTERS.add
def modulo(value: object, other: object) -> object:
    """Return the rest of a division, which has the divisor's sign."""
    return _reckoned(value, other, _rest)


def _rest(left: _Number, right: _Number) -> _Number:
    if right == 0:
        raise Fault(Code.BAD_ARGUMENT, "divided by 0")
    if isinstance(left, int) and isinstance(right, int):
        return left % right
    first, second = Decimal(left), Decimal(right)
    rest = first % second
    if not rest:
        return Decimal(0)
    return rest + second if rest and (rest < 0) != (second < 0) else rest


@FILTERS.add
def round_(value: object, digits: object = 0) -> object:
    """Round half away from zero."""
    given, places = number(value), int(number(digits))
    if abs(places) > 1000:
        raise LimitReached("number")
    if isinstance(given, int):
        return given if places >= 0 else _tens(given, -places)
    _check(given)
    with localcontext(Context(prec=2000)):
        rounded = given.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return int(rounded) if places <= 0 else float(rounded)


def _tens(given: int, places: int) -> int:
    step = 10**places
    size: int = (abs(given) + step // 2) // step * step
    return -size if given < 0 else size


def _check(given: _Number) -> None:
    if isinstance(given, Decimal) and not given.is_finite():
        raise Fault(Code.BAD_ARGUMENT, "Computation results in 'Infinity'")


@FILTERS.add
def ceil(value: object) -> object:
    """Round up."""
    given = number(value)
    _check(given)
    return math.ceil(given)


@FILTERS.add
def floor(value: object) -> object:
    """Round down."""
    given = number(value)
    _check(given)
    return math.floor(given)


@FILTERS.add
def at_least(value: object, least: object) -> object:
    """Return the larger number."""
    given, bound = number(value), number(least)
    return plain_number(bound if bound > given else given)


@FILTERS.add
def at_most(value: object, most: object) -> object:
    """Return the smaller number."""
    given, bound = number(value), number(most)
    return plain_number(bound if bound < given else given)
