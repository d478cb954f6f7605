"""`raw`, `comment`, `#` and `liquid`: tags about the text of the template itself."""

import re

from curator.rendering.liquid.nodes import Body, Part
from curator.rendering.liquid.parser import Parser
from curator.rendering.liquid.problems import Code, Fault
from curator.rendering.liquid.scope import Context, Output
from curator.rendering.liquid.tokens import Token, lines_of

_NOT_COMMENTED = re.compile(r"\n\s*[^#\s]", re.ASCII)


class Raw(Part):
    """`raw`: text that is written as it stands."""

    __slots__ = ("text",)

    def __init__(self, token: Token, text: str) -> None:
        super().__init__(token)
        self.text = text
        self.blank = not text

    def write(self, context: Context, out: Output) -> None:
        """Write the text."""
        out.mark(self.line + self.source.count("\n"), follows=True)
        out.write(self.text)


def parse_raw(parser: Parser, token: Token) -> Part:
    """Parse `raw`."""
    if token.markup.strip():
        raise Fault(Code.BAD_SYNTAX, "Syntax Error in 'raw' - Valid syntax: raw")
    text = parser.raw(token)
    return parser.remains(token) if text is None else Raw(token, text)


class Silent(Part):
    """A tag that writes nothing."""

    __slots__ = ()

    def __init__(self, token: Token) -> None:
        super().__init__(token)
        self.blank = True


def parse_comment(parser: Parser, token: Token) -> Part:
    """Parse `comment`. What is in it is parsed as well, though unknown tags do not matter."""
    block = parser.block(token, lenient=True)
    if block is None:
        return parser.remains(token)
    if parser.fill(Body(), block) is None:
        parser.unclosed(token)
    return Silent(token)


def parse_inline_comment(parser: Parser, token: Token) -> Part:
    """Parse `{% # … %}`, of which each line must begin with `#`."""
    if _NOT_COMMENTED.search(token.markup):
        raise Fault(Code.BAD_SYNTAX, "Each line of comments must be prefixed by the '#' character")
    return Silent(token)


class Group(Part):
    """`liquid`: tags without their braces."""

    __slots__ = ("body",)

    def __init__(self, token: Token, body: Body) -> None:
        super().__init__(token)
        self.body = body
        self.blank = body.blank

    def write(self, context: Context, out: Output) -> None:
        """Write what the tags give."""
        self.body.write(context, out)


def parse_liquid(parser: Parser, token: Token) -> Part:
    """Parse `liquid`: one tag a line."""
    start = token.start + token.text.index(token.markup)
    line = token.line + token.text[: start - token.start].count("\n")
    inner = Parser(parser.tags, lines_of(token.markup, start, line), mode=parser.mode)
    body = inner.document()
    parser.faults.extend(inner.faults)
    return Group(token, body)
