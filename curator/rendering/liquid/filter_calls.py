"""How filters are declared and called: as Ruby methods, with their number of arguments checked."""

import inspect
from collections.abc import Callable, Sequence

from curator.rendering.liquid.problems import Code, Fault
from curator.rendering.liquid.scope import Context

Function = Callable[..., object]


class Filter:
    """A filter: a function of the value, its arguments, and first the context where `contextual`."""

    def __init__(self, name: str, function: Function, *, contextual: bool) -> None:
        self.name = name
        self._function = function
        self._contextual = contextual
        parameters = list(inspect.signature(function).parameters.values())[contextual:]
        self._most = len(parameters)
        self._least = sum(one.default is one.empty for one in parameters)

    def __call__(self, context: Context, value: object, arguments: Sequence[object]) -> object:
        """Return the filter's result; raises Fault as Liquid's ArgumentError."""
        given = len(arguments) + 1
        if not self._least <= given <= self._most:
            bounds = str(self._least)
            if self._least != self._most:
                bounds += f"..{self._most}"
            message = f"wrong number of arguments (given {given}, expected {bounds})"
            raise Fault(Code.BAD_ARGUMENT, message, self.name)
        if self._contextual:
            return self._function(context, value, *arguments)
        return self._function(value, *arguments)


class Filters:
    """A table of filters, filled by decorating functions."""

    def __init__(self) -> None:
        self.table: dict[str, Filter] = {}

    def add(self, function: Function) -> Function:
        """Register a function of value and arguments under its name without a last `_`."""
        return self._add(function, contextual=False)

    def add_contextual(self, function: Function) -> Function:
        """Register a function that also takes the context, first."""
        return self._add(function, contextual=True)

    def _add(self, function: Function, *, contextual: bool) -> Function:
        name = function.__name__.removesuffix("_")
        self.table[name] = Filter(name, function, contextual=contextual)
        return function
