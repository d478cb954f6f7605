"""The machine that reads spans: text inside paragraphs, headers, cells.

kramdown tries each construct where it may begin, reads on to its end, and takes everything back
where there is none; with nested openings that takes exponential time. Here the same grammar is read
with memory (`span_state.py`): what was found, or not, at a place is kept, and an attempt that meets
a place from where an earlier one failed gives up. What an attempt sees depends on the place and on
the elements it is inside of, on nothing else. A supply of steps bounds whatever is left.
"""

import re
from collections.abc import Callable, Mapping
from enum import Enum
from functools import lru_cache

from curator.rendering.kramdown.elements import Node
from curator.rendering.kramdown.emphasis import read_deleted, read_emphasis
from curator.rendering.kramdown.html_spans import START, START_MODERN, read_html
from curator.rendering.kramdown.inline import (
    read_backslash,
    read_code,
    read_extension,
    read_math,
)
from curator.rendering.kramdown.links import read_autolink, read_bracket
from curator.rendering.kramdown.span_state import (
    DEEPEST,
    FOUND,
    GIVE_UP,
    GO_ON,
    Frame,
    Owner,
    SpanState,
    Stop,
)
from curator.rendering.kramdown.typography import (
    read_entity,
    read_escaped_guillemets,
    read_quotes,
    read_symbol,
)


class Mode(Enum):
    """Which constructs are read at the top of a text."""

    FULL = "full"
    HTML = "html"
    CODE = "code"
    CODE_AND_HTML = "code and html"


Item = Callable[[SpanState, Frame, int], int]

_QUOTES = "\"'"
_QUOTES_AFTER = ('"', "'")
_PATTERNS = {
    Mode.HTML: re.compile("<"),
    Mode.CODE: re.compile("`"),
    Mode.CODE_AND_HTML: re.compile("[`<]"),
}


@lru_cache(maxsize=32)
def _pattern(symbols: bool, breaks: bool, deletions: bool, brackets: bool) -> re.Pattern[str]:
    """Return what may begin a construct; alternatives by their first letters, for a fast search."""
    starts = [r"\*", "_", "`", "<", r"\[", "&", '"', "'", r"\\", r"!\[", r"\{:", r"\$\$"]
    if symbols:
        starts += ["--", r"\.\.\.", ">>"]
    if breaks:
        starts.append(r"\n")
    if deletions:
        starts.append("~~")
    if brackets:
        starts.append(r"\]")
    return re.compile("|".join(starts))


def _nothing(_state: SpanState, _frame: Frame, at: int) -> int:
    """A bracket that closed nothing."""
    return at


def _construct_start(text: str, start: int, char: str) -> int:
    """Return where a construct begins that takes the character before it, if it may be taken."""
    before = text[start - 1]
    if char in _QUOTES:
        return start if before == "\\" else start - 1
    return start - 1 if char == ">>" and before == " " else start


def _decide(state: SpanState, frame: Frame, stop: Stop, at: int) -> int:
    """Ask a stop, and count the steps of attempts that may be in vain."""
    decision = stop.check(frame, at)
    if decision == GO_ON and stop.chars != "<":
        state.steps -= 1
        if state.steps < 0:
            return GIVE_UP
    return decision


def _take_one(state: SpanState, frame: Frame, at: int) -> int:
    """Take one character where no construct stands, with a quote that follows it."""
    text = state.text
    if text[at] != "\\" and text[at + 1 : at + 2] in _QUOTES_AFTER:
        return read_quotes(state, frame, at)
    frame.words.append(text[at])
    return at + 1


class SpanMachine:
    """Reads spans as the options of a document want them; holds no state of a text."""

    def __init__(self, owner: Owner) -> None:
        options = owner.options
        quirks = options.gfm_quirks if owner.gfm else ()
        self._symbols = "no_auto_typographic" not in quirks
        self._breaks = not (owner.gfm and options.hard_wrap)
        self._deletions = owner.gfm
        self._html_start = START_MODERN if owner.modern else START
        self._items: Mapping[str, Item] = {
            "*": read_emphasis,
            "_": read_emphasis,
            "`": read_code,
            "<": self._angle,
            "[": read_bracket,
            "!": read_bracket,
            '"': read_quotes,
            "'": read_quotes,
            "$": read_math,
            "{": read_extension,
            "&": read_entity,
            "-": read_symbol,
            ".": read_symbol,
            ">": read_symbol,
            "\\": self._backslash,
            "~": self._tilde,
            "]": _nothing,
        }

    def read(
        self,
        owner: Owner,
        text: str,
        depth: int = 0,
        *,
        mode: Mode = Mode.FULL,
        text_kind: str = "text",
    ) -> list[Node]:
        """Return the nodes of a text of its own."""
        state = SpanState(owner, text, self, depth)
        frame = Frame(0, text_kind)
        if mode is Mode.FULL:
            self.fill(state, frame, 0, None)
        else:
            self._fill_simple(state, frame, 0, None, _PATTERNS[mode])
        return frame.finish()

    def fill(
        self, state: SpanState, frame: Frame, at: int, stop: Stop | None, *, full: bool = True
    ) -> tuple[bool, int]:
        """Fill a frame from a place on; return whether `stop` was found, and the place."""
        if state.depth >= DEEPEST:
            return False, at
        if not full:
            return self._fill_simple(state, frame, at, stop, _PATTERNS[Mode.HTML])
        state.depth += 1
        text, size = state.text, state.size
        chars = stop.chars if stop is not None else ""
        breaks = self._breaks and state.source.find("  \n", at) >= 0
        search = _pattern(self._symbols, breaks, self._deletions, "]" in chars).search
        items = self._items
        while at < size:
            found = search(text, at)
            if found is None:
                if stop is None:
                    frame.words.append(text[at:])
                    at = size
                break
            start, char = found.start(), found[0]
            if char == "\n":
                at = self._line_end(state, frame, at, start)
                continue
            if start > at:
                start = _construct_start(text, start, char)
                if start > at:
                    frame.words.append(text[at:start])
                if start < found.start() and char in _QUOTES:
                    at = read_quotes(state, frame, start)
                    continue
            char = char[0]
            if stop is not None and char in chars:
                decision = _decide(state, frame, stop, start)
                if decision != GO_ON:
                    state.depth -= 1
                    return decision == FOUND, start
            at = items[char](state, frame, start)
            if at == start:
                at = _take_one(state, frame, start)
        state.depth -= 1
        return False, at

    def _line_end(self, state: SpanState, frame: Frame, at: int, newline: int) -> int:
        """Take text up to a newline: two blanks before it break the line."""
        text = state.text
        if newline - 2 >= at and text.startswith("  ", newline - 2):
            if newline - 2 > at:
                frame.words.append(text[at : newline - 2])
            frame.add(Node("br"))
            return newline
        if text[newline + 1 : newline + 2] in _QUOTES_AFTER:
            if newline > at:
                frame.words.append(text[at:newline])
            return read_quotes(state, frame, newline)
        frame.words.append(text[at : newline + 1])
        return newline + 1

    def _fill_simple(
        self,
        state: SpanState,
        frame: Frame,
        at: int,
        stop: Stop | None,
        pattern: re.Pattern[str],
    ) -> tuple[bool, int]:
        text, size = state.text, state.size
        state.depth += 1
        while at < size:
            found = pattern.search(text, at)
            if found is None:
                if stop is None:
                    frame.words.append(text[at:])
                    at = size
                break
            start = found.start()
            if start > at:
                frame.words.append(text[at:start])
            if text[start] == "`":
                at = read_code(state, frame, start)
                continue
            if stop is not None and stop.check(frame, start) == FOUND:
                state.depth -= 1
                return True, start
            if self._html_start.match(text, start):
                at = read_html(state, frame, start)
            else:
                frame.words.append("<")
                at = start + 1
        state.depth -= 1
        return False, at

    def _angle(self, state: SpanState, frame: Frame, at: int) -> int:
        link = read_autolink(state, at)
        if link is not None:
            frame.add(link[0])
            return link[1]
        if self._html_start.match(state.text, at):
            return read_html(state, frame, at)
        if self._symbols and state.text.startswith("<", at + 1):
            return read_symbol(state, frame, at)
        return at

    def _backslash(self, state: SpanState, frame: Frame, at: int) -> int:
        text = state.text
        if self._symbols:
            after = read_escaped_guillemets(state, frame, at)
            if after != at:
                return after
        if self._breaks and text.startswith("\\\n", at + 1):
            frame.add(Node("br"))
            return at + 2
        return read_backslash(state, frame, at)

    def _tilde(self, state: SpanState, frame: Frame, at: int) -> int:
        deleted = read_deleted(state, at)
        if deleted is None:
            return at
        frame.add(deleted[0])
        return deleted[1]
