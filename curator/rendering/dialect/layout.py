"""The lines of a text before Python-Markdown sees them, laid out as it expects.

kramdown nests by the column where an item's text starts, knows code fences inside lists and
quotes, and lets a list begin right under a paragraph; Python-Markdown wants four columns and blank
lines. One pass over the lines translates. Its cost is proportional to the text.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from markdown import Markdown
from markdown.preprocessors import Preprocessor

from curator.rendering.dialect.attributes import BLOCK_LIST, Attributes, parse
from curator.rendering.highlighting.blocks import code_block

ITEM = re.compile(r"( *)([*+-]|[0-9]{1,9}\.)([ \t]+|$)(?!\[\^)")
_FENCE = re.compile(r" {0,3}(~{3,}|`{3,})[ \t]*([^\s`?]*)(?:\?\S*)?[ \t]*$")
_QUOTE = re.compile(r" {0,3}> ?")
_ENDS_QUOTE = (BLOCK_LIST, _FENCE, re.compile(r" {0,3}(?:[*+-]|[0-9]+\.|#{1,6})[ \t].*"))
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_VERBATIM = re.compile(r" {0,3}<(pre|script|style|textarea|!--)(?=[\s>-]|$)", re.IGNORECASE)
_FOREIGN_NUMBER = re.compile(r"^( {0,3}(?![0-9])\d+)\.")
"""Digits of other scripts number no lists in kramdown."""

_DEEPEST_QUOTE = 40


@dataclass(slots=True)
class _Item:
    """An open list item: the columns of its marker and of its text."""

    marker: int
    content: int
    ordered: bool


@dataclass(slots=True)
class BlockAttributes:
    """An attribute list on a line of its own; `after` tells that it follows its block."""

    attributes: Attributes
    after: bool


@dataclass(slots=True)
class _Pass:
    """The state of one pass over the lines of a text or of a quote in it."""

    lines: list[str]
    store_code: Callable[[str], str]
    store_attributes: Callable[[BlockAttributes], str]
    depth: int
    at: int = 0
    out: list[str] = field(default_factory=list)
    items: list[_Item] = field(default_factory=list)
    blank_before: bool = True
    unclosed: set[tuple[str, int]] = field(default_factory=set)

    def run(self) -> list[str]:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if not line.strip():
                self.out.append("")
                self.blank_before = True
                self.at += 1
                continue
            if self.blank_before and not ITEM.match(line):
                self._leave(len(line) - len(line.lstrip(" ")))
            if not self._special(line):
                self._text(line)
                self.blank_before = False
        return self.out

    def _special(self, line: str) -> bool:
        """Take whole constructs; tell whether there was one."""
        inner = self._within(line)
        if BLOCK_LIST.fullmatch(inner) or BLOCK_LIST.fullmatch(line):
            self._attributes(line)
            return True
        verbatim = None if self.items else _VERBATIM.match(line)
        if verbatim:
            self._verbatim(verbatim[1].lower())
            return True
        fence = _FENCE.fullmatch(inner)
        if fence and self._fence(fence[1], fence[2]):
            return True
        if not self.items and _QUOTE.match(line) and self.depth < _DEEPEST_QUOTE:
            self._quote()
            return True
        return False

    def _within(self, line: str) -> str:
        """Return the line as the innermost item it belongs to sees it."""
        width = len(line) - len(line.lstrip(" "))
        content = 0
        for item in self.items:
            if item.content <= width:
                content = item.content
        return line[content:]

    def _leave(self, width: int) -> None:
        """Close the items whose text starts right of a column."""
        while self.items and self.items[-1].content > width:
            self.items.pop()

    def _emit(self, text: str) -> None:
        self.out.append(" " * (4 * len(self.items)) + text)

    # --- constructs -----------------------------------------------------------------------

    def _attributes(self, line: str) -> None:
        """Set a line of attributes apart, remembering which side it belongs to."""
        listed = BLOCK_LIST.fullmatch(line.strip())
        assert listed is not None
        key = self.store_attributes(BlockAttributes(parse(listed[1]), not self.blank_before))
        self._leave(len(line) - len(line.lstrip(" ")))
        self.out.append("")
        self._emit(key)
        self.out.append("")
        self.blank_before = True
        self.at += 1

    def _verbatim(self, tag: str) -> None:
        """Copy raw HTML whose lines mean nothing, up to its end."""
        end = "-->" if tag == "!--" else f"</{tag}"
        while self.at < len(self.lines):
            line = self.lines[self.at]
            self.out.append(line)
            self.at += 1
            if end in line.lower():
                break
        self.blank_before = False

    def _fence(self, fence: str, language: str) -> bool:
        """Store a fenced code block, if it is closed in the item where it opens."""
        opening = self.lines[self.at]
        width = len(opening) - len(opening.lstrip(" "))
        column = len(opening) - len(self._within(opening))
        if (fence, column) in self.unclosed:
            return False
        closing = re.compile(rf" {{0,3}}{re.escape(fence)}[ \t]*")
        body: list[str] = []
        for at in range(self.at + 1, len(self.lines)):
            line = self.lines[at]
            if line.strip() and len(line) - len(line.lstrip(" ")) < column:
                break
            if closing.fullmatch(line[column:]):
                self._store(body, language, width, at + 1)
                return True
            body.append(line[column:])
        else:
            self.unclosed.add((fence, column))
        return False

    def _store(self, body: list[str], language: str, width: int, end: int) -> None:
        """Put a placeholder where the block stood; attributes right below it become its own."""
        classes = ""
        if end < len(self.lines):
            listed = BLOCK_LIST.fullmatch(self.lines[end].strip())
            if listed:
                own = [value for name, value in parse(listed[1]) if name == "class"]
                classes = " ".join(own)
                end += 1
        self._leave(width)
        key = self.store_code(code_block("".join(f"{line}\n" for line in body), language, classes))
        loose = not self.items or self.blank_before
        if loose:
            self.out.append("")
        self._emit(key)
        if loose:
            self.out.append("")
        self.at = end
        self.blank_before = loose

    def _quote(self) -> None:
        """Lay out the inside of a quote by itself."""
        inside: list[str] = []
        while self.at < len(self.lines) and self.lines[self.at].strip():
            line = self.lines[self.at]
            mark = _QUOTE.match(line)
            if mark is None and any(rule.fullmatch(line) for rule in _ENDS_QUOTE):
                break
            inside.append(line[mark.end() :] if mark else line)
            self.at += 1
        inner = _Pass(inside, self.store_code, self.store_attributes, self.depth + 1)
        # Python-Markdown would join this quote to one before it; an empty mark keeps them apart.
        self.out += ["", self.store_attributes(BlockAttributes((), False)), ""]
        self.out.extend(f"> {line}".rstrip() for line in inner.run())
        self.blank_before = False

    def _text(self, line: str) -> None:
        """Place a line of text, or of the start of an item, in the open lists."""
        width = len(line) - len(line.lstrip(" "))
        item = None if _RULE.fullmatch(self._within(line)) else ITEM.match(line)
        self.at += 1
        if item and self._begins(item, width):
            self._begin(line, item, width)
            return
        if not self.items:
            self.out.append(_FOREIGN_NUMBER.sub(r"\1\\.", line))
        elif width >= self.items[-1].content:
            self._emit(line[self.items[-1].content :])
        else:
            self._emit(line.lstrip(" "))  # a lazy line still belongs to the item

    def _begins(self, item: re.Match[str], width: int) -> bool:
        """Tell whether a marker stands where an item may begin."""
        base = 0
        for open_item in self.items:
            if open_item.content <= width:
                base = open_item.content
        if not self.items or base:
            return width - base <= 3
        return width <= 3 or width < self.items[0].content

    def _begin(self, line: str, item: re.Match[str], width: int) -> None:
        """Open an item, as a sibling or inside the item above it."""
        ordered = item[2][-1] == "."
        closed = None
        while self.items and self.items[-1].content > width:
            closed = self.items.pop()
        starts_list = closed is None or closed.ordered is not ordered
        if not self.blank_before and starts_list and (not self.items or closed is not None):
            self.out.append("")
        blanks = len(item[3])
        gap = blanks if 1 <= blanks <= 4 else 1
        text = line[item.start(2) + len(item[2]) + gap :] if item[3] else ""
        self._emit(f"{item[2]} {text}")
        content = width + len(item[2]) + gap
        self.items.append(_Item(width, content, ordered))


class Layout(Preprocessor):
    """Runs the pass and keeps what it set aside for this document."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.set_aside: list[BlockAttributes] = []

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines laid out anew."""
        self.set_aside.clear()
        return _Pass(lines, self._store_code, self._store_attributes, 0).run()

    def _store_code(self, block: str) -> str:
        return self.md.htmlStash.store(block)

    def _store_attributes(self, listed: BlockAttributes) -> str:
        self.set_aside.append(listed)
        return f"\x02attributes:{len(self.set_aside) - 1}\x03"
