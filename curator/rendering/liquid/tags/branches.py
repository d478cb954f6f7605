"""`if`, `unless` and `case`."""

import re
from typing import NamedTuple

from curator.rendering.liquid.conditions import Condition, condition, equality, operand
from curator.rendering.liquid.expressions import FRAGMENT, parse
from curator.rendering.liquid.nodes import Body, Part, Sequence
from curator.rendering.liquid.parser import Parser
from curator.rendering.liquid.problems import Code, Fault
from curator.rendering.liquid.scope import Context, Output
from curator.rendering.liquid.tokens import Token
from curator.rendering.liquid.values import truthy

_CASE = re.compile(rf"({FRAGMENT})", re.ASCII)
_WHEN = re.compile(rf"({FRAGMENT})(?:(?:\s+or\s+|\s*,\s*)(?={FRAGMENT}))?", re.ASCII)


class _Branch(NamedTuple):
    condition: Condition | None
    """None for `else`."""
    body: Body


class _Choice(Part):
    """A tag with several bodies."""

    __slots__ = ("branches",)

    def __init__(self, token: Token, branches: list[_Branch], *, extra: bool = True) -> None:
        super().__init__(token)
        self.branches = branches
        self.blank = extra and all(branch.body.blank for branch in branches)
        if self.blank:
            for branch in branches:
                branch.body.drop_blank_text()


class If(_Choice):
    """`if`: writes the first body whose condition holds."""

    __slots__ = ()

    def write(self, context: Context, out: Output) -> None:
        """Write at most one body."""
        for test, body in self.branches:
            if test is None or truthy(test.evaluate(context)):
                body.write(context, out)
                return


class Unless(_Choice):
    """`unless`: an `if` whose first condition is turned round."""

    __slots__ = ()

    def write(self, context: Context, out: Output) -> None:
        """Write at most one body."""
        for at, (test, body) in enumerate(self.branches):
            if test is None or truthy(test.evaluate(context)) != (at == 0):
                body.write(context, out)
                return


class Case(_Choice):
    """`case`: writes every body with a value that fits, and an `else` before which none did."""

    __slots__ = ()

    def write(self, context: Context, out: Output) -> None:
        """Write the bodies that fit."""
        found = False
        for test, body in self.branches:
            if test is None:
                if not found:
                    body.write(context, out)
            elif truthy(test.evaluate(context)):
                found = True
                body.write(context, out)


def parse_if(parser: Parser, token: Token) -> Part:
    """Parse `if` or `unless` with its `elsif` and `else`."""
    block = parser.block(token, frozenset({"elsif", "else"}))
    if block is None:
        return parser.remains(token)
    branches: list[_Branch] = []
    broken = False
    at: Token | None = token
    while at is not None and at.name != f"end{token.name}":
        test = None
        if at.name != "else":
            try:
                test = condition(at.markup, mode=parser.mode)
            except Fault as fault:
                parser.note(fault, at)
                broken = True
        body = Body()
        branches.append(_Branch(test, body))
        at = parser.fill(body, block)
    if at is None:
        parser.unclosed(token)
    if at is None or broken:
        return Sequence(token, [branch.body for branch in branches])
    return (If if token.name == "if" else Unless)(token, branches)


def parse_case(parser: Parser, token: Token) -> Part:
    """Parse `case` with its `when` and `else`."""
    block = parser.block(token, frozenset({"when", "else"}))
    if block is None:
        return parser.remains(token)
    match = _CASE.search(token.markup)
    broken = match is None
    if match is None:
        parser.note(Fault(Code.BAD_SYNTAX, "Syntax Error in 'case'"), token)
    left = parse(match[1] if match else "")
    before = Body()
    branches: list[_Branch] = []
    at = parser.fill(before, block)
    while at is not None and at.name != "endcase":
        body = Body()
        try:
            tests: list[Condition | None] = [None]
            if at.name == "when":
                tests = [equality(left, operand(value)) for value in _when_values(at.markup)]
            elif at.markup.strip():
                raise Fault(Code.BAD_SYNTAX, "'else' in 'case' takes no words")
            branches.extend(_Branch(test, body) for test in tests)
        except Fault as fault:
            parser.note(fault, at)
            broken = True
            branches.append(_Branch(None, body))
        at = parser.fill(body, block)
    if at is None:
        parser.unclosed(token)
    if at is None or broken:
        bodies = [branch.body for branch in branches]
        return Sequence(token, [before, *dict.fromkeys(bodies)])
    return Case(token, branches, extra=before.blank)


def _when_values(markup: str) -> list[str]:
    found: list[str] = []
    match = _WHEN.search(markup)
    while match is not None:
        found.append(match[1])
        if match.end() == match.end(1):
            return found
        match = _WHEN.match(markup, match.end())
    raise Fault(Code.BAD_SYNTAX, "Syntax Error in tag 'case'")
