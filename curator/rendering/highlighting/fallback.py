"""Languages without rules of our own: Pygments reads them, its tokens get Rouge's names."""

import functools

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
        """Put the tokens of the text; the text as it is where Pygments fails or loses letters."""
        try:
            tokens = self._tokens(text)
        except (ArithmeticError, LookupError, RuntimeError, TypeError, ValueError):
            tokens = []
        if "".join(value for _, value in tokens) != text:
            tokens = [(TEXT, text)]
        for token, value in tokens:
            sink.put(token, value)

    def _tokens(self, text: str) -> list[tuple[str, str]]:
        """Return the tokens; Pygments wants a newline at the end, which is taken off again."""
        found: list[tuple[str, str]] = []
        left = len(text)
        whole = text if text.endswith("\n") else text + "\n"
        for _, kind, value in self._lexer.get_tokens_unprocessed(whole):
            found.append((_short_name(kind), value[:left]))
            left -= len(found[-1][1])
        return found

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
