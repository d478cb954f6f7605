"""`cycle`, `break`, `continue` and `ifchanged`: tags that depend on what came before."""

import re

from curator.rendering.liquid import values
from curator.rendering.liquid.expressions import FRAGMENT, Expression, Literal, parse
from curator.rendering.liquid.nodes import Body, Part
from curator.rendering.liquid.parser import Parser
from curator.rendering.liquid.problems import Code, Fault
from curator.rendering.liquid.scope import Context, Output
from curator.rendering.liquid.tokens import Token

_CYCLE = re.compile(rf"{FRAGMENT}+", re.ASCII)
_NAMED_CYCLE = re.compile(rf"({FRAGMENT})\s*:\s*(.*)", re.DOTALL | re.ASCII)
_CYCLE_VALUE = re.compile(rf"\s*({FRAGMENT})\s*", re.ASCII)


class Cycle(Part):
    """`cycle`: writes the next of its values each time."""

    __slots__ = ("name", "turns")

    def __init__(self, token: Token) -> None:
        super().__init__(token)
        named = _NAMED_CYCLE.match(token.markup)
        if named is None and _CYCLE.match(token.markup) is None:
            raise Fault(Code.BAD_SYNTAX, "Syntax Error in 'cycle'")
        self.turns = _turns(named[2] if named else token.markup)
        self.name = parse(named[1]) if named else Literal(_named_after(self.turns))

    def write(self, context: Context, out: Output) -> None:
        """Write one of the values."""
        key = self.name.evaluate(context)
        key = values.inspect(key) if isinstance(key, (list, dict)) else key
        at = context.cycles.get(key, 0)
        turn = self.turns[at].evaluate(context) if at < len(self.turns) else None
        out.write(values.output(turn))
        context.cycles[key] = 0 if at + 1 >= len(self.turns) else at + 1


def _turns(markup: str) -> list[Expression]:
    matches = (_CYCLE_VALUE.search(text) for text in markup.split(","))
    turns = [parse(match[1]) for match in matches if match is not None]
    return [turn for turn in turns if not (isinstance(turn, Literal) and turn.value is None)]


def _named_after(turns: list[Expression]) -> object:
    """Ruby names a cycle after its values as text, where a lookup is an object like no other."""
    literals = [values.inspect(turn.value) for turn in turns if isinstance(turn, Literal)]
    return tuple(literals) if len(literals) == len(turns) else object()


def parse_cycle(parser: Parser, token: Token) -> Part:
    """Parse `cycle`."""
    return Cycle(token)


class Interrupt(Part):
    """`break` and `continue`."""

    __slots__ = ("name",)

    def __init__(self, token: Token) -> None:
        super().__init__(token)
        self.name = token.name

    def write(self, context: Context, out: Output) -> None:
        """Leave the round or the loop."""
        context.interrupts.append(self.name)


def parse_interrupt(parser: Parser, token: Token) -> Part:
    """Parse `break` or `continue`."""
    return Interrupt(token)


class IfChanged(Part):
    """`ifchanged`: writes its body unless that is what it gave last."""

    __slots__ = ("body",)

    def __init__(self, token: Token, body: Body) -> None:
        super().__init__(token)
        self.body = body
        self.blank = body.blank

    def write(self, context: Context, out: Output) -> None:
        """Write the body if it differs."""
        inner = Output()
        self.body.write(context, inner)
        text = inner.getvalue()
        if text != context.ifchanged_text:
            context.ifchanged_text = text
            out.write(text)


def parse_ifchanged(parser: Parser, token: Token) -> Part:
    """Parse `ifchanged`."""
    body = parser.simple(token)
    return parser.remains(token) if body is None else IfChanged(token, body)
