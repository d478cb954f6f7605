"""The parts of a parsed template that are common to all tags: text, output, bodies, chips."""

from collections.abc import Iterable
from typing import TextIO

from liquid.ast import Node
from liquid.context import RenderContext
from liquid.exceptions import LiquidError
from liquid.token import TOKEN_CONTENT, TOKEN_TAG
from liquid.token import Token as Place

from curator.rendering.liquid import values
from curator.rendering.liquid.problems import Code, LimitReached, TemplateStopped
from curator.rendering.liquid.scope import Context, Output, chip, fault_of
from curator.rendering.liquid.tokens import Kind, Token
from curator.rendering.liquid.variables import Variable

_RECOVERABLE = (
    LiquidError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What a template's values can cause. Anything else is a bug or the machine's."""


class Part(Node):
    """A node at a token. `blank` means that it never writes anything but white space."""

    __slots__ = ("line", "source", "start")

    def __init__(self, token: Token) -> None:
        kind = TOKEN_CONTENT if token.kind is Kind.TEXT else TOKEN_TAG
        super().__init__(Place(kind, token.name, token.start, ""))
        self.blank = False
        self.start = token.start
        self.line = token.line
        self.source = token.text

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        """Write the node."""
        assert isinstance(context, Context)
        assert isinstance(buffer, Output)
        before = buffer.size
        self.write(context, buffer)
        return buffer.size - before

    def write(self, context: Context, out: Output) -> None:
        """Write what the node gives; nothing by default."""


class Text(Part):
    """Text outside of tags."""

    __slots__ = ("text",)

    def __init__(self, token: Token, text: str) -> None:
        super().__init__(token)
        self.text = text
        self.blank = not text.strip(" \t\n\v\f\r")
        self.line += token.text[: len(token.text) - len(text)].count("\n")

    def write(self, context: Context, out: Output) -> None:
        """Write the text."""
        out.mark(self.line, follows=True)
        out.write(self.text)


class Written(Part):
    """`{{ … }}`."""

    __slots__ = ("variable",)

    def __init__(self, token: Token, variable: Variable) -> None:
        super().__init__(token)
        self.variable = variable

    def write(self, context: Context, out: Output) -> None:
        """Write the variable's value."""
        out.write(values.output(self.variable.evaluate(context)))


class Chip(Part):
    """The mark of a place that Jekyll would not understand."""

    __slots__ = ()

    def write(self, context: Context, out: Output) -> None:
        """Write the chip, unless it would break the page here."""
        if context.may_show_chip() and not out.spoils_chips():
            out.write(chip(self.source))


_NOWHERE = Token(Kind.TEXT, "", 0, 0)


class Body(Part):
    """Nodes one after the other."""

    __slots__ = ("nodes",)

    def __init__(self, nodes: Iterable[Part] = ()) -> None:
        super().__init__(_NOWHERE)
        self.nodes: list[Part] = list(nodes)
        self.blank = all(node.blank for node in self.nodes)

    def add(self, node: Part) -> None:
        """Add a node at the end."""
        self.nodes.append(node)
        self.blank = self.blank and node.blank

    def trim_end(self) -> None:
        """Take white space from the end of the last node if it is text (`{%-`)."""
        if self.nodes and isinstance(last := self.nodes[-1], Text):
            last.text = last.text.rstrip(values.BLANKS)

    def drop_blank_text(self) -> None:
        """Leave out texts: those of a block that writes nothing are only its layout."""
        self.nodes = [node for node in self.nodes if not isinstance(node, Text)]

    def write(self, context: Context, out: Output) -> None:
        """Write all nodes; a node that fails becomes a chip and a problem."""
        context.count(len(self.nodes) + 1)
        for node in self.nodes:
            if not isinstance(node, Text):
                out.mark(node.line, follows=False)
            try:
                node.write(context, out)
            except TemplateStopped:
                raise
            except _RECOVERABLE as error:
                if isinstance(error, LimitReached) and error.final:
                    context.place = node.start
                    raise
                _mend(node, error, context, out)
            if context.interrupts:
                break


def _mend(node: Part, error: Exception, context: Context, out: Output) -> None:
    fault = fault_of(error)
    if fault.code is Code.TOO_DEEP and context.file and context.chips:
        # An include that includes itself twice fails at 2^100 places: it is shown at the first.
        raise fault from error
    context.report(fault, node.start)
    Chip.write(Chip(Token(Kind.TAG, node.source, node.start, node.line)), context, out)


class Sequence(Part):
    """Several bodies one after the other: what is left of a block that cannot be understood."""

    __slots__ = ("bodies",)

    def __init__(self, token: Token, bodies: list[Body]) -> None:
        super().__init__(token)
        self.bodies = [Body([Chip(token)]), *bodies]

    def write(self, context: Context, out: Output) -> None:
        """Write the chip and all bodies."""
        for body in self.bodies:
            body.write(context, out)
