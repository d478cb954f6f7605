"""Simple tables as Markdown: equal rows of inline cells, at most one row of headings."""

import re
from collections.abc import Iterable

from lxml.html import HtmlElement

from curator.formats.kramdown_writer import text
from curator.formats.kramdown_writer.spans import SpanWriter, Unwritable

_ALIGNED = re.compile(r"text-align:\s*(left|right|center);?")
_LINES = {None: "---", "left": ":--", "right": "--:", "center": ":-:"}
_WITHOUT_CODE = re.compile(r"\\.|(`+).+?\1")
_ONLY_RULES = re.compile(r"[-=:+ ]+")


def table(element: HtmlElement) -> str:
    """Return a table as Markdown; raises Unwritable."""
    heads, rows = _rows(element)
    if len(heads) > 1 or not rows:
        raise Unwritable
    columns = len(rows[0])
    if not columns or any(len(row) != columns for row in (*heads, *rows)):
        raise Unwritable
    written = []
    aligned = [_alignment(cell) for cell in rows[0]]
    for row in (*heads, *rows):
        if [_alignment(cell) for cell in row] != aligned:
            raise Unwritable
    if heads:
        written.append(_row(heads[0]))
        written.append(_joined(_LINES[one] for one in aligned))
    elif any(aligned):
        raise Unwritable
    written += [_row(row) for row in rows]
    return "\n".join(written)


def _rows(element: HtmlElement) -> tuple[list[list[HtmlElement]], list[list[HtmlElement]]]:
    heads: list[list[HtmlElement]] = []
    rows: list[list[HtmlElement]] = []
    bodies = 0
    _refuse_text(element.text)
    for part in element:
        _refuse_text(part.tail)
        if part.tag == "tr":
            _take(part, heads, rows)
        elif part.tag in {"thead", "tbody"} and not part.attrib:
            bodies += part.tag == "tbody"
            _refuse_text(part.text)
            for row in part:
                _refuse_text(row.tail)
                if row.tag != "tr":
                    raise Unwritable
                _take(row, heads, rows)
        else:
            raise Unwritable
    if bodies > 1:
        raise Unwritable
    return heads, rows


def _take(row: HtmlElement, heads: list[list[HtmlElement]], rows: list[list[HtmlElement]]) -> None:
    _refuse_text(row.text)
    cells = list(row)
    names = {cell.tag for cell in cells}
    parent = row.getparent()
    in_head = parent is not None and parent.tag == "thead"
    if row.attrib or len(names) != 1 or names - {"th", "td"} or in_head != (names == {"th"}):
        raise Unwritable
    for cell in cells:
        _refuse_text(cell.tail)
    if in_head and rows:
        raise Unwritable
    (heads if in_head else rows).append(cells)


def _refuse_text(value: str | None) -> None:
    if value and value.strip(text.BLANKS):
        raise Unwritable


def _alignment(cell: HtmlElement) -> str | None:
    values = dict(cell.attrib)
    align = values.pop("align", None)
    style = values.pop("style", None)
    if values or (align and style):
        raise Unwritable
    if style is not None:
        found = _ALIGNED.fullmatch(style.strip())
        if found is None:
            raise Unwritable
        return str(found[1])
    if align is not None and align not in _LINES:
        raise Unwritable
    return None if align is None else str(align)


def _row(cells: list[HtmlElement]) -> str:
    return _joined(_cell(cell) for cell in cells)


def _joined(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: HtmlElement) -> str:
    written = SpanWriter(in_table=True).written(cell)
    if "|" in _WITHOUT_CODE.sub("", written):
        raise Unwritable
    if _ONLY_RULES.fullmatch(written):
        return "".join(f"\\{sign}" if sign in "-=:+" else sign for sign in written)
    return written
