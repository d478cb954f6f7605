"""Liquid's strict grammar for what stands inside tags, tried before the lax one.

Ruby's Liquid reads a tag's words strictly first and falls back to searching them for patterns. The
strict reading gives expressions as normalised text, which `expressions` then reads.
"""

import re

from curator.rendering.liquid.problems import Code, Fault

_WORD = re.compile(
    r"""\s*(?:
    (?P<comparison>==|!=|<>|<=?|>=?|contains(?=\s))
    |(?P<string>'[^']*'|"[^"]*")
    |(?P<number>-?\d+(?:\.\d+)?)
    |(?P<id>[a-zA-Z_][\w-]*\??)
    |(?P<dotdot>\.\.)
    |(?P<special>[|.:,\[\]()?-])
    )""",
    re.VERBOSE | re.ASCII,
)
_BLANK = re.compile(r"\s*", re.ASCII)
_END = ("end", "")
_DEEPEST = 100


class Grammar:
    """A cursor over the words of a tag. Every method raises Fault (BAD_SYNTAX) on other words."""

    def __init__(self, markup: str) -> None:
        self._words: list[tuple[str, str]] = []
        self._at = 0
        self._depth = 0
        at, end = 0, len(markup)
        while at < end:
            match = _WORD.match(markup, at)
            if match is None:
                blank = _BLANK.match(markup, at)
                if blank is not None and blank.end() == end:
                    break
                raise Fault(Code.BAD_SYNTAX, f"Unexpected character in {markup.strip()}")
            kind = str(match.lastgroup)
            text = match[kind]
            self._words.append((text if kind == "special" else kind, text))
            at = match.end()
        self._words.append(_END)

    def look(self, kind: str, ahead: int = 0) -> bool:
        """Tell whether a word is of a kind: comparison, string, number, id, dotdot, end or a sign."""
        at = self._at + ahead
        return at < len(self._words) and self._words[at][0] == kind

    def consume(self, kind: str) -> str:
        """Take the next word, which must be of a kind."""
        found, text = self._words[self._at]
        if found != kind:
            raise Fault(Code.BAD_SYNTAX, f"Expected {kind} but found {found}")
        if found != "end":
            self._at += 1
        return text

    def accept(self, kind: str) -> str | None:
        """Take the next word if it is of a kind."""
        return self.consume(kind) if self.look(kind) else None

    def accept_id(self, name: str) -> bool:
        """Take the next word if it is this name."""
        if self._words[self._at] == ("id", name):
            self._at += 1
            return True
        return False

    def expression(self) -> str:
        """Take an expression and return it as text without blanks."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise Fault(Code.TOO_DEEP)
        try:
            return self._expression()
        finally:
            self._depth -= 1

    def _expression(self) -> str:
        kind, _ = self._words[self._at]
        if kind == "id":
            return self.consume("id") + self._lookups()
        if kind == "[":
            self.consume("[")
            text = f"[{self.expression()}"
            return text + self.consume("]") + self._lookups()
        if kind in ("string", "number"):
            return self.consume(kind)
        if kind == "(":
            self.consume("(")
            first = self.expression()
            self.consume("dotdot")
            last = self.expression()
            self.consume(")")
            return f"({first}..{last})"
        raise Fault(Code.BAD_SYNTAX, f"{kind} is not a valid expression")

    def argument(self) -> str:
        """Take an argument of a filter, with its name if it has one."""
        text = ""
        if self.look("id") and self.look(":", 1):
            text = f"{self.consume('id')}{self.consume(':')} "
        return text + self.expression()

    def arguments(self) -> list[str]:
        """Take the arguments after a filter's colon."""
        found = [self.argument()]
        while self.accept(","):
            found.append(self.argument())
        return found

    def _lookups(self) -> str:
        text: list[str] = []
        while True:
            if self.look("["):
                text.append(self.consume("[") + self.expression() + self.consume("]"))
            elif self.look("."):
                text.append(self.consume(".") + self.consume("id"))
            else:
                return "".join(text)
