"""`gist` of the plugin jekyll-gist: a script that shows a gist.

Its text, which the plugin fetches for those who run no scripts, is not fetched.
"""

import re

from curator.rendering.liquid.nodes import Part
from curator.rendering.liquid.parser import Parser
from curator.rendering.liquid.problems import Code, Fault
from curator.rendering.liquid.scope import Context, Output
from curator.rendering.liquid.tokens import Token
from curator.rendering.liquid.values import BLANKS, to_s

_WORDS = re.compile(r"(\S+|.*(?=/).+)\s?(\S*)", re.ASCII)


class Gist(Part):
    """The script of a gist, or of one of its files; both may be named by variables."""

    __slots__ = ("file", "gist")

    def __init__(self, token: Token) -> None:
        super().__init__(token)
        words = _WORDS.fullmatch(token.markup.strip(BLANKS))
        if words is None:
            raise Fault(Code.BAD_SYNTAX, f"Syntax error in tag 'gist': {token.markup}")
        self.gist, self.file = words[1].strip(), words[2].strip()

    def write(self, context: Context, out: Output) -> None:
        """Write the script's element."""
        gist, file = (to_s(_named(context, word)) for word in (self.gist, self.file))
        query = f"?file={file}" if file else ""
        out.write(f'<script src="https://gist.github.com/{gist}.js{query}"> </script>')


def _named(context: Context, word: str) -> object:
    found = context.find(word)
    return word if found is None else found


def parse_gist(parser: Parser, token: Token) -> Part:
    """Parse `gist`."""
    return Gist(token)
