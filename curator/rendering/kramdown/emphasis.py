"""Emphasis (`*`, `_`), strong emphasis (`**`, `__`), and deletion (`~~`, GitHub's dialect).

Neither kind nests in itself. A mark opens nothing before a blank, and `_` nothing inside a word; it
closes nothing after a blank. Two marks that do not close as strong are tried as one.
"""

import re

from curator.rendering.kramdown.characters import is_alnum, is_alpha
from curator.rendering.kramdown.elements import WHITESPACE, Node
from curator.rendering.kramdown.span_state import (
    EM,
    FOUND,
    GIVE_UP,
    GO_ON,
    IN_EM,
    RAW,
    STRONG,
    Found,
    Frame,
    SpanState,
)

_DELETED_START = re.compile(r"~~(?![ \t\n\r\f\v~])")
_DELETED_END = re.compile(r"[^ \t\n\r\f\v~]~~")


class _Closing:
    """A mark that may close what it opened."""

    def __init__(self, state: SpanState, delimiter: str, dead: set[int]) -> None:
        self.chars = delimiter[0]
        self._text = state.text
        self._delimiter = delimiter
        self._dead = dead
        self.seen: list[int] = []

    def check(self, frame: Frame, at: int) -> int:
        """Decide at a place where the mark stands."""
        text, delimiter = self._text, self._delimiter
        if not text.startswith(delimiter, at) or frame.empty:
            return GO_ON
        if self._closes(at):
            return FOUND
        if at in self._dead:
            return GIVE_UP
        self.seen.append(at)
        return GO_ON

    def _closes(self, at: int) -> bool:
        text, delimiter = self._text, self._delimiter
        if at and text[at - 1] in WHITESPACE:
            return False
        size = len(delimiter)
        if (
            size == 1
            and text.startswith(delimiter * 2, at)
            and not text.startswith(delimiter, at + 2)
        ):
            return False
        after = text[at + size : at + size + 1]
        return not (delimiter[0] == "_" and after and is_alnum(after))


def read_emphasis(state: SpanState, frame: Frame, at: int) -> int:
    """Read at a `*` or `_`."""
    text = state.text
    mark = text[at]
    width = 2 if text.startswith(mark, at + 1) else 1
    end = at + width
    bit = STRONG if width == 2 else EM
    if (
        frame.bits & bit
        or (end < state.size and text[end] in WHITESPACE)
        or (mark == "_" and _inside_word(state, at))
    ):
        frame.words.append(text[at:end])
        return end
    key = ("emphasis", at, frame.bits)
    results = state.memory.results
    if key in results:
        found = results[key]
    else:
        found = _attempt(state, end, mark * width, frame.bits)
        if found is None and width == 2 and not frame.bits & IN_EM:
            found = _attempt(state, at + 1, mark, frame.bits)
        results[key] = found
    if found is None:
        frame.words.append(text[at:end])
        return end
    frame.add(found[0])
    return found[1]


def _attempt(state: SpanState, begin: int, delimiter: str, bits: int) -> Found:
    strong = len(delimiter) == 2
    inner = bits & ~(IN_EM | RAW) | (STRONG if strong else EM | IN_EM)
    if state.source.find(delimiter, begin + 1) < 0:
        return None
    dead = state.memory.dead.setdefault((delimiter, inner), set())
    closing = _Closing(state, delimiter, dead)
    frame = Frame(inner)
    found, at = state.fill(state, frame, begin, closing)
    if not found:
        dead.update(closing.seen)
        return None
    node = Node("strong" if strong else "em")
    node.kids = frame.finish()
    return node, at + len(delimiter)


def _inside_word(state: SpanState, at: int) -> bool:
    text = state.text
    if state.modern:
        at = state.source.start_of_run("_", at)
    if at == 0:
        return False
    before = text[at - 1]
    return is_alpha(before) or (before == "-" and at > 1 and is_alpha(text[at - 2]))


def read_deleted(state: SpanState, at: int) -> Found:
    """Return the deletion that begins at a place, None where none does."""
    start = _DELETED_START.match(state.text, at)
    end = state.source.search(_DELETED_END, at + 2) if start else None
    if end is None:
        return None
    node = Node("html", "del")
    node.kids = state.read_part(state.text[at + 2 : end.end() - 2])
    return node, end.end()
