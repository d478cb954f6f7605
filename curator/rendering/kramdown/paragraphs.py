"""Paragraphs and the other blocks without inner structure: headers, rules, quotes, blanks, math."""

import re

from curator.rendering.kramdown import patterns
from curator.rendering.kramdown.elements import STRIPPED, Words
from curator.rendering.kramdown.reading import (
    LAZY_END,
    PARAGRAPH_END,
    PARAGRAPH_END_GFM,
    Reader,
    add_text,
)

PARAGRAPH = re.compile(r" {0,3}[^ \t][^\n]*\n")
ATX = re.compile(
    r"(#{1,6})[\t ]*+([^ \t][^\n]*)\n"
)  # kramdown lets the text begin on the next line
ATX_GFM = re.compile(r"(#{1,6})[\t ]++([^\n]*)\n")
SETEXT = re.compile(r" {0,3}([^ \t\n][^\n]*)\n([-=])[-=]*+[ \t\r\f\v]*+\n")
QUOTE = re.compile(patterns.QUOTE)
MATH = re.compile(r" {0,3}(\\)?\$\$")

_QUOTES = re.compile(rf"^{patterns.QUOTE}", re.M)
_NAME_START = (
    "[:A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff]"
)
_HEADER_ID = re.compile(
    rf"[\t ]\{{#({_NAME_START}(?:{_NAME_START}|[-.0-9\u00b7\u0300-\u036f\u203f-\u2040])*+)\}}\Z"
)
_CLOSING_MARKS_GFM = re.compile(r"[\t ]#++\Z")
_MATH_END = re.compile(r"[ \t\r\f\v]*+\n")


def read_blank(reader: Reader, found: re.Match[str]) -> bool:
    """Blank lines: one node for a run of them, which separates blocks."""
    reader.at = found.end()
    kids = reader.parent.kids
    if kids and kids[-1].kind == "blank":
        kids[-1].value = "more"
    else:
        blank = reader.new("blank", found[0] if len(found[0]) < 8 else "more")
        kids.append(blank)
    return True


def read_eob(reader: Reader, found: re.Match[str]) -> bool:
    """`^` on a line of its own ends the block before it."""
    reader.at = found.end()
    reader.add(reader.new("eob"))
    return True


def read_rule(reader: Reader, found: re.Match[str]) -> bool:
    """Three or more `*`, `-` or `_`: a horizontal rule."""
    rule = reader.new("hr")
    reader.at = found.end()
    reader.add(rule)
    return True


def read_quote(reader: Reader, _found: re.Match[str]) -> bool:
    """Lines after `>`, and lazily those that follow: a block quote."""
    line = reader.line()
    text = _QUOTES.sub("", reader.take_lines(LAZY_END))
    quote = reader.new("blockquote", line=line)
    reader.add(quote)
    reader.read(quote, text, line)
    return True


def read_paragraph(reader: Reader, _found: re.Match[str]) -> bool:
    """What is nothing else; goes on in the paragraph before it where no blank line lies between."""
    line, start = reader.line(), reader.at
    text = reader.take_lines(PARAGRAPH_END_GFM if reader.quirk else PARAGRAPH_END).rstrip(STRIPPED)
    last = reader.parent.kids[-1] if reader.parent.kids else None
    if last is not None and last.kind == "p":
        inner = last.kids[-1] if last.kids else None
        if isinstance(inner, Words):
            broken = reader.text[max(0, start - 3) : start] == "  \n"
            inner.append(("  \n" if broken else "\n") + text)
        else:
            add_text(last, text, "raw_text")
        return True
    paragraph = reader.new("p", line=line)
    reader.add(paragraph)
    add_text(paragraph, text.lstrip(STRIPPED), "raw_text")
    return True


def read_atx(reader: Reader, found: re.Match[str]) -> bool:
    """`# Header`; GitHub's dialect needs a blank after the marks, kramdown a blank line before."""
    if not reader.quirk and not reader.after_boundary():
        return False
    text, header_id = _header_text(found[2])
    if reader.quirk:
        cut = _CLOSING_MARKS_GFM.search(text) if text.endswith("#") else None
        if cut is not None:
            text = text[: cut.start()].rstrip(STRIPPED)
    elif text.endswith("#"):
        bare = text.rstrip("#")
        if bare.endswith("\\"):  # an escaped mark stays
            bare = text[: len(bare) + 1]
        if bare != text:
            text = bare.rstrip(STRIPPED)
    return _add_header(reader, found, len(found[1]), text, header_id)


def read_setext(reader: Reader, found: re.Match[str]) -> bool:
    """A line underlined by `===` or `---`: a header of the first or second level."""
    if not reader.after_boundary():
        return False
    text, header_id = _header_text(found[1])
    return _add_header(reader, found, 2 if found[2] == "-" else 1, text, header_id)


def _header_text(text: str) -> tuple[str, str | None]:
    text = text.rstrip(STRIPPED)
    found = _HEADER_ID.search(text) if text.endswith("}") else None
    if found is None:
        return text, None
    return text[: found.start()].rstrip(STRIPPED), found[1]


def _add_header(
    reader: Reader, found: re.Match[str], level: int, text: str, header_id: str | None
) -> bool:
    if not text:
        return False
    header = reader.new("header")
    reader.at = found.end()
    header.level, header.text = level, text
    header.kids.append(Words("raw_text", text))
    if header_id is not None:
        header.attr["id"] = header_id
    reader.add(header)
    return True


def read_math(reader: Reader, found: re.Match[str]) -> bool:
    """`$$ … $$` alone between boundaries: a block of math; `\\$$` is text."""
    if not reader.after_boundary():
        return False
    end = reader.source.find("$$", found.end())
    if end < 0:
        return False
    after = _MATH_END.match(reader.text, end + 2)
    if found[1]:
        if after is not None:
            reader.at = found.end(1)  # only the backslash goes
        return False
    start = reader.at
    line = reader.line()
    value = reader.text[found.end() : end].strip(STRIPPED)
    reader.at = after.end() if after is not None else end + 2
    if not reader.before_boundary():
        reader.at = start
        return False
    math = reader.new("math", value, line=line)
    math.category = "block"
    reader.add(math)
    return True
