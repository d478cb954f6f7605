"""The manner of a front matter text: how its lists are written and where its values stand.

Owns what new lines should look like among the old ones.
"""

from curator.formats import emit
from curator.formats.emit import Quote
from curator.formats.entries import Entry, Reading, Style
from curator.formats.spans import line_start, next_line
from curator.formats.yaml_values import Value


def block_lines(reading: Reading, pad: str, value: Value, quote: Quote) -> list[str] | None:
    """Write a collection as block lines; a list only where the text's first list is one."""
    if isinstance(value, dict):
        return emit.block(value, pad + "  ", quote)
    text = reading.front.text
    lists = (entry for entry in reading.front.entries if isinstance(entry.value, list))
    model = next((entry for entry in lists if entry.value), None)
    if model is None or model.style is not Style.BLOCK:
        return None
    line = text[next_line(text, model.value_span[0]) :]
    dash = len(line) - len(line.lstrip(" "))
    deeper = dash - len(indentation(text, model))
    if line[dash : dash + 1] != "-" or deeper < 0:
        return None
    return emit.block(value, pad + " " * deeper, quote)


def indentation(text: str, entry: Entry) -> str:
    """Return the indentation of an entry's key."""
    return text[line_start(text, entry.key_span[0]) : entry.key_span[0]]


def value_column(reading: Reading) -> int:
    """Return the column at which all values stand below each other, 0 where they do not."""
    text = reading.front.text
    columns = set()
    gaps = set()
    for entry in reading.front.entries:
        start = entry.value_span[0]
        if entry.style not in {Style.EMPTY, Style.BLOCK}:
            columns.add(start - line_start(text, start))
            gaps.add(start - entry.key_span[1])
    return columns.pop() if len(columns) == 1 and len(gaps) > 1 else 0
