"""Where a body shows code, so that what looks like a fault there is none.

A rough reading in one pass: fences, spans of backticks, `pre`, `code`, scripts, comments, Liquid's
`highlight` and `raw`. Code by indentation is told by `Code.covers` alone.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict

_START = re.compile(
    r"^ {0,3}(?P<fence>```+|~~~+)|(?P<ticks>`+)"
    r"|<(?P<tag>pre|code|script|style)\b|(?P<comment><!--)"
    r"|\{%-?[ \t]*(?P<block>highlight|raw)\b",
    re.IGNORECASE | re.MULTILINE,
)
_SIGNS = ("`", "{", "~")
_TAGS = re.compile(r"<(?:!--|[pP][rR][eE]\b|[cC][oO][dD][eE]\b|[sS](?:cript|CRIPT|tyle|TYLE)\b)")
"""Without any of these a text has no code but by indentation."""

_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")


class Code:
    """The spans of code in one text; asking in ascending order costs least."""

    def __init__(self, text: str, *, markdown: bool) -> None:
        self._text = text
        self._markdown = markdown
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._line_start = 0
        self._asked = 0
        if any(sign in text for sign in _SIGNS) or _TAGS.search(text) is not None:
            self._read()

    def covers(self, offset: int) -> bool:
        """Tell whether the character at `offset` is shown as code."""
        return self.encloses(offset) or (self._markdown and self._is_indented(offset))

    def encloses(self, offset: int) -> bool:
        """Tell whether `offset` lies in code that something opens: indentation is not looked at."""
        index = bisect_right(self._starts, offset) - 1
        return index >= 0 and offset < self._ends[index]

    def _is_indented(self, offset: int) -> bool:
        if offset < self._asked:
            self._asked = self._line_start = 0
        newline = self._text.rfind("\n", self._asked, offset)
        if newline >= 0:
            self._line_start = newline + 1
        self._asked = offset
        return self._text.startswith(("    ", "\t"), self._line_start)

    def _read(self) -> None:
        text, at = self._text, 0
        ticks: _Ticks | None = None
        while (found := _START.search(text, at)) is not None:
            start = found.start()
            kind = found.lastgroup
            if kind in {"fence", "ticks"} and not self._markdown:
                at = found.end()
                continue
            if kind == "fence":
                end = self._fence_end(found)
            elif kind == "ticks":
                ticks = ticks or _Ticks(text)
                end = ticks.closing(start, found.end())
                if end < 0:
                    at = found.end()
                    continue
            else:
                end = self._element_end(found)
            self._starts.append(start)
            self._ends.append(end)
            at = end

    def _fence_end(self, found: re.Match[str]) -> int:
        """Return the end of a fenced block; one that never ends goes on to the end of the text."""
        sign = found["fence"]
        closing = re.compile(rf"^ {{0,3}}{re.escape(sign[0])}{{{len(sign)},}}[ \t\r]*$", re.M)
        end = closing.search(self._text, found.end())
        return len(self._text) if end is None else end.end()

    def _element_end(self, found: re.Match[str]) -> int:
        if found["comment"]:
            end = self._text.find("-->", found.end())
            return len(self._text) if end < 0 else end + 3
        if found["tag"]:
            closing = rf"</{found['tag']}\s*>"
        else:
            closing = rf"\{{%-?[ \t]*end{found['block']}\b"
        end_tag = re.compile(closing, re.IGNORECASE).search(self._text, found.end())
        return len(self._text) if end_tag is None else end_tag.end()


class _Ticks:
    """All runs of backticks of a text by their length."""

    def __init__(self, text: str) -> None:
        self._runs: dict[int, list[int]] = defaultdict(list)
        for run in re.finditer("`+", text):
            self._runs[len(run[0])].append(run.start())
        self._blank_lines = [found.start() for found in _BLANK_LINE.finditer(text)]

    def closing(self, start: int, end: int) -> int:
        """Return the end of the span of code that a run opens; -1 where nothing closes it."""
        size = end - start
        runs = self._runs[size]
        index = bisect_right(runs, start)
        if index == len(runs):
            return -1
        closing = runs[index]
        blank = bisect_left(self._blank_lines, end)
        if blank < len(self._blank_lines) and self._blank_lines[blank] < closing:
            return -1
        return closing + size
