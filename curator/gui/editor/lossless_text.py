"""A source text beside the text that a Qt document shows for it, kept in step edit by edit.

A QTextDocument cannot hold every text: it turns CR LF, CR and LF into the same paragraph end,
treats U+2028, U+FDD0 and U+FFFC as its own marks and drops what is no valid UTF-16. So the text is
never taken back from the document. Each UTF-16 unit that the document shows has one *cell* here
that says what stands for it in the source, an edit replaces the cells of the edited span only,
and whatever was not touched stays as it was, byte for byte.

Lines of extreme length (articles in one line of HTML) are shown with extra paragraph ends, since
the document lays out whole paragraphs at every key; their cells stand for nothing in the source.

Must not import Qt: it speaks of a document only through its raw text and its edit reports.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from curator.gui.editor.splices import common_head, common_tail, splice_between

PARAGRAPH = "\u2029"
"""What ends a line in a document's raw text."""

# Cells are BMP units and halves of surrogate pairs, so code points above the BMP are free to
# stand for what is no single unit of the source.
_CRLF = "\U0010fffe"
_BREAK = "\U0010ffff"

_NEWLINE_CELLS = {"\n": "\n", "\r": "\r", "\r\n": _CRLF}

_LONG_LINE = 8_000
_CHUNK = 4_000
_SHORTEST_CHUNK = 1_000
_COMPARABLE = 250_000
"""Product of two lengths up to which they are compared character by character."""

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_UNPAIRED = re.compile("[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]")
_LINE = re.compile(f"[^\n\r{_CRLF}{_BREAK}]+")
_BLOCK_END = re.compile(
    r"</(?:p|div|li|h[1-6]|tr|table|blockquote|section|figure|pre)>|<br\s*/?>", re.I
)
_NOT_SHOWN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufeff\ufffc\ufffe\uffff]"
)

_REPLACEMENT = "\ufffd"
_LINE_END_PICTURE = "\u21b5"
_PICTURES = {
    "\x7f": "\u2421",
    "\x85": "\u2424",
    "\u2028": _LINE_END_PICTURE,
    "\u2029": "\u00b6",
    "\ufeff": "\u237d",  # Qt takes it for a byte order mark and drops it
} | {chr(code): chr(0x2400 + code) for code in range(0x20)}


def units(text: str) -> str:
    """Spell `text` with one character per UTF-16 unit, as Qt counts positions."""
    if text.isascii() or len(text.encode("utf-16-le", "surrogatepass")) == 2 * len(text):
        return text
    return _ASTRAL.sub(_halves, text)


def characters(text: str) -> str:
    """Join the halves that `units` made; halves without a partner stay."""
    return _PAIR.sub(_whole, text) if _has_halves(text) else text


class LosslessText:
    """One source text and what a document shows for it.

    Positions are UTF-16 units in the document. With `one_line`, line ends are shown as a sign, for
    inputs of one line. `source` may hold surrogate escapes of undecodable
    bytes, but no other lone surrogates.
    """

    def __init__(self, source: str = "", newline: str = "\n", *, one_line: bool = False) -> None:
        self._newline = _NEWLINE_CELLS[newline]
        cells = units(source).replace("\r\n", _CRLF)
        self._cells = cells if one_line else _with_breaks(cells)
        self._shown = _shown(self._cells, _LINE_END_PICTURE if one_line else PARAGRAPH)
        self._source: str | None = source
        self.stale = False
        """Whether the document shows other lines than the source has; show it anew."""

    @property
    def source(self) -> str:
        """Return the text as it stands."""
        if self._source is None:
            self._source = _source(self._cells)
        return self._source

    @property
    def shown(self) -> str:
        """Return what the document holds, in UTF-16 units, lines ended by U+2029."""
        return self._shown

    @property
    def display(self) -> str:
        """Return the text to hand to the document."""
        return characters(self._shown).replace(PARAGRAPH, "\n")

    def source_between(self, start: int, end: int) -> str:
        """Return the source of the shown span, for the clipboard."""
        return _source(self._cells[start:end])

    def is_break(self, position: int) -> bool:
        """Tell whether the paragraph end at `position` is shown only, not written."""
        return 0 <= position < len(self._cells) and self._cells[position] == _BREAK

    @property
    def searchable(self) -> tuple[str, list[int]]:
        """Return the shown text without extra paragraph ends, and where those were."""
        if _BREAK not in self._cells:
            return self._shown, []
        breaks = [at for at, cell in enumerate(self._cells) if cell == _BREAK]
        kept, start = [], 0
        for at in breaks:
            kept.append(self._shown[start:at])
            start = at + 1
        return "".join([*kept, self._shown[start:]]), breaks

    def with_edits(self, edits: Sequence[tuple[int, int, str]]) -> str:
        """Return the source with each shown span (start, end, text), in order, replaced."""
        parts, last = [], 0
        for start, end, text in edits:
            parts += [_source(self._cells[last:start]), text]
            last = end
        return "".join([*parts, _source(self._cells[last:])])

    def follow(self, document_text: str, position: int, removed: int, added: int) -> bool:
        """Take over an edit of the document; return whether the source changed.

        `document_text` is the whole raw text after the edit, in units without lone halves; the three numbers are Qt's
        report. Qt also reports edits that change nothing and spans that are too long, so the
        report is believed only where it explains the difference.
        """
        if document_text == self._shown:
            return False
        start, old_end, new_end = self._edited_span(document_text, position, removed, added)
        before = self._cells[start:old_end]
        cells = self._cells_for(start, old_end, document_text[start:new_end])
        cells = self._apart(start, old_end, cells)
        self._cells = self._cells[:start] + cells + self._cells[old_end:]
        self._shown = document_text
        self._check_lines(start, len(cells))
        if before.replace(_BREAK, "") == cells.replace(_BREAK, ""):
            return False
        self._source = None
        return True

    def _edited_span(
        self, new: str, position: int, removed: int, added: int
    ) -> tuple[int, int, int]:
        """Return (start, end in old, end in new) of what changed."""
        old = self._shown
        old_end, new_end = position + removed, position + added
        believable = (
            len(old) - old_end == len(new) - new_end
            and old_end <= len(old)
            and old[:position] == new[:position]
            and old[old_end:] == new[new_end:]
        )
        if not believable:
            position, old_end, new_end = 0, len(old), len(new)
        if (removed and added) or not believable:
            head = common_head(old[position:old_end], new[position:new_end])
            tail = common_tail(old[position + head : old_end], new[position + head : new_end])
            position, old_end, new_end = position + head, old_end - tail, new_end - tail
        return position, old_end, new_end

    def _cells_for(self, start: int, old_end: int, new: str) -> str:
        """Return cells for `new` that keep those of lines which only moved within the span."""
        old_cells, old = self._cells[start:old_end], self._shown[start:old_end]
        if not new or old_cells == self._typed(old):
            return self._typed(new)
        old_lines, new_lines = _lines(old), _lines(new)
        starts = [0]
        for line in old_lines:
            starts.append(starts[-1] + len(line))
        parts = []
        matcher = SequenceMatcher(None, old_lines, new_lines, autojunk=False)
        for tag, a, b, c, d in matcher.get_opcodes():
            if tag == "equal":
                parts.append(old_cells[starts[a] : starts[b]])
            elif b - a == d - c:
                # Line by line, so that the ends of the lines stay.
                for index, line in enumerate(new_lines[c:d], a):
                    cells = old_cells[starts[index] : starts[index + 1]]
                    parts.append(self._changed(cells, old_lines[index], line))
            else:
                was, now = "".join(old_lines[a:b]), "".join(new_lines[c:d])
                parts.append(self._changed(old_cells[starts[a] : starts[b]], was, now))
        return "".join(parts)

    def _apart(self, start: int, old_end: int, cells: str) -> str:
        """Keep line ends that were typed from becoming one with a lone CR or LF beside them."""
        cells = cells.replace("\r\n", "\r" + _CRLF)
        if cells[:1] == "\n" and self._cells[max(0, start - 1) : start] == "\r":
            cells = _CRLF + cells[1:]
        if cells[-1:] == "\r" and self._cells[old_end : old_end + 1] == "\n":
            cells = cells[:-1] + _CRLF
        return cells

    def _changed(self, cells: str, was: str, now: str) -> str:
        """Return cells for `now` that keep those of `was` whose characters stayed."""
        start, old_end, new_end = splice_between(was, now)
        kept, old, new = cells[start:old_end], was[start:old_end], now[start:new_end]
        if len(old) * len(new) <= _COMPARABLE and kept != self._typed(old):
            matcher = SequenceMatcher(None, old, new, autojunk=False)
            middle = "".join(
                kept[a:b] if tag == "equal" else self._typed(new[c:d])
                for tag, a, b, c, d in matcher.get_opcodes()
            )
        else:
            middle = self._typed(new)
        return cells[:start] + middle + cells[old_end:]

    def _typed(self, shown: str) -> str:
        return shown.replace(PARAGRAPH, self._newline)

    def _check_lines(self, start: int, length: int) -> None:
        seam = self._cells[max(0, start - 1) : start + length + 1]
        line_start = max(self._shown.rfind(PARAGRAPH, 0, start), 0)
        line_end = self._shown.find(PARAGRAPH, start + length)
        too_long = (line_end if line_end >= 0 else len(self._shown)) - line_start > 2 * _LONG_LINE
        if "\r\n" in seam or (too_long and _has_long_line(self._cells, line_start)):
            self.stale = True


def _lines(shown: str) -> list[str]:
    return re.split(f"(?<={PARAGRAPH})", shown)


def _halves(match: re.Match[str]) -> str:
    code = ord(match[0]) - 0x10000
    return chr(0xD800 + (code >> 10)) + chr(0xDC00 + (code & 0x3FF))


def _whole(match: re.Match[str]) -> str:
    high, low = ord(match[0][0]), ord(match[0][1])
    return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))


def _has_halves(text: str) -> bool:
    if text.isascii():
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _source(cells: str) -> str:
    return characters(cells.replace(_BREAK, "").replace(_CRLF, "\r\n"))


def _shown(cells: str, line_end: str) -> str:
    text = _NOT_SHOWN.sub(lambda match: _PICTURES.get(match[0], _REPLACEMENT), _newlined(cells))
    if _has_halves(text):
        text = _UNPAIRED.sub(_REPLACEMENT, text)
    return text.replace("\n", line_end)


def _newlined(cells: str) -> str:
    return cells.replace(_CRLF, "\n").replace(_BREAK, "\n").replace("\r", "\n")


def _with_breaks(cells: str) -> str:
    if not _has_long_line(cells, 0):
        return cells
    return _LINE.sub(_chunks, cells)


def _has_long_line(cells: str, start: int) -> bool:
    lines = _LINE.finditer(cells, start)
    return len(cells) - start > _LONG_LINE and any(
        line.end() - line.start() > _LONG_LINE for line in lines
    )


def _chunks(match: re.Match[str]) -> str:
    line, start, chunks = match[0], 0, []
    if len(line) <= _LONG_LINE:
        return line
    while len(line) - start > _CHUNK:
        cut = _cut(line, start)
        chunks.append(line[start:cut])
        start = cut
    return _BREAK.join([*chunks, line[start:]])


def _cut(line: str, start: int) -> int:
    """Return where the chunk from `start` ends: behind a paragraph, a tag, a sentence or a word."""
    earliest, latest = start + _SHORTEST_CHUNK, start + _CHUNK
    if end := _BLOCK_END.search(line, earliest, latest):
        return end.end()
    for mark in (">", "。", " "):
        if (at := line.find(mark, earliest, latest)) >= 0:
            return at + 1
    halved = "\ud800" <= line[latest - 1] <= "\udbff"
    return latest - 1 if halved else latest
