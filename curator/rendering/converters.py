"""Body text to HTML: one function for each kind of file, and which kind a path is.

The only place that knows which converter is used for what; replacing one changes its line here.
Nothing here limits time or memory: that is the guard's part.
"""

import html
import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import PurePosixPath

from curator.rendering.line_marks import moved


class BodyKind(StrEnum):
    """How the text after the front matter is to be read."""

    MARKDOWN = "markdown"
    HTML = "html"
    TEXT = "text"


_SUFFIXES = {".html": BodyKind.HTML, ".htm": BodyKind.HTML, ".txt": BodyKind.TEXT}

Converter = Callable[[str, int], str]
"""Takes the text and the line where it begins, 0 where no lines are wanted."""


def kind_of(path: str | None) -> BodyKind:
    """Return how the body of a file is read; a post without a file is Markdown."""
    suffix = PurePosixPath(path or "").suffix.lower()
    return _SUFFIXES.get(suffix, BodyKind.MARKDOWN)


def from_markdown(text: str, first_line: int = 0) -> str:
    """Convert Markdown; needs the guard, raises RecursionError."""
    # The converter takes 100 ms to load, which only the worker process should pay.
    from curator.rendering.kramdown.converter import to_html  # noqa: PLC0415  start-up time

    if not first_line:
        return to_html(text)
    return moved(to_html(text, lines=True), lambda line: line + first_line - 1)


def from_html(text: str, _first_line: int = 0) -> str:
    """Return HTML as it is."""
    return text


def from_text(text: str, _first_line: int = 0) -> str:
    """Return plain text as paragraphs that keep their lines and blanks."""
    paragraphs = re.split(r"\n[ \t]*(?:\n[ \t]*)+", text.strip("\n"))
    return "\n".join(f'<p class="plain">{html.escape(part, False)}</p>' for part in paragraphs)


CONVERTERS: Mapping[BodyKind, Converter] = {
    BodyKind.MARKDOWN: from_markdown,
    BodyKind.HTML: from_html,
    BodyKind.TEXT: from_text,
}
