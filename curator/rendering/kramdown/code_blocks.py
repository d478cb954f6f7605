"""Code blocks: indented by four columns, or fenced by `~~~` (and ``` in GitHub's dialect)."""

import re

from curator.rendering.kramdown.elements import STRIPPED
from curator.rendering.kramdown.patterns import BLANK_LINES, EOB, HTML_OPEN, HTML_SHUT, INDENT
from curator.rendering.kramdown.reading import Reader

INDENTED = re.compile(r"\t| {4}")
FENCE = re.compile(r"(~{3,}+)")
FENCE_GFM = re.compile(r" {0,3}(`{3,}+|~{3,}+)")

_CODE_LINE = re.compile(r"(?:\t| {4})[ \t]*+[^ \t\n\r\f\v][^\n]*\n")
_LAZY_LINE = re.compile(
    rf"(?!{EOB}| {{0,3}}{HTML_SHUT}| {{0,3}}{HTML_OPEN})[ \t]*+[^ \t\n\r\f\v][^\n]*\n"
)
# Optional blanks (which may run over lines), language, `?` with options, and nothing else.
_INFO = re.compile(
    r"[ \t\r\f\v]*+(?:([^ \t\n\r\f\v][^? \t\n\r\f\v]*+)(?:\?[^ \t\n\r\f\v]*+)?+)?+[ \t\r\f\v]*+\n"
)
_WRAPPED = re.compile(r"\n( {0,3}[^ \t\n\r\f\v])")


def extent(reader: Reader, position: int) -> int:
    """Return where an indented block that begins at `position` ends; `position` if none does."""
    text, kept = reader.text, reader.at
    while True:
        blank = BLANK_LINES.match(text, position)
        at = blank.end() if blank else position
        found = _CODE_LINE.match(text, at)
        if found is None:
            break
        while found is not None:
            at = found.end()
            found = _CODE_LINE.match(text, at)
        while (found := _LAZY_LINE.match(text, at)) is not None:
            reader.at = at
            if reader.attribute_list() >= 0:
                break
            at = found.end()
        position = at
    reader.at = kept
    return position


def read_indented(reader: Reader, _found: re.Match[str]) -> bool:
    """Lines indented by a tab or four spaces; lines that are not go on the line before."""
    end = extent(reader, reader.at)
    if end == reader.at:
        return False
    text = _WRAPPED.sub(r" \1", reader.text[reader.at : end])
    block = reader.new("codeblock", INDENT.sub("", text))
    reader.at = end
    reader.add(block)
    return True


def read_fenced(reader: Reader, found: re.Match[str]) -> bool:
    """A fence with an optional language, up to a fence of at least as many marks."""
    marks = found[1]
    info = _INFO.match(reader.text, found.end())
    if info is None:
        return False
    closing = reader.source.fence_end(marks[0], len(marks), info.end(), indented=reader.gfm)
    if closing is None:
        return False
    start, count = closing
    extra = marks[count:]
    if extra:  # read as a shorter fence, whose other marks are the language
        info = _INFO.match(reader.text, found.start(1) + count)
        if info is None:
            return False
    block = reader.new("codeblock", reader.text[info.end() : start])
    newline = reader.text.find("\n", start)
    reader.at = newline + 1
    language = reader.text[info.start(1) : info.end()].strip(STRIPPED) if info[1] else ""
    if language:
        block.text = language
        block.attr["class"] = f"language-{info[1]}"
    reader.add(block)
    return True
