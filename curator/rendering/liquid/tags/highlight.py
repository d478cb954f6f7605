"""`highlight`: a block of code, coloured as Rouge does, in Jekyll's wrapper."""

import html
import re

from curator.rendering.highlighting.tokens import inner_html
from curator.rendering.liquid.nodes import Body, Part, Sequence
from curator.rendering.liquid.parser import Parser
from curator.rendering.liquid.problems import Code, Fault
from curator.rendering.liquid.scope import Context, Output
from curator.rendering.liquid.tokens import Token
from curator.rendering.liquid.values import BLANKS, to_s, truthy

_SYNTAX = re.compile(
    r"""^([a-zA-Z0-9.+#_-]+)((\s+\w+(=(\w+|"([0-9]+\s)*[0-9]+"))?)*)$""", re.MULTILINE | re.ASCII
)
_OPTION = re.compile(r"""(?:\w="[^"]*"|\w=\w|\w)+""", re.ASCII)
_LINE_ENDS = re.compile(r"\A[\n\r]+|[\n\r]+\Z")


class Highlight(Part):
    """A `highlight` block."""

    __slots__ = ("body", "language", "numbered")

    def __init__(self, token: Token, body: Body) -> None:
        super().__init__(token)
        match = _SYNTAX.search(token.markup.strip(BLANKS))
        if match is None:
            raise Fault(Code.BAD_SYNTAX, "Valid syntax: highlight <lang> [linenos]")
        self.language = match[1].lower()
        options = _OPTION.findall(match[2])
        self.numbered = any(option.partition("=")[0] == "linenos" for option in options)
        self.body = body
        self.blank = body.blank

    def write(self, context: Context, out: Output) -> None:
        """Write the code coloured."""
        inner = Output()
        self.body.write(context, inner)
        code = _LINE_ENDS.sub("", inner.getvalue())
        if context.site.config.get("highlighter", "rouge") in ("rouge", "pygments"):
            coloured = inner_html(code, self.language)
            if coloured is None:
                coloured = html.escape(code, quote=False)
            if self.numbered:
                coloured = _table(code, coloured)
        else:
            coloured = html.escape(code).replace("&#x27;", "&#39;").strip(BLANKS)
        if coloured.endswith("\n"):
            coloured = coloured[:-1]
        before, after = context.known("highlighter_prefix"), context.known("highlighter_suffix")
        label = self.language.replace("+", "-")
        out.write(to_s(before) if truthy(before) else "")
        out.write(
            f'<figure class="highlight"><pre><code class="language-{label}" '
            f'data-lang="{self.language}">{coloured}</code></pre></figure>'
        )
        out.write(to_s(after) if truthy(after) else "")


def _table(code: str, coloured: str) -> str:
    """Return Rouge's table of line numbers and code."""
    lines = code.count("\n") + (not code.endswith("\n"))
    if not code.endswith("\n"):
        coloured += "\n"
    numbers = "".join(f"{number}\n" for number in range(1, lines + 1))
    return (
        '<table class="rouge-table"><tbody><tr><td class="gutter gl"><pre class="lineno">'
        f'{numbers}</pre></td><td class="code"><pre>{coloured}</pre></td></tr></tbody></table>'
    )


def parse_highlight(parser: Parser, token: Token) -> Part:
    """Parse `highlight`; after a chip for unreadable words the code is plain text."""
    body = parser.simple(token)
    if body is None:
        return parser.remains(token)
    try:
        return Highlight(token, body)
    except Fault as fault:
        parser.note(fault, token)
        return Sequence(token, [Body([Highlight(token._replace(markup="text"), body)])])
