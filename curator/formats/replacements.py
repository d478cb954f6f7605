"""Texts in which one value is replaced, from the most faithful to the plainest.

Owns where a value goes and how it may look; which of the texts is taken is for `proof` to decide.
"""

import re
from collections.abc import Iterator

from curator.formats import emit
from curator.formats.emit import Quote
from curator.formats.entries import Reading, Style, after_colon
from curator.formats.habits import block_lines, indentation
from curator.formats.parts import block_parts, flow_parts, in_brackets, in_lines
from curator.formats.spans import BREAK, BREAKS, line_end, newline_at
from curator.formats.yaml_values import Value

_HEADER_COMMENT = re.compile(r"[ \t]+#.*")
_BLANKS = " \t"


def replacements(
    reading: Reading, index: int, value: Value, newline: str, quote: Quote
) -> Iterator[str | None]:
    """Yield texts with another value for an entry, the most faithful to its style first."""
    text = reading.front.text
    entry = reading.front.entries[index]
    node = reading.pairs[index][1]
    newline = newline_at(text, entry.end, newline)
    flow = reading.flow_root is not None
    if entry.style is Style.FLOW:
        parts = flow_parts(node, entry.value, value, text, quote)
        if parts is not None:
            yield place(reading, index, in_brackets(text, node, parts))
    if not flow:
        yield _below(reading, index, value, newline, quote)
    if isinstance(value, str) and entry.style is Style.FOLDED:
        yield _scalar_below(reading, index, value, Style.LITERAL, newline)
    yield place(reading, index, emit.inline(value, entry.style, quote, flow=flow))
    if isinstance(value, str):
        yield place(reading, index, emit.inline(value, Style.DOUBLE, quote))


def place(reading: Reading, index: int, head: str, lines: str = "") -> str:
    """Put a value where the old one stands: `head` on its line, `lines` below that line.

    `lines` begins with a newline and ends without. A comment on the key's line stays on it.
    """
    text = reading.front.text
    entry = reading.front.entries[index]
    start, end = entry.value_span
    below = text[start:end][:1] in BREAKS if entry.style is Style.BLOCK else False
    if entry.style is Style.EMPTY or below:
        colon = after_colon(text, reading.pairs[index][0])
        head = f" {head}" if head else ""
        if text[colon - 1] != ":":
            head = ":" + head
        if not below:
            start = end = line_end(text, colon) if lines else colon
        return text[:colon] + head + text[colon:start] + lines + text[end:]
    if not head and text[start - 1] in _BLANKS:
        start -= 1
    rest = line_end(text, end) if lines else end
    return text[:start] + head + text[end:rest] + lines + text[rest:]


def _below(reading: Reading, index: int, value: Value, newline: str, quote: Quote) -> str | None:
    """Write a value on lines of its own where the old one was, or where such values usually are."""
    text = reading.front.text
    entry = reading.front.entries[index]
    node = reading.pairs[index][1]
    if isinstance(value, str):
        if entry.style in {Style.LITERAL, Style.FOLDED}:
            return _scalar_below(reading, index, value, entry.style, newline)
        if "\n" in value and entry.style not in {Style.SINGLE, Style.DOUBLE}:
            return _scalar_below(reading, index, value, Style.LITERAL, newline)
        return None
    if not value or not isinstance(value, list | dict):
        return None
    start = entry.value_span[0]
    if entry.style is Style.BLOCK and text[start] in BREAKS:
        parts = block_parts(node, entry.value, value, text, quote)
        if parts is not None:
            return place(reading, index, "", in_lines(text, start, node, parts, newline))
    if entry.style in {Style.BLOCK, Style.EMPTY}:
        lines = block_lines(reading, indentation(text, entry), value, quote)
        if lines is not None:
            return place(reading, index, "", newline + newline.join(lines))
    return None


def _scalar_below(
    reading: Reading, index: int, value: str, style: Style, newline: str
) -> str | None:
    """Write text as a literal or folded scalar; no new one beside a comment, which it would own."""
    text = reading.front.text
    entry = reading.front.entries[index]
    column = len(indentation(text, entry))
    indent = column + 2
    old = entry.style in {Style.LITERAL, Style.FOLDED}
    if old:
        first = next((line for line in BREAK.split(entry.raw)[1:] if line.strip(" ")), "")
        indent = max(len(first) - len(first.lstrip(" ")), column + 1) if first else indent
    lines = emit.block_scalar(value, style, indent, column)
    if lines is None:
        return None
    if old:
        comment = _HEADER_COMMENT.search(entry.raw[: line_end(entry.raw, 0)])
        lines[0] += comment.group() if comment else ""
        return place(reading, index, newline.join(lines))
    if _commented(reading, index):
        return None
    return place(reading, index, lines[0], newline + newline.join(lines[1:]))


def _commented(reading: Reading, index: int) -> bool:
    """Tell whether a comment stands on the line on which a new value would begin."""
    text = reading.front.text
    start, end = reading.front.entries[index].value_span
    colon = after_colon(text, reading.pairs[index][0])
    return "#" in text[colon:start] or "#" in text[end : line_end(text, end)]
