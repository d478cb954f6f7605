"""kramdown's inline attribute lists: `{: .class #id key="value"}` after a block or a span.

Unlike Python-Markdown's own extension it wants the colon, so that braces in a text and Liquid's
`{{ }}` stay what they are.
"""

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

BLOCK_LIST = re.compile(r" {0,3}\{:(?![:/])([^}\n]*)\}[ \t]*")
"""A line that is nothing but an attribute list."""

_SPAN_LIST = re.compile(r"\{:(?![:/])([^}\n]*)\}")
_ITEM = re.compile(
    r"""\#(?P<id>[A-Za-z][\w:-]*)|\.(?P<class>[\w-]+)"""
    r"""|(?P<key>[A-Za-z][\w:-]*)=(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)')|(?P<reference>[\w-]+)"""
)

Attributes = tuple[tuple[str, str], ...]


def parse(inner: str) -> Attributes:
    """Return names and values of an attribute list; a reference comes with an empty name."""
    found = []
    for item in _ITEM.finditer(inner):
        if item["id"]:
            found.append(("id", item["id"]))
        elif item["class"]:
            found.append(("class", item["class"]))
        elif item["key"]:
            found.append((item["key"], item["double"] or item["single"] or ""))
        else:
            found.append(("", item["reference"]))
    return tuple(found)


def assign(element: Element, attributes: Attributes) -> None:
    """Set attributes on an element; classes add up."""
    for name, value in attributes:
        if not name:
            continue
        before = element.get("class") if name == "class" else None
        element.set(name, f"{before} {value}" if before else value)


class SpanAttributes(Treeprocessor):
    """Moves a list that follows a span, as in `**word**{: .x}`, onto the span."""

    def run(self, root: Element) -> None:
        """Look at what follows each inline element."""
        for element in root.iter():
            if element.tail and not self.md.is_block_level(element.tag):
                listed = _SPAN_LIST.match(element.tail)
                if listed:
                    assign(element, parse(listed[1]))
                    element.tail = element.tail[listed.end() :]


def extend(md: Markdown) -> None:
    """Add span attributes to a converter; block attributes belong to the layout."""
    md.treeprocessors.register(SpanAttributes(md), "span-attributes", 18)
