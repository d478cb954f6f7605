"""Which converter a site's Markdown goes through, by its configuration."""

import functools
import re
from collections.abc import Callable, Mapping

from curator.rendering.theme.rendering import Converter

_COMMONMARK = frozenset({"commonmark", "commonmarkghpages"})
_MARKS = re.compile(r"[\\*_`\[\]{}#|$!^~]|^:|^=+")
_BLOCK_START = re.compile(r"^(\d+(?=\.)|(?=[-+][ \t]|>))")
_PARAGRAPH_START = "<p>"
_PARAGRAPH_END = "</p>"


def converter_for(settings: Mapping[str, object]) -> Converter:
    """Return the converter that the merged settings ask for."""
    if str(settings.get("markdown")).lower() in _COMMONMARK:
        # Both libraries take time to load, and hardly a site needs this one.
        from curator.rendering.theme.commonmark import commonmark_for  # noqa: PLC0415

        return commonmark_for(settings)
    # Loading a converter takes time that only those who render should pay.
    from curator.rendering.kramdown.converter import to_html  # noqa: PLC0415  start-up time
    from curator.rendering.kramdown.options import options_for  # noqa: PLC0415  start-up time

    options = options_for(settings)

    def convert(text: str, *, lines: bool = False) -> str:
        return to_html(text, options, lines=lines)

    return convert


def cached(convert: Converter, size: int = 512) -> Converter:
    """Return a converter that remembers its last texts."""

    @functools.lru_cache(maxsize=size)
    def remembered(text: str, lines: bool) -> str:
        return convert(text, lines=lines)

    def again(text: str, *, lines: bool = False) -> str:
        return remembered(text, lines)

    return again


def smartifier(convert: Converter) -> Callable[[str], str]:
    """Return what gives a text typographic quotes and dashes, and leaves all other Markdown alone.

    kramdown has a parser for it that knows quotes, symbols, entities and HTML; here everything else
    is escaped.
    """

    def smartify(text: str) -> str:
        lines = [_escaped(line) for line in text.split("\n")]
        html = convert("\n".join(lines)).strip()
        if html.startswith(_PARAGRAPH_START) and html.endswith(_PARAGRAPH_END):
            return html[len(_PARAGRAPH_START) : -len(_PARAGRAPH_END)]
        return html

    return smartify


def _escaped(line: str) -> str:
    line = _MARKS.sub(r"\\\g<0>", line)
    return _BLOCK_START.sub(r"\1\\", line.lstrip(" \t"))
