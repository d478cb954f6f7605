"""Liquid tokens of a text, and what of them would stop the build.

Cuts the text as Liquid's tokenizer does and follows its block parser, but goes on after a fault so that
an editor sees them all. One pass; nothing is rendered.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from curator.domain.post import Problem
from curator.formats.guests import ESCAPED
from curator.site.problems.liquid_syntax import accepts
from curator.site.problems.liquid_tags import BLOCKS, KNOWN_TAGS

DEEPEST = 100
"""Blocks within blocks that Liquid puts up with."""

_OPEN = re.compile(r"\{[{%]")
_NAME = re.compile(r"-?[ \t\r\n\f\v]*(#|[A-Za-z0-9_]+)[ \t\r\n\f\v]*")
_LINE = re.compile(r"[ \t\r\n\f\v]*(#|[A-Za-z0-9_]+)[ \t\r\n\f\v]*")
_CLOSES_RAW = re.compile(r"(.*)\{%[ \t\r\n\f\v]*([A-Za-z0-9_]+)[ \t\r\n\f\v]*.*%\}", re.DOTALL)
_BEFORE_TOKEN = re.compile(r"\{(?=[{%])")
_BRANCHES = {
    "if": frozenset({"elsif", "else"}),
    "unless": frozenset({"elsif", "else"}),
    "case": frozenset({"when", "else"}),
    "for": frozenset({"else"}),
}
_ANY_BRANCH = frozenset({"elsif", "else", "when"})


class LiquidFault(StrEnum):
    """What is wrong with a token."""

    UNKNOWN = "unknown"
    OPEN_TAG = "open-tag"
    """`{%` that no `%}` or no name follows."""
    OPEN_VARIABLE = "open-variable"
    """`{{` that a single `}` or nothing ends."""
    UNCLOSED = "unclosed"
    """A block without its end tag."""
    STRAY = "stray"
    """An end or a branch without its block."""
    ARGUMENTS = "arguments"
    DEPTH = "depth"


PROBLEMS = {
    LiquidFault.UNKNOWN: Problem.UNKNOWN_TAG,
    LiquidFault.OPEN_TAG: Problem.UNBALANCED_LIQUID,
    LiquidFault.OPEN_VARIABLE: Problem.UNBALANCED_LIQUID,
    LiquidFault.UNCLOSED: Problem.UNBALANCED_LIQUID,
    LiquidFault.STRAY: Problem.UNBALANCED_LIQUID,
    LiquidFault.ARGUMENTS: Problem.LIQUID_SYNTAX,
    LiquidFault.DEPTH: Problem.LIQUID_SYNTAX,
}


@dataclass(frozen=True, slots=True)
class Faulty:
    """One token that Liquid refuses; offsets are those of the text."""

    fault: LiquidFault
    start: int
    end: int
    tag: str


def has_liquid(text: str) -> bool:
    """Tell whether Jekyll hands a text to Liquid at all."""
    return "{" in text and ("{%" in text or "{{" in text)


def tokens(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each token of Liquid starts and ends; one that never ends is two characters."""
    at = 0
    ends = {"%}": True, "}": True}
    while (opened := _OPEN.search(text, at)) is not None:
        start = opened.start()
        sign = "%}" if text[start + 1] == "%" else "}"
        end = text.find(sign, start + 2) if ends[sign] else -1
        if end < 0:
            ends[sign] = False
            at = start + 2
        elif sign == "}" and text.startswith("}", end + 1):
            at = end + 2
        else:
            at = end + len(sign)
        yield start, at


def escaped_token(token: str) -> str:
    """Return one faulty token, and any that it has swallowed, so that Liquid shows its text."""
    return _BEFORE_TOKEN.sub(ESCAPED, token)


def faulty_tokens(text: str, known: frozenset[str] = KNOWN_TAGS) -> list[Faulty]:
    """Return all tokens that would stop the build, in the order of the text.

    `known` are the tags of the site; end tags of those that plugins add are let pass.
    """
    parser = _Parser(known)
    for start, end in tokens(text):
        parser.take(text, start, end)
    parser.finish()
    return sorted(parser.faults, key=lambda one: one.start)


@dataclass(slots=True)
class _Block:
    name: str
    start: int
    end: int
    branched: bool = False


class _Parser:
    def __init__(self, known: frozenset[str]) -> None:
        self.faults: list[Faulty] = []
        self._known = known
        self._blocks: list[_Block] = []
        self._open: dict[str, int] = {}

    def take(self, text: str, start: int, end: int) -> None:
        """Read one token of a document."""
        if self._blocks and self._blocks[-1].name == "raw":
            if text.startswith("%}", end - 2):
                closing = _CLOSES_RAW.fullmatch(text, start, end)
                if closing is not None and closing[2] == "endraw":
                    self._pop()
            return
        if text[start + 1] == "{":
            if end - start < 4 or not text.startswith("}}", end - 2):
                self._fault(LiquidFault.OPEN_VARIABLE, start, end)
            return
        name = _NAME.match(text, start + 2)
        if name is None or not text.startswith("%}", end - 2) or name.end(1) > end - 2:
            self._fault(LiquidFault.OPEN_TAG, start, end)
            return
        markup = text[name.end() : end - 2].removesuffix("-")
        if name[1] == "liquid" and "liquid" in self._known:
            self._lines(text, name.end(), end - 2)
        else:
            self._tag(name[1], markup, start, end)

    def finish(self) -> None:
        """Report the blocks that are still open."""
        for block in self._blocks:
            self._fault(LiquidFault.UNCLOSED, block.start, block.end, block.name)

    def _lines(self, text: str, start: int, end: int) -> None:
        """Read the inside of a `liquid` tag, where each line is a tag."""
        inner = _Parser(self._known)
        for line in text[start:end].removesuffix("-").split("\n"):
            name = _LINE.match(line)
            if name is not None:
                inner._tag(name[1], line[name.end() :], start, start + len(line))
            elif line.strip(" \t\r\f\v"):
                inner._fault(LiquidFault.UNKNOWN, start, start + len(line), line.strip())
            start += len(line) + 1
        inner.finish()
        self.faults += inner.faults

    def _tag(self, name: str, markup: str, start: int, end: int) -> None:
        if name not in self._known:
            self._other(name, markup, start, end)
            return
        if not accepts(name, markup):
            self._fault(LiquidFault.ARGUMENTS, start, end, name)
        if name in BLOCKS:
            if len(self._blocks) == DEEPEST:
                self._fault(LiquidFault.DEPTH, start, end, name)
            self._blocks.append(_Block(name, start, end))
            self._open[name] = self._open.get(name, 0) + 1

    def _other(self, name: str, markup: str, start: int, end: int) -> None:
        """Read a branch, an end tag or a tag that nobody knows."""
        top = self._blocks[-1] if self._blocks else None
        block = name.removeprefix("end")
        if top is not None:
            if name == f"end{top.name}":
                self._pop()
                return
            if top.name == "comment":
                return
            if name in _BRANCHES.get(top.name, ()):
                self._branch(top, name, markup, start, end)
                return
        if block != name and self._open.get(block):
            while self._blocks[-1].name != block:
                inner = self._pop()
                self._fault(LiquidFault.UNCLOSED, inner.start, inner.end, inner.name)
            self._pop()
        elif name in _ANY_BRANCH or (block != name and block in KNOWN_TAGS):
            self._fault(LiquidFault.STRAY, start, end, name)
        elif block == name or block not in self._known:  # a plugin's tag may be a block
            self._fault(LiquidFault.UNKNOWN, start, end, name)

    def _branch(self, top: _Block, name: str, markup: str, start: int, end: int) -> None:
        good = accepts(name, markup)
        if top.name == "case" and name == "else":
            good = not markup.strip(" \t\r\n\f\v")
        if not good:
            self._fault(LiquidFault.ARGUMENTS, start, end, name)
        if top.name == "for" and top.branched:
            self._pop()  # Liquid takes a second `else` for the loop's end
        top.branched = True

    def _pop(self) -> _Block:
        block = self._blocks.pop()
        self._open[block.name] -= 1
        return block

    def _fault(self, fault: LiquidFault, start: int, end: int, tag: str = "") -> None:
        self.faults.append(Faulty(fault, start, end, tag))
