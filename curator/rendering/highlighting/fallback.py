"""Languages without rules of our own: Pygments reads them, its tokens get Rouge's names."""

import functools
from collections.abc import Iterator

from pygments.lexer import Lexer as PygmentsLexer
from pygments.lexers import get_lexer_by_name
from pygments.token import STANDARD_TYPES, Token
from pygments.util import ClassNotFound

from curator.rendering.highlighting.engine import TEXT, Feeder, Language, Sink, Surroundings

_RENAMED = {"objective_c": "objective-c", "objective_cpp": "objective-c++", "irb": "rbcon"}
"""Rouge's tags that Pygments knows under names that differ in more than an underscore."""


class PlainText:
    """A language without tokens."""

    def start(self, surroundings: Surroundings) -> Feeder:
        """Return a reader; there is nothing to remember."""
        return self

    def feed(self, text: str, sink: Sink) -> None:
        """Put the text as it is."""
        sink.put(TEXT, text)

    def reset(self) -> None:
        """Nothing is remembered."""


class Foreign:
    """A language as Pygments reads it; each part of a text is read for itself."""

    def __init__(self, lexer: PygmentsLexer) -> None:
        """Take a lexer that keeps every character."""
        self._lexer = lexer

    def start(self, surroundings: Surroundings) -> Feeder:
        """Return a reader; there is nothing to remember."""
        return self

    def feed(self, text: str, sink: Sink) -> None:
        """Put the tokens of the text; Pygments wants a newline at the end."""
        left = len(text)
        for token, value in self._tokens(text if text.endswith("\n") else text + "\n"):
            sink.put(token, value[:left])
            left -= len(value)
            if left <= 0:
                break

    def _tokens(self, text: str) -> Iterator[tuple[str, str]]:
        for _, kind, value in self._lexer.get_tokens_unprocessed(text):
            yield _short_name(kind), value

    def reset(self) -> None:
        """Nothing is remembered."""


@functools.cache
def foreign(tag: str) -> Language:
    """Return Pygments' language for Rouge's tag, plain text when it has none."""
    for name in (_RENAMED.get(tag, tag), tag.replace("_", "-"), tag.replace("_", "")):
        try:
            return Foreign(get_lexer_by_name(name))
        except ClassNotFound:
            continue
    return PlainText()


@functools.cache
def _short_name(kind: object) -> str:
    """Return Rouge's class for a kind of Pygments or for the nearest kind above it."""
    while kind not in STANDARD_TYPES:
        kind = kind.parent  # type: ignore[attr-defined]
    return TEXT if kind is Token else STANDARD_TYPES[kind]  # type: ignore[index]
