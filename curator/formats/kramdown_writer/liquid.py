"""Tokens of Liquid taken out of a text that is to be read as HTML, with stand-ins in their place.

A stand-in is a pair of characters that no article uses, with a number between: neither HTML nor
kramdown sees anything in it.
"""

import re
from bisect import bisect_right

HELD = re.compile("\uf8f0\\d+\uf8f1")
"""A stand-in."""
HOLDERS = re.compile("[\uf8f0\uf8f1]")

_OPEN = re.compile(r"\{[{%]")
_VERBATIM = re.compile(r"\{%-?\s*(raw|highlight|comment)\b")
_ENDS = re.compile(r"\{%-?\s*end(raw|highlight|comment)\s*-?%\}")


def held_tokens(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a text with stand-ins, and the tokens; a block that is no markup is one token."""
    ends: dict[str, list[tuple[int, int]]] = {}
    for found in _ENDS.finditer(text):
        ends.setdefault(found[1], []).append(found.span())
    out: list[str] = []
    held: list[str] = []
    done = at = 0
    closes = {"{": True, "%": True}
    while (opened := _OPEN.search(text, at)) is not None:
        start = opened.start()
        kind = text[start + 1]
        sign = "%}" if kind == "%" else "}}"
        end = text.find(sign, start + 2) if closes[kind] else -1
        if end < 0:
            closes[kind] = False
            at = start + 2
            continue
        at = end + 2
        verbatim = _VERBATIM.match(text, start)
        if verbatim is not None and verbatim[1] in ends:
            spans = ends[verbatim[1]]
            number = bisect_right(spans, (at - 1, 0))
            if number < len(spans):
                at = spans[number][1]
        out += (text[done:start], f"\uf8f0{len(held)}\uf8f1")
        held.append(text[start:at])
        done = at
    out.append(text[done:])
    return "".join(out), tuple(held)
