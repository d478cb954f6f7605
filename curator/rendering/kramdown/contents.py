"""The table of contents that replaces a list with the mark `{:toc}`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from curator.rendering.kramdown.elements import Node


@dataclass(frozen=True)
class Entry:
    """A header of the document."""

    level: int
    id: str
    text: Sequence[Node]


def tree(entries: Iterable[Entry], kind: str, attr: Mapping[str, str]) -> Node:
    """Return the list of all headers, nested by level; `kind` is "ul" or "ol"."""
    root = Node(kind, attr=dict(attr))
    root.attr.setdefault("id", "markdown-toc")
    stack: list[tuple[int, Node]] = []
    for entry in entries:
        while stack and stack[-1][0] >= entry.level:
            stack.pop()
        parent = root
        if stack:
            item = stack[-1][1]
            if item.kids[-1].kind != kind:
                item.kids.append(Node(kind))
            parent = item.kids[-1]
        link = Node("a")
        link.attr["href"] = f"#{entry.id}"
        link.attr["id"] = f"{root.attr['id']}-{entry.id}"
        link.kids = _plain(entry.text)
        paragraph, item = Node("p"), Node("li")
        paragraph.transparent = True
        paragraph.kids.append(link)
        item.kids.append(paragraph)
        parent.kids.append(item)
        stack.append((entry.level, item))
    return root


def _plain(nodes: Iterable[Node]) -> list[Node]:
    """Return a header's text without footnotes, and with what links hold in their place."""
    result: list[Node] = []
    for node in nodes:
        if node.kind == "footnote":
            continue
        copy = node.copy()
        copy.kids = _plain(node.kids)
        if copy.kind == "a":
            result.extend(copy.kids)
        else:
            result.append(copy)
    return result
