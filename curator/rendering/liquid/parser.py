"""Tokens to nodes, going on after whatever Jekyll would stop at.

The structure is Liquid's: a block's tag parses its own body until its end tag. Where Liquid raises a
syntax error, the parser notes a fault and keeps what it can: the tag becomes a chip, an unknown block keeps
its inner text, an unclosed block is written as if its tag were not there.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from curator.rendering.liquid.nodes import Body, Chip, Part, Sequence, Text, Written
from curator.rendering.liquid.problems import Code, Fault
from curator.rendering.liquid.tokens import Kind, Token
from curator.rendering.liquid.values import BLANKS
from curator.rendering.liquid.variables import Variable

DEEPEST = 100
"""Liquid's own limit for nested blocks."""

_RAW_END = re.compile(r"(.*)\{%-?\s*(\w+)\s*(.*)?-?%\}", re.DOTALL | re.ASCII)

TagParser = Callable[["Parser", Token], Part]


@dataclass(slots=True)
class Block:
    """A block that is being parsed."""

    name: str
    token: Token
    middles: frozenset[str] = frozenset()
    """Tags that divide it: `else`, `when`."""
    lenient: bool = False
    """Whether unknown tags in it do not matter (`comment`)."""


class Parser:
    """One run over the tokens of a text."""

    def __init__(
        self, tags: Mapping[str, TagParser], tokens: Iterable[Token], *, mode: str = "warn"
    ) -> None:
        self.tags = tags
        self.mode = mode
        self.faults: list[tuple[Fault, int]] = []
        self._tokens = list(tokens)
        self._at = 0
        self._trim = False
        self._open: list[Block] = []
        self._swallow: dict[str, int] = {}
        self._last_end = {
            token.name: at for at, token in enumerate(self._tokens) if token.name.startswith("end")
        }
        self._last_raw_end = max(
            (at for at, token in enumerate(self._tokens) if "endraw" in token.text), default=-1
        )
        self._pairs = self._paired()

    def document(self) -> Body:
        """Parse everything."""
        body = Body()
        self.fill(body, None)
        return body

    def note(self, fault: Fault, token: Token) -> None:
        """Note what is wrong with a tag."""
        self.faults.append((fault, token.start))

    def refused(self, fault: Fault, token: Token) -> Part:
        """Note what is wrong with a tag and return the chip for it."""
        self.note(fault, token)
        return Chip(token)

    def variable(self, markup: str) -> Variable:
        """Read a value with filters; raises Fault."""
        return Variable(markup, strict=self.mode == "strict")

    def fill(self, body: Body, block: Block | None) -> Token | None:
        """Parse into a body until a block's end tag or one that divides it; return that.

        None where the block is not closed: at the end of the text, or before the end tag of a block
        around it.
        """
        if block is not None:
            self._open.append(block)
        try:
            return self._fill(body, block)
        finally:
            if block is not None:
                self._open.pop()

    def _fill(self, body: Body, block: Block | None) -> Token | None:
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            if token.kind is Kind.TEXT:
                self._at += 1
                text = token.text.lstrip(BLANKS) if self._trim else token.text
                self._trim = False
                body.add(Text(token, text))
                continue
            if token.text[2:3] == "-":
                body.trim_end()
            self._trim = token.text[-3:-2] == "-"
            if block is not None and token.name in (f"end{block.name}", *block.middles):
                self._at += 1
                return token
            if token.name not in self.tags and self._closes_outer(token.name):
                return None
            self._at += 1
            if token.kind is Kind.TAG:
                node = self._tag(token, block)
                if node is not None:
                    body.add(node)
            else:
                body.add(self._output(token))
        return None

    def _closes_outer(self, name: str) -> bool:
        return any(name == f"end{one.name}" or name in one.middles for one in self._open[:-1])

    def _output(self, token: Token) -> Part:
        if token.kind is Kind.OPEN_TAG:
            return self.refused(Fault(Code.UNCLOSED_TAG), token)
        if token.kind is Kind.OPEN_OUTPUT:
            return self.refused(Fault(Code.UNCLOSED_OUTPUT), token)
        markup = token.text[2:-2]
        markup = markup.removeprefix("-").removesuffix("-")
        try:
            return Written(token, self.variable(markup))
        except Fault as fault:
            return self.refused(fault, token)

    def _tag(self, token: Token, block: Block | None) -> Part | None:
        parse = self.tags.get(token.name)
        if parse is None:
            return None if block is not None and block.lenient else self._unknown(token)
        try:
            return parse(self, token)
        except Fault as fault:
            return self.refused(fault, token)

    def _unknown(self, token: Token) -> Part | None:
        name = token.name
        if not name:
            return self.refused(Fault(Code.BAD_SYNTAX, "no name of a tag"), token)
        if name.startswith("end") or name in ("else", "elsif", "when"):
            if self._swallow.get(name):
                self._swallow[name] -= 1
                return None
            return self.refused(Fault(Code.STRAY_TAG, f"Unknown tag '{name}'", name), token)
        self.note(Fault(Code.UNKNOWN_TAG, f"Unknown tag '{name}'", name), token)
        if self._at - 1 not in self._pairs or len(self._open) >= DEEPEST:
            return Chip(token)
        body = Body()
        self.fill(body, Block(name, token))
        return Sequence(token, [body])

    def block(
        self,
        token: Token,
        middles: frozenset[str] = frozenset(),
        *,
        lenient: bool = False,
        ends_otherwise: bool = False,
    ) -> Block | None:
        """Begin a block; None where it is nested too deeply or has no end tag, which is noted.

        `ends_otherwise` is for blocks that need no end tag of their own.
        """
        end = f"end{token.name}"
        if len(self._open) >= DEEPEST:
            self.note(Fault(Code.TOO_DEEP, "Nesting too deep", token.name), token)
            self._swallow[end] = self._swallow.get(end, 0) + 1
            return None
        if self._last_end.get(end, -1) < self._at and not ends_otherwise:
            self.unclosed(token)
            return None
        return Block(token.name, token, middles, lenient)

    def unclosed(self, token: Token) -> None:
        """Note that a block is not closed."""
        message = f"'{token.name}' tag was never closed"
        self.note(Fault(Code.NEVER_CLOSED, message, token.name), token)

    def simple(self, token: Token) -> Body | None:
        """Parse the only body of a block; None where it is not closed: then its tag is a chip.

        What was read of an unclosed block stays: it is put into `rest`.
        """
        block = self.block(token)
        if block is None:
            return None
        body = Body()
        if self.fill(body, block) is None:
            self.unclosed(token)
            self.rest = body
            return None
        return body

    rest: Body | None = None

    def remains(self, token: Token) -> Part:
        """Return the node of an unclosed block: a chip, and what was read of its body."""
        rest, self.rest = self.rest, None
        return Sequence(token, [rest]) if rest is not None else Chip(token)

    def raw(self, token: Token) -> str | None:
        """Take the text up to `endraw` as it stands; None where that is missing, which is noted."""
        if self._last_raw_end < self._at:
            self.unclosed(token)
            return None
        parts: list[str] = []
        start = self._at
        while self._at < len(self._tokens):
            text = self._tokens[self._at].text
            self._at += 1
            match = _RAW_END.fullmatch(text) if "endraw" in text else None
            if match is not None and match[2] == "endraw":
                return "".join([*parts, match[1]])
            parts.append(text)
        self._at = start
        self._last_raw_end = -1
        self.unclosed(token)
        return None

    def _paired(self) -> set[int]:
        """Return the tags that have an end tag of their own name, each end tag being one's only."""
        ends: dict[str, int] = {}
        found: set[int] = set()
        for at in range(len(self._tokens) - 1, -1, -1):
            name = self._tokens[at].name
            if name.startswith("end"):
                ends[name] = ends.get(name, 0) + 1
            elif name and ends.get(f"end{name}"):
                ends[f"end{name}"] -= 1
                found.add(at)
        return found
