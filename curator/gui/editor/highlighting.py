"""Colours for Markdown with HTML and Liquid, and for YAML: one paragraph at a time.

A paragraph passes only a small number on to the next one, every pattern is bounded, and a long
text is coloured in slices of a few milliseconds, so that no text can hold the window up.
"""

import re
import time
from collections.abc import Callable, Mapping
from enum import IntEnum

from PySide6.QtCore import QTimer
from PySide6.QtGui import QFont, QPalette, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from curator.gui.editor.colours import Ink, readable
from curator.gui.editor.lossless_text import units

_SLICE = 0.008
"""Seconds that colouring may take before the window gets its turn."""
_LONGEST = 16_000
"""Units of one paragraph that are looked at; SourceEdit shows none that is longer."""


class SourceHighlighter(QSyntaxHighlighter):
    """Colours of a palette and colouring in slices; subclasses colour one paragraph.

    A paragraph that is still to be coloured has the state -1.
    """

    def __init__(self, document: QTextDocument, palette: QPalette) -> None:
        super().__init__(document)
        self._held = document  # the binding must not drop it before the highlighter
        self._formats = _formats(palette)
        self._strong = _strong(palette)
        self._slice_end = 0.0
        self._slicing = False
        self._due = -1
        self._left: int | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go_on)

    def set_palette(self, palette: QPalette) -> None:
        """Take the colours of another palette and colour everything anew."""
        self._formats = _formats(palette)
        self._strong = _strong(palette)
        self.rehighlight()

    @property
    def finished(self) -> bool:
        """Tell whether every paragraph has its colours."""
        return self._left is None

    def highlightBlock(self, text: str) -> None:
        """Colour one paragraph, or leave it for the next slice where time is up."""
        now = time.perf_counter()
        if not self._slicing and not self._timer.isActive():
            # The first paragraph since the window had its turn.
            self._slice_end = now + _SLICE
            self._timer.start(0)
        number = self.currentBlock().blockNumber()
        if now > self._slice_end and number != self._due:
            self._left = number if self._left is None else min(self._left, number)
            self.setCurrentBlockState(-1)
            return
        line = units(text[:_LONGEST])
        self.setCurrentBlockState(self.colour(line, max(self.previousBlockState(), 0)))

    def colour(self, line: str, state: int) -> int:
        """Colour one paragraph after one that ended in `state`; return its own end state."""
        raise NotImplementedError

    def ink(self, start: int, end: int, ink: Ink) -> None:
        """Give a span of the current paragraph a colour."""
        self.setFormat(start, end - start, self._formats[ink])

    def strengthen(self, start: int, end: int) -> None:
        """Make a span of the current paragraph bold."""
        self.setFormat(start, end - start, self._strong)

    def _go_on(self) -> None:
        """Colour what earlier slices left over, until this slice is used up as well.

        Qt goes on to the next paragraph by itself wherever a state changes, as it does from -1.
        """
        self._slice_end = time.perf_counter() + _SLICE
        self._slicing = True
        while self._left is not None and time.perf_counter() < self._slice_end:
            self._due, self._left = self._left, None
            block = self._held.findBlockByNumber(self._due)
            if block.isValid():
                self.rehighlightBlock(block)
            if self._left is None:
                self._left = self._next_left(self._due)
        self._slicing, self._due = False, -1
        if self._left is not None:
            self._timer.start(0)

    def _next_left(self, number: int) -> int | None:
        block = self._held.findBlockByNumber(number).next()
        while block.isValid():
            if block.userState() == -1:
                return block.blockNumber()
            block = block.next()
        return None


def _formats(palette: QPalette) -> Mapping[Ink, QTextCharFormat]:
    formats = {}
    for ink in Ink:
        formats[ink] = QTextCharFormat()
        formats[ink].setForeground(readable(*ink.value, palette.base().color()))
    return formats


def _strong(palette: QPalette) -> QTextCharFormat:
    strong = QTextCharFormat()
    strong.setFontWeight(QFont.Weight.Bold)
    strong.setForeground(palette.text().color())
    return strong


# --- Markdown, HTML, Liquid: what the tokens look like ---


class _Mode(IntEnum):
    """In the middle of what a paragraph ended; the state's lowest bits."""

    PLAIN = 0
    FENCED = 1
    """In fenced code; the state also holds the fence's character and length."""
    COMMENT = 2
    TAG = 3


_MODE_BITS = 3
_FENCE = re.compile(r" {0,3}(`{3,50}|~{3,50})([^`]*)$")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]")
_QUOTE = re.compile(r" {0,3}(?:> ?){1,20}")
_LIST = re.compile(r"\s{0,40}([-*+]|\d{1,9}[.)])\s")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,99}|(?:\*[ \t]*){3,99}|(?:_[ \t]*){3,99}|={3,99})$")
_ATTRIBUTE = re.compile(r"""([\w:.-]{1,80})(\s{0,9}=\s{0,9}("[^"]*"?|'[^']*'?|[^\s"'>]{1,500}))?""")

_TOKEN = re.compile(
    r"""
      (?P<liquid>\{\{.{0,600}?\}\}|\{%.{0,600}?%\})
    | (?P<comment><!--)
    | (?P<tag></?[A-Za-z][\w:-]{0,60}(?=[\s/>]|$))
    | (?P<autolink><(?:https?://|mailto:)[^<>\s]{1,1000}>)
    | (?P<entity>&(?:\#\d{1,8}|\#[xX][0-9A-Fa-f]{1,8}|\w{1,32});)
    | (?P<code>(?P<ticks>`{1,8})(?!`).{1,600}?(?<!`)(?P=ticks)(?!`))
    | (?P<attributes>\{:{1,2}[^{}]{0,300}\})
    | (?P<link>!?\[[^\[\]]{0,400}\](?:\([^()\s]{0,1000}(?:\([^()\s]{0,200}\))?[^()]{0,300}\)|\[[^\[\]]{0,200}\]|:(?=\s)))
    | (?P<strong>(?P<stars>\*\*|__)(?=\S)[^*_]{1,400}(?<=\S)(?P=stars))
    | (?P<emphasis>(?<![\w*])\*(?=[^\s*])[^*]{1,400}(?<=\S)\*(?!\*)|(?<![\w_])_(?=[^\s_])[^_]{1,400}(?<=\S)_(?![\w_]))
    | (?P<escape>\\[!-/:-@\[-`{-~])
    """,
    re.VERBOSE,
)


class BodyHighlighter(SourceHighlighter):
    """Colours a post's body. `continues` tells whether a paragraph only goes on with a line."""

    def __init__(
        self, document: QTextDocument, palette: QPalette, continues: Callable[[int], bool]
    ) -> None:
        super().__init__(document, palette)
        self._continues = continues

    def colour(self, line: str, state: int) -> int:
        """Colour one paragraph of the body."""
        mode, rest = state & (1 << _MODE_BITS) - 1, state >> _MODE_BITS
        fresh = not self._continues(self.currentBlock().position())
        if mode == _Mode.FENCED:
            return self._colour_fenced(line, state, rest, fresh)
        fence = _FENCE.match(line) if mode == _Mode.PLAIN and fresh else None
        if fence is not None:
            self.ink(0, len(line), Ink.CODE)
            mark = fence[1]
            return _Mode.FENCED | (len(mark) << 1 | (mark[0] == "~")) << _MODE_BITS
        start = 0
        if mode == _Mode.PLAIN:
            start = self._colour_line_start(line) if fresh else 0
        elif mode == _Mode.COMMENT:
            start = self._colour_comment(line, 0)
        elif mode == _Mode.TAG:
            start = self._colour_tag(line, 0, 0)
        if start < 0:
            return mode
        return self._colour_inline(line, start)

    def _colour_fenced(self, line: str, state: int, fence: int, fresh: bool) -> int:
        self.ink(0, len(line), Ink.CODE)
        mark = "~" if fence & 1 else "`"
        end = _FENCE.match(line)
        if end is None or not fresh or end[1][0] != mark:
            return state
        closes = len(end[1]) >= fence >> 1 and not end[2].strip()
        return _Mode.PLAIN if closes else state

    def _colour_line_start(self, line: str) -> int:
        if heading := _HEADING.match(line):
            self.strengthen(0, len(line))
            self.ink(heading.start(1), heading.end(1), Ink.MARKUP)
            return heading.end()
        if _RULE.match(line):
            self.ink(0, len(line), Ink.MARKUP)
            return len(line)
        start = 0
        if quote := _QUOTE.match(line):
            start = quote.end()
            self.ink(0, start, Ink.MARKUP)
        if item := _LIST.match(line, start):
            self.ink(item.start(1), item.end(1), Ink.MARKUP)
            start = item.end()
        return start

    def _colour_inline(self, line: str, start: int) -> int:
        while token := _TOKEN.search(line, start):
            begin, end = token.span()
            kind = token.lastgroup
            if token["comment"]:
                end = self._colour_comment(line, begin)
                if end < 0:
                    return _Mode.COMMENT
            elif token["tag"]:
                end = self._colour_tag(line, begin, end)
                if end < 0:
                    return _Mode.TAG
            elif token["strong"]:
                self.strengthen(begin, end)
                self._mark_ends(begin, end, 2)
            elif token["emphasis"]:
                self._mark_ends(begin, end, 1)
            elif token["link"]:
                self._colour_link(line, begin, end)
            elif kind is not None:
                self.ink(begin, end, _INKS[_kind(token)])
            start = end
        return _Mode.PLAIN

    def _colour_comment(self, line: str, start: int) -> int:
        """Colour a comment from `start`; return its end, or -1 where it goes on."""
        end = line.find("-->", start)
        self.ink(start, len(line) if end < 0 else end + 3, Ink.FAINT)
        return -1 if end < 0 else end + 3

    def _colour_tag(self, line: str, start: int, name_end: int) -> int:
        """Colour an HTML tag from `start`; return its end, or -1 where it goes on."""
        close = line.find(">", name_end)
        end = len(line) if close < 0 else close + 1
        self.ink(start, end, Ink.TAG)
        for attribute in _ATTRIBUTE.finditer(line, name_end, end - (close >= 0)):
            self.ink(*attribute.span(1), Ink.NAME)
            if attribute[3]:
                self.ink(*attribute.span(3), Ink.STRING)
        return -1 if close < 0 else end

    def _colour_link(self, line: str, begin: int, end: int) -> None:
        label = line.find("]", begin) + 1
        self.ink(begin, end, Ink.MARKUP)
        self.ink(line.find("[", begin) + 1, label - 1, Ink.LINK)
        self.ink(label, end, Ink.FAINT)

    def _mark_ends(self, begin: int, end: int, width: int) -> None:
        self.ink(begin, begin + width, Ink.MARKUP)
        self.ink(end - width, end, Ink.MARKUP)


_INKS = {
    "liquid": Ink.LIQUID,
    "autolink": Ink.LINK,
    "entity": Ink.LITERAL,
    "code": Ink.CODE,
    "attributes": Ink.NAME,
    "escape": Ink.FAINT,
}


def _kind(token: re.Match[str]) -> str:
    return next(kind for kind in _INKS if token[kind])


# --- YAML ---

_YAML_KEY = re.compile(
    r"""(\s*(?:-\s+)*)((?:"[^"]*"|'[^']*'|[^\s#\-][^#:]*?|-[^\s#:][^#:]*?)\s*):(?=\s|$)"""
)
_YAML_TOKEN = re.compile(
    r"""
      (?P<comment>(?:^|(?<=\s))\#.*$)
    | (?P<string>"(?:[^"\\]|\\.){0,2000}"?|(?<![^\s\[,{:])'(?:[^']|''){0,2000}'?)
    | (?P<literal>(?<![^\s\[,{])(?:\d{4}-\d\d?-\d\d?(?:[Tt\s]\s*\d[\d:.]*\s?(?:Z|[+-]\d\d:?\d\d)?)?
        |[+-]?\d[\d_,.]*|true|false|yes|no|on|off|null|~)(?=[\s,\]}]|$))
    | (?P<anchor>(?<![^\s\[,{])[&*!][\w!-]+)
    | (?P<mark>^\s*-(?=\s|$)|(?<=\s)[|>][+-]?\d?\s*$)
    | (?P<flow>[\[\]{},])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_YAML_INKS = {
    "comment": Ink.FAINT,
    "string": Ink.STRING,
    "literal": Ink.LITERAL,
    "anchor": Ink.NAME,
    "mark": Ink.MARKUP,
    "flow": Ink.MARKUP,
}


class YamlHighlighter(SourceHighlighter):
    """Colours front matter line by line."""

    def colour(self, line: str, state: int) -> int:
        """Colour one line of YAML."""
        start = 0
        if (key := _YAML_KEY.match(line)) and not line.lstrip().startswith("#"):
            self.ink(*key.span(2), Ink.MARKUP)
            start = key.end()
        flow = line[start:].lstrip()[:1] in tuple("[]{}")
        for token in _YAML_TOKEN.finditer(line, start):
            if token.lastgroup == "flow" and not flow:
                continue
            if token.lastgroup is not None:
                self.ink(*token.span(), _YAML_INKS[token.lastgroup])
        return state
