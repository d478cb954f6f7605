"""`assign`, `capture`, `increment`, `decrement` and `echo`."""

import re

from curator.rendering.liquid.nodes import Body, Part, Written
from curator.rendering.liquid.parser import Parser
from curator.rendering.liquid.problems import Code, Fault
from curator.rendering.liquid.scope import Context, Output
from curator.rendering.liquid.tokens import Token
from curator.rendering.liquid.variables import Variable

_SIGNATURE = r"((?:\(?[\w\-.\[\]]\)?)+)"
_ASSIGN = re.compile(rf"{_SIGNATURE}\s*=\s*(.*)\s*", re.DOTALL | re.ASCII)
_CAPTURE = re.compile(_SIGNATURE, re.ASCII)


class Assign(Part):
    """`assign`: gives a variable a value."""

    __slots__ = ("name", "value")

    def __init__(self, token: Token, name: str, value: Variable) -> None:
        super().__init__(token)
        self.name, self.value = name, value
        self.blank = True

    def write(self, context: Context, out: Output) -> None:
        """Set the variable."""
        context.assign(self.name, self.value.evaluate(context))


def parse_assign(parser: Parser, token: Token) -> Part:
    """Parse `assign`."""
    match = _ASSIGN.search(token.markup)
    if match is None:
        raise Fault(Code.BAD_SYNTAX, "Syntax Error in 'assign'")
    return Assign(token, match[1], parser.variable(match[2]))


class Capture(Part):
    """`capture`: gives a variable the text of a body."""

    __slots__ = ("body", "name")

    def __init__(self, token: Token, name: str, body: Body) -> None:
        super().__init__(token)
        self.name, self.body = name, body
        self.blank = True

    def write(self, context: Context, out: Output) -> None:
        """Set the variable."""
        inner = Output()
        self.body.write(context, inner)
        context.assign(self.name, inner.getvalue())


def parse_capture(parser: Parser, token: Token) -> Part:
    """Parse `capture`; the first word that looks like a name is the name."""
    body = parser.simple(token)
    if body is None:
        return parser.remains(token)
    match = _CAPTURE.search(token.markup)
    if match is None:
        raise Fault(Code.BAD_SYNTAX, "Syntax Error in 'capture'")
    return Capture(token, match[1], body)


class Counter(Part):
    """`increment` and `decrement`: a counter of its own beside the variables."""

    __slots__ = ("down", "name")

    def __init__(self, token: Token) -> None:
        super().__init__(token)
        self.down = token.name == "decrement"
        self.name = token.markup.strip()

    def write(self, context: Context, out: Output) -> None:
        """Write the counter, counted up after or down before."""
        count = context.decrement(self.name) if self.down else context.increment(self.name)
        out.write(str(count))


def parse_counter(parser: Parser, token: Token) -> Part:
    """Parse `increment` or `decrement`."""
    return Counter(token)


def parse_echo(parser: Parser, token: Token) -> Part:
    """Parse `echo`, another way to write `{{ … }}`."""
    return Written(token, parser.variable(token.markup))
