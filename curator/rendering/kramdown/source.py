"""One text being read, with what is known about where things in it end.

Every search for a far end (`-->`, the brace of an attribute list, a closing tag) goes through
here: a search that failed once is not made again from any later place, so that thousands of
unclosed openings cost one look each.
"""

import re
from bisect import bisect_left, bisect_right

from curator.rendering.kramdown.patterns import S

_BARE_BRACE = r"(?<!\\)\}"
_ANY_BRACE = r"\}"
_ENDING_BRACE = r"\}(?=[ \t\r\f\v]*+\n)"
_FENCES = {
    True: re.compile(r"^ {0,3}(`{3,}+|~{3,}+)[ \t\r\f\v]*+\n", re.M),
    False: re.compile(r"^(~{3,}+)[ \t\r\f\v]*+\n", re.M),
}


class Source:
    """A text and the line it begins on; lines count from 1, 0 where nobody asks for them."""

    def __init__(self, text: str, line: int = 0) -> None:
        self.text = text
        self.size = len(text)
        self._line = line
        self._line_at = 0
        self._missing: dict[str, int] = {}
        self._lineless: dict[str, tuple[int, int]] = {}
        self._fences: dict[str, tuple[list[int], list[int], list[int]]] = {}
        self._positions: dict[str, list[int]] = {}
        self._run = (0, -1)
        self._partners: dict[int, int] | None = None

    def line_of(self, position: int) -> int:
        """Return the line of a position not before the last one asked for; 0 if unknown."""
        if self._line:
            if position < self._line_at:  # only a block that was given up goes back
                self._line -= self.text.count("\n", position, self._line_at)
            else:
                self._line += self.text.count("\n", self._line_at, position)
            self._line_at = position
        return self._line

    def find(self, what: str, position: int) -> int:
        """Return where `what` next stands from `position` on, -1 if nowhere."""
        limit = self._missing.get(what)
        if limit is not None and position >= limit:
            return -1
        found = self.text.find(what, position)
        if found < 0:
            self._missing[what] = position
        return found

    def find_in_line(self, what: str, position: int) -> int:
        """Return where `what` next stands before the line ends, -1 if nowhere."""
        found = self.find(what, position)
        if found < 0:
            return -1
        start, end = self._lineless.get(what, (0, -1))
        if start <= position <= end:
            return -1
        newline = self.text.find("\n", position, found)
        if newline < 0:
            return found
        self._lineless[what] = (position, newline)
        return -1

    def search(self, pattern: re.Pattern[str], position: int) -> re.Match[str] | None:
        """Search from `position` on, at once giving up where an earlier search already failed."""
        limit = self._missing.get(pattern.pattern)
        if limit is not None and position >= limit:
            return None
        found = pattern.search(self.text, position)
        if found is None:
            self._missing[pattern.pattern] = position
        return found

    def search_close_tag(self, name: str, position: int) -> tuple[int, int] | None:
        """Return start and end of the next `</name>`, in any case of letters."""
        key = f"</{name.lower()}"
        limit = self._missing.get(key)
        if limit is not None and position >= limit:
            return None
        found = re.compile(rf"</{re.escape(name)}{S}*+>", re.I).search(self.text, position)
        if found is None:
            self._missing[key] = position
            return None
        return found.span()

    # Braces: `{:` … `}`; one with a backslash before it may stand inside

    def next_brace(self, position: int) -> int:
        """Return the `}` that ends a list begun at `position`, -1 if there is none.

        The first without a backslash before it, else the last that has one.
        """
        found = self.next_position(_BARE_BRACE, position)
        return found if found >= 0 else self._last(_ANY_BRACE, position, self.size)

    def brace_before_line_end(self, position: int) -> int:
        """Return the `}` that ends a list begun at `position` and its line, -1 if none does."""
        stop = self.next_position(_BARE_BRACE, position)
        return self._last(_ENDING_BRACE, position, stop if stop >= 0 else self.size)

    def _last(self, pattern: str, position: int, stop: int) -> int:
        """Return the last match of a pattern after `position` and not after `stop`."""
        places = self._places(pattern)
        index = bisect_right(places, stop)
        return places[index - 1] if index and places[index - 1] >= position else -1

    # Fences: lines of three or more marks that may close a code block

    def fence_end(
        self, mark: str, count: int, position: int, *, indented: bool
    ) -> tuple[int, int] | None:
        """Return (start of the closing line, number of marks) for an opening of `count` marks.

        An opening longer than every later closing is read as a shorter one.
        """
        table = self._fences.get(mark)
        if table is None:
            starts, counts = [], []
            for found in _FENCES[indented].finditer(self.text):
                if found[1][0] == mark:
                    starts.append(found.start())
                    counts.append(len(found[1]))
            longest = list(counts)
            for index in range(len(longest) - 2, -1, -1):
                longest[index] = max(longest[index], longest[index + 1])
            table = self._fences[mark] = (starts, counts, longest)
        starts, counts, longest = table
        index = bisect_left(starts, position)
        if index >= len(starts):
            return None
        count = min(count, longest[index])
        while counts[index] < count:
            index += 1
        return starts[index], count

    # Positions found by a pattern, once for the whole text

    def _places(self, pattern: str) -> list[int]:
        places = self._positions.get(pattern)
        if places is None:
            found = re.finditer(pattern, self.text)
            places = self._positions[pattern] = [match.start() for match in found]
        return places

    def next_position(self, pattern: str, position: int) -> int:
        """Return where `pattern` next matches from `position` on, -1 if nowhere."""
        places = self._places(pattern)
        index = bisect_left(places, position)
        return places[index] if index < len(places) else -1

    def partner(self, position: int) -> int:
        """Return the `)` that belongs to the `(` at `position`, -1 if none does."""
        if self._partners is None:
            self._partners = {}
            opened: list[int] = []
            for found in re.finditer(r"[()]", self.text):
                if found[0] == "(":
                    opened.append(found.start())
                elif opened:
                    self._partners[opened.pop()] = found.start()
        return self._partners.get(position, -1)

    def start_of_run(self, char: str, position: int) -> int:
        """Return where the run of `char` that ends before `position` begins."""
        start, end = self._run
        if not start <= position <= end:
            start = position
            while start and self.text[start - 1] == char:
                start -= 1
            end = position
            while end < self.size and self.text[end] == char:
                end += 1
            self._run = (start, end)
        return start
