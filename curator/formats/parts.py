"""A list or mapping put together again from its old parts and new ones.

Owns what stays when a collection changes: items and pairs that remain keep their own text, and
neighbours that remain neighbours keep what stands between them, comments included.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from curator.formats import emit
from curator.formats.emit import Quote
from curator.formats.entries import SCALAR_STYLES, Style, content_end
from curator.formats.spans import BREAK, LAST_BREAK, line_end, line_start, newline_at, next_line
from curator.formats.yaml_nodes import Kind, Node
from curator.formats.yaml_values import Loader, Value, same

_COMMENT = re.compile(r"(?:^|[ \t])#[^\r\n]*")
_DASH = re.compile("-((?:[ \t\r\n\x85\u2028\u2029]|#[^\r\n\x85\u2028\u2029]*+)*+)\\Z")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the new collection: an old one by its number, or else a new text."""

    old: int | None
    text: str = ""


def members(node: Node) -> list[tuple[Node, Node]]:
    """Return the first and last node of each item or pair."""
    step = 2 if node.kind is Kind.MAPPING else 1
    return [
        (node.children[index], node.children[index + step - 1])
        for index in range(0, len(node.children), step)
    ]


def in_brackets(text: str, node: Node, parts: Sequence[Part]) -> str:
    """Return the text of a flow collection made of `parts`."""
    slots = [(first.start, max(first.end, last.end)) for first, last in members(node)]
    opening = text[node.start : slots[0][0] if slots else node.end - 1]
    closing = text[slots[-1][1] if slots else node.end - 1 : node.end]
    bracket = re.match(r"[^\[{]*[\[{]", opening)
    assert bracket is not None
    if not parts:
        return bracket.group() + text[node.end - 1]
    if not slots and not opening[bracket.end() :].strip(" \t"):
        opening = bracket.group()
    gaps = [text[one[1] : other[0]] for one, other in pairwise(slots)]
    separator = _separator(opening, gaps)
    result = opening
    before: int | None = None
    for number, part in enumerate(parts):
        if number:
            neighbours = before is not None and part.old == before + 1
            result += gaps[before] if neighbours and before is not None else separator
        result += part.text if part.old is None else text[slice(*slots[part.old])]
        before = part.old
    return result + closing


def in_lines(text: str, start: int, node: Node, parts: Sequence[Part], newline: str) -> str:
    """Return the lines of a block collection made of `parts`, with the newline at `start` first.

    The newline after the last line is left to what follows.
    """
    first = next_line(text, start)
    chunks: list[str] = []
    above = first
    for _, last in members(node):
        below = next_line(text, line_end(text, content_end(text, last)))
        chunks.append(text[above:below])
        above = below
    lines = [part.text if part.old is None else chunks[part.old] for part in parts]
    ended = (line if LAST_BREAK.search(line) else line + newline for line in lines)
    return text[start:first] + LAST_BREAK.sub("", "".join(ended))


def flow_parts(node: Node, old: Value, new: Value, text: str, quote: Quote) -> list[Part] | None:
    """Return the parts of `new` for a flow collection; None where it is of another kind."""
    matched = _matched(node, old, new, text)
    if matched is None:
        return None
    habit = _habit(node)
    parts = []
    for number, (name, item) in zip(matched, _items(new), strict=True):
        written = emit.inline(item, habit, quote, flow=True)
        if name is not None:
            written = f"{emit.key(name, quote, flow=True)}: {written}"
        parts.append(Part(number, written))
    return parts


def block_parts(node: Node, old: Value, new: Value, text: str, quote: Quote) -> list[Part] | None:
    """Return the parts of `new` for a block collection; None where it is of another kind."""
    matched = _matched(node, old, new, text)
    if matched is None or not node.children:
        return None
    habit = _habit(node)
    first = node.children[0]
    if node.kind is Kind.SEQUENCE:
        dash = _DASH.search(text, line_start(text, node.start), first.start)
        if dash is None:
            return None
        pad = text[line_start(text, dash.start()) : dash.start()]
        gap = dash[1] if dash[1] and not dash[1].strip(" ") else " "
    else:
        pad, gap = text[line_start(text, first.start) : first.start], ""
    if pad.strip(" "):
        return None
    newline = newline_at(text, first.start, "\n")
    parts = []
    for number, (name, item) in zip(matched, _items(new), strict=True):
        whole: Value = [item] if name is None else {name: item}
        lines = emit.block(whole, pad, quote, habit)
        if gap:
            lines[0] = f"{pad}-{gap}{lines[0][len(pad) + 2 :]}"
            lines[1:] = [pad + " " * (len(gap) - 1) + line[len(pad) :] for line in lines[1:]]
        parts.append(Part(number, newline.join(lines)))
    return parts


def _matched(node: Node, old: Value, new: Value, text: str) -> list[int | None] | None:
    """Say for each member of `new` which member of the node reads the same, if any."""
    if isinstance(old, list) and isinstance(new, list):
        kept = len(old) == len(node.children) and node.kind is Kind.SEQUENCE
    elif isinstance(old, dict) and isinstance(new, dict) and node.kind is Kind.MAPPING:
        loader = Loader(text)
        kept = list(old) == [loader.key(key) for key in node.children[::2]]
    else:
        kept = False
    if not kept:
        return None
    free = list(enumerate(_items(old)))
    matched: list[int | None] = []
    for name, item in _items(new):
        last = matched[-1] if matched and matched[-1] is not None else -1
        fitting = [
            number
            for number, (other_name, other) in free
            if other_name == name and same(other, item)
        ]
        number = next((one for one in fitting if one > last), fitting[0] if fitting else None)
        free = [one for one in free if one[0] != number]
        matched.append(number)
    return matched


def _items(value: Value) -> list[tuple[str | None, Value]]:
    if isinstance(value, dict):
        return list(value.items())
    return [(None, item) for item in value] if isinstance(value, list) else []


def _habit(node: Node) -> Style:
    """Return how the last text of a collection is quoted."""
    for child in reversed(node.children):
        if child.kind is Kind.SCALAR and child.style in {"'", '"'}:
            return SCALAR_STYLES[child.style]
        if child.kind is Kind.SCALAR:
            break
    return Style.PLAIN


def _separator(opening: str, gaps: list[str]) -> str:
    """Return what a new neighbour is parted by, after the manner of the old ones."""
    if gaps and "#" not in gaps[0]:
        return gaps[0]
    model = gaps[0] if gaps else opening
    newline = BREAK.search(_COMMENT.sub("", model))
    return "," + _COMMENT.sub("", model)[newline.start() :] if newline else ", "
