"""`{{ value | filter: argument }}`: a value and the filters that it passes through."""

import re
from typing import NamedTuple

from liquid.context import RenderContext

from curator.rendering.liquid.expressions import ATTRIBUTE, FRAGMENT, NOTHING, Expression, parse
from curator.rendering.liquid.filter_calls import Filter
from curator.rendering.liquid.grammar import Grammar
from curator.rendering.liquid.problems import Code, Fault
from curator.rendering.liquid.scope import Context

_FIRST = re.compile(rf"({FRAGMENT})(.*)", re.DOTALL | re.ASCII)
_FILTERS = re.compile(r"\|\s*(.*)", re.DOTALL | re.ASCII)
_FILTER = re.compile(rf"(?:\s+|{FRAGMENT}|,)+", re.ASCII)
_NAME = re.compile(r"\w+", re.ASCII)
_ARGUMENT = re.compile(rf"[:,]\s*((?:\w+\s*:\s*)?{FRAGMENT})", re.ASCII)


class _Call(NamedTuple):
    name: str
    arguments: list[Expression]
    named: dict[str, Expression]


class Variable(Expression):
    """A value and its filters; raises Fault (BAD_SYNTAX) only where `strict`."""

    def __init__(self, markup: str, *, strict: bool = False) -> None:
        super().__init__()
        self.start: Expression = NOTHING
        self.calls: list[_Call] = []
        try:
            self._read_strictly(markup)
        except Fault as fault:
            if strict or fault.code is not Code.BAD_SYNTAX:
                raise
            self._read_laxly(markup)

    def _read_strictly(self, markup: str) -> None:
        words = Grammar(markup)
        if words.look("end"):
            return
        self.start = parse(words.expression())
        while words.accept("|"):
            name = words.consume("id")
            self._add(name, words.arguments() if words.accept(":") else [])
        words.consume("end")

    def _read_laxly(self, markup: str) -> None:
        self.start, self.calls = NOTHING, []
        match = _FIRST.search(markup)
        if match is None:
            return
        self.start = parse(match[1])
        filters = _FILTERS.search(match[2])
        if filters is None:
            return
        for text in _FILTER.findall(filters[1]):
            name = _NAME.search(text)
            if name is not None:
                self._add(name[0], _ARGUMENT.findall(text))

    def _add(self, name: str, arguments: list[str]) -> None:
        call = _Call(name, [], {})
        for argument in arguments:
            named = ATTRIBUTE.fullmatch(argument)
            if named is not None:
                call.named[named[1]] = parse(named[2])
            else:
                call.arguments.append(parse(argument))
        self.calls.append(call)

    def evaluate(self, context: RenderContext) -> object:
        """Return what the filters make of the value; raises Fault."""
        assert isinstance(context, Context)
        value = self.start.evaluate(context)
        for name, arguments, named in self.calls:
            found = context.env.filters.get(name)
            if found is None:
                if context.env.strict_filters:
                    raise Fault(Code.UNKNOWN_FILTER, f"undefined filter {name}", name)
                continue
            assert isinstance(found, Filter)
            given = [argument.evaluate(context) for argument in arguments]
            if named:
                given.append({key: one.evaluate(context) for key, one in named.items()})
            value = found(context, value, given)
        return value
