"""The machine that reads blocks: one loop over block constructs, and what they have in common.

Each construct is a function `(reader, match) -> bool` in a module of its own; `document.py` puts
them in kramdown's order. A construct returns whether it took something; the closing tag of an HTML
block raises the loop's end with `STOP`.
"""

import re
from collections.abc import Callable, Sequence

from curator.rendering.kramdown import patterns
from curator.rendering.kramdown.definitions import Definitions
from curator.rendering.kramdown.elements import Attributes, Node, Words
from curator.rendering.kramdown.options import Options
from curator.rendering.kramdown.source import Source
from curator.rendering.kramdown.spans import SpanMachine

# Deeper than this, text is no longer read as blocks; kramdown itself ends in a stack error at some
# hundreds of levels, and no article comes near.
DEEPEST = 48

Construct = Callable[["Reader", re.Match[str]], bool]
Step = tuple[re.Pattern[str], Construct]

_BOUNDARY = re.compile(rf"{patterns.BLANK}|{patterns.EOB}|\Z")
_IAL_START = re.compile(r" {0,3}\{:(?![:/])")
_LAZY = rf"{patterns.BLANK}|{patterns.EOB}| {{0,3}}(?:{patterns.HTML_SHUT}|{patterns.HTML_OPEN})|\Z"
LAZY_END = re.compile(_LAZY)
PARAGRAPH_END = re.compile(rf"{_LAZY}|{patterns.DL_ITEM}")
PARAGRAPH_END_GFM = re.compile(
    rf"{_LAZY}|{patterns.UL_ITEM}|{patterns.OL_ITEM}|#{{1,6}}[\t ]|{patterns.DL_ITEM}"
    rf"| {{0,3}}>| {{0,3}}[~`]{{3}}"
)


class Reader:
    """Reads blocks into a tree; holds the current text, place and parent element."""

    def __init__(self, options: Options, definitions: Definitions, steps: Sequence[Step]) -> None:
        self.options = options
        self.gfm = options.gfm
        self.modern = options.modern
        # what the text itself cannot change by `{::options}`
        self.quirk = options.gfm and "paragraph_end" in options.gfm_quirks
        self.definitions = definitions
        self.source = Source("")
        self.text = ""
        self.at = 0
        self.parent = Node("root")
        self.ial: Attributes | None = None
        self.depth = 0
        self.stopped = False
        self.spans = SpanMachine(self)
        self._steps = steps
        self._last_steps = [steps[0], steps[-1]]  # blank lines and paragraphs

    # The loop

    def read(self, parent: Node, text: str, line: int) -> None:
        """Read the blocks of a text of their own into `parent`."""
        kept = self.source, self.text, self.at
        self.source, self.text, self.at = Source(text, line), text, 0
        self.read_on(parent)
        self.source, self.text, self.at = kept

    def read_on(self, parent: Node) -> bool:
        """Read blocks from here on into `parent`; return whether its closing tag ended them."""
        kept = self.parent, self.ial
        self.parent, self.ial = parent, None
        self.depth += 1
        steps = self._steps if self.depth < DEEPEST else self._last_steps
        size = len(self.text)
        while self.at < size:
            for start, construct in steps:
                found = start.match(self.text, self.at)
                if found is not None and construct(self, found):
                    break
            else:
                self._take_line()
            if self.stopped:
                break
        ended, self.stopped = self.stopped, False
        self.depth -= 1
        self.parent, self.ial = kept
        return ended

    def _take_line(self) -> None:
        found = patterns.LINE.match(self.text, self.at)
        end = found.end() if found else len(self.text)
        add_text(self.parent, self.text[self.at : end], "raw_text")
        self.at = end

    # What constructs share

    def new(self, kind: str, value: str = "", *, line: int | None = None) -> Node:
        """Return a new block element with the attribute list that stood before it."""
        node = Node(kind, value)
        node.line = self.line() if line is None else line
        if self.ial is not None:
            node.ial, self.ial = self.ial, None
        return node

    def add(self, node: Node) -> None:
        """Append an element to the current parent."""
        self.parent.kids.append(node)

    def line(self) -> int:
        """Return the line of the current place."""
        return self.source.line_of(self.at)

    def after_boundary(self) -> bool:
        """Return whether a block may begin that needs a blank line before it."""
        kids = self.parent.kids
        if not kids or self.ial is not None:
            return True
        last = kids[-1]
        return last.kind == "blank" or (last.kind == "eob" and not last.value)

    def before_boundary(self) -> bool:
        """Return whether a block ends here that needs a blank line after it."""
        return _BOUNDARY.match(self.text, self.at) is not None or self.attribute_list() >= 0

    def attribute_list(self) -> int:
        """Return where the block attribute list at this place closes, -1 if none stands here."""
        found = _IAL_START.match(self.text, self.at)
        if found is None or self.text[found.end() : found.end() + 1] in ("", "}"):
            return -1
        return self.source.brace_before_line_end(found.end() + 1)

    def take_lines(self, stop: re.Pattern[str]) -> str:
        """Take this line and those after it up to one where a paragraph must end."""
        text, start = self.text, self.at
        match, find, size = stop.match, text.find, len(text)
        at = find("\n", start) + 1 or size
        while match(text, at) is None:
            if text[at] in " {":
                self.at = at
                if self.attribute_list() >= 0:
                    break
            at = find("\n", at) + 1 or size
        self.at = at
        return text[start:at]

    def skip(self, pattern: re.Pattern[str]) -> None:
        """Pass over what a pattern matches here, if it does."""
        found = pattern.match(self.text, self.at)
        if found is not None:
            self.at = found.end()


def add_text(parent: Node, text: str, kind: str) -> None:
    """Append text to an element, to its last text where it ends in one."""
    last = parent.kids[-1] if parent.kids else None
    if last is not None and last.kind == kind:
        if isinstance(last, Words):
            last.append(text)
        else:
            last.value += text
    elif text:
        parent.kids.append(Words(kind, text))
