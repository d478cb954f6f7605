"""Lists: how the lines of an item are gathered, ordered and unordered lists, task lists.

An item's content column is where its text begins; lines indented to it belong to the item, lines
that are not may follow lazily. The gathered text is then read as blocks of its own.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from curator.rendering.kramdown import patterns
from curator.rendering.kramdown.attribute_lists import read_attribute_list
from curator.rendering.kramdown.elements import Attributes, Node, Words
from curator.rendering.kramdown.patterns import (
    BLANK_LINES,
    EOB_MARK,
    HORIZONTAL_RULE,
    ID,
    LIST_START,
    S,
)
from curator.rendering.kramdown.reading import Reader

LIST = re.compile(rf"{patterns.UL}|{patterns.OL}")

_UNORDERED = re.compile(patterns.UL)
_ITEM_IAL = re.compile(rf"{S}*+\{{:(?!(?:{ID})?:|/)(?!\}})")
_MARGIN = re.compile(r"[ \t]*+")
_RUNS = re.compile(r" ++|\t++")
_TABS = re.compile(r"\t+")
_SPACE = re.compile(rf"{S}*+")
_MARKERS = {"ul": "[+*-]", "ol": r"[0-9]+\.", "dl": ":"}
_UNCHECKED = re.compile(rf"{S}*+\[ \]{S}++")
_CHECKED = re.compile(rf"{S}*+\[[xX]\]{S}++")
_BOX = '<input type="checkbox" class="task-list-item-checkbox" disabled="disabled"%s />'


@dataclass(frozen=True)
class Column:
    """What the content column of an item decides: which lines belong to it."""

    indent: int
    content: re.Pattern[str]
    not_lazy: re.Pattern[str]
    lazy_width: int


@lru_cache(maxsize=64)
def column(indent: int) -> Column:
    """Return the patterns for items whose text begins at column `indent`."""
    tabs, spaces = divmod(indent, 4)
    content = (
        rf"(?:(?:\t| {{4}}){{{tabs}}} {{{spaces}}}|(?:\t| {{4}}){{{tabs + 1}}})"
        r"[^\n]*?[^ \t\n\r\f\v][^\n]*\n"
    )
    width = min(indent, 3)
    not_lazy = rf" {{0,{width}}}(?:{patterns.HTML_SHUT}|{patterns.HTML_OPEN})"
    return Column(indent, re.compile(content), re.compile(not_lazy), width)


@lru_cache(maxsize=16)
def item_start(kind: str, room: int) -> re.Pattern[str]:
    """Return the pattern of an item's first line indented by at most `room` blanks."""
    return re.compile(rf"( {{0,{room}}}{_MARKERS[kind]})([\t| ][^\n]*\n)")


def next_start(kind: str, indent: int) -> re.Pattern[str]:
    """Return the pattern of the next item's first line after one with this content column."""
    return item_start(kind, indent - 1 if indent < 4 else 3)


# More columns than this hold no text anyone could read; it also bounds the patterns.
_WIDEST = 400


def first_line(text: str, marker: int) -> tuple[str, Column]:
    """Return an item's first line without its indentation, and the item's column."""
    if _only_attributes(text):
        indent = 4
    else:
        margin = _MARGIN.match(text)
        head = margin[0] if margin else ""
        width = 0
        for blanks in _RUNS.findall(head):
            if blanks[0] == " ":
                width += len(blanks)
            else:  # the first tab goes to the next stop, seen from the marker's column
                width += 4 - (width + marker) % 4 + (len(blanks) - 1) * 4
        indent = marker + width
    found = _SPACE.match(text)
    return text[found.end() if found else 0 :], column(min(indent, _WIDEST))


def _item_list_end(text: str) -> tuple[int, int] | None:
    """Return (start of the content, closing brace) of an attribute list that begins an item."""
    found = _ITEM_IAL.match(text)
    if found is None:
        return None
    bare = re.compile(r"(?<!\\)\}").search(text, found.end())
    end = bare.start() if bare else text.rfind("}", found.end() + 1)
    return (found.end(), end) if end > found.end() else None


def _only_attributes(text: str) -> bool:
    span = _item_list_end(text)
    return not text[span[1] + 1 if span else 0 :].strip(patterns.BLANKS)


def take_attributes(text: str, item: Node) -> str:
    """Take the attribute list that begins an item; return the text after it."""
    span = _item_list_end(text)
    if span is None:
        return text
    if item.ial is None:
        item.ial = Attributes()
    read_attribute_list(text[span[0] : span[1]], item.ial)
    found = _SPACE.match(text, span[1] + 1)
    return text[found.end() if found else 0 :]


def item_line(reader: Reader, where: Column, lazy: bool) -> str | None:
    """Take a line that belongs to an item; None where none does."""
    text, at = reader.text, reader.at
    if where.content.match(text, at) is None and not (lazy and _is_lazy(reader, text, at, where)):
        return None
    end = text.find("\n", at) + 1 or len(text)
    reader.at = end
    line = text[at:end]
    tabs = _TABS.match(line)
    return "    " * len(tabs[0]) + line[tabs.end() :] if tabs else line


def _is_lazy(reader: Reader, text: str, at: int, where: Column) -> bool:
    if where.not_lazy.match(text, at) is not None:
        return False
    end = text.find("\n", at)
    if end < 0 or not text[at:end].strip(patterns.BLANKS):
        return False
    head = text[at : at + 4]
    blanks = len(head) - len(head.lstrip(" "))
    return not (
        blanks <= where.lazy_width
        and text.startswith("{:", at + blanks)
        and reader.attribute_list() >= 0
    )


def read_list(reader: Reader, found: re.Match[str]) -> bool:
    """A list of items with the same kind of marker."""
    kind = "ul" if _UNORDERED.match(reader.text, reader.at) else "ol"
    result = reader.new(kind)
    eob = _gather_items(reader, result, kind)
    reader.add(result)
    last: Node | None = None
    for item in result.kids:
        _read_item(reader, item)
        if not item.kids:
            continue
        _settle_item(result, item, eob)
        last = item.kids.pop() if item.kids[-1].kind == "blank" else None
    if last is not None and not eob:
        reader.add(last)
    if reader.gfm:
        _mark_tasks(result)
    return True


class _Item(Node):
    """An item while its lines are gathered: chunks of text that are read one after the other."""

    def __init__(self, first: str, line: int) -> None:
        super().__init__("li")
        self.chunks = [[first]]
        self.line = line


def _gather_items(reader: Reader, result: Node, kind: str) -> bool:
    """Take the lines of a list; return whether `^` ended it."""
    text, size = reader.text, len(reader.text)
    start = item_start(kind, 3)
    nested = blank = False
    item = _Item("", 0)
    where = column(0)
    prefix = ""
    while reader.at < size:
        if blank and HORIZONTAL_RULE.match(text, reader.at):
            break
        if text[reader.at] == "^" and (end := EOB_MARK.match(text, reader.at)):
            reader.at = end.end()
            return True
        if begin := start.match(text, reader.at):
            line = reader.line()
            reader.at = begin.end()
            content, where = first_line(begin[2], len(begin[1]))
            item = _Item("", line)
            content = take_attributes(content, item)
            item.chunks = [[content]]
            result.kids.append(item)
            start, prefix = next_start(kind, where.indent), " " * where.indent
            nested, blank = LIST_START.match(content) is not None, False
        elif (content_line := item_line(reader, where, not blank)) is not None:
            content = content_line
            inside = content.startswith(prefix)
            if inside:
                content = content[len(prefix) :]
            if LIST_START.match(content):
                if not nested and inside:
                    item.chunks.append([])
                    nested = True
                elif nested and not inside:
                    content = " " * (where.indent + 4) + content
            item.chunks[-1].append(content)
            blank = False
        elif lines := BLANK_LINES.match(text, reader.at):
            reader.at = lines.end()
            nested = blank = True
            item.chunks[-1].append(lines[0])
        else:
            break
    return False


def _read_item(reader: Reader, item: Node) -> None:
    chunks = item.chunks if isinstance(item, _Item) else []
    line = item.line
    for chunk in chunks:
        text = "".join(chunk)
        reader.read(item, text, line)
        line += text.count("\n") if line else 0
    chunks.clear()


def _settle_item(result: Node, item: Node, eob: bool) -> None:
    """Decide whether the first paragraph of an item keeps its tags."""
    kids = item.kids
    first = kids[0]
    if first.kind != "p":
        return
    if len(kids) >= 2 and kids[1].kind == "eob" and first.ial is not None:
        del kids[1]
    is_last = item is result.kids[-1]
    if len(kids) >= 2 and kids[1].kind == "blank" and not (is_last and len(kids) == 2 and not eob):
        return
    if (
        is_last
        and len(result.kids) > 1
        and not any(
            not other.kids or other.kids[0].kind != "p" or other.kids[0].transparent
            for other in result.kids[:-1]
        )
    ):
        return
    words = first.kids[0] if first.kids else None
    if len(kids) > 1 and kids[1].kind != "blank" and isinstance(words, Words):
        words.append("\n")
    first.transparent = True


def _mark_tasks(result: Node) -> None:
    """Turn `[ ]` and `[x]` at the start of items into boxes (GitHub's dialect)."""
    tasks = False
    for item in result.kids:
        if not item.kids or item.kids[0].kind != "p" or not item.kids[0].kids:
            continue
        words = item.kids[0].kids[0]
        value = words.value
        for pattern, state in ((_UNCHECKED, ""), (_CHECKED, ' checked="checked"')):
            if found := pattern.match(value):
                value = _BOX % state + value[found.end() :]
                tasks = True
        words.value = value
        if tasks:
            item.attr["class"] = "task-list-item"
    if tasks:
        result.attr["class"] = "task-list"
