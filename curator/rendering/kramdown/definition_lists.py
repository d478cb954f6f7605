"""Definition lists: a paragraph whose lines are terms, and `:` before each definition."""

import re

from curator.rendering.kramdown import patterns
from curator.rendering.kramdown.elements import Node, Words
from curator.rendering.kramdown.lists import (
    Column,
    column,
    first_line,
    item_line,
    item_start,
    next_start,
    take_attributes,
)
from curator.rendering.kramdown.patterns import BLANK_LINES, EOB_MARK
from curator.rendering.kramdown.reading import Reader

DEFINITION = re.compile(patterns.DL)


class _Definition(Node):
    """A definition while its lines are gathered."""

    def __init__(self, line: int) -> None:
        super().__init__("dd")
        self.lines: list[str] = []
        self.line = line


def read_definition_list(reader: Reader, _found: re.Match[str]) -> bool:
    """The paragraph before gives the terms; a blank line between makes definitions paragraphs."""
    kids = reader.parent.kids
    if not kids:
        return False
    loose = kids[-1].kind == "blank"
    if kids[-1].kind != "p" and not (
        loose and len(kids) >= 2 and kids[-1].value == "\n" and kids[-2].kind == "p"
    ):
        return False
    result = reader.new("dl")
    if loose:
        kids.pop()
    terms = kids.pop()
    result.line = terms.line
    result.ial = terms.ial
    _add_terms(result, terms)
    _gather_definitions(reader, result, loose)
    last: Node | None = None
    for item in result.kids:
        if not isinstance(item, _Definition):
            continue
        reader.read(item, "".join(item.lines), item.line)
        item.lines.clear()
        if not item.kids:
            continue
        last = item.kids.pop() if item.kids[-1].kind == "blank" else None
        if item.kids and item.kids[0].kind == "p" and not item.loose:
            first = item.kids[0]
            words = first.kids[0] if first.kids else None
            if len(item.kids) > 1 and isinstance(words, Words):
                words.append("\n")
            first.transparent = True
    if kids and kids[-1].kind == "dl":
        kids[-1].kids.extend(result.kids)
    elif len(kids) >= 2 and kids[-1].kind == "blank" and kids[-2].kind == "dl":
        kids.pop()
        kids[-1].kids.extend(result.kids)
    else:
        kids.append(result)
    if last is not None:
        kids.append(last)
    return True


def _add_terms(result: Node, terms: Node) -> None:
    lines = terms.kids[0].value.split("\n") if terms.kids else []
    while lines and not lines[-1]:
        lines.pop()
    for number, text in enumerate(lines):
        term = Node("dt")
        term.line = terms.line + number if terms.line else 0
        term.text = take_attributes(text, term)
        term.kids.append(Words("raw_text", term.text))
        result.kids.append(term)


def _gather_definitions(reader: Reader, result: Node, loose: bool) -> None:
    text, size = reader.text, len(reader.text)
    start = item_start("dl", 3)
    item = _Definition(0)
    where: Column = column(0)
    prefix = ""
    blank = False
    while reader.at < size:
        if begin := start.match(text, reader.at):
            item = _Definition(reader.line())
            item.loose = loose
            reader.at = begin.end()
            content, where = first_line(begin[2], len(begin[1]))
            item.lines.append(take_attributes(content, item))
            result.kids.append(item)
            start, prefix = next_start("dl", where.indent), " " * where.indent
            loose = blank = False
        elif EOB_MARK.match(text, reader.at):
            break
        elif (line := item_line(reader, where, not blank)) is not None:
            item.lines.append(line[len(prefix) :] if line.startswith(prefix) else line)
            loose = blank = False
        elif lines := BLANK_LINES.match(text, reader.at):
            reader.at = lines.end()
            loose = blank = True
            item.lines.append(lines[0])
        else:
            break
