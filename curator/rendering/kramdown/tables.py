"""Tables: rows of cells between pipes, separator lines, a footer after `=====`.

A pipe inside a code span or a `<code>` element separates nothing; every line needs one elsewhere.
"""

import re
from collections.abc import Iterator

from curator.rendering.kramdown.elements import STRIPPED, Node, Words
from curator.rendering.kramdown.reading import Reader
from curator.rendering.kramdown.spans import Mode

_PIPE = r"(?:\||[^\n]*?[^\\\n]\|)"
TABLE = re.compile(rf" {{0,3}}(?=[^ \t\n\r\f\v]){_PIPE}[^\n]*\n")

_LINE = re.compile(rf"{_PIPE}[^\n]*\n")
_PIPE_LINE = re.compile(_PIPE)
_LEADING_PIPE = re.compile(r"[ \t\r\f\v]*+\|")
_SEPARATOR = re.compile(r"([+|: \t-]++)\n")
_FOOTER = re.compile(r"([+|: \t=]++)\n")
_ALIGNMENT = re.compile(r"[ \t]?(:?)-++(:?)[ \t]?")
_BAR = re.compile(r"(?<!\\)\|")
_TICKS = re.compile(r"`+")


class _Rows:
    """Rows as they come, and the groups they are put in."""

    def __init__(self) -> None:
        self.groups: list[Node] = []
        self.open: list[Node] = []
        self.columns = 0
        self.footer = False
        self.alignment: list[str] = []

    def close(self, kind: str, *, force: bool = False) -> None:
        """Put the open rows into a group; after a footer mark only the footer takes any."""
        if not self.footer or kind != "tbody" or force:
            group = Node(kind)
            group.kids, self.open = self.open, []
            self.groups.append(group)

    def separate(self, marks: str) -> None:
        """Take a separator line: the first after rows ends the header and aligns columns."""
        if not self.open:
            return
        if self.alignment or self.footer:
            self.close("tbody")
            return
        self.close("thead")
        for left, right in _ALIGNMENT.findall(marks):
            self.alignment.append(
                "center" if left and right else "left" if left else "right" if right else ""
            )


def read_table(reader: Reader, _found: re.Match[str]) -> bool:
    """Lines with pipes between boundaries."""
    if not reader.after_boundary():
        return False
    text, begin = reader.text, reader.at
    table = reader.new("table")
    rows = _gather(reader, leading=_LEADING_PIPE.match(text, begin) is not None)
    if not reader.before_boundary() or not _every_line_has_pipe(
        reader, text[begin : reader.at - 1]
    ):
        # kramdown loses the attribute list here: it was taken by the table that is none
        reader.at = begin
        return False
    if rows.open:
        rows.close("tfoot" if rows.footer else "tbody")
    if not any(group.kind == "tbody" for group in rows.groups):
        reader.at = begin
        return False
    for group in rows.groups:
        for row in group.kids:
            row.kids.extend(Node("td") for _ in range(rows.columns - len(row.kids)))
    alignment = rows.alignment[: rows.columns]
    table.alignment = (*alignment, *[""] * (rows.columns - len(alignment)))
    table.kids = rows.groups
    reader.add(table)
    return True


def _gather(reader: Reader, *, leading: bool) -> _Rows:
    text, size = reader.text, len(reader.text)
    rows = _Rows()
    found = _SEPARATOR.match(text, reader.at)
    if found is not None and "-" in found[1]:
        reader.at = found.end()
    while reader.at < size and _LINE.match(text, reader.at):
        found = _SEPARATOR.match(text, reader.at)
        if found is not None and "-" in found[1]:
            reader.at = found.end()
            rows.separate(found[1])
            continue
        found = _FOOTER.match(text, reader.at)
        if found is not None and "=" in found[1]:
            reader.at = found.end()
            if rows.open:
                rows.close("tbody", force=True)
            rows.footer = True
            continue
        line = reader.line()
        end = text.find("\n", reader.at)
        cells = _cells(reader, text[reader.at : end].rstrip(" \t"))
        reader.at = end + 1
        if leading and cells and not cells[0].strip(STRIPPED):
            cells.pop(0)
        if cells and not cells[-1].strip(STRIPPED):
            cells.pop()
        row = Node("tr")
        row.line = line
        for content in cells:
            cell = Node("td")
            cell.kids.append(Words("raw_text", content.strip(STRIPPED)))
            row.kids.append(cell)
        rows.columns = max(rows.columns, len(cells))
        rows.open.append(row)
    return rows


def _cells(reader: Reader, line: str) -> list[str]:
    cells: list[list[str]] = []

    def add(piece: str) -> None:
        if cells:
            cells[-1].append(piece)
        else:
            cells.append([piece])

    for is_element, part in _code_elements(line):
        if is_element:
            add(part)
            continue
        if "`" not in part:
            pieces = [(False, part)] if part else []
        else:
            pieces = [
                (node.kind == "codespan", node.value)
                for node in reader.spans.read(reader, part, mode=Mode.CODE, text_kind="raw_text")
            ]
        for is_code, value in pieces:
            if is_code:
                longest = max(_TICKS.findall(value), default="") + "`"
                pad = " " if len(longest) > 1 else ""
                add(f"{longest}{pad}{value}{pad}{longest}")
            else:
                first, *others = _BAR.split(value)
                add(first.replace("\\|", "|"))
                cells.extend([other.replace("\\|", "|")] for other in others)
    return ["".join(pieces) for pieces in cells]


def _code_elements(line: str) -> Iterator[tuple[bool, str]]:
    """Yield (whether it is a `<code>` element, text) for the pieces of a line."""
    position = 0
    while True:
        start = line.find("<code", position)
        opened = line.find(">", start) if start >= 0 else -1
        end = line.find("</code>", opened + 1) if opened >= 0 else -1
        if end < 0:
            break
        end += len("</code>")
        yield False, line[position:start]
        yield True, line[start:end]
        position = end
    yield False, line[position:]


def _every_line_has_pipe(reader: Reader, text: str) -> bool:
    if "`" not in text and "<" not in text:
        return True  # every line was taken because it has one
    on_line = False
    for node in reader.spans.read(reader, text, mode=Mode.CODE_AND_HTML, text_kind="raw_text"):
        value = node.value
        lines = value.split("\n")
        while lines and not lines[-1]:
            lines.pop()
        if node.kind == "codespan":
            if len(lines) > 2 or (len(lines) == 2 and not on_line):
                break
            if len(lines) == 2:
                on_line = False
        else:
            last = lines[-1] if lines else ""
            if len(lines) > 1:
                if not on_line and not _PIPE_LINE.match(lines[0]):
                    break
                on_line = False
            on_line = on_line or _PIPE_LINE.match(last) is not None
    return on_line
