"""Texts cut into tokens as Ruby's Liquid does it: text, `{{ … }}`, `{% … %}` and openers without an end."""

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

_TAG = re.compile(r"\{%-?(\s*)(#|\w+)(\s*)(.*?)-?%\}", re.DOTALL | re.ASCII)
_LINE = re.compile(r"\s*(#|\w+)\s*(.*)", re.DOTALL | re.ASCII)


class Kind(Enum):
    """What a token is."""

    TEXT = 1
    OUTPUT = 2
    TAG = 3
    OPEN_OUTPUT = 4
    """`{{` that nothing closes."""
    OPEN_TAG = 5
    """`{%` that nothing closes."""


class Token(NamedTuple):
    """A piece of a template. `line` counts from 0; `name` and `markup` are a tag's, `""` if unreadable."""

    kind: Kind
    text: str
    start: int
    line: int
    name: str = ""
    markup: str = ""


def tokens_of(source: str) -> Iterator[Token]:
    """Cut a text into tokens, in time linear in its length."""
    at = line = 0
    last_tag_end, last_brace = source.rfind("%}"), source.rfind("}")
    while at < len(source):
        token = _next(source, at, line, last_tag_end, last_brace)
        yield token
        at += len(token.text)
        line += token.text.count("\n")


def _next(source: str, at: int, line: int, last_tag_end: int, last_brace: int) -> Token:
    start = _opener(source, at)
    if start != at:
        return Token(Kind.TEXT, source[at : start if start >= 0 else len(source)], at, line)
    if source[at + 1] == "%":
        if last_tag_end < at + 2:
            return Token(Kind.OPEN_TAG, "{%", at, line)
        return tag(source[at : source.index("%}", at + 2) + 2], at, line)
    if last_brace < at + 2:
        return Token(Kind.OPEN_OUTPUT, "{{", at, line)
    end = source.index("}", at + 2)
    end += 2 if source.startswith("}}", end) else 1
    text = source[at:end]
    kind = Kind.OUTPUT if text.endswith("}}") else Kind.OPEN_OUTPUT
    return Token(kind, text, at, line)


def _opener(source: str, at: int) -> int:
    """Return where the next `{{` or `{%` stands, -1 if nowhere."""
    while True:
        at = source.find("{", at)
        if at < 0 or source[at + 1 : at + 2] in ("{", "%"):
            return at
        at += 1


def tag(text: str, start: int, line: int) -> Token:
    """Return the token of a closed tag. Its line is that of its name and words."""
    match = _TAG.fullmatch(text)
    if match is None:
        return Token(Kind.TAG, text, start, line)
    return Token(Kind.TAG, text, start, line, match[2], match[4])


def lines_of(source: str, start: int, line: int) -> Iterator[Token]:
    """Cut the body of a `liquid` tag into tags, one a line."""
    for text in source.split("\n"):
        match = _LINE.fullmatch(text)
        if match is not None:
            yield Token(Kind.TAG, text, start, line, match[1], match[2])
        elif text.strip():
            yield Token(Kind.TAG, text, start, line)
        start += len(text) + 1
        line += 1
