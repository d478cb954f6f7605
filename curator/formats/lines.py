"""Texts with one entry more, or with the entries in another order.

Owns where an entry's lines go; `emit` writes its value and `proof` takes or refuses the text.
"""

from collections.abc import Iterator

from curator.formats import emit
from curator.formats.emit import Quote
from curator.formats.entries import Entry, Reading, Style
from curator.formats.habits import block_lines, indentation, value_column
from curator.formats.parts import Part, in_brackets
from curator.formats.spans import BREAKS, LAST_BREAK, line_end, line_start, newline_at, next_line
from curator.formats.yaml_values import Value

_BLANKS = " \t"


def with_entry(
    reading: Reading,
    key: str,
    value: Value,
    position: int,
    newline: str,
    quote: Quote,
    *,
    last: bool,
) -> Iterator[str]:
    """Yield texts with `key` as entry number `position`.

    With `last` it goes below comments at the end, but above blank lines there.
    """
    text = reading.front.text
    entries = reading.front.entries
    root = reading.flow_root
    if root is not None:
        written = emit.inline(value, Style.PLAIN, quote, flow=True)
        parts = [Part(one) for one in range(len(entries))]
        parts.insert(position, Part(None, f"{emit.key(key, quote, flow=True)}: {written}"))
        yield text[: root.start] + in_brackets(text, root, parts) + text[root.end :]
        return
    offset = entries[position - 1].end if position else 0
    if last:
        filled = len(text[: reading.tree.end].rstrip(_BLANKS + BREAKS))
        offset = max(offset, next_line(text, filled) if filled else 0)
    newline = newline_at(text, offset, newline)
    pad = indentation(text, entries[0]) if entries else ""
    lead = "" if offset == 0 or text[offset - 1] in BREAKS else newline
    tail = "" if lead and offset == len(text) else newline
    for lines in _new_lines(reading, pad, key, value, quote):
        yield text[:offset] + lead + newline.join(lines) + tail + text[offset:]


def _new_lines(
    reading: Reading, pad: str, key: str, value: Value, quote: Quote
) -> Iterator[list[str]]:
    """Yield the lines of a new entry, in the manner of the text first."""
    name = f"{pad}{emit.key(key, quote)}:"
    if value is None:
        yield [name]
    if isinstance(value, str) and "\n" in value:
        scalar = emit.block_scalar(value, Style.LITERAL, len(pad) + 2, len(pad))
        if scalar is not None:
            yield [f"{name} {scalar[0]}", *scalar[1:]]
    if isinstance(value, list | dict) and value:
        lines = block_lines(reading, pad, value, quote)
        if lines is not None:
            yield [name, *lines]
    gap = " " * max(value_column(reading) - len(name), 1)
    yield [f"{name}{gap}{emit.inline(value, Style.PLAIN, quote)}"]


def without(text: str, spans: list[tuple[int, int]]) -> str:
    """Return the text without these spans, which are in order."""
    kept = ""
    offset = 0
    for start, end in spans:
        kept += text[offset:start]
        offset = end
    return kept + text[offset:]


def after_blank_lines(text: str, offset: int) -> int:
    """Return the start of the first line from `offset` on that is not blank."""
    while offset < len(text) and not text[offset : line_end(text, offset)].strip(_BLANKS):
        offset = next_line(text, offset)
    return offset


def in_order(text: str, entries: tuple[Entry, ...], order: list[int], moved: int) -> Iterator[str]:
    """Yield texts with the lines of the entries in another order, entry `moved` having moved.

    First what stands between entries keeps its place, then it stays below the entry above it,
    then it goes with the entry: blank lines must not come to stand below a scalar that keeps them.
    """
    ended = text[-1:] in tuple(BREAKS)
    if not ended:
        text += newline_at(text, len(text), "\n")
    slots = _slots(text, entries)
    bounds = [*(start for start, _ in slots), len(text)]
    lines = [text[start:end] for start, end in slots]
    gaps = [text[end:following] for (_, end), following in zip(slots, bounds[1:], strict=True)]
    head = text[: bounds[0]]
    stays = [gap if one != moved else "" for one, gap in enumerate(gaps)]
    if moved:
        stays[moved - 1] += gaps[moved]
    start = head if moved else head + gaps[moved]
    for result in (
        head + "".join(lines[one] + gap for one, gap in zip(order, gaps, strict=True)),
        start + "".join(lines[one] + stays[one] for one in order),
        head + "".join(lines[one] + gaps[one] for one in order),
    ):
        if not ended:
            yield LAST_BREAK.sub("", result)
        yield result


def _slots(text: str, entries: tuple[Entry, ...]) -> list[tuple[int, int]]:
    """Return the lines of each entry together with the comment lines right above it."""
    slots: list[tuple[int, int]] = []
    for entry in entries:
        start = entry.start
        while start > (slots[-1][1] if slots else 0):
            above = line_start(text, start - 1 - text[:start].endswith("\r\n"))
            if not text[above:start].lstrip(_BLANKS).startswith("#"):
                break
            start = above
        slots.append((start, next_line(text, entry.end - 1)))
    return slots
